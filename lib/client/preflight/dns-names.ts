import * as ipaddr from "ipaddr.js";
import { connectionTarget } from "../resolve-override";
import type { ProbeContext } from "./context";
import { DnsLookup, dnsServerText, type DnsAnswer } from "./dns-lookup";
import { failed, ok, type Finding, some, warning } from "./finding";

const NO_DNS = "name a resolver that answers with --dns-server, or repair the one of this machine; without DNS none of the names below can be judged";

/** Does the name lead to one of these addresses, and to nothing else? Without any address, to anything at all. */
export async function probeForward(name: string, addresses: readonly string[], ipv6: string | undefined, context: ProbeContext): Promise<readonly Finding[]> {
  const lookup = new DnsLookup(context, context.dnsServers);
  const [v4, v6] = await Promise.all([lookup.ipv4(name), lookup.ipv6(name)]);
  const trouble = [v4, v6].find((answer) => answer.is === "trouble");
  if (trouble?.is === "trouble") return [failed("DNS", `${name}: ${trouble.text}`, NO_DNS)];
  const found = [...recordsOf(v4), ...recordsOf(v6)];
  const expected = ipv6 === undefined ? addresses : [...addresses, ipv6];
  if (found.length === 0) return [failed("DNS", `${name} has no address`, addresses.length === 0 ? `add an address record for ${name}, or give the IP address instead of the name` : `add an A record: ${name} is ${addresses[0]}`)];
  if (addresses.length === 0) return [ok("DNS", `${name} is ${some(found)}`)];
  const foreignOnes = found.filter((address) => !expected.some((one) => same(one, address)));
  if (foreignOnes.length > 0) {
    return [failed("DNS", `${name} is ${some(found)}; ${some(foreignOnes)} is none of its addresses (${expected.join(", ")})`, `let ${name} lead to ${addresses[0]} alone, or correct the deployment`)];
  }
  if (ipv6 !== undefined && recordsOf(v6).length === 0) return [warning("DNS", `${name} is ${some(found)}, without its IPv6 address`, `add an AAAA record: ${name} is ${ipv6}`)];
  return [ok("DNS", `${name} is ${some(found)}`)];
}

/** Does the address lead back to the name? No text of Pexip's asks for it; logs and some call control systems show what they find there. */
export async function probeReverse(address: string, name: string, context: ProbeContext): Promise<readonly Finding[]> {
  const answer = await new DnsLookup(context, context.dnsServers).names(address);
  if (answer.is === "trouble") return [failed("reverse DNS", `${address}: ${answer.text}`, NO_DNS)];
  const found = recordsOf(answer);
  if (found.length === 0) return [warning("reverse DNS", `${address} has no name`, `add a PTR record: ${address} is ${name}`)];
  if (!found.some((one) => sameName(one, name))) return [warning("reverse DNS", `${address} is ${some(found)}, not ${name}`, `let the PTR record of ${address} say ${name}; is the address still somebody else's?`)];
  return [ok("reverse DNS", `${address} is ${some(found)}`)];
}

/** Does a DNS server that the deployment names answer, and does it know the Management Node? */
export async function probeDnsServer(server: string, name: string, context: ProbeContext): Promise<readonly Finding[]> {
  const target = connectionTarget(server, 53, context.resolve);
  const what = `DNS server ${server}`;
  const answer = await new DnsLookup(context, [dnsServerText(target.host, target.port)]).ipv4(name);
  if (answer.is === "trouble") return [failed(what, answer.text, "the machines will ask this server: is its address right, and does port 53 pass, from here and from there?")];
  if (answer.is === "none") return [warning(what, `answers, and does not know ${name}`, "add the name there too: the machines ask this server")];
  return [ok(what, `answers: ${name} is ${some(answer.records)}`)];
}

export function recordsOf<T>(answer: DnsAnswer<T>): readonly T[] {
  return answer.is === "records" ? answer.records : [];
}

export function sameName(one: string, other: string): boolean {
  return one.replace(/\.$/, "").toLowerCase() === other.replace(/\.$/, "").toLowerCase();
}

// 2001:db8::11 has many notations
function same(one: string, other: string): boolean {
  return ipaddr.isValid(one) && ipaddr.isValid(other) && ipaddr.parse(one).toNormalizedString() === ipaddr.parse(other).toNormalizedString();
}
