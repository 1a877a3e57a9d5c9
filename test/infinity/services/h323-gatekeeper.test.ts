import { TerraformVariable } from "cdktf";
import { H323Gatekeeper } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal gatekeeper is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new H323Gatekeeper(platform, "it", { managementNode, address: "gk.example.com" });
  expect(resources(platform, "pexip_infinity_h323_gatekeeper")).toEqual({ it_10B07C0F: { address: "gk.example.com", name: "it", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new H323Gatekeeper(platform, "it", {
    managementNode,
    name: "GK ${1}",
    description: "Oslo",
    address: "10.44.0.33",
    port: 1720,
  });
  expect(theResource(platform, "pexip_infinity_h323_gatekeeper")).toMatchObject({
    address: "10.44.0.33",
    description: "Oslo",
    name: "GK $${1}",
    port: 1720,
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new H323Gatekeeper(platform, "it", { managementNode, address: "gk.example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, address: "gk.example.com:1719", port: Number.NaN } as never;
  expect(errorOf(() => new H323Gatekeeper(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: address must be a host name or an IP address alone, without scheme or port, got "gk.example.com:1719"',
    "platform/it: port must be a whole number, got NaN",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("the address may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new H323Gatekeeper(platform, "it", { managementNode, address: token });
  expect(theResource(platform, "pexip_infinity_h323_gatekeeper")).toMatchObject({ address: "${var.token}" });
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = H323Gatekeeper.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_h323_gatekeeper")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/h323_gatekeeper/3/");
});
