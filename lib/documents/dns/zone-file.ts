import type { Document, DocumentInput } from "../document";
import { DOTTED, shown } from "../text";
import type { DnsRecord, DnsZone, PendingRecord } from "./model";
import { relativeName } from "./names";
import { TTL_SECONDS } from "./services";

/**
 * One zone as a file for `$INCLUDE`, in the format of RFC 1035 section 5. It is no whole zone: SOA and NS would make it load in the place of the
 * company's own zone, and take every other name of the domain down with it.
 */
export function zoneFile({ fingerprint, date }: DocumentInput, zone: DnsZone): Document {
  const file = `${zone.name}.zone`;
  const lines = [
    ...comment(
      `${zone.name}, ${zone.view} view: Pexip Infinity`,
      `Model ${fingerprint}, ${shown(date)}`,
      "",
      "Not a whole zone: it has no SOA and NS, so that it replaces nothing. In the file of your zone:",
      `    $INCLUDE "${file}"`,
      "For a new zone, put these lines before it, with your own name server and mail address:",
      `    $TTL ${TTL_SECONDS}`,
      `    ${zone.name}. IN SOA replace-me.invalid. hostmaster.replace-me.invalid. 1 3600 900 1209600 3600`,
      `    ${zone.name}. IN NS replace-me.invalid.`,
      "$ORIGIN completes the names, so a larger zone of yours may include this file too.",
      ...(zone.reverse && zone.view === "external" ? ["Reverse zones of public addresses are often the provider's: hand these lines over."] : []),
    ),
    "",
    `$ORIGIN ${zone.name}.`,
    ...aligned(zone.records.map((record) => fields(record, zone.name))),
    ...(zone.pending.length === 0 ? [] : ["", ...comment("Waiting for addresses that are not known yet:"), ...comment(...aligned(zone.pending.map((record) => fields(record, zone.name))))]),
  ];
  return { path: `dns/${zone.view}/${file}`, content: `${lines.join("\n")}\n` };
}

function comment(...lines: readonly string[]): readonly string[] {
  return lines.map((line) => `; ${line}`.trimEnd());
}

/** Name, TTL, class, type, data, remark. */
function fields(record: DnsRecord | PendingRecord, zone: string): readonly [readonly string[], remark: string | undefined] {
  const head = [relativeName(record.name, zone), String(TTL_SECONDS), "IN", record.type];
  switch (record.type) {
    case "PTR":
      return [[...head, `${record.target}.`], undefined];
    case "SRV":
      return [[...head, `${record.priority} ${record.weight} ${record.port} ${record.target}.`], undefined];
    default:
      return [[...head, "address" in record ? record.address : DOTTED], record.remark];
  }
}

function aligned(rows: readonly (readonly [readonly string[], remark: string | undefined])[]): readonly string[] {
  const widths = [0, 1, 2, 3].map((column) => rows.reduce((widest, [cells]) => Math.max(widest, cells[column].length), 0));
  return rows.map(([cells, remark]) => {
    const line = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" ");
    return remark === undefined ? line.trimEnd() : `${line} ; ${remark}`;
  });
}
