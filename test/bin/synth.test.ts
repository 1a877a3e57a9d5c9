import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
