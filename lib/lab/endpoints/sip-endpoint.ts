import { createServer, type TLSSocket } from "node:tls";
import type { Endpoint } from "./https-endpoint";
import { isDeparture, PATIENCE, SecureListener, type Listening, type Patience } from "./secure-listener";

/** Longest message that is looked at; the lab's own limit. */
const MAX_BYTES = 64 * 1024;
/** What an answer takes over from its request. Source: RFC 3261, section 8.2.6.2. */
const COPIED = ["via", "from", "to", "call-id", "cseq"];

/**
 * SIP over TLS, as far as the handshake: calls are not simulated. A request is told so (RFC 3261, section 21.5.2: 501 Not Implemented); anything else ends the connection.
 */
export function sipEndpoint(service: Listening, { handshakeMs, requestMs }: Patience = PATIENCE): Endpoint {
  const server = createServer({ handshakeTimeout: handshakeMs });
  server.on("secureConnection", (socket) => hear(socket, service, requestMs));
  return new SecureListener(server, service);
}

function hear(socket: TLSSocket, { note }: Listening, requestMs: number): void {
  let heard = "";
  socket.setEncoding("latin1");
  // for the whole message: a byte now and then does not keep it open
  const limit = setTimeout(() => {
    if (heard !== "") note("ended a connection to its SIP port on which no request came to an end");
    socket.destroy();
  }, requestMs);
  socket.on("close", () => clearTimeout(limit));
  socket.on("error", (error: NodeJS.ErrnoException) => {
    if (!isDeparture(error)) note(`ended a SIP connection (${error.code ?? "unknown reason"})`);
    socket.destroy();
  });
  socket.on("data", (text: string) => {
    heard += text;
    const end = heard.indexOf("\r\n\r\n");
    if (end < 0 && heard.length <= MAX_BYTES && /^[A-Z]*( |$)/.test(heard)) return;
    const [start, ...headers] = end < 0 ? [""] : heard.slice(0, end).split("\r\n");
    const [, method] = /^([A-Z]{1,20}) sips?:\S+ SIP\/2\.0$/.exec(start) ?? [];
    heard = "";
    if (method === undefined) {
      note("ended a connection to its SIP port that did not speak SIP");
      return void socket.destroy();
    }
    note(`answered 501 to a SIP ${method}`);
    const copied = headers.filter((header) => COPIED.includes(header.split(":", 1)[0].trim().toLowerCase()));
    socket.end(["SIP/2.0 501 Not Implemented", ...copied, "Content-Length: 0", "", ""].join("\r\n"), () => socket.destroy());
  });
}
