import { Subnet } from "../validation/network";
import type { RunningAdapter } from "./world/machine-events";

/** What a switch of a host is plugged into. */
export interface Segment {
  /** Address of the host, as in its provider block. */
  readonly host: string;
  readonly switchName: string;
  /** @default - the untagged network */
  readonly vlanId?: number;
  /** An IPv4 network that is there: `10.44.0.0/24`. */
  readonly subnet: string;
}

/** What DHCP gives to a MAC address. */
export interface Reservation {
  /** 12 upper-case hex digits. */
  readonly macAddress: string;
  readonly address: string;
}

/** Where something is plugged in; `elsewhere` is no VM of the lab's hosts, and reaches everything. */
export type Attachment = "elsewhere" | { readonly host: string; readonly adapters: readonly RunningAdapter[] };

/** The network between hosts: what has this address answers there only on the right switch and VLAN. All subnets reach each other. */
export class LabNetwork {
  private readonly subnets: ReadonlyMap<string, readonly Subnet[]> | undefined;
  private readonly leases: ReadonlyMap<string, string>;

  /** @param segments undefined: every switch carries every network */
  constructor(segments: readonly Segment[] | undefined, reservations: readonly Reservation[]) {
    this.leases = new Map(reservations.map(({ macAddress, address }) => [macAddress, address]));
    this.subnets = segments && grouped(segments);
  }

  /** Does this address work where it is plugged in? */
  public carries(attachment: Attachment, address: string): boolean {
    return attachment === "elsewhere" || attachment.adapters.some((adapter) => this.hasOn(attachment.host, adapter, address));
  }

  /** What DHCP gives to it: to its first adapter that has a reservation there. */
  public leaseOf(attachment: Attachment): string | undefined {
    if (attachment === "elsewhere") return undefined;
    return attachment.adapters.flatMap((adapter) => [this.leases.get(adapter.macAddress) ?? []].flat().filter((address) => this.hasOn(attachment.host, adapter, address)))[0];
  }

  private hasOn(host: string, { switchName, vlanId }: RunningAdapter, address: string): boolean {
    return this.subnets === undefined || (this.subnets.get(keyOf({ host, switchName, vlanId }))?.some((subnet) => subnet.contains(address)) ?? false);
  }
}

/** Windows compares names without regard to case. */
function keyOf({ host, switchName, vlanId }: Omit<Segment, "subnet">): string {
  return JSON.stringify([host.toLowerCase(), switchName.toLowerCase(), vlanId ?? 0]);
}

function grouped(segments: readonly Segment[]): ReadonlyMap<string, readonly Subnet[]> {
  const groups = new Map<string, Subnet[]>();
  for (const segment of segments) {
    const [address, prefix] = segment.subnet.split("/");
    groups.set(keyOf(segment), [...(groups.get(keyOf(segment)) ?? []), Subnet.ofPrefix(address, Number(prefix))]);
  }
  return groups;
}
