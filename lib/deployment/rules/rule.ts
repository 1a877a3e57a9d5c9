import type { DeploymentView } from "../model";

/**
 * error: cannot work; never silenced. refusal: could work, but a vendor's text advises against it; stops synth unless it is
 * accepted with a reason. warning: worth knowing; can be accepted too.
 */
export type Severity = "error" | "refusal" | "warning";

/** One place that breaks a rule. */
export interface Finding {
  /** Path of the record. */
  readonly path: string;
  /** The prop to change, when there is one. */
  readonly key?: string;
  /** Lower case, no period: what is wrong, the value given, the way out. */
  readonly message: string;
}

export interface Rule {
  /** `PXH` and three digits; never reused. */
  readonly id: string;
  readonly severity: Severity;
  /** It speaks of what is not there, so it is not judged while something could not be read. */
  readonly absence?: true;
  /** The rule in one sentence. */
  readonly title: string;
  /** What happens to somebody who breaks it. */
  readonly why: string;
  /** Where the limit comes from. */
  readonly source: string;
  readonly check: (view: DeploymentView) => Iterable<Finding>;
}
