import { createServer, type Server } from "node:net";
import { judgeAddress, probeAddress } from "../../../lib/client/preflight/address-use";
import type { ProbeContext } from "../../../lib/client/preflight/context";
import type { Knock } from "../../../lib/client/preflight/knock";
import { CLOSED_PORT, lines, probeContext } from "../../support/probe-context";

const ADDRESS = "10.44.0.11";
let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer((socket) => socket.on("error", () => undefined).end("\u001b[2J"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as { readonly port: number }).port;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** Where each port of the address leads to. An address of the broadcast kind is one that no connection leaves this machine for. */
function probe(isBuilt: boolean, open: readonly number[], { others = ["127.0.0.1", CLOSED_PORT] as const, ...more }: Partial<ProbeContext> & { readonly others?: readonly [string, number] } = {}) {
  const resolve = [22, 80, 443, 5061, 8443].map((one) => (open.includes(one) ? { host: ADDRESS, port: one, address: "127.0.0.1", addressPort: port } : { host: ADDRESS, port: one, address: others[0], addressPort: others[1] }));
  return probeAddress(ADDRESS, isBuilt, probeContext({ leftMs: () => 60, resolve, ...more }));
}

const NOWHERE = ["255.255.255.255", 443] as const;

describe("before the machine is built", () => {
  test("an address that answers is taken", async () => {
    expect(lines(await probe(false, [443, 22]))).toEqual([`failed address: ${ADDRESS} answers on TCP 22, 443, refuses TCP 80, 5061, 8443: somebody has it already`]);
  });

  test("an address that only refuses is taken too", async () => {
    const [finding] = await probe(false, []);
    expect(finding.evidence).toBe(`${ADDRESS} refuses TCP 22, 80, 443, 5061, 8443: somebody has it already`);
    expect(finding.advice).toEqual([expect.stringContaining("answers for others looks the same"), expect.stringContaining("--exists NAME")]);
  });

  test("an address that answers ping alone is taken", async () => {
    expect(lines(await probe(false, [], { others: NOWHERE, ping: async () => true }))).toEqual([`failed address: ${ADDRESS} answers ping: somebody has it already`]);
  });

  test("this machine may not be able to tell", async () => {
    expect(lines(await probe(false, [], { others: NOWHERE, ping: async () => false }))).toEqual([expect.stringMatching(/^skipped address: 10\.44\.0\.11: this machine cannot tell \(E[A-Z]+\)$/)]);
  });
});

describe("an address that gives no sign", () => {
  const judged = (answer: Knock, echo?: boolean) => lines([judgeAddress(ADDRESS, false, { knocks: [22, 80, 443, 5061, 8443].map((one) => ({ port: one, answer })), echo })]);

  test("is probably free: a firewall may hide who has it", () => {
    expect(judged({ is: "silent" }, false)).toEqual([`ok address: ${ADDRESS} does not answer to TCP 22, 80, 443, 5061, 8443 and ping: probably free`]);
    expect(judged({ is: "silent" })).toEqual([`ok address: ${ADDRESS} does not answer to TCP 22, 80, 443, 5061, 8443: probably free`]);
  });

  test("is free when its network says so", () => {
    expect(judged({ is: "nobody" }, false)).toEqual([`ok address: ${ADDRESS}: its network says that nobody has it: free`]);
  });

  test("is taken when it answers ping, whatever TCP says", () => {
    expect(judged({ is: "silent" }, true)).toEqual([`failed address: ${ADDRESS} answers ping: somebody has it already`]);
  });
});

describe("after it is built", () => {
  test("the address must answer", async () => {
    expect(lines(await probe(true, [443]))).toEqual([`ok address: ${ADDRESS} answers on TCP 443, refuses TCP 22, 80, 5061, 8443`]);
    const [finding] = await probe(true, [], { others: NOWHERE, ping: async () => false });
    expect(finding).toMatchObject({ state: "failed", evidence: `${ADDRESS} does not answer to TCP 22, 80, 443, 5061, 8443 and ping`, advice: [expect.stringContaining("is the VM on")] });
  });
});

test("tells which questions were asked: without a ping there is none", async () => {
  const [finding] = await probe(true, [], { others: NOWHERE, ping: async () => undefined });
  expect(finding.evidence).toBe(`${ADDRESS} does not answer to TCP 22, 80, 443, 5061, 8443`);
});
