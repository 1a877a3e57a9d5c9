import { parse } from "yaml";
import { textOf } from "./new-project";
import { Checkout, stackWith } from "./pipeline-shell";

interface Job {
  readonly extends?: string;
  readonly stage?: string;
  readonly needs?: readonly unknown[];
  readonly rules?: readonly Readonly<Record<string, string>>[];
  readonly tags?: readonly string[];
  readonly environment?: string;
  readonly resource_group?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly artifacts?: { readonly paths: readonly string[]; readonly expire_in: string };
}

const pipeline = parse(textOf(".gitlab-ci.yml")) as Readonly<Record<string, Job>> & { readonly stages: readonly string[]; readonly workflow: { readonly rules: unknown }; readonly default: { readonly image: string; readonly cache: unknown } };
const MAIN = "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH";
const NAMES = ["plan manager", "apply manager", "plan platform", "apply platform"];

/** A job with what it extends, as GitLab merges them. */
function job(name: string): Job {
  const own = pipeline[name];
  return own.extends === undefined ? own : { ...job(own.extends), ...own };
}

test("checks merge requests, and goes on to the hosts on the default branch alone", () => {
  expect(pipeline.workflow.rules).toEqual([{ if: '$CI_PIPELINE_SOURCE == "merge_request_event"' }, { if: MAIN }]);
  expect(pipeline.check.rules).toBeUndefined();
  for (const name of NAMES) expect(job(name).rules).toEqual([expect.objectContaining({ if: MAIN })]);
});

test("takes the manager first, then the platform: plan, approval, apply", () => {
  expect(pipeline.stages).toEqual(["check", ...NAMES]);
  for (const name of NAMES) expect(job(name)).toMatchObject({ stage: name, variables: { STACK: name.split(" ")[1] }, tags: ["hyperv"] });
  expect(NAMES.map((name) => job(name).needs)).toEqual([[{ job: "check", artifacts: false }], ["plan manager"], ["apply manager"], ["plan platform"]]);
  expect(NAMES.map((name) => job(name).rules?.[0].when)).toEqual([undefined, "manual", undefined, "manual"]);
});

test("never applies two at once", () => {
  for (const name of ["apply manager", "apply platform"]) expect(job(name)).toMatchObject({ environment: "production", resource_group: "production" });
});

test("runs the project's own commands, and keeps the packages between runs", () => {
  expect(pipeline.check.script).toEqual(["npm test", "npm run check", "npm run rehearse", "npm run docs"]);
  expect(pipeline.default).toMatchObject({ image: expect.stringMatching(/^node:\d+$/), cache: { key: { files: ["package-lock.json"] }, paths: [".npm/"] } });
});

test("keeps the sealed plan alone, and not for long", () => {
  expect(job("plan manager").artifacts).toEqual({ name: "plan-$STACK", paths: ["$STACK.sealed"], expire_in: "1 week" });
});

describe("the scripts", () => {
  let checkout: Checkout;
  beforeEach(() => {
    checkout = new Checkout();
    checkout.write("cdktf.out/stacks/manager/cdk.tf.json", stackWith("http"));
    checkout.standIn("terraform", 'case "$1" in version) echo "Terraform v1.11.4" ;; plan) printf "planted password" > tfplan ;; show) echo "planted password" ;; apply) cat "$3" ;; esac');
  });
  afterEach(() => checkout.remove());

  const run = (name: string, env: Readonly<Record<string, string>> = {}) =>
    checkout.run([...(job(name).before_script ?? []), ...(job(name).script ?? [])].join("\n"), { STACK: "manager", CI_PROJECT_DIR: checkout.folder, TERRAFORM_VERSION: "1.11.4", ALLOW_OUTAGE: "false", PLAN_PASSPHRASE: 'a "long" one', ...env });
  const PLANNED = ["terraform version", "npm ci --ignore-scripts", "npm run synth", "terraform init -input=false", "terraform plan -input=false -out=tfplan", "terraform show -json tfplan", "npx --no-install pexip-hyperv explain-plan --fail-on outage plan.json"];

  test("plan, explain and seal; the apply opens the very plan", async () => {
    expect(await run("plan manager")).toEqual({ code: 0, output: "", calls: PLANNED });
    expect(checkout.read("manager.sealed")).not.toContain("planted");
    await checkout.run(job("plan manager").after_script!.join("\n"), { STACK: "manager" });
    expect([checkout.has("cdktf.out/stacks/manager/tfplan"), checkout.has("cdktf.out/stacks/manager/plan.json")]).toEqual([false, false]);
    expect(await run("apply manager")).toEqual({ code: 0, output: "planted password", calls: ["terraform version", "npm ci --ignore-scripts", "terraform init -input=false -lockfile=readonly", "terraform apply -input=false tfplan"] });
  });

  test("check and rehearse, with the Terraform that applies", async () => {
    expect(await run("check")).toEqual({ code: 0, output: "", calls: ["terraform version", "npm ci --ignore-scripts", "npm test", "npm run check", "npm run rehearse", "npm run docs"] });
  });

  test.each([
    [3, "false", 3, "this plan ends calls: run a new pipeline with ALLOW_OUTAGE = true, in a maintenance window\n"],
    [3, "true", 0, "an outage that this pipeline allows; approve it in the maintenance window\n"],
    [1, "true", 1, ""],
  ])("an explanation that ends with %i, with ALLOW_OUTAGE %s, makes the job end with %i", async (explained, allowed, code, output) => {
    checkout.standIn("npx", `exit ${explained}`);
    expect(await run("plan manager", { ALLOW_OUTAGE: allowed })).toMatchObject({ code, output });
    expect(checkout.has("manager.sealed")).toBe(code === 0);
  });

  test("a state on the runner is refused before the plan", async () => {
    checkout.write("cdktf.out/stacks/manager/cdk.tf.json", stackWith("local"));
    expect(await run("plan manager")).toEqual({ code: 1, output: "the state of manager would be a file on this runner, and lost; give the platform a backend (README.md)\n", calls: PLANNED.slice(0, 3) });
  });

  test("no plan is kept in clear", async () => {
    const { code, output } = await run("plan manager", { PLAN_PASSPHRASE: "" });
    expect(code).not.toBe(0);
    expect(output).toContain("PLAN_PASSPHRASE: set this variable, masked and protected");
    expect(checkout.has("manager.sealed")).toBe(false);
  });
});
