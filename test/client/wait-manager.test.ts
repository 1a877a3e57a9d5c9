import type { Trust } from "../../lib/client/https-request";
import { OutsideError } from "../../lib/client/outside-error";
import { waitForManager } from "../../lib/client/wait-manager";
import type { Progress, WaitOptions } from "../../lib/client/waiting";
import { FakeClock } from "../support/fake-clock";
import { answers, breaksOff, hangs, HttpsServer, inTurn, makeIdentities, type Handler, type Identity } from "../support/https-servers";

const identities = makeIdentities();
const TRUSTED: Trust = { by: "roots", roots: [identities.authority] };
const READY = answers(200, "<html>");
const FIRST = "it answers; asking once more";

let server: HttpsServer;
let clock: FakeClock;
let progress: Progress[];

beforeEach(() => {
  clock = new FakeClock();
  progress = [];
});
afterEach(() => server.stop());

async function waitFor(handler: Handler, identity: Identity = identities.good): Promise<void> {
  server = await HttpsServer.start(identity, handler);
}

function wait(options: Partial<WaitOptions> = {}, trust = TRUSTED): Promise<void> {
  return waitForManager({ host: "localhost", port: server.port, trust }, { timeoutMs: 60_000, intervalMs: 10_000, clock, report: (state) => progress.push(state), ...options });
}

async function failure(pending: Promise<void>): Promise<OutsideError> {
  const error: unknown = await pending.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(OutsideError);
  return error as OutsideError;
}

const told = () => progress.map(({ text }) => text);

test("is ready when the login page answers twice in a row, five seconds apart", async () => {
  await waitFor(READY);
  await wait();
  expect(server.received.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([["GET", "/admin/login/", undefined], ["GET", "/admin/login/", undefined]]);
  expect(clock.sleeps).toEqual([5000]);
  expect(progress).toEqual([
    { text: FIRST, notes: [], done: false },
    { text: "ready", notes: [], done: true },
  ]);
});

test("waits for a manager that is not up yet", async () => {
  await waitFor(READY);
  await server.stop();
  clock.afterSleep = (count) => (count === 2 ? server.start() : undefined);
  await wait();
  expect(told()).toEqual(["no answer yet: connection refused", "no answer yet: connection refused", FIRST, "ready"]);
  expect(clock.sleeps).toEqual([10_000, 10_000, 5000]);
});

test("waits on when the manager restarts half-way", async () => {
  await waitFor(READY);
  clock.afterSleep = async (count) => {
    if (count === 1) await server.stop();
    if (count === 2) await server.start();
  };
  await wait();
  expect(told()).toEqual([FIRST, "no answer yet: connection refused", FIRST, "ready"]);
});

test("waits while it answers with errors, and as long as it asks for", async () => {
  await waitFor(inTurn(answers(503, "", { "Retry-After": "20" }), answers(502), answers(404), READY));
  await wait();
  expect(told()).toEqual(["it answers, but is not ready (503)", "it answers, but is not ready (502)", "it answers, but is not ready (404)", FIRST, "ready"]);
  expect(clock.sleeps).toEqual([20_000, 10_000, 10_000, 5000]);
});

test("goes on by itself when a trusted certificate takes the place of the first", async () => {
  await waitFor(READY, identities.selfSigned);
  clock.afterSleep = (count) => (count === 1 ? server.replaceIdentity(identities.good) : undefined);
  await wait();
  expect(told()).toEqual(["it answers, but its certificate is self-signed", FIRST, "ready"]);
  expect(progress[0].notes).toEqual([
    expect.stringMatching(/^SHA-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    "either upload a certificate of your authority to the Management Node now (Platform > TLS Certificates): this command goes on by itself",
    "or accept this one for the first apply: insecureTls on the Management Node, --insecure here",
  ]);
});

test("a certificate that is not trusted until the end is the error, with its fingerprint and the ways on", async () => {
  await waitFor(READY, identities.wrongHost);
  const error = await failure(wait());
  expect(error.message).toBe(`https://localhost:${server.port} was not ready within 1 m; at last: it answers, but its certificate is for other.example.com, not for localhost`);
  expect(error.advice).toEqual(progress[0].notes);
  expect(server.received).toEqual([]);
});

test("names the third way when only the authority is unknown", async () => {
  await waitFor(READY);
  const error = await failure(wait({}, { by: "roots" }));
  expect(error.advice).toHaveLength(4);
  expect(error.advice[3]).toMatch(/^or trust its authority: .* --cacert FILE/);
});

test("follows redirections within the manager", async () => {
  await waitFor((response, { url }) => (url === "/admin/login/?next=/" ? READY : answers(302, "", { Location: "?next=/" }))(response, server.received[0]));
  await wait();
  expect(told()).toEqual([FIRST, "ready"]);
  expect(server.received.map(({ url }) => url)).toEqual(["/admin/login/", "/admin/login/?next=/", "/admin/login/", "/admin/login/?next=/"]);
});

test.each([
  ["to another host", "https://elsewhere.example.com/admin/login/", "it redirects to https://elsewhere.example.com/admin/login/, which is not followed"],
  ["to another port", "https://localhost:1/", "it redirects to https://localhost:1/, which is not followed"],
  ["away from TLS", "http://localhost/", "it redirects to http://localhost/, which is not followed"],
  ["to nonsense", "https://[", "it redirects to https://[, which is not followed"],
  ["in a circle", "/admin/login/", "it redirects in a circle"],
])("does not follow a redirection %s", async (_, location, text) => {
  await waitFor(answers(302, "", { Location: location }));
  expect((await failure(wait({ timeoutMs: 5000 }))).message).toBe(`https://localhost:${server.port} was not ready within 5 s; at last: ${text}`);
  expect(server.received).toHaveLength(1);
});

test("gives up on redirections without end", async () => {
  await waitFor((response, { url }) => answers(302, "", { Location: `${url}x` })(response, server.received[0]));
  await failure(wait({ timeoutMs: 5000 }));
  expect(told()).toEqual(["it redirects more than 5 times"]);
  expect(server.received).toHaveLength(6);
});

test("out of time, it says what it saw at last and what to look at", async () => {
  await waitFor(READY);
  await server.stop();
  const error = await failure(wait());
  expect(error.message).toBe(`https://localhost:${server.port} was not ready within 1 m; at last: no answer yet: connection refused`);
  expect(error.advice).toEqual(["is the VM on, and has the installation wizard been finished? this command cannot see the console"]);
  expect(clock.time).toBe(60_000);
});

test.each([["hangs", hangs, "no answer yet: connected, but no complete answer within 400 ms"], ["breaks off", breaksOff, "no answer yet: the connection broke"]])("waits for a manager that %s", async (_, handler, text) => {
  await waitFor(inTurn(handler, READY));
  // only who is silent needs a limit, which a busy machine must not reach before
  await wait(handler === hangs ? { requestTimeoutMs: 400 } : {});
  expect(told()).toEqual([text, FIRST, "ready"]);
});

test("the look that our own deadline cuts short does not hide what was seen before", async () => {
  await waitFor(inTurn(answers(503), hangs));
  const error = await failure(wait({ timeoutMs: 10_020, requestTimeoutMs: 5000 }));
  expect(error.message).toMatch(/at last: it answers, but is not ready \(503\)$/);
});

test("stops when it is interrupted", async () => {
  await waitFor(answers(503));
  const interruption = new AbortController();
  clock.afterSleep = () => interruption.abort(new Error("stop"));
  await expect(wait({ signal: interruption.signal })).rejects.toThrow("stop");
});
