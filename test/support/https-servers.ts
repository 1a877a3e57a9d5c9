import { generateKeyPairSync } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { md, pki } from "node-forge";

/** A certificate with its key, in PEM form. */
export interface Identity {
  readonly cert: string;
  readonly key: string;
}

/** Servers' certificates, good and bad; all but the self-signed one come from `authority`. */
export interface Identities {
  /** PEM of the authority that clients may trust. */
  readonly authority: string;
  /** For localhost and 127.0.0.1. */
  readonly good: Identity;
  readonly selfSigned: Identity;
  readonly wrongHost: Identity;
  readonly expired: Identity;
  /** Named localhost, without subjectAltName. */
  readonly commonNameOnly: Identity;
}

const DAY_MS = 86_400_000;

/** Made anew for each test file: nothing of it is ever written to disk. */
export function makeIdentities(): Identities {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs1", format: "pem" }, publicKeyEncoding: { type: "spki", format: "pem" } });
  const key = pki.privateKeyFromPem(privateKey);
  const caName = [{ name: "commonName", value: "Test Authority" }];
  let serial = 0;

  function certificate(commonName: string, names: readonly object[], { issuer = caName, days = [-1, 1], ca = false } = {}): string {
    const made = pki.createCertificate();
    made.publicKey = pki.publicKeyFromPem(publicKey);
    made.serialNumber = `0${(serial += 1)}`;
    [made.validity.notBefore, made.validity.notAfter] = days.map((day) => new Date(Date.now() + day * DAY_MS));
    made.setSubject([{ name: "commonName", value: commonName }]);
    made.setIssuer(issuer);
    made.setExtensions([{ name: "basicConstraints", cA: ca, critical: true }, ...(names.length === 0 ? [] : [{ name: "subjectAltName", altNames: names }])]);
    made.sign(key, md.sha256.create());
    return pki.certificateToPem(made);
  }

  const dns = (value: string) => ({ type: 2, value });
  const local = [dns("localhost"), { type: 7, ip: "127.0.0.1" }];
  const identity = (cert: string) => ({ cert, key: privateKey });
  return {
    authority: certificate("Test Authority", [], { ca: true }),
    good: identity(certificate("localhost", local)),
    selfSigned: identity(certificate("localhost", local, { issuer: [{ name: "commonName", value: "localhost" }] })),
    wrongHost: identity(certificate("other.example.com", [dns("other.example.com")])),
    expired: identity(certificate("localhost", local, { days: [-9, -2] })),
    commonNameOnly: identity(certificate("localhost", [])),
  };
}

/** One request as it arrived. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export type Handler = (response: ServerResponse, received: Received) => void;

/** A loopback HTTPS server that can be stopped, started again on its port, and given another certificate. */
export class HttpsServer {
  /** What arrived, in order. */
  public readonly received: Received[] = [];
  private server?: Server;
  private knownPort = 0;

  constructor(
    private identity: Identity,
    public handler: Handler,
  ) {}

  public static async start(identity: Identity, handler: Handler): Promise<HttpsServer> {
    const server = new HttpsServer(identity, handler);
    await server.start();
    return server;
  }

  public get port(): number {
    return this.knownPort;
  }

  public async start(): Promise<void> {
    do {
      await this.stop();
      this.server = createServer({ ...this.identity }, (request, response) => this.receive(request, response));
      await new Promise<void>((resolve, reject) => this.server!.once("error", reject).listen(this.knownPort, "127.0.0.1", resolve));
      const { port } = this.server.address() as AddressInfo;
      // Terraform's provider for Pexip takes "404" anywhere in an error, the port included, for "not found"
      this.knownPort = String(port).includes("404") ? 0 : port;
    } while (this.knownPort === 0);
  }

  public replaceIdentity(identity: Identity): void {
    this.identity = identity;
    this.server?.setSecureContext({ ...identity });
  }

  public async stop(): Promise<void> {
    const server = this.server;
    if (server === undefined) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private receive(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    // a client that went away is what some tests are about
    request.on("error", () => undefined);
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const received = { method: request.method ?? "", url: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
      this.received.push(received);
      this.handler(response, received);
    });
  }
}

/** Answers with this status and body. */
export function answers(status: number, body = "", headers: Readonly<Record<string, string>> = {}): Handler {
  return (response) => response.writeHead(status, { "Content-Type": "text/html", ...headers }).end(body);
}

export function answersJson(value: unknown, status = 200): Handler {
  return (response) => response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

/** The first request goes to the first handler, and so on; the last stays. */
export function inTurn(...handlers: readonly Handler[]): Handler {
  let turn = 0;
  return (response, received) => handlers[Math.min(turn++, handlers.length - 1)](response, received);
}

export const hangs: Handler = () => undefined;
export const breaksOff: Handler = (response) => response.destroy();
