import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { probeLoginPage } from "../../../lib/client/verify/login-page";
import { answers, HttpsServer, inTurn, type Handler, type Identity } from "../../support/https-servers";
import { asked } from "../../support/installed-platform";
import { NamedIdentities } from "../../support/named-identities";
import { CLOSED_PORT, lines } from "../../support/probe-context";
import { sound, type Changes } from "../../support/records";
import { verifyContext } from "../../support/verify-context";

const identities = new NamedIdentities();
const good = identities.of(["manager.example.com"]);
let server: HttpsServer;

beforeAll(async () => {
  server = await HttpsServer.start(good, answers(200));
});
afterAll(() => server.stop());

async function findings(handler: Handler, { identity = good, manager = {}, port = server.port }: { readonly identity?: Identity; readonly manager?: Changes["manager"]; readonly port?: number } = {}) {
  server.received.length = 0;
  server.replaceIdentity(identity);
  server.handler = handler;
  return probeLoginPage(sound({ manager }).manager, verifyContext({ trust: { by: "roots", roots: [identities.authority] }, resolve: [{ host: "manager.example.com", port: 443, address: "127.0.0.1", addressPort: port }] }));
}

const probe = async (...given: Parameters<typeof findings>) => lines(await findings(...given));
const to = (location: string) => answers(302, "", { Location: location });
const TRUSTED = expect.stringMatching(/^ok certificate: is trusted, from Test Authority, valid until /);

test("finds the page, with a certificate that lasts", async () => {
  expect(await probe(answers(200))).toEqual([TRUSTED, "ok login page: it answers"]);
});

test("follows a redirection on the same server, and waits while it is busy", async () => {
  expect(await probe(inTurn(answers(503), to("/admin/login/?next=/"), answers(200)))).toEqual([TRUSTED, "ok login page: it answers"]);
  expect(asked(server.received)).toEqual(["GET /admin/login/", "GET /admin/login/", "GET /admin/login/?next=/"]);
});

test.each<[string, Handler, string]>([
  ["elsewhere", to("https://other.example.com/"), "it redirects to https://other.example.com/, which is not followed"],
  ["in a circle", to("/admin/login/"), "it redirects in a circle"],
  ["without an end", (response, received) => to(`${received.url}x`)(response, received), "it redirects more than 5 times"],
])("fails for a page that redirects %s", async (_, handler, text) => {
  expect(await probe(handler)).toEqual([`failed login page: ${text}`]);
});

test("fails for a page that answers something else", async () => {
  expect(await probe(answers(404))).toEqual([TRUSTED, "failed login page: it answers 404"]);
});

test("fails when nobody is there", async () => {
  expect(await probe(answers(200), { port: CLOSED_PORT })).toEqual(["failed login page: manager.example.com (10.44.0.10): connection refused"]);
});

test("fails for a certificate that ends soon", async () => {
  expect((await probe(answers(200), { identity: identities.of(["manager.example.com"], { days: [-1, 9] }) }))[0]).toMatch(/^failed certificate: is trusted, .*: 8 days left$/);
});

test("fails for a certificate that is not trusted, and looks at the page all the same", async () => {
  const [certificate, page] = await findings(answers(200), { identity: identities.of(["manager.example.com"], { issuer: "manager.example.com" }) });
  expect(certificate).toMatchObject({ state: "failed", evidence: "it is self-signed", advice: [expect.stringMatching(/^SHA-256 [0-9A-F:]{95}$/), expect.stringMatching(/authority/), expect.stringMatching(/TLS Certificates/)] });
  expect(lines([page])).toEqual(["ok login page: it answers"]);
});

test("warns of it where the deployment accepts it", async () => {
  const manager = { infinityVersion: InfinityVersion.of("40"), api: { insecureTls: true } };
  expect(await probe(answers(200), { manager, identity: identities.of(["other.example.com"]) })).toEqual(["warning certificate: it is for other.example.com, not for manager.example.com; insecureTls accepts it", "ok login page: it answers"]);
});
