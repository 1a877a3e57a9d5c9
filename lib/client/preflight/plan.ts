import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { HostRecord } from "../../deployment/host";
import type { MachineRecord } from "../../deployment/machine";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { DeploymentView, MachineOf, PlatformView } from "../../deployment/model";
import type { CertificateFacts } from "../../deployment/pem";
import { factsOf } from "../../deployment/services/tls-certificate";
import type { SystemLocationRecord } from "../../deployment/system-location";
import { isDeferred, known, type Deferrable, type DeferredForm } from "../../validation/fields";
import { isAddress } from "../../validation/network";
import type { SubjectPlan } from "../probing/run";
import { expectationOf, type HostExpectation } from "./host-expectation";
import { addressesOf, aliasDomains, CLIENT_SERVICES, clientNodes, given, namesOf, type ClientService } from "./names";

/** Kinds of probes, which can be left out one by one. */
export const PROBE_GROUPS = ["dns", "srv", "ntp", "winrm", "login", "addresses", "templates", "manager", "certificates", "host-facts"] as const;
export type ProbeGroup = (typeof PROBE_GROUPS)[number];

/** One look at the outside world, as data: what it takes, and nothing of how it is done. */
export type PlannedProbe =
  | { readonly group: "dns"; readonly probe: "forward"; readonly name: string; readonly addresses: readonly string[]; readonly ipv6?: string }
  | { readonly group: "dns"; readonly probe: "reverse"; readonly address: string; readonly name: string }
  | { readonly group: "dns"; readonly probe: "dnsServer"; readonly server: string; readonly name: string }
  | { readonly group: "srv"; readonly probe: "service"; readonly service: ClientService; readonly domain: string; readonly nodes: readonly string[] }
  | { readonly group: "ntp"; readonly probe: "timeServer"; readonly server: string }
  | { readonly group: "ntp"; readonly probe: "timeAgreement"; readonly servers: readonly string[] }
  | { readonly group: "winrm"; readonly probe: "winrm"; readonly host: HostRecord }
  /** `before`: hosts of the same account, whose login is tried first. */
  | { readonly group: "login"; readonly probe: "login"; readonly host: HostRecord; readonly before: readonly HostRecord[] }
  | { readonly group: "addresses"; readonly probe: "address"; readonly address: string; readonly isBuilt: boolean }
  | { readonly group: "templates"; readonly probe: "template"; readonly url: string }
  | { readonly group: "manager"; readonly probe: "manager"; readonly manager: ManagementNodeRecord }
  | { readonly group: "certificates"; readonly probe: "certificate"; readonly certificate: Pick<CertificateFacts, "subject" | "notBefore" | "notAfter"> }
  /** `downloads`: URLs of templates whose sizes count. */
  | { readonly group: "host-facts"; readonly probe: "hostFacts"; readonly expected: HostExpectation; readonly downloads: readonly string[] }
  /** What cannot be looked at, because only Terraform knows it. */
  | { readonly group: ProbeGroup; readonly probe: "deferred"; readonly what: string };

export type PlannedSubject = SubjectPlan<PlannedProbe>;

export interface PlanOptions {
  /** Does this machine exist already? */
  readonly isBuilt: (node: MachineOf["node"]) => boolean;
  readonly skip?: ReadonlySet<ProbeGroup>;
}

/** What to look at before an apply: hosts first, then each Management Node with its locations, nodes, domains and certificates. */
export function planPreflight(view: DeploymentView, { isBuilt, skip = new Set() }: PlanOptions): readonly PlannedSubject[] {
  const subjects: readonly PlannedSubject[] = [...view.hosts.map((host) => planHost(host, view, isBuilt)), ...view.platforms.flatMap((platform) => planPlatform(platform, isBuilt))];
  return subjects.map(({ subject, probes }) => ({ subject, probes: probes.filter(({ group }) => !skip.has(group)).map((probe) => withoutDownloads(probe, skip)) })).filter(({ probes }) => probes.length > 0);
}

function withoutDownloads(probe: PlannedProbe, skip: ReadonlySet<ProbeGroup>): PlannedProbe {
  return probe.probe === "hostFacts" && skip.has("templates") ? { ...probe, downloads: [] } : probe;
}

function planHost(host: HostRecord, view: DeploymentView, isBuilt: PlanOptions["isBuilt"]): PlannedSubject {
  const { address, id, path } = host;
  const expected = expectationOf(host, view, isBuilt);
  const downloads = [...new Set(expected.machines.flatMap(({ machine: { templateDisk } }) => (templateDisk.from === "url" && !isDeferred(templateDisk.url) ? [templateDisk.url] : [])))];
  const network: readonly PlannedProbe[] = isDeferred(address)
    ? [{ group: "winrm", probe: "deferred", what: "WinRM port" }]
    : [
        ...(isAddress(address) ? [] : [{ group: "dns", probe: "forward", name: address, addresses: [] } as const]),
        { group: "winrm", probe: "winrm", host },
        { group: "login", probe: "login", host, before: view.hosts.slice(0, view.hosts.indexOf(host)).filter((other) => !isDeferred(other.address) && accountOf(other) === accountOf(host)) },
      ];
  return {
    subject: { kind: "host", path, name: id, detail: isDeferred(address) ? "" : address },
    probes: [...network, ...timeProbes(host.ntpServers), { group: "host-facts", probe: "hostFacts", expected, downloads }],
  };
}

// two hosts share an account when they share its name and where its password comes from
function accountOf({ username, password }: HostRecord): string {
  return `${username.toLowerCase()} ${isDeferred(password) ? "" : password.variable}`;
}

function planPlatform(platform: PlatformView, isBuilt: PlanOptions["isBuilt"]): readonly PlannedSubject[] {
  const { managementNode, locations, nodes, services } = platform;
  const targets = clientNodes(platform).map(({ fqdn }) => fqdn);
  return [
    planManager(managementNode, isBuilt(managementNode)),
    ...locations.map((location) => planLocation(location, managementNode)),
    ...nodes.map((node) => planNode(node, isBuilt(node))),
    ...(targets.length === 0 ? [] : aliasDomains(platform).map((domain) => planDomain(domain, targets))),
    ...services.flatMap((service): readonly PlannedSubject[] => {
      const certificate = service.service === "tlsCertificate" || service.service === "caCertificate" ? factsOf(service) : undefined;
      return certificate === undefined ? [] : [{ subject: { kind: "certificate", path: service.path, name: service.name, detail: "" }, probes: [{ group: "certificates", probe: "certificate", certificate }] }];
    }),
  ];
}

function planManager(manager: ManagementNodeRecord, isBuilt: boolean): PlannedSubject {
  const managed = manager.origin === "managed" ? manager : undefined;
  return {
    subject: { kind: "managementNode", path: manager.path, name: manager.fqdn, detail: isDeferred(manager.address) ? "" : manager.address },
    probes: [
      ...nameProbes([manager.fqdn], manager.fqdn, manager.address, given(manager.address)),
      ...dnsProbes(managed?.dnsServers, manager.fqdn),
      ...timeProbes(managed?.ntpServers),
      ...(isDeferred(manager.address) ? [] : [{ group: "addresses", probe: "address", address: manager.address, isBuilt } as const]),
      ...(isBuilt ? [{ group: "manager", probe: "manager", manager } as const] : []),
      ...templateProbes(managed?.machine, isBuilt),
    ],
  };
}

/** What its Management Node names too is looked at there. */
function planLocation(location: SystemLocationRecord, manager: ManagementNodeRecord): PlannedSubject {
  const { dnsServers, ntpServers } = manager.origin === "managed" ? manager : { dnsServers: [], ntpServers: [] };
  const others = <T>(list: DeferredForm<readonly T[]>, of: DeferredForm<readonly T[]>) => known(list).filter((entry) => !known(of).includes(entry));
  const own = others(location.ntpServers, ntpServers);
  return {
    subject: { kind: "systemLocation", path: location.path, name: location.name, detail: "" },
    // that new servers agree can only be told beside the others
    probes: [...dnsProbes(others(location.dnsServers, dnsServers), manager.fqdn), ...own.map((server): PlannedProbe => ({ group: "ntp", probe: "timeServer", server })), ...(own.length === 0 ? [] : [{ group: "ntp", probe: "timeAgreement", servers: known(location.ntpServers) } as const])],
  };
}

function planNode(node: ConferencingNodeRecord, isBuilt: boolean): PlannedSubject {
  const ipv6 = node.ipv6Address === undefined || isDeferred(node.ipv6Address) ? undefined : node.ipv6Address;
  // whether a node that Terraform does not build exists is known only when somebody says so
  const addresses = node.machine === undefined && !isBuilt ? [] : given(node.address, node.secondaryAddress);
  return {
    subject: { kind: "conferencingNode", path: node.path, name: node.name, detail: isDeferred(node.address) ? "" : node.address },
    probes: [
      ...nameProbes(namesOf(node), node.fqdn, node.address, addressesOf(node), ipv6),
      ...addresses.map((address): PlannedProbe => ({ group: "addresses", probe: "address", address, isBuilt })),
      ...templateProbes(node.machine, isBuilt),
    ],
  };
}

function planDomain(domain: string, nodes: readonly string[]): PlannedSubject {
  return { subject: { kind: "domain", path: domain, name: domain, detail: "" }, probes: CLIENT_SERVICES.map((service) => ({ group: "srv", probe: "service", service, domain, nodes })) };
}

/** The looks at the names of a machine. */
export function nameProbes(names: readonly string[], fqdn: string, address: Deferrable<string>, addresses: readonly string[], ipv6?: string): readonly PlannedProbe[] {
  if (isDeferred(address)) return [{ group: "dns", probe: "deferred", what: "DNS" }];
  return [...names.map((name): PlannedProbe => ({ group: "dns", probe: "forward", name, addresses, ...(ipv6 === undefined ? {} : { ipv6 }) })), { group: "dns", probe: "reverse", address, name: fqdn }];
}

function dnsProbes(servers: DeferredForm<readonly string[]> | undefined, name: string): readonly PlannedProbe[] {
  return [...new Set(known(servers))].map((server) => ({ group: "dns", probe: "dnsServer", server, name }));
}

function timeProbes(list: DeferredForm<readonly string[]> | undefined): readonly PlannedProbe[] {
  const servers = [...new Set(known(list))];
  return servers.length === 0 ? [] : [...servers.map((server): PlannedProbe => ({ group: "ntp", probe: "timeServer", server })), { group: "ntp", probe: "timeAgreement", servers }];
}

function templateProbes(machine: MachineRecord | undefined, isBuilt: boolean): readonly PlannedProbe[] {
  if (machine === undefined || isBuilt || machine.templateDisk.from === "host") return [];
  return isDeferred(machine.templateDisk.url) ? [{ group: "templates", probe: "deferred", what: "template" }] : [{ group: "templates", probe: "template", url: machine.templateDisk.url }];
}
