import type { ConferencingNodeRecord } from "../deployment/conferencing-node";
import { NodeRole } from "../deployment/enums";
import type { PlatformView } from "../deployment/model";
import type { ServiceKind, ServiceRecord } from "../deployment/service";
import { factsOf } from "../deployment/services/tls-certificate";
import type { DocumentInput } from "./document";
import { callName, callNodes, clientAddress } from "./facing";
import { bullets, code, heading, table, text } from "./markdown";
import { protocolsOf } from "./protocols";
import { usualPort } from "./server-ports";
import { DOTTED, shown } from "./text";

type Lines = readonly string[];

/** Ports on which nodes take calls. Source: docs.pexip.com, v21, "DNS record examples"; guide page 17 for 5061. */
const PORTS = { sipTls: 5061, sipTcp: 5060, h323Ras: 1719, h323Signalling: 1720 } as const;

/** What the sections look at. */
interface Trunks {
  readonly input: DocumentInput;
  readonly platform: PlatformView;
  readonly nodes: readonly ConferencingNodeRecord[];
  readonly sip: boolean;
  readonly h323: boolean;
  /** Domains of the rooms' aliases. */
  readonly domains: readonly string[];
}

/** `trunks.md`: what to enter on the call control systems (guide page 16, "Integrating with a call control system"). */
export function trunks(input: DocumentInput): string {
  const { platforms } = input.view;
  const lines = [
    heading(1, "Trunks and neighbor zones"),
    "",
    `Model ${code(input.fingerprint)}, of ${input.date === undefined ? DOTTED : text(input.date)}.`,
    "",
    "To integrate Pexip Infinity with your call control system, you configure a trunk or neighbor zone towards each of the Conferencing Nodes (guide page 16). This is what to enter there; the other systems are not configured by Terraform.",
    "",
    ...bullets([
      "Proxying Edge Nodes take the calls where there are any, else the transcoding nodes. Send calls last to a node that runs at peak times only.",
      "**From inside** is the secondary interface's address where there is one, because clients use it (guide page 13), else the primary one's. **From outside** is the static NAT address: for a call control system on the other side of that NAT.",
      `Prefer TLS on port ${PORTS.sipTls}, and the name rather than the address: the certificate holds the name. ${DOTTED} is not decided, or only Terraform knows it.`,
      "Pexip has a deployment guide for each of these systems (guide page 16), which wins over this page: compare. What stands here beyond names, addresses and ports comes from the makers' manuals named in each part, or is general knowledge (unverified).",
    ]),
    ...(platforms.length === 0 ? ["", "There is no Management Node in this program, and so nothing to call."] : []),
    ...platforms.flatMap((platform) => platformText(input, platform, platforms.length > 1)),
  ];
  return `${lines.join("\n")}\n`;
}

function platformText(input: DocumentInput, platform: PlatformView, several: boolean): Lines {
  const { sip, h323 } = protocolsOf(platform);
  const trunk: Trunks = { input, platform, nodes: callNodes(platform), sip, h323, domains: aliasDomains(platform) };
  const suffix = several ? `: ${text(platform.managementNode.fqdn)}` : "";
  return [
    ...chapter(`The nodes${suffix}`, nodesText(trunk)),
    ...chapter(`Cisco VCS and Expressway${suffix}`, vcsText(trunk)),
    ...chapter(`Cisco Unified Communications Manager${suffix}`, ucmText(trunk)),
    ...chapter(`Polycom DMA${suffix}`, dmaText(trunk)),
    ...chapter(`Microsoft Skype for Business and Lync${suffix}`, skypeText(trunk)),
  ];
}

function chapter(title: string, lines: Lines): Lines {
  return ["", heading(2, title), "", ...lines];
}

function nodesText({ input, nodes, sip, h323, domains }: Trunks): Lines {
  if (nodes.length === 0) return ["The program has no Conferencing Node that takes calls."];
  return [
    ...table(
      ["Node", "System location", "Role", "FQDN", "From inside", "From outside", "Name in the certificate"],
      nodes.map((node) => [text(node.name), code(input.view.location(node.systemLocation).name), `${node.role === NodeRole.PROXYING ? "proxying" : "transcoding"}${node.distributedDatabase ? "" : ", at peak times only"}`, code(node.fqdn), addressOf(clientAddress(node)), node.staticNatAddress === undefined ? "" : addressOf(node.staticNatAddress), tlsName(node)]),
    ),
    "",
    ...table(["Protocol", "Port on each node", "Platform > Global Settings"], [
      ["SIP TLS", `${code(String(PORTS.sipTls))} TCP`, switched(sip)],
      ["SIP", `${code(String(PORTS.sipTcp))} TCP, without certificates`, switched(sip)],
      ["H.323 RAS", `${code(String(PORTS.h323Ras))} UDP`, switched(h323)],
      ["H.323 signaling", `${code(String(PORTS.h323Signalling))} TCP`, switched(h323)],
    ]),
    "",
    `Domains of the rooms' aliases, which are routed to the nodes: ${domains.length === 0 ? DOTTED : domains.map(code).join(", ")}`,
  ];
}

function switched(on: boolean): string {
  return on ? "on" : "**off**";
}

/** Sources: Cisco VCS Administrator Guide (peers 1 to 6 of a zone, search rules); the rest is general knowledge. */
function vcsText(trunk: Trunks): Lines {
  const { nodes, sip, h323, domains } = trunk;
  return [
    "A zone of type **Neighbor** for each node, and search rules that lead to them.",
    "",
    ...table(
      ["Zone name", "Peer 1 address", "SIP mode, port, transport", "TLS verify: name expected", "H.323 mode, port"],
      nodes.map((node) => [code(`Pexip ${node.name}`), code(callName(node)), sip ? `On, ${code("5061")}, TLS (without certificates: ${code("5060")}, TCP)` : "Off", tlsName(node), h323 ? `On, ${code("1719")}` : "Off"]),
    ),
    "",
    ...bullets([
      `Where DNS does not know the names, the peer is the address of the table above; then TLS verify must be off, unless the certificate holds the address, too.`,
      "A zone has up to six peers (VCS Administrator Guide D14049.04): nodes of one location may share one. Whether Pexip recommends that is unverified.",
      `Search rules: mode **Alias pattern match**, pattern type **Suffix**, pattern string ${domains.length === 0 ? DOTTED : domains.map((domain) => code(`@${domain}`)).join(" and ")}, target each of these zones, each with its own priority so that one follows the other (VCS Administrator Guide, "Configuring search rules": zones of one priority are asked at the same time).`,
      `H.323: search by alias goes to port ${PORTS.h323Ras}, calls to ${PORTS.h323Signalling}.`,
    ]),
    "",
    ...backText(trunk, ["sipProxy", "h323Gatekeeper"], "the VCS or Expressway"),
  ];
}

/** Source: Cisco, Security Guide for Unified Communications Manager 12.5(1), "SIP trunk security profile" (Device Security Mode); the rest is general knowledge. */
function ucmText(trunk: Trunks): Lines {
  const { nodes, sip, domains } = trunk;
  if (!sip) return ["SIP is **off** in the global settings, and this trunk is SIP."];
  return [
    "A **SIP trunk** for each node, in a route group; a **SIP trunk security profile** for each name in a certificate.",
    "",
    ...table(
      ["Trunk", "Destination address", "Destination port", "Device security mode", "X.509 subject name"],
      nodes.map((node) => [code(`Pexip-${node.hostname}`), code(callName(node)), `${code("5061")} (without certificates: ${code("5060")})`, "Encrypted, transport TLS (without certificates: Non Secure, TCP)", tlsName(node)]),
    ),
    "",
    ...bullets([
      `SIP route pattern: domain ${domains.length === 0 ? DOTTED : domains.map(code).join(" and ")}, to these trunks.`,
      "Source of **Device Security Mode**: Cisco, Security Guide for Unified Communications Manager 12.5(1). The other fields: general knowledge.",
      "Both sides must trust each other's certificate authority: that of the nodes as CallManager-trust there, that of CallManager under **Platform > Trusted CA Certificates** here (general knowledge, unverified).",
      "H.323 is not used towards Unified CM here.",
    ]),
    "",
    ...backText(trunk, ["sipProxy"], "Unified CM"),
  ];
}

/** Source: Polycom DMA 7000 System Operations Guide, "Add External SIP Peer Dialog Box" and "Dial Rules". */
function dmaText(trunk: Trunks): Lines {
  const { nodes, sip, h323 } = trunk;
  return [
    "An **External SIP Peer** for each node, and a dial rule that leads to it; an **External Gatekeeper** for H.323.",
    "",
    ...table(
      ["Name", "Next hop address", "Port", "Transport type", "Name in the certificate", "H.323: external gatekeeper"],
      nodes.map((node) => [code(`Pexip ${node.name}`), code(callName(node)), sip ? `${code("5061")} (without certificates: ${code("5060")})` : "", sip ? "TLS (without certificates: TCP)" : "SIP is off", tlsName(node), h323 ? `${addressOf(clientAddress(node))}, port ${code("1719")}` : "off"]),
    ),
    "",
    ...bullets([
      `The port is ${code("5060")} unless you write another: write ${code("5061")} for TLS. Type **Other**, not Microsoft.`,
      "Dial rule: action **Resolve to external SIP peer**, as one of the last rules; then no prefix is needed. For H.323, **Resolve to external gatekeeper**.",
      "Give each system its own domains, so that no call goes round in a circle (Polycom DMA 7000 System Operations Guide, \"Add External SIP Peer\" and \"Dial Rules\", for all of this).",
    ]),
    "",
    ...backText(trunk, ["sipProxy", "h323Gatekeeper"], "the DMA"),
  ];
}

/** Sources: docs.pexip.com, lync/certificates and v24/assigning_hostname_fqdn; Pexip Infinity Skype for Business / Lync Deployment Guide v24 and v30, table of contents. */
function skypeText(trunk: Trunks): Lines {
  const { input, nodes, platform } = trunk;
  const nameless = nodes.filter(({ sipTlsFqdn }) => sipTlsFqdn === undefined);
  const certificates = new Set(nodes.map(({ tlsCertificate }) => tlsCertificate));
  const wildcards = [...certificates].flatMap((path) => (path === undefined ? [] : [input.view.service(path)])).filter((one) => factsOf(one)?.names.some((name) => name.startsWith("*.")));
  const localDomains = [...new Set(platform.locations.flatMap(({ localMssipDomain }) => localMssipDomain ?? []))];
  return [
    "On premises the nodes are a **trusted application pool**; towards the Internet they are a federated domain. In either case SIP TLS only.",
    "",
    ...table(["Computer of the pool", "From inside", "From outside", "Port", "Name in the certificate"], nodes.map((node) => [code(callName(node)), addressOf(clientAddress(node)), node.staticNatAddress === undefined ? "" : addressOf(node.staticNatAddress), code("5061"), tlsName(node)])),
    "",
    "What must be so here (docs.pexip.com, Skype for Business / Lync, \"Certificates\"; v24, \"Assigning hostnames and FQDNs\"):",
    "",
    ...bullets([
      nameless.length === 0 ? "Each node has a SIP TLS FQDN: yes." : `Each node has a SIP TLS FQDN: **not yet ${nameless.map(({ name }) => code(name)).join(", ")}**.`,
      certificates.size <= 1 && !certificates.has(undefined)
        ? "All nodes use the same certificate, with every node's name in it: the program gives them one."
        : `All nodes use the same certificate, with every node's name in it: **here they have ${certificates.has(undefined) ? "none, or the self-signed one" : `${certificates.size} different ones`}**.`,
      wildcards.length === 0 ? "No wildcard certificate; extended key usage for server and client." : `No wildcard certificate: **${wildcards.map(({ name }) => code(name)).join(", ")} is one**. Extended key usage for server and client.`,
      `Pexip Infinity domain for Skype for Business: ${localDomains.length === 0 ? DOTTED : localDomains.map(code).join(", ")}`,
    ]),
    "",
    "On the Front End server, in this order (Pexip's deployment guide, v24 and v30; the cmdlets are Microsoft's, their parameters are unverified here):",
    "",
    ...bullets([
      `a trusted application pool for the Conferencing Nodes (${code("New-CsTrustedApplicationPool")}), with the first node of the table as its computer`,
      `the other Conferencing Nodes in that pool (${code("New-CsTrustedApplicationComputer")})`,
      `a trusted application for the pool (${code("New-CsTrustedApplication")})`,
      `a static SIP domain route to the pool, port ${code("5061")} (${code("New-CsStaticRoute")}, ${code("Set-CsStaticRoutingConfiguration")})`,
      `the new topology enabled (${code("Enable-CsTopology")})`,
    ]),
    "",
    `For federation from outside: the SRV record ${code("_sipfederationtls._tcp")} of the domain, port ${code("5061")} (in ${code("dns/")}; the port is general knowledge).`,
    "",
    ...backText(trunk, ["mssipProxy"], "the Front End pool"),
  ];
}

/** What of ours points back to the system. */
function backText({ input, platform }: Trunks, kinds: readonly ServiceKind[], system: string): Lines {
  const records = platform.services.filter(({ service }) => kinds.includes(service));
  if (records.length === 0) return [`Back from Pexip Infinity to ${system}: nothing of this program points there. Calls out need one: ${kinds.map((kind) => code(kind[0].toUpperCase() + kind.slice(1))).join(" or ")}, named by the location.`];
  return [
    `Back from Pexip Infinity, if one of these is ${system}:`,
    "",
    ...table(["Ours", "Kind", "Address", "Port", "Transport", "Named by"], records.map((record) => backRow(input, platform, record))),
  ];
}

function backRow({ view }: DocumentInput, platform: PlatformView, record: ServiceRecord): readonly string[] {
  const { address, port, transport } = record.values as { readonly address?: Parameters<typeof shown>[0]; readonly port?: number; readonly transport?: string };
  const usual = usualPort(record.service);
  const users = [
    ...platform.locations.filter(({ services }) => services[record.service] === record.path).map(({ name }) => `location ${code(name)}`),
    ...view.servicesOf("callRoutingRule").filter(({ references }) => references[record.service] === record.path).map(({ name }) => `rule ${code(name)}`),
  ];
  return [
    code(record.name),
    record.service === "mssipProxy" ? "Skype for Business server" : record.service === "sipProxy" ? "SIP proxy" : "H.323 gatekeeper",
    record.origin === "imported" ? "exists already" : addressOf(address),
    record.origin === "imported" ? "" : code(String(port ?? usual?.port ?? "")),
    record.origin === "imported" ? "" : (transport ?? usual?.transport ?? "udp").toUpperCase(),
    users.length === 0 ? "nobody" : users.join(", "),
  ];
}

function tlsName({ sipTlsFqdn }: ConferencingNodeRecord): string {
  return sipTlsFqdn === undefined ? DOTTED : code(sipTlsFqdn);
}

function addressOf(value: Parameters<typeof shown>[0]): string {
  const address = shown(value);
  return address === DOTTED ? DOTTED : code(address);
}

function aliasDomains({ services }: PlatformView): readonly string[] {
  const domains = new Set<string>();
  for (const { service, values } of services) {
    if (service !== "virtualMeetingRoom" && service !== "virtualAuditorium") continue;
    for (const { alias } of (values.aliases ?? []) as readonly { readonly alias: string }[]) {
      const at = alias.lastIndexOf("@");
      if (at >= 0 && at < alias.length - 1) domains.add(alias.slice(at + 1).toLowerCase());
    }
  }
  return [...domains];
}
