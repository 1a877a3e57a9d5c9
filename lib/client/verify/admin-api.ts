import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { Reply, Server } from "../https-request";
import { isObject } from "../management-api";
import type { VerifyContext } from "./context";
import type { ManagerLogin } from "./login";
import { patience, patientRequest } from "./patient-request";
import { managerServer } from "./servers";

/** An object as the API shows it. */
export type ApiObject = Readonly<Record<string, unknown>>;

/** Why something could not be read. `missing`: this version has no such resource. */
export interface ApiProblem {
  readonly is: "problem";
  readonly isMissing: boolean;
  readonly text: string;
  readonly advice: readonly string[];
}

export type ApiList = { readonly is: "objects"; readonly objects: readonly ApiObject[] } | ApiProblem;

type Page = { readonly is: "page"; readonly value: ApiObject } | ApiProblem;

/** The API's own pages have 20 objects, at most 10,000 (infinity-provider.md, section 6); an alarm may have 8,096 characters. */
const PAGE = 100;
const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** 20,000 objects; more means that the pages lead nowhere. */
const MAX_PAGES = 200;

/** Reads the management API, patiently, and never throws for what it answers. */
export class AdminApi {
  private readonly server: Server;

  constructor(
    manager: ManagementNodeRecord,
    private readonly login: ManagerLogin,
    private readonly context: VerifyContext,
  ) {
    const server = managerServer(manager, context);
    this.server = manager.api?.insecureTls === true ? { ...server, trust: { by: "nobody" } } : server;
  }

  /**
   * All objects of a collection, page by page.
   *
   * @param path `/api/admin/status/v1/alarm/`
   */
  public async list(path: string): Promise<ApiList> {
    const visited = new Set<string>();
    const found = new Map<string, ApiObject>();
    let next: string | undefined = `${path}?limit=${PAGE}`;
    while (next !== undefined) {
      if (visited.has(next) || visited.size === MAX_PAGES) return garbage();
      visited.add(next);
      const page: Page = await this.get(next);
      if (page.is === "problem") return page;
      const { objects, meta } = page.value;
      if (!Array.isArray(objects) || !objects.every(isObject) || !isObject(meta)) return garbage();
      // a page that shifts while objects come and go shows one of them twice
      for (const object of objects) found.set(typeof object.resource_uri === "string" ? object.resource_uri : `${found.size}`, object);
      const following: unknown = meta.next ?? undefined;
      if (following !== undefined && (typeof following !== "string" || !following.startsWith(`${path}?`))) return garbage();
      next = following;
    }
    return { is: "objects", objects: [...found.values()] };
  }

  private async get(path: string): Promise<Page> {
    const { username, password } = this.login;
    const headers = { Accept: "application/json", Authorization: `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}` };
    const reply = await patientRequest(this.server, { method: "GET", path, headers, maxBodyBytes: MAX_BODY_BYTES }, patience(this.context), this.context);
    return this.judged(reply, path.split("?")[0]);
  }

  private judged(reply: Reply, path: string): Page {
    if (reply.is === "none") return problem(reply.text, ["is the Management Node on, and reachable from here?"]);
    if (reply.is === "untrusted") return problem(`its certificate ${reply.problem.text}: no password was sent`, ["give it a certificate that this machine trusts, or name its authority with --cacert FILE"]);
    const { status, headers, body, bodyProblem } = reply;
    const { username, from } = this.login;
    if (status === 401) return problem(`it refuses ${JSON.stringify(username)} with the password of ${from} (401)`, ["the web administration password is the one typed into the installation wizard; another account: --username"]);
    if (status === 403) return problem(`it does not let ${JSON.stringify(username)} see ${path} (403)`, ["give the account a role that may read the API, or name another one with --username"]);
    if (status === 404) return { ...problem(`it has no ${path} (404)`, NOT_THE_API), isMissing: true };
    if (status === 429) return problem("it has had too many requests in this minute (429)", ["somebody else asks it too: try again in a minute, or give it more time (--timeout)"]);
    if (status >= 300 && status < 400) return problem(`it redirects to ${headers.location ?? "nowhere"}, which is not followed (${status})`, ["does it want another way to sign in? The API needs an account with a password"]);
    if (status >= 500) return problem(`it answers ${status}`, ["it is starting or overloaded; pexip-hyperv wait manager tells"]);
    if (status !== 200) return problem(`it answers ${status}`, NOT_THE_API);
    if (bodyProblem !== undefined) return problem(`its answer is not whole: ${bodyProblem}`, NOT_THE_API);
    const type = (headers["content-type"] ?? "nothing in particular").split(";")[0].trim();
    if (!/^application\/(\w+\+)?json$/i.test(type)) return problem(`it answers with ${type} instead of JSON`, NOT_THE_API);
    const value = parsedObject(body);
    return value === undefined ? garbage() : { is: "page", value };
  }
}

const NOT_THE_API: readonly string[] = ["is this a Management Node, and does nothing stand between that answers in its place?"];

function problem(text: string, advice: readonly string[]): ApiProblem {
  return { is: "problem", isMissing: false, text, advice };
}

function garbage(): ApiProblem {
  return problem("its answer is not what its API gives", NOT_THE_API);
}

/** The JSON object of a text; undefined when it holds none. */
export function parsedObject(text: string): ApiObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    // a syntax error quotes the text, which nobody vouches for
    return undefined;
  }
}

/** Text that is there and says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** A count; undefined when it is none. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
