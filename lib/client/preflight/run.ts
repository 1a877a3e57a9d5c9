import { type Prober, type RunOptions, runProbes, type SubjectResult } from "../probing/run";
import type { ProbeWorld } from "./context";
import type { PlannedProbe, PlannedSubject } from "./plan";
import { probeShares, probeTitle, runProbe } from "./probes";

const prober: Prober<PlannedProbe, ProbeWorld> = { look: runProbe, title: probeTitle, shares: probeShares };

/**
 * Takes all planned looks, some at a time.
 *
 * @throws the signal's reason when it is aborted
 */
export function runPreflight(plan: readonly PlannedSubject[], world: ProbeWorld, options: RunOptions): Promise<readonly SubjectResult[]> {
  return runProbes(plan, prober, world, options);
}
