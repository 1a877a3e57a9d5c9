import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { synthesizePlatformFile } from "../../lib/config/build/synthesize";

const EXAMPLE = join(__dirname, "..", "..", "examples", "single-host");

// a lab takes a moment to begin, and other tests run beside this one
jest.setTimeout(30_000);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lab-command-"));
  cpSync(join(EXAMPLE, "platform.yaml"), join(folder, "platform.yaml"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Around {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  readonly cwd?: string;
  readonly onOutput?: (text: string) => void;
}

async function cli(argv: readonly string[], { env = {}, signal = new AbortController().signal, cwd = folder, onOutput = () => undefined }: Around = {}): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    columns: 100,
    write: (text: string) => {
      written[name] += text;
      onOutput(written.stdout);
    },
  });
  const code = await run(argv, { env: { PATH: process.env.PATH, ...env }, cwd, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal });
  if (code !== 70) expect(written.stderr).not.toMatch(/^\s+at /m);
  return { code, ...written };
}

/** A program of Node's in the lab, which writes what it finds to found.json in the project. */
function look(expression: string): readonly string[] {
  const file = JSON.stringify(join(folder, "found.json"));
  return ["--", process.execPath, "-e", `require("fs").writeFileSync(${file}, JSON.stringify(${expression}))`];
}

const found = <T>(): T => JSON.parse(readFileSync(join(folder, "found.json"), "utf8")) as T;

/** Runs something while a lab listens here. */
async function whileListening(argv: readonly string[], body: () => Promise<void>, cwd = folder): Promise<Result> {
  const interruption = new AbortController();
  let tell!: () => void;
  const listens = new Promise<void>((resolve) => (tell = resolve));
  const running = cli(["lab", ...argv], { cwd, signal: interruption.signal, onOutput: (text) => text.includes("Ctrl-C ends the lab") && tell() });
  try {
    await Promise.race([listens, running.then(({ stderr }) => Promise.reject(new Error(stderr)))]);
    await body();
  } finally {
    interruption.abort(130);
  }
  return running;
}

function hashOf(path: string): string {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  return createHash("sha256").update(files.map((file) => `${file}\n${readFileSync(file, "utf8")}`).join("\n")).digest("hex");
}

describe("a command in a lab", () => {
  test.each([
    ["0", ["true"], 0],
    ["its own", ["sh", "-c", "exit 7"], 7],
    ["128 and the number of the signal that ended it", ["sh", "-c", "kill -9 $$"], 137],
  ])("ends with %s", async (_, command, code) => {
    expect(await cli(["lab", "--", ...command])).toEqual({ code, stdout: "", stderr: "" });
  });

  test("that cannot be found ends with 127, and one that cannot be started with 126", async () => {
    expect(await cli(["lab", "--", "no-such-program", "--version"])).toEqual({ code: 127, stdout: "", stderr: 'error  "no-such-program" is no program that can be found here; behind -- stands the command, as on a line of its own\n' });
    expect(await cli(["lab", "--", "./platform.yaml"])).toEqual({ code: 126, stdout: "", stderr: 'error  "./platform.yaml" cannot be started (EACCES); behind -- stands the command, as on a line of its own\n' });
  });

  test("may be called as a command of the lab, and keeps all its options", async () => {
    const script = join(folder, "dump");
    writeFileSync(script, '#!/bin/sh\nprintf "%s\\n" "$@" > arguments.txt\ncp arguments.txt "$1"\n', { mode: 0o755 });
    expect(await cli(["lab", "--", "dump", folder, "--version", "--help", "--", "--fault"], { env: { PATH: `${folder}${delimiter}${process.env.PATH}` } })).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(readFileSync(join(folder, "arguments.txt"), "utf8")).toBe(`${folder}\n--version\n--help\n--\n--fault\n`);
  });

  test("has what it needs in its environment, and nothing of the real thing's", async () => {
    const env = { TF_VAR_hv1_password: "real-password", TF_CLI_ARGS: "-lock=false", PEXIP_PASSWORD: "real-password", PEXIP_ROOM_PIN: "1234", OTHER: "stays" };
    expect(await cli(["lab", ...look("process.env")], { env })).toMatchObject({ code: 0, stderr: "" });
    const environment = found<Record<string, string>>();
    expect(environment).toMatchObject({ OTHER: "stays", TF_DATA_DIR: ".terraform-lab", TF_REATTACH_PROVIDERS: expect.stringContaining("127.0.0.1"), PEXIP_HYPERV_RESOLVE: expect.stringContaining("manager.example.com:443:127.0.0.1:") });
    expect(environment.TF_VAR_hv1_password).toMatch(/^lab-/);
    expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(["TF_CLI_ARGS"]));
    expect(Object.keys(environment)).not.toEqual(expect.arrayContaining(["PEXIP_ROOM_PIN"]));
    expect(JSON.stringify(environment)).not.toContain("real-password");
  });

  test("finds a copy where the project says cdktf.out, and the project in all else", async () => {
    const stacks = 'fs.readdirSync("cdktf.out/stacks")';
    const state = 'JSON.parse(fs.readFileSync("cdktf.out/stacks/manager/cdk.tf.json")).terraform.backend.local.path';
    await cli(["lab", ...look(`{ folder: process.cwd(), stacks: ${stacks}, state: ${state}, platform: fs.realpathSync("platform.yaml") }`)]);
    const { folder: inLab, stacks: names, state: path, platform } = found<Record<string, string>>();
    expect([names, platform]).toEqual([["manager", "platform"], join(folder, "platform.yaml")]);
    expect(path.startsWith(join(inLab, "cdktf.out"))).toBe(true);
    expect(existsSync(inLab)).toBe(false);
    expect(readdirSync(folder).sort()).toEqual(["found.json", "platform.yaml"]);
  });

  test("leaves what was synthesized for the real thing as it is, whatever it writes", async () => {
    synthesizePlatformFile(join(folder, "platform.yaml"), join(folder, "cdktf.out"));
    const before = hashOf(join(folder, "cdktf.out"));
    expect(await cli(["lab", "cdktf.out", "--", "sh", "-c", "pexip-hyperv synth >synthesized.txt 2>&1 && rm -r cdktf.out/stacks/manager && ls cdktf.out >/dev/null"])).toMatchObject({ code: 0 });
    expect(hashOf(join(folder, "cdktf.out"))).toBe(before);
  });

  test("that names the real output folder is refused", async () => {
    const output = join(folder, "cdktf.out");
    expect(await cli(["lab", "--", "terraform", `-chdir=${output}/stacks/manager`, "apply"])).toEqual({ code: 1, stdout: "", stderr: `error  the command names ${output}, which is the real thing; say it by its relative path, which leads to the lab's copy\n` });
  });

  test("asks the lab around it, which nobody else sees", async () => {
    const inside = 'pexip-hyperv lab dump >dump.txt && pexip-hyperv lab journal --format json >journal.json && cp dump.txt journal.json "$0"';
    expect(await cli(["lab", "--fault", "winrm-slow", "--", "sh", "-c", inside, folder])).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(join(folder, "dump.txt"), "utf8")).toContain("hv1.oslo.example.com (simulated): Windows Server 2022, standard, on\n");
    expect(JSON.parse(readFileSync(join(folder, "journal.json"), "utf8"))).toEqual([]);
  });
});

describe("a lab that listens", () => {
  test("says in one screen what is in it and what to type, and ends with 0", async () => {
    const { code, stdout, stderr } = await whileListening(["--fault", "half-way=oslo-1:2"], async () => undefined);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").length).toBeLessThan(25);
    expect(stdout).toContain("lab of platform.yaml · Infinity v21, runbook mode");
    expect(stdout).toContain("faults  half-way of oslo-1, 2 times\n");
    expect(stdout).toContain("  npx pexip-hyperv lab -- terraform -chdir=cdktf.out/stacks/manager apply\n");
    expect(readdirSync(folder)).toEqual(["platform.yaml"]);
  });

  test("names cdktf's commands where the project has it", async () => {
    mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
    writeFileSync(join(folder, "node_modules", ".bin", "cdktf"), "");
    const { stdout } = await whileListening([], async () => undefined);
    expect(stdout).toContain("  npx pexip-hyperv lab -- npx cdktf deploy platform --skip-synth --skip-provider-lock --ignore-missing-stack-dependencies\n");
  });

  test("is joined by commands in its folder, which leave it running", async () => {
    await whileListening([], async () => {
      await cli(["lab", ...look("[process.cwd(), process.env.TF_VAR_hv1_password]")]);
      const first = found();
      expect(await cli(["lab", "--fault", "winrm-refused=hv1.oslo.example.com", "platform.yaml", ...look("[process.cwd(), process.env.TF_VAR_hv1_password]")])).toEqual({ code: 0, stdout: "", stderr: "fault  winrm-refused of hv1.oslo.example.com, once\n" });
      expect(found()).toEqual(first);
      expect((await cli(["lab", "journal"])).stdout).toMatch(/^ *\d.* {2}hv1\.oslo\.example\.com {2}the fault winrm-refused was asked for\n$/);
      expect(JSON.parse((await cli(["lab", "dump", "--format", "json"])).stdout)).toMatchObject({ hosts: [{ address: "hv1.oslo.example.com" }], managementNodes: [] });
    });
  });

  test("is not seen from another folder, and does not see a lab there", async () => {
    const other = join(folder, "other");
    mkdirSync(other);
    cpSync(join(EXAMPLE, "platform.yaml"), join(other, "platform.yaml"));
    await whileListening([], async () => {
      expect(await cli(["lab", "dump"], { cwd: other })).toEqual({ code: 1, stdout: "", stderr: "error  no lab listens here; start one in another terminal, in the same folder: pexip-hyperv lab\n" });
      await whileListening([], async () => expect((await cli(["lab", "dump"])).code).toBe(0), other);
      expect((await cli(["lab", "dump"])).code).toBe(0);
    });
  });

  test("is the only one in its folder, decides how it was started, and is for one source", async () => {
    await whileListening([], async () => {
      expect((await cli(["lab"])).stderr).toMatch(/^error {2}a lab listens here already \(process \d+\); run commands in it: pexip-hyperv lab -- COMMAND, or stop it: pexip-hyperv lab stop\n$/);
      expect((await cli(["lab", "--keep", "--no-people", "--", "true"])).stderr).toMatch(/^error {2}--no-people, --keep: a lab listens here already \(process \d+\), and was started without;/);
      expect((await cli(["lab", "cdktf.out", "--", "true"])).stderr).toBe(`error  the lab that listens here is one of ${join(folder, "platform.yaml")}; leave the name out, or stop it first: pexip-hyperv lab stop\n`);
      expect((await cli(["lab", "--fault", "api-402", "--", "true"])).stderr).toMatch(/^error {2}"api-402" is no fault of the lab; did you mean api-4/);
      expect(await cli(["lab", "people"])).toEqual({ code: 1, stdout: "", stderr: "error  no Management Node waits for anybody: switch its VM on first, by terraform apply of its stack\n" });
    });
  });

  test("ends by lab stop, which is done when nothing is left", async () => {
    const { code } = await whileListening([], async () => {
      expect(await cli(["lab", "stop"])).toEqual({ code: 0, stdout: "", stderr: "" });
      expect(readdirSync(folder)).toEqual(["platform.yaml"]);
    });
    expect(code).toBe(0);
  });

  test("with --listen stays after a command, and ends with the command's exit code", async () => {
    const { code, stdout } = await whileListening(["--listen", "--", "sh", "-c", "exit 3"], async () => {
      expect((await cli(["lab", "dump"])).code).toBe(0);
    });
    expect([code, stdout.startsWith("lab of platform.yaml")]).toEqual([3, true]);
  });

  test("with --keep leaves its folder, and says where", async () => {
    const { stderr } = await whileListening(["--keep"], async () => undefined);
    const kept = /^kept {3}(.*): cdktf\.out with stacks, states and plans, world\.txt, world\.json, journal\.txt\n$/.exec(stderr)![1];
    expect(readdirSync(join(kept, "cdktf.out"))).toEqual(expect.arrayContaining(["stacks", "states", "world.txt"]));
    rmSync(kept, { recursive: true });
  });
});

describe("bad input ends with 1, and starts nothing", () => {
  test.each([
    ["no source", ["lab", "nowhere.yaml"], 'error  "nowhere.yaml": there is no such file\n'],
    ["a folder without anything synthesized", ["lab", ".", "--", "true"], "there is no such file; synthesize first"],
    ["no command behind --", ["lab", "--"], "error  there is no command behind --\n"],
    ["a command without --", ["lab", "platform.yaml", "terraform", "plan"], "error  the command goes behind --: pexip-hyperv lab platform.yaml -- terraform plan\n"],
    ["a fault that does not exist", ["lab", "--fault", "winrm-refusd"], 'error  --fault: "winrm-refusd" is no fault of the lab; did you mean winrm-refused?\n'],
    ["a fault of nothing", ["lab", "--fault", "half-way=oslo-2"], 'error  --fault: nothing is called "oslo-2" here; did you mean oslo-1?\n'],
    ["an option that does not exist", ["lab", "--listn"], "error  unknown option --listn; did you mean --listen?\n"],
    ["an option in front of a command of the lab", ["lab", "--keep", "dump"], "error  --keep in front of dump means nothing; write it behind, if dump has it (pexip-hyperv lab dump --help)\n"],
    ["no lab to stop", ["lab", "stop"], "error  no lab listens here; start one in another terminal, in the same folder: pexip-hyperv lab\n"],
    ["a format that does not exist", ["lab", "dump", "--format", "xml"], "argument xml is invalid. Allowed choices are text, json."],
    ["nothing that a change begins with", ["lab", "rehearse", "--from", "nowhere.yaml"], 'error  "nowhere.yaml": there is no such file\n'],
    ["a time that is none", ["lab", "rehearse", "--timeout", "soon"], "error  --timeout must be a duration with its unit, such as 90s, 15m or 1h, got"],
  ])("%s", async (_, argv, text) => {
    const { code, stdout, stderr } = await cli(argv);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(text);
    expect(readdirSync(folder)).toEqual(["platform.yaml"]);
  });

  test.each([
    ["38.1", "38", "error  manager.example.com has Infinity v38.1 in before.yaml, and v38 in platform.yaml: an upgrade goes one way\n"],
    ["40", "38", "error  manager.example.com has Infinity v40 in before.yaml, and v38 in platform.yaml: an upgrade goes one way\n"],
  ])("a change from v%s to v%s", async (before, after, text) => {
    const file = join(folder, "platform.yaml");
    for (const [name, version] of [["before.yaml", before], ["platform.yaml", after]]) writeFileSync(join(folder, name), readFileSync(file, "utf8").replace(/infinityVersion: .*/, `infinityVersion: "${version}"`));
    expect(await cli(["lab", "rehearse", "--from", "before.yaml"])).toEqual({ code: 1, stdout: "", stderr: text });
  });

  test("a platform file that a rule refuses, with all that it says", async () => {
    const file = join(folder, "platform.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("address: 10.44.0.11", "address: 10.44.0.10"));
    const { code, stderr } = await cli(["lab", "--", "true"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error {2}platform\.yaml:\d+:\d+: PXH\d+ /);
    expect(stderr).toContain("nothing was written: ");
  });

  test("a stack that would leave the lab", async () => {
    synthesizePlatformFile(join(folder, "platform.yaml"), join(folder, "cdktf.out"));
    const file = join(folder, "cdktf.out", "stacks", "manager", "cdk.tf.json");
    writeFileSync(file, readFileSync(file, "utf8").replace('"required_providers": {', '"required_providers": { "random": { "source": "hashicorp/random" },'));
    expect(await cli(["lab", "cdktf.out", "--", "true"])).toMatchObject({ code: 1, stderr: expect.stringContaining("error  manager: uses the provider hashicorp/random, which is none of the lab's") });
    expect(await cli(["lab", "cdktf.out", "--allow-provider", "hashicorp/random", "--", "true"])).toMatchObject({ code: 0 });
  });
});

test("a lab that was asked to end while it began is not left behind", async () => {
  expect(await cli(["lab"], { signal: AbortSignal.abort(143) })).toEqual({ code: 143, stdout: "", stderr: "interrupted\n" });
  expect(readdirSync(folder)).toEqual(["platform.yaml"]);
});
