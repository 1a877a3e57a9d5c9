import { createHmac } from "node:crypto";
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import type { Identity } from "./https-servers";

/** The account of MS-NLMP section 4.2.1; its NT hash is that of section 4.2.2.1.2. */
export const WINDOWS_ACCOUNT = { username: "Domain\\User", password: "Password", ntHash: "a4f49c406510bdcab6824ee7c30fd852" } as const;

export interface WinrmTemper {
  /** WWW-Authenticate. @default ["Negotiate", "Kerberos"] */
  readonly schemes?: readonly string[];
  /** @default "10.0.20348" */
  readonly version?: string;
  /** What an authenticated request gets. @default 200 */
  readonly status?: number;
  /** What a request without a login gets. @default 401 */
  readonly anonymousStatus?: number;
  /** Challenge that is sent instead of a true one. */
  readonly challenge?: string;
  readonly closesBetween?: boolean;
}

const CHALLENGE = Buffer.from("0123456789abcdef", "hex");

/** The way into WinRM on the loopback: Identify, with Basic or NTLMv2 (MS-NLMP section 3.3.2), whose proof is computed here anew. */
export class WinrmServer {
  /** Scheme and kind of each request: `anonymous`, `Basic`, `Negotiate 1`, `Negotiate 3`. */
  public readonly received: string[] = [];
  private readonly challenged = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    public temper: WinrmTemper,
  ) {
    server.on("request", (request: IncomingMessage, response: ServerResponse) => {
      request.resume().on("end", () => this.answer(request, response));
    });
  }

  /** @param identity its certificate; without one it is in clear */
  public static async start(identity: Identity | undefined, temper: WinrmTemper = {}): Promise<WinrmServer> {
    const server = identity === undefined ? createHttpServer() : createHttpsServer({ ...identity });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new WinrmServer(server, temper);
  }

  public get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  public async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { schemes = ["Negotiate", "Kerberos"], anonymousStatus = 401, challenge, closesBetween = false } = this.temper;
    const [scheme, token = ""] = (request.headers.authorization ?? "").split(" ");
    const refuse = (header: string | readonly string[] = schemes) => response.writeHead(401, { "WWW-Authenticate": header as string[] }).end();
    if (scheme === "") {
      this.received.push("anonymous");
      if (anonymousStatus === 401) refuse();
      else response.writeHead(anonymousStatus).end();
      return;
    }
    const message = Buffer.from(token, "base64");
    const kind = scheme === "Basic" ? "Basic" : `${scheme} ${message.readUInt32LE(8)}`;
    this.received.push(kind);
    if (request.method !== "POST" || request.url !== "/wsman") response.writeHead(404).end();
    else if (kind === "Basic") this.finish(response, message.toString("utf8") === `${WINDOWS_ACCOUNT.username}:${WINDOWS_ACCOUNT.password}`);
    else if (kind.endsWith("1")) {
      this.challenged.add(request.socket);
      if (closesBetween) response.setHeader("Connection", "close");
      refuse(`${scheme} ${challenge ?? challengeMessage().toString("base64")}`);
    } else this.finish(response, this.challenged.delete(request.socket) && isProof(message));
  }

  private finish(response: ServerResponse, isAccepted: boolean): void {
    if (!isAccepted) return void response.writeHead(401, { "WWW-Authenticate": "Negotiate" }).end();
    const { status = 200, version = "10.0.20348" } = this.temper;
    const body = `<s:Envelope><s:Body><wsmid:IdentifyResponse><wsmid:ProductVendor>simulated</wsmid:ProductVendor><wsmid:ProductVersion>OS: ${version} SP: 0.0 Stack: 3.0</wsmid:ProductVersion></wsmid:IdentifyResponse></s:Body></s:Envelope>`;
    response.writeHead(status, { "Content-Type": "application/soap+xml;charset=UTF-8" }).end(body);
  }
}

/** MS-NLMP section 2.2.1.2, with an empty list of attributes. */
function challengeMessage(): Buffer {
  const message = Buffer.alloc(60);
  message.write("NTLMSSP\0", 0, "latin1");
  message.writeUInt32LE(2, 8);
  message.writeUInt32LE(56, 16);
  // Unicode, NTLM, extended session security, target information
  message.writeUInt32LE(0x00880201, 20);
  CHALLENGE.copy(message, 24);
  message.writeUInt16LE(4, 40);
  message.writeUInt16LE(4, 42);
  message.writeUInt32LE(56, 44);
  return message;
}

function isProof(message: Buffer): boolean {
  const field = (at: number) => message.subarray(message.readUInt32LE(at + 4), message.readUInt32LE(at + 4) + message.readUInt16LE(at));
  const [response, domain, user] = [field(20), field(28).toString("utf16le"), field(36).toString("utf16le")];
  const hmac = (key: Buffer, ...parts: readonly Buffer[]) => createHmac("md5", key).update(Buffer.concat(parts)).digest();
  const key = hmac(Buffer.from(WINDOWS_ACCOUNT.ntHash, "hex"), Buffer.from(`${user.toUpperCase()}${domain}`, "utf16le"));
  const isAccount = `${domain}\\${user}`.toLowerCase() === WINDOWS_ACCOUNT.username.toLowerCase();
  return isAccount && response.subarray(0, 16).equals(hmac(key, CHALLENGE, response.subarray(16)));
}
