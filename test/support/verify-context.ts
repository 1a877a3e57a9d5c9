import type { ProbeContext } from "../../lib/client/preflight/context";
import type { VerifyContext } from "../../lib/client/verify/context";
import { FakeClock } from "./fake-clock";
import { ADMIN } from "./installed-platform";
import { probeContext } from "./probe-context";

/** What one look after an installation runs in: the login of the manager, time that passes only in pauses, and a minute of it. */
export function verifyContext(of: Partial<VerifyContext> & Partial<ProbeContext> = {}): VerifyContext {
  return { ...probeContext(), clock: new FakeClock(), logins: new Map([["manager/manager", { ...ADMIN, from: "PEXIP_PASSWORD" }]]), untilEndMs: () => 60_000, ...of };
}
