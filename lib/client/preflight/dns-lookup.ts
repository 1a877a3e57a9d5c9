import { promises as dns, type SrvRecord } from "node:dns";
import { durationText } from "../duration";
import { foreign } from "../outside-error";
import type { ProbeContext } from "./context";

/** What DNS says. `none`: the name is not there, or has no such record. */
export type DnsAnswer<T> = { readonly is: "records"; readonly records: readonly T[] } | { readonly is: "none" } | { readonly is: "trouble"; readonly text: string };

/** Questions to one set of servers, without /etc/hosts: what counts is what other machines will be told. */
export class DnsLookup {
  /** @param servers addresses, with `:port` where it is not 53; without any, the system's resolvers */
  constructor(
    private readonly context: Pick<ProbeContext, "leftMs" | "signal">,
    private readonly servers: readonly string[],
  ) {}

  public ipv4(name: string): Promise<DnsAnswer<string>> {
    return this.ask((resolver) => resolver.resolve4(name));
  }

  public ipv6(name: string): Promise<DnsAnswer<string>> {
    return this.ask((resolver) => resolver.resolve6(name));
  }

  /** @param address IPv4 */
  public names(address: string): Promise<DnsAnswer<string>> {
    // resolver.reverse would look into /etc/hosts when a server fails, and then say that there is no name
    return this.ask((resolver) => resolver.resolvePtr(`${address.split(".").reverse().join(".")}.in-addr.arpa`));
  }

  public services(name: string): Promise<DnsAnswer<SrvRecord>> {
    return this.ask((resolver) => resolver.resolveSrv(name));
  }

  private async ask<T>(question: (resolver: dns.Resolver) => Promise<readonly T[]>): Promise<DnsAnswer<T>> {
    const { signal } = this.context;
    signal.throwIfAborted();
    const limitMs = this.context.leftMs();
    // a datagram may be lost: twice, the second time for twice as long
    const resolver = new dns.Resolver({ timeout: Math.max(1, Math.floor(limitMs / 3)), tries: 2 });
    if (this.servers.length > 0) resolver.setServers(this.servers);
    const cancel = () => resolver.cancel();
    const timer = setTimeout(cancel, limitMs);
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const records = await question(resolver);
      return records.length === 0 ? { is: "none" } : { is: "records", records };
    } catch (error) {
      signal.throwIfAborted();
      return answerOf((error as NodeJS.ErrnoException).code ?? "unknown reason", limitMs);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
    }
  }
}

function answerOf(code: string, limitMs: number): DnsAnswer<never> {
  switch (code) {
    case "ENOTFOUND":
    case "ENODATA":
      return { is: "none" };
    case "ETIMEOUT":
    case "ECANCELLED":
      return { is: "trouble", text: `no DNS server answers within ${durationText(limitMs)}` };
    case "ECONNREFUSED":
      return { is: "trouble", text: "no DNS server is there: the connection is refused" };
    case "ESERVFAIL":
      return { is: "trouble", text: "the DNS server could not find out (SERVFAIL)" };
    case "EREFUSED":
      return { is: "trouble", text: "the DNS server refuses to answer (REFUSED)" };
    case "EBADRESP":
    case "EFORMERR":
      return { is: "trouble", text: "the DNS server's answer is no DNS" };
    default:
      return { is: "trouble", text: `DNS failed (${foreign(code, 40)})` };
  }
}

/** `10.44.0.53:5353`, `[::1]:5353`: as a resolver takes it. */
export function dnsServerText(host: string, port: number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}
