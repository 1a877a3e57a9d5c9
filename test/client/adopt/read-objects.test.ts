import { readObjects, type ReadObjects } from "../../../lib/client/adopt/read-objects";
import type { AdoptableResource } from "../../../lib/client/adopt/resources";
import { OutsideError } from "../../../lib/client/outside-error";
import { anObject, servesCollections } from "../../support/api-collections";
import { FakeClock } from "../../support/fake-clock";
import { answers, answersJson, breaksOff, HttpsServer, inTurn, makeIdentities, type Handler } from "../../support/https-servers";

const identities = makeIdentities();
const PASSWORD = "s3cret";
const ROOMS: AdoptableResource = { collection: "conference", keys: [["name"]] };
const GLOBAL: AdoptableResource = { collection: "global", singleton: true, keys: [] };
const rooms = Array.from({ length: 250 }, (_, index) => anObject("conference", index + 1, { name: `room ${index}` }));
const served = (page?: number) => servesCollections({ conference: rooms, global: [anObject("global", 1, { enable_sip: true })] }, { password: PASSWORD, page });

let server: HttpsServer;
beforeEach(async () => {
  server = await HttpsServer.start(identities.good, served());
});
afterEach(() => server.stop());

function read(needed: readonly AdoptableResource[] = [ROOMS], watched: readonly AdoptableResource[] = [], { password = PASSWORD, roots = identities.authority, clock = new FakeClock() } = {}): Promise<ReadObjects> {
  const target = { host: "localhost", port: server.port, trust: { by: "roots", roots: [roots] } } as const;
  return readObjects(target, { username: "admin", password }, needed, watched, { timeoutMs: 60_000, intervalMs: 1_000, clock });
}

async function failure(pending: Promise<unknown>): Promise<OutsideError> {
  const error: unknown = await pending.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(OutsideError);
  expect(JSON.stringify([(error as Error).message, (error as OutsideError).advice])).not.toContain(PASSWORD);
  return error as OutsideError;
}

test("reads a list to its end, however small the pages are", async () => {
  const { objects } = await read();
  expect(objects.get("conference")).toHaveLength(250);
  expect(server.received).toHaveLength(13);
  expect(server.received[0].url).toBe("/api/admin/configuration/v1/conference/?limit=100");
});

test("reads a singleton by its number", async () => {
  expect((await read([GLOBAL])).objects.get("global")).toEqual([expect.objectContaining({ enable_sip: true })]);
  expect(server.received.map(({ url }) => url)).toEqual(["/api/admin/configuration/v1/global/1/"]);
});

test("keeps an object that a shifting page shows twice once", async () => {
  const page = (next: string | null, ...objects: readonly object[]) => answersJson({ meta: { next }, objects });
  server.handler = inTurn(page("/api/admin/configuration/v1/conference/?limit=100&offset=100", rooms[0], rooms[1]), page(null, rooms[1], rooms[2]));
  expect((await read()).objects.get("conference")).toEqual([rooms[0], rooms[1], rooms[2]]);
});

test("asks again, patiently, while the Management Node is busy, restarts or breaks off", async () => {
  const clock = new FakeClock();
  server.handler = inTurn(answers(429, "", { "Retry-After": "20" }), answers(503), breaksOff, served(10_000));
  expect((await read([ROOMS], [], { clock })).objects.get("conference")).toHaveLength(250);
  expect(clock.sleeps).toEqual([20_000, 2_000, 4_000]);
});

test("gives up when time is up, and says what it last saw", async () => {
  server.handler = answers(503);
  expect((await failure(read())).message).toMatch(/could not be read within 1 m; at last: it is busy \(503\)$/);
  await server.stop();
  const { message, advice } = await failure(read());
  expect(message).toContain("connection refused");
  expect(advice[0]).toContain("has the installation wizard been finished?");
});

test("stops at once at a wrong password", async () => {
  const { message } = await failure(read([ROOMS], [], { password: "wrong" }));
  expect(message).toBe(`https://localhost:${server.port} refused the login of "admin" (401)`);
  expect(server.received).toHaveLength(1);
});

test("sends no password to a server whose certificate is not trusted, and does not wait for a better one", async () => {
  server.replaceIdentity(identities.selfSigned);
  const { message, advice } = await failure(read());
  expect(message).toContain("its certificate");
  expect(advice).toContain("No password was sent.");
  expect(server.received).toHaveLength(0);
});

test("follows no redirection", async () => {
  server.handler = answers(302, "", { Location: "https://elsewhere.example.com/" });
  expect((await failure(read())).message).toMatch(/redirects to https:\/\/elsewhere\.example\.com\/, which is not followed \(302\)$/);
  expect(server.received).toHaveLength(1);
});

const collectionAnswers = (status: number): Handler => (response, received) => (received.url.includes("/conference/") ? answers(status) : served())(response, received);

test("fails for a collection that is needed and not shown, and goes on without one that is only looked at", async () => {
  server.handler = collectionAnswers(403);
  expect((await failure(read())).message).toContain('does not let "admin" see (403) conference, of which the program declares something');
  expect(await read([GLOBAL], [ROOMS])).toMatchObject({ notRead: [{ collection: "conference" }] });
  for (const status of [404, 501]) {
    server.handler = collectionAnswers(status);
    expect((await failure(read())).message).toContain(`has no (${status}) conference`);
    expect((await read([GLOBAL], [ROOMS])).notRead).toEqual([{ collection: "conference", why: `has no (${status})` }]);
  }
});

test.each<[string, Handler]>([
  ["HTML", answers(200, "<html>")],
  ["no list", answersJson({ meta: {} })],
  ["a list of something else", answersJson({ meta: { next: null }, objects: ["x"] })],
  ["broken JSON", answers(200, "{", { "Content-Type": "application/json" })],
  ["pages that lead elsewhere", answersJson({ meta: { next: "https://elsewhere.example.com/" }, objects: [] })],
  ["pages that lead back", answersJson({ meta: { next: "/api/admin/configuration/v1/conference/?limit=100" }, objects: [] })],
  ["an error of its own", answers(400)],
])("stops at an answer that is not the API's: %s", async (_, handler) => {
  server.handler = handler;
  const { advice } = await failure(read());
  expect(advice[0]).toContain("Is this a Management Node");
});

test("does not ask a second time for what is too large", async () => {
  server.handler = answers(200, "x".repeat(9 * 1024 * 1024), { "Content-Type": "application/json" });
  expect((await failure(read())).message).toMatch(/'s answer is not whole: more than 8388608 bytes$/);
  expect(server.received).toHaveLength(1);
});

test("stops when it is interrupted", async () => {
  const interruption = new AbortController();
  server.handler = answers(503);
  const clock = new FakeClock();
  clock.afterSleep = () => interruption.abort(new Error("interrupted"));
  const target = { host: "localhost", port: server.port, trust: { by: "roots", roots: [identities.authority] } } as const;
  await expect(readObjects(target, { username: "admin", password: PASSWORD }, [ROOMS], [], { timeoutMs: 60_000, intervalMs: 1_000, clock, signal: interruption.signal })).rejects.toThrow("interrupted");
});
