import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { isRelease, probeSession, statusList } from "../../../lib/client/verify/session";
import { answers, answersJson, breaksOff, hangs, HttpsServer, inTurn, type Handler } from "../../support/https-servers";
import { asked, collections, managementNode } from "../../support/installed-platform";
import { NamedIdentities } from "../../support/named-identities";
import { CLOSED_PORT, lines } from "../../support/probe-context";
import { sound, type Changes } from "../../support/records";
import { verifyContext } from "../../support/verify-context";

const identities = new NamedIdentities();
const good = identities.of(["manager.example.com"]);
const V40 = { infinityVersion: InfinityVersion.of("40") };
const VERSION = "/api/admin/status/v1/management_vm/";
const ALARMS = "/api/admin/status/v1/alarm/";
let server: HttpsServer;

beforeAll(async () => {
  server = await HttpsServer.start(good, answers(500));
});
beforeEach(() => {
  server.received.length = 0;
  server.replaceIdentity(good);
});
afterAll(() => server.stop());

function context({ port = server.port, leftMs = 2000, trusted = true } = {}) {
  return verifyContext({ leftMs: () => leftMs, trust: { by: "roots", roots: trusted ? [identities.authority] : [] }, resolve: [{ host: "10.44.0.10", port: 443, address: "127.0.0.1", addressPort: port }] });
}

async function probe(handler: Handler, manager: Changes["manager"] = V40, around = context()): Promise<readonly string[]> {
  server.handler = handler;
  const findings = await probeSession(sound({ manager }).manager, around);
  expect(JSON.stringify(findings)).not.toMatch(/planted/);
  return lines(findings);
}

/** A list of alarms from this handler, after the API let us in. */
async function alarms(handler: Handler) {
  server.handler = (response, received) => (received.url.startsWith(ALARMS) ? handler : managementNode(collections()))(response, received);
  return statusList("alarm", sound({ manager: V40 }).manager, context());
}

test("signs in at the deployment's address, under its name, and tells the version", async () => {
  expect(await probe(managementNode(collections()))).toEqual(['ok management API: takes the login of "admin"', "ok version: 40 (84500.0.0), as declared"]);
  expect(asked(server.received)).toEqual([`GET ${VERSION}?limit=100`]);
  expect(server.received[0].headers.host).toBe("manager.example.com");
});

test("asks for the version of the primary Management Node", async () => {
  const known = { ...collections(), [VERSION]: [{ id: 2, primary: false, version: "39 (1.0.0)" }, { id: 1, primary: true, version: "40.1 (2.0.0)" }] };
  expect((await probe(managementNode(known)))[1]).toBe("ok version: 40.1 (2.0.0), as declared");
});

test("warns of another version than the declared one, and says when none is told", async () => {
  expect((await probe(managementNode(collections()), {}))[1]).toBe("warning version: 40 (84500.0.0); infinityVersion says 21");
  expect((await probe(managementNode({ ...collections(), [VERSION]: [] })))[1]).toBe("skipped version: it does not tell");
});

test("asks for the nodes where the status of the Management Node is not known, and refuses another kind of server", async () => {
  const old = collections();
  delete old[VERSION];
  expect(await probe(managementNode(old))).toEqual(['ok management API: takes the login of "admin"', "skipped version: it does not tell"]);
  expect(await probe(answers(404))).toEqual(["failed management API: it has no /api/admin/status/v1/worker_vm/ (404)"]);
});

test.each([
  ["40 (84500.0.0)", "40", true],
  ["40.1", "40", true],
  ["40.1", "40.1", true],
  ["4", "40", false],
  ["401", "40", false],
  ["40", "40.1", false],
])("takes %s for release %s: %s", (version, release, expected) => {
  expect(isRelease(version, release)).toBe(expected);
});

test.each<[string, Handler, string]>([
  ["a wrong password", answers(401), 'it refuses "admin" with the password of PEXIP_PASSWORD (401)'],
  ["an account without rights", answers(403), `it does not let "admin" see ${VERSION} (403)`],
  ["a single sign-on", answers(302, "", { Location: "https://login.example.com/\u009b2J" }), "it redirects to https://login.example.com/?2J, which is not followed (302)"],
  ["a page instead of JSON", answers(200, "<html>planted</html>"), "it answers with text/html instead of JSON"],
  ["broken JSON", answers(200, "{planted", { "Content-Type": "application/json" }), "its answer is not what its API gives"],
  ["JSON of another shape", answersJson({ objects: "planted" }), "its answer is not what its API gives"],
  ["an error of its own", answers(500), "it answers 500"],
  ["a teapot", answers(418), "it answers 418"],
])("says what it met: %s", async (_, handler, text) => {
  expect(await probe(handler)).toEqual([`failed management API: ${text}`]);
  expect(server.received).toHaveLength(1);
});

test.each<[string, Handler, string]>([
  ["a body that breaks off", (response) => void response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "99" }).write("{", () => response.destroy()), "its answer is not whole: it broke off"],
  ["a broken connection", breaksOff, "the connection broke"],
])("asks again after %s, and says so when it is always the same", async (_, handler, text) => {
  expect((await probe(inTurn(handler, handler, managementNode(collections()))))[0]).toMatch(/^ok /);
  server.received.length = 0;
  expect(await probe(handler)).toEqual([`failed management API: ${text}`]);
  expect(server.received).toHaveLength(3);
});

test("says that nobody is there, or silent", async () => {
  expect(await probe(hangs, V40, context({ port: CLOSED_PORT }))).toEqual(["failed management API: connection refused"]);
  expect(await probe(hangs, V40, context({ leftMs: 30 }))).toEqual([expect.stringMatching(/^failed management API: .* within 30 ms$/)]);
});

test("sends no password to a server that it does not trust", async () => {
  expect(await probe(managementNode(collections()), V40, context({ trusted: false }))).toEqual([expect.stringMatching(/^failed management API: its certificate comes from Test Authority, .*: no password was sent$/)]);
  server.replaceIdentity(identities.of(["other.example.com"]));
  expect(await probe(managementNode(collections()))).toEqual(["failed management API: its certificate is for other.example.com, not for manager.example.com: no password was sent"]);
  expect(server.received).toEqual([]);
});

test("signs in all the same where the deployment accepts the certificate unseen, and says so", async () => {
  expect((await probe(managementNode(collections()), { ...V40, api: { insecureTls: true } }, context({ trusted: false })))[0]).toBe('ok management API: takes the login of "admin", without verifying its certificate (insecureTls)');
});

test("waits while the rate limit is used up, and gives up when that takes too long", async () => {
  const limited = (seconds: number) => answers(429, "", { "Retry-After": String(seconds) });
  const around = context();
  expect((await probe(inTurn(limited(20), managementNode(collections())), V40, around))[0]).toMatch(/^ok /);
  expect(around.clock.now()).toBe(20_000);
  expect(await probe(limited(60))).toEqual(["failed management API: it has had too many requests in this minute (429)"]);
});

test("turns pages until there are no more", async () => {
  const many = Array.from({ length: 250 }, (_, index) => ({ id: index, resource_uri: `${ALARMS}${index}/` }));
  const list = await alarms(managementNode({ ...collections(), [ALARMS]: many }));
  expect(list).toMatchObject({ is: "objects", objects: many });
  expect(asked(server.received).slice(1)).toEqual([`GET ${ALARMS}?limit=100`, `GET ${ALARMS}?limit=100&offset=100`, `GET ${ALARMS}?limit=100&offset=200`]);
});

test.each<[string, string]>([
  ["in a circle", `${ALARMS}?limit=100`],
  ["to another collection", "/api/admin/status/v1/worker_vm/?offset=100"],
  ["to another server", "https://other.example.com/?offset=100"],
])("does not follow pages that lead %s", async (_, next) => {
  const before = server.received.length;
  expect(await alarms(answersJson({ meta: { next }, objects: [] }))).toMatchObject({ is: "problem", text: "its answer is not what its API gives" });
  expect(server.received).toHaveLength(before + 2);
});

test("asks once for what several need, and with a wrong password only once at all", async () => {
  server.handler = answers(401);
  const around = context();
  const { manager } = sound({ manager: V40 });
  expect(await Promise.all([probeSession(manager, around), statusList("alarm", manager, around), statusList("worker_vm", manager, around)])).toEqual([[expect.objectContaining({ state: "failed" })], undefined, undefined]);
  expect(asked(server.received)).toEqual([`GET ${VERSION}?limit=100`]);
});
