import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Control } from "./control-file";

/** What a request does, by `METHOD /path`. What it returns is told as JSON. */
export type Routes = Readonly<Record<string, (body: unknown) => unknown>>;

/** A request that cannot be done now. */
export class Refusal extends Error {}

/** Longest request, in bytes: a few names of faults. */
const MAX_BODY = 65_536;
const REQUEST_TIMEOUT_MS = 10_000;

/** Listens on 127.0.0.1 for commands of the lab's own user, who knows the token. */
export class ControlServer {
  public static async start(routes: Routes): Promise<ControlServer> {
    const token = randomBytes(32).toString("base64url");
    const server = createServer({ headersTimeout: REQUEST_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: 1 }, (request, response) => void answer(request, response, { token, routes }));
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
    return new ControlServer(server, { pid: process.pid, port: (server.address() as AddressInfo).port, token });
  }

  private constructor(
    private readonly server: Server,
    public readonly control: Control,
  ) {}

  /** Done when every answer that is under way was given. */
  public stop(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeIdleConnections();
    });
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, { token, routes }: { readonly token: string; readonly routes: Routes }): Promise<void> {
  const tell = (status: number, content: unknown): void => {
    const text = JSON.stringify(content);
    response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(text), Connection: "close" }).end(text);
  };
  if (!isSame(request.headers.authorization ?? "", `Bearer ${token}`)) return tell(401, { problem: "the token of this lab is missing or wrong" });
  const name = `${request.method} ${request.url}`;
  if (!Object.hasOwn(routes, name)) return tell(404, { problem: "a lab does not know this request" });
  try {
    tell(200, (await routes[name](await bodyOf(request))) ?? {});
  } catch (error) {
    if (!(error instanceof Refusal)) return tell(500, { problem: "the lab could not do this" });
    tell(409, { problem: error.message });
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY) throw new Refusal(`a request may have ${MAX_BODY} bytes`);
    chunks.push(chunk);
  }
  if (bytes === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8")) as unknown;
  } catch {
    throw new Refusal("a request must be JSON");
  }
}

/** Takes as long whatever is wrong. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
