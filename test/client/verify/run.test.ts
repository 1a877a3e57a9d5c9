import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { DeploymentView } from "../../../lib/deployment/model";
import { serviceRecord } from "../../../lib/deployment/service";
import { virtualMeetingRoom } from "../../../lib/deployment/services/virtual-meeting-room";
import type { VerifyWorld } from "../../../lib/client/verify/context";
import { planVerify, type VerifySubject } from "../../../lib/client/verify/plan";
import { runVerify } from "../../../lib/client/verify/run";
import type { RunOptions } from "../../../lib/client/probing/run";
import { DnsServer } from "../../support/dns-server";
import { FakeClock } from "../../support/fake-clock";
import { answers, hangs, HttpsServer, inTurn } from "../../support/https-servers";
import { ADMIN, collections, conferencingNode, managementNode } from "../../support/installed-platform";
import { NamedIdentities } from "../../support/named-identities";
import { lines, probeWorld } from "../../support/probe-context";
import { placeAt } from "../../support/problems";
import { sound } from "../../support/records";

const ALIAS = "meet.test@example.com";
const SERVICES = ["_sips._tcp", "_sip._tcp", "_h323cs._tcp", "_h323ls._udp", "_pexapp._tcp"];
const PORTS: Readonly<Record<string, number>> = { "_sips._tcp": 5061, "_sip._tcp": 5060, "_h323cs._tcp": 1720, "_h323ls._udp": 1719, "_pexapp._tcp": 443 };
const ADDRESSES = { "manager.example.com": "10.44.0.10", "oslo-1.example.com": "10.44.0.11", "oslo-2.example.com": "10.44.0.12" };
const OPTIONS: RunOptions = { parallel: 4, probeTimeoutMs: 2000, timeoutMs: 10_000 };
const identities = new NamedIdentities();
const { manager, records } = sound({ manager: { infinityVersion: InfinityVersion.of("40"), api: {} } });
const room = serviceRecord(placeAt("platform/room"), "room", virtualMeetingRoom, { aliases: [ALIAS] }, manager, {});
const plan = planVerify(new DeploymentView({ records: [...records, room], acceptances: [] }));

let dns: DnsServer;
let platform: HttpsServer;
let node: HttpsServer;

beforeAll(async () => {
  dns = await DnsServer.start({
    A: Object.fromEntries(Object.entries(ADDRESSES).map(([name, address]) => [name, [address]])),
    PTR: Object.fromEntries(Object.entries(ADDRESSES).map(([name, address]) => [`${address.split(".").reverse().join(".")}.in-addr.arpa`, [name]])),
    SRV: Object.fromEntries(SERVICES.map((label) => [`${label}.example.com`, [1, 2].map((number) => [PORTS[label], `oslo-${number}.example.com`] as const)])),
  });
  const identity = identities.of(Object.keys(ADDRESSES));
  [platform, node] = await Promise.all([HttpsServer.start(identity, answers(500)), HttpsServer.start(identity, conferencingNode(ALIAS))]);
});
beforeEach(() => {
  dns.temper = "good";
  platform.handler = managementNode(collections());
  node.handler = conferencingNode(ALIAS);
});
afterAll(() => Promise.all([dns.stop(), platform.stop(), node.stop()]));

function world(of: Partial<VerifyWorld> = {}): VerifyWorld {
  const at = (host: string, port: number, addressPort: number) => ({ host, port, address: "127.0.0.1", addressPort });
  return {
    ...probeWorld({ dnsServers: [dns.address], trust: { by: "roots", roots: [identities.authority] }, resolve: [at("10.44.0.10", 443, platform.port), ...["10.44.0.11", "10.44.0.12"].flatMap((host) => [at(host, 443, node.port), at(host, 5061, node.port)])] }),
    clock: new FakeClock(),
    logins: new Map([[manager.path, { ...ADMIN, from: "PEXIP_PASSWORD" }]]),
    ...of,
  };
}

test("finds nothing wrong with a platform that is as declared", async () => {
  const results = await runVerify(plan, world(), OPTIONS);
  expect(results.flatMap(({ findings }) => lines(findings.filter(({ state }) => state !== "ok")))).toEqual([]);
  expect(results.map(({ subject, findings }) => [subject.name, findings.map(({ what }) => what)])).toEqual([
    ["manager.example.com", ["DNS", "reverse DNS", "certificate", "login page", "management API", "version", "licences", "licences in use", "alarms", "Conferencing Nodes"]],
    ...["oslo-1", "oslo-2"].map((name) => [name, ["DNS", "reverse DNS", "synchronised", "entry", "version", "maintenance mode", "CPU", "memory", "capacity", "TLS 443", "TLS 5061"]]),
    ["example.com", SERVICES.map((label) => `SRV ${label}`)],
    ["room", ["call through oslo-1", "call through oslo-2"]],
  ]);
});

test("goes on when one machine is silent, and waits for the API longer than for one question", async () => {
  node.handler = hangs;
  platform.handler = inTurn(...Array.from({ length: 4 }, () => answers(503, "", { "Retry-After": "1" })), managementNode(collections()));
  const clock = new FakeClock();
  const results = await runVerify(plan, world({ clock }), { ...OPTIONS, probeTimeoutMs: 300, timeoutMs: 60_000 });
  expect(lines(results[0].findings.filter(({ what }) => what === "management API" || what === "login page"))).toEqual(["ok login page: it answers", 'ok management API: takes the login of "admin"']);
  expect(clock.time).toBeGreaterThan(1000);
  expect(lines(results.flatMap(({ findings }) => findings).filter(({ what }) => what.startsWith("call")))).toEqual([1, 2].map((number) => `failed call through oslo-${number}: connected, but no complete answer within 300 ms`));
  expect(lines(results[1].findings.filter(({ what }) => what.startsWith("TLS")))).toEqual([expect.stringMatching(/^ok TLS 443/), expect.stringMatching(/^ok TLS 5061/)]);
});

test("says what it had no time for", async () => {
  const [{ subject, probes }] = plan;
  const early: VerifySubject = { subject, probes: probes.filter(({ probe }, index) => index === 0 || probe === "session" || probe === "alarms") };
  dns.temper = "silent";
  const [{ findings }] = await runVerify([early], world(), { parallel: 1, probeTimeoutMs: 5000, timeoutMs: 60 });
  expect(lines(findings)).toEqual([expect.stringMatching(/^failed DNS: /), "failed management API: not looked at within 60 ms", "failed alarms: not looked at within 60 ms"]);
});

test("throws the reason when it is interrupted", async () => {
  platform.handler = hangs;
  const controller = new AbortController();
  const pending = runVerify(plan, world(), { ...OPTIONS, signal: controller.signal });
  setTimeout(() => controller.abort(130), 20);
  await expect(pending).rejects.toBe(130);
});
