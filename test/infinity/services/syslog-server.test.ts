import { TerraformVariable } from "cdktf";
import { SyslogServer, SyslogTransport } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal syslog server is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new SyslogServer(platform, "it", { managementNode, address: "log.example.com" });
  expect(resources(platform, "pexip_infinity_syslog_server")).toEqual({ it_10B07C0F: { address: "log.example.com", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new SyslogServer(platform, "it", {
    managementNode,
    address: "10.44.0.30",
    description: "Oslo",
    port: 6514,
    transport: SyslogTransport.TLS,
    auditLog: true,
    supportLog: true,
    webLog: false,
  });
  expect(theResource(platform, "pexip_infinity_syslog_server")).toMatchObject({
    address: "10.44.0.30",
    audit_log: true,
    description: "Oslo",
    port: 6514,
    support_log: true,
    transport: "tls",
    web_log: false,
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new SyslogServer(platform, "it", { managementNode, address: "log.example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, name: "x", address: "10.44.0.256", port: 1.5, transport: "tsl" } as never;
  expect(errorOf(() => new SyslogServer(platform, "it", wrong)).message.split("\n")).toEqual([
    "platform/it: name: unknown prop",
    'platform/it: address must be an IPv4 address such as 10.44.0.11, got "10.44.0.256"',
    "platform/it: port must be a whole number, got 1.5",
    'platform/it: transport must be one of udp, tcp, tls, got "tsl"',
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("the address may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new SyslogServer(platform, "it", { managementNode, address: token });
  expect(theResource(platform, "pexip_infinity_syslog_server")).toMatchObject({ address: "${var.token}" });
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = SyslogServer.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_syslog_server")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/syslog_server/3/");
});
