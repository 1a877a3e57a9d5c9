import { OutsideError } from "../../lib/client/outside-error";
import { setOverflow, type OverflowEdge } from "../../lib/client/set-overflow";
import { FakeClock } from "../support/fake-clock";
import { answers, HttpsServer, inTurn, makeIdentities } from "../support/https-servers";

const identities = makeIdentities();
const PASSWORD = "s3cret";
const FROM = "/api/admin/configuration/v1/system_location/3/";
const TO = "/api/admin/configuration/v1/system_location/7/";

let server: HttpsServer;
beforeEach(async () => {
  server = await HttpsServer.start(identities.good, answers(202));
});
afterEach(() => server.stop());

function set(edge: Partial<OverflowEdge> = {}): Promise<void> {
  const target = { host: "localhost", port: server.port, trust: { by: "roots", roots: [identities.authority] } } as const;
  return setOverflow({ attribute: "overflow_location1", from: FROM, to: TO, ...edge }, target, { username: "admin", password: PASSWORD }, { timeoutMs: 60_000, intervalMs: 1_000, clock: new FakeClock() });
}

async function failure(pending: Promise<void>): Promise<OutsideError> {
  const error: unknown = await pending.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(OutsideError);
  expect(JSON.stringify([(error as Error).message, (error as OutsideError).advice])).not.toContain(PASSWORD);
  return error as OutsideError;
}

test("writes the edge as a change of one field", async () => {
  await set();
  expect(server.received.map(({ method, url, body }) => [method, url, JSON.parse(body)])).toEqual([["PATCH", FROM, { overflow_location1: TO }]]);
});

test("takes the edge back, also from a location that is gone", async () => {
  await set({ to: undefined, attribute: "overflow_location2" });
  expect(JSON.parse(server.received[0].body)).toEqual({ overflow_location2: null });
  server.handler = answers(404);
  await set({ to: undefined });
});

test("tries again while the Management Node is busy", async () => {
  server.handler = inTurn(answers(503), answers(429), answers(204));
  await set();
  expect(server.received).toHaveLength(3);
});

test("says what is refused, and stops at once", async () => {
  server.handler = answers(400);
  expect((await failure(set())).message).toBe(`https://localhost:${server.port} refused to change ${FROM} (400)`);
  server.handler = answers(401);
  expect((await failure(set())).message).toContain("refused the login");
  server.handler = answers(404);
  expect((await failure(set())).message).toContain("has no location at");
});

test("gives up when time is up", async () => {
  server.handler = answers(503);
  expect((await failure(set())).message).toMatch(/did not change the location within 1 m; at last: the manager is busy \(503\)/);
});
