import { Option, type Command } from "commander";
import type { ProbeWorld, RootTrust } from "../lib/client/preflight/context";
import type { RunOptions } from "../lib/client/probing/run";
import { withoutBrackets } from "../lib/client/resolve-override";
import { addressProblem } from "../lib/validation/network";
import type { Reader } from "./connection-options";
import { ProgressLine } from "./progress-line";
import type { World } from "./world";

const MOST_PARALLEL = 256;

/** An option that may be given several times. */
export function repeated(flags: string, description: string): Option {
  return new Option(flags, description).argParser((value: string, previous: readonly string[]) => [...previous, value]).default([], "none");
}

/** How looks are taken and told, as typed. */
export interface ProbeFlags {
  readonly dnsServer: readonly string[];
  readonly resolve: readonly string[];
  readonly cacert?: string;
  readonly timeout: string;
  readonly probeTimeout: string;
  readonly parallel: string;
  readonly format: "text" | "json";
}

/** @param texts what is said of a look, where commands differ */
export function addProbeOptions(command: Command, defaults: { readonly timeout: string; readonly probeTimeout: string }, texts: { readonly look: string; readonly cacert: string; readonly resolve: string; readonly timeout: string }): Command {
  const { look } = texts;
  return command
    .addOption(repeated("--dns-server <address>", "ask this DNS server, ADDRESS or ADDRESS:PORT, in the place of the system's; may be repeated"))
    .addOption(repeated("--resolve <override>", `HOST:PORT:ADDRESS[:PORT]: go there instead, as curl does${texts.resolve}; may be repeated`))
    .option("--cacert <file>", `trust the authorities in this PEM file, in the place of the system's${texts.cacert}`)
    .option("--timeout <duration>", `for everything${texts.timeout}`, defaults.timeout)
    .option("--probe-timeout <duration>", `for one ${look}`, defaults.probeTimeout)
    .option("--parallel <number>", `most ${look}s at a time`, "16")
    .addOption(new Option("--format <format>", "how to tell").choices(["text", "json"]).default("text"));
}

/** Times and numbers of a run. */
export function runOptions({ timeout, probeTimeout, parallel }: ProbeFlags, reader: Reader): Pick<RunOptions, "timeoutMs" | "probeTimeoutMs" | "parallel"> {
  return { timeoutMs: reader.duration("--timeout", timeout), probeTimeoutMs: reader.duration("--probe-timeout", probeTimeout), parallel: parallelOf(parallel, reader) };
}

/** Where looks go, and whom they believe. */
export function probeNetwork(flags: ProbeFlags, reader: Reader): Pick<ProbeWorld, "dnsServers" | "resolve" | "trust"> {
  return {
    dnsServers: dnsServers(flags.dnsServer, reader),
    resolve: reader.overrides(flags.resolve),
    // neither --insecure nor --fingerprint is an option here
    trust: reader.trust(flags, "system") as RootTrust,
  };
}

/** Runs looks with a line of progress on stderr, where a person sees it and no program that reads the result. */
export async function withProbeProgress<T>(label: string, world: World, timeoutMs: number, work: (report?: RunOptions["report"]) => Promise<T>): Promise<T> {
  if (world.stderr.isTTY !== true) return work();
  const line = new ProgressLine(label, timeoutMs, { ...world, stdout: world.stderr });
  try {
    return await work(({ done, total, current }) => line.show({ text: `${done} of ${total}${done === total ? "" : `   ${current}`}`, notes: [], done: done === total }));
  } finally {
    line.stop();
  }
}

/** Most looks at a time. */
function parallelOf(text: string, reader: Reader): number {
  const parallel = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (parallel < 1 || parallel > MOST_PARALLEL) reader.problem("--parallel", text, `must be a number from 1 to ${MOST_PARALLEL}`);
  return Math.max(1, parallel);
}

/** Kinds of looks that are left out. */
export function skippedKinds<T extends string>(known: readonly T[], given: readonly string[], reader: Reader): ReadonlySet<T> {
  const isKnown = (kind: string): kind is T => (known as readonly string[]).includes(kind);
  for (const kind of given.filter((one) => !isKnown(one))) reader.problem("--skip", kind, `must be one of ${known.join(", ")}`);
  return new Set(given.filter(isKnown));
}

/** Resolvers as `ADDRESS` or `ADDRESS:PORT`. */
function dnsServers(given: readonly string[], reader: Reader): readonly string[] {
  return given.map((text) => {
    const [, bracketed, port] = /^(\[[^\]]*\]|[^:[\]]*)(?::(\d{1,5}))?$/.exec(text) ?? [];
    const address = bracketed === undefined ? text : withoutBrackets(bracketed);
    if (addressProblem(address) !== undefined || (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))) reader.problem("--dns-server", text, "must be an IP address, with :PORT where it is not 53 (an IPv6 address in brackets then)");
    return text;
  });
}

/** A secret in the environment; undefined when it is not set, or empty. */
export function secretIn({ env }: World, variable: string): string | undefined {
  const value = env[variable] ?? "";
  return value.trim() === "" ? undefined : value;
}
