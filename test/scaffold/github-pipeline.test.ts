import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parse } from "yaml";
import { textOf } from "./new-project";
import { Checkout, stackWith } from "./pipeline-shell";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly uses?: string;
  readonly "runs-on"?: string | readonly string[];
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly steps?: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency?: Readonly<Record<string, string>>;
  readonly defaults: unknown;
  readonly env?: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const text = { platform: textOf(".github/workflows/platform.yml"), stack: textOf(".github/workflows/stack.yml") };
const platform = parse(text.platform) as Workflow;
const stack = parse(text.stack) as Workflow;
const steps = (job: Job): readonly Step[] => job.steps ?? [];
const step = (job: string, name: string): Step => steps(stack.jobs[job]).find((one) => one.name === name)!;
const allSteps = [...Object.values(platform.jobs), ...Object.values(stack.jobs)].flatMap(steps);

describe("platform.yml", () => {
  test("checks pull requests, and goes on to the hosts on main alone", () => {
    expect(Object.keys(platform.on)).toEqual(["pull_request", "push", "workflow_dispatch"]);
    expect(platform.on.push).toEqual({ branches: ["main"] });
    expect(platform.jobs.check.if).toBeUndefined();
    for (const name of ["manager", "platform"]) expect(platform.jobs[name].if).toContain("github.ref == 'refs/heads/main'");
  });

  test("takes the manager first, then the platform, each by stack.yml", () => {
    expect(Object.keys(platform.jobs)).toEqual(["check", "manager", "platform"]);
    expect(platform.jobs.manager).toMatchObject({ needs: "check", uses: "./.github/workflows/stack.yml", with: { stack: "manager", allow_outage: "${{ inputs.allow_outage == true }}" }, secrets: "inherit" });
    expect(platform.jobs.platform).toMatchObject({ needs: ["check", "manager"], uses: "./.github/workflows/stack.yml", with: { stack: "platform" }, secrets: "inherit" });
    expect(platform.jobs.platform.if).toContain(`needs.check.result == 'success' && contains(fromJSON('["success", "skipped"]'), needs.manager.result)`);
  });

  test("never runs two deployments at once, and cuts none off", () => {
    expect(platform.concurrency).toEqual({ group: "${{ github.event_name == 'pull_request' && github.ref || 'production' }}", "cancel-in-progress": "${{ github.event_name == 'pull_request' }}" });
  });

  test("runs the project's own commands, which exist, on a runner of GitHub and without a secret", () => {
    expect(platform.jobs.check["runs-on"]).toBe("ubuntu-latest");
    expect(steps(platform.jobs.check).flatMap(({ run }) => run ?? [])).toEqual(["npm ci --ignore-scripts", "npm test", "npm run check", "npm run rehearse", "npm run docs"]);
    expect(text.platform).not.toContain("secrets.");
  });

  test("allows an outage only to a run that somebody started by hand and said so", () => {
    expect(platform.on.workflow_dispatch).toMatchObject({ inputs: { allow_outage: { type: "boolean", default: false } } });
  });
});

describe("stack.yml", () => {
  test("plans, then applies what was approved, near the hosts", () => {
    expect(Object.keys(stack.jobs)).toEqual(["plan", "apply"]);
    expect(stack.jobs.apply).toMatchObject({ needs: "plan", environment: "production", if: "needs.plan.outputs.changes == 'true'" });
    for (const job of Object.values(stack.jobs)) expect(job["runs-on"]).toEqual(["self-hosted", "hyperv"]);
    expect(steps(stack.jobs.plan).flatMap(({ name }) => name ?? [])).toEqual(["The state must be in a backend", "Somebody must approve", "Plan", "Explain the plan", "Seal the plan", "Leave no plan on the runner"]);
  });

  test("applies the very plan: no other terraform command of the apply decides anything", () => {
    const lines = steps(stack.jobs.apply).flatMap(({ run }) => (run ?? "").split("\n")).filter((line) => line.startsWith("terraform "));
    expect(lines).toEqual(["terraform init -input=false -lockfile=readonly", "terraform apply -input=false tfplan"]);
  });
});

describe("both workflows", () => {
  test("have the least permissions", () => {
    expect([platform.permissions, stack.permissions]).toEqual([{ contents: "read" }, {}]);
    const granted = [...Object.values(platform.jobs), ...Object.values(stack.jobs)].flatMap(({ permissions }) => Object.values(permissions ?? {}));
    expect(new Set(granted)).toEqual(new Set(["read"]));
    for (const { uses, with: given } of allSteps) if (uses?.startsWith("actions/checkout") === true) expect(given).toMatchObject({ "persist-credentials": false });
  });

  test("pin the major version of every action", () => {
    const used = [...new Set(allSteps.flatMap(({ uses }) => uses ?? []))];
    expect(used).not.toEqual([]);
    for (const uses of used) expect(uses).toMatch(/^(actions|hashicorp)\/[a-z-]+@v\d+$/);
  });

  test("give secrets to single steps, and no expression to a shell", () => {
    expect([platform.defaults, stack.defaults]).toEqual([{ run: { shell: "bash" } }, { run: { shell: "bash" } }]);
    expect(JSON.stringify([platform.jobs.check, stack.env])).not.toContain("secrets.");
    for (const { run } of allSteps) expect(run ?? "").not.toContain("${{");
    const secret = allSteps.filter(({ env }) => JSON.stringify(env ?? {}).includes("secrets.")).map(({ name }) => name);
    expect(secret).toEqual(["Plan", "Seal the plan", "Apply the plan that was approved"]);
  });

  test("need no YAML anchors, which GitHub Enterprise Server does not read", () => {
    expect(`${text.platform}${text.stack}`).not.toMatch(/: [&*][a-z]/);
  });
});

describe("the steps of stack.yml", () => {
  let checkout: Checkout;
  beforeEach(() => (checkout = new Checkout()));
  afterEach(() => checkout.remove());

  const within = "cdktf.out/stacks/manager";
  const run = (job: string, name: string, env: Readonly<Record<string, string>> = {}, folder?: string) =>
    checkout.run(step(job, name).run!, { STACK: "manager", GITHUB_OUTPUT: join(checkout.folder, "outputs"), GITHUB_STEP_SUMMARY: join(checkout.folder, "summary"), RUNNER_TEMP: join(checkout.folder, "temp"), ...env }, folder);

  test.each([
    ["local", 1, "::error::the state of manager would be a file on this runner, and lost; give the platform a backend (README.md)\n"],
    ["s3", 0, ""],
  ])("a state in the backend %s ends with %i", async (backend, code, output) => {
    checkout.write(`${within}/cdk.tf.json`, stackWith(backend));
    expect(await run("plan", "The state must be in a backend")).toMatchObject({ code, output });
  });

  test.each([
    [200, { protection_rules: [{ type: "wait_timer" }, { type: "required_reviewers" }] }, 0, ""],
    [200, { protection_rules: [{ type: "branch_policy" }] }, 1, "::error::the environment production has no required reviewers"],
    [404, { message: "Not Found" }, 1, "::error::the environment production has no required reviewers"],
  ])("an environment that GitHub answers %i and %j for ends with %i", async (status, body, code, output) => {
    const asked: unknown[] = [];
    const server = createServer((request, response) => {
      asked.push([request.url, request.headers.authorization]);
      response.writeHead(status).end(JSON.stringify(body));
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const ran = await run("plan", "Somebody must approve", { GITHUB_API_URL: url, GITHUB_REPOSITORY: "example/video", GITHUB_TOKEN: "token" });
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toEqual([["/repos/example/video/environments/production", "Bearer token"]]);
    expect(ran.code).toBe(code);
    expect(ran.output).toContain(output);
  });

  test.each([
    [0, 0, "changes=false\n"],
    [2, 0, "changes=true\n"],
    [1, 1, ""],
  ])("a plan that ends with %i makes the step end with %i", async (planned, code, outputs) => {
    checkout.write("outputs", "");
    checkout.standIn("terraform", `[ "$1" != plan ] || exit ${planned}`);
    expect(await run("plan", "Plan")).toMatchObject({ code, calls: ["terraform init -input=false", "terraform plan -input=false -detailed-exitcode -out=tfplan"] });
    expect(checkout.read("outputs")).toBe(outputs);
  });

  test.each([
    [0, "false", 0, "explained\n"],
    [3, "false", 3, "explained\n::error::this plan ends calls: run the workflow by hand with allow_outage, in a maintenance window\n"],
    [3, "true", 0, "explained\n::warning::an outage that this run allows; approve it in the maintenance window\n"],
    [1, "true", 1, "explained\n"],
    [70, "true", 70, "explained\n"],
  ])("an explanation that ends with %i, with allow_outage %s, makes the step end with %i", async (explained, allowed, code, output) => {
    checkout.standIn("npx", `echo explained; exit ${explained}`);
    expect(await run("plan", "Explain the plan", { ALLOW_OUTAGE: allowed })).toEqual({ code, output, calls: ["terraform show -json tfplan", "npx --no-install pexip-hyperv explain-plan --fail-on outage plan.json"] });
    expect(checkout.read("summary")).toBe("explained\n");
  });

  test("a plan is sealed, and the apply opens the same one", async () => {
    checkout.write(`${within}/tfplan`, "planted password");
    checkout.write(`${within}/plan.json`, "planted password");
    checkout.write(`${within}/.terraform.lock.hcl`, "lock");
    checkout.write(`${within}/.terraform/provider`, "large");
    const passphrase = { PLAN_PASSPHRASE: 'a "long" one' };
    expect(await run("plan", "Seal the plan", passphrase)).toMatchObject({ code: 0, output: "" });
    expect(checkout.read("temp/plan.sealed")).not.toContain("planted");
    expect(await run("plan", "Leave no plan on the runner")).toMatchObject({ code: 0 });
    expect([checkout.has(`${within}/tfplan`), checkout.has(`${within}/plan.json`)]).toEqual([false, false]);
    checkout.write(`${within}/.terraform.lock.hcl`, "another");
    checkout.standIn("terraform", "pwd; cat tfplan .terraform.lock.hcl");
    const applied = await run("apply", "Apply the plan that was approved", passphrase);
    expect(applied).toMatchObject({ code: 0, calls: ["terraform init -input=false -lockfile=readonly", "terraform apply -input=false tfplan"] });
    expect(applied.output).toContain("cdktf.out/stacks/manager\nplanted passwordlock");
    expect(checkout.has(`${within}/plan.json`)).toBe(false);
    const refused = await run("apply", "Apply the plan that was approved", { PLAN_PASSPHRASE: "wrong" });
    expect(refused.code).not.toBe(0);
    expect(refused.calls).toEqual([]);
  });

  test("no plan is kept in clear", async () => {
    checkout.write(`${within}/tfplan`, "planted password");
    const { code, output } = await run("plan", "Seal the plan");
    expect(code).not.toBe(0);
    expect(output).toContain("PLAN_PASSPHRASE: set this secret: a plan holds passwords in clear");
    expect(checkout.has("temp/plan.sealed")).toBe(false);
  });
});
