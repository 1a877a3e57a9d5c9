import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { RULES } from "../../lib/deployment/rules";
import { EXAMPLES, synthesize } from "../examples/synthesized";
import { folderWith, GOOD } from "../support/platform-files";

const ROOT = join(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "pexip-check-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function check(...argv: readonly string[]): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const code = await run(["check", ...argv], { env: {}, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal });
  return { code, ...written };
}

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

const ALL = `${RULES.length} rules`;
/** Those that do not speak of what is missing. */
const SOME = `${RULES.filter(({ absence }) => absence !== true).length} rules`;
const ONE_WARNING = "platform.yaml:37:3  warning  PXH041  locations.oslo: one Conferencing Node only; a second one keeps meetings alive when it fails\n";

beforeAll(() => cpSync(join(EXAMPLES, "single-host", "platform.yaml"), join(folder, "platform.yaml")));

test("takes platform.yaml when nothing is named, prints what the rules say and ends with 0", async () => {
  expect(await check()).toEqual({ code: 0, stderr: "", stdout: `${ONE_WARNING}1 warning in platform.yaml (${ALL})\n` });
});

test("ends with 1 for warnings too when it is strict", async () => {
  expect(await check("--strict")).toMatchObject({ code: 1, stderr: "" });
});

test("gives programs each problem with its rule, severity, path, message, source and place", async () => {
  const { code, stdout } = await check("--format", "json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    {
      rule: "PXH041",
      severity: "warning",
      path: "locations.oslo",
      message: "one Conferencing Node only; a second one keeps meetings alive when it fails",
      source: "docs.pexip.com, admin/resilience (n+1)",
      file: "platform.yaml",
      line: 37,
      column: 3,
    },
  ]);
});

test("prints ten mistakes as ten lines, each with its place, and ends with 1", async () => {
  const name = file(
    "ten.yaml",
    `hosts:
  hv1:
    address: hv1.oslo.example.com
    username: EXAMPLE\\svc-terraform
    windowsServer: "2022"
    sockets: 2
    coresPerSocket: 12
    memoryGib: 96
    ntpServers: [ntp1.example.com, ntp2.example.com]
    vmDirectory: D:\\Pexip
    password: hunter2
  hv2: { address: hv2.oslo.example.com, username: EXAMPLE\\svc, windowsServer: "2023", sockets: 2, coresPerSocket: 12, memoryGib: 96 }
  hv3:
    address: hv3.oslo.example.com
    username: EXAMPLE\\svc-terraform
    windowsServer: 2022
    sockets: 2
    coresPerSocket: 12
    memoryGib: 96
    timeSource: active_directory
    vmDirectory: D:\\Pexip
switches:
  lan: { host: hv3, netAdapterNames: [Ethernet 1] }
managementNode:
  externalSwitch: lan
  infinityVersion: 21
  templateDisk: D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd
  hostname: manager
  domain: example.com
  address: 10.44.0.10
  netmask: 255.0.255.0
  gateway: 10.44.0.1
  dnsServers: [10.44.0.53]
  ntpServers: [ntp1.example.com, ntp2.example.com, ntp3.example.com]
  incidentReporting: true
  usageStatistics: false
locations:
  oslo: { name: Oslo, mtu: large }
  bergen: { name: Bergen }
defaults:
  conferencingNodes: { externalSwitch: lan, role: transcoding, domain: example.com, netmask: 255.255.255.0, gateway: 10.44.0.1 }
conferencingNodes:
  bergen-1:
    systemLocation: bergen
    templateDisk: { zip: https://images.example.com/pexip-bergen-1.example.com.zip, fileName: pexip.vhd }
    hostname: bergen-1
    address: 10.44.0.11
    vcpus: 16
    sipTlsFqdn: bergen-1.example.com
  bergen-2:
    systemLocation: bergen
    templateDisk: { zip: https://images.example.com/pexip-bergen-2.example.com.zip, fileName: pexip.vhd }
    hostname: bergen-2
    adress: 10.44.0.12
  bergen-3:
    systemLocation: bergn
    templateDisk: { zip: https://images.example.com/pexip-bergen-3.example.com.zip }
    hostname: bergen-3
    address: 10.44.0.13
  bergen-4:
    systemLocation: bergen
    templateDisk: { zip: https://images.example.com/pexip-bergen-4.example.com.zip, fileName: pexip.vhd }
    hostname: bergen-4
    address: 10.44.0.11
    vcpus: 2
    sipTlsFqdn: bergen-4.example.com
`,
  );
  const { code, stdout, stderr } = await check(name);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  const lines = stdout.trim().split("\n");
  const places = lines.slice(0, -2).map((line) => line.replace(/\s+/g, " "));
  expect(places).toEqual([
    expect.stringMatching(/^ten\.yaml:9:17 warning PXH033 hosts\.hv1: ntpServers has 2 distinct servers/),
    expect.stringMatching(/^ten\.yaml:11:15 error hosts\.hv1\.password: a secret is never written into a file/),
    expect.stringMatching(/^ten\.yaml:12:79 error hosts\.hv2: windowsServer must be one of 2012, /),
    expect.stringMatching(/^ten\.yaml:31:12 error PXH021 managementNode: netmask 255\.0\.255\.0 /),
    expect.stringMatching(/^ten\.yaml:38:28 error locations\.oslo: mtu must be a whole number, got "large"/),
    expect.stringMatching(/^ten\.yaml:48:12 refused PXH012 conferencingNodes\.bergen-1: vcpus 16 is more than the 12 physical cores/),
    expect.stringMatching(/^ten\.yaml:54:5 error conferencingNodes\.bergen-2\.adress: unknown key; did you mean address\?/),
    expect.stringMatching(/^ten\.yaml:56:21 error conferencingNodes\.bergen-3\.systemLocation: there is no "bergn" in locations; did you mean bergen\?/),
    expect.stringMatching(/^ten\.yaml:57:19 error conferencingNodes\.bergen-3\.templateDisk: needs fileName beside zip/),
    expect.stringMatching(/^ten\.yaml:64:14 error PXH020 conferencingNodes\.bergen-4: address 10\.44\.0\.11 is already used by conferencingNodes\.bergen-1/),
  ]);
  expect(lines.at(-2)).toBe("not judged, because of the errors above: hosts.hv2, locations.oslo, conferencingNodes.bergen-2, conferencingNodes.bergen-3");
  expect(lines.at(-1)).toBe(`8 errors, 1 refusal, 1 warning in ten.yaml (${SOME})`);
  expect(stdout).not.toContain("hunter2");
});

test("judges what a program was synthesized to", async () => {
  await synthesize("single-host", {}, async (outdir) => {
    const { code, stdout } = await check(outdir);
    expect(code).toBe(0);
    expect(stdout).toContain("warning  PXH041  platform/oslo: one Conferencing Node only");
  });
});

test.each([
  ["no file at all", "nowhere.yaml", '"nowhere.yaml": there is no such file'],
  ["a folder that nothing was synthesized into", ".", '"deployment.json": there is no such file; synthesize first (cdktf synth, or pexip-hyperv synth)'],
])("says that there is %s", async (_, source, message) => {
  expect(await check(source)).toEqual({ code: 1, stdout: "", stderr: `error  ${message}\n` });
});

test.each([
  ["no JSON", "{", "is no deployment model; synthesize again, which writes it"],
  ["no object", "null", "is no deployment model; synthesize again, which writes it"],
  ["another format", '{ "formatVersion": 99, "records": [] }', "has the format version 99, and this program reads 1; synthesize again with the version of the package that reads it"],
  ["something else", '{ "formatVersion": 1, "records": [7] }', "holds something else than records of a deployment; synthesize again, which writes it"],
  ["a loose end", '{ "formatVersion": 1, "records": [{ "kind": "externalSwitch", "path": "manager/lan", "host": "manager/hv1" }] }', 'has no "manager/hv1", which another record names; synthesize again'],
])("refuses a deployment.json that is %s", async (_, text, message) => {
  file("deployment.json", text);
  expect(await check("deployment.json")).toEqual({ code: 1, stdout: "", stderr: `error  deployment.json: ${message}\n` });
});

test("a folder in the place of the model is said so", async () => {
  const outdir = folderWith({ "deployment.json/inside": "" });
  expect(await check(outdir)).toEqual({ code: 1, stdout: "", stderr: `error  ${join(outdir, "deployment.json")} cannot be read (EISDIR)\n` });
});

test("loads neither cdktf nor constructs", async () => {
  const preload = join(ROOT, "test", "support", "without-cdktf.js");
  const { stdout } = await promisify(execFile)(process.execPath, ["-r", preload, join(ROOT, "bin", "pexip-hyperv.ts"), "check", join(folder, "platform.yaml")], { cwd: folder });
  expect(stdout).toBe(`${ONE_WARNING}1 warning in platform.yaml (${ALL})\n`);
});

test("gives programs the mistakes that no rule found, too, and what was accepted", async () => {
  const name = file("mixed.yaml", GOOD.replace("hostname: manager", "hostnam: manager\n  hostname: manager"));
  const { code, stdout } = await check(name, "--format", "json");
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toEqual([
    { rule: null, severity: "error", path: "managementNode.hostnam", message: "unknown key; did you mean hostname?", source: null, file: "mixed.yaml", line: 19, column: 3 },
  ]);
  const accepted = file("mixed.yaml", `${readFileSync(join(folder, "platform.yaml"), "utf8")}accept: [{ rule: PXH041, reason: the second one comes in May }]\n`);
  expect(JSON.parse((await check(accepted, "--format", "json")).stdout)).toEqual([expect.objectContaining({ rule: "PXH041", severity: "warning", accepted: "the second one comes in May", line: 37 })]);
  expect(await check(file("none.yaml", ""), "--format", "json")).toEqual({ code: 1, stderr: "", stdout: expect.stringContaining('"line": null') });
});

test("counts what was accepted, shows the reason, and does not stop at it even when it is strict", async () => {
  const name = file("accepted.yaml", `${readFileSync(join(folder, "platform.yaml"), "utf8")}accept: [{ rule: PXH041, reason: the second one comes in May }]\n`);
  expect(await check(name, "--strict")).toEqual({
    code: 0,
    stderr: "",
    stdout: `accepted.yaml:37:3  accepted PXH041  locations.oslo: one Conferencing Node only; a second one keeps meetings alive when it fails (the second one comes in May)\n1 accepted in accepted.yaml (${ALL})\n`,
  });
});

test("names a good file as such", async () => {
  expect(await check(file("good.yaml", GOOD))).toEqual({ code: 0, stderr: "", stdout: `no problems in good.yaml (${ALL})\n` });
});

test.each([
  ["an empty file", "", "empty.yaml  error            is empty; pexip-hyperv init writes one to begin with\n1 error in empty.yaml"],
  ["a file that is no YAML", "hosts:\n\thv1: {}\n", "empty.yaml:2:1  error            a tab stands where YAML wants spaces; indent with spaces\n1 error in empty.yaml"],
])("%s is one problem", async (_, text, start) => {
  const { code, stdout } = await check(file("empty.yaml", text));
  expect({ code, start: stdout.slice(0, start.length) }).toEqual({ code: 1, start });
});

describe("when nothing is named", () => {
  const checkIn = async (files: Readonly<Record<string, string>>): Promise<Result> => {
    const written = { stdout: "", stderr: "" };
    const stream = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
    const code = await run(["check"], { env: {}, cwd: folderWith(files), stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal });
    return { code, ...written };
  };
  const MODEL = '{ "formatVersion": 1, "records": [] }';

  test.each<[string, Readonly<Record<string, string>>, string]>([
    ["platform.yaml before all others", { "platform.yaml": GOOD, "platform.json": "{}", "cdktf.out/deployment.json": MODEL }, `no problems in platform.yaml (${ALL})\n`],
    ["platform.yml", { "platform.yml": GOOD }, `no problems in platform.yml (${ALL})\n`],
    ["platform.json", { "platform.json": JSON.stringify({ hosts: {} }) }, `platform.json:1:1  error            describes nothing yet: it has no entries\n1 error in platform.json (${SOME})\n`],
    ["what was synthesized", { "cdktf.out/deployment.json": MODEL }, `no problems in ${join("cdktf.out", "deployment.json")} (${ALL})\n`],
  ])("takes %s", async (_, files, stdout) => {
    expect(await checkIn(files)).toMatchObject({ stderr: "", stdout });
  });

  test("says how to begin when there is nothing", async () => {
    expect(await checkIn({})).toEqual({ code: 1, stdout: "", stderr: "error  there is no platform.yaml and no cdktf.out in this folder; name a file, or begin with pexip-hyperv init\n" });
  });
});

test("a thousand nodes without a mistake are without a problem but those of their number", async () => {
  const nodes = Array.from({ length: 1000 }, (_, index) => {
    const address = `10.${50 + Math.floor(index / 200)}.0.${(index % 200) + 10}`;
    return `  n${index}: { existing: true, hostname: n${index}, address: ${address}, gateway: 10.${50 + Math.floor(index / 200)}.0.1, sipTlsFqdn: n${index}.example.com }\n`;
  });
  const { code, stdout } = await check(file("many.yaml", `${GOOD}${nodes.join("")}defaults:\n  conferencingNodes: { systemLocation: oslo, role: transcoding, domain: example.com, netmask: 255.255.255.0 }\n`), "--format", "json");
  expect(code).toBe(0);
  expect(new Set((JSON.parse(stdout) as readonly { readonly rule: string }[]).map(({ rule }) => rule)).size).toBeLessThan(5);
});
