/** An IPv4 network as two numbers: comparing text thousands of times in one judgement would be too slow. */
export interface Network {
  readonly first: number;
  readonly last: number;
  readonly prefix: number;
}

/** A valid IPv4 address as a number. */
export function ipv4Number(address: string): number {
  let value = 0;
  let octet = 0;
  for (let index = 0; index < address.length; index++) {
    const code = address.charCodeAt(index);
    if (code === 46) {
      value = value * 256 + octet;
      octet = 0;
    } else octet = octet * 10 + code - 48;
  }
  return value * 256 + octet;
}

/** The eight groups of a valid IPv6 address without leading zeros: `2001:db8:0:0:0:0:0:11`. */
export function ipv6Groups(address: string): string {
  const [head, tail] = address.toLowerCase().split("::") as [string, string?];
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const between = tail === undefined ? [] : new Array<string>(8 - before.length - after.length).fill("0");
  return [...before, ...between, ...after].map((group) => group.replace(/^0+(?=.)/, "")).join(":");
}

/** One spelling for each server, to compare by: a name, or a valid address of either family. */
export function serverKey(server: string): string {
  return server.includes(":") ? ipv6Groups(server) : server.toLowerCase();
}

/** Leading one bits of a valid netmask; undefined when its ones are not contiguous. */
export function maskLength(netmask: string): number | undefined {
  const zeros = 2 ** 32 - ipv4Number(netmask);
  const bits = Math.log2(zeros);
  return Number.isInteger(bits) ? 32 - bits : undefined;
}

/** The network of an address; undefined for a prefix length that is none. */
export function networkOf(address: string, prefix: number): Network | undefined {
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 32) return undefined;
  const size = 2 ** (32 - prefix);
  const first = Math.floor(ipv4Number(address) / size) * size;
  return { first, last: first + size - 1, prefix };
}

export function contains({ first, last }: Network, address: string): boolean {
  const value = ipv4Number(address);
  return value >= first && value <= last;
}

/** `10.44.0.0/24` */
export function networkText({ first, prefix }: Network): string {
  return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join(".")}/${prefix}`;
}
