import { foreign, OutsideError } from "./outside-error";
import { origin, request, type Reply, type Server } from "./https-request";
import { pathOnServer, redirection } from "./redirection";
import { untrustedAdvice } from "./untrusted";
import { retryAfterMs, Waiting, type WaitOptions } from "./waiting";

const LOGIN_PAGE = "/admin/login/";
const MAX_REDIRECTS = 5;
/** Between the two good answers; shorter where the interval is. */
const CONFIRMATION_MS = 5000;

/** What one look at the login page told. */
interface Look {
  readonly text: string;
  readonly ready: boolean;
  readonly timedOut: boolean;
  readonly notes: readonly string[];
  /** What to look at when this stays so. */
  readonly advice: readonly string[];
  readonly retryAfterMs: number;
}

const UNSEEN = ["is the VM on, and has the installation wizard been finished? this command cannot see the console"];

/**
 * Waits until the Management Node's login page answers 200 twice in a row, a few seconds apart: after the wizard it restarts, and may answer once before it goes away.
 * Source of the page: the examples of pexip/terraform-provider-infinity.
 *
 * @throws OutsideError when time is up
 */
export async function waitForManager(server: Server, options: WaitOptions): Promise<void> {
  const waiting = new Waiting(options);
  let last: Look | undefined;
  for (;;) {
    const isCutShort = waiting.isCutShort;
    const look = await lookAtLoginPage(server, waiting);
    const wasReady = last?.ready === true;
    if (last === undefined || !look.timedOut || !isCutShort) last = look;
    if (look.ready && wasReady) return waiting.reportDone("ready");
    waiting.report(last.text, last.notes);
    const pause = look.ready ? Math.min(CONFIRMATION_MS, waiting.intervalMs, waiting.leftMs / 2) : Math.max(waiting.intervalMs, look.retryAfterMs);
    if (!(await waiting.pause(pause))) throw new OutsideError(`${origin(server)} was not ready within ${waiting.limitText}; at last: ${last.text}`, last.advice);
  }
}

async function lookAtLoginPage(server: Server, waiting: Waiting): Promise<Look> {
  const visited = new Set<string>();
  let path = LOGIN_PAGE;
  for (;;) {
    visited.add(path);
    const reply = await request(server, { method: "GET", path, headers: { Accept: "text/html" }, timeoutMs: waiting.requestTimeoutMs, signal: waiting.signal });
    const target = redirection(reply);
    if (target === undefined) return judged(reply);
    const next = pathOnServer(server, path, target);
    if (next === undefined) {
      return look(`it redirects to ${foreign(target)}, which is not followed`, { advice: ["give the name that it redirects to as --address, or look at what stands before the Management Node"] });
    }
    if (visited.has(next)) return look("it redirects in a circle", { advice: STRANGE });
    if (visited.size > MAX_REDIRECTS) return look(`it redirects more than ${MAX_REDIRECTS} times`, { advice: STRANGE });
    path = next;
  }
}

const STRANGE = ["look at what stands before the Management Node: a load balancer or a reverse proxy?"];

function judged(reply: Reply): Look {
  switch (reply.is) {
    case "none":
      return look(`no answer yet: ${reply.text}`, { advice: UNSEEN, timedOut: reply.timedOut });
    case "untrusted": {
      const notes = untrustedAdvice(reply.certificate, reply.problem);
      return look(`it answers, but its certificate ${reply.problem.text}`, { notes, advice: notes });
    }
    case "answer":
      if (reply.status === 200) return look("it answers; asking once more", { ready: true, advice: ["it never answered twice in a row: is it restarting?"] });
      return look(`it answers, but is not ready (${reply.status})`, { advice: ["the Management Node is still starting, or something else answers in its place"], retryAfterMs: retryAfterMs(reply.headers) });
  }
}

function look(text: string, rest: Partial<Look>): Look {
  return { text, ready: false, timedOut: false, notes: [], advice: [], retryAfterMs: 0, ...rest };
}
