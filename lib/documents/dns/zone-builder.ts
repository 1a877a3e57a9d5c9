import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import { isDeferred, type Deferrable } from "../../validation/fields";
import { isAddress } from "../../validation/network";
import { canonicalAddress, hostNameProblem, naturalKey, parentOf, reverseName, zoneNameProblem } from "./names";
import type { AddressRecord, DnsRecord, DnsView, DnsViewRecords, DnsZone, LeftOut, PendingRecord, PointerRecord, ServiceLocationRecord } from "./model";

interface OpenZone {
  readonly reverse: boolean;
  readonly records: Map<string, DnsRecord>;
  readonly pending: Map<string, PendingRecord>;
}

/** Longest name. Source: RFC 1035 section 2.3.4. */
const MAX_NAME = 253;

/** Sorts records into zones, each once. What is no DNS name is left out with a reason, so that no text of a user gets into a zone. */
export class ZoneBuilder {
  private readonly zones = new Map<string, OpenZone>();
  private readonly omitted = new Map<string, LeftOut>();
  private readonly services: (readonly [zone: string, record: ServiceLocationRecord])[] = [];
  /** Names with an address, and those whose address is not known yet. */
  private readonly addressed = new Set<string>();
  private readonly awaited = new Set<string>();

  constructor(private readonly view: DnsView) {}

  public leaveOut(subject: string, reason: string): void {
    this.omitted.set(`${reason}\n${subject}`, { subject, reason });
  }

  /** A forward zone. Names are put into the nearest zone that was declared before. */
  public declare(zone: string): void {
    if (zoneNameProblem(zone) === undefined) this.open(zone.toLowerCase(), false);
  }

  /** The zones of a node's names: its domain, and that of its SIP TLS FQDN. */
  public declareFor(node: ManagementNodeRecord | ConferencingNodeRecord): void {
    this.declare(node.domain);
    const parent = node.kind === "managementNode" ? undefined : parentOf(node.sipTlsFqdn ?? "");
    if (parent?.includes(".") === true) this.declare(parent);
  }

  public addAddress(record: Omit<AddressRecord, "address">, address: Deferrable<string>): void {
    const name = record.name.toLowerCase();
    const problem = hostNameProblem(name);
    if (problem !== undefined) return this.leaveOut(record.name, problem);
    const zone = this.open(this.zoneOf(name), false);
    if (isDeferred(address)) {
      this.awaited.add(name);
      zone.pending.set(`${record.type} ${name}`, { ...record, name });
    } else if (isAddress(address)) {
      this.addressed.add(name);
      const canonical = canonicalAddress(address);
      zone.records.set(`${record.type} ${name} ${canonical}`, { ...record, name, address: canonical });
    } else this.leaveOut(`${record.name} ${address}`, "is no address");
  }

  public addPointer(address: string, target: string, path: string): void {
    if (hostNameProblem(target) !== undefined) return;
    const { name, zone } = reverseName(address);
    const record: PointerRecord = { type: "PTR", name, path, address: canonicalAddress(address), target: target.toLowerCase() };
    this.open(zone, true).records.set(`PTR ${name} ${record.target}`, record);
  }

  public addService(record: ServiceLocationRecord, zone: string): void {
    this.services.push([zone, record]);
  }

  public build(): DnsViewRecords {
    for (const [zone, record] of this.services) this.place(zone, record);
    const zones = [...this.zones].flatMap(([name, { reverse, records, pending }]): DnsZone[] =>
      records.size + pending.size === 0 ? [] : [{ view: this.view, name, reverse, records: sorted(records.values()), pending: sorted(pending.values()) }],
    );
    zones.sort((a, b) => Number(a.reverse) - Number(b.reverse) || compare(naturalKey(a.name), naturalKey(b.name)));
    return { view: this.view, zones, leftOut: [...this.omitted.values()].sort((a, b) => compare(a.reason, b.reason) || compare(naturalKey(a.subject), naturalKey(b.subject))) };
  }

  /** A service may only point at a name that has an address: another one breaks the zone. */
  private place(zoneName: string, record: ServiceLocationRecord): void {
    const { name, port, target } = record;
    if (name.length > MAX_NAME) return this.leaveOut(name, "is longer than a DNS name may be");
    const zone = this.open(zoneName, false);
    const key = `SRV ${name} ${port} ${target}`;
    if (this.addressed.has(target)) zone.records.set(key, record);
    else if (this.awaited.has(target)) zone.pending.set(key, record);
  }

  /** The nearest zone that was declared; else the domain of the name. */
  private zoneOf(name: string): string {
    for (let zone: string | undefined = name; zone !== undefined; zone = parentOf(zone)) if (this.zones.has(zone)) return zone;
    return parentOf(name) ?? name;
  }

  private open(name: string, reverse: boolean): OpenZone {
    const known = this.zones.get(name);
    if (known !== undefined) return known;
    const zone = { reverse, records: new Map<string, DnsRecord>(), pending: new Map<string, PendingRecord>() };
    this.zones.set(name, zone);
    return zone;
  }
}

/** Addresses and pointers by name, then services, each by its targets. */
function sorted<R extends DnsRecord | PendingRecord>(records: Iterable<R>): readonly R[] {
  const keyed = [...records].map((record) => ({ record, key: `${record.type === "SRV" ? 1 : 0} ${naturalKey(record.name)} ${record.type} ${"target" in record ? naturalKey(record.target) : "address" in record ? naturalKey(record.address) : ""}` }));
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ record }) => record);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
