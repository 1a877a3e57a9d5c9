import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Duplex } from "node:stream";
import type { Login } from "../infinity/admission";
import { plain, printable, type ApiBody, type ApiResponse } from "../infinity/api-response";
import { NotAnsweringError } from "../infinity/management-node";
import { BODY_LIMITS, BrokenOffError, decodeBody, readBody, tooLarge, type BodyLimits, type BodyRefusal } from "./request-body";
import { isDeparture, PATIENCE, SecureListener, type Listening, type Patience } from "./secure-listener";

/** A request as a simulated thing takes it. */
export interface ServiceRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly login?: Login;
  readonly body: ApiBody;
}

/** What answers behind an endpoint. */
export interface HttpService extends Listening {
  /** @throws NotAnsweringError when nothing is there any more */
  answer(request: ServiceRequest): ApiResponse;
}

/** Something that is opened on a port of this machine, and closed. */
export interface Endpoint {
  open(port: number): Promise<void>;
  close(): Promise<void>;
}

/** HTTPS over a simulated thing. It knows HTTP and no rules: whatever is no proper request is refused here, with a line in the journal. */
export function httpsEndpoint(service: HttpService, limits: BodyLimits & Patience = { ...BODY_LIMITS, ...PATIENCE }): Endpoint {
  const server = createServer({
    handshakeTimeout: limits.handshakeMs,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    connectionsCheckingInterval: Math.min(500, limits.headersMs / 2),
    keepAliveTimeout: limits.silenceMs,
    // said below, where the journal hears of it
    requireHostHeader: false,
  });
  server.timeout = limits.silenceMs;
  const refuse = (request: IncomingMessage, response: ServerResponse, { status, reason }: BodyRefusal): void => {
    service.note(`answered ${status} to ${whatOf(request)}: ${reason}`);
    send(response, plain(status, "text/plain", `${reason}\n`, { Connection: "close" }));
  };
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    // RFC 9112, section 3.2
    if (request.headers.host === undefined) return refuse(request, response, { status: 400, reason: "a request that names no host" });
    // a client that goes away in the middle is none of ours
    response.on("error", () => response.destroy());
    // a request that is over has forgotten its connection
    const { socket } = request;
    const failed = (error: unknown): void => {
      const { reply, event } = failure(error, request);
      if (event !== undefined) service.note(event);
      if (reply === undefined || response.headersSent || socket.destroyed) socket.destroy();
      else send(response, reply);
    };
    take(request, limits)
      .then((taken) => ("status" in taken ? refuse(request, response, taken) : send(response, service.answer(taken))))
      .catch(failed);
  };
  server.on("request", serve);
  server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
    if (Number(request.headers["content-length"] ?? 0) > limits.bytes) return refuse(request, response, tooLarge(limits));
    response.writeContinue();
    serve(request, response);
  });
  server.on("checkExpectation", (request: IncomingMessage, response: ServerResponse) => refuse(request, response, { status: 417, reason: "an expectation that nothing here fulfils" }));
  server.on("connect", (_request: IncomingMessage, socket: Duplex) => {
    service.note("refused to be a proxy");
    endRaw(socket, "405 Method Not Allowed");
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket: Duplex) => {
    // Node hands on what went wrong before there was HTTP, which the listener below it tells
    if (isDeparture(error) || !socket.writable || /^ERR_(SSL|TLS)_/.test(error.code ?? "")) return void socket.destroy();
    const status = STATUS_OF[error.code ?? ""] ?? "400 Bad Request";
    service.note(`answered ${status.slice(0, 3)} to something that was no proper request (${error.code ?? "unknown reason"})`);
    endRaw(socket, status);
  });
  return new SecureListener(server, service);
}

/** Codes of Node's HTTP parser and timeouts. */
const STATUS_OF: Readonly<Record<string, string>> = { HPE_HEADER_OVERFLOW: "431 Request Header Fields Too Large", ERR_HTTP_REQUEST_TIMEOUT: "408 Request Timeout" };

async function take(request: IncomingMessage, limits: BodyLimits): Promise<ServiceRequest | BodyRefusal> {
  const bytes = await readBody(request, limits);
  if ("status" in bytes) return bytes;
  const { headers } = request;
  const decoded = await decodeBody(bytes, headers["content-type"] ?? "", headers["content-encoding"] ?? "");
  if ("status" in decoded) return decoded;
  return { method: request.method ?? "", path: pathOf(request), headers: flat(headers), login: loginOf(headers.authorization), body: decoded.body };
}

/** What an error comes to; without a reply the connection ends. */
function failure(error: unknown, request: IncomingMessage): { readonly event?: string; readonly reply?: ApiResponse } {
  if (error instanceof NotAnsweringError) return {};
  if (error instanceof BrokenOffError) return { event: `ended ${whatOf(request)}, whose body did not end` };
  // its message may hold what was sent
  return { event: `could not answer ${whatOf(request)}: a bug of the lab (${error instanceof Error ? error.name : typeof error})`, reply: plain(500, "text/plain", "a bug of the lab\n", { Connection: "close" }) };
}

function send(response: ServerResponse, { status, headers, body }: ApiResponse): void {
  const isJson = (headers["Content-Type"] ?? "").startsWith("application/json");
  const text = body === undefined ? "" : isJson || typeof body !== "string" ? JSON.stringify(body) : body;
  const length = status === 204 || status === 304 ? {} : { "Content-Length": String(Buffer.byteLength(text)) };
  response.writeHead(status, { ...headers, ...length }).end(text);
}

function endRaw(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => socket.destroy());
}

/** For the journal: a query may hold what nobody should read there. */
const whatOf = (request: IncomingMessage): string => `${printable(request.method ?? "")} ${printable(pathOf(request).split("?", 1)[0])}`;

const pathOf = ({ url }: IncomingMessage): string => url ?? "";

/** Each header once; names in lower case. */
function flat(headers: IncomingMessage["headers"]): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value]));
}

/** RFC 7617: the user name holds no colon. */
function loginOf(authorization: string | undefined): Login | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization ?? "")?.[1];
  const text = encoded === undefined ? "" : Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1) };
}
