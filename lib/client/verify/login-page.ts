import type { ManagementNodeRecord } from "../../deployment/management-node";
import { isDeferred } from "../../validation/fields";
import type { Reply, Server } from "../https-request";
import { untrustedFinding } from "../preflight/certificates";
import { failed, ok, type Finding, warning } from "../preflight/finding";
import { pathOnServer, redirection } from "../redirection";
import { servedCertificate } from "./certificate-term";
import type { VerifyContext } from "./context";
import { patience, patientRequest } from "./patient-request";
import { managerServer } from "./servers";

/** Source of the page: the examples of pexip/terraform-provider-infinity. */
const LOGIN_PAGE = "/admin/login/";
const MAX_REDIRECTS = 5;
const WHAT = "login page";

/** Does the Administrator interface show its login page, and which certificate? */
export async function probeLoginPage(manager: ManagementNodeRecord, context: VerifyContext): Promise<readonly Finding[]> {
  const server = managerServer(manager, context);
  const page = await pageOf(server, context);
  switch (page.is) {
    case "elsewhere":
      return [failed(WHAT, page.text, "look at what stands before the Management Node: a load balancer or a reverse proxy?")];
    case "none":
      return [failed(WHAT, `${manager.fqdn}${isDeferred(manager.address) ? "" : ` (${manager.address})`}: ${page.text}`, "is the VM on, and has the installation wizard been finished? pexip-hyperv wait manager tells")];
    case "answer":
      return [...(page.certificate === undefined ? [] : [servedCertificate("certificate", page.certificate, context.now())]), pageFinding(page)];
    case "untrusted": {
      const isAccepted = manager.api?.insecureTls === true;
      const certificate = isAccepted
        ? warning("certificate", `it ${page.problem.text}; insecureTls accepts it`, `SHA-256 ${page.certificate.sha256}`, "upload a certificate of your authority (Platform > TLS Certificates), and take insecureTls out")
        : untrustedFinding("certificate", page, "or upload one of your own (Platform > TLS Certificates)");
      // a page without a secret: who answers does not matter
      const again = await pageOf({ ...server, trust: { by: "nobody" } }, context);
      return [certificate, again.is === "answer" ? pageFinding(again) : failed(WHAT, again.is === "elsewhere" ? again.text : "it answered once, and not again", "is it restarting?")];
    }
  }
}

async function pageOf(server: Server, context: VerifyContext): Promise<Reply | { readonly is: "elsewhere"; readonly text: string }> {
  const visited = new Set<string>();
  let path = LOGIN_PAGE;
  for (;;) {
    visited.add(path);
    const reply = await patientRequest(server, { method: "GET", path, headers: { Accept: "text/html" } }, patience(context), context);
    const target = redirection(reply);
    if (target === undefined) return reply;
    const next = pathOnServer(server, path, target);
    if (next === undefined) return { is: "elsewhere", text: `it redirects to ${target}, which is not followed` };
    if (visited.has(next)) return { is: "elsewhere", text: "it redirects in a circle" };
    if (visited.size > MAX_REDIRECTS) return { is: "elsewhere", text: `it redirects more than ${MAX_REDIRECTS} times` };
    path = next;
  }
}

function pageFinding({ status }: Extract<Reply, { readonly is: "answer" }>): Finding {
  return status === 200 ? ok(WHAT, "it answers") : failed(WHAT, `it answers ${status}`, "it is still starting, or something else answers in its place");
}
