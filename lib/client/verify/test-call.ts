import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { failed, ok, skipped, type Finding, warning } from "../preflight/finding";
import { namesOf } from "../preflight/names";
import { releaseToken, requestToken, type CallAnswer } from "./client-api";
import type { VerifyContext } from "./context";
import { mayBeOff } from "./node-judgement";
import { pinOf, pinVariables, type CalledRoom, type Pin } from "./room";
import { nodeServer } from "./servers";

/**
 * Enters the room through each node that clients call, in signalling only, and leaves again. One node after the other: a wrong PIN must not be tried at each,
 * because Pexip locks out who tries too many (20 within its window; pexip/infinity 40.0.0, `bdpm_max_pin_failures_per_window`).
 */
export async function probeCall(room: CalledRoom, nodes: readonly ConferencingNodeRecord[], context: VerifyContext): Promise<readonly Finding[]> {
  const pin = pinOf(room, context);
  const findings: Finding[] = [];
  for (const [index, node] of nodes.entries()) {
    const rest = nodes.slice(index).map(({ name }) => titleOf(name));
    if (context.untilEndMs() <= 1) return [...findings, ...rest.map((what) => failed(what, "not called: all the time is over", "give more time (--timeout)"))];
    const { finding, isWrongPin } = await callThrough(node, room, pin, context);
    findings.push(finding);
    if (isWrongPin) return [...findings, ...rest.slice(1).map((what) => skipped(what, "not called with a PIN that is wrong"))];
  }
  return findings;
}

interface Call {
  readonly finding: Finding;
  readonly isWrongPin?: true;
}

const titleOf = (node: string): string => `call through ${node}`;

async function callThrough(node: ConferencingNodeRecord, room: CalledRoom, pin: Pin | undefined, context: VerifyContext): Promise<Call> {
  const what = titleOf(node.name);
  const { name, answer } = await callByName(node, room, pin, context);
  switch (answer.is) {
    case "joined":
      return { finding: await left(what, node, name, room, answer, context) };
    case "pin":
      return { finding: pinFinding(what, room, answer.guestsNeedOne) };
    case "asked":
      return { finding: warning(what, `${answer.text}: not entered`, "call another room with --room ALIAS") };
    case "strange":
      return { finding: failed(what, answer.text, "does something stand between that answers in the node's place?") };
    case "untrusted":
      return { finding: failed(what, `its certificate ${answer.problem.text}: it was not called`, "give it a certificate that this machine trusts, or name its authority with --cacert FILE") };
    case "none":
      return { finding: mayBeOff(node) ? skipped(what, `${answer.text}: it is for peak times, and may be off`) : failed(what, answer.text, "is the node on and SYNCED, and does a firewall let this machine through?") };
    case "refused":
      return refused(what, room, pin, answer);
  }
}

/** By its FQDN, as the SRV records lead there; by its SIP TLS FQDN where its certificate is for that alone, which is a finding of its own. */
async function callByName(node: ConferencingNodeRecord, { alias }: CalledRoom, pin: Pin | undefined, context: VerifyContext): Promise<{ readonly name: string; readonly answer: CallAnswer }> {
  const [own, other] = namesOf(node);
  const ask = (name: string) => requestToken(nodeServer(node, name, context), alias, pin?.value, context);
  const answer = await ask(own);
  if (other === undefined || answer.is !== "untrusted" || answer.problem.kind !== "wrong host name") return { name: own, answer };
  return { name: other, answer: await ask(other) };
}

async function left(what: string, node: ConferencingNodeRecord, name: string, { alias, record }: CalledRoom, answer: Extract<CallAnswer, { readonly is: "joined" }>, context: VerifyContext): Promise<Finding> {
  const leaving = await releaseToken(nodeServer(node, name, context), alias, answer.token, context);
  const { role, conference, serviceType } = answer;
  const entered = `enters ${conference ?? alias}${role === undefined ? "" : ` as ${role}`}`;
  if (record !== undefined && conference !== undefined && conference !== record.name) {
    return failed(what, `${entered}; in the deployment ${alias} leads to ${record.name}`, "something else has the alias: look for it in the Administrator interface (Services)");
  }
  if (serviceType === "gateway") return warning(what, `${entered}, by a Call Routing Rule`, "call a room with --room ALIAS");
  if (leaving === "unconfirmed") return warning(what, `${entered}, and its leaving was not confirmed`, "it is put out of the room by itself within two minutes");
  return ok(what, `${entered}, and ${leaving === "left" ? "leaves again" : "is out of it again: its token ran out first"}`);
}

function pinFinding(what: string, room: CalledRoom, guestsNeedOne: boolean): Finding {
  const variables = pinVariables(room);
  return warning(what, `finds the room, which asks for a PIN: not entered${guestsNeedOne ? "" : " (guests need none)"}`, `give the host PIN in ${variables.join(" or ")}`);
}

/** The words of its reasons: tests of Pexip's own clients ("Neither conference nor gateway found", "Invalid PIN"). */
function refused(what: string, { alias }: CalledRoom, pin: Pin | undefined, { status, reason }: Extract<CallAnswer, { readonly is: "refused" }>): Call {
  if (pin !== undefined && /invalid pin/i.test(reason ?? "")) return { finding: failed(what, `it refuses the PIN of ${pin.from}`, "compare it with Services > Virtual Meeting Rooms; it is not tried again"), isWrongPin: true };
  const said = `${reason === undefined ? "" : `: ${withoutPin(reason, pin)}`} (${status})`;
  if (status === 404 && reason === undefined) return { finding: failed(what, `it has no client API${said}`, "is the client API on (Platform > Global Settings)?") };
  if (status === 404) return { finding: failed(what, `it knows no ${alias}${said}`, "a new room takes about a minute to reach the nodes; then compare the alias, and see whether the node is SYNCED") };
  if (/licen[cs]e/i.test(reason ?? "")) return { finding: failed(what, `it refuses the call${said}`, "is a licence installed, and are ports left? See the licences above") };
  if (status === 429 || status >= 500) return { finding: failed(what, `it takes no calls now${said}`, "is it in maintenance mode, starting or full?") };
  return { finding: failed(what, `it refuses the call${said}`, "the administrator log of the Management Node says why") };
}

/** What a node says is its own; a secret of ours it may not repeat. */
function withoutPin(text: string, pin: Pin | undefined): string {
  return pin === undefined ? text : text.replaceAll(pin.value, "…");
}
