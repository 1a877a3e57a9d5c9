import { OutsideError } from "../../lib/client/outside-error";
import { waitForNode } from "../../lib/client/wait-node";
import type { Progress, WaitOptions } from "../../lib/client/waiting";
import { FakeClock } from "../support/fake-clock";
import { answers, answersJson, breaksOff, hangs, HttpsServer, inTurn, makeIdentities, type Handler } from "../support/https-servers";

const identities = makeIdentities();
const PASSWORD = "s3cret-ÄÖ";
const ENTRIES = "/api/admin/configuration/v1/worker_vm/";
const STATUS = "/api/admin/status/v1/worker_vm/7/";
const CONTACT = "2026-11-22T10:00:00";

const page = (objects: readonly object[], next: string | null = null) => answersJson({ meta: { limit: 20, next }, objects });
const entered = page([{ id: 7, name: "oslo-1" }]);
const status = (sync: unknown, updated: string | null = CONTACT) => answersJson({ id: 7, sync_status: sync, last_updated: updated });
const synced = status("SYNCED");

let server: HttpsServer;
let clock: FakeClock;
let progress: Progress[];

beforeEach(async () => {
  clock = new FakeClock();
  progress = [];
  server = await HttpsServer.start(identities.good, answers(500));
});
afterEach(() => server.stop());

/** One handler for the list of entries, one for the node's status. */
function manager(entries: Handler, node: Handler): void {
  server.handler = (response, received) => (received.url.startsWith(ENTRIES) ? entries : received.url === STATUS ? node : answers(404))(response, received);
}

function wait(options: Partial<WaitOptions> = {}, name = "oslo-1"): Promise<void> {
  const target = { host: "localhost", port: server.port, trust: { by: "roots", roots: [identities.authority] } } as const;
  return waitForNode(name, target, { username: "admin", password: PASSWORD }, { timeoutMs: 60_000, intervalMs: 10_000, clock, report: (state) => progress.push(state), ...options });
}

async function failure(pending: Promise<void>): Promise<OutsideError> {
  const error: unknown = await pending.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(OutsideError);
  expect([(error as Error).message, (error as Error).stack, ...(error as OutsideError).advice, JSON.stringify(progress)].join("\n")).not.toContain(PASSWORD);
  return error as OutsideError;
}

const told = () => progress.map(({ text }) => text);

test("goes from entered to first contact to synchronised", async () => {
  manager(entered, inTurn(status("OUT_OF_SYNC", null), status("SYNCING"), status("OUT_OF_SYNC"), synced));
  await wait();
  expect(told()).toEqual([
    "entered ✓   first contact …",
    "entered ✓   first contact ✓ 10 s   synchronising …",
    "entered ✓   first contact ✓ 10 s   synchronising …",
    "entered ✓   first contact ✓ 10 s   synchronised ✓",
  ]);
  expect(progress.map(({ done }) => done)).toEqual([false, false, false, true]);
});

test("asks with the login, for the entry once and then for its status", async () => {
  manager(entered, inTurn(status("SYNCING"), synced));
  await wait();
  const authorization = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString("base64")}`;
  expect(server.received.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
    ["GET", `${ENTRIES}?name=oslo-1`, authorization],
    ["GET", STATUS, authorization],
    ["GET", STATUS, authorization],
  ]);
});

test("turns the pages of a manager that does not filter, and matches the name letter by letter", async () => {
  const next = `${ENTRIES}?limit=20&offset=20`;
  manager((response, received) => (received.url === next ? page([{ id: 7, name: "oslo 1&2" }]) : page([{ id: 1, name: "OSLO 1&2" }, { id: 2, name: "oslo 1" }], next))(response, received), synced);
  await wait({}, "oslo 1&2");
  expect(server.received.map(({ url }) => url)).toEqual([`${ENTRIES}?name=oslo%201%262`, next, STATUS]);
});

test("stops at once when there is no such node", async () => {
  manager(page([{ id: 1, name: "oslo-10" }]), synced);
  const error = await failure(wait());
  expect(error.message).toBe(`https://localhost:${server.port} has no Conferencing Node named "oslo-1"`);
  expect(clock.sleeps).toEqual([]);
});

test("stops at once when the login is refused", async () => {
  manager(answers(401), synced);
  const error = await failure(wait());
  expect(error.message).toBe(`https://localhost:${server.port} refused the login of "admin" (401)`);
  expect(error.advice).toEqual(["The web administration password is the one typed into the installation wizard. Set PEXIP_PASSWORD and run the command again; nothing was changed."]);
  expect(server.received).toHaveLength(1);
});

test("stops at once when the account may not read", async () => {
  manager(entered, answers(403));
  expect((await failure(wait())).message).toBe(`https://localhost:${server.port} does not let "admin" do this (403)`);
  expect(server.received).toHaveLength(2);
});

test("asks less often while the manager is busy, and as often as before afterwards", async () => {
  const busy = (code: number, seconds?: string) => answers(code, "", seconds === undefined ? {} : { "Retry-After": seconds });
  manager(entered, inTurn(busy(503), busy(503), busy(429, "35"), status("SYNCING"), synced));
  await wait({ timeoutMs: 600_000 });
  expect(clock.sleeps).toEqual([10_000, 20_000, 40_000, 10_000]);
  expect(told()[2]).toBe("entered ✓   first contact …   the manager is busy (429)");
});

test("looks for the entry again when its status is gone: it may have been made anew", async () => {
  server.handler = inTurn(entered, status("SYNCING"), answers(404), page([{ id: 8, name: "oslo-1" }]), answersJson({ sync_status: "SYNCED" }));
  await wait();
  expect(server.received.map(({ url }) => url).slice(3)).toEqual([`${ENTRIES}?name=oslo-1`, "/api/admin/status/v1/worker_vm/8/"]);
  expect(told()).toEqual(["entered ✓   first contact ✓ 0 s   synchronising …", "entered ✓   first contact …", "entered ✓   first contact ✓ 20 s   synchronised ✓"]);
});

test.each<[string, Handler, string]>([
  ["garbage", (response) => response.writeHead(200, { "Content-Type": "application/json" }).end("{oops"), "the manager's answer is not what its API gives"],
  ["a list in the place of an object", answersJson([]), "the manager's answer is not what its API gives"],
  ["no objects", answersJson({ meta: {} }), "the manager's answer is not what its API gives"],
  ["an entry without a number", page([{ id: "../7", name: "oslo-1" }]), "the manager's answer is not what its API gives"],
  ["a next page elsewhere", page([], "https://elsewhere.example.com/"), "the manager's answer is not what its API gives"],
  ["pages in a circle", page([], `${ENTRIES}?name=oslo-1`), "the manager's answer is not what its API gives"],
  ["a web page", answers(200, "<html>"), "the manager answers with text/html instead of JSON"],
  ["too much", answersJson({ x: "y".repeat(1_100_000) }), "the manager's answer is not whole: more than 1048576 bytes"],
  ["a redirection", answers(302, "", { Location: "https://elsewhere.example.com/" }), "the manager redirects to https://elsewhere.example.com/, which is not followed (302)"],
  ["404", answers(404), "the manager has no such API (404)"],
  ["a broken connection", breaksOff, "the manager: the connection broke"],
  ["nothing", hangs, "the manager: connected, but no complete answer within 400 ms"],
])("lives through %s, and tells of it when it stays", async (_, handler, text) => {
  manager(inTurn(handler, entered), synced);
  // only who is silent needs a limit, which a busy machine must not reach before
  const limit = handler === hangs ? { requestTimeoutMs: 400 } : {};
  await wait(limit);
  expect(told()).toEqual([`entered …   ${text}`, "entered ✓   first contact ✓ 10 s   synchronised ✓"]);

  manager(handler, synced);
  const error = await failure(wait({ timeoutMs: 5000, ...limit }));
  expect(error.message).toBe(`https://localhost:${server.port} could not tell about oslo-1 within 5 s; at last: ${text}`);
  expect(error.advice).toHaveLength(1);
}, 10_000);

test("a last look that the deadline cut short does not hide what the others told", async () => {
  manager(entered, inTurn(status("SYNCING"), hangs));
  expect((await failure(wait({ timeoutMs: 10_050 }))).message).toMatch(/^oslo-1 is in contact with .*, but was not SYNCED within 10 s; at last: SYNCING$/);
});

test("a status of another shape is trouble, not progress", async () => {
  manager(entered, inTurn(answersJson({ sync_status: 1 }), synced));
  await wait();
  expect(told()[0]).toBe("entered ✓   first contact …   the manager's answer is not what its API gives");
});

test("shows a state that it does not know, without letting it steer the terminal", async () => {
  manager(entered, inTurn(status("UPGRADING\u001b[2J"), synced));
  await wait();
  expect(told()[0]).toBe("entered ✓   first contact ✓ 0 s   synchronising … UPGRADING?[2J");
});

test("never sends the login to a manager that it does not trust", async () => {
  manager(entered, synced);
  server.replaceIdentity(identities.selfSigned);
  clock.afterSleep = (count) => (count === 1 ? server.replaceIdentity(identities.good) : undefined);
  await wait();
  expect(told()[0]).toBe("entered …   the manager's certificate is self-signed");
  expect(progress[0].notes[0]).toMatch(/^SHA-256 /);
  expect(server.received).toHaveLength(2);
});

test("out of time without contact, it says what to look at", async () => {
  manager(entered, status("OUT_OF_SYNC", null));
  const error = await failure(wait());
  expect(error.message).toBe(`oslo-1 was never in contact with https://localhost:${server.port} within 1 m`);
  expect(error.advice.join("\n")).toMatch(/Is the VM on.*\n.*UDP 500 and ESP.*\n.*static routes/);
});

test("out of time after contact, it says how far it came", async () => {
  manager(entered, status("OUT_OF_SYNC"));
  expect((await failure(wait())).message).toBe(`oslo-1 is in contact with https://localhost:${server.port}, but was not SYNCED within 1 m; at last: OUT_OF_SYNC`);
});
