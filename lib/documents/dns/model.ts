/** Who asks: the company's own network, or the Internet. */
export type DnsView = "internal" | "external";

export const DNS_VIEWS: readonly DnsView[] = ["internal", "external"];

/** Names are full, in lower case and without the dot at the end; addresses are in their one canonical form. */
interface AnyDnsRecord {
  readonly name: string;
  /** Path of the node that it is for. */
  readonly path: string;
}

export interface AddressRecord extends AnyDnsRecord {
  readonly type: "A" | "AAAA";
  readonly address: string;
  /** For people; no text of theirs. */
  readonly remark?: string;
}

export interface PointerRecord extends AnyDnsRecord {
  readonly type: "PTR";
  readonly address: string;
  readonly target: string;
}

export interface ServiceLocationRecord extends AnyDnsRecord {
  readonly type: "SRV";
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

export type DnsRecord = AddressRecord | PointerRecord | ServiceLocationRecord;

/** What waits for an address that is not known yet: the address itself, and what points at it. */
export type PendingRecord = Omit<AddressRecord, "address"> | ServiceLocationRecord;

/** Something that has no record, and why. */
export interface LeftOut {
  /** As it was given: clean it before it is shown. */
  readonly subject: string;
  readonly reason: string;
}

export interface DnsZone {
  readonly view: DnsView;
  /** `example.com`, `0.44.10.in-addr.arpa` */
  readonly name: string;
  readonly reverse: boolean;
  readonly records: readonly DnsRecord[];
  readonly pending: readonly PendingRecord[];
}

/** All that a view should hold. Zones have at least one record or one that is pending. */
export interface DnsViewRecords {
  readonly view: DnsView;
  /** Forward zones first, by name. */
  readonly zones: readonly DnsZone[];
  readonly leftOut: readonly LeftOut[];
}
