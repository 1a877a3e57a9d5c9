import { foreign } from "../outside-error";

/** `skipped`: it was not looked at, and the evidence says why. */
export type FindingState = "ok" | "warning" | "failed" | "skipped";

/** What one look at the outside world told. */
export interface Finding {
  readonly state: FindingState;
  /** What was looked at: `DNS`, `WinRM login`. */
  readonly what: string;
  /** What was seen. */
  readonly evidence: string;
  /** What to do about it; empty when all is well. */
  readonly advice: readonly string[];
}

const LONGEST_EVIDENCE = 300;

export const ok = (what: string, evidence: string): Finding => finding("ok", what, evidence, []);
export const warning = (what: string, evidence: string, ...advice: readonly string[]): Finding => finding("warning", what, evidence, advice);
export const failed = (what: string, evidence: string, ...advice: readonly string[]): Finding => finding("failed", what, evidence, advice);
export const skipped = (what: string, evidence: string, ...advice: readonly string[]): Finding => finding("skipped", what, evidence, advice);

// evidence holds what servers say of themselves: one line, of bounded length, that steers no terminal
function finding(state: FindingState, what: string, evidence: string, advice: readonly string[]): Finding {
  return { state, what: foreign(what, 60), evidence: foreign(evidence, LONGEST_EVIDENCE), advice: advice.map((line) => foreign(line, LONGEST_EVIDENCE)) };
}

/** `a, b and 3 more` */
export function some(items: readonly string[], most = 6): string {
  const rest = items.length - most;
  return rest > 0 ? `${items.slice(0, most).join(", ")} and ${rest} more` : items.join(", ");
}
