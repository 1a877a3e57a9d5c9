import { WindowsServer, WinrmAuthentication } from "../../deployment/enums";
import type { HostRecord } from "../../deployment/host";
import { isDeferred } from "../../validation/fields";
import type { ProbeContext } from "./context";
import { failed, ok, skipped, type Finding, warning } from "./finding";
import { httpCall, type HttpReply } from "./http-call";
import { ntlmCall, type NtlmReply } from "./ntlm";
import { windowsOfBuild } from "./windows-builds";
import { IDENTIFY, lookAtWinrm, type WinrmLook } from "./winrm";

const WHAT = "WinRM login";

interface Login {
  readonly findings: readonly Finding[];
  readonly isRefused: boolean;
}

/**
 * Does the host take the login? One try for each host, and none after another host has refused the same account: domains lock accounts after a few.
 *
 * @param before hosts of the same account, which are asked first, one after another
 */
export async function probeLogin(host: HostRecord, before: readonly HostRecord[], context: ProbeContext): Promise<readonly Finding[]> {
  for (const other of before) {
    if ((await loginOnce(other, context)).isRefused) return [skipped(WHAT, `not tried: ${other.id} refused the same account, and more tries could lock it`)];
  }
  return (await loginOnce(host, context)).findings;
}

function loginOnce(host: HostRecord, context: ProbeContext): Promise<Login> {
  return context.once(`login ${host.path}`, () => login(host, context));
}

async function login(host: HostRecord, context: ProbeContext): Promise<Login> {
  const not = (why: string, ...advice: readonly string[]): Login => ({ findings: [skipped(WHAT, `not tried: ${why}`, ...advice)], isRefused: false });
  const { authentication, insecure } = host.winrm;
  if (authentication === WinrmAuthentication.KERBEROS) return not("Kerberos needs a ticket that Terraform's provider asks for itself");
  if (isDeferred(host.password)) return not("the password comes from another resource of Terraform");
  const { variable } = host.password;
  const password = context.secretOf(variable);
  if (password === undefined) return not(`TF_VAR_${variable} is not set`, `set TF_VAR_${variable} in the environment: it is sent to this host alone, and printed nowhere`);
  const look = await lookAtWinrm(host, context);
  if (look.schemes === undefined) return not("WinRM was not reached");
  if (!look.isTrusted && look.target.isSecure && !insecure) return not("the certificate is not trusted");
  if (!look.isTrusted && authentication === WinrmAuthentication.BASIC) return not("Basic would send the password to whoever answers there");
  const credentials = { username: host.username, password };
  const reply = authentication === WinrmAuthentication.BASIC ? await basic(look, credentials, context) : await ntlm(look, credentials, context);
  return judged(host, variable, reply);
}

const ask = (context: ProbeContext) => ({ ...IDENTIFY, headers: { ...IDENTIFY.headers, "User-Agent": context.userAgent }, timeoutMs: context.leftMs(), signal: context.signal });

async function basic({ schemes, target }: WinrmLook, { username, password }: { readonly username: string; readonly password: string }, context: ProbeContext): Promise<NtlmReply> {
  if (schemes?.includes("Basic") !== true) return { is: "not offered", text: "it does not offer Basic" };
  const { headers, ...rest } = ask(context);
  return httpCall(target, { ...rest, headers: { ...headers, Authorization: `Basic ${Buffer.from(`${username}:${password}`, "utf8").toString("base64")}` } });
}

async function ntlm({ schemes = [], target }: WinrmLook, credentials: { readonly username: string; readonly password: string }, context: ProbeContext): Promise<NtlmReply> {
  const scheme = (["Negotiate", "NTLM"] as const).find((one) => schemes.includes(one));
  return scheme === undefined ? { is: "not offered", text: "it does not offer NTLM" } : ntlmCall(target, ask(context), scheme, credentials, context.leftMs);
}

function judged(host: HostRecord, variable: string, reply: NtlmReply): Login {
  const account = JSON.stringify(host.username);
  if (reply.is === "not offered") return { findings: [skipped(WHAT, `not tried: ${reply.text}`)], isRefused: false };
  if (reply.is === "none") return { findings: [failed(WHAT, reply.text, "run it again: WinRM answered before, without a login")], isRefused: false };
  if (reply.status === 401) {
    return { findings: [failed(WHAT, `refuses ${account} with the password of TF_VAR_${variable} (401)`, "compare account and password; an account of the host itself may need its name in front: HV1\\admin. Too many tries lock an account: look before you repeat")], isRefused: true };
  }
  if (reply.status !== 200) return { findings: [failed(WHAT, `${account} is signed in, and WinRM answers ${reply.status}`, `is ${account} an administrator of the host?${host.winrm.https ? "" : " In clear, WinRM answers only with AllowUnencrypted"}`)], isRefused: false };
  return { findings: [ok(WHAT, `takes ${account}`), ...windowsFinding(host, reply)], isRefused: false };
}

/** Whom it trusts it tells its version: `OS: 10.0.20348 SP: 0.0 Stack: 3.0`. */
function windowsFinding(host: HostRecord, reply: Extract<HttpReply, { readonly is: "answer" }>): readonly Finding[] {
  const build = /ProductVersion>\s*OS:\s*\d+\.\d+\.(\d{1,6})\b/.exec(reply.body)?.[1];
  const seen: WindowsServer | undefined = build === undefined ? undefined : windowsOfBuild(Number(build));
  if (seen === undefined) return [];
  if (seen === host.windowsServer) return [ok("Windows", `Server ${seen}, as declared`)];
  return [warning("Windows", `Server ${seen}; windowsServer says ${host.windowsServer}`, "correct windowsServer: rules and defaults depend on it")];
}
