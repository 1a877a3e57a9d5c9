import MarkdownIt from "markdown-it";
import { NodeRole } from "../../lib/deployment/enums";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { Secret } from "../../lib/deployment/secret";
import { globalSettings } from "../../lib/deployment/services/global-settings";
import { h323Gatekeeper } from "../../lib/deployment/services/h323-gatekeeper";
import { mssipProxy } from "../../lib/deployment/services/mssip-proxy";
import { tlsCertificate } from "../../lib/deployment/services/tls-certificate";
import { virtualMeetingRoom } from "../../lib/deployment/services/virtual-meeting-room";
import { trunks } from "../../lib/documents/trunks";
import { certificate } from "../support/certificates";
import { TOKEN } from "../support/problems";
import { aLocation, aNode } from "../support/records";
import { aService, headings, inputOf, small } from "./runbook-deployment";

const trunksOf = (records: readonly DeploymentRecord[]): string => trunks(inputOf(records, "2026-11-22"));

/** The lines of a chapter. */
function chapter(text: string, title: string): string {
  const start = text.indexOf(`## ${title}`);
  const end = text.indexOf("\n## ", start + 1);
  return text.slice(start, end < 0 ? undefined : end);
}

/** The small deployment, and two proxying nodes behind a NAT, one of them for peak times. */
function withEdges() {
  const base = small();
  const dmz = aLocation(base.managementNode, { name: "DMZ" }, "dmz", { transcodingLocation: base.systemLocation });
  const edge = (number: number, more: object = {}) =>
    aNode({ ...base.on, systemLocation: dmz }, `edge-${number}`, {
      role: NodeRole.PROXYING,
      address: `10.44.20.${number}`,
      secondaryAddress: `10.44.30.${number}`,
      secondaryNetmask: "255.255.255.0",
      staticNatAddress: `203.0.113.${number}`,
      ...more,
    });
  return { ...base, records: [...base.records, dmz, edge(1), edge(2, { distributedDatabase: false, sipTlsFqdn: undefined })] };
}

test("there is one part for the nodes and one for each call control system of the guide", () => {
  expect(headings(trunksOf(small().records))).toEqual(["## The nodes", "## Cisco VCS and Expressway", "## Cisco Unified Communications Manager", "## Polycom DMA", "## Microsoft Skype for Business and Lync"]);
});

test("edge nodes take the calls where there are any, with the address for each side and the certificate's name", () => {
  const nodes = chapter(trunksOf(withEdges().records), "The nodes");
  expect(nodes).toContain("| edge-1 | `DMZ` | proxying | `edge-1.example.com` | `10.44.30.1` | `203.0.113.1` | `edge-1.example.com` |");
  expect(nodes).toContain("| edge-2 | `DMZ` | proxying, at peak times only | `edge-2.example.com` | `10.44.30.2` | `203.0.113.2` | .......... |");
  expect(nodes).not.toContain("oslo-1");
});

test("without edge nodes the transcoding ones take the calls, on their own address", () => {
  const nodes = chapter(trunksOf(small().records), "The nodes");
  expect(nodes).toContain("| oslo-1 | `Oslo` | transcoding | `oslo-1.example.com` | `10.44.0.11` |  | `oslo-1.example.com` |");
  expect(nodes).toContain("Domains of the rooms' aliases, which are routed to the nodes: `example.com`");
  expect(nodes).toContain("| SIP TLS | `5061` TCP | on |");
});

test("each system gets a line for each node, and its own fields", () => {
  const text = trunksOf(small().records);
  expect(chapter(text, "Cisco VCS")).toContain("| `Pexip oslo-1` | `oslo-1.example.com` | On, `5061`, TLS (without certificates: `5060`, TCP) | `oslo-1.example.com` | On, `1719` |");
  expect(chapter(text, "Cisco VCS")).toContain("pattern string `@example.com`");
  expect(chapter(text, "Cisco Unified")).toContain("| `Pexip-oslo-2` | `oslo-2.example.com` | `5061` (without certificates: `5060`) | Encrypted, transport TLS (without certificates: Non Secure, TCP) | `oslo-2.example.com` |");
  expect(chapter(text, "Polycom DMA")).toContain("| `Pexip oslo-1` | `oslo-1.example.com` | `5061` (without certificates: `5060`) | TLS (without certificates: TCP) | `oslo-1.example.com` | `10.44.0.11`, port `1719` |");
  expect(chapter(text, "Microsoft Skype")).toContain("| `oslo-1.example.com` | `10.44.0.11` |  | `5061` | `oslo-1.example.com` |");
});

test("what is switched off in the global settings is not offered", () => {
  const { records, managementNode } = small();
  const text = trunksOf([...records, aService(managementNode, globalSettings, "global", { resetsEverythingNotNamed: true, enableH323: false, enableSip: false })]);
  expect(chapter(text, "The nodes")).toContain("| H.323 RAS | `1719` UDP | **off** |");
  expect(chapter(text, "Cisco VCS")).toContain("| `Pexip oslo-1` | `oslo-1.example.com` | Off | `oslo-1.example.com` | Off |");
  expect(chapter(text, "Cisco Unified")).toContain("SIP is **off** in the global settings");
});

test("what of ours points back is named where it belongs, with its users", () => {
  const { records, managementNode, systemLocation } = small();
  const gatekeeper = aService(managementNode, h323Gatekeeper, "gatekeeper", { address: TOKEN });
  const front = aService(managementNode, mssipProxy, "front-end", { address: "pool.example.com" });
  const located = records.map((record) => (record.path === systemLocation.path ? { ...systemLocation, services: { ...systemLocation.services, mssipProxy: front.path } } : record));
  const text = trunksOf([...located, gatekeeper, front]);
  const proxy = "| `call-control` | SIP proxy | `sip.example.com` | `5061` | TLS | location `Oslo`, rule `extensions` |";
  expect(chapter(text, "Cisco VCS")).toContain(`${proxy}\n| \`gatekeeper\` | H.323 gatekeeper | .......... | \`1719\` | UDP | nobody |`);
  expect(chapter(text, "Cisco Unified")).toContain(proxy);
  expect(chapter(text, "Cisco Unified")).not.toContain("gatekeeper");
  expect(chapter(text, "Microsoft Skype")).toContain("| `front-end` | Skype for Business server | `pool.example.com` | `5061` | TLS | location `Oslo` |");
  expect(chapter(trunksOf(small().records), "Microsoft Skype")).toContain("nothing of this program points there");
});

test("Skype for Business: one certificate without wildcards, and a SIP TLS FQDN for each node", () => {
  const { records, managementNode, nodes } = small();
  const cert = (id: string, name: string) => aService(managementNode, tlsCertificate, id, { certificate: certificate([name]), privateKey: Secret.fromVariable("key") });
  const wildcard = cert("wild", "*.example.com");
  const using = (path: string): readonly DeploymentRecord[] => records.map((record) => (record.kind === "conferencingNode" ? { ...record, tlsCertificate: path } : record));
  const skype = (all: readonly DeploymentRecord[]): string => chapter(trunksOf(all), "Microsoft Skype");
  expect(skype(records)).toContain("**here they have none, or the self-signed one**");
  expect(skype([...using(wildcard.path), wildcard])).toContain("No wildcard certificate: **`wild` is one**");
  const [one, two] = [cert("one", "oslo-1.example.com"), cert("two", "oslo-2.example.com")];
  const apart = records.map((record) => (record === nodes[0] ? { ...record, tlsCertificate: one.path } : record === nodes[1] ? { ...record, tlsCertificate: two.path } : record));
  expect(skype([...apart, one, two])).toContain("**here they have 2 different ones**");
  expect(skype([...using(one.path), one])).toContain("the program gives them one.");
  expect(skype(withEdges().records)).toContain("**not yet `edge-2`**");
});

test("several platforms have parts of their own; one without nodes says so", () => {
  const { records, managementNode } = small();
  const text = trunksOf([...records, { ...managementNode, path: "other/manager", fqdn: "other.example.com" }]);
  expect(headings(text)).toHaveLength(10);
  expect(chapter(text, "The nodes: other.example.com")).toContain("no Conferencing Node that takes calls");
  expect(trunksOf([])).toContain("nothing to call");
});

test("names with markup in them change nothing but themselves, and nothing secret is shown", () => {
  const { records, managementNode, nodes } = small();
  const hostile = "# a|b <img src=x onerror=alert(1)> `c` [x](javascript:alert(1)) \\| d";
  const named = (name: string): readonly DeploymentRecord[] => [
    ...records.map((record) => (record === nodes[0] ? { ...record, name, hostname: name, fqdn: name, sipTlsFqdn: name } : record)),
    aService(managementNode, virtualMeetingRoom, "room", { aliases: [`a@${name}`], pin: "98765432" }),
  ];
  const html = new MarkdownIt({ html: true }).render(trunksOf(named(hostile)));
  const sound = new MarkdownIt({ html: true }).render(trunksOf(named("plain")));
  expect(html).not.toMatch(/<img|href="javascript|98765432/);
  for (const tag of ["h2", "ul", "li", "table", "tr", "td"]) expect(`${tag} ${html.split(`<${tag}>`).length}`).toBe(`${tag} ${sound.split(`<${tag}>`).length}`);
});

test("the same model gives the same bytes", () => {
  const { records } = withEdges();
  expect(trunksOf(JSON.parse(JSON.stringify(records)) as typeof records)).toBe(trunksOf(records));
});
