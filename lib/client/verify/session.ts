import type { ManagementNodeRecord } from "../../deployment/management-node";
import { failed, ok, skipped, type Finding, warning } from "../preflight/finding";
import { AdminApi, textOf, type ApiList, type ApiProblem } from "./admin-api";
import type { VerifyContext } from "./context";

/** Fields of all status resources: go-infinity-sdk v40.0.0, status/models.go, and the schema page as sidumorjens/pexip-claude-skills has it. */
const STATUS = "/api/admin/status/v1/";
const CONFIGURATION = "/api/admin/configuration/v1/";

/** Whether the API lets us in: asked once, because a wrong password that is tried again and again locks an account. */
export type Session = { readonly is: "open"; readonly username: string; readonly version?: string } | { readonly is: "closed"; readonly problem: ApiProblem };

export function sessionOf(manager: ManagementNodeRecord, context: VerifyContext): Promise<Session> {
  return context.once(`session ${manager.path}`, async (): Promise<Session> => {
    const list = await read(manager, `${STATUS}management_vm/`, context);
    if (list.is === "problem") return list.isMissing ? sessionWithoutVersion(manager, context) : { is: "closed", problem: list };
    const status = list.objects.find(({ primary }) => primary === true) ?? list.objects[0];
    return { is: "open", username: usernameOf(manager, context), version: textOf(status?.version) };
  });
}

/** Which release brought the status of the Management Node itself is unverified; that of the nodes is as old as v13 (docs.pexip.com, "Capacity planning"). */
async function sessionWithoutVersion(manager: ManagementNodeRecord, context: VerifyContext): Promise<Session> {
  const list = await read(manager, `${STATUS}worker_vm/`, context);
  return list.is === "problem" ? { is: "closed", problem: list } : { is: "open", username: usernameOf(manager, context) };
}

function usernameOf({ path }: ManagementNodeRecord, { logins }: VerifyContext): string {
  return logins.get(path)?.username ?? "";
}

/** A status collection of this Management Node, read once for all who need it; undefined when the API does not let us in. */
export async function statusList(name: "alarm" | "licensing" | "worker_vm", manager: ManagementNodeRecord, context: VerifyContext): Promise<ApiList | undefined> {
  return inSession(`${STATUS}${name}/`, manager, context);
}

/** The same for what was configured. */
export async function configurationList(name: "licence" | "worker_vm", manager: ManagementNodeRecord, context: VerifyContext): Promise<ApiList | undefined> {
  return inSession(`${CONFIGURATION}${name}/`, manager, context);
}

async function inSession(path: string, manager: ManagementNodeRecord, context: VerifyContext): Promise<ApiList | undefined> {
  const session = await sessionOf(manager, context);
  return session.is === "closed" ? undefined : context.once(`list ${manager.path} ${path}`, () => read(manager, path, context));
}

async function read(manager: ManagementNodeRecord, path: string, context: VerifyContext): Promise<ApiList> {
  const login = context.logins.get(manager.path);
  if (login === undefined) return { is: "problem", isMissing: false, text: "its password is not known", advice: ["set PEXIP_PASSWORD"] };
  return new AdminApi(manager, login, context).list(path);
}

/** What is said of things that a closed API does not tell: why it is closed is said once. */
export function notAsked(what: string, manager: ManagementNodeRecord): Finding {
  return skipped(what, `not asked: see the management API of ${manager.fqdn}`);
}

export function notRead(what: string, { text, advice }: ApiProblem): Finding {
  return failed(what, text, ...advice);
}

/** Does the management API take the login, and does it run the version that the deployment names? */
export async function probeSession(manager: ManagementNodeRecord, context: VerifyContext): Promise<readonly Finding[]> {
  const what = "management API";
  const session = await sessionOf(manager, context);
  if (session.is === "closed") return [notRead(what, session.problem)];
  const insecure = manager.api?.insecureTls === true ? ", without verifying its certificate (insecureTls)" : "";
  return [ok(what, `takes the login of ${JSON.stringify(session.username)}${insecure}`), versionFinding(session.version, manager.infinityVersion)];
}

function versionFinding(version: string | undefined, declared: string): Finding {
  const what = "version";
  if (version === undefined) return skipped(what, "it does not tell");
  if (isRelease(version, declared)) return ok(what, `${version}, as declared`);
  return warning(what, `${version}; infinityVersion says ${declared}`, "correct infinityVersion: templates of Conferencing Nodes must have the platform's version");
}

/** `40.1 (84500.0.0)` is the release `40.1`, and a dot release of `40`. */
export function isRelease(version: string, release: string): boolean {
  const [own] = version.split(/[\s(]/);
  return own === release || own.startsWith(`${release}.`);
}
