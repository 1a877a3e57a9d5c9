import { TerraformVariable } from "cdktf";
import { HttpProxy, Secret } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal web proxy is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new HttpProxy(platform, "it", { managementNode, address: "proxy.example.com" });
  expect(resources(platform, "pexip_infinity_http_proxy")).toEqual({ it_10B07C0F: { address: "proxy.example.com", name: "it", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new HttpProxy(platform, "it", {
    managementNode,
    name: "Proxy ${1}",
    address: "10.44.0.31",
    port: 3128,
    username: "pexip",
    password: Secret.fromVariable("proxy_password"),
  });
  expect(theResource(platform, "pexip_infinity_http_proxy")).toMatchObject({
    address: "10.44.0.31",
    name: "Proxy $${1}",
    password: "${var.proxy_password}",
    port: 3128,
    username: "pexip",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new HttpProxy(platform, "it", { managementNode, address: "proxy.example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, address: "10.44.0.256", port: "8080", password: "secret" } as never;
  expect(errorOf(() => new HttpProxy(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: address must be an IPv4 address such as 10.44.0.11, got "10.44.0.256"',
    'platform/it: port must be a whole number, got "8080"',
    "platform/it: password must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("the address and a secret may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new HttpProxy(platform, "it", { managementNode, address: token, password: Secret.fromToken(token) });
  expect(theResource(platform, "pexip_infinity_http_proxy")).toMatchObject({ address: "${var.token}", password: "${var.token}" });
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = HttpProxy.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_http_proxy")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/http_proxy/3/");
});
