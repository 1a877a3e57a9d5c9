import { foreign, OutsideError } from "./outside-error";
import { origin, request, type Reply, type Server } from "./https-request";
import { untrustedAdvice } from "./untrusted";
import { isTransient, retryAfterMs, type Waiting } from "./waiting";

/** Who asks. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What one request to the API gave: a JSON object, or a reason to ask again later. */
export type ApiReply =
  | { readonly is: "json"; readonly value: Readonly<Record<string, unknown>> }
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
    return this.judged(await request(this.server, { method: "GET", path, headers: this.headers(), timeoutMs: waiting.requestTimeoutMs, signal: waiting.signal }));
  }

  /**
   * Changes fields of one object.
   *
   * @throws OutsideError when the login or the change is refused
   */
  public async patch(path: string, fields: Readonly<Record<string, unknown>>, waiting: Waiting): Promise<ChangeReply> {
    const headers = { ...this.headers(), "Content-Type": "application/json" };
    const reply = await request(this.server, { method: "PATCH", path, headers, body: JSON.stringify(fields), timeoutMs: waiting.requestTimeoutMs, signal: waiting.signal });
    if (reply.is === "answer" && reply.status >= 200 && reply.status < 300) return { is: "done" };
    if (reply.is === "answer" && (reply.status === 400 || reply.status === 409)) {
      throw new OutsideError(`${this.origin} refused to change ${foreign(path)} (${reply.status})`, [foreign(reply.body, 400)]);
    }
    return this.judged(reply) as ChangeReply;
  }

  private headers(): Readonly<Record<string, string>> {
    const { username, password } = this.login;
    return { Accept: "application/json", Authorization: `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}` };
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
    if (status !== 200) return trouble(`the manager answers ${status}`, { advice: NOT_THE_API });
    if (reply.bodyProblem !== undefined) return trouble(`the manager's answer is not whole: ${reply.bodyProblem}`, { advice: NOT_THE_API });
    const type = (reply.headers["content-type"] ?? "nothing in particular").split(";")[0].trim();
    if (!/^application\/(\w+\+)?json$/i.test(type)) return trouble(`the manager answers with ${foreign(type, 40)} instead of JSON`, { advice: NOT_THE_API });
    const value = parsedObject(reply.body);
    return value === undefined ? garbage() : { is: "json", value };
  }
}

const NOT_THE_API = ["is this a Management Node, and does nothing stand between that answers in its place?"];

/** The answer is JSON in name only, or not of the API's shape. */
export function garbage(): ApiReply {
  return trouble("the manager's answer is not what its API gives", { advice: NOT_THE_API });
}

export function missing(): ApiReply {
  return trouble("the manager has no such API (404)", { advice: NOT_THE_API });
}

function trouble(text: string, rest: Partial<ApiReply & { is: "trouble" }>): ApiReply {
  return { is: "trouble", text, notes: [], advice: [], retryAfterMs: 0, timedOut: false, ...rest };
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // a syntax error quotes the text, which nobody vouches for
    return undefined;
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
