import type { ServiceRecord } from "../../deployment/service";
import { valuesOf } from "../../deployment/service";
import { automaticBackup } from "../../deployment/services/automatic-backup";
import { managementNodeSettings } from "../../deployment/services/management-node-settings";
import { smtpServer } from "../../deployment/services/smtp-server";
import { snmpNetworkManagementSystem } from "../../deployment/services/snmp-network-management-system";
import { syslogServer, SyslogTransport } from "../../deployment/services/syslog-server";
import { isDeferred, type DeferredForm } from "../../validation/fields";
import type { Groups } from "./groups";
import { namedBy, serverParty, usersOf, type User } from "./outgoing";
import { party, rule, type FirewallRule, type Party } from "./rule";
import { USUAL_PORTS } from "../server-ports";

/** Servers of the company's network that the Management Node and the nodes use. */
export function* servers(groups: Groups): Iterable<FirewallRule> {
  const { services } = groups.platform;
  for (const user of usersOf(groups)) {
    const { source } = user;
    const { dns, ntp } = baseServers(groups, user);
    if (dns !== undefined) {
      const purpose = user.nodes.length === 0 ? "DNS (source ports 55000-65535)" : "DNS";
      for (const protocol of ["UDP", "TCP"]) yield rule({ source, destination: dns, protocol, ports: "53", purpose, fact: "docs.pexip.com, v14/admin/port_usage and admin/enabling_dns" });
    }
    if (ntp !== undefined) yield rule({ source, destination: ntp, protocol: "UDP", ports: "123", purpose: user.nodes.length === 0 ? "Time; the installation fails without it" : "Time", fact: user.nodes.length === 0 ? "guide pages 4 and 9" : "guide page 11" });
    for (const one of namedBy(user, services, "syslogServers")) yield syslog(source, one);
    for (const one of namedBy(user, services, "snmpNetworkManagementSystem")) yield traps(source, one);
  }
  for (const one of services) {
    if (one.service === "smtpServer") yield mail(groups.manager, one);
    if (one.service === "automaticBackup") yield* backup(groups.manager, one);
  }
}

interface BaseServers {
  readonly dns?: Party;
  readonly ntp?: Party;
}

function baseServers({ platform, locations }: Groups, { nodes }: User): BaseServers {
  const { managementNode, services } = platform;
  if (nodes.length > 0) {
    const { location } = locations.find((group) => group.nodes === nodes)!;
    return { dns: serverParty(`DNS servers of ${location.name}`, location.dnsServers), ntp: serverParty(`NTP servers of ${location.name}`, location.ntpServers) };
  }
  const record = services.find(({ service }) => service === "managementNodeSettings");
  const settings = record === undefined ? {} : valuesOf(managementNodeSettings, record);
  const told = managementNode.origin === "managed" ? managementNode : { dnsServers: [], ntpServers: [] };
  return {
    dns: serverParty("DNS servers of the Management Node", joined(told.dnsServers, settings.dnsServers)),
    ntp: serverParty("NTP servers of the Management Node", joined(joined(told.ntpServers, settings.ntpServers), settings.additionalNtpServers)),
  };
}

/** The wizard's servers and those of the settings; unknown as a whole when either is. */
function joined(first: DeferredForm<readonly string[]>, second: DeferredForm<readonly string[]> | undefined): DeferredForm<readonly string[]> {
  if (second === undefined || isDeferred(first)) return first;
  return isDeferred(second) ? second : [...first, ...second];
}

function syslog(source: Party, one: ServiceRecord): FirewallRule {
  const { address, port = USUAL_PORTS.syslogServer.port, transport = SyslogTransport.UDP } = valuesOf(syslogServer, one);
  return rule({ source, destination: party("Syslog server", [address]), protocol: transport === SyslogTransport.UDP ? "UDP" : "TCP", ports: String(port), purpose: `Logs${transport === SyslogTransport.TLS ? " over TLS" : ""}`, fact: "pexip/infinity 40.0.0, syslog_server" });
}

/** The provider's default is the port for queries; systems listen on 162. */
function traps(source: Party, one: ServiceRecord): FirewallRule {
  const { address, port = USUAL_PORTS.snmpNetworkManagementSystem.port } = valuesOf(snmpNetworkManagementSystem, one);
  return rule({ source, destination: party(`SNMP network management system ${one.name}`, [address]), protocol: "UDP", ports: String(port), purpose: "SNMP traps", fact: "pexip/infinity 40.0.0, snmp_network_management_system" });
}

function mail(source: Party, one: ServiceRecord): FirewallRule {
  const { address, port = USUAL_PORTS.smtpServer.port } = valuesOf(smtpServer, one);
  return rule({ source, destination: party(`SMTP server ${one.name}`, [address]), protocol: "TCP", ports: String(port), purpose: "Mail", fact: "pexip/infinity 40.0.0, smtp_server" });
}

function* backup(source: Party, one: ServiceRecord): Iterable<FirewallRule> {
  const { enabled, uploadUrl } = valuesOf(automaticBackup, one);
  if (enabled === false || uploadUrl === undefined) return;
  const url = /^(ftps?):\/\/(?:\[([^\]]+)\]|([^/:]+))(?::(\d+))?/i.exec(uploadUrl);
  if (url === null) return;
  const [, scheme, ipv6, host, port] = url;
  const usual = scheme.toLowerCase() === "ftps" ? "21 990" : "21";
  yield rule({ source, destination: { name: "Backup server", address: ipv6 ?? host }, protocol: "TCP", ports: port ?? usual, purpose: `Backups over ${scheme.toUpperCase()}, and the data ports of that server (which of them it uses is unverified)`, fact: "pexip/infinity 40.0.0, autobackup" });
}
