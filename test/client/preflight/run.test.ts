import { certificate } from "../../support/certificates";
import { DnsServer } from "../../support/dns-server";
import { NtpServer } from "../../support/ntp-server";
import { aHost } from "../../support/records";
import { lines, probeWorld } from "../../support/probe-context";
import { certificateFacts } from "../../../lib/deployment/pem";
import type { PlannedProbe, PlannedSubject } from "../../../lib/client/preflight/plan";
import { runPreflight } from "../../../lib/client/preflight/run";
import { countStates, type RunOptions } from "../../../lib/client/probing/run";

let ntp: NtpServer;
let dns: DnsServer;

beforeAll(async () => {
  ntp = await NtpServer.start();
  dns = await DnsServer.start();
});
beforeEach(() => {
  ntp.temper = {};
  dns.temper = "good";
});
afterAll(() => Promise.all([ntp.stop(), dns.stop()]));

const OPTIONS: RunOptions = { parallel: 4, probeTimeoutMs: 1000, timeoutMs: 5000 };
const timeServer = (server: string): PlannedProbe => ({ group: "ntp", probe: "timeServer", server });
const subject = (name: string, ...probes: readonly PlannedProbe[]): PlannedSubject => ({ subject: { kind: "host", path: name, name, detail: "" }, probes });
const servers = (count: number) => Array.from({ length: count }, (_, index) => timeServer(`ntp${index}.example.com`));
const world = (of: Parameters<typeof probeWorld>[0] = {}) =>
  probeWorld({ resolve: Array.from({ length: 50 }, (_, index) => ({ host: `ntp${index}.example.com`, port: 123, address: "127.0.0.1", addressPort: ntp.port })), dnsServers: [dns.address], ...of });

test("keeps the order of the plan, whatever ends first", async () => {
  const facts = certificateFacts(certificate(["oslo-1.example.com"]))!;
  const results = await runPreflight([subject("hv1", ...servers(3)), subject("cert", { group: "certificates", probe: "certificate", certificate: facts })], world({ now: () => Date.parse("2030-01-01T00:00:00Z") }), OPTIONS);
  expect(results.map((one) => [one.subject.name, one.findings.map(({ what }) => what)])).toEqual([
    ["hv1", ["NTP ntp0.example.com", "NTP ntp1.example.com", "NTP ntp2.example.com"]],
    ["cert", ["certificate"]],
  ]);
  expect(countStates(results)).toEqual({ ok: 4, warning: 0, failed: 0, skipped: 0 });
});

test("takes no more looks at a time than it is allowed, and tells of each", async () => {
  let under = 0;
  let most = 0;
  const ping = async () => {
    under += 1;
    most = Math.max(most, under);
    await new Promise((resolve) => setTimeout(resolve, 5));
    under -= 1;
    return true;
  };
  const told: string[] = [];
  const report: RunOptions["report"] = ({ done, total, current }) => told.push(`${done} of ${total} ${current}`);
  const address: PlannedProbe = { group: "addresses", probe: "address", address: "127.0.0.1", isBuilt: true };
  await runPreflight([subject("hv1", ...Array.from({ length: 9 }, () => address))], world({ ping }), { ...OPTIONS, parallel: 3, report });
  expect(most).toBe(3);
  expect(told).toHaveLength(18);
  expect([told[0], told[17]]).toEqual(["0 of 9 hv1: address", "9 of 9 hv1: address"]);
});

test("gives each look its share of time", async () => {
  ntp.temper = { silent: true };
  const [{ findings }] = await runPreflight([subject("hv1", timeServer("ntp0.example.com"))], world(), { ...OPTIONS, probeTimeoutMs: 30 });
  expect(lines(findings)).toEqual(["failed NTP ntp0.example.com: no answer within 30 ms"]);
});

test("stops looking when all the time is over, and says what was not looked at", async () => {
  ntp.temper = { silent: true };
  const [{ findings }] = await runPreflight([subject("hv1", ...servers(3))], world(), { ...OPTIONS, parallel: 1, probeTimeoutMs: 5000, timeoutMs: 60 });
  expect(lines(findings)).toEqual([expect.stringMatching(/^failed NTP ntp0\.example\.com: no answer within (5\d|60) ms$/), "failed NTP ntp1.example.com: not looked at within 60 ms", "failed NTP ntp2.example.com: not looked at within 60 ms"]);
  expect(findings[1].advice).toEqual(["give more time (--timeout), or more probes at a time (--parallel)"]);
});

test("ends a look that does not end by itself", async () => {
  const endless = world({ hostTrust: new Map(), ping: () => new Promise(() => undefined) });
  const address: PlannedProbe = { group: "addresses", probe: "address", address: "127.0.0.1", isBuilt: true };
  const [{ findings }] = await runPreflight([subject("hv1", address)], endless, { ...OPTIONS, probeTimeoutMs: 20 });
  expect(lines(findings)).toEqual(["failed address: told nothing within 20 ms"]);
});

test("throws the reason when it is interrupted, also before it begins", async () => {
  ntp.temper = { silent: true };
  const controller = new AbortController();
  const pending = runPreflight([subject("hv1", ...servers(12))], world(), { ...OPTIONS, signal: controller.signal });
  setTimeout(() => controller.abort(130), 20);
  await expect(pending).rejects.toBe(130);
  await expect(runPreflight([], world(), { ...OPTIONS, signal: controller.signal })).rejects.toBe(130);
});

test("says what is known to Terraform alone, and what only the host could tell", async () => {
  const expected = { host: aHost(), switches: [], machines: [] };
  const results = await runPreflight([subject("hv1", { group: "dns", probe: "deferred", what: "DNS" }, { group: "host-facts", probe: "hostFacts", expected, downloads: [] })], world(), OPTIONS);
  expect(results.flatMap(({ findings }) => lines(findings))).toEqual(["skipped DNS: only Terraform knows it yet", "skipped host facts: what only the host can tell is not known"]);
});
