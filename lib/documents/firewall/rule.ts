import { isDeferred, type Deferrable } from "../../validation/fields";
import { isIpv4 } from "../../validation/network";
import { DOTTED } from "../text";

/** Who opens connections, or is reached: one machine, or a group that a firewall knows as one object. */
export interface Party {
  readonly name: string;
  /** Addresses, ranges or names, separated by spaces. */
  readonly address: string;
}

export interface FirewallRule {
  readonly source: Party;
  readonly destination: Party;
  /** `TCP`, `UDP`, or the number and name of an IP protocol. */
  readonly protocol: string;
  /** Ports of the destination; empty where the protocol has none. */
  readonly ports: string;
  readonly purpose: string;
  /** Either side may begin where both do. */
  readonly direction: "source to destination" | "both ways";
  readonly need: "required" | "optional";
  readonly fact: string;
}

/** Somebody outside of the model. */
export const ANYONE_INSIDE: Party = { name: "Clients in the company's network", address: DOTTED };
export const ANYONE_OUTSIDE: Party = { name: "Clients on the Internet", address: "any" };

type Given = Omit<FirewallRule, "direction" | "need"> & Partial<Pick<FirewallRule, "direction" | "need">>;

export function rule(given: Given): FirewallRule {
  return { direction: "source to destination", need: "required", ...given };
}

/** @param addresses of each machine; undefined where it has none */
export function party(name: string, addresses: readonly (Deferrable<string> | undefined)[]): Party {
  return { name, address: addressText(addresses) };
}

/** Addresses in their order by value, three or more neighbours as a range; a dotted line stands for all that are not known yet. */
export function addressText(addresses: readonly (Deferrable<string> | undefined)[]): string {
  const given = [...new Set(addresses.filter((address): address is string => typeof address === "string"))];
  const numbers = given.filter(isIpv4).map(numberOf).sort((a, b) => a - b);
  const others = given.filter((address) => !isIpv4(address)).sort();
  return [...ranges(numbers), ...others, ...(addresses.some(isDeferred) ? [DOTTED] : [])].join(" ");
}

function* ranges(numbers: readonly number[]): Iterable<string> {
  for (let first = 0; first < numbers.length; ) {
    let last = first;
    while (numbers[last + 1] === numbers[last] + 1) last += 1;
    if (last - first >= 2) yield `${textOf(numbers[first])}-${textOf(numbers[last])}`;
    else for (const number of numbers.slice(first, last + 1)) yield textOf(number);
    first = last + 1;
  }
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function textOf(number: number): string {
  return [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
}
