import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { NodeRole, SshAccess } from "../../deployment/enums";
import { factsOf } from "../../deployment/services/tls-certificate";
import { code } from "../markdown";
import { DOTTED, secretText, yesNo } from "../text";
import type { PlatformContext } from "./context";
import { EMPTY, type FieldRow, typed, typedOrEmpty } from "./values";

const ROLE: Readonly<Record<NodeRole, string>> = { [NodeRole.TRANSCODING]: "Transcoding Conferencing Node", [NodeRole.PROXYING]: "Proxying Edge Node" };

const SSH: Readonly<Record<SshAccess, string>> = { [SshAccess.GLOBAL]: "Use Global SSH setting", [SshAccess.OFF]: "Off", [SshAccess.ON]: "On" };

/** First page of Add Conferencing Node (guide page 12). */
export function sizeRows({ machine }: ConferencingNodeRecord): readonly FieldRow[] {
  return [
    ["Number of virtual CPUs to assign", typed(machine?.vcpus)],
    ["System memory (in megabytes) to assign", typed(machine?.memoryMib)],
  ];
}

/** Second page of Add Conferencing Node, in its order and words (guide pages 12 and 13). */
export function networkRows(context: PlatformContext, node: ConferencingNodeRecord): readonly FieldRow[] {
  return [
    ["Name", code(node.name)],
    ["Description", typedOrEmpty(node.description)],
    ["Role", ROLE[node.role]],
    ["Hostname", code(node.hostname)],
    ["Domain", code(node.domain)],
    ["IPv4 address", typed(node.address)],
    ["Network mask", typed(node.netmask)],
    ["Gateway IPv4 address", typed(node.gateway)],
    ["Secondary interface IPv4 address", typedOrEmpty(node.secondaryAddress)],
    ["Secondary interface network mask", node.secondaryAddress === undefined ? EMPTY : typed(node.secondaryNetmask)],
    ["System location", code(context.nameOf(node.systemLocation))],
    ["SIP TLS FQDN", typedOrEmpty(node.sipTlsFqdn)],
    ["TLS certificate", certificateText(context, node)],
    ["IPv6 address", typedOrEmpty(node.ipv6Address)],
    ["Gateway IPv6 address", node.ipv6Address !== undefined && node.ipv6Gateway === undefined ? `${EMPTY}: it listens for router advertisements` : typedOrEmpty(node.ipv6Gateway)],
    ["IPv4 static NAT address", typedOrEmpty(node.staticNatAddress)],
    ["Static routes", node.staticRoutes.length === 0 ? "none" : `move to **Chosen Static routes**: ${node.staticRoutes.map((path) => code(context.nameOf(path))).join(", ")}`],
    ["Enable distributed database", `${yesNo(node.distributedDatabase)}${node.distributedDatabase ? "" : " (clear the box): the node is not always on"}`],
    ["Enable SSH", SSH[node.ssh]],
    ["SSH password", node.sshPassword === undefined ? `${DOTTED} (the program names none)` : secretText(node.sshPassword)],
  ];
}

/** The form shows a certificate as `<subject name> (<issuer>)` (guide page 13). */
function certificateText({ view, nameOf }: PlatformContext, { tlsCertificate }: ConferencingNodeRecord): string {
  if (tlsCertificate === undefined) return "leave the self-signed one; replace it later";
  const facts = factsOf(view.service(tlsCertificate));
  const name = code(nameOf(tlsCertificate));
  return facts === undefined ? name : `${name}: subject ${code(facts.commonName ?? facts.subject)}, issuer ${code(/(?:^|, )CN=([^,]+)/.exec(facts.issuer)?.[1] ?? facts.issuer)}`;
}
