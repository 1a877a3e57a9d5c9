import { createServer, type Server, type Socket } from "node:net";
import { WinrmAuthentication } from "../../../lib/deployment/enums";
import type { HypervHostFields } from "../../../lib/deployment/host";
import type { ProbeContext } from "../../../lib/client/preflight/context";
import { lookAtWinrm, schemesOf } from "../../../lib/client/preflight/winrm";
import { makeIdentities, type Identity } from "../../support/https-servers";
import { CLOSED_PORT, lines, probeContext } from "../../support/probe-context";
import { aHost } from "../../support/records";
import { WinrmServer, type WinrmTemper } from "../../support/winrm-server";

const identities = makeIdentities();
const trust = { by: "roots", roots: [identities.authority] } as const;
let running: { stop(): Promise<unknown> }[] = [];

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});

async function look(identity: Identity | undefined, { temper = {}, winrm = {}, address = "localhost", context = {} }: { readonly temper?: WinrmTemper; readonly winrm?: HypervHostFields["winrm"]; readonly address?: string; readonly context?: Partial<ProbeContext> } = {}) {
  const server = await WinrmServer.start(identity, temper);
  running.push(server);
  const host = aHost({ address, winrm: { https: identity !== undefined, ...winrm } });
  const { port } = host.winrm;
  const found = await lookAtWinrm(host, probeContext({ trust, resolve: [{ host: address, port, address: "127.0.0.1", addressPort: server.port }], ...context }));
  return { found, server };
}

test("is fine with a trusted certificate and the way to sign in that is configured", async () => {
  const { found, server } = await look(identities.good);
  expect(lines(found.findings)).toEqual([
    "ok WinRM port: localhost:5986 answers (127.0.0.1)",
    expect.stringMatching(/^warning WinRM certificate: is trusted, from Test Authority, valid until \d{4}-\d\d-\d\d: less than a day left$/),
    "ok WinRM: signs in with Negotiate, Kerberos",
  ]);
  expect(server.received).toEqual(["anonymous", "anonymous"]);
});

test.each<[string, Identity, RegExp]>([
  ["self-signed", identities.selfSigned, /^failed WinRM certificate: it is self-signed$/],
  ["for another name", identities.wrongHost, /^failed WinRM certificate: it is for other\.example\.com, not for localhost$/],
  ["expired", identities.expired, /^failed WinRM certificate: it expired on /],
  ["without alternative names", identities.commonNameOnly, /^failed WinRM certificate: it is for localhost without any alternative name, so for no host$/],
])("fails with a certificate that is %s, and still tells how the host signs in", async (_, identity, text) => {
  const { found } = await look(identity);
  expect(lines(found.findings)).toEqual([expect.stringMatching(/^ok WinRM port/), expect.stringMatching(text), "ok WinRM: signs in with Negotiate, Kerberos"]);
  expect(found.findings[1].advice[0]).toMatch(/^SHA-256 [0-9A-F:]{95}$/);
  expect(found.isTrusted).toBe(false);
});

test("verifies the name of tlsServerName where it is given", async () => {
  const { found } = await look(identities.good, { address: "hv1.example.com", winrm: { tlsServerName: "localhost" } });
  expect(found.isTrusted).toBe(true);
  expect((await look(identities.good, { address: "hv1.example.com" })).found.isTrusted).toBe(false);
});

test("trusts caCertificatePath before --cacert, and says what is wrong with that file", async () => {
  const host = aHost().path;
  expect((await look(identities.good, { context: { trust: { by: "roots", roots: [] }, hostTrust: new Map([[host, trust]]) } })).found.isTrusted).toBe(true);
  const { found } = await look(identities.good, { context: { hostTrust: new Map([[host, "cannot be read (ENOENT)"]]) } });
  expect(lines(found.findings)[1]).toBe("failed WinRM certificate: winrm.caCertificatePath cannot be read (ENOENT)");
});

test("warns where verification is switched off, and is content with a good certificate there too", async () => {
  expect(lines((await look(identities.selfSigned, { winrm: { insecure: true } })).found.findings)[1]).toBe("warning WinRM certificate: is self-signed; winrm.insecure accepts it, so anybody could answer in the host's place");
  expect((await look(identities.good, { winrm: { insecure: true } })).found.isTrusted).toBe(true);
});

test("warns of WinRM in clear", async () => {
  const { found } = await look(undefined);
  expect(lines(found.findings)).toEqual([
    "ok WinRM port: localhost:5985 answers (127.0.0.1)",
    "warning WinRM certificate: none: WinRM in clear on port 5985; passwords of Basic and everything that is sent can be read",
    "ok WinRM: signs in with Negotiate, Kerberos",
  ]);
});

test("fails when the host does not offer the way to sign in that is configured, and says how to switch it on", async () => {
  const { found } = await look(identities.good, { winrm: { authentication: WinrmAuthentication.BASIC } });
  expect(found.findings[2]).toMatchObject({ state: "failed", evidence: "signs in with Negotiate, Kerberos; winrm.authentication is basic", advice: [expect.stringContaining("winrm set winrm/config/service/auth '@{Basic=\"true\"}'")] });
});

test.each<[string, WinrmTemper, string]>([
  ["names no way to sign in", { schemes: [] }, "failed WinRM: asks for a login, and names no way; winrm.authentication is ntlm"],
  ["is another web server", { anonymousStatus: 404 }, "failed WinRM: answers 404 instead of asking for a login (401)"],
  ["does not take the request", { anonymousStatus: 405 }, "warning WinRM: answers 405 instead of asking for a login (401)"],
])("tells when what answers %s", async (_, temper, text) => {
  expect(lines((await look(identities.good, { temper })).found.findings)[2]).toBe(text);
});

describe("without WinRM", () => {
  const at = (port: number, leftMs = 80) => lookAtWinrm(aHost({ address: "127.0.0.1", winrm: { port } }), probeContext({ trust, leftMs: () => leftMs }));

  async function tcp(onConnection: Parameters<typeof createServer>[1]): Promise<number> {
    const sockets: Socket[] = [];
    const server: Server = createServer(onConnection).on("connection", (socket) => sockets.push(socket));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    running.push({
      stop: () => {
        sockets.forEach((socket) => socket.destroy());
        return new Promise((resolve) => server.close(resolve));
      },
    });
    return (server.address() as { readonly port: number }).port;
  }

  test("tells a closed port, and how to open it", async () => {
    const { findings } = await at(CLOSED_PORT);
    expect(findings).toMatchObject([{ state: "failed", what: "WinRM port", evidence: "127.0.0.1:1: connection refused", advice: [expect.stringContaining("Enable-PSRemoting")] }]);
  });

  test("tells a port that answers in something else than TLS", async () => {
    const port = await tcp((socket) => socket.on("error", () => undefined).end("HTTP/1.1 400 Bad Request\r\n\r\n\u001b[2J"));
    expect(lines((await at(port)).findings)).toEqual([`ok WinRM port: 127.0.0.1:${port} answers`, "failed WinRM certificate: it answers, but not in TLS"]);
  });

  test("tells a port that is open and silent", async () => {
    const port = await tcp((socket) => socket.on("error", () => undefined).resume());
    expect(lines((await at(port)).findings)).toEqual([`ok WinRM port: 127.0.0.1:${port} answers`, "failed WinRM certificate: connected, but no TLS handshake within 80 ms"]);
  });
});

test("reads the ways to sign in out of any header", () => {
  expect(schemesOf('Negotiate, Kerberos, Basic realm="WSMAN, Negotiate it"')).toEqual(["Negotiate", "Kerberos", "Basic"]);
  expect(schemesOf('basic realm="x"')).toEqual(["Basic"]);
  expect(schemesOf("Bearer")).toEqual([]);
});
