import type { ProbeWorld } from "../preflight/context";
import type { Looking } from "../probing/run";
import type { Clock } from "../waiting";
import type { ManagerLogin } from "./login";

/** What the looks after an installation need of the world. */
export interface VerifyWorld extends ProbeWorld {
  /** For the pauses between two tries. */
  readonly clock: Clock;
  /** Who signs in to a Management Node, by its path. */
  readonly logins: ReadonlyMap<string, ManagerLogin>;
  /** PIN of the room that is called, before the one that the deployment names. */
  readonly roomPin?: string;
}

/** What one look runs in. */
export type VerifyContext = VerifyWorld & Looking;
