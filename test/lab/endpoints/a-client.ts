import { connect as connectTcp, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";

/** Everything that comes back until the other side ends the connection. */
function heard(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.on("error", ({ code }: NodeJS.ErrnoException) => resolve(text === "" ? (code ?? "error") : text));
    socket.on("close", () => resolve(text));
  });
}

/** After what was sent: wait for what comes, or say that no more will. */
type Then = "listen" | "goodbye";

/** Sends bytes, which need not be anything, and says what came back. */
export function sendTcp(port: number, bytes: string | Buffer, then: Then = "listen"): Promise<string> {
  return sent(connectTcp(port, "127.0.0.1"), bytes, then);
}

/** The same through TLS, to a server that nobody has to trust. */
export function sendTls(port: number, bytes: string | Buffer, then: Then = "listen"): Promise<string> {
  return sent(connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false }), bytes, then);
}

function sent(socket: Socket, bytes: string | Buffer, then: Then): Promise<string> {
  if (then === "goodbye") socket.end(bytes);
  else socket.write(bytes);
  return heard(socket);
}

/** The common name that a server shows. */
export function shownName(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
      resolve(String(socket.getPeerCertificate().subject.CN));
      socket.destroy();
    });
    socket.on("error", reject);
  });
}

/** Sends one more letter every few milliseconds, until the other side ends the connection. */
export function drip(port: number, begin: string, everyMs: number): Promise<string> {
  let drops: ReturnType<typeof setInterval> | undefined;
  const socket = connectTls({ port, host: "127.0.0.1", rejectUnauthorized: false }, () => {
    socket.write(begin);
    drops = setInterval(() => socket.write("x"), everyMs);
  });
  return heard(socket).finally(() => clearInterval(drops));
}

/** Connections that say nothing, and how many of them the other side has ended. */
export async function idle(port: number, count: number): Promise<{ readonly ended: () => number; readonly close: () => void }> {
  let ended = 0;
  const sockets = await Promise.all(
    Array.from({ length: count }, () => {
      const socket = connectTcp(port, "127.0.0.1");
      // one that is turned away may hear of it as a reset
      socket.on("error", () => undefined).on("close", () => (ended += 1)).resume();
      return new Promise<Socket>((resolve) => socket.on("connect", () => resolve(socket)));
    }),
  );
  return { ended: () => ended, close: () => sockets.forEach((socket) => socket.destroy()) };
}
