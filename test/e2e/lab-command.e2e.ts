import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { testWithTerraform } from "../support/test-with-terraform";
import { EXAMPLES } from "./support/definition";

const ROOT = join(__dirname, "..", "..");
const CLI = join(ROOT, "dist", "cli", "pexip-hyperv.js");
const READY = "Ctrl-C ends the lab";
const STACKS = ["manager", "platform"];

let folder: string;
let project: string;
/** For all that a lab puts aside: what is left there was left behind. */
let temporary: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "lab-e2e-")));
  [project, temporary] = ["project", "temporary"].map((name) => join(folder, name));
  mkdirSync(temporary);
  children = [];
  newProject(project, "single-host");
});
afterEach(async () => {
  for (const child of children.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill("SIGKILL");
    await once(child, "close");
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

function newProject(path: string, example: string): void {
  cpSync(join(EXAMPLES, example), path, { recursive: true, filter: (from) => !/node_modules|cdktf\.out/.test(from) });
}

function edit(name: string, changes: readonly (readonly [before: string | RegExp, after: string])[]): void {
  const file = join(project, name);
  const text = changes.reduce((whole, [before, after]) => whole.replace(before, after), readFileSync(file, "utf8"));
  writeFileSync(file, text);
}

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Done when this was written. */
  readonly says: (text: string) => Promise<void>;
}

/** The command line as it is shipped, in a process of its own, without a terminal. */
function begin(args: readonly string[], { cwd = project, path = process.env.PATH }: { readonly cwd?: string; readonly path?: string } = {}): Running {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: { PATH: path, HOME: folder, TMPDIR: temporary, CI: "1" }, stdio: ["ignore", "pipe", "pipe"] });
  children.push(child);
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) child[name].setEncoding("utf8").on("data", (text: string) => (written[name] += text));
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...written }));
  const says = async (text: string): Promise<void> => {
    while (!written.stdout.includes(text)) {
      const more = await Promise.race([once(child.stdout, "data").then(() => true), ended.then(() => false)]);
      if (!more && !written.stdout.includes(text)) throw new Error(`it ended without a word of ${JSON.stringify(text)}:\n${written.stdout}${written.stderr}`);
    }
  };
  return { child, ended, says };
}

const pexip = (...args: readonly string[]): Promise<Ended> => begin(args).ended;

async function listen(...args: readonly string[]): Promise<Running> {
  const lab = begin(["lab", ...args]);
  await lab.says(READY);
  return lab;
}

const inLab = (...command: readonly string[]): Promise<Ended> => pexip("lab", "--", ...command);

/** In the lab that listens; the test fails when one of them does. */
async function terraform(stack: string, ...commands: readonly (readonly string[])[]): Promise<string> {
  let printed = "";
  for (const command of commands) {
    const { code, stdout, stderr } = await inLab("terraform", `-chdir=cdktf.out/stacks/${stack}`, ...command);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    printed = stdout;
  }
  return printed;
}

/** Nothing is left of a lab: no folder, nothing in the project. */
function expectNothingLeft(path = project): void {
  expect(readdirSync(temporary)).toEqual([]);
  expect(readdirSync(path).filter((name) => /tfstate|pexip-hyperv|^\.terraform|^cdktf\.(out|synthesized)$/.test(name))).toEqual([]);
}

function control(): { readonly pid: number; readonly port: number; readonly token: string } {
  return JSON.parse(readFileSync(join(project, ".pexip-hyperv-lab", "control.json"), "utf8")) as ReturnType<typeof control>;
}

const isOpen = (port: number): Promise<boolean> => new Promise((resolve) => connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false)));

describe("a lab that listens", () => {
  testWithTerraform("keeps the world between real Terraform's commands, from empty hosts to an empty second plan, and leaves nothing", async () => {
    const lab = await listen();
    const { port, token } = control();
    for (const stack of STACKS) await terraform(stack, ["init"], ["apply", "-auto-approve", "-no-color"]);
    for (const stack of STACKS) expect(await terraform(stack, ["plan", "-no-color"])).toContain("No changes.");
    expect((await pexip("lab", "dump")).stdout).toContain("└── oslo-1: Running, 12 vCPUs");
    const journal = (await pexip("lab", "journal")).stdout;
    expect(journal).toContain("oslo-1");
    const { stdout } = await inLab("sh", "-c", "env | grep -E '^(TF_VAR_|PEXIP_PASSWORD)' | cut -d= -f2");
    const secrets = [token, ...stdout.trim().split("\n")];
    expect(secrets.length).toBeGreaterThan(2);
    const places = (await inLab("sh", "-c", "echo $PEXIP_HYPERV_RESOLVE")).stdout.trim().split(" ").map((place) => Number(/\d+$/.exec(place)![0]));

    expect(await pexip("lab", "stop")).toEqual({ code: 0, stdout: "", stderr: "" });
    const { code, stdout: told, stderr } = await lab.ended;
    expect([code, stderr]).toEqual([0, ""]);
    expect(secrets.filter((secret) => `${told}${journal}`.includes(secret))).toEqual([]);
    expect(await Promise.all([port, ...places].map(isOpen))).not.toContain(true);
    expectNothingLeft();
  });

  testWithTerraform("with --no-people waits for somebody at the console", async () => {
    const lab = await listen("--no-people");
    await terraform("manager", ["init"], ["apply", "-auto-approve"]);
    expect((await pexip("lab", "dump")).stdout).toContain("Management Node 21, awaiting the wizard");
    expect(await pexip("lab", "people")).toEqual({ code: 0, stdout: "manager.example.com: answered the installation wizard\nmanager.example.com: entered what the runbook says\n", stderr: "" });
    expect((await pexip("lab", "dump")).stdout).toContain("Management Node 21, answering");
    lab.child.kill("SIGINT");
    expect((await lab.ended).code).toBe(0);
    expectNothingLeft();
  });

  test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("ends with 0 by %s, also when it comes twice", async (signal) => {
    const lab = await listen();
    lab.child.kill(signal);
    lab.child.kill(signal);
    expect(await lab.ended).toMatchObject({ code: 0, stderr: "" });
    expectNothingLeft();
  });

  test("that was killed is noticed, and replaced", async () => {
    const killed = await listen();
    killed.child.kill("SIGKILL");
    await killed.ended;
    expect(existsSync(join(project, ".pexip-hyperv-lab"))).toBe(true);
    const lab = await listen();
    expect(control().pid).toBe(lab.child.pid);
    lab.child.kill("SIGTERM");
    await lab.ended;
    expect(existsSync(join(project, ".pexip-hyperv-lab"))).toBe(false);
    // a process whose number is another program's now is no lab
    mkdirSync(join(project, ".pexip-hyperv-lab"));
    writeFileSync(join(project, ".pexip-hyperv-lab", "control.json"), JSON.stringify({ pid: process.pid, port: 1, token: "t".repeat(43) }), { mode: 0o600 });
    expect(await pexip("lab", "stop")).toMatchObject({ code: 1, stderr: expect.stringContaining("no lab listens here") });
    expect(existsSync(join(project, ".pexip-hyperv-lab"))).toBe(false);
  });

  testWithTerraform("does not see one of another folder beside it", async () => {
    const other = join(folder, "other");
    newProject(other, "single-host");
    await listen();
    const second = begin(["lab"], { cwd: other });
    await second.says(READY);
    await terraform("manager", ["init"], ["apply", "-auto-approve"]);
    expect((await pexip("lab", "dump")).stdout).toContain("└── manager: Running");
    expect((await begin(["lab", "dump"], { cwd: other }).ended).stdout).not.toContain("manager: Running");
    await begin(["lab", "stop"], { cwd: other }).ended;
    expect((await pexip("lab", "dump")).code).toBe(0);
    await pexip("lab", "stop");
    expectNothingLeft();
    expectNothingLeft(other);
  });
});

describe("a command in a lab", () => {
  test.each([
    ["SIGTERM", 143],
    ["SIGINT", 130],
    ["SIGHUP", 129],
  ] as const)("hears %s, and its exit code is the lab's", async (signal, code) => {
    const lab = begin(["lab", "--", "sh", "-c", "echo here; exec sleep 60"]);
    await lab.says("here");
    lab.child.kill(signal);
    expect(await lab.ended).toEqual({ code, stdout: "here\n", stderr: "" });
    expectNothingLeft();
  });

  test("that takes its time after a signal is waited for, and says itself how it ends", async () => {
    const lab = begin(["lab", "--", "sh", "-c", "trap 'echo bye; exit 9' TERM; echo here; while :; do sleep 0.05; done"]);
    await lab.says("here");
    lab.child.kill("SIGTERM");
    expect(await lab.ended).toEqual({ code: 9, stdout: "here\nbye\n", stderr: "" });
    expectNothingLeft();
  });

  test("of a lab that is stopped is ended first", async () => {
    const lab = begin(["lab", "--listen", "--", "sh", "-c", "echo here; exec sleep 60"]);
    await lab.says("here");
    expect((await pexip("lab", "stop")).code).toBe(0);
    expect(await lab.ended).toMatchObject({ code: 143, stdout: "here\n" });
    expectNothingLeft();
  });

  test("needs no terraform, but what does is told by the shell; a rehearsal says that it wants it", async () => {
    const path = [dirname(process.execPath), "/usr/bin", "/bin"].filter((one) => !existsSync(join(one, "terraform")));
    const bare = join(folder, "bare");
    mkdirSync(bare);
    symlinkSync(process.execPath, join(bare, "node"));
    const without = { path: [bare, ...path].join(delimiter) };
    expect(await begin(["lab", "--", "pexip-hyperv", "check"], without).ended).toMatchObject({ code: 0 });
    expect(await begin(["lab", "--", "terraform", "version"], without).ended).toMatchObject({ code: 127, stderr: expect.stringContaining('"terraform" is no program that can be found here') });
    expect(await begin(["lab", "rehearse"], without).ended).toMatchObject({ code: 2, stderr: expect.stringContaining("error  terraform is not on PATH, and a rehearsal runs it\n") });
    const lab = begin(["lab"], without);
    await lab.says("terraform is not on PATH: what needs it does not run, all else does");
    lab.child.kill("SIGTERM");
    await lab.ended;
    expectNothingLeft();
  });

  testWithTerraform("may be cdktf, on what is synthesized; it synthesizes nothing over it", async () => {
    symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"));
    await listen();
    const flags = ["--skip-synth", "--skip-provider-lock", "--auto-approve"];
    expect(await inLab("npx", "cdktf", "deploy", "manager", ...flags)).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply complete!") });
    expect(await inLab("npx", "cdktf", "deploy", "platform", ...flags, "--ignore-missing-stack-dependencies")).toMatchObject({ code: 0, stdout: expect.stringContaining("Apply complete!") });
    const refused = await inLab("npx", "cdktf", "deploy", "manager");
    expect(refused.code).toBe(1);
    expect(`${refused.stdout}${refused.stderr}`).toContain("add --skip-synth --skip-provider-lock");
    expect((await pexip("lab", "dump")).stdout).toContain("oslo-1: Running");
    await pexip("lab", "stop");
    expectNothingLeft();
  });
});

describe("lab rehearse", () => {
  /** Of the platform of v21, changed in this way. */
  function rehearsedUpgrade(changes: Parameters<typeof edit>[1]): Promise<Ended> {
    project = join(folder, "v21");
    newProject(project, "runbook-v21");
    cpSync(join(project, "platform.yaml"), join(project, "before.yaml"));
    edit("platform.yaml", changes);
    return pexip("lab", "rehearse", "--from", "before.yaml");
  }

  testWithTerraform("tells the whole installation, and ends with 0", async () => {
    const { code, stdout, stderr } = await pexip("lab", "rehearse");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/1 of 1 Conferencing Node SYNCED\n(.*\n)*.*terraform plan +platform +no changes\n\nIt is installed: [\d.]+ s\. What verify found is left to declare, or to a person: see the runbook \(pexip-hyperv docs\)\.\n$/);
    expectNothingLeft();
  });

  testWithTerraform("with a fault ends with 2 and Terraform's error, and not with what went well before", async () => {
    const { code, stderr } = await pexip("lab", "rehearse", "--fault", "host-out-of-memory=oslo-1");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error {2}terraform apply of stack platform failed:\n {7}Error: /);
    expect(stderr).toContain("memory");
    expect(stderr).not.toContain("Creation complete");
    expectNothingLeft();
  });

  testWithTerraform("of a change installs what was there before, and explains and applies the change", async () => {
    cpSync(join(project, "platform.yaml"), join(project, "before.yaml"));
    edit("platform.yaml", [["sipTlsFqdn: oslo-1.example.com", "sipTlsFqdn: oslo-1.example.com\n    memoryMib: 16384\n    vcpus: 11"]]);
    const { code, stdout, stderr } = await pexip("lab", "rehearse", "--from", "before.yaml");
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^platform\.yaml · from before\.yaml · Infinity v21, runbook mode\n/);
    expect(stdout.replace(/ {2,}[\d.]+ s$/gm, "").replace(/^[^]*?\n\ninstalled/, "installed")).toMatch(
      /^installed {3}before\.yaml: manager, platform; 1 Conferencing Node\nrehearsed .*\n {2}terraform plan +manager +nothing to do\n.*\n {2}terraform plan +platform +1 to change\n {2}pexip-hyperv explain-plan +outage\. .*1 of 1 transcoding node.*[^:]\n {4}oslo-1 +powered off, then on +memory 12288 -> 16384 MiB, vCPUs 12 -> 11 .*\n(.*\n)*? {2}terraform apply +platform +1 changed\n/,
    );
    expect(stdout).toMatch(/1 of 1 Conferencing Node SYNCED\n(.*\n)*.*terraform plan +platform +no changes\n/);
    expectNothingLeft();
  });

  testWithTerraform("of a change lets a fault wait for it, and names a stack that is gone", async () => {
    await pexip("synth");
    renameSync(join(project, "cdktf.out"), join(project, "before.out"));
    const bergen = { name: "bergen", constructPath: "bergen", workingDirectory: "stacks/bergen", synthesizedStackPath: "stacks/bergen/cdk.tf.json", dependencies: [] };
    edit("before.out/manifest.json", [[/"stacks": *\{/, `"stacks": { "bergen": ${JSON.stringify(bergen)},`]]);
    mkdirSync(join(project, "before.out/stacks/bergen"));
    writeFileSync(join(project, "before.out/stacks/bergen/cdk.tf.json"), JSON.stringify({ output: { city: { value: "Bergen" } } }));
    edit("platform.yaml", [["sipTlsFqdn:", "memoryMib: 16384\n    sipTlsFqdn:"]]);
    const { code, stdout, stderr } = await pexip("lab", "rehearse", "--from", "before.out", "--fault", "host-out-of-memory=oslo-1");
    expect(stdout).toMatch(/\ninstalled {3}before\.out: bergen, manager, platform; 1 Conferencing Node .*\nleft {8}bergen: no stack of that name any more, and what it built stays; destroy it first \(cdktf destroy bergen\)\n/);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/^error {2}terraform apply of stack platform failed:\n[^]*memory/)]);
    expectNothingLeft();
  });

  testWithTerraform("of an upgrade takes the platform to the later version, and what is there into Terraform", async () => {
    const { code, stdout, stderr } = await rehearsedUpgrade([
      ['infinityVersion: "21"', 'infinityVersion: "40"\n  templateVersion: "21"\n  api: {}'],
      [/templateDisk: \{ zip: .*pexip-(oslo-\d).*/g, "templateDisk: D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd\n    diskPath: D:\\Pexip\\$1\\pexip.vhd"],
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain("\nupgraded    manager.example.com and its nodes from v21 to v40, by hand in the Administrator interface\n");
    expect(stdout).toMatch(/pexip-hyperv adopt +15 declared, 14 adopted/);
    expect(stdout).toMatch(/pexip-hyperv explain-plan +fine\. No call drops\.\n/);
    expect(stdout).toMatch(/\n\nAll of it works: [\d.]+ s\.\n$/);
    expectNothingLeft();
  });

  testWithTerraform("of an upgrade in runbook mode deploys a node from the ZIP that the later version has published", async () => {
    const { code, stdout, stderr } = await rehearsedUpgrade([
      ['infinityVersion: "21"', 'infinityVersion: "40"\n  templateVersion: "21"'],
      ["hostname: oslo-2", 'hostname: oslo-2\n    redeployToken: "once"'],
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/ {2}terraform plan +platform +3 to replace\n/);
    expect(stdout).toMatch(/2 of 2 Conferencing Nodes SYNCED\n(.*\n)*\nAll of it works: [\d.]+ s\.\n$/);
    expectNothingLeft();
  });

  testWithTerraform("of nodes that never synchronize gives up in its time; Ctrl-C ends it at once", async () => {
    const late = await pexip("lab", "rehearse", "--fault", "node-never-syncs:always", "--timeout", "6s");
    expect(late).toMatchObject({ code: 2, stderr: "error  it was not done after 6 s, and was ended\n       --timeout gives it longer\n" });
    const interrupted = begin(["lab", "rehearse"]);
    await interrupted.says("rehearsed ");
    interrupted.child.kill("SIGINT");
    expect(await interrupted.ended).toMatchObject({ code: 130, stderr: "interrupted\n" });
    expectNothingLeft();
  });
});
