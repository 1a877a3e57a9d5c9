import { createServer, type Server as TcpServer, type AddressInfo } from "node:net";
import { shakeHands } from "../../../lib/client/verify/tls-handshake";
import { answers, HttpsServer, type Identity } from "../../support/https-servers";
import { NamedIdentities } from "../../support/named-identities";
import { CLOSED_PORT } from "../../support/probe-context";

const identities = new NamedIdentities();
const roots = { by: "roots", roots: [identities.authority] } as const;
let server: HttpsServer | undefined;
let plain: TcpServer | undefined;

afterEach(async () => {
  await server?.stop();
  server = undefined;
  await new Promise((resolve) => (plain === undefined ? resolve(undefined) : plain.close(resolve)));
  plain = undefined;
});

interface Given {
  readonly name?: string;
  readonly names?: readonly string[];
  readonly trust?: Parameters<typeof shakeHands>[0]["trust"];
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const at = (port: number, { name = "oslo-1.example.com", names = [name], trust = roots, timeoutMs = 2000, signal = new AbortController().signal }: Given = {}) =>
  shakeHands({ name, names, target: { host: "127.0.0.1", port }, trust, timeoutMs, signal });

async function show(identity: Identity, given?: Given) {
  server = await HttpsServer.start(identity, answers(200));
  const result = await at(server.port, given);
  expect(server.received).toEqual([]);
  return result;
}

async function speaks(text: string | undefined): Promise<number> {
  plain = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => (text === undefined ? socket.destroy() : socket.end(text)));
  });
  await new Promise<void>((resolve) => plain!.listen(0, "127.0.0.1", resolve));
  return (plain.address() as AddressInfo).port;
}

test("shows the certificate, and which names it is not for", async () => {
  const names = ["oslo-1.example.com", "sip.example.com", "a.vc.example.com"];
  expect(await show(identities.of(["oslo-1.example.com", "*.vc.example.com"]), { names })).toMatchObject({
    is: "shown",
    certificate: { issuer: "Test Authority", names: ["oslo-1.example.com", "*.vc.example.com"] },
    problem: undefined,
    uncovered: ["sip.example.com"],
  });
});

test("says why the certificate is not trusted, its names aside", async () => {
  expect(await show(identities.of(["other.example.com"], { issuer: "other.example.com" }))).toMatchObject({ is: "shown", problem: { kind: "self-signed" }, uncovered: ["oslo-1.example.com"] });
  await server?.stop();
  expect(await show(identities.of(["oslo-1.example.com"], { days: [-9, -2] }))).toMatchObject({ problem: { kind: "expired" } });
  await server?.stop();
  expect(await show(identities.of(["oslo-1.example.com"]), { trust: { by: "roots", roots: [] } })).toMatchObject({ problem: { kind: "unknown issuer" } });
});

test("has no problem with a certificate when anybody is believed", async () => {
  expect(await show(identities.of(["oslo-1.example.com"]), { trust: { by: "nobody" } })).toMatchObject({ problem: undefined });
});

test("says that nobody listens, that it is no TLS, that it broke off", async () => {
  expect(await at(CLOSED_PORT)).toEqual({ is: "none", text: "connection refused", isReached: false });
  expect(await at(await speaks("SIP/2.0 400 Bad Request\r\n\r\n"))).toEqual({ is: "none", text: "it answers, but not in TLS", isReached: true });
  await new Promise((resolve) => plain?.close(resolve));
  expect(await at(await speaks(undefined))).toEqual({ is: "none", text: "the connection broke in the TLS handshake", isReached: true });
});

test("gives a silent server its time, and no more", async () => {
  plain = createServer((socket) => void setTimeout(() => socket.destroy(), 60));
  await new Promise<void>((resolve) => plain!.listen(0, "127.0.0.1", resolve));
  expect(await at((plain.address() as AddressInfo).port, { timeoutMs: 20 })).toEqual({ is: "none", text: "connected, but no TLS handshake within 20 ms", isReached: true });
});

test("throws the reason when it is interrupted", async () => {
  const controller = new AbortController();
  controller.abort(130);
  let reason: unknown;
  try {
    await at(CLOSED_PORT, { signal: controller.signal });
  } catch (error) {
    reason = error;
  }
  expect(reason).toBe(130);
});
