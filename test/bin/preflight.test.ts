import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { deploymentFileText } from "../../lib/deployment/deployment-file";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { DnsServer } from "../support/dns-server";
import { hostFactsContent } from "../support/host-facts";
import { makeIdentities } from "../support/https-servers";
import { NtpServer } from "../support/ntp-server";
import { aHost, sound } from "../support/records";
import { WINDOWS_ACCOUNT, WinrmServer } from "../support/winrm-server";

const identities = makeIdentities();
const NAMES = { "hv1.example.com": "127.0.0.1", "manager.example.com": "10.44.0.10", "oslo-1.example.com": "10.44.0.11", "oslo-2.example.com": "10.44.0.12" };
const FAST = ["--probe-timeout", "500ms", "--timeout", "20s"];
/** What the tests below need no servers for. */
const OFFLINE = ["dns", "srv", "ntp", "winrm", "login", "addresses", "manager"].flatMap((kind) => ["--skip", kind]);

let folder: string;
let dns: DnsServer;
let ntp: NtpServer;
let winrm: WinrmServer;

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "preflight-"));
  [dns, ntp, winrm] = await Promise.all([DnsServer.start(), NtpServer.start(), WinrmServer.start(identities.good)]);
  writeFileSync(file("authority.pem"), identities.authority);
  const host = { address: "localhost", username: WINDOWS_ACCOUNT.username, winrm: { tlsServerName: "localhost" } };
  deployment("cdktf.out", sound({ host, manager: { dnsServers: ["10.44.0.53"] } }).records);
});
beforeEach(() => {
  ntp.temper = {};
  winrm.temper = {};
  dns.temper = "good";
  dns.records = {
    A: { localhost: ["127.0.0.1"], ...Object.fromEntries(Object.entries(NAMES).map(([name, address]) => [name, [address]])) },
    PTR: Object.fromEntries(Object.entries(NAMES).map(([name, address]) => [`${address.split(".").reverse().join(".")}.in-addr.arpa`, [name]])),
  };
});
afterAll(async () => {
  await Promise.all([dns.stop(), ntp.stop(), winrm.stop()]);
  rmSync(folder, { recursive: true });
});

const file = (name: string) => join(folder, name);

function deployment(name: string, records: readonly DeploymentRecord[]): void {
  mkdirSync(file(name));
  writeFileSync(join(file(name), "deployment.json"), deploymentFileText({ records, acceptances: [], machines: {} }));
}

/** Everything outside is on the loopback. */
function outside(): readonly string[] {
  const resolve = [`10.44.0.53:53:127.0.0.1:${dns.port}`, `localhost:5986:127.0.0.1:${winrm.port}`, ...[1, 2, 3].map((number) => `ntp${number}.example.com:123:127.0.0.1:${ntp.port}`)];
  return ["--dns-server", dns.address, "--cacert", file("authority.pem"), ...resolve.flatMap((one) => ["--resolve", one]), ...FAST];
}

interface Around {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly isTTY?: boolean;
}

async function cli(argv: readonly string[], { env = { TF_VAR_hv1_password: WINDOWS_ACCOUNT.password }, signal = new AbortController().signal, isTTY = false }: Around = {}): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ columns: 100, isTTY, write: (text: string) => (written[name] += text) });
  const code = await run(["preflight", ...argv], { env, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal });
  return { code, ...written };
}

test("with everything as it should be, ends with 0, and no secret is in what it prints", async () => {
  const { code, stdout, stderr } = await cli(["cdktf.out", ...outside(), "--skip", "addresses"], { env: { TF_VAR_hv1_password: WINDOWS_ACCOUNT.password, TF_VAR_other: "planted" } });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(stdout).toMatch(/^hv1 {2}localhost\n {2}ok {7}DNS {20}localhost is 127\.0\.0\.1\n/);
  expect(stdout).toMatch(/\n {2}ok {7}WinRM login {12}takes "Domain\\\\User"\n/);
  expect(stdout).toMatch(/\n\nmanager\.example\.com {2}10\.44\.0\.10\n(.*\n)*\noslo-1 {2}10\.44\.0\.11\n(.*\n)*\noslo-2 {2}10\.44\.0\.12\n/);
  expect(stdout).toMatch(/\n\n\d+ ok, 1 warning, 0 failed, 1 skipped\n$/);
  expect(stdout).not.toMatch(new RegExp(`${WINDOWS_ACCOUNT.password}|planted`));
});

test("with something wrong outside, ends with 2 after it has told everything", async () => {
  ntp.temper = { leap: 3 };
  const { code, stdout, stderr } = await cli([...outside(), "--skip", "addresses"], { env: { TF_VAR_hv1_password: "planted" } });
  expect({ code, stderr }).toEqual({ code: 2, stderr: "" });
  expect(stdout).toMatch(/\n {2}failed {3}NTP ntp3\.example\.com +answers, but is not synchronised itself \(stratum 2, alarm on\)\n +give another time server/);
  expect(stdout).toMatch(/\n {2}failed {3}WinRM login +refuses "Domain\\\\User" with the password of TF_VAR_hv1_password \(401\)\n/);
  expect(stdout).not.toContain("planted");
});

test("tells programs in JSON, and nothing else on stdout, also on a terminal", async () => {
  const { code, stdout, stderr } = await cli([...outside(), "--skip", "addresses", "--format", "json"], { isTTY: true });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ formatVersion: 1, deployment: join("cdktf.out", "deployment.json"), summary: { failed: 0, warning: 1 }, subjects: [{ kind: "host", path: "manager/hv1" }, { kind: "managementNode" }, { kind: "conferencingNode" }, { kind: "conferencingNode" }] });
  expect(stderr).toMatch(/^\rpreflight {2}0 of \d+ {3}hv1: DNS .*\rpreflight {2}(\d+) of \1 .*\n$/su);
});

test("knows which machines exist already", async () => {
  const answering = [22, 80, 443, 5061, 8443].flatMap((port) => ["10.44.0.10", "10.44.0.11", "10.44.0.12"].flatMap((address) => ["--resolve", `${address}:${port}:127.0.0.1:${winrm.port}`]));
  const only = ["dns", "srv", "ntp", "winrm", "login", "templates", "manager", "host-facts"].flatMap((kind) => ["--skip", kind]);
  const states = async (...more: readonly string[]) => [...(await cli([...only, ...answering, ...more])).stdout.matchAll(/^ {2}(\w+) +address/gm)].map(([, state]) => state);
  expect(await states("--exists", "MANAGER", "--exists", "oslo-2.example.com")).toEqual(["ok", "failed", "ok"]);
  expect(await states("--built")).toEqual(["ok", "ok", "ok"]);
});

test("reports everything that was typed wrong at once", async () => {
  const wrong = ["--timeout", "60", "--probe-timeout", "0s", "--parallel", "0", "--skip", "ping", "--exists", "nobody", "--dns-server", "dns.example.com", "--resolve", "x", "--cacert", "nowhere.pem", "--host-facts", "nowhere.json"];
  const { code, stdout, stderr } = await cli(wrong);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.split("\n")).toEqual([
    'error  --timeout must be a duration with its unit, such as 90s, 15m or 1h, got "60"',
    'error  --probe-timeout must be more than nothing, such as 90s, 15m or 1h, got "0s"',
    'error  --parallel must be a number from 1 to 256, got "0"',
    'error  --exists names no machine of this deployment, got "nobody"',
    expect.stringMatching(/^error {2}--skip must be one of dns, srv, .*, got "ping"$/),
    expect.stringMatching(/^error {2}--dns-server must be an IP address, .*, got "dns\.example\.com"$/),
    expect.stringMatching(/^error {2}--resolve must be HOST:PORT:ADDRESS .*, got "x"$/),
    'error  --cacert cannot be read (ENOENT), got "nowhere.pem"',
    'error  --host-facts cannot be read (ENOENT), got "nowhere.json"',
    "",
  ]);
});

test.each([
  [["nowhere"], /^error {2}"?nowhere"?: there is no such file/],
  [["--format", "xml"], /^error {2}option --format <format> argument xml is invalid/],
  [["--insecure"], /^error {2}unknown option --insecure\n$/],
])("refuses %j", async (argv, text) => {
  const { code, stderr } = await cli(argv);
  expect(code).toBe(1);
  expect(stderr).toMatch(text);
});

test.each([["127.0.0.1:0"], ["127.0.0.1:99999"], ["[::1"]])("refuses the DNS server %s", async (server) => {
  expect((await cli([...OFFLINE, "--dns-server", server])).stderr).toMatch(/^error {2}--dns-server must be an IP address/);
});

describe("what a host tells of itself", () => {
  const facts = (name: string, of: Readonly<Record<string, unknown>> = {}) => {
    writeFileSync(file(name), JSON.stringify(hostFactsContent(of)));
    return name;
  };

  test("is judged with the host that it is of", async () => {
    const { code, stdout } = await cli([...OFFLINE, "--host-facts", facts("good.json")]);
    expect(stdout).toMatch(/^hv1 {2}localhost\n {2}ok {7}Windows +Microsoft Windows Server 2022 Standard, build 20348, as declared\n/);
    expect(code).toBe(0);
  });

  test("ends with 2 when the host is not as declared", async () => {
    const { code, stdout } = await cli([...OFFLINE, "--host-facts", `hv1=${facts("vm=there.json", { computerName: "ELSEWHERE", dnsName: null, virtualMachines: [{ name: "oslo-1", state: "Running" }] })}`]);
    expect(stdout).toMatch(/\n {2}failed {3}virtual machines +oslo-1 \(Running\) exists already\n/);
    expect(code).toBe(2);
  });

  test.each<[string, () => readonly string[], string]>([
    ["is of another host", () => [facts("other.json", { computerName: "OTHER", dnsName: null })], 'error  --host-facts is of "OTHER", which is no host of this deployment; write HOST=FILE, with HOST one of hv1, got "other.json"\n'],
    ["comes twice", () => ["good.json", "good.json"].map((name) => facts(name)), 'error  --host-facts is a second file for hv1, got "good.json"\n'],
    ["has the wrong shape", () => [facts("shape.json", { drives: 7 })], "error  shape.json: drives must be a list of at most 5000 objects, got 7\n"],
    ["is no JSON", () => ["authority.pem"], "error  authority.pem: is no JSON object; run the script of --print-host-script on the host again, and keep all that it prints\n"],
    ["is far too large", () => (writeFileSync(file("large.json"), Buffer.alloc(1_048_577)), ["large.json"]), 'error  --host-facts has 1048577 bytes, and the facts of a host have at most 1048576, got "large.json"\n'],
  ])("is refused when it %s", async (_, files, text) => {
    const { code, stdout, stderr } = await cli([...OFFLINE, ...files().flatMap((name) => ["--host-facts", name])]);
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: "", stderr: text });
  });

  test("must be named where its name fits several hosts", async () => {
    deployment("twins", [aHost({ address: "hv1.oslo.example.com" }, "oslo"), aHost({ address: "hv1.bergen.example.com" }, "bergen")]);
    const { code, stderr } = await cli(["twins", ...OFFLINE, "--host-facts", facts("twin.json", { dnsName: null })]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'error  --host-facts fits several hosts by its name "HV1"; write HOST=FILE, with HOST one of oslo, bergen, got "twin.json"\n' });
  });

  test("is written by a script that it prints, and then it does nothing else", async () => {
    const { code, stdout, stderr } = await cli(["--print-host-script"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^\$ErrorActionPreference = .* \| ConvertTo-Json -Depth 4 -Compress\n$/);
  });
});

test("is interrupted at once, with nothing but a word", async () => {
  ntp.temper = { silent: true };
  const controller = new AbortController();
  const pending = cli([...outside(), "--skip", "addresses", "--probe-timeout", "20s"], { signal: controller.signal });
  setTimeout(() => controller.abort(130), 60);
  expect(await pending).toEqual({ code: 130, stdout: "", stderr: "interrupted\n" });
});

test("stops when all the time is over, which is no success", async () => {
  ntp.temper = { silent: true };
  const { code, stdout } = await cli([...outside(), "--skip", "addresses", "--parallel", "1", "--timeout", "150ms"]);
  expect(code).toBe(2);
  expect(stdout).toMatch(/\n {2}failed {3}reverse DNS +not looked at within 150 ms\n/);
});

test("reads a platform file too", async () => {
  const { code, stdout } = await cli([join(__dirname, "..", "..", "examples", "single-host", "platform.yaml"), ...OFFLINE, "--skip", "templates"]);
  expect({ code, stdout: stdout.split("\n").slice(1, 2) }).toEqual({ code: 0, stdout: [expect.stringMatching(/^ {2}skipped {2}host facts/)] });
});

test("says in its help what it does, with an example", async () => {
  const { code, stdout } = await cli(["--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: pexip-hyperv preflight \[options\] \[source\]\n/);
  expect(stdout).toMatch(/\nExample:\n {2}pexip-hyperv preflight platform\.yaml --dns-server 10\.44\.0\.53\n$/);
});

test("is refused in a lab, which simulates none of what it looks at", async () => {
  expect(await cli([], { env: { PEXIP_HYPERV_LAB: "/tmp/lab" } })).toEqual({ code: 1, stdout: "", stderr: "error  preflight looks at the real network, and a lab simulates neither DNS nor time servers nor WinRM; run it outside the lab\n" });
});
