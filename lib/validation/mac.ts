import { createHash } from "node:crypto";

/** 12 upper-case hex digits without separators, as Hyper-V reports them; undefined when the text is no MAC address in any common notation. */
export function normalizeMac(text: string): string | undefined {
  const notation = /^(?:[0-9a-f]{12}|[0-9a-f]{2}(?:([:-])[0-9a-f]{2})(?:\1[0-9a-f]{2}){4}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}|[0-9a-f]{6}-[0-9a-f]{6})$/i;
  return notation.test(text.trim()) ? text.replace(/[^0-9a-f]/gi, "").toUpperCase() : undefined;
}

/**
 * A stable MAC address for a machine that was given none: `02` (locally administered, unicast: IEEE 802-2014 section 8.2)
 * and the first five bytes of the SHA-256 of the lower-case FQDN.
 *
 * @param fqdn `oslo-1.example.com`
 * @param nic `secondary` for the second adapter; the first one has no suffix
 */
export function deriveMac(fqdn: string, nic: "primary" | "secondary" = "primary"): string {
  const seed = nic === "primary" ? fqdn.toLowerCase() : `${fqdn.toLowerCase()}/secondary`;
  return `02${createHash("sha256").update(seed).digest("hex").slice(0, 10).toUpperCase()}`;
}

/** `02:8C:11:22:33:6A`, for people. */
export function formatMac(mac: string): string {
  return mac.replace(/(..)(?=.)/g, "$1:");
}

/** A first byte with its lowest bit set addresses a group, never one adapter (IEEE 802-2014 section 8.2). */
export function isMulticastMac(mac: string): boolean {
  return (Number.parseInt(mac.slice(0, 2), 16) & 1) === 1;
}

/** Hyper-V hosts hand out dynamic addresses from 00-15-5D. Source: Microsoft Learn, "Default limit of 256 dynamic MAC addresses". */
export function isHypervDynamicMac(mac: string): boolean {
  return mac.startsWith("00155D");
}
