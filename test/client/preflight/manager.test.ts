import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { probeManager } from "../../../lib/client/preflight/manager";
import { answers, answersJson, hangs, HttpsServer, makeIdentities, type Handler, type Identity } from "../../support/https-servers";
import { lines, probeContext } from "../../support/probe-context";
import { sound, type Changes } from "../../support/records";

const identities = makeIdentities();
const API = { manager: { hostname: "localhost", domain: "example.com", infinityVersion: InfinityVersion.of("40"), api: {} } } as const satisfies Changes;
let server: HttpsServer | undefined;

afterEach(() => server?.stop());

/** It is called localhost.example.com here, which only wrongHost is not for. */
async function probe(handler: Handler, { identity = identities.good, manager = API.manager, hasSecret = true }: { readonly identity?: Identity; readonly manager?: Changes["manager"]; readonly hasSecret?: boolean } = {}) {
  await server?.stop();
  server = await HttpsServer.start(identity, handler);
  const record = { ...sound({ manager }).manager, fqdn: "localhost" };
  return probeManager(record, probeContext({ leftMs: () => 300, trust: { by: "roots", roots: [identities.authority] }, resolve: [{ host: "10.44.0.10", port: 443, address: "127.0.0.1", addressPort: server.port }], secretOf: () => (hasSecret ? "planted" : undefined) }));
}

const withVersion = (value: unknown): Handler => (response, received) => (received.url === "/admin/login/" ? answers(200) : answersJson(value))(response, received);
const tells = (version: string) => withVersion({ meta: {}, objects: [{ id: 1, version }] });

test("tells its login page, its certificate and its version", async () => {
  expect(lines(await probe(tells("40 (84500.0.0)")))).toEqual([expect.stringMatching(/^warning certificate: is trusted, from Test Authority/), "ok Management Node: its login page answers", "ok version: 40 (84500.0.0), as declared"]);
  expect(server?.received.map(({ url }) => url)).toEqual(["/admin/login/", "/api/admin/status/v1/management_vm/"]);
});

test("takes a dot release for the release", async () => {
  expect(lines(await probe(tells("40.1 (84600.0.0)")))[2]).toBe("ok version: 40.1 (84600.0.0), as declared");
});

test("warns of another version", async () => {
  expect(lines(await probe(tells("39 (80000.0.0)")))[2]).toBe("warning version: 39 (80000.0.0); infinityVersion says 40");
  expect(lines(await probe(tells("401 (1.0.0)")))[2]).toMatch(/^warning version/);
});

test.each<[string, Handler, string]>([
  ["is missing", withVersion({ objects: [] }), "skipped version: it does not tell (200)"],
  ["is hostile", tells("\u001b[2J"), "skipped version: it does not tell (200)"],
  ["is not given to this account", (response, received) => (received.url === "/admin/login/" ? answers(200) : answers(401))(response, received), 'failed version: it refuses "admin" with the password of TF_VAR_manager_web_password (401)'],
])("tells when the version %s", async (_, handler, text) => {
  expect(lines(await probe(handler))[2]).toBe(text);
});

test("does not ask for the version without an account", async () => {
  const runbook = { hostname: "localhost", domain: "example.com" };
  expect(lines(await probe(answers(200), { manager: runbook }))[2]).toBe("skipped version: not asked: in runbook mode there is no account for the API");
  expect(lines(await probe(answers(200), { hasSecret: false }))[2]).toBe("skipped version: not asked: TF_VAR_manager_web_password is not set");
});

test.each<[string, Identity, string]>([
  ["self-signed", identities.selfSigned, "failed certificate: it is self-signed"],
  ["for another host", identities.wrongHost, "failed certificate: it is for other.example.com, not for localhost"],
])("fails with a certificate that is %s, and sends it no password", async (_, identity, text) => {
  expect(lines(await probe(tells("40"), { identity }))).toEqual([text, "ok Management Node: its login page answers", "skipped version: not asked: the certificate is not trusted"]);
  expect(server?.received.every(({ headers }) => headers.authorization === undefined)).toBe(true);
});

test("warns of a certificate that insecureTls accepts", async () => {
  const [finding] = await probe(answers(200), { identity: identities.selfSigned, manager: { ...API.manager, api: { insecureTls: true } } });
  expect(finding).toMatchObject({ state: "warning", evidence: "it is self-signed; insecureTls accepts it" });
});

test.each<[string, Handler, string]>([
  ["is starting", answers(503), "failed Management Node: its login page answers 503"],
  ["redirects", answers(302, "", { Location: "https://elsewhere.example.com/\u0085" }), "warning Management Node: its login page redirects to https://elsewhere.example.com/?"],
])("tells when it %s", async (_, handler, text) => {
  expect(lines(await probe(handler))[1]).toBe(text);
});

test("fails when it does not answer", async () => {
  expect(lines(await probe(hangs))).toEqual(["failed Management Node: localhost (10.44.0.10): connected, but no complete answer within 300 ms"]);
});
