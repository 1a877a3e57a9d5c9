import type { SrvRecord } from "node:dns";
import type { ProbeContext } from "./context";
import { DnsLookup } from "./dns-lookup";
import { recordsOf, sameName } from "./dns-names";
import { failed, ok, type Finding, some, warning } from "./finding";
import type { ClientService } from "./names";

/**
 * Do the clients of a domain find these nodes? One SRV record for each service and node (docs.pexip.com, v21 "DNS record examples").
 * None at all may be meant so, where a call control system takes the calls.
 */
export async function probeService({ label, port }: ClientService, domain: string, nodes: readonly string[], context: ProbeContext): Promise<readonly Finding[]> {
  const what = `SRV ${label}`;
  const name = `${label}.${domain}`;
  const answer = await new DnsLookup(context, context.dnsServers).services(name);
  if (answer.is === "trouble") return [failed(what, `${name}: ${answer.text}`, "name a resolver that answers with --dns-server")];
  const found = recordsOf(answer);
  const add = (names: readonly string[]) => `add an SRV record: ${name}, port ${port}, to ${some(names)}`;
  const orNot = "; leave it out if a call control system takes the calls";
  // a target that is the root means: no such service here (RFC 2782)
  const records = found.filter((record) => record.name !== "" && record.name !== ".");
  if (found.length > 0 && records.length === 0) return [warning(what, `${name} says that there is no such service`, add(nodes) + orNot)];
  if (records.length === 0) return [warning(what, `${name} has no record`, add(nodes) + orNot)];
  const ours = records.filter((record) => nodes.some((node) => sameName(node, record.name)));
  if (ours.length === 0) return [failed(what, `${name} leads to ${targets(records)}, to none of ${some(nodes)}`, `calls to ${domain} go elsewhere; ${add(nodes)}`)];
  const wrong = ours.filter((record) => record.port !== port);
  if (wrong.length > 0) return [failed(what, `${name} leads to ${targets(wrong)}; the port must be ${port}`, `let ${name} name port ${port}`)];
  const missing = nodes.filter((node) => !ours.some((record) => sameName(node, record.name)));
  if (missing.length > 0) return [warning(what, `${name} leads to ${targets(ours)}, not to ${some(missing)}`, add(missing))];
  const others = records.filter((record) => !ours.includes(record));
  if (others.length > 0) return [warning(what, `${name} leads to ${targets(ours)}, and to ${targets(others)} as well`, "take the other record out, unless it is meant to answer too")];
  return [ok(what, `${name} leads to ${targets(ours)}`)];
}

function targets(records: readonly SrvRecord[]): string {
  return some(records.map(({ name, port }) => `${name}:${port}`));
}
