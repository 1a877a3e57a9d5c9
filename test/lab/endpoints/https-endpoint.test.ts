import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { LabAuthority } from "../../../lib/lab/authority";
import { httpsEndpoint, type Endpoint, type ServiceRequest } from "../../../lib/lab/endpoints/https-endpoint";
import { claimPorts, type ClaimedPorts } from "../../../lib/lab/endpoints/ports";
import { BODY_LIMITS, type BodyLimits } from "../../../lib/lab/endpoints/request-body";
import { MOST_CONNECTIONS, PATIENCE, type Patience } from "../../../lib/lab/endpoints/secure-listener";
import { FormBody, json, plain, UNREADABLE, type ApiResponse } from "../../../lib/lab/infinity/api-response";
import { NotAnsweringError } from "../../../lib/lab/infinity/management-node";
import type { ServedCertificate } from "../../../lib/lab/infinity/node-configuration";
import { drip, idle, sendTcp, sendTls, shownName } from "./a-client";

const SMALL = { ...BODY_LIMITS, ...PATIENCE, bytes: 1000, drainedBytes: 100_000 };
/** Only where somebody is slow: another request must get through in this time, whatever else the machine does. */
const IMPATIENT = { ...SMALL, handshakeMs: 400, headersMs: 400, requestMs: 400 };

let authority: LabAuthority;
let claimed: ClaimedPorts;
let open: Endpoint[] = [];

beforeAll(async () => {
  authority = await LabAuthority.create();
  claimed = await claimPorts(20);
});
afterAll(() => claimed.release());
afterEach(async () => {
  await Promise.all(open.map((endpoint) => endpoint.close()));
  open = [];
});

/** An endpoint that says `hello`, or what it is told to, and all that it met. */
async function serve(answer: (request: ServiceRequest) => ApiResponse = () => plain(200, "text/plain", "hello"), limits: BodyLimits & Patience = SMALL) {
  const notes: string[] = [];
  const asked: ServiceRequest[] = [];
  const shows: { certificate?: ServedCertificate } = { certificate: authority.issue(["first.example.com"]) };
  const endpoint = httpsEndpoint(
    {
      certificate: () => shows.certificate,
      note: (event) => void notes.push(event),
      answer: (request) => {
        asked.push(request);
        return answer(request);
      },
    },
    limits,
  );
  const port = claimed.ports[open.length];
  open.push(endpoint);
  await endpoint.open(port);
  return { endpoint, port, notes, asked, shows };
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

function send(port: number, { method = "POST", path = "/", headers = {}, body }: Sent): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest({ host: "127.0.0.1", port, method, path, headers, rejectUnauthorized: false, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.on("continue", () => request.end(body));
    if (headers.Expect === undefined) request.end(body);
    else request.flushHeaders();
  });
}

const codeOf = (promise: Promise<unknown>): Promise<string> => promise.then(() => "answered", ({ code }: NodeJS.ErrnoException) => code ?? "no code");

test("hands on method, path, headers, login and a body that is what it says", async () => {
  const { port, asked, notes } = await serve(({ body }) => json(201, { body: body instanceof FormBody }, { Location: "/1/" }));
  const login = `Basic ${Buffer.from("admin:p:ss wörd").toString("base64")}`;
  expect(await send(port, { path: "/a/?b=c", headers: { "Content-Type": "application/json; charset=utf-8", Authorization: login, Token: "t" }, body: '{"name":"Ø"}' })).toEqual({ status: 201, text: '{"body":false}' });
  expect(asked[0]).toMatchObject({ method: "POST", path: "/a/?b=c", headers: { token: "t" }, login: { username: "admin", password: "p:ss wörd" }, body: { name: "Ø" } });
  const form = ["--x", 'Content-Disposition: form-data; name="name"', "", "Acme", "--x", 'Content-Disposition: form-data; name="package"; filename="a.zip"', "Content-Type: application/zip", "", "PK", "--x--", ""].join("\r\n");
  expect(await send(port, { headers: { "Content-Type": "multipart/form-data; boundary=x" }, body: form })).toEqual({ status: 201, text: '{"body":true}' });
  expect(asked[1].body).toEqual(new FormBody({ name: "Acme" }, { package: { fileName: "a.zip", content: Uint8Array.from([0x50, 0x4b]) } }));
  await send(port, { headers: { "Content-Type": "text/xml" }, body: "<a/>" });
  await send(port, { method: "GET" });
  expect([asked[2].body, asked[3].body, asked[3].login, notes]).toEqual(["<a/>", undefined, undefined, []]);
});

test.each([
  ["JSON that is none", "application/json", "{"],
  ["JSON in Latin-1", "application/json", Buffer.from('"\xe9"', "latin1")],
  ["text in Latin-1", "text/xml", Buffer.from("\xe9", "latin1")],
  ["a form without its boundary", "multipart/form-data", "abc"],
  ["a form that does not end", "multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb'],
])("%s is handed on as unreadable", async (_, type, body) => {
  const { port, asked } = await serve();
  expect((await send(port, { headers: { "Content-Type": type }, body })).status).toBe(200);
  expect(asked[0].body).toBe(UNREADABLE);
});

test("a login that is none is no login", async () => {
  const { port, asked } = await serve();
  for (const Authorization of ["Basic", "Basic !!!", "Bearer abc", `Basic ${Buffer.from("no colon").toString("base64")}`]) await send(port, { method: "GET", headers: { Authorization } });
  expect(asked.map(({ login }) => login)).toEqual([undefined, undefined, undefined, undefined]);
});

test("refuses a body that is too large, of a type that nobody reads, or compressed, and says so in the journal", async () => {
  const { port, asked, notes } = await serve();
  const headers = { "Content-Type": "application/json" };
  expect(await send(port, { path: "/big/?pin=1234", headers, body: `"${"x".repeat(2000)}"` })).toEqual({ status: 413, text: "a body of more than 1000 bytes\n" });
  expect((await send(port, { path: "/big/", headers: { ...headers, "Content-Length": "2000", Expect: "100-continue" } })).status).toBe(413);
  expect((await send(port, { path: "/small/", headers: { ...headers, "Content-Length": "2", Expect: "100-continue" }, body: "{}" })).status).toBe(200);
  expect((await send(port, { headers: { "Content-Type": "image/png" }, body: "x" })).status).toBe(415);
  expect((await send(port, { headers: { ...headers, "Content-Encoding": "gzip" }, body: "x" })).status).toBe(415);
  expect(asked.map(({ path }) => path)).toEqual(["/small/"]);
  expect(notes).toEqual([
    "answered 413 to POST /big/: a body of more than 1000 bytes",
    "answered 413 to POST /big/: a body of more than 1000 bytes",
    "answered 415 to POST /: a body of a type that nothing here reads",
    "answered 415 to POST /: a compressed body",
  ]);
});

test("ends a body that goes on and on", async () => {
  const { port, asked, notes } = await serve();
  expect(await codeOf(send(port, { body: Buffer.alloc(5_000_000) }))).toMatch(/ECONNRESET|EPIPE/);
  expect([asked, notes]).toEqual([[], ["ended POST /, whose body did not end"]]);
});

test.each([
  ["garbage", "\0\x01garbage\r\n\r\n", /^HTTP\/1.1 400 /, "answered 400 to something that was no proper request (HPE_INVALID_METHOD)"],
  ["headers without end", `GET / HTTP/1.1\r\nX: ${"x".repeat(100_000)}\r\n\r\n`, /^HTTP\/1.1 431 /, "answered 431 to something that was no proper request (HPE_HEADER_OVERFLOW)"],
  ["headers that never come", "GET / HTTP/1.1\r\nHost: x\r\n", /^HTTP\/1.1 408 /, "answered 408 to something that was no proper request (ERR_HTTP_REQUEST_TIMEOUT)"],
  ["a body that never comes", "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 10\r\n\r\nabc", /^HTTP\/1.1 408 /, "answered 408 to something that was no proper request (ERR_HTTP_REQUEST_TIMEOUT)"],
  ["no host", "GET / HTTP/1.1\r\n\r\n", /^HTTP\/1.1 400 [^]*a request that names no host/, "answered 400 to GET /: a request that names no host"],
  ["an expectation", "GET / HTTP/1.1\r\nHost: x\r\nExpect: wonders\r\n\r\n", /^HTTP\/1.1 417 /, "answered 417 to GET /: an expectation that nothing here fulfils"],
  ["a method that is none", "BREW / HTTP/1.1\r\nHost: x\r\n\r\n", /^HTTP\/1.1 400 /, "answered 400 to something that was no proper request (HPE_INVALID_METHOD)"],
  ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", /^HTTP\/1.1 400 /, "answered 400 to something that was no proper request (HPE_PAUSED_H2_UPGRADE)"],
  ["an absurd query", `GET /?${"a=b&".repeat(10_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, /^HTTP\/1.1 431 /, "answered 431 to something that was no proper request (HPE_HEADER_OVERFLOW)"],
  ["chunks that are none", "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", /^HTTP\/1.1 400 /, "answered 400 to something that was no proper request (HPE_INVALID_CHUNK_SIZE)"],
  ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", /^HTTP\/1.1 400 /, "answered 400 to something that was no proper request (HPE_INVALID_TRANSFER_ENCODING)"],
  ["a proxy's work", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n", /^HTTP\/1.1 405 /, "refused to be a proxy"],
])("refuses %s, and goes on", async (_, bytes, answer, note) => {
  const { port, asked, notes } = await serve(undefined, IMPATIENT);
  expect(await sendTls(port, bytes)).toMatch(answer);
  expect([asked, notes.slice(0, 1)]).toEqual([[], [note]]);
  expect((await send(port, { method: "GET" })).text).toBe("hello");
});

test("ends what does not speak TLS, and what says nothing at all", async () => {
  const { port, notes } = await serve(undefined, IMPATIENT);
  expect(await sendTcp(port, "GET / HTTP/1.1\r\n\r\n")).not.toContain("HTTP/1.1 200");
  expect(await sendTcp(port, Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 7) % 256)))).not.toContain("200");
  expect(await sendTcp(port, "")).toBe("");
  expect(notes).toEqual([
    expect.stringMatching(/^ended a connection that did not speak TLS as it should \(ERR_SSL_HTTP_REQUEST\)$/),
    expect.stringMatching(/^ended a connection that did not speak TLS as it should \(ERR_SSL_\w+\)$/),
    "ended a connection that did not speak TLS as it should (ERR_TLS_HANDSHAKE_TIMEOUT)",
  ]);
});

test("a client that goes away in the middle leaves nothing behind", async () => {
  const { port, notes } = await serve();
  const socket = connect(port, "127.0.0.1");
  await new Promise((resolve) => socket.on("connect", resolve));
  socket.resetAndDestroy();
  expect((await send(port, { method: "GET" })).text).toBe("hello");
  expect(notes).toEqual([]);
});

test("what is not there any more ends the connection, and a bug is told without what was sent", async () => {
  const { port, notes } = await serve(({ path, body }) => {
    if (path === "/gone") throw new NotAnsweringError("x");
    throw new TypeError(`cannot read ${JSON.stringify(body)}`);
  });
  expect(await codeOf(send(port, { path: "/gone" }))).toBe("ECONNRESET");
  expect(await send(port, { headers: { "Content-Type": "text/plain" }, body: "planted" })).toEqual({ status: 500, text: "a bug of the lab\n" });
  expect(notes).toEqual(["could not answer POST /: a bug of the lab (TypeError)"]);
});

test("shows the certificate of the moment, and none that cannot be shown", async () => {
  const { port, shows, notes } = await serve();
  expect(await shownName(port)).toBe("first.example.com");
  shows.certificate = authority.issue(["second.example.com"]);
  expect(await shownName(port)).toBe("second.example.com");
  shows.certificate = { certificate: "garbage", privateKey: "garbage" };
  expect(await codeOf(shownName(port))).toBe("ECONNRESET");
  expect(notes).toEqual(["has a certificate that no server can show"]);
  shows.certificate = undefined;
  expect(await codeOf(shownName(port))).toBe("ECONNRESET");
});

test("closes with everything that is still open on it, and opens again on the same port", async () => {
  const { endpoint, port } = await serve();
  const halfOpen = connect(port, "127.0.0.1");
  const gone = new Promise((resolve) => halfOpen.on("close", resolve).on("error", () => undefined));
  await new Promise((resolve) => halfOpen.on("connect", resolve));
  const slow = sendTls(port, "GET / HTTP/1.1\r\n");
  await endpoint.close();
  await gone;
  await slow;
  expect(await codeOf(send(port, {}))).toBe("ECONNREFUSED");
  await endpoint.open(port);
  expect((await send(port, { method: "GET" })).text).toBe("hello");
});

test("waits for a port that something else holds, and can be closed meanwhile", async () => {
  const { port } = await serve();
  const second = await serve();
  await second.endpoint.close();
  const opening = second.endpoint.open(port);
  await second.endpoint.close();
  await opening;
  expect(second.notes).toEqual([`waits for the port ${port} of this machine, which something else holds`]);
});

test("answers requests that come in one go in their order, and says nothing of those after a refusal", async () => {
  const { port, asked } = await serve(({ path }) => plain(200, "text/plain", `<${path}>`));
  const one = (path: string, more = "") => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
  const all = Array.from({ length: 200 }, (_, index) => `/${index}`);
  const answers = await sendTls(port, [...all.map((path) => one(path)), one("/last", "Connection: close\r\n")].join(""));
  expect(answers.match(/<[^>]+>/g)).toEqual([...all, "/last"].map((path) => `<${path}>`));
  const refused = await sendTls(port, `${one("/before")}POST /now HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\nContent-Length: 1\r\n\r\nx${one("/after")}`);
  expect(refused.match(/HTTP\/1.1 \d+/g)?.slice(0, 2)).toEqual(["HTTP/1.1 200", "HTTP/1.1 415"]);
  expect(asked.map(({ path }) => path)).not.toContain("/now");
});

test("a name that is not its own gets the same certificate: to judge it is the client's", async () => {
  const { port, asked } = await serve();
  const code = await codeOf(
    new Promise((resolve, reject) => {
      const request = httpsRequest({ host: "127.0.0.1", port, servername: "other.example.com", path: "/", ca: authority.certificate, agent: false }, resolve);
      request.on("error", reject).end();
    }),
  );
  expect([code, asked]).toEqual(["ERR_TLS_CERT_ALTNAME_INVALID", []]);
});

test("ends what comes in drops, headers and bodies, and goes on meanwhile", async () => {
  const { port } = await serve(undefined, IMPATIENT);
  const slow = [drip(port, "GET / HTTP/1.1\r\nHost: x\r\nX: ", 20), drip(port, "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: text/xml\r\nContent-Length: 99999\r\n\r\n", 20)];
  expect((await send(port, { method: "GET" })).text).toBe("hello");
  for (const answer of await Promise.all(slow)) expect(answer).toMatch(/^HTTP\/1.1 408 /);
});

test("takes no more connections at a time than it has room for, ends the silent ones, and takes others then", async () => {
  const { port, notes } = await serve(undefined, { ...IMPATIENT, handshakeMs: 1_000 });
  const crowd = await idle(port, MOST_CONNECTIONS + 20);
  try {
    expect(await codeOf(send(port, { method: "GET" }))).toMatch(/ECONNRESET|EPIPE/);
    expect(notes.filter((note) => note === `refused a connection: ${MOST_CONNECTIONS} are open already`).length).toBeGreaterThanOrEqual(1);
    while (crowd.ended() < MOST_CONNECTIONS + 20) await new Promise((resolve) => setTimeout(resolve, 10));
    expect((await send(port, { method: "GET" })).text).toBe("hello");
  } finally {
    crowd.close();
  }
});
