import { probeAlarms } from "../../../lib/client/verify/alarms";
import { answers, HttpsServer } from "../../support/https-servers";
import { collections, managementNode } from "../../support/installed-platform";
import { NamedIdentities } from "../../support/named-identities";
import { lines } from "../../support/probe-context";
import { sound } from "../../support/records";
import { verifyContext } from "../../support/verify-context";

const ALARMS = "/api/admin/status/v1/alarm/";
const identities = new NamedIdentities();
const { manager } = sound();
let server: HttpsServer;

beforeAll(async () => {
  server = await HttpsServer.start(identities.of(["manager.example.com"]), answers(500));
});
afterAll(() => server.stop());

async function probe(alarms?: readonly Readonly<Record<string, unknown>>[]) {
  const known = collections();
  if (alarms === undefined) delete known[ALARMS];
  else known[ALARMS] = alarms;
  server.handler = managementNode(known);
  const context = verifyContext({ trust: { by: "roots", roots: [identities.authority] }, resolve: [{ host: "10.44.0.10", port: 443, address: "127.0.0.1", addressPort: server.port }] });
  return probeAlarms(manager, new Map([["10.44.0.11", "oslo-1"], ["10.44.0.12", "oslo-2"]]), context);
}

const told = async (...given: Parameters<typeof probe>) => lines(await probe(...given));
const lost = (node: string, of: object = {}) => ({ name: "connectivity_lost", level: "error", node, details: "", ...of });

test("is content without any", async () => {
  expect(await told([])).toEqual(["ok alarms: none"]);
});

test("tells alarms of one kind together, with the nodes' names", async () => {
  expect(await told([lost("10.44.0.11"), { name: "syslog", level: "error", instance: "syslog.example.com", details: "it does not answer" }, lost("10.44.0.12"), lost("10.44.0.99")])).toEqual([
    "failed alarm: connectivity_lost (error): oslo-1, oslo-2, 10.44.0.99",
    "failed alarm: syslog (error): syslog.example.com: it does not answer",
  ]);
});

test.each([
  ["error", false, "failed"],
  ["critical", false, "failed"],
  [undefined, false, "failed"],
  ["Warning", false, "warning"],
  ["info", false, "warning"],
  ["error", true, "warning"],
])("takes level %s, acknowledged %s, for %s", async (level, acknowledged, state) => {
  expect((await probe([lost("10.44.0.11", { level, acknowledged })]))[0].state).toBe(state);
});

test("keeps what an alarm says on one line of bounded length", async () => {
  const [{ evidence }] = await probe([lost("10.44.0.11", { details: `\n\u001b[2J${"x".repeat(8000)}` })]);
  expect(evidence).toMatch(/^connectivity_lost \(error\): oslo-1: \?\?\[2Jx+…$/);
  expect(evidence).toHaveLength(300);
});

test("tells twenty kinds one by one, and how many more there are", async () => {
  const findings = await probe(Array.from({ length: 25 }, (_, index) => lost("10.44.0.11", { name: `alarm-${index}` })));
  expect(findings).toHaveLength(21);
  expect(lines(findings.slice(20))).toEqual(["failed alarms: and 5 more kinds"]);
});

test("says when they could not be read", async () => {
  expect(await told()).toEqual([`failed alarms: it has no ${ALARMS} (404)`]);
});

test("has a name for an alarm without one", async () => {
  expect(await told([{}])).toEqual(["failed alarm: an alarm without a name (error)"]);
});
