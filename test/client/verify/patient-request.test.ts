import { patience, patientRequest } from "../../../lib/client/verify/patient-request";
import { FakeClock } from "../../support/fake-clock";
import { answers, breaksOff, hangs, HttpsServer, inTurn, makeIdentities, type Handler } from "../../support/https-servers";
import { verifyContext } from "../../support/verify-context";

const identities = makeIdentities();
let server: HttpsServer;
let clock: FakeClock;

beforeEach(async () => {
  clock = new FakeClock();
  server = await HttpsServer.start(identities.good, answers(200));
});
afterEach(() => server.stop());

async function ask(handler: Handler, { patienceMs = 60_000, leftMs = 2000, method = "GET" }: { patienceMs?: number; leftMs?: number; method?: "GET" | "POST" } = {}) {
  server.handler = handler;
  const reply = await patientRequest({ host: "localhost", port: server.port, trust: { by: "roots", roots: [identities.authority] } }, { method, path: "/" }, patienceMs, verifyContext({ clock, leftMs: () => leftMs }));
  return reply.is === "answer" ? reply.status : reply.is;
}

test("asks again with growing pauses while the other side is busy", async () => {
  expect(await ask(inTurn(answers(503), answers(502), answers(504), answers(200)))).toBe(200);
  expect(clock.sleeps).toEqual([1000, 2000, 4000]);
});

test("waits as long as it is asked to", async () => {
  expect(await ask(inTurn(answers(429, "", { "Retry-After": "37" }), answers(200)))).toBe(200);
  expect(clock.sleeps).toEqual([37_000]);
});

test("does not begin a pause that its patience would not see the end of", async () => {
  expect(await ask(answers(429, "", { "Retry-After": "61" }))).toBe(429);
  expect(await ask(answers(503), { patienceMs: 5000 })).toBe(503);
  expect(clock.sleeps).toEqual([1000, 2000]);
});

test.each([200, 302, 400, 401, 403, 404, 500, 501])("takes %i for an answer", async (status) => {
  expect(await ask(answers(status))).toBe(status);
  expect(clock.sleeps).toEqual([]);
});

test("asks twice more when the connection breaks, and never where that could change something", async () => {
  expect(await ask(inTurn(breaksOff, breaksOff, answers(200)))).toBe(200);
  expect(clock.sleeps).toEqual([1000, 2000]);
  expect(await ask(breaksOff)).toBe("none");
  expect(server.received).toHaveLength(6);
  expect(await ask(breaksOff, { method: "POST" })).toBe("none");
  expect(server.received).toHaveLength(7);
});

test("does not wait again for one who is silent", async () => {
  expect(await ask(hangs, { leftMs: 30 })).toBe("none");
  expect(server.received).toHaveLength(1);
});

test("leaves half of the time to those who come after it", () => {
  expect(patience(verifyContext({ untilEndMs: () => 8000 }))).toBe(4000);
});
