import { TerraformVariable } from "cdktf";
import { Secret, TurnServer, TurnServerType, TurnTransport } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal TURN server is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new TurnServer(platform, "it", { managementNode, address: "turn.example.com" });
  expect(resources(platform, "pexip_infinity_turn_server")).toEqual({ it_10B07C0F: { address: "turn.example.com", name: "it", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new TurnServer(platform, "it", {
    managementNode,
    name: "TURN ${1}",
    description: "Oslo",
    address: "10.44.0.35",
    port: 443,
    serverType: TurnServerType.USERNAME_PASSWORD,
    transportType: TurnTransport.TLS,
    username: "pexip",
    password: Secret.fromVariable("turn_password"),
    secretKey: Secret.fromVariable("turn_key"),
  });
  expect(theResource(platform, "pexip_infinity_turn_server")).toMatchObject({
    address: "10.44.0.35",
    description: "Oslo",
    name: "TURN $${1}",
    password: "${var.turn_password}",
    port: 443,
    secret_key: "${var.turn_key}",
    server_type: "namepsw",
    transport_type: "tls",
    username: "pexip",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new TurnServer(platform, "it", { managementNode, address: "turn.example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, address: "10.44.0.256", serverType: "namepsw", password: "secret", secretKey: "secret" } as never;
  expect(errorOf(() => new TurnServer(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: address must be an IPv4 address such as 10.44.0.11, got "10.44.0.256"',
    'platform/it: serverType must be one of username_password, coturn_shared, got "namepsw"',
    "platform/it: password must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
    "platform/it: secretKey must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("the address and a secret may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new TurnServer(platform, "it", { managementNode, address: token, password: Secret.fromToken(token) });
  expect(theResource(platform, "pexip_infinity_turn_server")).toMatchObject({ address: "${var.token}", password: "${var.token}" });
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = TurnServer.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_turn_server")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/turn_server/3/");
});

test("a coturn server shares a secret", () => {
  const { platform, managementNode } = newApiPlatform();
  new TurnServer(platform, "it", { managementNode, address: "10.44.0.35", serverType: TurnServerType.COTURN_SHARED, secretKey: Secret.fromVariable("turn_key") });
  expect(theResource(platform, "pexip_infinity_turn_server")).toMatchObject({ server_type: "coturn_shared", secret_key: "${var.turn_key}" });
});
