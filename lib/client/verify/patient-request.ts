import { request, type Ask, type Reply, type Server } from "../https-request";
import { retryAfterMs, Waiting } from "../waiting";
import type { VerifyContext } from "./context";

/** What passes by itself: out of time, too many requests, or nobody there behind a proxy yet. 500 and 501 would be the same again. */
const PASSING = new Set([408, 429, 502, 503, 504]);
const FIRST_PAUSE_MS = 1000;
/** A connection that breaks three times does not do so by chance. */
const MOST_BREAKS = 3;

/**
 * One request, again while the other side says that it is busy, or breaks off what changes nothing: with growing pauses, and as late as it asks for. The management API takes 1,000 requests
 * a minute (docs.pexip.com, "Using the management API"), whoever makes them.
 *
 * @param patienceMs for all tries; a pause that would end after it is not begun
 */
export async function patientRequest(server: Server, ask: Omit<Ask, "timeoutMs" | "signal">, patienceMs: number, context: VerifyContext): Promise<Reply> {
  const { signal, clock } = context;
  const waiting = new Waiting({ timeoutMs: Math.min(patienceMs, context.untilEndMs()), intervalMs: FIRST_PAUSE_MS, requestTimeoutMs: context.leftMs(), clock, signal });
  for (let failures = 1; ; failures++) {
    const reply = await request(server, { ...ask, timeoutMs: waiting.requestTimeoutMs, signal });
    if (!isPassing(reply) && !(ask.method === "GET" && failures < MOST_BREAKS && isBrokenOff(reply))) return reply;
    const pauseMs = waiting.backoffMs(failures, reply.is === "answer" ? retryAfterMs(reply.headers) : 0);
    if (pauseMs >= waiting.leftMs) return reply;
    await waiting.pause(pauseMs);
  }
}

const isPassing = (reply: Reply): boolean => reply.is === "answer" && PASSING.has(reply.status);

/** Neither too large nor too slow, which it would be again. */
function isBrokenOff(reply: Reply): boolean {
  if (reply.is === "answer") return reply.bodyProblem?.is === "broken off";
  return reply.is === "none" && reply.sent && !reply.timedOut;
}

/** Half of what is left: the other half is for what would then still be asked. */
export function patience(context: VerifyContext): number {
  return context.untilEndMs() / 2;
}
