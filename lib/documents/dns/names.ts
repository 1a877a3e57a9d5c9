import * as ipaddr from "ipaddr.js";
import { fqdnProblem, isAddress } from "../../validation/network";

const HOST_LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i;

/** What keeps a name from being a zone, or undefined. */
export function zoneNameProblem(name: string): string | undefined {
  if (isAddress(name) || /(^|\.)\d+$/.test(name)) return "is no domain (its last part is a number)";
  return fqdnProblem(name) === undefined ? undefined : "is no DNS name";
}

/** What keeps a name from having an address, or undefined: a host's labels have no underscore. Source: RFC 952; RFC 1123 section 2.1. */
export function hostNameProblem(name: string): string | undefined {
  return zoneNameProblem(name) ?? (name.split(".").every((label) => HOST_LABEL.test(label)) ? undefined : "is no host name (letters, digits and hyphens)");
}

/** All but the first label; undefined for a name of one label. */
export function parentOf(name: string): string | undefined {
  const dot = name.indexOf(".");
  return dot < 0 ? undefined : name.slice(dot + 1);
}

/** The name in its zone: `@` for the zone itself. */
export function relativeName(name: string, zone: string): string {
  return name === zone ? "@" : name.slice(0, -zone.length - 1);
}

/** `11.0.44.10.in-addr.arpa` and the zone that it is in: a /24, or a /64 of IPv6. Source: RFC 1035 section 3.5; RFC 3596 section 2.5. */
export function reverseName(address: string): { readonly name: string; readonly zone: string } {
  if (!address.includes(":")) {
    const name = `${address.split(".").reverse().join(".")}.in-addr.arpa`;
    return { name, zone: name.slice(name.indexOf(".") + 1) };
  }
  const digits = [...ipaddr.IPv6.parse(address).toNormalizedString().split(":").map((group) => group.padStart(4, "0")).join("")].reverse();
  return { name: `${digits.join(".")}.ip6.arpa`, zone: `${digits.slice(16).join(".")}.ip6.arpa` };
}

/** An IPv6 address in the one form that everything prints (RFC 5952), an IPv4 address as it is. */
export function canonicalAddress(address: string): string {
  return address.includes(":") ? ipaddr.IPv6.parse(address).toRFC5952String() : address;
}

/** For sorting: numbers in a name by their value, so that `oslo-2` comes before `oslo-10`. */
export function naturalKey(text: string): string {
  return text.replace(/\d+/g, (digits) => digits.padStart(20, "0"));
}
