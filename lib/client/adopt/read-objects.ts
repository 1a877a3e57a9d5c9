import { MAX_PAGE_BYTES, PAGE, readList } from "../api-list";
import { origin, request, type Reply, type Server } from "../https-request";
import { jsonAnswer, type ApiObject } from "../json-answer";
import { apiHeaders, type Login } from "../management-api";
import { foreign, OutsideError } from "../outside-error";
import { untrustedAdvice } from "../untrusted";
import { isTransient, retryAfterMs, Waiting, type WaitOptions } from "../waiting";
import type { ApiObjects } from "./objects";
import type { AdoptableResource } from "./resources";

const CONFIGURATION = "/api/admin/configuration/v1/";

/** A collection that could not be looked at, and why. */
export interface NotRead {
  readonly collection: string;
  readonly why: string;
}

export interface ReadObjects {
  readonly objects: ApiObjects;
  readonly notRead: readonly NotRead[];
}

/** What an answer came to: a page, an object, or a reason that no second try will change. */
type Page = { readonly is: "json"; readonly value: Readonly<Record<string, unknown>> } | { readonly is: "refused"; readonly why: string; readonly advice: readonly string[] };

/** What may pass by itself, with what to look at when it does not. */
interface Passing {
  readonly text: string;
  readonly timedOut: boolean;
  readonly retryAfterMs: number;
  readonly advice: readonly string[];
}

/**
 * Reads collections of a Management Node, page by page, and patiently: it limits requests to 1,000 a minute (docs.pexip.com, "Using the management API").
 *
 * @param needed read or fail
 * @param watched left out where the account may not look, or this version has none
 * @throws OutsideError when the login is refused, its certificate is not trusted, it redirects, what answers is none, or time is up
 */
export async function readObjects(server: Server, login: Login, needed: readonly AdoptableResource[], watched: readonly AdoptableResource[], options: WaitOptions): Promise<ReadObjects> {
  const reader = new ObjectReader(server, login, new Waiting(options));
  const objects = new Map<string, readonly ApiObject[]>();
  const notRead: NotRead[] = [];
  const all = [...needed, ...watched];
  for (const [index, resource] of all.entries()) {
    const read = await reader.read(resource, `${index + 1} of ${all.length} collections   ${resource.collection}`);
    if (Array.isArray(read)) {
      objects.set(resource.collection, read);
      continue;
    }
    const { why, advice } = read as Page & { readonly is: "refused" };
    if (index < needed.length) throw new OutsideError(`${origin(server)} ${why} ${resource.collection}, of which the program declares something`, [...advice, "Nothing was changed."]);
    notRead.push({ collection: resource.collection, why });
  }
  return { objects, notRead };
}

class ObjectReader {
  private readonly origin: string;

  constructor(
    private readonly server: Server,
    private readonly login: Login,
    private readonly waiting: Waiting,
  ) {
    this.origin = origin(server);
  }

  public async read({ collection, singleton }: AdoptableResource, text: string): Promise<readonly ApiObject[] | (Page & { readonly is: "refused" })> {
    const base = `${CONFIGURATION}${collection}/`;
    if (singleton === true) {
      const one = await this.get(`${base}1/`, text);
      return one.is === "json" ? [one.value] : one;
    }
    const list = await readList(`${base}?limit=${PAGE}`, (path) => this.get(path, text));
    if (list.is === "strange") throw this.strange(base);
    return list.is === "objects" ? list.objects : list;
  }

  private async get(path: string, text: string): Promise<Page> {
    const { waiting, server, login } = this;
    let last: Passing | undefined;
    for (let failures = 1; ; failures++) {
      const { isCutShort } = waiting;
      const reply = await request(server, { method: "GET", path, headers: apiHeaders(login), timeoutMs: waiting.requestTimeoutMs, maxBodyBytes: MAX_PAGE_BYTES, signal: waiting.signal });
      const passing = this.passing(reply);
      if (passing === undefined) {
        waiting.report(text);
        return this.judged(reply as Reply & { readonly is: "answer" }, path);
      }
      if (last === undefined || !passing.timedOut || !isCutShort) last = passing;
      waiting.report(`${text}   ${last.text}`);
      if (!(await waiting.pause(waiting.backoffMs(failures, passing.retryAfterMs)))) {
        throw new OutsideError(`${this.origin} could not be read within ${waiting.limitText}; at last: ${last.text}`, last.advice);
      }
    }
  }

  /** What may pass by itself; undefined for a settled answer. A certificate that is not trusted is no such thing here: nobody uploads one while we wait. */
  private passing(reply: Reply): Passing | undefined {
    switch (reply.is) {
      case "none":
        return { text: reply.text, timedOut: reply.timedOut, retryAfterMs: 0, advice: ["Is the Management Node on, and has the installation wizard been finished? pexip-hyperv wait manager tells.", "Nothing was changed."] };
      case "untrusted":
        throw new OutsideError(`${this.origin}: its certificate ${reply.problem.text}`, [...untrustedAdvice(reply.certificate, reply.problem, "then run this command again"), "No password was sent."]);
      case "answer":
        if (reply.status === 200 && reply.bodyProblem !== undefined && reply.bodyProblem.is !== "too large") return { text: `its answer is not whole: ${reply.bodyProblem.text}`, timedOut: reply.bodyProblem.is === "too late", retryAfterMs: 0, advice: NOT_THE_API };
        return isTransient(reply.status) ? { text: `it is busy (${reply.status})`, timedOut: false, retryAfterMs: retryAfterMs(reply.headers), advice: ["The Management Node is starting or overloaded.", "Nothing was changed."] } : undefined;
    }
  }

  private judged(reply: Reply & { readonly is: "answer" }, path: string): Page {
    const { status, headers } = reply;
    if (status === 401) {
      throw new OutsideError(`${this.origin} refused the login of ${JSON.stringify(foreign(this.login.username))} (401)`, [
        "The web administration password is the one typed into the installation wizard. Set PEXIP_PASSWORD and run the command again; nothing was changed.",
      ]);
    }
    if (status === 403) return { is: "refused", why: `does not let ${JSON.stringify(foreign(this.login.username))} see (403)`, advice: ["Give the account a role that may use the API for it, or name another account with --username."] };
    if (status === 404 || status === 501) return { is: "refused", why: `has no (${status})`, advice: ["Is it an Infinity v38 or later, and is this a Management Node at all?"] };
    if (status >= 300 && status < 400) throw new OutsideError(`${this.origin} redirects to ${foreign(headers.location ?? "nowhere")}, which is not followed (${status})`, ["Name the server that it redirects to with --manager, or look at what stands before the Management Node.", "Nothing was changed."]);
    if (status !== 200) throw new OutsideError(`${this.origin} answers ${status} to ${foreign(path)}`, NOT_THE_API);
    const answer = jsonAnswer(reply, this.origin);
    if (answer.is === "json") return answer;
    throw new OutsideError(answer.text, NOT_THE_API);
  }

  private strange(path: string): OutsideError {
    return new OutsideError(`${this.origin} answers ${foreign(path)} with something that its API does not give`, NOT_THE_API);
  }
}

const NOT_THE_API = ["Is this a Management Node, and does nothing stand between that answers in its place?", "Nothing was changed."];
