import { randomBytes } from "node:crypto";
import type { LabClock } from "../world/clock";
import { empty, json, plain, printable, UNREADABLE, type ApiBody, type ApiResponse } from "./api-response";
import { isRecord, textOf, type JsonValue } from "./fields";
import { uuidOf } from "./identifiers";
import type { CallableService, NodeConfiguration } from "./node-configuration";

/** How long a token lasts. Source: ODA, pexip-client-api, references/token-lifecycle.md ("expires", typically 120 seconds). */
export const TOKEN_SECONDS = 120;

const CONFERENCES = "/api/client/v2/conferences/";
/** Somebody may call a room like this. */
const LONGEST_ALIAS = 250;

/** A participant, in signalling only: the lab carries no media. */
export interface Participant {
  readonly displayName: string;
  readonly role: "HOST" | "GUEST";
  readonly service: string;
}

interface Session extends Participant {
  readonly uuid: string;
  readonly expiresAt: number;
}

type Role = Participant["role"];

/**
 * The client API of a Conferencing Node, as far as a call in signalling needs it: request_token, refresh_token, release_token, status.
 *
 * Sources: "Pexip client REST API v2" (docs.pexip.com/v14/api_client/api_rest.htm); ODA, pexip-client-api; tests of pexip/pexip-swift-sdk (403 with
 * `{"pin": "required", "guest_pin": "none"}`) and of Pexip's plug-ins ("Neither conference nor gateway found", "Invalid PIN", "Invalid token").
 */
export class ClientApi {
  private readonly sessions = new Map<string, Session>();
  private joined = 0;

  constructor(
    private readonly clock: LabClock,
    private readonly version: () => string,
  ) {}

  public get participants(): readonly Participant[] {
    return this.living().map(([, { displayName, role, service }]) => ({ displayName, role, service }));
  }

  /**
   * @param configuration what the node knows; undefined before it was synchronized
   * @param rejects why the node takes no calls
   */
  public request(method: string, path: string, headers: Readonly<Record<string, string | undefined>>, body: ApiBody, configuration: NodeConfiguration | undefined, rejects: string | undefined): ApiResponse {
    const [pathname] = path.split("?", 1);
    if (pathname === "/api/client/v2/status") return rejects === undefined ? success({}) : json(503, { status: "failed", result: rejects });
    if (!pathname.startsWith(CONFERENCES)) return pathname.startsWith("/api/client/") ? unknown(pathname) : webapp(method, pathname);
    const [alias, action, ...more] = pathname.slice(CONFERENCES.length).replace(/\/$/, "").split("/");
    if (more.length > 0 || !["request_token", "refresh_token", "release_token"].includes(action)) return unknown(pathname);
    if (method !== "POST") return empty(405, { Allow: "POST" });
    if (configuration?.clientApi === false) return empty(404);
    if (action !== "request_token") return this.withToken(action, headers.token);
    if (rejects !== undefined) return failure(503, rejects);
    return body !== UNREADABLE && isRecord(body ?? {}) ? this.requestToken(aliasOf(alias), (body ?? {}) as Asked, headers.pin, configuration) : failure(400, "Invalid request");
  }

  /** The node restarts, and everybody on it is gone. */
  public clear(): void {
    this.sessions.clear();
  }

  private requestToken(alias: string, asked: Asked, pinHeader: string | undefined, configuration: NodeConfiguration | undefined): ApiResponse {
    const extension = asked.conference_extension;
    const called = serviceOf(alias, configuration);
    if (called?.serviceType === "two_stage_dialing" && extension === undefined) return json(403, { status: "success", result: { conference_extension: "standard" } });
    const service = called?.serviceType === "two_stage_dialing" ? serviceOf(textOf(extension), configuration) : called;
    if (service === undefined) return this.elsewhere(alias, configuration);
    if (service.serviceType === "two_stage_dialing" || service.serviceType === "media_playback") return failure(501, `the lab does not simulate calls to this ${service.serviceType}`);
    // the words are unverified, as is the status
    if (configuration?.licensed !== true) return failure(403, "Insufficient licenses");
    if (typeof asked.display_name !== "string" || asked.display_name === "") return failure(400, "Invalid display name");
    const role = roleOf(service, typeof asked.pin === "string" ? asked.pin : pinHeader);
    return "status" in role ? role : this.join(service, asked.display_name, role.role);
  }

  private elsewhere(alias: string, configuration: NodeConfiguration | undefined): ApiResponse {
    const routed = configuration?.rules.some(({ match, full }) => matches(match, full, alias)) === true;
    return routed ? failure(501, "the lab does not simulate calls that a Call Routing Rule takes elsewhere") : failure(404, "Neither conference nor gateway found");
  }

  private join(service: CallableService, displayName: string, role: Role): ApiResponse {
    this.joined += 1;
    const session: Session = { uuid: uuidOf(`participant/${this.joined}/${service.name}`), displayName, role, service: service.name, expiresAt: this.expiry() };
    const waits = role === "GUEST" && !this.living().some(([, other]) => other.service === service.name && other.role === "HOST");
    return success({
      token: this.open(session),
      expires: String(TOKEN_SECONDS),
      participant_uuid: session.uuid,
      display_name: displayName,
      role,
      version: { version_id: this.version(), pseudo_version: "simulated" },
      conference_name: service.name,
      service_type: service.serviceType,
      current_service_type: waits ? "waiting_room" : service.serviceType,
      call_type: service.callType,
      chat_enabled: true,
      direct_media: false,
      stun: [],
      turn: [],
    });
  }

  private withToken(action: string, token: string | undefined): ApiResponse {
    const session = token === undefined ? undefined : this.living().find(([key]) => key === token)?.[1];
    // releasing twice is harmless
    if (session === undefined) return action === "release_token" && token !== undefined ? success(true) : failure(403, "Invalid token");
    this.sessions.delete(token!);
    if (action === "release_token") return success(true);
    return success({ token: this.open({ ...session, expiresAt: this.expiry() }), expires: String(TOKEN_SECONDS) });
  }

  private open(session: Session): string {
    const token = randomBytes(32).toString("base64");
    this.sessions.set(token, session);
    return token;
  }

  private living(): readonly (readonly [string, Session])[] {
    for (const [token, { expiresAt }] of this.sessions) if (expiresAt <= this.clock.now()) this.sessions.delete(token);
    return [...this.sessions];
  }

  private expiry(): number {
    return this.clock.now() + TOKEN_SECONDS * 1000;
  }
}

type Asked = { readonly display_name?: JsonValue; readonly pin?: JsonValue; readonly conference_extension?: JsonValue };

/** Who enters with this PIN. Source: ODA, token-lifecycle.md, and pexip-swift-sdk, AuthForbiddenError ("none" joins as a Guest where only the Host has a PIN). */
function roleOf(service: CallableService, given: string | undefined): { readonly role: Role } | ApiResponse {
  const guestsHaveNone = service.allowGuests && service.guestPin === "";
  if (service.pin === "") return { role: "HOST" };
  if (given === undefined || given === "") return json(403, { status: "success", result: { pin: "required", guest_pin: guestsHaveNone ? "none" : "required" } });
  if (isPin(given, service.pin)) return { role: "HOST" };
  if (service.allowGuests && service.guestPin !== "" && isPin(given, service.guestPin)) return { role: "GUEST" };
  return given === "none" && guestsHaveNone ? { role: "GUEST" } : failure(403, "Invalid PIN");
}

/** The `#` at the end says that the PIN ends, and may be left out (unverified). */
const isPin = (given: string, pin: string): boolean => given.replace(/#$/, "") === pin.replace(/#$/, "");

/** Aliases are matched whatever their case (unverified; they are unique in the same way). */
function serviceOf(alias: string, configuration: NodeConfiguration | undefined): CallableService | undefined {
  return configuration?.services.find(({ aliases }) => aliases.some((known) => known.toLowerCase() === alias.toLowerCase()));
}

/** A rule whose expression JavaScript cannot read matches nothing here: Pexip's dialect is another one. */
function matches(expression: string, full: boolean, alias: string): boolean {
  try {
    return new RegExp(full ? `^(?:${expression})$` : `^(?:${expression})`).test(alias);
  } catch {
    return false;
  }
}

function aliasOf(text: string): string {
  try {
    return decodeURIComponent(text).slice(0, LONGEST_ALIAS + 1);
  } catch {
    return "";
  }
}

const success = (result: JsonValue): ApiResponse => json(200, { status: "success", result });

const failure = (status: number, result: string): ApiResponse => json(status, { status: "failed", result });

const unknown = (pathname: string): ApiResponse => failure(501, `the lab does not simulate ${printable(pathname)}`);

function webapp(method: string, pathname: string): ApiResponse {
  if (pathname !== "/" && !pathname.startsWith("/webapp")) return empty(404);
  if (method !== "GET" && method !== "HEAD") return empty(405, { Allow: "GET" });
  return plain(200, "text/html; charset=utf-8", "<!DOCTYPE html><title>Pexip Connect (simulated)</title><h1>Pexip Connect (simulated)</h1>");
}
