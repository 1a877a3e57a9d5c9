/** How much of it people notice, from nothing to the worst. */
export const LEVELS = ["fine", "manager", "outage", "replace"] as const;

export type Level = (typeof LEVELS)[number];

/** Is this at least as bad as that? */
export function atLeast(level: Level, least: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}

export function worst(levels: readonly Level[]): Level {
  return levels.reduce((worse, level) => (atLeast(level, worse) ? level : worse), "fine");
}

/** The verdict in words. */
export const LEVEL_WORDS: Readonly<Record<Level, string>> = { fine: "fine", manager: "restart of manager only", outage: "outage", replace: "replace" };

/** What happens to one thing. */
export interface Line {
  readonly name: string;
  /** `powered off, then on`, `replaced`, `unchanged`, ... */
  readonly outcome: string;
  readonly level: Level;
  /** What changes, or why. Never a sensitive value. */
  readonly reasons: readonly string[];
  /** What calls and users notice, and what to do. */
  readonly consequences: readonly string[];
  /** Terraform addresses of what changes. */
  readonly addresses: readonly string[];
}

export type MachineKind = "manager" | "node" | "vm";

export interface MachineLine extends Line {
  readonly kind: MachineKind;
  /** `transcoding` or `proxying`, where it is known. */
  readonly role?: string;
  /** Name of its location, where it is known. */
  readonly location?: string;
  /** Id of the host that its VM is on before the apply, or comes to. */
  readonly host?: string;
  /** Does it take calls before the apply? A new one, or one that is switched off, does not. */
  readonly wasInService: boolean;
  /** Do the calls on it end? */
  readonly dropsCalls: boolean;
  /** The address to give to `-target` so that this machine alone is applied; undefined when nothing of it changes, or when it is removed. */
  readonly target?: string;
}

export interface ServiceSummary {
  readonly added: number;
  readonly changed: number;
  readonly replaced: number;
  readonly removed: number;
  /** Those that people may notice. */
  readonly notable: readonly Line[];
}

/** One command that applies a part. */
export interface Step {
  readonly machine: string;
  readonly target: string;
}

export interface Verdict {
  readonly level: Level;
  readonly word: string;
  /** One sentence each. */
  readonly sentences: readonly string[];
  /** What to apply one after another instead of everything at once; empty when that would not help. */
  readonly steps: readonly Step[];
}

/** What a plan does to a platform. */
export interface Explanation {
  readonly terraformVersion?: string;
  readonly errored: boolean;
  readonly complete: boolean;
  readonly machines: readonly MachineLine[];
  readonly switches: readonly Line[];
  readonly services: ServiceSummary;
  /** Resources of other providers that change, by type. */
  readonly others: Readonly<Record<string, number>>;
  readonly notes: readonly string[];
  readonly verdict: Verdict;
}

/** @returns `2 objects`; the plural is regular unless it is given */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
