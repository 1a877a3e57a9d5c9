import { createHash, X509Certificate } from "node:crypto";
import { createServer, type AddressInfo, type Server as NetServer, type Socket } from "node:net";
import { request, type Ask, type Server, type Trust } from "../../lib/client/https-request";
import { answers, breaksOff, hangs, HttpsServer, makeIdentities, type Handler, type Identity } from "../support/https-servers";

const identities = makeIdentities();
const TRUSTED: Trust = { by: "roots", roots: [identities.authority] };
let running: HttpsServer[] = [];

async function started(identity: Identity, handler: Handler = answers(200, "hello")): Promise<HttpsServer> {
  const server = await HttpsServer.start(identity, handler);
  running.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});

const ask = (port: number, more: Partial<Ask> = {}, server: Partial<Server> = {}) => request({ host: "localhost", port, trust: TRUSTED, ...server }, { method: "GET", path: "/", timeoutMs: 5000, ...more });
const sha256 = ({ cert }: Identity) => createHash("sha256").update(new X509Certificate(cert).raw).digest("hex");

test("gives status, headers, body and the certificate of a server it trusts", async () => {
  const server = await started(identities.good, answers(201, "hällo", { "X-Kind": "test" }));
  const reply = await ask(server.port, { path: "/a?b=1", headers: { Accept: "text/plain" } }, { userAgent: "tester" });
  expect(reply).toMatchObject({ is: "answer", status: 201, body: "hällo", headers: { "x-kind": "test" }, certificate: { subject: "localhost", issuer: "Test Authority", names: ["localhost", "127.0.0.1"] } });
  expect(server.received).toMatchObject([{ method: "GET", url: "/a?b=1", headers: { host: `localhost:${server.port}`, accept: "text/plain", "user-agent": "tester" } }]);
});

test("sends a body with its length in bytes", async () => {
  const server = await started(identities.good);
  await ask(server.port, { method: "POST", body: "<ü/>", headers: { "Content-Type": "text/xml" } });
  expect(server.received).toMatchObject([{ method: "POST", body: "<ü/>", headers: { "content-length": "5", "content-type": "text/xml" } }]);
});

test.each([
  ["selfSigned", "self-signed", "is self-signed"],
  ["wrongHost", "wrong host name", "is for other.example.com, not for localhost"],
  ["expired", "expired", /^expired on \w{3} [ \d]\d /],
  ["commonNameOnly", "wrong host name", "is for localhost without any alternative name, so for no host"],
] as const)("tells why it does not trust a certificate: %s", async (name, kind, text) => {
  const server = await started(identities[name]);
  const reply = await ask(server.port, { method: "POST", body: "secret", headers: { Authorization: "Basic secret" } });
  expect(reply).toMatchObject({ is: "untrusted", problem: { kind, text: typeof text === "string" ? text : expect.stringMatching(text) } });
  expect(reply.is === "untrusted" && reply.certificate.sha256.replaceAll(":", "").toLowerCase()).toBe(sha256(identities[name]));
  expect(server.received).toEqual([]);
});

test("tells of an authority it does not know", async () => {
  const server = await started(identities.good);
  expect(await ask(server.port, {}, { trust: { by: "roots" } })).toMatchObject({ is: "untrusted", problem: { kind: "unknown issuer", text: "comes from Test Authority, which this machine does not trust" } });
});

test("asks anybody when it is told to verify nothing", async () => {
  const server = await started(identities.selfSigned);
  expect(await ask(server.port, {}, { trust: { by: "nobody" } })).toMatchObject({ is: "answer", status: 200, certificate: { subject: "localhost" } });
});

test("asks only the server with the pinned certificate", async () => {
  const server = await started(identities.selfSigned);
  const pinned = (text: string) => ask(server.port, {}, { trust: { by: "fingerprint", sha256: text } });
  expect(await pinned(sha256(identities.selfSigned))).toMatchObject({ is: "answer", status: 200 });
  expect(await pinned(sha256(identities.good))).toMatchObject({ is: "untrusted", problem: { text: "is not the one of --fingerprint" } });
  expect(server.received).toHaveLength(1);
});

test("connects elsewhere and still verifies the name", async () => {
  const server = await started(identities.wrongHost);
  const resolve = [{ host: "other.example.com", port: 443, address: "127.0.0.1", addressPort: server.port }];
  expect(await ask(443, {}, { host: "other.example.com", resolve })).toMatchObject({ is: "answer", status: 200 });
  expect(server.received[0].headers.host).toBe("other.example.com");
});

test("verifies an IP address", async () => {
  const server = await started(identities.good);
  expect(await ask(server.port, {}, { host: "127.0.0.1" })).toMatchObject({ is: "answer" });
  server.replaceIdentity(identities.wrongHost);
  expect(await ask(server.port, {}, { host: "127.0.0.1" })).toMatchObject({ is: "untrusted", problem: { kind: "wrong host name" } });
});

test("keeps no more of a body than it may", async () => {
  const server = await started(identities.good, answers(200, "x".repeat(5000)));
  expect(await ask(server.port, { maxBodyBytes: 1000 })).toMatchObject({ is: "answer", status: 200, bodyProblem: { is: "too large", text: "more than 1000 bytes" } });
});

test("tells of a body that breaks off, and keeps the status", async () => {
  const server = await started(identities.good, (response) => response.writeHead(200, { "Content-Length": "100" }).write("half", () => response.destroy()));
  expect(await ask(server.port)).toMatchObject({ is: "answer", status: 200, bodyProblem: { is: "broken off", text: "it broke off" } });
});

test("takes a body without a length to its end", async () => {
  const server = await started(identities.good, (response) => {
    response.useChunkedEncodingByDefault = false;
    response.writeHead(200).end("to the end");
  });
  const reply = await ask(server.port);
  expect(reply).toMatchObject({ is: "answer", body: "to the end" });
  expect(reply).not.toMatchObject({ bodyProblem: expect.anything() });
});

test("tells of a server that hangs, before or after its headers", async () => {
  const server = await started(identities.good, hangs);
  expect(await ask(server.port, { timeoutMs: 80 })).toEqual({ is: "none", text: "connected, but no complete answer within 80 ms", sent: true, timedOut: true });
  server.handler = (response) => response.writeHead(200).write("half");
  expect(await ask(server.port, { timeoutMs: 80 })).toMatchObject({ is: "answer", status: 200, bodyProblem: { is: "too late", text: "connected, but no complete answer within 80 ms" } });
});

test("gives an answer the time of its own", async () => {
  const server = await started(identities.good, hangs);
  expect(await ask(server.port, { timeoutMs: 60_000, answerTimeoutMs: 20 })).toMatchObject({ is: "none", text: "connected, but no complete answer within 20 ms" });
});

test("tells whether the request may have arrived when a connection breaks", async () => {
  const server = await started(identities.good, breaksOff);
  expect(await ask(server.port, { method: "POST", body: "x" })).toEqual({ is: "none", text: "the connection broke", sent: true, timedOut: false });
  await server.stop();
  expect(await ask(server.port, { method: "POST", body: "x" })).toEqual({ is: "none", text: "connection refused", sent: false, timedOut: false });
});

test("tells of a name that DNS does not know", async () => {
  const reply = await ask(443, {}, { host: "nothing.invalid" });
  expect(reply.is === "none" && reply.text).toMatch(/^DNS (knows no|does not answer for) nothing\.invalid$/);
});

test("stops when it is interrupted", async () => {
  const server = await started(identities.good, hangs);
  const interruption = new AbortController();
  const pending = ask(server.port, { signal: interruption.signal });
  interruption.abort(new Error("stop"));
  await expect(pending).rejects.toThrow("stop");
});

describe("something else listens", () => {
  let server: NetServer;
  const sockets: Socket[] = [];
  const listen = async (answer: (socket: Socket) => void) => {
    server = createServer((socket) => {
      sockets.push(socket.on("error", () => undefined));
      answer(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return (server.address() as AddressInfo).port;
  };
  afterEach(() => {
    sockets.forEach((socket) => socket.destroy());
    return new Promise((resolve) => server.close(resolve));
  });

  test("that does not speak TLS", async () => {
    const port = await listen((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    expect(await ask(port)).toMatchObject({ is: "none", text: "it answers, but not in TLS", sent: false });
  });

  test("that says nothing", async () => {
    const port = await listen(() => undefined);
    expect(await ask(port, { timeoutMs: 80 })).toMatchObject({ is: "none", text: "connected, but no TLS handshake within 80 ms", sent: false, timedOut: true });
  });

  test("that closes at once", async () => {
    const port = await listen((socket) => socket.destroy());
    expect(await ask(port)).toMatchObject({ is: "none", text: "the connection broke in the TLS handshake", sent: false });
  });
});
