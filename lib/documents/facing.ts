import * as ipaddr from "ipaddr.js";
import type { ConferencingNodeRecord } from "../deployment/conferencing-node";
import { NodeRole } from "../deployment/enums";
import type { PlatformView } from "../deployment/model";
import { isDeferred, type Deferrable } from "../validation/fields";
import { ipv6Problem, isAddress, isIpv4 } from "../validation/network";

/** The nodes that clients and other systems call: the proxying ones where there are any, else those that transcode (guide page 12). */
export function callNodes(platform: PlatformView): readonly ConferencingNodeRecord[] {
  const proxying = platform.nodes.filter(({ role }) => role === NodeRole.PROXYING);
  return proxying.length > 0 ? proxying : platform.nodes;
}

/** Where a node meets its clients: on the secondary interface if it has one (guide page 13). */
export function clientAddress(node: ConferencingNodeRecord): Deferrable<string> {
  return node.secondaryAddress ?? node.address;
}

/** The name by which clients call a node: the one in its certificate (guide page 13). */
export function callName(node: ConferencingNodeRecord): string {
  return node.sipTlsFqdn ?? node.fqdn;
}

/** IPv4 address of a node on the Internet: its static NAT address, or its own when that is public; undefined when it has none. */
export function publicAddress(node: ConferencingNodeRecord): Deferrable<string> | undefined {
  const address = node.staticNatAddress ?? clientAddress(node);
  if (node.staticNatAddress !== undefined && isDeferred(address)) return address;
  return isPublic(address) ? address : undefined;
}

/** Ranges that are not routed on the Internet. Those for documentation count as public: examples use them. Source: RFC 6890. */
const NOT_PUBLIC: ReadonlySet<string> = new Set(["private", "carrierGradeNat", "linkLocal", "uniqueLocal", "loopback", "unspecified", "broadcast", "multicast"]);

/** May the Internet know this address? */
export function isPublic(address: Deferrable<string> | undefined): address is string {
  return typeof address === "string" && isAddress(address) && !NOT_PUBLIC.has(ipaddr.parse(address).range());
}

/** An IPv6 address of one link (fe80::) is good for nobody behind a router. Source: RFC 4291 section 2.5.6. */
export function isRoutable(address: string): boolean {
  return isIpv4(address) || (ipv6Problem(address) === undefined && ipaddr.IPv6.parse(address).range() !== "linkLocal");
}
