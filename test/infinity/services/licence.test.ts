import { TerraformVariable } from "cdktf";
import { Licence, Secret } from "../../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal licence is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new Licence(platform, "it", { managementNode, entitlementId: Secret.fromVariable("licence_key") });
  expect(resources(platform, "pexip_infinity_licence")).toEqual({ it_10B07C0F: { entitlement_id: "${var.licence_key}", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new Licence(platform, "it", {
    managementNode,
    entitlementId: Secret.fromVariable("licence_key"),
    offlineMode: true,
  });
  expect(theResource(platform, "pexip_infinity_licence")).toMatchObject({
    entitlement_id: "${var.licence_key}",
    offline_mode: true,
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new Licence(platform, "it", { managementNode, entitlementId: Secret.fromVariable("licence_key") });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, entitlementId: "1234-5678", offlineMode: "no", name: "x" } as never;
  expect(errorOf(() => new Licence(platform, "it", wrong)).message.split("\n")).toEqual([
    "platform/it: name: unknown prop",
    "platform/it: entitlementId must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
    'platform/it: offlineMode must be true or false, got "no"',
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("a secret may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new Licence(platform, "it", { managementNode, entitlementId: Secret.fromToken(token) });
  expect(theResource(platform, "pexip_infinity_licence")).toMatchObject({ entitlement_id: "${var.token}" });
});
