import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { explainPlanCommand } from "../../bin/commands/explain-plan";
import { run } from "../../bin/program";
import type { World } from "../../bin/world";
import { deploymentFileText } from "../../lib/deployment/deployment-file";
import { terraformOnPath, withoutTerraformSettings } from "../../lib/lab/terraform/terraform-command";
import { systemClock } from "../../lib/client/waiting";
import { managerChanges, nodeChanges, planJson, type PlannedChange, TRIGGERED } from "../support/plans";
import { sound } from "../support/records";
import { newHost, newManager, newStack, newSwitch, synthesized } from "../support/stacks";

const ROOT = join(__dirname, "..", "..");

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pexip-hyperv-"))));
afterEach(() => rmSync(folder, { recursive: true }));

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function world(written: { stdout: string; stderr: string }, more: Partial<World> = {}, terminal: { readonly isTTY?: boolean; readonly columns?: number } = {}): World {
  const stream = (name: keyof typeof written) => ({ ...terminal, write: (text: string) => (written[name] += text) });
  return { env: {}, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal, ...more };
}

async function cli(argv: readonly string[], more: Partial<World> = {}, terminal = {}): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const code = await run(["explain-plan", ...argv], world(written, more, terminal));
  expect(written.stdout + written.stderr).not.toContain("planted");
  return { code, ...written };
}

function write(name: string, changes: readonly PlannedChange[], more = {}): string {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, JSON.stringify(planJson(changes, more)));
  return name;
}

function writeModel(path: string): void {
  mkdirSync(join(folder, path), { recursive: true });
  const addresses = (id: string) => ({ stack: "platform", disk: `hyperv_vhd.${id}_Disk-hv1_0A1B2C3D`, vm: `hyperv_machine_instance.${id}_Vm-hv1_0A1B2C3D` });
  writeFileSync(join(folder, path, "deployment.json"), deploymentFileText({ records: sound().records, acceptances: [], machines: { "platform/oslo-1": addresses("oslo-1"), "platform/oslo-2": addresses("oslo-2") } }));
}

const OUTAGE = nodeChanges("oslo-1", { vm: { action: "update", after: { processor_count: 16 } } });
const LINE = "oslo-1   powered off, then on   vCPUs 12 -> 16   every call on it drops; put it in maintenance mode first\n";
const MAINTENANCE = "put oslo-1 in maintenance mode and wait until its calls have ended.\n";

describe("explain-plan", () => {
  test("explains a plan and ends with 0, whatever it finds", async () => {
    expect(await cli([write("plan.json", OUTAGE)])).toEqual({ code: 0, stderr: "", stdout: `${LINE}Verdict: outage. 1 of 1 node would be down; ${MAINTENANCE}` });
  });

  test("gives JSON to programs", async () => {
    const { stdout } = await cli([write("plan.json", OUTAGE), "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ formatVersion: 1, machines: [{ name: "oslo-1" }], verdict: { level: "outage" } });
  });

  test("folds its lines on a terminal only", async () => {
    const file = write("plan.json", OUTAGE);
    expect((await cli([file], {}, { isTTY: true, columns: 50 })).stdout.split("\n")[0]).toBe("oslo-1   powered off, then on");
    expect((await cli([file], {}, { columns: 50 })).stdout.split("\n")[0]).toBe(LINE.trimEnd());
  });

  test("reads standard input", async () => {
    const written = { stdout: "", stderr: "" };
    const text = JSON.stringify(planJson(OUTAGE));
    const standardInput = async function* () {
      yield Buffer.from(text.slice(0, 100));
      yield text.slice(100);
    };
    await explainPlanCommand(world(written), standardInput).parseAsync(["-"], { from: "user" });
    expect(written.stdout).toContain(LINE);
  });

  test("reads standard input of a process of its own, without cdktf", async () => {
    const preload = ["-r", join(ROOT, "test", "support", "without-cdktf.js")];
    const child = spawn(process.execPath, [...preload, join(ROOT, "bin", "pexip-hyperv.ts"), "explain-plan", "-", "--fail-on", "outage"], { cwd: folder, env: { PATH: process.env.PATH } });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stdin.end(JSON.stringify(planJson(OUTAGE)));
    const [code] = await once(child, "close");
    expect({ code, stdout }).toEqual({ code: 3, stdout: expect.stringContaining(LINE) });
  }, 30_000);
});

describe("--fail-on", () => {
  const FINE = nodeChanges("oslo-1");
  const MANAGER = managerChanges("manager", { vm: { action: "update", after: { processor_count: 8 } } });
  const REPLACE = nodeChanges("oslo-1", { vm: TRIGGERED, disk: TRIGGERED });

  test.each([
    ["any", [0, 3, 3, 3]],
    ["outage", [0, 0, 3, 3]],
    ["replace", [0, 0, 0, 3]],
  ])("%s ends with 3 from its verdict on", async (what, codes) => {
    const files = [FINE, MANAGER, OUTAGE, REPLACE].map((changes, index) => write(`${index}.json`, changes));
    const results = await Promise.all(files.map((file) => cli([file, "--fail-on", what])));
    expect(results.map(({ code }) => code)).toEqual(codes);
    expect(results.every(({ stdout, stderr }) => stdout.includes("Verdict: ") && stderr === "")).toBe(true);
  });

  test("does not trust a plan that Terraform stopped", async () => {
    expect((await cli([write("plan.json", FINE, { errored: true }), "--fail-on", "replace"])).code).toBe(3);
  });

  test("is one of three", async () => {
    expect(await cli([write("plan.json", FINE), "--fail-on", "fire"])).toMatchObject({ code: 1, stdout: "" });
  });
});

describe("the deployment model", () => {
  const NAMED = "1 of 2 transcoding nodes of location oslo would be down";

  test.each([
    ["cdktf.out", "plan.json"],
    ["out", "out/stacks/platform/plan.json"],
  ])("is found in %s for %s", async (place, plan) => {
    writeModel(place);
    expect((await cli([write(plan, OUTAGE)])).stdout).toContain(NAMED);
    expect((await cli([plan, "--no-model"])).stdout).not.toContain("location");
  });

  test("is found two levels above a stack's folder", async () => {
    writeModel("out");
    const stack = join(folder, "out", "stacks", "platform");
    write("out/stacks/platform/x/plan.json", OUTAGE);
    expect((await cli(["x/plan.json"], { cwd: stack })).stdout).toContain(NAMED);
  });

  test("may be named, and must be there then", async () => {
    writeModel("elsewhere");
    const file = write("plan.json", OUTAGE);
    expect((await cli([file, "--model", "elsewhere"])).stdout).toContain(NAMED);
    expect(await cli([file, "--model", "nowhere"])).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^error {2}.*nowhere/) });
  });

  test("that is broken is an error, not a silent loss of names", async () => {
    writeModel("cdktf.out");
    writeFileSync(join(folder, "cdktf.out", "deployment.json"), "{");
    expect(await cli([write("plan.json", OUTAGE)])).toMatchObject({ code: 1, stdout: "", stderr: expect.stringContaining("is no deployment model") });
  });
});

describe("what cannot be read ends with 1 and one line", () => {
  test.each([
    ["nothing.json", "nothing.json: there is no such file; run terraform show -json plan.tfplan > plan.json"],
    [".", ".: is no file"],
  ])("%s", async (file, problem) => {
    expect(await cli([file])).toEqual({ code: 1, stdout: "", stderr: `error  ${problem}\n` });
  });

  test("a plan in Terraform's own form", async () => {
    writeFileSync(join(folder, "plan.tfplan"), Buffer.from([0x50, 0x4b, 0x03, 0x04]));
    expect(await cli(["plan.tfplan"])).toEqual({ code: 1, stdout: "", stderr: "error  plan.tfplan: is a plan in Terraform's own binary form; run terraform show -json plan.tfplan > plan.json and give plan.json\n" });
  });
});

test("--help has the verdicts, an example and no line wider than 100", async () => {
  const { code, stdout } = await cli(["--help"], {}, { columns: 100 });
  expect(code).toBe(0);
  expect(stdout).toMatch(/restart of manager only .*\n {2}outage .*\n {2}replace /);
  expect(stdout).toMatch(/\nExample:\n {2}terraform plan .*\n.*\n {2}pexip-hyperv explain-plan /);
  expect(stdout.split("\n").filter((line) => line.length > 100)).toEqual([]);
});

const terraform = terraformOnPath();
if (terraform === undefined) console.warn("skipped: plans of the real Terraform, because there is no terraform on PATH");

(terraform === undefined ? describe.skip : describe)("plans of the real Terraform", () => {
  type Stack = { readonly resource: { readonly terraform_data: Readonly<Record<string, { triggers_replace: Record<string, string> }>> } };

  /** The markers of a synthesized Management Node: terraform_data is built into Terraform. */
  function markers(): Stack {
    const stack = newStack("manager");
    newManager(stack, { externalSwitch: newSwitch(stack, newHost(stack)) });
    return { resource: { terraform_data: synthesized(stack).resource.terraform_data } };
  }

  const execute = promisify(execFile);
  const tf = async (...args: readonly string[]): Promise<string> => (await execute(terraform!, args, { cwd: folder, env: { ...withoutTerraformSettings(), CHECKPOINT_DISABLE: "1" } })).stdout;

  async function planned(stack: Stack): Promise<string> {
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
    await tf("plan", "-input=false", "-out=plan.tfplan");
    writeFileSync(join(folder, "plan.json"), await tf("show", "-json", "plan.tfplan"));
    return (await cli(["plan.json"])).stdout;
  }

  test("are explained from the first apply to a changed answer of the wizard", async () => {
    const stack = markers();
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(stack));
    await tf("init", "-input=false");
    await tf("apply", "-input=false", "-auto-approve");
    expect(await planned(stack)).toBe("unchanged: manager\nVerdict: fine. No changes; nothing happens to calls.\n");

    const [, identity] = Object.entries(stack.resource.terraform_data).find(([id]) => id.startsWith("manager_Identity_"))!;
    identity.triggers_replace.address = "10.44.0.99";
    expect(await planned(stack)).toBe(
      [
        "manager   wizard to re-run   address 10.44.0.10 -> 10.44.0.99   run the installation wizard again on its console (pexip-hyperv wizard): nothing else changes these answers, and it restarts the Management Node",
        "Verdict: restart of manager only. The Management Node manager needs its installation wizard run again.",
        "",
      ].join("\n"),
    );
    expect(await cli(["plan.tfplan"])).toMatchObject({ code: 1, stderr: expect.stringContaining("own binary form") });
    expect(await cli(["terraform.tfstate"])).toMatchObject({ code: 1, stderr: expect.stringContaining("is a state file") });
    writeFileSync(join(folder, "state.json"), await tf("show", "-json"));
    expect(await cli(["state.json"])).toMatchObject({ code: 1, stderr: expect.stringContaining("is the state, not a plan") });
  }, 60_000);
});
