import { TerraformVariable } from "cdktf";
import { RefreshStrategy, RegistrationSettings, Secret } from "../../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("minimal registration settings: the props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new RegistrationSettings(platform, "it", { managementNode, enable: true });
  expect(resources(platform, "pexip_infinity_registration")).toEqual({ it_10B07C0F: { enable: true, depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new RegistrationSettings(platform, "it", {
    managementNode,
    enable: false,
    refreshStrategy: RefreshStrategy.MAXIMUM,
    adaptiveMinRefreshSeconds: 61,
    adaptiveMaxRefreshSeconds: 62,
    maximumMinRefreshSeconds: 63,
    maximumMaxRefreshSeconds: 64,
    nattedMinRefreshSeconds: 65,
    nattedMaxRefreshSeconds: 66,
    routeViaRegistrar: false,
    enablePushNotifications: true,
    enableGoogleCloudMessaging: false,
    pushToken: Secret.fromVariable("push_token"),
  });
  expect(theResource(platform, "pexip_infinity_registration")).toMatchObject({
    adaptive_max_refresh: 62,
    adaptive_min_refresh: 61,
    enable: false,
    enable_google_cloud_messaging: false,
    enable_push_notifications: true,
    maximum_max_refresh: 64,
    maximum_min_refresh: 63,
    natted_max_refresh: 66,
    natted_min_refresh: 65,
    push_token: "${var.push_token}",
    refresh_strategy: "maximum",
    route_via_registrar: false,
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new RegistrationSettings(platform, "it", { managementNode, enable: true });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, refreshStrategy: "basic", adaptiveMinRefreshSeconds: "60", pushToken: "secret" } as never;
  expect(errorOf(() => new RegistrationSettings(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: refreshStrategy must be one of adaptive, maximum, got "basic"',
    'platform/it: adaptiveMinRefreshSeconds must be a whole number, got "60"',
    "platform/it: pushToken must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("a secret may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new RegistrationSettings(platform, "it", { managementNode, pushToken: Secret.fromToken(token) });
  expect(theResource(platform, "pexip_infinity_registration")).toMatchObject({ push_token: "${var.token}" });
});
