import { request as httpRequest, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { connect, createSecureContext, type ConnectionOptions, type SecureContext, type TLSSocket } from "node:tls";
import { identityProblem, normalizeSha256, NOT_PINNED, peerCertificate, trustProblem, type PeerCertificate, type TrustProblem } from "./certificate";
import { noAnswerText } from "./no-answer";
import { connectionTarget, type ResolveOverride } from "./resolve-override";

/**
 * Whom to believe: a server whose certificate comes from these roots (PEM; Node's own without any), the one with this certificate, or anybody.
 * A request is written only after its server was believed, so no header and no body ever reaches another.
 */
export type Trust = { readonly by: "roots"; readonly roots?: readonly string[] } | { readonly by: "fingerprint"; readonly sha256: string } | { readonly by: "nobody" };

/** A server and how to reach it. Proxy variables of the environment are ignored, as Terraform's provider for Pexip does. */
export interface Server {
  readonly host: string;
  readonly port: number;
  readonly trust: Trust;
  readonly resolve?: readonly ResolveOverride[];
  readonly userAgent?: string;
}

export interface Ask {
  readonly method: "GET" | "PATCH" | "POST";
  /** Path and query, beginning with a slash. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** For the whole request, from the name's resolution to the last byte of the body. */
  readonly timeoutMs: number;
  /** For the answer alone, counted from the moment the request is written. @default - what is left of timeoutMs */
  readonly answerTimeoutMs?: number;
  /** @default 1 MiB */
  readonly maxBodyBytes?: number;
  readonly signal?: AbortSignal;
}

export interface BodyProblem {
  readonly is: "too large" | "broken off" | "too late";
  readonly text: string;
}

/** What came of one request. Only an abort is thrown: everything else is an answer of the outside world, and data. */
export type Reply =
  | {
      readonly is: "answer";
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      /** What arrived of it, as UTF-8. */
      readonly body: string;
      /** Why the body is not whole. */
      readonly bodyProblem?: BodyProblem;
      readonly certificate?: PeerCertificate;
    }
  | { readonly is: "untrusted"; readonly certificate: PeerCertificate; readonly problem: TrustProblem }
  | {
      readonly is: "none";
      /** `connection refused` */
      readonly text: string;
      /** The request may have reached the other side. */
      readonly sent: boolean;
      readonly timedOut: boolean;
    };

const MAX_BODY_BYTES = 1024 * 1024;
// Node gives each address of a name 250 ms, less than a slow line needs
const ATTEMPT_TIMEOUT_MS = 2000;
const contexts = new WeakMap<Trust, SecureContext>();

/** One request over HTTPS, on a connection of its own. */
export function request(server: Server, ask: Ask): Promise<Reply> {
  ask.signal?.throwIfAborted();
  return new Exchange(server, ask).reply;
}

/** `https://manager.example.com`, with the port where it is not 443. */
export function origin({ host, port }: { readonly host: string; readonly port: number }): string {
  return `https://${authority(host, port)}`;
}

function authority(host: string, port: number): string {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  return port === 443 ? name : `${name}:${port}`;
}

function secureContext(trust: Trust): SecureContext {
  const known = contexts.get(trust);
  if (known !== undefined) return known;
  const context = createSecureContext({ ca: trust.by === "roots" && trust.roots !== undefined ? [...trust.roots] : undefined });
  contexts.set(trust, context);
  return context;
}

class Exchange {
  public readonly reply: Promise<Reply>;
  private readonly socket: TLSSocket;
  private timer: ReturnType<typeof setTimeout>;
  private limitMs: number;
  private call?: ClientRequest;
  private certificate?: PeerCertificate;
  private answer?: IncomingMessage;
  private readonly chunks: Buffer[] = [];
  private received = 0;
  private phase: "connecting" | "handshake" | "sent" = "connecting";
  private settled = false;
  private resolve!: (reply: Reply) => void;
  private reject!: (reason: unknown) => void;
  private readonly timeOut = () => this.fail({ code: "TIMEOUT" });
  private readonly abort = () => this.settle(() => this.reject(this.ask.signal?.reason));

  constructor(
    private readonly server: Server,
    private readonly ask: Ask,
  ) {
    this.reply = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    const target = connectionTarget(server.host, server.port, server.resolve ?? []);
    const options: ConnectionOptions & { readonly autoSelectFamilyAttemptTimeout: number } = {
      ...target,
      secureContext: secureContext(server.trust),
      // an address must not be sent as a server name (RFC 6066 section 3)
      servername: isIP(server.host) === 0 ? server.host : "",
      checkServerIdentity: (_, certificate) => identityProblem(server.host, certificate),
      // judged below, before anything is written: a refusal here would hide the certificate
      rejectUnauthorized: false,
      autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
    };
    this.socket = connect(options);
    this.limitMs = ask.timeoutMs;
    this.timer = setTimeout(this.timeOut, this.limitMs);
    ask.signal?.addEventListener("abort", this.abort, { once: true });
    this.socket.on("connect", () => (this.phase = "handshake"));
    // from the request on, node:http tells: only it knows whether an answer was whole
    this.socket.on("error", (error: Error) => this.call ?? this.fail(error));
    this.socket.on("close", () => this.call ?? this.fail({ code: "CLOSED" }));
    this.socket.on("secureConnect", () => this.judge());
  }

  private judge(): void {
    const certificate = peerCertificate(this.socket);
    this.certificate = certificate;
    const { trust, host } = this.server;
    if (trust.by === "roots" && !this.socket.authorized) {
      if (certificate === undefined) return this.fail({ code: "NO_CERTIFICATE" });
      // Node's types say Error; it is the code of OpenSSL or Node
      const reason = this.socket.authorizationError as unknown;
      return this.finish({ is: "untrusted", certificate, problem: trustProblem(typeof reason === "string" ? reason : "UNKNOWN", host, certificate) });
    }
    if (trust.by === "fingerprint" && (certificate === undefined || normalizeSha256(certificate.sha256) !== normalizeSha256(trust.sha256))) {
      return certificate === undefined ? this.fail({ code: "NO_CERTIFICATE" }) : this.finish({ is: "untrusted", certificate, problem: NOT_PINNED });
    }
    this.send();
  }

  private send(): void {
    const { method, path, body, headers } = this.ask;
    const { host, port, userAgent } = this.server;
    this.phase = "sent";
    if (this.ask.answerTimeoutMs !== undefined) {
      clearTimeout(this.timer);
      this.limitMs = this.ask.answerTimeoutMs;
      this.timer = setTimeout(this.timeOut, this.limitMs);
    }
    this.call = httpRequest({
      createConnection: () => this.socket,
      method,
      path,
      headers: {
        Host: authority(host, port),
        "User-Agent": userAgent ?? "pexip-hyperv",
        ...(body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) }),
        ...headers,
      },
    });
    this.call.on("error", (error) => this.fail(error));
    this.call.on("response", (answer) => this.receive(answer));
    this.call.end(body);
  }

  private receive(answer: IncomingMessage): void {
    this.answer = answer;
    const most = this.ask.maxBodyBytes ?? MAX_BODY_BYTES;
    answer.on("data", (chunk: Buffer) => {
      this.received += chunk.length;
      if (this.received > most) return this.finishAnswer({ is: "too large", text: `more than ${most} bytes` });
      this.chunks.push(chunk);
    });
    answer.on("end", () => this.finishAnswer());
    answer.on("error", (error: NodeJS.ErrnoException) => this.fail(error));
    answer.on("close", () => this.fail({ code: "CLOSED" }));
  }

  private fail(error: { readonly code?: string; readonly message?: string }): void {
    const text = noAnswerText(error, this.server.host, this.phase, this.limitMs);
    if (this.answer !== undefined) return this.finishAnswer(error.code === "TIMEOUT" ? { is: "too late", text } : { is: "broken off", text: "it broke off" });
    this.finish({ is: "none", text, sent: this.phase === "sent", timedOut: error.code === "TIMEOUT" });
  }

  private finishAnswer(bodyProblem?: BodyProblem): void {
    const { statusCode = 0, headers } = this.answer!;
    this.finish({ is: "answer", status: statusCode, headers, body: Buffer.concat(this.chunks).toString("utf8"), bodyProblem, certificate: this.certificate });
  }

  private finish(reply: Reply): void {
    this.settle(() => this.resolve(reply));
  }

  private settle(tell: () => void): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.timer);
    this.ask.signal?.removeEventListener("abort", this.abort);
    tell();
    this.call?.destroy();
    this.socket.destroy();
  }
}
