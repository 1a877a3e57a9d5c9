import { TerraformVariable } from "cdktf";
import { Device, Secret } from "../../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal device alias is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new Device(platform, "it", { managementNode, alias: "room1@example.com" });
  expect(resources(platform, "pexip_infinity_device")).toEqual({ it_10B07C0F: { alias: "room1@example.com", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new Device(platform, "it", {
    managementNode,
    alias: "Room ${1}",
    description: "Oslo",
    username: "room1",
    password: Secret.fromVariable("room1_password"),
    primaryOwnerEmailAddress: "ann@example.com",
    enableSip: true,
    enableH323: true,
    enableInfinityConnectNonSso: true,
    enableInfinityConnectSso: false,
    tag: "rooms",
  });
  expect(theResource(platform, "pexip_infinity_device")).toMatchObject({
    alias: "Room $${1}",
    description: "Oslo",
    enable_h323: true,
    enable_infinity_connect_non_sso: true,
    enable_infinity_connect_sso: false,
    enable_sip: true,
    password: "${var.room1_password}",
    primary_owner_email_address: "ann@example.com",
    tag: "rooms",
    username: "room1",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new Device(platform, "it", { managementNode, alias: "room1@example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, password: "secret", enableSIP: true } as never;
  expect(errorOf(() => new Device(platform, "it", wrong)).message.split("\n")).toEqual([
    "platform/it: enableSIP: unknown prop; did you mean enableSip?",
    "platform/it: alias is required",
    "platform/it: password must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("a secret may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new Device(platform, "it", { managementNode, password: Secret.fromToken(token), alias: "room1" });
  expect(theResource(platform, "pexip_infinity_device")).toMatchObject({ password: "${var.token}" });
});
