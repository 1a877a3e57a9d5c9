import type { ManagementNodeRecord } from "../../deployment/management-node";
import { isDeferred } from "../../validation/fields";
import { request, type Reply, type Server } from "../https-request";
import { connectionTarget } from "../resolve-override";
import { certificateFinding, untrustedFinding } from "./certificates";
import type { ProbeContext } from "./context";
import { failed, ok, skipped, type Finding, warning } from "./finding";

const LOGIN_PAGE = "/admin/login/";
/** That the answer has a field `version` is unverified for every release; without one it is said so. */
const STATUS = "/api/admin/status/v1/management_vm/";

/** A Management Node that exists: does it answer, with which certificate, and in which version? */
export async function probeManager(manager: ManagementNodeRecord, context: ProbeContext): Promise<readonly Finding[]> {
  if (isDeferred(manager.address)) return [skipped("Management Node", "its address is known to Terraform only")];
  const byName = connectionTarget(manager.fqdn, 443, context.resolve);
  const target = byName.host === manager.fqdn ? connectionTarget(manager.address, 443, context.resolve) : byName;
  const server: Server = { host: manager.fqdn, port: 443, trust: context.trust, resolve: [{ host: manager.fqdn, port: 443, address: target.host, addressPort: target.port }], userAgent: context.userAgent };
  const page = await get(server, LOGIN_PAGE, {}, context);
  if (page.is === "none") return [failed("Management Node", `${manager.fqdn} (${manager.address}): ${page.text}`, "is the VM on, and has the installation wizard been finished?")];
  if (page.is === "answer") return [certificateOf(page, context), pageFinding(page), await versionFinding(manager, server, context)];
  const isAccepted = manager.api?.insecureTls === true;
  const certificate = isAccepted
    ? warning("certificate", `it ${page.problem.text}; insecureTls accepts it`, `SHA-256 ${page.certificate.sha256}`, "upload a certificate of your authority (Platform > TLS Certificates), and take insecureTls out")
    : untrustedFinding("certificate", page, "or upload one of your own (Platform > TLS Certificates)");
  // a page without a secret: who answers does not matter
  const again = await get({ ...server, trust: { by: "nobody" } }, LOGIN_PAGE, {}, context);
  return [certificate, again.is === "answer" ? pageFinding(again) : failed("Management Node", "it answered once, and not again", "is it restarting?"), skipped("version", "not asked: the certificate is not trusted")];
}

function certificateOf(page: Extract<Reply, { readonly is: "answer" }>, context: ProbeContext): Finding {
  return page.certificate === undefined ? ok("certificate", "is trusted") : certificateFinding("certificate", page.certificate, context.now());
}

function pageFinding({ status, headers }: Extract<Reply, { readonly is: "answer" }>): Finding {
  if (status === 200) return ok("Management Node", "its login page answers");
  if (status >= 300 && status < 400) return warning("Management Node", `its login page redirects to ${headers.location ?? "nowhere"}`, "look at what stands before the Management Node");
  return failed("Management Node", `its login page answers ${status}`, "it is still starting, or something else answers in its place");
}

async function versionFinding(manager: ManagementNodeRecord, server: Server, context: ProbeContext): Promise<Finding> {
  const what = "version";
  if (manager.api === undefined) return skipped(what, "not asked: in runbook mode there is no account for the API");
  if (isDeferred(manager.api.password)) return skipped(what, "not asked: the password comes from another resource of Terraform");
  const { variable } = manager.api.password;
  const password = context.secretOf(variable);
  if (password === undefined) return skipped(what, `not asked: TF_VAR_${variable} is not set`);
  const reply = await get(server, STATUS, { Authorization: `Basic ${Buffer.from(`${manager.api.username}:${password}`, "utf8").toString("base64")}` }, context);
  if (reply.is !== "answer") return failed(what, reply.is === "none" ? reply.text : "another certificate than before", "run it again");
  if (reply.status === 401) return failed(what, `it refuses ${JSON.stringify(manager.api.username)} with the password of TF_VAR_${variable} (401)`, "the web administration password is the one typed into the installation wizard");
  const version = reply.status === 200 ? /"version"\s*:\s*"(\d[^"]{0,40})"/.exec(reply.body)?.[1] : undefined;
  if (version === undefined) return skipped(what, `it does not tell (${reply.status})`);
  const release = version.split(/[\s(]/)[0];
  if (release === manager.infinityVersion || release.startsWith(`${manager.infinityVersion}.`)) return ok(what, `${version}, as declared`);
  return warning(what, `${version}; infinityVersion says ${manager.infinityVersion}`, "correct infinityVersion: templates of Conferencing Nodes must have the platform's version");
}

function get(server: Server, path: string, headers: Readonly<Record<string, string>>, context: ProbeContext): Promise<Reply> {
  return request(server, { method: "GET", path, headers: { Accept: "*/*", ...headers }, timeoutMs: context.leftMs(), signal: context.signal });
}
