import { TerraformVariable } from "cdktf";
import { StunServer } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal STUN server is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new StunServer(platform, "it", { managementNode, address: "stun.example.com" });
  expect(resources(platform, "pexip_infinity_stun_server")).toEqual({ it_10B07C0F: { address: "stun.example.com", name: "it", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new StunServer(platform, "it", {
    managementNode,
    name: "STUN ${1}",
    description: "Oslo",
    address: "10.44.0.36",
    port: 19302,
  });
  expect(theResource(platform, "pexip_infinity_stun_server")).toMatchObject({
    address: "10.44.0.36",
    description: "Oslo",
    name: "STUN $${1}",
    port: 19302,
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new StunServer(platform, "it", { managementNode, address: "stun.example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, adress: "stun.example.com" } as never;
  expect(errorOf(() => new StunServer(platform, "it", wrong)).message.split("\n")).toEqual([
    "platform/it: adress: unknown prop; did you mean address?",
    "platform/it: address is required",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("the address may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new StunServer(platform, "it", { managementNode, address: token });
  expect(theResource(platform, "pexip_infinity_stun_server")).toMatchObject({ address: "${var.token}" });
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = StunServer.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_stun_server")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/stun_server/3/");
});
