import { foreign, OutsideError } from "./outside-error";
import { origin, request, type Reply, type Server } from "./https-request";
import { garbage, jsonAnswer, type ApiObject } from "./json-answer";
import { untrustedAdvice } from "./untrusted";
import { isTransient, retryAfterMs, type Waiting } from "./waiting";

/** Who asks. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What every request to the API says of who asks. */
export function apiHeaders({ username, password }: Login): Readonly<Record<string, string>> {
  return { Accept: "application/json", Authorization: `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}` };
}

/** What one request to the API gave: a JSON object, or a reason to ask again later. */
export type ApiReply =
  | { readonly is: "json"; readonly value: ApiObject }
  | { readonly is: "missing" }
  | { readonly is: "trouble"; readonly text: string; readonly notes: readonly string[]; readonly advice: readonly string[]; readonly retryAfterMs: number; readonly timedOut: boolean };

/** What a change came to: done, or as ApiReply says. */
export type ChangeReply = { readonly is: "done" } | Exclude<ApiReply, { readonly is: "json" }>;

/** How the Management Node's REST API is read. It limits requests to 1,000 a minute (docs.pexip.com, "Introduction to the management API"; unverified). */
export class ManagementApi {
  public readonly origin: string;

  constructor(
    private readonly server: Server,
    private readonly login: Login,
  ) {
    this.origin = origin(server);
  }

  /** @throws OutsideError when it refuses the login: to ask again would lock the account rather than help */
  public async get(path: string, waiting: Waiting): Promise<ApiReply> {
    return this.judged(await request(this.server, { method: "GET", path, headers: apiHeaders(this.login), timeoutMs: waiting.requestTimeoutMs, signal: waiting.signal }));
  }

  /**
   * Changes fields of one object.
   *
   * @throws OutsideError when the login or the change is refused
   */
  public async patch(path: string, fields: Readonly<Record<string, unknown>>, waiting: Waiting): Promise<ChangeReply> {
    const headers = { ...apiHeaders(this.login), "Content-Type": "application/json" };
    const reply = await request(this.server, { method: "PATCH", path, headers, body: JSON.stringify(fields), timeoutMs: waiting.requestTimeoutMs, signal: waiting.signal });
    if (reply.is === "answer" && reply.status >= 200 && reply.status < 300) return { is: "done" };
    if (reply.is === "answer" && (reply.status === 400 || reply.status === 409)) {
      throw new OutsideError(`${this.origin} refused to change ${foreign(path)} (${reply.status})`, [foreign(reply.body, 400)]);
    }
    return this.judged(reply) as ChangeReply;
  }

  private judged(reply: Reply): ApiReply {
    if (reply.is === "none") return trouble(`the manager: ${reply.text}`, { timedOut: reply.timedOut, advice: ["is the Management Node on, and reachable from here?"] });
    if (reply.is === "untrusted") {
      const notes = untrustedAdvice(reply.certificate, reply.problem);
      return trouble(`the manager's certificate ${reply.problem.text}`, { notes, advice: notes });
    }
    const { status } = reply;
    if (status === 401) {
      throw new OutsideError(`${this.origin} refused the login of ${JSON.stringify(foreign(this.login.username))} (401)`, [
        "The web administration password is the one typed into the installation wizard. Set PEXIP_PASSWORD and run the command again; nothing was changed.",
      ]);
    }
    if (status === 403) {
      throw new OutsideError(`${this.origin} does not let ${JSON.stringify(foreign(this.login.username))} do this (403)`, [
        "Give the account a role that may use the API for Conferencing Nodes and locations, or name another one with --username; nothing was changed.",
      ]);
    }
    if (status === 404) return { is: "missing" };
    if (isTransient(status)) return trouble(`the manager is busy (${status})`, { retryAfterMs: retryAfterMs(reply.headers), advice: ["the Management Node is starting or overloaded"] });
    if (status >= 300 && status < 400) {
      return trouble(`the manager redirects to ${foreign(reply.headers.location ?? "nowhere")}, which is not followed (${status})`, { advice: ["name the server that it redirects to with --manager, or look at what stands before the Management Node"] });
    }
    if (status !== 200) return trouble(`the manager answers ${status}`, { advice: NOT_THE_API });
    const answer = jsonAnswer(reply, MANAGER);
    return answer.is === "json" ? answer : trouble(answer.text, { advice: NOT_THE_API });
  }
}

const MANAGER = "the manager";
const NOT_THE_API = ["is this a Management Node, and does nothing stand between that answers in its place?"];

/** JSON that is not of the API's shape. */
export function strange(): ApiReply & { readonly is: "trouble" } {
  return trouble(garbage(MANAGER).text, { advice: NOT_THE_API });
}

export function missing(): ApiReply & { readonly is: "trouble" } {
  return trouble("the manager has no such API (404)", { advice: NOT_THE_API });
}

function trouble(text: string, rest: Partial<ApiReply & { is: "trouble" }>): ApiReply & { readonly is: "trouble" } {
  return { is: "trouble", text, notes: [], advice: [], retryAfterMs: 0, timedOut: false, ...rest };
}
