import { SshAccess } from "../../deployment/enums";
import type { ServiceRecord } from "../../deployment/service";
import { valuesOf } from "../../deployment/service";
import { managementNodeSettings } from "../../deployment/services/management-node-settings";
import { snmpNetworkManagementSystem } from "../../deployment/services/snmp-network-management-system";
import { SnmpMode } from "../../deployment/snmp";
import { isDeferred } from "../../validation/fields";
import { protocolsOf } from "../protocols";
import { DOTTED, shown } from "../text";
import type { Groups } from "./groups";
import { party, rule, type FirewallRule, type Party } from "./rule";

const ADMINISTRATORS: Party = { name: "Administrators", address: DOTTED };
const FACT = "docs.pexip.com, v14/admin/port_usage";

/** Administrators, and the systems that ask nodes how they are. */
export function* administration({ platform, manager, among }: Groups): Iterable<FirewallRule> {
  const { ssh } = protocolsOf(platform);
  const record = platform.services.find(({ service }) => service === "managementNodeSettings");
  const settings = record === undefined ? {} : valuesOf(managementNodeSettings, record);
  const open = (access: SshAccess | undefined): boolean => access === SshAccess.ON || (access !== SshAccess.OFF && ssh);

  yield rule({ source: ADMINISTRATORS, destination: manager, protocol: "TCP", ports: "443", purpose: "Administrator interface and management API", fact: FACT });
  yield rule({ source: ADMINISTRATORS, destination: manager, protocol: "TCP", ports: "80", purpose: "Redirection to the Administrator interface", need: "optional", fact: FACT });
  if (open(settings.ssh)) yield rule({ source: ADMINISTRATORS, destination: manager, protocol: "TCP", ports: "22", purpose: "SSH, for diagnosis with Pexip's support", need: "optional", fact: FACT });
  const withSsh = platform.nodes.filter((node) => open(node.ssh));
  if (withSsh.length > 0) {
    const name = withSsh.length === platform.nodes.length ? "All Conferencing Nodes" : "Conferencing Nodes with SSH";
    yield rule({ source: ADMINISTRATORS, destination: among(name, withSsh), protocol: "TCP", ports: "22", purpose: "SSH to the primary interface, for diagnosis with Pexip's support", need: "optional", fact: "guide page 13; docs.pexip.com, v23/admin/port_usage" });
  }

  const source = monitors(platform.services);
  const query = { source, protocol: "UDP", ports: "161", purpose: "SNMP queries", fact: FACT };
  if (settings.snmp !== undefined && settings.snmp.mode !== undefined && settings.snmp.mode !== SnmpMode.DISABLED) yield rule({ ...query, destination: manager });
  const asked = platform.nodes.filter(({ snmp }) => snmp !== undefined && snmp.mode !== SnmpMode.DISABLED);
  if (asked.length > 0) yield rule({ ...query, destination: among(asked.length === platform.nodes.length ? "All Conferencing Nodes" : "Conferencing Nodes with SNMP", asked) });
}

/** Systems that get traps usually ask too; others are not in the model. */
function monitors(services: readonly ServiceRecord[]): Party {
  const addresses = services.filter(({ service }) => service === "snmpNetworkManagementSystem").map((one) => valuesOf(snmpNetworkManagementSystem, one).address);
  const known = addresses.filter((address) => address !== undefined);
  return known.some(isDeferred) || known.length === 0 ? { name: "SNMP managers", address: DOTTED } : party("SNMP managers", known.map(shown));
}
