import { WinrmAuthentication } from "../../deployment/enums";
import type { HostRecord } from "../../deployment/host";
import { isDeferred } from "../../validation/fields";
import { origin, request, type Server } from "../https-request";
import { connectionTarget } from "../resolve-override";
import { certificateFinding, untrustedFinding } from "./certificates";
import type { ProbeContext, RootTrust } from "./context";
import { failed, ok, type Finding, some, warning } from "./finding";
import { httpCall, type HttpTarget } from "./http-call";
import { knock } from "./knock";

/** Asks a WS-Management service who it is. Source: DMTF DSP0226, section 11; the path is WinRM's. */
export const IDENTIFY = {
  method: "POST",
  path: "/wsman",
  headers: { "Content-Type": "application/soap+xml;charset=UTF-8" },
  body: '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:i="http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>',
} as const;

/** The words of WWW-Authenticate under which WinRM takes each way to sign in. */
const SCHEMES: Readonly<Record<WinrmAuthentication, readonly string[]>> = {
  [WinrmAuthentication.NTLM]: ["Negotiate", "NTLM"],
  [WinrmAuthentication.KERBEROS]: ["Kerberos", "Negotiate"],
  [WinrmAuthentication.BASIC]: ["Basic"],
};

const SWITCH_ON = "on the host, in PowerShell: Enable-PSRemoting, an HTTPS listener (New-Item WSMan:\\localhost\\Listener -Transport HTTPS ...), and a firewall rule for the port";

/** What is known of a host's WinRM without signing in. */
export interface WinrmLook {
  readonly findings: readonly Finding[];
  /** The ways to sign in that it offers; undefined when it was not reached. */
  readonly schemes?: readonly string[];
  /** Its certificate was verified. */
  readonly isTrusted: boolean;
  readonly target: HttpTarget;
}

/** Looked at once, also when the login needs it too. */
export function lookAtWinrm(host: HostRecord, context: ProbeContext): Promise<WinrmLook> {
  return context.once(`winrm ${host.path}`, () => look(host, context));
}

async function look(host: HostRecord, context: ProbeContext): Promise<WinrmLook> {
  const { winrm } = host;
  const address = isDeferred(host.address) ? "" : host.address;
  const given = context.hostTrust.get(host.path) ?? context.trust;
  const trust: RootTrust = typeof given === "string" ? { by: "roots", roots: [] } : given;
  const connect = connectionTarget(address, winrm.port, context.resolve);
  const name = winrm.tlsServerName ?? address;
  const target: HttpTarget = { isSecure: winrm.https, host: name, port: winrm.port, connect, trust: winrm.insecure ? { by: "nobody" } : trust };
  const at = `${address}:${winrm.port}`;

  const answer = await knock(address, winrm.port, { resolve: context.resolve, timeoutMs: context.leftMs(), signal: context.signal });
  if (answer.is !== "open") {
    const reasons = { refused: "connection refused", silent: "no answer", nobody: "nobody has that address", untold: answer.is === "untold" ? (answer.code === "ENOTFOUND" ? "DNS knows no such host" : answer.code) : "" };
    return { findings: [failed("WinRM port", `${at}: ${reasons[answer.is]}`, SWITCH_ON)], isTrusted: false, target };
  }
  const port = ok("WinRM port", `${at} answers${answer.address === address ? "" : ` (${answer.address})`}`);
  if (typeof given === "string") return { findings: [port, failed("WinRM certificate", `winrm.caCertificatePath ${given}`, "give the path of a PEM file on this machine: Terraform reads it here too")], isTrusted: false, target };
  const certificate = winrm.https ? await judgeCertificate(host, { host: name, port: winrm.port, trust, resolve: [{ host: name, port: winrm.port, address: connect.host, addressPort: connect.port }], userAgent: context.userAgent }, context) : inClear(host);
  if (certificate.isDead) return { findings: [port, certificate.finding], isTrusted: false, target };
  const schemes = await askSchemes(host, { ...target, trust: { by: "nobody" } }, context);
  return { findings: [port, certificate.finding, schemes.finding], schemes: schemes.offered, isTrusted: certificate.isTrusted, target: certificate.isTrusted ? { ...target, trust } : target };
}

interface CertificateLook {
  readonly finding: Finding;
  readonly isTrusted: boolean;
  /** There is no TLS to go on with. */
  readonly isDead?: boolean;
}

async function judgeCertificate({ winrm }: HostRecord, server: Server, context: ProbeContext): Promise<CertificateLook> {
  const reply = await request(server, { method: "GET", path: IDENTIFY.path, timeoutMs: context.leftMs(), signal: context.signal, maxBodyBytes: 64 * 1024 });
  const what = "WinRM certificate";
  if (reply.is === "untrusted") {
    if (winrm.insecure) return { finding: warning(what, `${reply.problem.text}; winrm.insecure accepts it, so anybody could answer in the host's place`, "give the host a certificate of your authority, and take winrm.insecure out"), isTrusted: false };
    return { finding: untrustedFinding(what, reply, "or give its authority in winrm.caCertificatePath, or the name that the certificate has in winrm.tlsServerName"), isTrusted: false };
  }
  if (reply.is === "none" && !reply.sent) return { finding: failed(what, reply.text, `is ${origin(server)} an HTTPS listener? winrm.https is true`), isTrusted: false, isDead: true };
  const { certificate } = reply as { readonly certificate?: { readonly validTo: string; readonly issuer: string } };
  return { finding: certificate === undefined ? ok(what, "is trusted") : certificateFinding(what, certificate, context.now()), isTrusted: true };
}

function inClear({ winrm }: HostRecord): CertificateLook {
  return { finding: warning("WinRM certificate", `none: WinRM in clear on port ${winrm.port}; passwords of Basic and everything that is sent can be read`, "make an HTTPS listener on the host and leave winrm.https at true"), isTrusted: false };
}

async function askSchemes({ winrm }: HostRecord, target: HttpTarget, context: ProbeContext): Promise<{ readonly finding: Finding; readonly offered?: readonly string[] }> {
  const what = "WinRM";
  // nothing secret is sent: who answers does not matter
  const reply = await httpCall(target, { ...IDENTIFY, headers: { ...IDENTIFY.headers, "User-Agent": context.userAgent }, timeoutMs: context.leftMs(), signal: context.signal });
  if (reply.is === "none") return { finding: failed(what, reply.text, "does WinRM answer on this port, and nothing else?") };
  const strange = "does WinRM answer on this port, and nothing else?";
  if (reply.status !== 401) {
    if (reply.status === 200 && /IdentifyResponse/.test(reply.body)) return { finding: warning(what, "answers without a login", strange), offered: [] };
    return { finding: (reply.status === 405 ? warning : failed)(what, `answers ${reply.status} instead of asking for a login (401)`, strange) };
  }
  const offered = schemesOf(reply.headers["www-authenticate"] ?? "");
  const wanted = SCHEMES[winrm.authentication];
  const evidence = offered.length === 0 ? "asks for a login, and names no way" : `signs in with ${some(offered)}`;
  if (offered.some((scheme) => wanted.includes(scheme))) return { finding: ok(what, evidence), offered };
  return { finding: failed(what, `${evidence}; winrm.authentication is ${winrm.authentication}`, `on the host: winrm set winrm/config/service/auth '@{${winrm.authentication === WinrmAuthentication.NTLM ? "Negotiate" : wanted[0]}="true"}', or set winrm.authentication to what it offers`), offered };
}

/** The ways to sign in that a header names, each once. */
export function schemesOf(header: string): readonly string[] {
  const known = ["Negotiate", "Kerberos", "NTLM", "Basic", "CredSSP"];
  const words = header.split(",").map((part) => part.trim().split(/\s/)[0].toLowerCase());
  return known.filter((scheme) => words.includes(scheme.toLowerCase()));
}
