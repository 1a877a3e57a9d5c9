import { isDeferred, isFullyKnown, known, type DeferredForm } from "../../validation/fields";
import { isAddress, isIpv4 } from "../../validation/network";
import { TimeSource } from "../enums";
import type { ManagedManagementNodeRecord } from "../management-node";
import type { DeploymentView } from "../model";
import type { SystemLocationRecord } from "../system-location";
import { serverKey } from "./ip";
import type { Rule } from "./rule";

type Servers = DeferredForm<readonly string[]>;

/** Source: guide page 4. */
const RECOMMENDED_NTP_SERVERS = 3;
/** Source: docs.pexip.com, admin/enabling_dns. */
const USED_DNS_SERVERS = 3;

/** How many distinct servers this list names; what is deferred counts as distinct. Undefined when the whole list is deferred. */
function distinct(servers: Servers): number | undefined {
  if (isDeferred(servers)) return undefined;
  const names = known<string>(servers);
  return new Set(names.map(serverKey)).size + (servers as readonly unknown[]).length - names.length;
}

const isEmpty = (servers: Servers): boolean => !isDeferred(servers) && (servers as readonly unknown[]).length === 0;

function* builtManagers(view: DeploymentView): Iterable<ManagedManagementNodeRecord> {
  for (const node of view.managementNodes) if (node.origin === "managed") yield node;
}

/** Management Nodes, and the locations whose list is not just their manager's. */
function* holdersOf(view: DeploymentView, key: "dnsServers" | "ntpServers"): Iterable<ManagedManagementNodeRecord | SystemLocationRecord> {
  const lists = new Map<string, string>();
  for (const node of builtManagers(view)) {
    lists.set(node.path, JSON.stringify(node[key]));
    yield node;
  }
  for (const location of view.locations) if (location.origin === "managed" && JSON.stringify(location[key]) !== lists.get(location.managementNode)) yield location;
}

const managerNtp: Rule = {
  id: "PXH030",
  severity: "error",
  title: "The Management Node has an NTP server.",
  why: "The installation wizard fails when no NTP server answers.",
  source: "guide page 9",
  *check(view) {
    for (const { path, ntpServers } of builtManagers(view)) {
      if (isEmpty(ntpServers)) yield { path, key: "ntpServers", message: "ntpServers is empty; give at least one server, better three, that answers while the wizard runs" };
    }
  },
};

const hostTimeSource: Rule = {
  id: "PXH031",
  severity: "warning",
  title: "It is stated how a host keeps its time.",
  why: "Hosts are synchronised before anything is installed: certificates and the encryption between nodes depend on the time.",
  source: "guide page 4",
  *check(view) {
    for (const { path, id, timeSource } of view.hosts) {
      if (timeSource === undefined) yield { path, key: "timeSource", message: `timeSource of ${id} is not stated; give ${TimeSource.ACTIVE_DIRECTORY} for a host in a domain, or its ntpServers` };
    }
  },
};

const managerDns: Rule = {
  id: "PXH032",
  severity: "error",
  title: "The Management Node has a DNS server.",
  why: "It resolves its NTP servers, the licence server and its nodes through it.",
  source: "guide pages 8 and 10",
  *check(view) {
    for (const { path, dnsServers } of builtManagers(view)) {
      if (isEmpty(dnsServers)) yield { path, key: "dnsServers", message: "dnsServers is empty; give at least one DNS server" };
    }
  },
};

const threeNtpServers: Rule = {
  id: "PXH033",
  severity: "warning",
  title: "At least three distinct NTP servers keep the time.",
  why: "With two that disagree nobody knows which one is right.",
  source: "guide page 4",
  *check(view) {
    const text = (count: number): string => `ntpServers has ${count} distinct ${count === 1 ? "server" : "servers"}; the guide recommends at least three (page 4)`;
    for (const host of view.hosts) {
      const count = host.timeSource === TimeSource.NTP ? distinct(host.ntpServers ?? []) : undefined;
      if (count !== undefined && count < RECOMMENDED_NTP_SERVERS) yield { path: host.path, key: "ntpServers", message: text(count) };
    }
    for (const holder of holdersOf(view, "ntpServers")) {
      const count = distinct(holder.ntpServers);
      // an empty list of the manager is PXH030
      if (count === undefined || count >= RECOMMENDED_NTP_SERVERS || (count === 0 && holder.kind === "managementNode")) continue;
      yield { path: holder.path, key: "ntpServers", message: text(count) };
    }
  },
};

const threeDnsServers: Rule = {
  id: "PXH034",
  severity: "warning",
  title: "At most three DNS servers are named.",
  why: "Pexip Infinity uses three; the others are never asked.",
  source: "docs.pexip.com, admin/enabling_dns",
  *check(view) {
    for (const holder of holdersOf(view, "dnsServers")) {
      const count = distinct(holder.dnsServers);
      if (count !== undefined && count > USED_DNS_SERVERS) yield { path: holder.path, key: "dnsServers", message: `dnsServers has ${count} servers, of which ${USED_DNS_SERVERS} are used; leave the best three` };
    }
  },
};

/** The first server of a location that is given by name. */
function byName(view: DeploymentView, location: SystemLocationRecord): { readonly key: string; readonly name: string } | undefined {
  const ntp = known<string>(location.ntpServers).find((server) => !isAddress(server));
  if (ntp !== undefined) return { key: "ntpServers", name: ntp };
  for (const [key, paths] of Object.entries(location.services)) {
    for (const path of [paths].flat()) {
      const { address } = view.service(path).values;
      if (typeof address === "string" && !isAddress(address)) return { key, name: address };
    }
  }
  return undefined;
}

const locationDns: Rule = {
  id: "PXH035",
  severity: "warning",
  title: "A location has a DNS server.",
  why: "Its nodes synchronise without one, and then resolve nothing they are called or told to call.",
  source: "JoshEstrada-Pexip/pexip-quick-deploy-gcp, scripts/register-conf-nodes.sh",
  *check(view) {
    for (const location of view.locations) {
      if (location.origin === "managed" && isEmpty(location.dnsServers) && byName(view, location) === undefined) yield { path: location.path, key: "dnsServers", message: "dnsServers is empty, so its nodes resolve no name; give a DNS server" };
    }
  },
};

const namesWithoutDns: Rule = {
  id: "PXH036",
  severity: "error",
  title: "A location that names servers has a DNS server.",
  why: "Its nodes cannot turn the name into an address.",
  source: "guide page 10",
  *check(view) {
    for (const location of view.locations) {
      const server = location.origin === "managed" && isEmpty(location.dnsServers) ? byName(view, location) : undefined;
      if (server !== undefined) yield { path: location.path, key: "dnsServers", message: `dnsServers is empty, and ${server.key} has the name ${server.name}; give a DNS server, or the server's address` };
    }
  },
};

const dnsIsIpv4: Rule = {
  id: "PXH037",
  severity: "error",
  title: "A DNS server is given by its IPv4 address.",
  why: "Pexip Infinity takes no IPv6 address there.",
  source: "docs.pexip.com, admin/enabling_dns",
  *check(view) {
    for (const holder of holdersOf(view, "dnsServers")) {
      for (const server of known<string>(holder.dnsServers)) {
        if (!isIpv4(server)) yield { path: holder.path, key: "dnsServers", message: `dnsServers ${server} is no IPv4 address; give the server's IPv4 address` };
      }
    }
  },
};

const ntpWithoutServers: Rule = {
  id: "PXH038",
  severity: "warning",
  title: "A host in a domain has no NTP servers of its own.",
  why: "It follows its domain controller, so the servers named are not those that it uses.",
  source: "guide page 4 (Hyper-V hosts follow the Active Domain Controller)",
  *check(view) {
    for (const { path, id, timeSource, ntpServers } of view.hosts) {
      if (timeSource !== TimeSource.ACTIVE_DIRECTORY || ntpServers === undefined || (isFullyKnown(ntpServers) && isEmpty(ntpServers))) continue;
      yield { path, key: "ntpServers", message: `ntpServers is given, and ${id} keeps its time by ${timeSource}; leave it out, or set timeSource to ${TimeSource.NTP}` };
    }
  },
};

export const timeRules: readonly Rule[] = [managerNtp, hostTimeSource, managerDns, threeNtpServers, threeDnsServers, locationDns, namesWithoutDns, dnsIsIpv4, ntpWithoutServers];
