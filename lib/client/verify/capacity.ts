import { ok, skipped, type Finding, warning } from "../preflight/finding";
import type { CallCapacity, NodeStatus } from "./node-status";

/**
 * HD calls of one vCPU and GHz, at least and at most: the bounds of catherinecq-pexip/VMCalculator (js/config.js; pexip-domain.md, section 1), which is no
 * document of Pexip's.
 */
const HD_CALLS_PER_GHZ = { least: 0.58, most: 0.83 } as const;
/** The calculator counts threads; where hyper-threading adds half again, a whole core is worth up to a third more than a thread (an inference; unverified). */
const CORE_OVER_THREAD = 4 / 3;

export interface Estimate {
  readonly least: number;
  readonly most: number;
}

/** HD calls that this many vCPUs should take; undefined when the CPU's model names no clock (`... @ 2.60GHz`). */
export function estimatedHdCalls(vcpus: number, cpuModel: string): Estimate | undefined {
  const clock = Number(/@\s*(\d(?:\.\d{1,2})?)\s*GHz/i.exec(cpuModel)?.[1] ?? Number.NaN);
  if (Number.isNaN(clock)) return undefined;
  return { least: Math.floor(vcpus * clock * HD_CALLS_PER_GHZ.least), most: Math.floor(vcpus * clock * HD_CALLS_PER_GHZ.most * CORE_OVER_THREAD) };
}

/** The node measures itself when it starts (docs.pexip.com v13, "Capacity planning"): that is the figure that counts, and an estimate only says whether it is strange. */
export function judgeCapacity({ calls, cpuCount, cpuModel = "" }: NodeStatus): Finding {
  const what = "capacity";
  const { hd } = calls;
  if (hd === undefined) return skipped(what, "it does not tell");
  if (hd === 0) return warning(what, "it reports none", "it measures itself when it starts: look again after a restart, and at its alarms");
  const measured = callsText(calls);
  const estimate = cpuCount === undefined ? undefined : estimatedHdCalls(cpuCount, cpuModel);
  if (estimate === undefined) return ok(what, `${measured} by its own measure; not compared: ${cpuModel === "" ? "it names no CPU" : "its CPU's name holds no clock"}`);
  const expected = `an estimate says ${estimate.least} to ${estimate.most} HD`;
  if (hd >= estimate.least) return ok(what, `${measured} by its own measure; ${expected}`);
  return warning(
    what,
    `${measured} by its own measure; ${expected} (unverified for this CPU)`,
    "does something else use its cores? One vCPU for each physical core, no more than one socket has, memory in all channels",
  );
}

/** `10 Full HD, 21 HD, 42 SD or 252 audio calls` */
function callsText({ fullHd, hd, sd, audio }: CallCapacity): string {
  const kinds = ([[fullHd, "Full HD"], [hd, "HD"], [sd, "SD"], [audio, "audio"]] as const).filter(([count]) => count !== undefined).map(([count, kind]) => `${count} ${kind}`);
  return `${[kinds.slice(0, -1).join(", "), ...kinds.slice(-1)].filter((part) => part !== "").join(" or ")} calls`;
}
