import type { Document, DocumentInput } from "../document";
import { shown } from "../text";
import { leftOutLines, recordCount } from "./summary";
import { DNS_VIEWS, type DnsViewRecords } from "./model";
import { dnsRecords } from "./records";
import { windowsScript } from "./windows-script";
import { zoneFile } from "./zone-file";

/** For each view: what is in it, its zones, and the same for Windows DNS. */
export function dnsDocuments(input: DocumentInput): readonly Document[] {
  const records = dnsRecords(input.view);
  return DNS_VIEWS.flatMap((which) => {
    const view = records[which];
    const files = view.zones.map((zone) => zoneFile(input, zone));
    return [readme(input, view), ...files, ...(files.length === 0 ? [] : [windowsScript(input, view)])];
  });
}

const FOR_WHOM = {
  internal: ["For the DNS servers that the company's own network asks: private addresses."],
  external: [
    "For the DNS servers that the Internet asks: static NAT addresses, or public addresses of nodes without NAT.",
    "The Management Node is not in it; with proxying nodes, neither are those that transcode.",
  ],
} as const;

function readme({ fingerprint, date }: DocumentInput, { view: which, zones, leftOut }: DnsViewRecords): Document {
  const services = zones.some(({ records, pending }) => [...records, ...pending].some(({ type }) => type === "SRV"));
  const width = zones.reduce((widest, { name }) => Math.max(widest, name.length + 5), 0);
  const lines = [
    `DNS records of Pexip Infinity, ${which} view`,
    `Model ${fingerprint}, ${shown(date)}`,
    "",
    ...FOR_WHOM[which],
    "",
    ...(zones.length === 0
      ? ["Nothing: no node has an address for this view."]
      : [
          ...zones.map(({ name, records, pending }) => `${`${name}.zone`.padEnd(width)}  ${recordCount(records.length)}${pending.length === 0 ? "" : `, ${pending.length} waiting for an address`}`),
          `${"windows-dns.ps1".padEnd(width)}  the same for Windows DNS`,
          "",
          "A .zone file is for $INCLUDE in the zone's own file, or for copying from: its first lines say how.",
        ]),
    ...(services || zones.length === 0 ? [] : ["", "No SRV records: they are in the domains of aliases (example.com of meet.alice@example.com) and lead to nodes that are always on. One of the two is missing."]),
    ...leftOutLines(leftOut),
  ];
  return { path: `dns/${which}/README.txt`, content: `${lines.join("\n")}\n` };
}
