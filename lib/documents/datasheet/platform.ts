import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { NodeRole, SshAccess } from "../../deployment/enums";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { PlatformView } from "../../deployment/model";
import type { SystemLocationRecord } from "../../deployment/system-location";
import { labelOf } from "../runbook/labels";
import { DOTTED, secretText, shown, shownList, yesNo } from "../text";
import { type Block, type Content, type Field, field, fieldIf, form, table } from "./content";
import type { NameOf } from "./names";

const ROLE: Readonly<Record<NodeRole, string>> = { [NodeRole.TRANSCODING]: "Transcoding Conferencing Node", [NodeRole.PROXYING]: "Proxying Edge Node" };

/** The guide's words for "Enable SSH" (page 13). */
const SSH: Readonly<Record<SshAccess, string>> = { [SshAccess.GLOBAL]: "Use Global SSH setting", [SshAccess.OFF]: "Off", [SshAccess.ON]: "On" };

/** What a location has when nothing is said. Source: pexip/infinity 40.0.0, system_location. */
const MTU = 1500;

/** What the guide's datasheet has no line for: the rest of the wizard, locations, and the form of each node. */
export function platformBlocks(platform: PlatformView, nameOf: NameOf): readonly Block[] {
  const { managementNode, locations, nodes, staticRoutes } = platform;
  return [
    form("Management Node", managerFields(managementNode)),
    ...(locations.length === 0 ? [] : [form("System locations", ...locations.map((location) => locationFields(location, nameOf)))]),
    ...table("Conferencing Nodes", ["Name", "Role", "System location", "SIP TLS FQDN", "TLS certificate", "Description"], nodes.map((node) => identity(node, nameOf))),
    ...table("Access to Conferencing Nodes", ["Name", "Enable distributed database", "Enable SSH", "SSH password", "SNMP", "Static routes"], nodes.map((node) => access(node, nameOf))),
    ...table("Static routes", ["Name", "Network", "Gateway"], staticRoutes.map(({ name, address, prefix, gateway }) => [name, `${shown(address)}/${prefix}`, shown(gateway)])),
  ];
}

function managerFields(node: ManagementNodeRecord): readonly Field[] {
  const answer = (label: string): readonly Field[] => (node.origin === "managed" ? node.wizardAnswers.filter((one) => one.label === label).map(({ value }) => field(label, value ?? DOTTED)) : []);
  return [
    field("Administrator interface", `https://${node.fqdn}`),
    ...(node.origin === "managed" && node.templateVersion !== node.infinityVersion ? [field("Version of its disk", `v${node.templateVersion}`)] : []),
    ...answer("Web administration username"),
    ...(node.api === undefined ? [field("Web administration password", DOTTED)] : [field("User of the management API", node.api.username), field("Web administration password", secretText(node.api.password))]),
    ...answer("Enable incident reporting"),
    ...answer("Send deployment and usage statistics to Pexip"),
    ...fieldIf("Contact email address", node.origin === "managed" ? node.contactEmail : undefined),
  ];
}

function locationFields(location: SystemLocationRecord, nameOf: NameOf): readonly Field[] {
  const other = (label: string, path: string | undefined): readonly Field[] => fieldIf(label, path === undefined ? undefined : nameOf(path));
  if (location.origin === "imported") return [field("Name", location.name), field("Settings", "exist already on the Management Node")];
  return [
    field("Name", location.name),
    ...fieldIf("Description", location.description),
    field("DNS servers", shownList(location.dnsServers) || DOTTED),
    field("NTP servers", shownList(location.ntpServers) || DOTTED),
    ...other("Transcoding location", location.transcodingLocation),
    ...other("Primary overflow location", location.primaryOverflowLocation),
    ...other("Secondary overflow location", location.secondaryOverflowLocation),
    ...Object.entries(location.services).flatMap(([key, paths]) => fieldIf(labelOf(key), [paths].flat().map(nameOf).join(", "))),
    ...(location.mtu === MTU ? [] : [field("MTU", String(location.mtu))]),
    ...(location.mediaQos === 0 ? [] : [field(labelOf("mediaQos"), String(location.mediaQos))]),
    ...(location.signallingQos === 0 ? [] : [field(labelOf("signallingQos"), String(location.signallingQos))]),
    ...fieldIf(labelOf("localMssipDomain"), location.localMssipDomain),
    ...(location.useRelayCandidatesOnly === undefined ? [] : [field(labelOf("useRelayCandidatesOnly"), yesNo(location.useRelayCandidatesOnly))]),
    ...fieldIf(labelOf("pinBruteForceResistance"), location.pinBruteForceResistance),
    ...fieldIf(labelOf("scanQuarantine"), location.scanQuarantine),
  ];
}

function identity(node: ConferencingNodeRecord, nameOf: NameOf): readonly Content[] {
  const certificate = node.tlsCertificate === undefined ? DOTTED : nameOf(node.tlsCertificate);
  return [node.name, ROLE[node.role], nameOf(node.systemLocation), node.sipTlsFqdn ?? DOTTED, certificate, node.description ?? ""];
}

function access(node: ConferencingNodeRecord, nameOf: NameOf): readonly Content[] {
  const { snmp } = node;
  const routes = node.staticRoutes.map(nameOf);
  return [node.name, yesNo(node.distributedDatabase), SSH[node.ssh], node.sshPassword === undefined ? DOTTED : secretText(node.sshPassword), snmp?.mode ?? "", routes];
}
