import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { DeploymentView, PlatformView } from "../../deployment/model";
import type { CertificateFacts } from "../../deployment/pem";
import { factsOf } from "../../deployment/services/tls-certificate";
import { isDeferred } from "../../validation/fields";
import { addressesOf, aliasDomains, CLIENT_SERVICES, clientNodes, given, namesOf } from "../preflight/names";
import { nameProbes, type PlannedProbe } from "../preflight/plan";
import type { Subject, SubjectPlan } from "../probing/run";
import { TLS_PORTS, type TlsPort } from "./node-tls";
import { firstRoom, roomWith, type CalledRoom } from "./room";

/** Kinds of looks, which can be left out one by one; without `api` nothing needs the password of a Management Node. */
export const VERIFY_GROUPS = ["dns", "srv", "login-page", "api", "nodes", "alarms", "licences", "tls", "call", "certificates"] as const;
export type VerifyGroup = (typeof VERIFY_GROUPS)[number];

/** One look at what was installed, as data. */
export type VerifyProbe =
  /** As before an installation. */
  | { readonly group: "dns" | "srv"; readonly probe: "network"; readonly planned: PlannedProbe }
  /** DNS is not asked at all. */
  | { readonly group: "dns"; readonly probe: "noDns"; readonly why: string }
  | { readonly group: "login-page"; readonly probe: "loginPage"; readonly manager: ManagementNodeRecord }
  | { readonly group: "api"; readonly probe: "session"; readonly manager: ManagementNodeRecord }
  /** `names`: of the nodes that the deployment knows. */
  | { readonly group: "nodes"; readonly probe: "otherNodes"; readonly manager: ManagementNodeRecord; readonly names: readonly string[] }
  /** `location`: its name. */
  | { readonly group: "nodes"; readonly probe: "node"; readonly manager: ManagementNodeRecord; readonly node: ConferencingNodeRecord; readonly location: string }
  /** `names`: of machines, by their addresses. */
  | { readonly group: "alarms"; readonly probe: "alarms"; readonly manager: ManagementNodeRecord; readonly names: ReadonlyMap<string, string> }
  /** `declared`: how many licences that activate by themselves. */
  | { readonly group: "licences"; readonly probe: "licences"; readonly manager: ManagementNodeRecord; readonly declared: number }
  | { readonly group: "tls"; readonly probe: "tls"; readonly node: ConferencingNodeRecord; readonly port: TlsPort }
  | { readonly group: "call"; readonly probe: "call"; readonly room: CalledRoom; readonly nodes: readonly ConferencingNodeRecord[] }
  | { readonly group: "call"; readonly probe: "noCall"; readonly why: string }
  | { readonly group: "certificates"; readonly probe: "certificate"; readonly certificate: Pick<CertificateFacts, "subject" | "notBefore" | "notAfter"> };

export type VerifySubject = SubjectPlan<VerifyProbe>;

export interface VerifyPlanOptions {
  readonly skip?: ReadonlySet<VerifyGroup>;
  /** Alias of the room to call. @default - the first room of each platform that has one */
  readonly room?: string;
  /** Why DNS is not asked. @default - it is */
  readonly noDns?: string;
}

const NEED_LOGIN: ReadonlySet<VerifyGroup> = new Set(["api", "nodes", "alarms", "licences"]);

/** What to look at after an installation: each Management Node, then its nodes, domains, a room and certificates. */
export function planVerify(view: DeploymentView, { skip = new Set(), room, noDns }: VerifyPlanOptions = {}): readonly VerifySubject[] {
  const isWanted = ({ group, probe }: VerifyProbe) => !skip.has(group) && !(skip.has("api") && NEED_LOGIN.has(group)) && !(noDns !== undefined && probe === "network");
  return view.platforms
    .flatMap((platform) => planPlatform(platform, calledRoom(platform, view, room), noDns))
    .map(({ subject, probes }) => ({ subject, probes: probes.filter(isWanted) }))
    .filter(({ probes }) => probes.length > 0);
}

/** The Management Nodes that somebody must sign in to. */
export function managersToSignIn(plan: readonly VerifySubject[]): readonly ManagementNodeRecord[] {
  return [...new Set(plan.flatMap(({ probes }) => probes.flatMap((probe) => ("manager" in probe && NEED_LOGIN.has(probe.group) ? [probe.manager] : []))))];
}

/** The room of this platform that is called; undefined where the alias leads to another platform, or there is none. An alias that no room has is called all the same. */
function calledRoom(platform: PlatformView, { platforms }: DeploymentView, alias: string | undefined): CalledRoom | undefined {
  if (alias === undefined) return firstRoom(platform);
  return roomWith(alias, platform) ?? (platforms.some((other) => roomWith(alias, other) !== undefined) ? undefined : { alias });
}

function planPlatform(platform: PlatformView, room: CalledRoom | undefined, noDns: string | undefined): readonly VerifySubject[] {
  const { managementNode, nodes, locations, services } = platform;
  const clients = clientNodes(platform);
  const locationNames = new Map(locations.map(({ path, name }) => [path, name]));
  return [
    planManager(platform, noDns),
    ...nodes.map((node) => planNode(node, managementNode, locationNames.get(node.systemLocation) ?? "")),
    ...(clients.length === 0 ? [] : aliasDomains(platform).map((domain) => planDomain(domain, clients.map(({ fqdn }) => fqdn)))),
    planRoom(room, clients, managementNode),
    ...services.flatMap((service): readonly VerifySubject[] => {
      const certificate = service.service === "tlsCertificate" || service.service === "caCertificate" ? factsOf(service) : undefined;
      return certificate === undefined ? [] : [{ subject: { kind: "certificate", path: service.path, name: service.name, detail: "" }, probes: [{ group: "certificates", probe: "certificate", certificate }] }];
    }),
  ];
}

function planManager({ managementNode: manager, nodes, services }: PlatformView, noDns: string | undefined): VerifySubject {
  const names = nodes.map(({ name }) => name);
  const declared = services.filter(({ service, origin, values }) => service === "licence" && origin === "managed" && values.offlineMode !== true).length;
  return {
    subject: { kind: "managementNode", path: manager.path, name: manager.fqdn, detail: isDeferred(manager.address) ? "" : manager.address },
    probes: [
      ...(noDns === undefined ? [] : [{ group: "dns", probe: "noDns", why: noDns } as const]),
      ...network("dns", nameProbes([manager.fqdn], manager.fqdn, manager.address, given(manager.address))),
      { group: "login-page", probe: "loginPage", manager },
      { group: "api", probe: "session", manager },
      { group: "licences", probe: "licences", manager, declared },
      { group: "alarms", probe: "alarms", manager, names: new Map(nodes.flatMap((node) => given(node.address).map((address) => [address, node.name] as const))) },
      { group: "nodes", probe: "otherNodes", manager, names },
    ],
  };
}

function planNode(node: ConferencingNodeRecord, manager: ManagementNodeRecord, location: string): VerifySubject {
  const ipv6 = node.ipv6Address === undefined || isDeferred(node.ipv6Address) ? undefined : node.ipv6Address;
  return {
    subject: { kind: "conferencingNode", path: node.path, name: node.name, detail: isDeferred(node.address) ? "" : node.address },
    probes: [
      ...network("dns", nameProbes(namesOf(node), node.fqdn, node.address, addressesOf(node), ipv6)),
      { group: "nodes", probe: "node", manager, node, location },
      ...TLS_PORTS.map((port): VerifyProbe => ({ group: "tls", probe: "tls", node, port })),
    ],
  };
}

function planDomain(domain: string, nodes: readonly string[]): VerifySubject {
  return { subject: { kind: "domain", path: domain, name: domain, detail: "" }, probes: network("srv", CLIENT_SERVICES.map((service) => ({ group: "srv", probe: "service", service, domain, nodes }))) };
}

function planRoom(room: CalledRoom | undefined, nodes: readonly ConferencingNodeRecord[], manager: ManagementNodeRecord): VerifySubject {
  if (room === undefined || nodes.length === 0) {
    const subject: Subject = { kind: "room", path: manager.path, name: "test call", detail: "" };
    const why = room === undefined ? "no room of the deployment has an alias; name one with --room ALIAS" : "the deployment has no Conferencing Node to call through";
    return { subject, probes: [{ group: "call", probe: "noCall", why }] };
  }
  const { alias, record } = room;
  return { subject: { kind: "room", path: record?.path ?? alias, name: record?.name ?? alias, detail: alias }, probes: [{ group: "call", probe: "call", room, nodes }] };
}

function network(group: "dns" | "srv", planned: readonly PlannedProbe[]): readonly VerifyProbe[] {
  return planned.map((one) => ({ group, probe: "network", planned: one }));
}
