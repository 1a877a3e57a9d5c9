import { Agent as HttpAgent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { identityProblem } from "../certificate";
import { noAnswerText } from "../no-answer";
import type { RootTrust } from "./context";

/** Where a request goes, over TLS or in clear. */
export interface HttpTarget {
  readonly isSecure: boolean;
  /** The name that is verified. */
  readonly host: string;
  readonly port: number;
  /** Where to connect to. */
  readonly connect: { readonly host: string; readonly port: number };
  readonly trust: RootTrust;
}

export interface HttpAsk {
  readonly method: "GET" | "HEAD" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly connection?: OneConnection;
  /** Of the answer; what follows is not read, and the connection is closed. @default 64 KiB */
  readonly maxBodyBytes?: number;
}

export type HttpReply =
  | { readonly is: "answer"; readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string; readonly isReused: boolean }
  | { readonly is: "none"; readonly text: string };

/** Requests that must share a connection, as the messages of NTLM do. */
export class OneConnection {
  public readonly agent: HttpAgent | HttpsAgent;

  constructor(isSecure: boolean) {
    this.agent = new (isSecure ? HttpsAgent : HttpAgent)({ keepAlive: true, maxSockets: 1 });
  }

  public close(): void {
    this.agent.destroy();
  }
}

/** One request of what https-request.ts does not do: in clear, with HEAD, or several on one connection. */
export function httpCall(target: HttpTarget, ask: HttpAsk): Promise<HttpReply> {
  ask.signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const { host, port, connect, trust } = target;
    const most = ask.maxBodyBytes ?? 64 * 1024;
    let phase: "connecting" | "handshake" | "sent" = "connecting";
    const name = isIP(host) === 6 ? `[${host}]` : host;
    const isUsualPort = port === (target.isSecure ? 443 : 80);
    const options = {
      ...connect,
      method: ask.method,
      path: ask.path,
      agent: ask.connection?.agent ?? false,
      headers: { Host: isUsualPort ? name : `${name}:${port}`, ...(ask.body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(ask.body)) }), ...ask.headers },
    } as const;
    const call = target.isSecure
      ? httpsRequest({
          ...options,
          servername: isIP(host) === 0 ? host : "",
          ca: trust.by === "roots" && trust.roots !== undefined ? [...trust.roots] : undefined,
          rejectUnauthorized: trust.by !== "nobody",
          checkServerIdentity: (_, certificate) => (trust.by === "nobody" ? undefined : identityProblem(host, certificate)),
        })
      : httpRequest(options);
    const settle = (tell: () => void) => {
      clearTimeout(timer);
      ask.signal.removeEventListener("abort", abort);
      tell();
    };
    const fail = (error: { readonly code?: string; readonly message?: string }) => settle(() => resolve({ is: "none", text: untrustedText(error.code, host) ?? noAnswerText(error, host, phase, ask.timeoutMs) }));
    const abort = () => {
      settle(() => reject(ask.signal.reason as Error));
      call.destroy();
    };
    const timer = setTimeout(() => {
      fail({ code: "TIMEOUT" });
      call.destroy();
    }, ask.timeoutMs);
    ask.signal.addEventListener("abort", abort, { once: true });
    call.on("socket", (socket) => {
      if (!socket.connecting) phase = "sent";
      socket.once("connect", () => (phase = target.isSecure ? "handshake" : "sent"));
      socket.once("secureConnect", () => (phase = "sent"));
    });
    call.on("error", fail);
    call.on("response", (answer: IncomingMessage) => {
      const chunks: Buffer[] = [];
      let received = 0;
      const finish = () => settle(() => resolve({ is: "answer", status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks).subarray(0, most).toString("utf8"), isReused: call.reusedSocket }));
      answer.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        received += chunk.length;
        if (received < most) return;
        finish();
        call.destroy();
      });
      answer.on("end", finish);
      answer.on("error", fail);
    });
    call.end(ask.body);
  });
}

/** TLS names its reason in a code of OpenSSL's or Node's; which certificate it was is known only while the connection lasts. */
function untrustedText(code = "", host: string): string | undefined {
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID") return `its certificate is not for ${host}`;
  if (code === "CERT_HAS_EXPIRED") return "its certificate has expired";
  return /CERT|ISSUER|SIGNATURE/.test(code) && !code.startsWith("ERR_SSL") ? `its certificate is not trusted here (${code})` : undefined;
}
