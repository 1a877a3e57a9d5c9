import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { deploymentFileText } from "../../lib/deployment/deployment-file";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { Secret } from "../../lib/deployment/secret";
import { serviceRecord } from "../../lib/deployment/service";
import { virtualMeetingRoom } from "../../lib/deployment/services/virtual-meeting-room";
import { DnsServer } from "../support/dns-server";
import { answers, hangs, HttpsServer } from "../support/https-servers";
import { ADMIN, collections, conferencingNode, managementNode, PIN, statusOf } from "../support/installed-platform";
import { NamedIdentities } from "../support/named-identities";
import { CLOSED_PORT } from "../support/probe-context";
import { placeAt } from "../support/problems";
import { aHost, aManager, aSwitch, sound } from "../support/records";

const ALIAS = "meet.test@example.com";
const ADDRESSES = { "manager.example.com": "10.44.0.10", "oslo-1.example.com": "10.44.0.11", "oslo-2.example.com": "10.44.0.12" };
const SECRETS = { PEXIP_PASSWORD: ADMIN.password, TF_VAR_room_pin: PIN };
const identities = new NamedIdentities();
const good = identities.of(Object.keys(ADDRESSES));

let folder: string;
let dns: DnsServer;
let platform: HttpsServer;
let node: HttpsServer;

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "verify-"));
  const services = ["_sips._tcp", "_sip._tcp", "_h323cs._tcp", "_h323ls._udp", "_pexapp._tcp"];
  const ports = [5061, 5060, 1720, 1719, 443];
  dns = await DnsServer.start({
    A: Object.fromEntries(Object.entries(ADDRESSES).map(([name, address]) => [name, [address]])),
    PTR: Object.fromEntries(Object.entries(ADDRESSES).map(([name, address]) => [`${address.split(".").reverse().join(".")}.in-addr.arpa`, [name]])),
    SRV: Object.fromEntries(services.map((label, index) => [`${label}.example.com`, [1, 2].map((number) => [ports[index], `oslo-${number}.example.com`] as const)])),
  });
  [platform, node] = await Promise.all([HttpsServer.start(good, answers(500)), HttpsServer.start(good, answers(500))]);
  writeFileSync(file("authority.pem"), identities.authority);
  const { manager, records } = sound({ manager: { infinityVersion: InfinityVersion.of("40"), api: {} } });
  deployment("cdktf.out", [...records, serviceRecord(placeAt("platform/room"), "room", virtualMeetingRoom, { aliases: [ALIAS], pin: Secret.fromVariable("room_pin") }, manager, {})]);
});
beforeEach(() => {
  platform.handler = managementNode(collections());
  node.handler = conferencingNode(ALIAS, { pin: PIN });
  platform.replaceIdentity(good);
});
afterAll(async () => {
  await Promise.all([dns.stop(), platform.stop(), node.stop()]);
  rmSync(folder, { recursive: true });
});

const file = (name: string) => join(folder, name);

function deployment(name: string, records: readonly DeploymentRecord[]): void {
  mkdirSync(file(name));
  writeFileSync(join(file(name), "deployment.json"), deploymentFileText({ records, acceptances: [], machines: {} }));
}

/** Everything outside is on the loopback. */
function outside(nodePort = node.port): readonly string[] {
  const resolve = [`10.44.0.10:443:127.0.0.1:${platform.port}`, ...["10.44.0.11", "10.44.0.12"].flatMap((address) => [443, 5061].map((port) => `${address}:${port}:127.0.0.1:${nodePort}`))];
  return ["--dns-server", dns.address, "--cacert", file("authority.pem"), ...resolve.flatMap((one) => ["--resolve", one]), "--probe-timeout", "2s", "--timeout", "20s"];
}

interface Around {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly isTTY?: boolean;
}

async function cli(argv: readonly string[], { env = SECRETS, signal = new AbortController().signal, isTTY = false }: Around = {}): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ columns: 100, isTTY, write: (text: string) => (written[name] += text) });
  const code = await run(["verify", ...argv], { env, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal });
  expect(`${written.stdout}${written.stderr}`).not.toMatch(new RegExp(`planted|${PIN}`));
  return { code, ...written };
}

test("with everything as it should be, ends with 0", async () => {
  const { code, stdout, stderr } = await cli(["cdktf.out", ...outside()]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^manager\.example\.com {2}10\.44\.0\.10\n {2}ok {7}DNS +manager\.example\.com is 10\.44\.0\.10\n/);
  expect(stdout).toMatch(/\n\noslo-1 {2}10\.44\.0\.11\n(.*\n)* {2}ok {7}synchronised +SYNCED\n(.*\n)*\noslo-2 {2}10\.44\.0\.12\n/);
  expect(stdout).toMatch(/\n\nroom {2}meet\.test@example\.com\n {2}ok {7}call through oslo-1 {2}enters room as host, and leaves again\n/);
  expect(stdout).toMatch(/\n\n\d+ ok, 0 warnings, 0 failed, 0 skipped\n$/);
});

test("with something wrong outside, ends with 2 after it has told everything", async () => {
  platform.handler = managementNode({ ...collections(), "/api/admin/status/v1/worker_vm/": [statusOf("oslo-1", { sync_status: "SYNCING" }), statusOf("oslo-2")] });
  const { code, stdout, stderr } = await cli(outside(CLOSED_PORT));
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(stdout).toMatch(/\n {2}failed {3}synchronised +SYNCING\n +changes take about a minute: pexip-hyperv wait node oslo-1\n/);
  expect(stdout).toMatch(/\n {2}failed {3}TLS 5061 +oslo-2\.example\.com: connection refused\n/);
  expect(stdout).toMatch(/, 7 failed, 0 skipped\n$/);
});

test("with a wrong password or certificate, ends with 2 and says so once", async () => {
  const wrong = await cli([...outside(), "--skip", "call"], { env: { TF_VAR_manager_web_password: "planted-wrong" } });
  expect(wrong.code).toBe(2);
  expect(wrong.stdout).toMatch(/\n {2}failed {3}management API +it refuses "admin" with the password of TF_VAR_manager_web_password \(401\)\n/);
  expect(wrong.stdout).toMatch(/, 1 failed, 5 skipped\n$/);
  platform.replaceIdentity(identities.of(["other.example.com"]));
  const untrusted = await cli([...outside(), "--skip", "call"]);
  expect(untrusted.code).toBe(2);
  expect(untrusted.stdout).toMatch(/\n {2}failed {3}certificate +it is for other\.example\.com, not for manager\.example\.com\n +SHA-256 /);
  expect(untrusted.stdout).toMatch(/: no password was sent\n/);
});

test("tells programs in JSON, and nothing else on stdout, also on a terminal", async () => {
  const { code, stdout, stderr } = await cli([...outside(), "--format", "json"], { isTTY: true });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ formatVersion: 1, deployment: join("cdktf.out", "deployment.json"), summary: { failed: 0 }, subjects: [{ kind: "managementNode", path: "manager/manager" }, { kind: "conferencingNode" }, { kind: "conferencingNode" }, { kind: "domain" }, { kind: "room", detail: ALIAS }] });
  expect(stderr).toMatch(/^\rverify {2}0 of \d+ {3}manager\.example\.com: DNS .*\rverify {2}(\d+) of \1 .*\n$/su);
});

test("calls the room that is named, with the PIN of PEXIP_ROOM_PIN", async () => {
  node.handler = conferencingNode("333", { pin: PIN });
  const { code, stdout } = await cli([...outside(), "--room", "333", "--skip", "api"], { env: { PEXIP_ROOM_PIN: PIN } });
  expect(stdout).toMatch(/\n\n333\n {2}ok {7}call through oslo-1 {2}enters room as host, and leaves again\n/);
  expect(code).toBe(0);
});

test("needs no secret for what asks nobody for one", async () => {
  const { code, stdout } = await cli([...outside(), "--skip", "api"], { env: {} });
  expect(stdout).toMatch(/\n {2}warning {2}call through oslo-1 {2}finds the room, which asks for a PIN: not entered \(guests need none\)\n/);
  expect(stdout).not.toMatch(/management API|SYNCED|licences/);
  expect(code).toBe(0);
});

test("wants the password of each Management Node, and one that is its own where there are several", async () => {
  expect(await cli(outside(), { env: {} })).toEqual({
    code: 1,
    stdout: "",
    stderr: "error  manager.example.com: PEXIP_PASSWORD or TF_VAR_manager_web_password must hold the password of its Administrator interface, and neither is set; without it, leave out what needs it: --skip api\n",
  });
  const host = aHost();
  const on = { host, externalSwitch: aSwitch(host) };
  deployment("two", [host, on.externalSwitch, aManager(on, { infinityVersion: InfinityVersion.of("40"), api: {} }, "one"), aManager(on, {}, "two")]);
  expect((await cli(["two"], { env: { PEXIP_PASSWORD: "planted", TF_VAR_one_web_password: " " } })).stderr.split("\n")).toEqual([
    "error  one.example.com: TF_VAR_one_web_password must hold the password of its Administrator interface, and is not set; without it, leave out what needs it: --skip api",
    "error  two.example.com: the password of its Administrator interface has no variable of its own; without it, leave out what needs it: --skip api",
    "",
  ]);
});

test("reports everything that was typed wrong at once", async () => {
  const wrong = ["--timeout", "60", "--probe-timeout", "0s", "--parallel", "999", "--skip", "ping", "--username", "a:b", "--room", " ", "--dns-server", "x", "--resolve", "x", "--cacert", "nowhere.pem"];
  const { code, stdout, stderr } = await cli(wrong, { env: { ...SECRETS, PEXIP_ROOM_PIN: "planted\r\nX: y" } });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.split("\n")).toEqual([
    'error  --timeout must be a duration with its unit, such as 90s, 15m or 1h, got "60"',
    'error  --probe-timeout must be more than nothing, such as 90s, 15m or 1h, got "0s"',
    'error  --parallel must be a number from 1 to 256, got "999"',
    expect.stringMatching(/^error {2}--skip must be one of dns, srv, login-page, .*, got "ping"$/),
    'error  --room must be an alias, got " "',
    expect.stringMatching(/^error {2}--dns-server must be an IP address, .*, got "x"$/),
    expect.stringMatching(/^error {2}--resolve must be HOST:PORT:ADDRESS .*, got "x"$/),
    'error  --cacert cannot be read (ENOENT), got "nowhere.pem"',
    "error  --username must not contain a colon",
    "error  PEXIP_ROOM_PIN must hold a PIN of at most 20 digits, with a final # if it has one",
    "",
  ]);
});

test.each([
  [["nowhere"], /^error {2}"?nowhere"?: there is no such file/],
  [["--format", "xml"], /^error {2}option --format <format> argument xml is invalid/],
  [["--insecure"], /^error {2}unknown option --insecure\n$/],
  [["--password", "planted"], /^error {2}unknown option --password; passwords come from PEXIP_PASSWORD alone\n$/],
])("refuses %j", async (argv, text) => {
  const { code, stderr } = await cli(argv);
  expect(code).toBe(1);
  expect(stderr).toMatch(text);
});

test("says that there is nothing to verify without a Management Node", async () => {
  deployment("host-only", [aHost()]);
  expect(await cli(["host-only"])).toMatchObject({ code: 1, stderr: `error  ${join("host-only", "deployment.json")}: there is no Management Node in it, so there is nothing to verify\n` });
});

test("is interrupted at once, with nothing but a word", async () => {
  platform.handler = hangs;
  const controller = new AbortController();
  const pending = cli(outside(), { signal: controller.signal });
  setTimeout(() => controller.abort(130), 60);
  expect(await pending).toEqual({ code: 130, stdout: "", stderr: "interrupted\n" });
});

test("reads a platform file too", async () => {
  const all = ["dns", "srv", "login-page", "api", "tls", "call"].flatMap((kind) => ["--skip", kind]);
  const { code, stderr } = await cli([join(__dirname, "..", "..", "examples", "single-host", "platform.yaml"), ...all], { env: {} });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test("says in its help what it does, with an example", async () => {
  const { code, stdout } = await cli(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: pexip-hyperv verify \[options\] \[source\]\n/);
  expect(stdout).toMatch(/\nExample:\n {2}PEXIP_PASSWORD=\.\.\. pexip-hyperv verify platform\.yaml --room meet\.test@example\.com\n$/);
});
