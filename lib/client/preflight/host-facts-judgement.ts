import type { HostRecord } from "../../deployment/host";
import { TimeSource } from "../../deployment/enums";
import { failed, ok, skipped, type Finding, warning } from "./finding";
import type { HostFacts } from "./host-facts";
import { judgeAdapters, judgeSwitches } from "./host-network-judgement";
import type { HostExpectation } from "./host-expectation";
import { judgeDisks, judgeVirtualMachines } from "./host-storage-judgement";
import { editionOfSku, windowsOfBuild } from "./windows-builds";

const GIB = 1024 ** 3;
/** Windows counts what it can use; firmware keeps some of what is installed. How much is unverified: 3 % is ours. */
const MEMORY_TOLERANCE = 0.03;
/** Kerberos refuses clocks that are further apart. Source: Microsoft Learn, "Maximum tolerance for computer clock synchronization" (default 5 minutes). */
const CLOCK_LIMIT_MS = 5 * 60_000;
/** The way of a file here takes time, so only a clock that is ahead is sure to be wrong. Ours. */
const AHEAD_MS = 5000;
const OLD_MS = 24 * 3_600_000;

/**
 * What a host told of itself, held against what the deployment says of it.
 *
 * @param downloads sizes of templates by their URLs, in bytes, as far as they are known
 */
export function judgeHostFacts(facts: HostFacts, expected: HostExpectation, now: number, downloads: ReadonlyMap<string, number> = new Map()): readonly Finding[] {
  const { host } = expected;
  return [
    judgeWindows(facts, host),
    judgeProcessors(facts, host),
    judgeMemory(facts, host),
    ...judgeNuma(facts, host),
    ...judgeAdapters(facts, expected),
    ...judgeSwitches(facts, expected),
    ...judgeVirtualMachines(facts, expected),
    ...judgeDisks(facts, expected, downloads),
    ...judgeClock(facts, host, now),
  ];
}

function judgeWindows({ windows }: HostFacts, host: HostRecord): Finding {
  const seen = windows.build === undefined ? undefined : windowsOfBuild(windows.build);
  const edition = windows.sku === undefined ? undefined : editionOfSku(windows.sku);
  const evidence = `${windows.caption ?? "Windows"}${windows.build === undefined ? "" : `, build ${windows.build}`}`;
  if (seen !== undefined && seen !== host.windowsServer) return failed("Windows", `${evidence}; windowsServer says ${host.windowsServer}`, "correct windowsServer: rules and defaults depend on it");
  if (edition !== undefined && edition !== host.edition) return failed("Windows", `${evidence}; edition says ${host.edition}`, `correct edition${host.numaAffinity ? ": NUMA affinity needs Datacenter" : ""}`);
  if (seen === undefined || edition === undefined) return warning("Windows", `${evidence}: which release and edition that is is not known here`, "compare it with windowsServer and edition yourself");
  return ok("Windows", `${evidence}, as declared`);
}

function judgeProcessors({ processors }: HostFacts, host: HostRecord): Finding {
  if (processors.length === 0) return skipped("processors", "the host did not tell");
  const cores = Math.min(...processors.map((one) => one.cores ?? 0));
  const threads = Math.min(...processors.map((one) => (one.logicalProcessors ?? 0) / Math.max(1, one.cores ?? 0)));
  const evidence = `${processors.length} x ${cores} cores, ${threads === 1 ? "1 thread" : `${threads} threads`} each${processors[0].model === undefined ? "" : `, ${processors[0].model.trim()}`}`;
  const declared = `sockets ${host.sockets}, coresPerSocket ${host.coresPerSocket}, threadsPerCore ${host.threadsPerCore} are declared`;
  if (processors.length < host.sockets || cores < host.coresPerSocket || threads < host.threadsPerCore) {
    return failed("processors", `${evidence}; ${declared}`, "correct the numbers: the vCPUs of each node are counted from them (guide page 17)");
  }
  if (processors.length > host.sockets || cores > host.coresPerSocket || threads > host.threadsPerCore) return warning("processors", `${evidence}; ${declared}`, "correct the numbers, or part of the host stays unused");
  return ok("processors", `${evidence}, as declared`);
}

function judgeMemory({ memoryBytes }: HostFacts, { memoryGib }: HostRecord): Finding {
  if (memoryBytes === undefined) return skipped("memory", "the host did not tell");
  const evidence = `${(memoryBytes / GIB).toFixed(1)} GiB; memoryGib says ${memoryGib}`;
  return memoryBytes < memoryGib * GIB * (1 - MEMORY_TOLERANCE) ? failed("memory", evidence, "correct memoryGib: it decides what fits on the host") : ok("memory", evidence);
}

/** Source: docs.pexip.com, "Hyper-V NUMA affinity and hyper-threading". */
function judgeNuma({ numaSpanningEnabled }: HostFacts, { numaAffinity }: HostRecord): readonly Finding[] {
  if (!numaAffinity) return [];
  if (numaSpanningEnabled === undefined) return [skipped("NUMA spanning", "the host did not tell: is the Hyper-V role on it?")];
  if (numaSpanningEnabled) return [failed("NUMA spanning", "is on; numaAffinity needs it off", "on the host: Set-VMHost -NumaSpanningEnabled $false; Restart-Service vmms")];
  return [ok("NUMA spanning", "is off, as NUMA affinity needs it")];
}

function judgeClock({ clock, timeSource }: HostFacts, host: HostRecord, now: number): readonly Finding[] {
  const ahead = clock - now;
  const findings: Finding[] = [];
  const seconds = `${(ahead / 1000).toFixed(0)} s ahead of this machine`;
  if (ahead > CLOCK_LIMIT_MS) findings.push(failed("host clock", seconds, "set the host's clock: certificates and Kerberos fail by then"));
  else if (ahead > AHEAD_MS) findings.push(warning("host clock", seconds, "find out which of the two clocks is wrong"));
  else if (-ahead > OLD_MS) findings.push(warning("host clock", `these facts are ${Math.floor(-ahead / 3_600_000)} hours old, or the host's clock is behind`, "run the script again"));
  else if (-ahead > CLOCK_LIMIT_MS) findings.push(skipped("host clock", `these facts are ${Math.floor(-ahead / 60_000)} minutes old: whether the clock is behind cannot be told`, "read the file within five minutes of writing it"));
  else findings.push(ok("host clock", `not ahead of this machine, and at most ${Math.ceil(-ahead / 1000)} s behind`));
  if (timeSource === undefined || timeSource === "") return [...findings, skipped("time source", "the host did not tell")];
  // what w32tm prints for "nothing", in the English of every language version (unverified for all of them)
  const isFree = /local cmos clock|free-running system clock/i.test(timeSource);
  if (isFree) return [...findings, failed("time source", `${timeSource}: the host follows no other clock`, `synchronise it before anything is deployed (guide page 17)${host.timeSource === TimeSource.ACTIVE_DIRECTORY ? ": w32tm /config /syncfromflags:domhier /update" : ""}`)];
  return [...findings, ok("time source", timeSource)];
}
