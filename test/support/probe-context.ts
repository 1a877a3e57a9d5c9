import type { ProbeContext, ProbeWorld } from "../../lib/client/preflight/context";
import type { Finding } from "../../lib/client/preflight/finding";

/** A world without anything: nobody trusted but the roots that are given, no secrets, no ping. */
export function probeWorld(of: Partial<ProbeWorld> = {}): ProbeWorld {
  return { dnsServers: [], resolve: [], trust: { by: "roots", roots: [] }, hostTrust: new Map(), hostFacts: new Map(), secretOf: () => undefined, now: () => Date.now(), userAgent: "test", ...of };
}

/** What one probe runs in, without an end unless one is given. */
export function probeContext(of: Partial<ProbeContext> = {}): ProbeContext {
  const shared = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, look: () => Promise<T>): Promise<T> => {
    const promise = (shared.get(key) as Promise<T> | undefined) ?? look();
    shared.set(key, promise);
    return promise;
  };
  return { ...probeWorld(), leftMs: () => 2000, signal: new AbortController().signal, once, ...of };
}

/** `failed DNS: manager.example.com has no address`, as short as a test wants it. */
export function lines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ state, what, evidence }) => `${state} ${what}: ${evidence}`);
}

/** A port of the loopback on which nothing listens. */
export const CLOSED_PORT = 1;
