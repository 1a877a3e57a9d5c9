/** One thing that is wrong: where, and what to do about it. */
export interface Problem {
  /** Construct path (`platform/oslo-1`) or place in a platform file (`conferencingNodes.oslo-1`). */
  readonly path: string;
  /** The prop or key that is wrong, as its user writes it; empty when the whole entry is meant. */
  readonly key?: string;
  /** Lower case, no period: what is wrong, the value given, the way out. Never holds a secret. */
  readonly message: string;
}

/** `platform/oslo-1: hostname must be text, got 7` */
export function problemText({ path, message }: Problem): string {
  return path === "" ? message : `${path}: ${message}`;
}

/** Bad input. Holds every problem found, not only the first; the message has one line for each. */
export class ValidationError extends Error {
  public readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(problemText).join("\n"));
    this.name = "ValidationError";
    this.problems = [...problems];
  }

  /** A single problem. */
  public static at(path: string, message: string): ValidationError {
    return new ValidationError([{ path, message }]);
  }
}
