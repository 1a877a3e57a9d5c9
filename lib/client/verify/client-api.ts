import { isObject } from "../../validation/json";
import type { Reply, Server } from "../https-request";
import { parsedObject } from "../json-answer";
import { textOf } from "./admin-api";
import type { VerifyContext } from "./context";
import { patientRequest } from "./patient-request";

/** How others in the room see the caller for the moment. */
const DISPLAY_NAME = "pexip-hyperv verify";

/** What came of calling a room. */
export type CallAnswer =
  | { readonly is: "joined"; readonly token: string; readonly role?: string; readonly conference?: string; readonly serviceType?: string }
  | { readonly is: "pin"; readonly guestsNeedOne: boolean }
  /** Another question before one may enter. */
  | { readonly is: "asked"; readonly text: string }
  | { readonly is: "refused"; readonly status: number; readonly reason?: string }
  | { readonly is: "strange"; readonly text: string }
  | Exclude<Reply, { readonly is: "answer" }>;

/**
 * Asks to enter a room: `request_token` of the client API, which is a call without media. Sources: "Pexip client REST API v2" (docs.pexip.com/v14, v32), its
 * answers as sidumorjens/pexip-claude-skills has them (token-lifecycle.md), the header `pin` as pexip/pexip-swift-sdk sends it.
 */
export async function requestToken(server: Server, alias: string, pin: string | undefined, context: VerifyContext): Promise<CallAnswer> {
  const reply = await post(server, alias, "request_token", { ...(pin === undefined ? {} : { pin }) }, JSON.stringify({ display_name: DISPLAY_NAME }), context);
  if (reply.is !== "answer") return reply;
  const body = parsedObject(reply.body);
  const result = body?.result;
  if (isObject(result)) {
    const token = textOf(result.token);
    if (reply.status === 200 && token !== undefined) {
      return { is: "joined", token, role: textOf(result.role)?.toLowerCase(), conference: textOf(result.conference_name), serviceType: textOf(result.service_type) };
    }
    if (result.pin === "required") return { is: "pin", guestsNeedOne: result.guest_pin !== "none" };
    if (result.idp !== undefined || result.redirect_url !== undefined) return { is: "asked", text: "it asks for a single sign-on" };
    if (result.conference_extension !== undefined) return { is: "asked", text: "it is a Virtual Reception, and asks for the room to go to" };
  }
  if (reply.status >= 300 && reply.status < 400) return { is: "strange", text: `it redirects to ${reply.headers.location ?? "nowhere"}, which is not followed` };
  if (reply.status === 200) return { is: "strange", text: "its answer is not what the client API gives" };
  return { is: "refused", status: reply.status, reason: textOf(result) };
}

/** How the room was left: `gone`: the token had run out, and with it the call. */
export type Leaving = "left" | "gone" | "unconfirmed";

/** Leaves the room again. A call that is not left ends by itself after the token's two minutes (token-lifecycle.md); 403 is said of a token that is none any more ("Invalid token"). */
export async function releaseToken(server: Server, alias: string, token: string, context: VerifyContext): Promise<Leaving> {
  const reply = await post(server, alias, "release_token", { token }, "{}", context);
  if (reply.is !== "answer") return "unconfirmed";
  return reply.status === 200 ? "left" : reply.status === 403 ? "gone" : "unconfirmed";
}

function post(server: Server, alias: string, action: "request_token" | "release_token", headers: Readonly<Record<string, string>>, body: string, context: VerifyContext): Promise<Reply> {
  const path = `/api/client/v2/conferences/${encodeURIComponent(alias)}/${action}`;
  // no longer than for one question: a node in maintenance mode says 503 for as long as that lasts
  return patientRequest(server, { method: "POST", path, headers: { Accept: "application/json", "Content-Type": "application/json", ...headers }, body }, context.leftMs(), context);
}
