import { TerraformVariable } from "cdktf";
import { MssipProxy, MssipTransport } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal Skype for Business server is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new MssipProxy(platform, "it", { managementNode, address: "sfb.example.com" });
  expect(resources(platform, "pexip_infinity_mssip_proxy")).toEqual({ it_10B07C0F: { address: "sfb.example.com", name: "it", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new MssipProxy(platform, "it", {
    managementNode,
    name: "SfB ${1}",
    description: "Oslo",
    address: "10.44.0.34",
    port: 5060,
    transport: MssipTransport.TCP,
  });
  expect(theResource(platform, "pexip_infinity_mssip_proxy")).toMatchObject({
    address: "10.44.0.34",
    description: "Oslo",
    name: "SfB $${1}",
    port: 5060,
    transport: "tcp",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new MssipProxy(platform, "it", { managementNode, address: "sfb.example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, address: "10.44.0.256", transport: "udp" } as never;
  expect(errorOf(() => new MssipProxy(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: address must be an IPv4 address such as 10.44.0.11, got "10.44.0.256"',
    'platform/it: transport must be one of tcp, tls, got "udp"',
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("the address may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new MssipProxy(platform, "it", { managementNode, address: token });
  expect(theResource(platform, "pexip_infinity_mssip_proxy")).toMatchObject({ address: "${var.token}" });
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = MssipProxy.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_mssip_proxy")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/mssip_proxy/3/");
});
