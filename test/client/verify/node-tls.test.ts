import { createServer, type AddressInfo } from "node:net";
import type { ConferencingNodeFields } from "../../../lib/deployment/conferencing-node";
import { probeNodeTls, type TlsPort } from "../../../lib/client/verify/node-tls";
import { answers, HttpsServer } from "../../support/https-servers";
import { NamedIdentities } from "../../support/named-identities";
import { CLOSED_PORT, lines } from "../../support/probe-context";
import { sound } from "../../support/records";
import { verifyContext } from "../../support/verify-context";

const identities = new NamedIdentities();
const SIP = { sipTlsFqdn: "sip.example.com" };
let server: HttpsServer;

beforeAll(async () => {
  server = await HttpsServer.start(identities.of(["oslo-1.example.com"]), answers(200));
});
afterAll(() => server.stop());

interface Given {
  readonly names?: readonly string[];
  readonly node?: Partial<ConferencingNodeFields>;
  readonly how?: Parameters<NamedIdentities["of"]>[1];
  readonly listens?: boolean;
}

async function findings(port: TlsPort, { names = ["oslo-1.example.com"], node = {}, how, listens = true }: Given = {}) {
  server.replaceIdentity(identities.of(names, how));
  const resolve = [{ host: "10.44.0.11", port, address: "127.0.0.1", addressPort: listens ? server.port : CLOSED_PORT }];
  return probeNodeTls(sound({ node1: node }).nodes[0], port, verifyContext({ trust: { by: "roots", roots: [identities.authority] }, resolve }));
}

const probe = async (...given: Parameters<typeof findings>) => lines(await findings(...given));

test("is content with a trusted certificate for the node's name", async () => {
  const trusted = expect.stringMatching(/^ok TLS \d+: oslo-1\.example\.com is trusted, from Test Authority, valid until /);
  expect([...(await probe(443)), ...(await probe(5061))]).toEqual([trusted, trusted]);
});

test("wants the SIP TLS FQDN on 5061, and the name of the SRV records on 443", async () => {
  const given = { node: SIP, names: ["oslo-1.example.com"] };
  expect(await probe(5061, given)).toEqual(["failed TLS 5061: its certificate is for oslo-1.example.com, not for sip.example.com"]);
  expect((await probe(443, given))[0]).toMatch(/^ok TLS 443: oslo-1\.example\.com is trusted/);
});

test("only warns on 443 of a certificate for the node's other name", async () => {
  const [finding] = await findings(443, { node: SIP, names: ["sip.example.com"] });
  expect(finding).toMatchObject({ state: "warning", evidence: "its certificate is for sip.example.com, not for oslo-1.example.com", advice: ["give the node a certificate that holds oslo-1.example.com, sip.example.com too: clients that follow the SRV records arrive at oslo-1.example.com"] });
  expect(await probe(443, { names: ["other.example.com"] })).toEqual(["failed TLS 443: its certificate is for other.example.com, not for oslo-1.example.com"]);
});

test("fails for a certificate that is self-signed, has expired or ends soon", async () => {
  expect(await probe(443, { how: { issuer: "oslo-1.example.com" } })).toEqual(["failed TLS 443: it is self-signed"]);
  expect(await probe(5061, { how: { days: [-9, -2] } })).toEqual([expect.stringMatching(/^failed TLS 5061: it expired on /)]);
  expect(await probe(5061, { how: { days: [-9, 12] } })).toEqual([expect.stringMatching(/^failed TLS 5061: oslo-1\.example\.com is trusted, .*: 11 days left$/)]);
});

test("fails when nobody listens, unless the node may be off", async () => {
  expect(await probe(443, { listens: false })).toEqual(["failed TLS 443: oslo-1.example.com: connection refused"]);
  expect(await probe(443, { listens: false, node: { distributedDatabase: false } })).toEqual(["skipped TLS 443: oslo-1.example.com: connection refused: it is for peak times, and may be off"]);
});

test("says when somebody listens who does not speak TLS", async () => {
  const plain = createServer((socket) => socket.once("data", () => socket.end("SIP/2.0 400 Bad Request\r\n\r\n")));
  await new Promise<void>((resolve) => plain.listen(0, "127.0.0.1", resolve));
  const resolve = [443, 5061].map((port) => ({ host: "10.44.0.11", port, address: "127.0.0.1", addressPort: (plain.address() as AddressInfo).port }));
  const found = await Promise.all(([443, 5061] as const).map((port) => probeNodeTls(sound().nodes[0], port, verifyContext({ resolve }))));
  expect(lines(found.flat())).toEqual(["failed TLS 443: oslo-1.example.com: it answers, but not in TLS", "failed TLS 5061: oslo-1.example.com: it answers, but not in TLS"]);
  expect(found.map(([{ advice }]) => advice[0])).toEqual([expect.stringMatching(/still starting/), expect.stringMatching(/SIP TLS certificates/)]);
  await new Promise((close) => plain.close(close));
});

test("looks at the secondary interface of a node that has one", async () => {
  server.replaceIdentity(identities.of(["oslo-1.example.com"]));
  const node1 = { secondaryAddress: "10.55.0.11", secondaryNetmask: "255.255.255.0" };
  const resolve = [{ host: "10.55.0.11", port: 443, address: "127.0.0.1", addressPort: server.port }];
  expect((await findings(443, {}))[0].state).toBe("ok");
  expect(lines(await probeNodeTls(sound({ node1 }).nodes[0], 443, verifyContext({ trust: { by: "roots", roots: [identities.authority] }, resolve })))[0]).toMatch(/^ok /);
});
