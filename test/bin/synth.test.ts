import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { EXAMPLES } from "../examples/synthesized";

const GOOD = readFileSync(join(EXAMPLES, "single-host", "platform.yaml"), "utf8");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pexip-synth-"));
  writeFileSync(join(folder, "platform.yaml"), GOOD);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function synth(argv: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ write: (text: string) => (written[name] += text) });
  const code = await run(["synth", ...argv], { env, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal });
  return { code, ...written };
}

const stack = (name: string, outdir = "cdktf.out"): string => join(folder, outdir, "stacks", name, "cdk.tf.json");

test("writes both stacks and the model, names them, and prints the warnings", async () => {
  expect(await synth()).toEqual({
    code: 0,
    stdout: `synthesized ${join("cdktf.out", "stacks", "manager")}, ${join("cdktf.out", "stacks", "platform")}\n`,
    stderr: "platform.yaml:37:3  warning  PXH041  locations.oslo: one Conferencing Node only; a second one keeps meetings alive when it fails\n",
  });
  expect(JSON.parse(readFileSync(stack("platform"), "utf8"))).toHaveProperty("resource.hyperv_machine_instance");
  expect(readdirSync(join(folder, "cdktf.out")).sort()).toEqual(["deployment.json", "manifest.json", "stacks"]);
  expect(readdirSync(folder).sort()).toEqual(["cdktf.out", "platform.yaml"]);
});

test("writes where cdktf asks for it, or where its user does", async () => {
  await synth([], { CDKTF_OUTDIR: join(folder, "asked") });
  expect(existsSync(stack("manager", "asked"))).toBe(true);
  await synth(["--output", "named"], { CDKTF_OUTDIR: join(folder, "asked-again") });
  expect(existsSync(stack("manager", "named"))).toBe(true);
  expect(existsSync(join(folder, "asked-again"))).toBe(false);
});

test("leaves what Terraform keeps beside its configuration", async () => {
  mkdirSync(join(folder, "cdktf.out", "stacks", "manager", ".terraform"), { recursive: true });
  const lock = join(folder, "cdktf.out", "stacks", "manager", ".terraform.lock.hcl");
  writeFileSync(lock, "kept");
  expect((await synth()).code).toBe(0);
  expect(readFileSync(lock, "utf8")).toBe("kept");
  expect(existsSync(join(folder, "cdktf.out", "stacks", "manager", ".terraform"))).toBe(true);
});

test("leaves the earlier configuration whole when the file is wrong, and says everything that is", async () => {
  await synth();
  const before = readFileSync(stack("platform"), "utf8");
  writeFileSync(join(folder, "platform.yaml"), GOOD.replace("role: transcoding", "role: transcending").replace("netmask: 255.255.255.0\n  gateway", "netmask: 255.0.255.0\n  gateway"));
  const { code, stdout, stderr } = await synth();
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr.split("\n")).toEqual([
    expect.stringMatching(/^error {2}platform\.yaml:\d+:\d+: PXH021 managementNode: netmask 255\.0\.255\.0 is not contiguous/),
    'error  platform.yaml:43:11: conferencingNodes.oslo-1: role must be one of transcoding, proxying, got "transcending"',
    "error  nothing was written: 2 errors in platform.yaml",
    "",
  ]);
  expect(readFileSync(stack("platform"), "utf8")).toBe(before);
});

test("takes a platform file, and not what was made of one", async () => {
  await synth();
  expect(await synth(["cdktf.out"])).toEqual({ code: 1, stdout: "", stderr: `error  ${join("cdktf.out", "deployment.json")} was synthesized already; synth takes a platform file\n` });
});

test("says what keeps it from writing", async () => {
  writeFileSync(join(folder, "a-file"), "");
  const { code, stderr } = await synth(["--output", join("a-file", "cdktf.out")]);
  expect(code).toBe(1);
  expect(stderr).toContain(`error  ${join(folder, "a-file", "cdktf.out")} cannot be a folder: a part of the path is a file; nothing was left half-written\n`);
});

test("leaves nothing behind of a synthesis that fails, not even a folder", async () => {
  writeFileSync(join(folder, "platform.yaml"), `${GOOD}virtualMeetingRooms: 5\n`);
  expect((await synth(["--output", join("new", "deeper")])).code).toBe(1);
  expect(readdirSync(folder)).toEqual(["platform.yaml"]);
});

test("takes nothing for a folder", async () => {
  expect(await synth(["--output", ""])).toEqual({ code: 1, stdout: "", stderr: "error  --output must not be empty; it is the folder to write to\n" });
  expect((await synth([], { CDKTF_OUTDIR: "" })).code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(["cdktf.out", "platform.yaml"]);
});

test("writes the same bytes again, and replaces what it wrote before", async () => {
  await synth();
  const before = readFileSync(stack("platform"), "utf8");
  writeFileSync(join(folder, "platform.yaml"), GOOD.replace("hostname: oslo-1", "hostname: oslo-1\n    vcpus: 8"));
  await synth();
  expect(readFileSync(stack("platform"), "utf8")).not.toBe(before);
  writeFileSync(join(folder, "platform.yaml"), GOOD);
  await synth();
  expect(readFileSync(stack("platform"), "utf8")).toBe(before);
  expect(readdirSync(join(folder, "cdktf.out")).sort()).toEqual(["deployment.json", "manifest.json", "stacks"]);
});

test("follows no folder that is not there, and says so where nothing can be made", async () => {
  symlinkSync(join(folder, "nowhere"), join(folder, "link"));
  expect(await synth(["--output", "link"])).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining(`error  ${join(folder, "link")} cannot be a folder: a file of that name is there; nothing was left half-written\n`) });
  if (process.platform === "linux") expect(await synth(["--output", "/proc/cdktf.out"])).toMatchObject({ code: 1, stderr: expect.stringContaining("error  /proc/cdktf.out cannot be made: nothing can be kept there; nothing was left half-written\n") });
});

const mayWriteAll = process.getuid?.() === 0 || process.platform === "win32";
(mayWriteAll ? test.skip : test)(`a folder that may not be written is said so${mayWriteAll ? " (skipped: this account may write every folder)" : ""}`, async () => {
  mkdirSync(join(folder, "locked"));
  chmodSync(join(folder, "locked"), 0o500);
  expect(await synth(["--output", join("locked", "cdktf.out")])).toMatchObject({ code: 1, stderr: expect.stringContaining(`error  ${join(folder, "locked", "cdktf.out")} may not be written by this account; nothing was left half-written\n`) });
});

test("reads certificates from the folder of the file, wherever it is run", async () => {
  mkdirSync(join(folder, "elsewhere"));
  cpSync(join(EXAMPLES, "runbook-v21"), join(folder, "elsewhere"), { recursive: true });
  expect((await synth([join("elsewhere", "platform.yaml")])).code).toBe(0);
});

test("a folder in the place of a file stops it, and the earlier configuration is whole", async () => {
  await synth();
  const before = readFileSync(stack("manager"), "utf8");
  rmSync(join(folder, "cdktf.out", "deployment.json"));
  mkdirSync(join(folder, "cdktf.out", "deployment.json"));
  expect(await synth()).toMatchObject({ code: 1, stderr: expect.stringContaining(`error  ${join(folder, "cdktf.out")} holds a folder where a file is to be written; nothing was left half-written\n`) });
  expect(readFileSync(stack("manager"), "utf8")).toBe(before);
  expect(readdirSync(join(folder, "cdktf.out")).sort()).toEqual(["deployment.json", "manifest.json", "stacks"]);
});
