import * as ipaddr from "ipaddr.js";

/** What is wrong with an IPv4 address in dotted form, or undefined. Leading zeros, octal to some, are refused. */
export function ipv4Problem(text: string): string | undefined {
  return ipaddr.IPv4.isValidFourPartDecimal(text) ? undefined : "must be an IPv4 address such as 10.44.0.11";
}

/** What is wrong with an IPv6 address, or undefined. Zone identifiers (`%eth0`) and embedded IPv4 are refused. */
export function ipv6Problem(text: string): string | undefined {
  return /^[0-9A-Fa-f:]+$/.test(text) && ipaddr.IPv6.isValid(text) ? undefined : "must be an IPv6 address such as 2001:db8::11";
}

/** What is wrong with an address of either family, or undefined. */
export function addressProblem(text: string): string | undefined {
  return ipv4Problem(text) === undefined || ipv6Problem(text) === undefined ? undefined : "must be an IP address such as 10.44.0.53";
}

/** Dotted digits are meant as an address, so they must be one; anything else is a host name. */
export function hostOrAddressProblem(text: string): string | undefined {
  if (/^[\d.]+$/.test(text)) return ipv4Problem(text);
  if (/^[^:]*:[^:]*$|:\/\//.test(text)) return "must be a host name or an IP address alone, without scheme or port";
  if (text.includes(":")) return ipv6Problem(text);
  return fqdnProblem(text);
}

/** Is this text an address rather than a name? */
export function isAddress(text: string): boolean {
  return addressProblem(text) === undefined;
}

/** Is this text an IPv4 address? */
export function isIpv4(text: string): boolean {
  return ipv4Problem(text) === undefined;
}

/** Number of leading one bits of a netmask, or undefined when its ones are not contiguous. */
export function prefixLength(netmask: string): number | undefined {
  return ipaddr.IPv4.parse(netmask).prefixLengthFromSubnetMask() ?? undefined;
}

/** An IPv4 network. */
export class Subnet {
  private constructor(
    private readonly network: ipaddr.IPv4,
    public readonly prefix: number,
  ) {}

  /** The network that holds this address; undefined when address or netmask does not parse or the netmask is not contiguous. */
  public static of(address: string, netmask: string): Subnet | undefined {
    if (!isIpv4(address) || !isIpv4(netmask)) return undefined;
    const prefix = prefixLength(netmask);
    return prefix === undefined ? undefined : Subnet.ofPrefix(address, prefix);
  }

  /** The network that holds this address, by prefix length (0-32). */
  public static ofPrefix(address: string, prefix: number): Subnet {
    return new Subnet(ipaddr.IPv4.networkAddressFromCIDR(`${address}/${prefix}`), prefix);
  }

  public contains(address: string): boolean {
    return isIpv4(address) && ipaddr.IPv4.parse(address).match(this.network, this.prefix);
  }

  public get networkAddress(): string {
    return this.network.toString();
  }

  public get broadcastAddress(): string {
    return ipaddr.IPv4.broadcastAddressFromCIDR(this.toString()).toString();
  }

  /** `10.44.0.0/24` */
  public toString(): string {
    return `${this.network.toString()}/${this.prefix}`;
  }
}

/** Longest host name. Source: RFC 1123 section 2.1; Pexip management_vm and worker_vm schemas. */
export const MAX_HOSTNAME = 63;
/** Longest domain. Source: Pexip management_vm and worker_vm schemas (192). */
export const MAX_DOMAIN = 192;

/** What is wrong with one label as a Pexip host name (letters, digits, hyphens, not digits alone), or undefined. Source: docs.pexip.com, "Assigning hostnames and FQDNs". */
export function hostnameProblem(hostname: string): string | undefined {
  if (hostname.length > MAX_HOSTNAME) return `must be at most ${MAX_HOSTNAME} characters, got ${hostname.length}`;
  if (hostname.includes(".")) return "must be the host name alone; its domain goes into domain";
  if (!/^[A-Za-z0-9-]+$/.test(hostname)) return "must consist of letters, digits and hyphens";
  if (/^-|-$/.test(hostname)) return "must not begin or end with a hyphen";
  if (/^\d+$/.test(hostname)) return "must not consist of digits alone";
  return undefined;
}

/** What is wrong with a DNS domain (dot-separated labels), or undefined. */
export function domainProblem(domain: string): string | undefined {
  if (domain.length > MAX_DOMAIN) return `must be at most ${MAX_DOMAIN} characters, got ${domain.length}`;
  return labelsProblem(domain);
}

/** What is wrong with a full DNS name, or undefined. Longest name: 253 characters (RFC 1035 section 2.3.4). */
export function fqdnProblem(name: string): string | undefined {
  if (name.length > 253) return `must be at most 253 characters, got ${name.length}`;
  return labelsProblem(name);
}

function labelsProblem(name: string): string | undefined {
  const labels = name.split(".");
  if (labels.some((label) => label === "")) return "must be labels joined by single dots, without one at either end";
  const bad = labels.find((label) => label.length > 63 || !/^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?$/.test(label));
  return bad === undefined ? undefined : `must consist of DNS labels (letters, digits, underscores, and hyphens inside; at most 63 characters); ${JSON.stringify(bad)} is none`;
}
