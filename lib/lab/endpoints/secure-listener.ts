import type { Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Server, TLSSocket } from "node:tls";
import type { ServedCertificate } from "../infinity/node-configuration";
import { LOOPBACK } from "./ports";

/** Real milliseconds. They are the lab's own: long for a client on the same machine, short for a person who waits. */
export const PATIENCE = { handshakeMs: 5_000, headersMs: 5_000, requestMs: 10_000, silenceMs: 15_000 } as const;
export type Patience = { readonly [K in keyof typeof PATIENCE]: number };

/** Most connections at a time; more are refused, so that nobody fills the memory. The lab's own: a browser has 6, Terraform 10, `verify` 16. */
export const MOST_CONNECTIONS = 256;

/** How often a port that something else holds for the moment is tried again. */
const RETRY_MS = 20;

export interface Listening {
  /** What the server shows now; undefined while there is none, which ends every handshake. */
  readonly certificate: () => ServedCertificate | undefined;
  /** Something that was no proper request: what, in the past tense. */
  readonly note: (event: string) => void;
}

/** A TLS server on a port of its own that is opened and closed, shows whatever certificate is current, and leaves nothing open behind. */
export class SecureListener {
  private readonly sockets = new Set<Socket>();
  private shown?: ServedCertificate;
  private opening: Promise<void> = Promise.resolve();
  private closing = false;

  constructor(
    private readonly server: Server,
    private readonly of: Listening,
  ) {
    const { certificate, note } = of;
    server.maxConnections = MOST_CONNECTIONS;
    server.on("drop", () => note(`refused a connection: ${MOST_CONNECTIONS} are open already`));
    // before the server's own listener, which begins the handshake
    server.prependListener("connection", (socket: Socket) => {
      this.keep(socket);
      const current = certificate();
      if (current === undefined || !this.shows(current)) socket.destroy();
    });
    server.on("tlsClientError", (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      if (!isDeparture(error)) note(`ended a connection that did not speak TLS as it should (${error.code ?? "unknown reason"})`);
      socket.destroy();
    });
  }

  /** Done when it listens, or was closed meanwhile. */
  public open(port: number): Promise<void> {
    this.closing = false;
    this.opening = this.listenAtLast(port);
    return this.opening;
  }

  public async close(): Promise<void> {
    this.closing = true;
    await this.opening;
    for (const socket of this.sockets) socket.destroy();
    if (this.server.listening) await new Promise((resolve) => this.server.close(resolve));
  }

  private async listenAtLast(port: number): Promise<void> {
    for (let attempt = 1; !this.closing && !(await this.listens(port)); attempt += 1) {
      if (attempt === 1) this.of.note(`waits for the port ${port} of this machine, which something else holds`);
      await pause(RETRY_MS);
    }
  }

  /** A certificate that was replaced is shown to the next connection; one that no server could show ends it. */
  private shows(current: ServedCertificate): boolean {
    const { certificate: cert, privateKey: key, passphrase } = current;
    if (this.shown?.certificate === cert && this.shown.privateKey === key) return true;
    try {
      this.server.setSecureContext({ cert, key, passphrase });
      this.shown = current;
      return true;
    } catch {
      this.of.note("has a certificate that no server can show");
      return false;
    }
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.once("close", () => this.sockets.delete(socket));
    // who resets a connection is gone, and nobody needs to hear of it
    socket.on("error", () => socket.destroy());
  }

  private listens(port: number): Promise<boolean> {
    return new Promise((resolve) => {
      const failed = (): void => resolve(false);
      this.server.once("error", failed);
      this.server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
        this.server.off("error", failed);
        resolve(true);
      });
    });
  }
}

/** The other side went away: its right. */
export function isDeparture(error: NodeJS.ErrnoException): boolean {
  return ["ECONNRESET", "EPIPE", "ECONNABORTED"].includes(error.code ?? "");
}
