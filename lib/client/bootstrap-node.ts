import { origin, request, type Reply, type Server } from "./https-request";
import { OutsideError } from "./outside-error";
import { isTransient, retryAfterMs, Waiting, type WaitOptions } from "./waiting";

const BOOTSTRAP = "/configuration/bootstrap";
/** Nothing of the answer's body is ever looked at: it may echo the configuration. */
const MAX_BODY_BYTES = 64 * 1024;
const ANSWER_TIMEOUT_MS = 30_000;

/** `taken`: the node said so. `probably taken`: a connection broke after the configuration had been sent, and then the node refused another. */
export type Delivery = "taken" | "probably taken";

/**
 * Gives a fresh Conferencing Node its one-time configuration: waits until it listens, and tries again while it cannot answer.
 * Source: colinbruner/pexip-transcoder-client (POST, text/xml, 8443, below 400 is success); Pexip documents the upload through the browser only.
 * No text that leaves here holds any part of the configuration, or anything that the node says.
 *
 * @throws OutsideError when the node refuses it, shows a certificate that was not expected, or time is up
 */
export async function bootstrapNode(name: string, configuration: string, server: Server, options: WaitOptions): Promise<Delivery> {
  const waiting = new Waiting(options);
  let failures = 0;
  let last: string | undefined;
  let uncertain = false;
  for (;;) {
    const isCutShort = waiting.isCutShort;
    const reply = await request(server, {
      method: "POST",
      path: BOOTSTRAP,
      headers: { "Content-Type": "text/xml" },
      body: configuration,
      timeoutMs: waiting.requestTimeoutMs,
      // once sent, our own deadline must not make the outcome uncertain
      answerTimeoutMs: options.requestTimeoutMs ?? ANSWER_TIMEOUT_MS,
      maxBodyBytes: MAX_BODY_BYTES,
      signal: waiting.signal,
    });
    if (reply.is === "untrusted") {
      throw new OutsideError(`${origin(server)} shows a certificate that ${reply.problem.text}; nothing was sent`, [`SHA-256 ${reply.certificate.sha256}`]);
    }
    if (reply.is === "answer" && !isTransient(reply.status)) {
      const delivery = verdict(reply.status, name, server, uncertain);
      waiting.reportDone(delivery === "taken" ? `delivered (${reply.status})` : `refused now (${reply.status}), after a connection broke: it has most likely taken the first one; wait node tells`);
      return delivery;
    }
    const broke = reply.is === "none" && reply.sent;
    uncertain ||= broke;
    const text = troubleText(reply, broke);
    if (last === undefined || broke || !(reply.is === "none" && reply.timedOut && isCutShort)) last = text;
    waiting.report(last);
    failures += 1;
    if (!(await waiting.pause(waiting.backoffMs(failures, reply.is === "answer" ? retryAfterMs(reply.headers) : 0)))) throw outOfTime(name, server, waiting, last, uncertain);
  }
}

function verdict(status: number, name: string, server: Server, uncertain: boolean): Delivery {
  if (status < 400) return "taken";
  if (uncertain) return "probably taken";
  throw new OutsideError(`${name} (${origin(server)}) refused the configuration (${status}): a node takes one only once`, ["Redeploy it with a new redeployToken: that makes its disk, its entry and the configuration anew."]);
}

function troubleText(reply: Reply, broke: boolean): string {
  if (reply.is === "answer") return `the node is busy (${reply.status})`;
  const why = reply.is === "none" ? reply.text : "";
  return broke ? `${why}, after the configuration was sent: the node may have taken it; asking again` : `waiting for the node: ${why}`;
}

function outOfTime(name: string, server: Server, waiting: Waiting, last: string, uncertain: boolean): OutsideError {
  const message = `${name} (${origin(server)}) did not confirm its configuration within ${waiting.limitText}; at last: ${last}`;
  if (uncertain) {
    return new OutsideError(message, [
      "It was sent at least once, so the node may have taken it: pexip-hyperv wait node tells.",
      "If the node does not synchronise, redeploy it with a new redeployToken.",
    ]);
  }
  return new OutsideError(message, [
    "Nothing was delivered. Is the VM on, from a fresh disk, and does TCP pass to this port from here?",
    "A node that has its configuration already does not listen there; a new redeployToken makes it anew: disk, entry and configuration.",
  ]);
}
