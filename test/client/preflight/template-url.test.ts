import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { probeTemplate, sizeText, templateSize } from "../../../lib/client/preflight/template-url";
import { answers, HttpsServer, makeIdentities, type Handler } from "../../support/https-servers";
import { CLOSED_PORT, lines, probeContext } from "../../support/probe-context";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const GIB = 1024 ** 3;
let server: Server;
let answer: Answer;
let asked: string[];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
beforeEach(() => {
  asked = [];
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

const url = (path = "/pexip.zip") => `http://127.0.0.1:${(server.address() as { readonly port: number }).port}${path}`;
const gives = (bytes: number, headers: Readonly<Record<string, string>> = {}): Answer => (_, response) => response.writeHead(200, { "Content-Length": String(bytes), "Content-Type": "application/zip", ...headers }).end();
const probe = async (given: Answer, path?: string) => {
  answer = given;
  return lines(await probeTemplate(url(path), probeContext({ leftMs: () => 300 })));
};

test("tells a disk that is there, and how large it is", async () => {
  expect(await probe(gives(5 * GIB))).toEqual([`ok template: ${url()} is there, 5.0 GiB`]);
  expect(asked).toEqual(["HEAD /pexip.zip"]);
});

test("never shows the query, which may be a signature", async () => {
  const [line] = await probe(gives(5 * GIB), "/pexip.zip?sig=planted");
  expect(line).toBe(`ok template: ${url()}?... is there, 5.0 GiB`);
  expect(asked).toEqual(["HEAD /pexip.zip?sig=planted"]);
});

test("follows redirections, on to the size at their end", async () => {
  const redirect: Answer = (request, response) => (request.url === "/pexip.zip" ? response.writeHead(302, { Location: "/store/pexip.zip" }).end() : gives(2 * GIB)(request, response));
  expect(await probe(redirect)).toEqual([`ok template: ${url()} is there, 2.0 GiB`]);
  expect(asked).toEqual(["HEAD /pexip.zip", "HEAD /store/pexip.zip"]);
});

test("asks for one byte where HEAD is refused, and warns that the provider asks with HEAD", async () => {
  const refuses: Answer = (request, response) => (request.method === "HEAD" ? response.writeHead(405).end() : response.writeHead(206, { "Content-Range": `bytes 0-0/${3 * GIB}`, "Content-Length": "1" }).end("x"));
  expect(await probe(refuses)).toEqual([`warning template: ${url()} is there, 3.0 GiB, and the server refuses HEAD`]);
  expect(asked).toEqual(["HEAD /pexip.zip", "GET /pexip.zip"]);
});

test("reads no more than the beginning where ranges are ignored", async () => {
  let written = 0;
  const endless: Answer = (request, response) => {
    if (request.method === "HEAD") return void response.writeHead(405).end();
    response.writeHead(200, { "Content-Length": String(GIB) });
    const more = (): void => {
      written += 65_536;
      if (!response.destroyed && response.write(Buffer.alloc(65_536))) setImmediate(more);
    };
    more();
  };
  expect(await probe(endless)).toEqual([`warning template: ${url()} is there, 1.0 GiB, and the server refuses HEAD`]);
  expect(written).toBeLessThan(64 * 1024 * 1024);
});

test.each<[string, Answer, string]>([
  ["small", gives(2000), "is there, 2.0 KiB, which is small for a disk"],
  ["a page", gives(5 * GIB, { "Content-Type": "text/html" }), "is there, 5.0 GiB, as text/html"],
])("warns when what is there is %s", async (_, given, text) => {
  expect(await probe(given)).toEqual([`warning template: ${url()} ${text}`]);
});

test("does not know a size that is not told", async () => {
  expect(await probe((_, response) => response.writeHead(200, { "Transfer-Encoding": "chunked" }).end())).toEqual([`ok template: ${url()} is there, of unknown size`]);
});

test.each<[string, Answer, string]>([
  ["is not there", (_, response) => response.writeHead(404).end(), "answers 404"],
  ["wants a login", (_, response) => response.writeHead(403).end(), "answers 403 to HEAD and 403 to GET"],
  ["goes in a circle", (_, response) => response.writeHead(302, { Location: "/pexip.zip" }).end(), "redirects more than 5 times"],
  ["redirects to another protocol", (_, response) => response.writeHead(302, { Location: "file:///etc/passwd" }).end(), "redirects from http to file, which is not followed"],
  ["redirects to nonsense", (_, response) => response.writeHead(302, { Location: "http://[" }).end(), "redirects to what is no URL"],
  ["hangs", () => undefined, "connected, but no complete answer within 300 ms"],
  ["breaks off", (_, response) => response.destroy(), "the connection broke"],
  ["is no HTTP", (request) => request.socket.end("\u001b[2J\r\n\r\n"), "it answers, but not in HTTP"],
])("fails when it %s", async (_, given, text) => {
  expect(await probe(given)).toEqual([`failed template: ${url()}: ${text}`]);
});

test("fails when nothing is there to answer", async () => {
  expect(lines(await probeTemplate(`http://127.0.0.1:${CLOSED_PORT}/pexip.vhd`, probeContext()))).toEqual([`failed template: http://127.0.0.1:${CLOSED_PORT}/pexip.vhd: connection refused`]);
});

describe("over HTTPS", () => {
  const identities = makeIdentities();
  const big: Handler = answers(200, "", { "Content-Length": String(5 * GIB), "Content-Type": "application/zip" });
  let secure: HttpsServer;

  beforeAll(async () => {
    secure = await HttpsServer.start(identities.good, big);
  });
  afterAll(() => secure.stop());

  const at = (host: string) => `https://${host}:${secure.port}/pexip.zip`;
  const context = (roots: readonly string[]) => probeContext({ trust: { by: "roots", roots }, resolve: [{ host: "images.example.com", port: secure.port, address: "127.0.0.1", addressPort: secure.port }] });

  test("believes a certificate of a trusted authority", async () => {
    expect(lines(await probeTemplate(at("localhost"), context([identities.authority])))).toEqual([`ok template: ${at("localhost")} is there, 5.0 GiB`]);
  });

  test.each<[string, string, readonly string[], string]>([
    ["of an unknown authority", "localhost", [], "its certificate is not trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE)"],
    ["of another host", "images.example.com", [identities.authority], "its certificate is not for images.example.com"],
  ])("fails with a certificate %s", async (_, host, roots, text) => {
    expect(lines(await probeTemplate(at(host), context(roots)))).toEqual([`failed template: ${at(host)}: ${text}`]);
  });

  test("fails with an expired certificate", async () => {
    secure.replaceIdentity(identities.expired);
    expect(lines(await probeTemplate(at("localhost"), context([identities.authority])))).toEqual([`failed template: ${at("localhost")}: its certificate has expired`]);
  });
});

test("one look is enough for all that need it", async () => {
  answer = gives(5 * GIB);
  const context = probeContext();
  await Promise.all([probeTemplate(url(), context), probeTemplate(url(), context)]);
  expect(await templateSize(url(), context)).toBe(5 * GIB);
  expect(asked).toEqual(["HEAD /pexip.zip"]);
});

test("writes sizes as people read them", () => {
  expect([500, 2048, 5 * 1024 ** 2, 1.5 * GIB].map(sizeText)).toEqual(["0.5 KiB", "2.0 KiB", "5.0 MiB", "1.5 GiB"]);
});
