/** What kind of refusal it is; the text is for people, this is for programs. */
export type HypervErrorKind =
  /** Nobody answers, or the connection broke. */
  | "connection"
  | "login"
  | "not-found"
  | "exists"
  /** Something holds it: a running VM, another switch. */
  | "in-use"
  /** Not in this power state. */
  | "state"
  | "out-of-memory"
  | "invalid"
  | "timeout"
  /** The lab does not do that: a real host might. */
  | "not-modelled";

/** A host's refusal. The message is what PowerShell, or the provider's WinRM client, would print, as far as that is known. */
export class HypervError extends Error {
  /** @internal */
  constructor(
    /** For programs: what kind of refusal it is. */
    readonly kind: HypervErrorKind,
    message: string,
  ) {
    super(message);
    this.name = "HypervError";
  }
}

export function notModelled(what: string): HypervError {
  return new HypervError("not-modelled", `the simulated Hyper-V host does not model ${what}`);
}
