import type { Trust } from "../https-request";
import type { ResolveOverride } from "../resolve-override";
import type { HostFacts } from "./host-facts";
import type { Ping } from "./ping";

/** Whose certificates are believed; a pinned one has no place in a preflight. */
export type RootTrust = Extract<Trust, { readonly by: "roots" } | { readonly by: "nobody" }>;

/** What probes need of the world. */
export interface ProbeWorld {
  /** Resolvers as `ADDRESS` or `ADDRESS:PORT`; without any, the system's. */
  readonly dnsServers: readonly string[];
  readonly resolve: readonly ResolveOverride[];
  readonly trust: RootTrust;
  /** By the host's path, where `winrm.caCertificatePath` is given: the roots, or why there are none. */
  readonly hostTrust: ReadonlyMap<string, RootTrust | string>;
  /** What the hosts told of themselves, by their paths. */
  readonly hostFacts: ReadonlyMap<string, HostFacts>;
  /** A secret by the name of its Terraform variable. */
  readonly secretOf: (variable: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** undefined: this machine has no ping. */
  readonly ping?: Ping;
  readonly userAgent: string;
}

/** What one probe runs in. */
export interface ProbeContext extends ProbeWorld {
  /** What is left for the probe, in whole milliseconds, and never nothing. */
  readonly leftMs: () => number;
  /** Aborted at the end of the probe's time and by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Several probes that need the same thing share one look at it. */
  readonly once: <T>(key: string, look: () => Promise<T>) => Promise<T>;
}
