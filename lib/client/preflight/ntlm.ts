import { createType1Message, createType3Message, parseType2Message } from "@node-ntlm/core";
import { httpCall, OneConnection, type HttpAsk, type HttpReply, type HttpTarget } from "./http-call";

export interface WindowsLogin {
  /** `EXAMPLE\svc-terraform`, `svc-terraform@example.com`, or a local account's name. */
  readonly username: string;
  readonly password: string;
}

/** `not offered`: the server never sent a challenge, so no password was used. */
export type NtlmReply = HttpReply | { readonly is: "not offered"; readonly text: string };

/**
 * One request, signed in with NTLMv2: three messages on one connection (MS-NTHT section 3).
 *
 * @param scheme the word in the server's WWW-Authenticate: WinRM says Negotiate, and takes bare NTLM messages under it, as Terraform's provider sends them
 */
export async function ntlmCall(target: HttpTarget, ask: HttpAsk, scheme: "Negotiate" | "NTLM", login: WindowsLogin, leftMs: () => number): Promise<NtlmReply> {
  const account = accountOf(login);
  // @node-ntlm/core 0.3.2 writes other characters as %XX, and a wrong name counts as a failed login
  if (!/^[\w.-]*$/.test(account.domain)) return { is: "not offered", text: "the domain's name has characters that NTLM is not tried with here" };
  const connection = new OneConnection(target.isSecure);
  const send = (message: string) => httpCall(target, { ...ask, connection, timeoutMs: leftMs(), headers: { ...ask.headers, Authorization: message.replace(/^NTLM/, scheme) } });
  try {
    const challenge = await send(createType1Message({ domain: account.domain, workstation: "" }));
    if (challenge.is === "none") return challenge;
    const answer = answerTo(challenge.headers["www-authenticate"] ?? "", scheme, account);
    if (answer === undefined) return { is: "not offered", text: `answers ${challenge.status} without an NTLM challenge` };
    const reply = await send(answer);
    if (reply.is === "answer" && !reply.isReused) return { is: "not offered", text: "closes the connection between the messages of NTLM" };
    return reply;
  } finally {
    connection.close();
  }
}

function answerTo(header: string, scheme: string, account: ReturnType<typeof accountOf>): string | undefined {
  const token = new RegExp(`(?:^|,)\\s*${scheme}\\s+([A-Za-z0-9+/]+=*)`, "i").exec(header)?.[1];
  if (token === undefined) return undefined;
  try {
    return createType3Message(parseType2Message(`NTLM ${token}`), { ...account, workstation: "" });
  } catch {
    // the parser reads lengths and offsets that the other side wrote, and throws where they lead out of the message
    return undefined;
  }
}

function accountOf({ username, password }: WindowsLogin): { readonly domain: string; readonly username: string; readonly password: string } {
  const [domain, name] = username.includes("\\") ? username.split(/\\(.*)/s) : ["", username];
  return { domain: domain === "." ? "" : domain, username: name, password };
}
