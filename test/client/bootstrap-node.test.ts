import { createHash, X509Certificate } from "node:crypto";
import { bootstrapNode, type Delivery } from "../../lib/client/bootstrap-node";
import type { Trust } from "../../lib/client/https-request";
import { OutsideError } from "../../lib/client/outside-error";
import type { Progress, WaitOptions } from "../../lib/client/waiting";
import { FakeClock } from "../support/fake-clock";
import { answers, breaksOff, hangs, HttpsServer, inTurn, makeIdentities, type Handler } from "../support/https-servers";

const identities = makeIdentities();
const CONFIGURATION = '<?xml version="1.0"?><configuration><password>planted-secret</password></configuration>';
/** A node whose every answer echoes what it got, in body and headers. */
const echoing = (status: number): Handler => (response, { body }) => response.writeHead(status, { "X-Echo": body, Location: `/${encodeURIComponent(body)}` }).end(`cannot take ${body}`);

let server: HttpsServer;
let clock: FakeClock;
let progress: Progress[];

beforeEach(async () => {
  clock = new FakeClock();
  progress = [];
  server = await HttpsServer.start(identities.selfSigned, answers(200));
});
afterEach(async () => {
  expect(JSON.stringify(progress)).not.toMatch(/planted|configuration>|xml/);
  await server.stop();
});

function deliver(options: Partial<WaitOptions> = {}, trust: Trust = { by: "nobody" }): Promise<Delivery> {
  return bootstrapNode("oslo-1", CONFIGURATION, { host: "localhost", port: server.port, trust }, { timeoutMs: 60_000, intervalMs: 5000, clock, report: (state) => progress.push(state), ...options });
}

async function failure(pending: Promise<unknown>): Promise<OutsideError> {
  const error: unknown = await pending.then(() => undefined, (reason: unknown) => reason);
  expect(error).toBeInstanceOf(OutsideError);
  expect([(error as Error).stack, ...(error as OutsideError).advice].join("\n")).not.toMatch(/planted|configuration>|xml/);
  return error as OutsideError;
}

const told = () => progress.map(({ text }) => text);
const name = () => `oslo-1 (https://localhost:${server.port})`;

test("posts the configuration, word for word, and ends when the node took it", async () => {
  await expect(deliver()).resolves.toBe("taken");
  expect(server.received).toMatchObject([{ method: "POST", url: "/configuration/bootstrap", body: CONFIGURATION, headers: { "content-type": "text/xml" } }]);
  expect(progress).toEqual([{ text: "delivered (200)", notes: [], done: true }]);
});

test("waits for a node that does not listen yet, less and less often", async () => {
  await server.stop();
  clock.afterSleep = (count) => (count === 3 ? server.start() : undefined);
  await deliver();
  expect(told()).toEqual([...Array<string>(3).fill("waiting for the node: connection refused"), "delivered (200)"]);
  expect(clock.sleeps).toEqual([5000, 10_000, 20_000]);
  expect(server.received).toHaveLength(1);
});

test.each([400, 403, 404, 409])("never asks twice when the node refuses (%d)", async (status) => {
  server.handler = echoing(status);
  const error = await failure(deliver());
  expect(error.message).toBe(`${name()} refused the configuration (${status}): a node takes one only once`);
  expect(error.advice).toEqual(["Redeploy it with a new redeployToken: that makes its disk, its entry and the configuration anew."]);
  expect(server.received).toHaveLength(1);
});

test("a node that took one refuses the second", async () => {
  server.handler = inTurn(answers(200), echoing(409));
  await expect(deliver()).resolves.toBe("taken");
  expect((await failure(deliver())).message).toMatch(/only once$/);
});

test("asks again while the node is busy, and after as long as it asks for", async () => {
  server.handler = inTurn(echoing(503), answers(503, "", { "Retry-After": "17" }), answers(204));
  await deliver();
  expect(told()).toEqual(["the node is busy (503)", "the node is busy (503)", "delivered (204)"]);
  expect(clock.sleeps).toEqual([5000, 17_000]);
});

test.each([["breaks", breaksOff, "the connection broke"], ["stays without answer", hangs, "connected, but no complete answer within 50 ms"]])("says honestly that the node may have taken it when the connection %s, and asks again", async (_, handler, why) => {
  server.handler = inTurn(handler, answers(200));
  await expect(deliver({ requestTimeoutMs: 50 })).resolves.toBe("taken");
  expect(told()).toEqual([`${why}, after the configuration was sent: the node may have taken it; asking again`, "delivered (200)"]);
});

test("a refusal after such a break means that the first one was most likely taken", async () => {
  server.handler = inTurn(breaksOff, echoing(409));
  await expect(deliver()).resolves.toBe("probably taken");
  expect(progress.at(-1)).toEqual({ text: "refused now (409), after a connection broke: it has most likely taken the first one; wait node tells", notes: [], done: true });
});

test("out of time, it says that nothing was delivered", async () => {
  await server.stop();
  const error = await failure(deliver());
  expect(error.message).toBe(`${name()} did not confirm its configuration within 1 m; at last: waiting for the node: connection refused`);
  expect(error.advice).toEqual([expect.stringMatching(/^Nothing was delivered\. Is the VM on, /), expect.stringMatching(/^A node that has its configuration already does not listen there/)]);
});

test("out of time after a break, it says that something may have been delivered", async () => {
  server.handler = breaksOff;
  clock.afterSleep = (count) => (count === 1 ? server.stop() : undefined);
  const error = await failure(deliver());
  expect(error.message).toMatch(/at last: waiting for the node: connection refused$/);
  expect(error.advice[0]).toBe("It was sent at least once, so the node may have taken it: pexip-hyperv wait node tells.");
});

test("the deadline does not cut off a node that is about to answer", async () => {
  server.handler = (response) => setTimeout(() => response.writeHead(200).end(), 330);
  await expect(deliver({ timeoutMs: 300, clock: undefined })).resolves.toBe("taken");
});

test("sends nothing to a node with another certificate than the pinned one", async () => {
  const sha256 = (cert: string) => createHash("sha256").update(new X509Certificate(cert).raw).digest("hex");
  const error = await failure(deliver({}, { by: "fingerprint", sha256: sha256(identities.good.cert) }));
  expect(error.message).toBe(`https://localhost:${server.port} shows a certificate that is not the one of --fingerprint; nothing was sent`);
  expect(error.advice).toEqual([expect.stringMatching(/^SHA-256 [0-9A-F:]{95}$/)]);
  expect(server.received).toEqual([]);
  await expect(deliver({}, { by: "fingerprint", sha256: sha256(identities.selfSigned.cert) })).resolves.toBe("taken");
});

test("sends nothing to a node that cannot be verified when that was asked for", async () => {
  const error = await failure(deliver({}, { by: "roots", roots: [identities.authority] }));
  expect(error.message).toMatch(/shows a certificate that is self-signed; nothing was sent$/);
  expect(server.received).toEqual([]);
});

test("an answer of endless length is an answer", async () => {
  server.handler = answers(200, "x".repeat(200_000));
  await expect(deliver()).resolves.toBe("taken");
});
