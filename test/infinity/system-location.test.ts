import { TerraformVariable } from "cdktf";
import { ManagementNode, SystemLocation } from "../../lib";
import { errorOf, managerProps, newApp, newDeployment, newLocation, newStack, synthesized } from "../support/stacks";

test("a location builds nothing and makes its stack wait for the Management Node's", () => {
  const { app, manager, platform, oslo, managementNode } = newDeployment();
  app.synth();
  expect(platform.dependencies).toEqual([manager]);
  expect([oslo.locationName, oslo.managementNode]).toEqual(["oslo", managementNode]);
  expect(synthesized(platform).resource).toBeUndefined();
});

test("a location of a Management Node that exists already waits for nothing", () => {
  const stack = newStack();
  const { address, hostname, domain, infinityVersion } = managerProps;
  newLocation(stack, { managementNode: ManagementNode.fromAddress(newStack("elsewhere", stack.node.root as never), "manager", { address, hostname, domain, infinityVersion }) });
  expect(stack.dependencies).toEqual([]);
});

test("its servers may be Terraform tokens, whole or one by one", () => {
  const { platform, managementNode } = newDeployment();
  const list = new TerraformVariable(platform, "servers", { type: "list(string)" }).listValue;
  const one = new TerraformVariable(platform, "server", {}).stringValue;
  newLocation(platform, { managementNode, dnsServers: list, ntpServers: [one, "ntp2.example.com", "ntp3.example.com"] }, "bergen");
  expect(() => synthesized(platform)).not.toThrow();
});

test.each(["name", "description"] as const)("%s must be a literal", (prop) => {
  const { platform, managementNode } = newDeployment();
  const token = new TerraformVariable(platform, "later", {}).stringValue;
  expect(errorOf(() => newLocation(platform, { managementNode, [prop]: token }, "x")).message).toMatch(new RegExp(`^platform/x: ${prop} must be a literal`));
});

test("what is no location or no Management Node is refused", () => {
  const { platform, managementNode } = newDeployment();
  expect(errorOf(() => new SystemLocation(platform, "x", { managementNode: "manager", transcodingLocation: managementNode, mtu: "1500" } as never)).message.split("\n")).toEqual([
    'platform/x: managementNode must be a ManagementNode (or ManagementNode.fromAddress), got "manager"',
    "platform/x: transcodingLocation must be a SystemLocation, got an object (ManagementNode)",
    'platform/x: mtu must be a whole number, got "1500"',
  ]);
});

test("a Management Node of another App is refused", () => {
  const { managementNode } = newDeployment();
  expect(errorOf(() => newLocation(newStack("stack", newApp()), { managementNode })).message).toBe("stack/oslo: managementNode belongs to another App; constructs of one App only can refer to each other");
});
