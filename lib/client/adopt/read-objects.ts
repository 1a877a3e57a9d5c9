import { origin, request, type Reply, type Server } from "../https-request";
import { isObject, type Login } from "../management-api";
import { foreign, OutsideError } from "../outside-error";
import { untrustedAdvice } from "../untrusted";
import { isTransient, retryAfterMs, Waiting, type WaitOptions } from "../waiting";
import type { ApiObject, ApiObjects } from "./objects";
import type { AdoptableResource } from "./resources";

const CONFIGURATION = "/api/admin/configuration/v1/";
/** Small enough for certificates with their texts; the API's own page has 20 (infinity-provider.md, section 6). */
const PAGE = 100;
/** 100,000 objects; more means that the pages lead nowhere. */
const MAX_PAGES = 1000;
const MAX_BODY_BYTES = 32 * 1024 * 1024;

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
  private readonly authorization: string;
  private readonly origin: string;

  constructor(
    private readonly server: Server,
    private readonly login: Login,
    private readonly waiting: Waiting,
  ) {
    this.origin = origin(server);
    this.authorization = `Basic ${Buffer.from(`${login.username}:${login.password}`, "utf8").toString("base64")}`;
  }

  public async read({ collection, singleton }: AdoptableResource, text: string): Promise<readonly ApiObject[] | (Page & { readonly is: "refused" })> {
    const base = `${CONFIGURATION}${collection}/`;
    if (singleton === true) {
      const one = await this.get(`${base}1/`, text);
      return one.is === "json" ? [one.value] : one;
    }
    const visited = new Set<string>();
    const objects = new Map<string, ApiObject>();
    let path: string | undefined = `${base}?limit=${PAGE}`;
    while (path !== undefined) {
      if (visited.has(path) || visited.size === MAX_PAGES) throw this.garbage(base);
      visited.add(path);
      const page = await this.get(path, text);
      if (page.is === "refused") return page;
      const { objects: shown, meta } = page.value;
      if (!Array.isArray(shown) || !shown.every(isObject) || !isObject(meta)) throw this.garbage(base);
      // a page that shifts while objects are made shows one of them twice
      for (const object of shown) objects.set(typeof object.resource_uri === "string" ? object.resource_uri : `${objects.size}`, object);
      const next = meta.next ?? undefined;
      if (next !== undefined && (typeof next !== "string" || !next.startsWith(`${base}?`))) throw this.garbage(base);
      path = next;
    }
    return [...objects.values()];
  }

  private async get(path: string, text: string): Promise<Page> {
    const { waiting, server } = this;
    for (let failures = 1; ; failures++) {
      const headers = { Accept: "application/json", Authorization: this.authorization };
      const reply = await request(server, { method: "GET", path, headers, timeoutMs: waiting.requestTimeoutMs, maxBodyBytes: MAX_BODY_BYTES, signal: waiting.signal });
      const passing = this.passing(reply);
      if (passing === undefined) {
        waiting.report(text);
        return this.judged(reply as Reply & { readonly is: "answer" }, path);
      }
      waiting.report(`${text}   ${passing.text}`);
      if (!(await waiting.pause(waiting.backoffMs(failures, passing.retryAfterMs)))) {
        throw new OutsideError(`${this.origin} could not be read within ${waiting.limitText}; at last: ${passing.text}`, passing.advice);
      }
    }
  }

  /** What may pass by itself; undefined for a settled answer. A certificate that is not trusted is no such thing here: nobody uploads one while we wait. */
  private passing(reply: Reply): { readonly text: string; readonly retryAfterMs: number; readonly advice: readonly string[] } | undefined {
    switch (reply.is) {
      case "none":
        return { text: reply.text, retryAfterMs: 0, advice: ["Is the Management Node on, and has the installation wizard been finished? pexip-hyperv wait manager tells.", "Nothing was changed."] };
      case "untrusted":
        throw new OutsideError(`${this.origin}: its certificate ${reply.problem.text}`, [...untrustedAdvice(reply.certificate, reply.problem), "No password was sent."]);
      case "answer":
        if (reply.bodyProblem !== undefined && reply.status === 200) return { text: `its answer is not whole: ${reply.bodyProblem}`, retryAfterMs: 0, advice: NOT_THE_API };
        return isTransient(reply.status) && reply.status !== NOT_IMPLEMENTED ? { text: `it is busy (${reply.status})`, retryAfterMs: retryAfterMs(reply.headers), advice: ["The Management Node is starting or overloaded.", "Nothing was changed."] } : undefined;
    }
  }

  private judged({ status, headers, body }: Reply & { readonly is: "answer" }, path: string): Page {
    if (status === 401) {
      throw new OutsideError(`${this.origin} refused the login of ${JSON.stringify(foreign(this.login.username))} (401)`, [
        "The web administration password is the one typed into the installation wizard. Set PEXIP_PASSWORD and run the command again; nothing was changed.",
      ]);
    }
    if (status === 403) return { is: "refused", why: `does not let ${JSON.stringify(foreign(this.login.username))} see (403)`, advice: ["Give the account a role that may use the API for it, or name another account with --username."] };
    if (status === 404 || status === NOT_IMPLEMENTED) return { is: "refused", why: `has no (${status})`, advice: ["Is it an Infinity v38 or later, and is this a Management Node at all?"] };
    if (status >= 300 && status < 400) throw new OutsideError(`${this.origin} redirects to ${foreign(headers.location ?? "nowhere")}, which is not followed (${status})`, ["Name the server that it redirects to with --manager, or look at what stands before the Management Node.", "Nothing was changed."]);
    if (status !== 200) throw new OutsideError(`${this.origin} answers ${status} to ${foreign(path)}`, NOT_THE_API);
    const type = (headers["content-type"] ?? "nothing in particular").split(";")[0].trim();
    if (!/^application\/(\w+\+)?json$/i.test(type)) throw new OutsideError(`${this.origin} answers with ${foreign(type, 40)} instead of JSON`, NOT_THE_API);
    const value = parsedObject(body);
    if (value === undefined) throw this.garbage(path);
    return { is: "json", value };
  }

  private garbage(path: string): OutsideError {
    return new OutsideError(`${this.origin} answers ${foreign(path)} with something that its API does not give`, NOT_THE_API);
  }
}

/** "This is not here" rather than "not now". */
const NOT_IMPLEMENTED = 501;

const NOT_THE_API = ["Is this a Management Node, and does nothing stand between that answers in its place?", "Nothing was changed."];

function parsedObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // a syntax error quotes the text, which nobody vouches for
    return undefined;
  }
}
