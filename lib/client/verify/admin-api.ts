import type { ManagementNodeRecord } from "../../deployment/management-node";
import { MAX_PAGE_BYTES, PAGE, readList } from "../api-list";
import type { Reply, Server } from "../https-request";
import { garbage, jsonAnswer, type ApiObject } from "../json-answer";
import { apiHeaders } from "../management-api";
import type { VerifyContext } from "./context";
import type { ManagerLogin } from "./login";
import { patience, patientRequest } from "./patient-request";
import { managerServer } from "./servers";

/** Why something could not be read. `missing`: this version has no such resource. */
export interface ApiProblem {
  readonly is: "problem";
  readonly isMissing: boolean;
  readonly text: string;
  readonly advice: readonly string[];
}

export type ApiList = { readonly is: "objects"; readonly objects: readonly ApiObject[] } | ApiProblem;

type Page = { readonly is: "json"; readonly value: ApiObject } | ApiProblem;

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
    const list = await readList(`${path}?limit=${PAGE}`, (page) => this.get(page));
    return list.is === "strange" ? problem(garbage("it").text, NOT_THE_API) : list;
  }

  private async get(path: string): Promise<Page> {
    const ask = { method: "GET", path, headers: apiHeaders(this.login), maxBodyBytes: MAX_PAGE_BYTES } as const;
    const reply = await patientRequest(this.server, ask, patience(this.context), this.context);
    return this.judged(reply, path.split("?")[0]);
  }

  private judged(reply: Reply, path: string): Page {
    if (reply.is === "none") return problem(reply.text, ["is the Management Node on, and reachable from here?"]);
    if (reply.is === "untrusted") return problem(`its certificate ${reply.problem.text}: no password was sent`, ["give it a certificate that this machine trusts, or name its authority with --cacert FILE"]);
    const { status, headers } = reply;
    const { username, from } = this.login;
    if (status === 401) return problem(`it refuses ${JSON.stringify(username)} with the password of ${from} (401)`, ["the web administration password is the one typed into the installation wizard; another account: --username"]);
    if (status === 403) return problem(`it does not let ${JSON.stringify(username)} see ${path} (403)`, ["give the account a role that may read the API, or name another one with --username"]);
    if (status === 404) return { ...problem(`it has no ${path} (404)`, NOT_THE_API), isMissing: true };
    if (status === 429) return problem("it has had too many requests in this minute (429)", ["somebody else asks it too: try again in a minute, or give it more time (--timeout)"]);
    if (status >= 300 && status < 400) return problem(`it redirects to ${headers.location ?? "nowhere"}, which is not followed (${status})`, ["does it want another way to sign in? The API needs an account with a password"]);
    if (status >= 500) return problem(`it answers ${status}`, ["it is starting or overloaded; pexip-hyperv wait manager tells"]);
    if (status !== 200) return problem(`it answers ${status}`, NOT_THE_API);
    const answer = jsonAnswer(reply, "it");
    return answer.is === "json" ? answer : problem(answer.text, NOT_THE_API);
  }
}

const NOT_THE_API: readonly string[] = ["is this a Management Node, and does nothing stand between that answers in its place?"];

function problem(text: string, advice: readonly string[]): ApiProblem {
  return { is: "problem", isMissing: false, text, advice };
}

/** Text that is there and says something. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

/** A count; undefined when it is none. */
export function countOf(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}
