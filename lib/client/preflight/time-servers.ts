import { isIP } from "node:net";
import { durationText } from "../duration";
import { connectionTarget } from "../resolve-override";
import type { ProbeContext } from "./context";
import { DnsLookup } from "./dns-lookup";
import { recordsOf } from "./dns-names";
import { failed, ok, type Finding, some, warning } from "./finding";
import { askTime, type TimeReply } from "./sntp";

/** Two servers further apart than this do not agree: where ntpd steps a clock instead of slewing it (RFC 5905 section 11.3, STEPT). That it is the measure here is our choice. */
const AGREEMENT_MS = 128;
/** From here on the clock of this machine is worth a line. Ours: no text names a limit. */
const OWN_CLOCK_MS = 1000;

interface Look {
  readonly server: string;
  readonly address?: string;
  readonly reply: TimeReply;
}

/** Does a time server answer, and is it fit to be followed? */
export async function probeTimeServer(server: string, context: ProbeContext): Promise<readonly Finding[]> {
  const { reply, address } = await lookAt(server, context);
  const what = `NTP ${server}`;
  const advice = "the wizard fails without a time server that answers (guide page 9): is the name right, and does UDP 123 pass from here and there?";
  if (reply.is === "none") return [failed(what, reply.text, advice)];
  if (reply.is === "unusable") return [failed(what, reply.text, "give another time server, or repair this one")];
  const at = address === undefined || address === server ? "" : `${address}, `;
  return [ok(what, `${at}stratum ${reply.stratum}, ${aheadText(reply.offsetMs, "it")}, delay ${durationOf(reply.delayMs)}`)];
}

/** Do the servers agree, and does this machine with them? */
export async function probeTimeAgreement(servers: readonly string[], context: ProbeContext): Promise<readonly Finding[]> {
  const looks = await Promise.all(servers.map((server) => lookAt(server, context)));
  const times = looks.flatMap(({ server, reply }) => (reply.is === "time" ? [{ server, ...reply }] : []));
  if (times.length === 0) return [];
  const sorted = times.map(({ offsetMs }) => offsetMs).sort((a, b) => a - b);
  const median = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  const findings: Finding[] = [];
  if (times.length > 1) {
    const apart = times.filter(({ offsetMs, delayMs }) => Math.abs(offsetMs - median) > AGREEMENT_MS + delayMs / 2);
    const spread = sorted[sorted.length - 1] - sorted[0];
    if (apart.length === 0) findings.push(ok("NTP agreement", `${times.length} of ${servers.length} servers answer and agree within ${durationOf(spread)}`));
    else if (apart.length * 2 < times.length) findings.push(warning("NTP agreement", `${apartText(apart, median)} from the others, which agree`, "take it out, or repair its clock: the others outvote it only as long as they answer"));
    else findings.push(failed("NTP agreement", `${times.length} servers are up to ${durationOf(spread)} apart, and no majority agrees`, "find out whose clock is right: nodes that follow different times cannot synchronise"));
  }
  if (Math.abs(median) > OWN_CLOCK_MS) findings.push(warning("clock", aheadText(-median, "this machine"), "set the clock of this machine: expiry dates and the offsets above are judged by it"));
  return findings;
}

function lookAt(server: string, context: ProbeContext): Promise<Look> {
  return context.once(`time ${server}`, async () => {
    const target = connectionTarget(server, 123, context.resolve);
    const address = await addressOf(target.host, context);
    if (typeof address !== "string") return { server, reply: { is: "none", text: address.text } as const };
    return { server, address, reply: await askTime({ address, port: target.port, timeoutMs: context.leftMs(), signal: context.signal, now: context.now }) };
  });
}

async function addressOf(host: string, context: ProbeContext): Promise<string | { readonly text: string }> {
  if (isIP(host) !== 0) return host;
  const lookup = new DnsLookup(context, context.dnsServers);
  const v4 = await lookup.ipv4(host);
  const answer = v4.is === "none" ? await lookup.ipv6(host) : v4;
  if (answer.is === "trouble") return { text: answer.text };
  return recordsOf(answer)[0] ?? { text: `DNS knows no ${host}` };
}

function apartText(apart: readonly { readonly server: string; readonly offsetMs: number }[], median: number): string {
  return some(apart.map(({ server, offsetMs }) => `${server} is ${durationOf(Math.abs(offsetMs - median))} ${offsetMs > median ? "ahead" : "behind"}`));
}

function aheadText(ms: number, who: string): string {
  return Math.abs(ms) < 1 ? `${who} is on time` : `${who} is ${durationOf(Math.abs(ms))} ${ms > 0 ? "ahead" : "behind"}`;
}

function durationOf(ms: number): string {
  if (ms < 1) return "below 1 ms";
  return ms >= 1000 && ms < 60_000 ? `${(ms / 1000).toFixed(1)} s` : durationText(ms);
}
