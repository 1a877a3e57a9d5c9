import { TerraformVariable } from "cdktf";
import { Secret, SnmpMode, SnmpNetworkManagementSystem, SystemLocation } from "../../../lib";
import { ruleProblemText } from "../../../lib/deployment/judgement";
import { Registry } from "../../../lib/terraform/registry";
import { judge } from "../../../lib/testing/judge";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

test("a minimal network management system is its props alone, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new SnmpNetworkManagementSystem(platform, "it", { managementNode, address: "nms.example.com" });
  expect(resources(platform, "pexip_infinity_snmp_network_management_system")).toEqual({ it_10B07C0F: { address: "nms.example.com", name: "it", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  new SnmpNetworkManagementSystem(platform, "it", {
    managementNode,
    name: "NMS ${1}",
    description: "Oslo",
    address: "10.44.0.32",
    port: 162,
    snmpTrapCommunity: Secret.fromVariable("trap_community"),
  });
  expect(theResource(platform, "pexip_infinity_snmp_network_management_system")).toMatchObject({
    address: "10.44.0.32",
    description: "Oslo",
    name: "NMS $${1}",
    port: 162,
    snmp_trap_community: "${var.trap_community}",
  });
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new SnmpNetworkManagementSystem(platform, "it", { managementNode, address: "nms.example.com" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const wrong = { managementNode, address: "", snmpTrapCommunity: "public", description: " " } as never;
  expect(errorOf(() => new SnmpNetworkManagementSystem(platform, "it", wrong)).message.split("\n")).toEqual([
    'platform/it: description must not be empty, got " "',
    'platform/it: address must not be empty, got ""',
    "platform/it: snmpTrapCommunity must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
  ]);
  expect(platform.node.tryFindChild("it")).toBeUndefined();
});

test("the address and a secret may come from Terraform", () => {
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  new SnmpNetworkManagementSystem(platform, "it", { managementNode, address: token, snmpTrapCommunity: Secret.fromToken(token) });
  expect(theResource(platform, "pexip_infinity_snmp_network_management_system")).toMatchObject({ address: "${var.token}", snmp_trap_community: "${var.token}" });
});

test("one that exists already is named by its number, and builds nothing", () => {
  const { platform, managementNode } = newApiPlatform();
  const construct = SnmpNetworkManagementSystem.fromResourceId(platform, "it", { managementNode, resourceId: 3 });
  expect(resources(platform, "pexip_infinity_snmp_network_management_system")).toEqual({});
  expect(Registry.of(platform).uri(construct)).toBe("/api/admin/configuration/v1/snmp_network_management_system/3/");
});

test("a node that would send its traps nowhere is a warning", () => {
  const { app, platform, managementNode, node } = newDeployment();
  const monitoring = new SnmpNetworkManagementSystem(platform, "monitoring", { managementNode, address: "monitoring.example.com", port: 162 });
  const systemLocation = new SystemLocation(platform, "bergen", { managementNode, snmpNetworkManagementSystem: monitoring });
  node(1, { systemLocation });
  node(2, { systemLocation, vcpus: 4, snmp: { mode: SnmpMode.STANDARD } });
  expect(judge(app).problems.filter(({ rule }) => rule === "PXH138").map(ruleProblemText)).toEqual([
    "warning PXH138 platform/oslo-1: snmp is disabled, and its location sends traps to platform/monitoring; give snmp a mode, or leave the system out of the location",
  ]);
});
