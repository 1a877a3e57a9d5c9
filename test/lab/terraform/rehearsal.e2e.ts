import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesizePlatformFile } from "../../../lib/config/build/synthesize";
import { startRehearsal, type Rehearsal, type RehearsalOptions } from "../../../lib/lab";
import { testWithTerraform } from "../../support/test-with-terraform";
import { aFolder, removeFolders, type Json } from "../../support/output-folder";

jest.setTimeout(110_000);
afterAll(removeFolders);

const EXAMPLE = join(__dirname, "../../../examples/single-host/platform.yaml");

const started: Rehearsal[] = [];
afterEach(() => Promise.all(started.splice(0).map((rehearsal) => rehearsal.stop())));

/** What `synth` makes of an example, with something more in one of its stacks. */
function synthesized(change: (stack: Json) => void = () => undefined): string {
  const output = join(aFolder(), "cdktf.out");
  synthesizePlatformFile(EXAMPLE, output);
  const file = join(output, "stacks/manager/cdk.tf.json");
  const stack: Json = JSON.parse(readFileSync(file, "utf8"));
  change(stack);
  writeFileSync(file, JSON.stringify(stack));
  return output;
}

async function rehearsing(output: string, options: RehearsalOptions = {}): Promise<Rehearsal> {
  const rehearsal = await startRehearsal(output, { timeoutSeconds: 100, ...options });
  started.push(rehearsal);
  return rehearsal;
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  return promise.then(
    () => new Error("nothing failed"),
    (error: Error) => error,
  );
}

test("without terraform on PATH it says where to get it, and nothing is left", async () => {
  const { PATH, TMPDIR } = process.env;
  const output = synthesized();
  // other tests have rehearsals at the same time
  const temporary = aFolder();
  Object.assign(process.env, { PATH: "/nowhere", TMPDIR: temporary });
  try {
    await expect(startRehearsal(output)).rejects.toThrow("terraform is not on PATH, and a rehearsal runs it; install it from https://developer.hashicorp.com/terraform/install");
  } finally {
    process.env.PATH = PATH;
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
  expect(readdirSync(temporary)).toEqual([]);
});

// nothing is started: any program will do
const terraform = process.execPath;

test.each<[string, () => string, RegExp]>([
  ["is not there", () => join(aFolder(), "none"), /none: holds no deployment\.json, which synth writes beside the stacks; synthesize first/],
  ["is a file", () => EXAMPLE, /platform\.yaml: holds no deployment\.json/],
  ["has a model alone", () => {
      const folder = aFolder();
      writeFileSync(join(folder, "deployment.json"), JSON.stringify({ formatVersion: 1, records: [], acceptances: [] }));
      return folder;
    }, /holds nothing that cdktf synthesized; synthesize first/],
  ["has another provider", () => synthesized(({ terraform: { required_providers } }) => (required_providers.aws = { source: "hashicorp/aws" })), /^manager: uses the provider hashicorp\/aws, which is none of the lab's/],
])("an output that %s is refused, and nothing is left in a folder that was named", async (_, output, message) => {
  const folder = join(aFolder(), "rehearsal");
  expect((await failureOf(startRehearsal(output(), { terraform, folder }))).message).toMatch(message);
  expect(existsSync(folder)).toBe(false);
});

test("a stack that is not there is an error with those that are", async () => {
  const rehearsal = await rehearsing(synthesized(), { terraform });
  await expect(rehearsal.apply("plattform")).rejects.toThrow("the deployment has no stack plattform; it has manager, platform");
});

test("a named folder stays after it, and one of its own does not", async () => {
  const folder = join(aFolder(), "rehearsal");
  mkdirSync(folder);
  await (await startRehearsal(synthesized(), { terraform, folder })).stop();
  expect(readdirSync(folder).sort()).toEqual(["bin", "deployment.json", "manifest.json", "stacks", "states", "terraform.rc"]);
  const own = await startRehearsal(synthesized(), { terraform });
  expect(existsSync(own.folder)).toBe(true);
  await Promise.all([own.stop(), own.stop()]);
  expect(existsSync(own.folder)).toBe(false);
});

test("await using stops it at the end of the block", async () => {
  let folder: string;
  {
    await using rehearsal = await startRehearsal(synthesized(), { terraform });
    ({ folder } = rehearsal);
    expect(existsSync(folder)).toBe(true);
  }
  expect(existsSync(folder)).toBe(false);
});

testWithTerraform("a failing apply is an error with Terraform's own words, and with no secret", async () => {
  const rehearsal = await rehearsing(synthesized(), { lab: { faults: [{ name: "adapter-missing", subject: "Pexip External" }] } });
  const { message } = await failureOf(rehearsal.apply("manager"));
  expect(message).toMatch(/^terraform apply of stack manager failed:\n/);
  expect(message).toContain("Cannot find a physical network adapter named Ethernet 1.");
  const secrets = Object.entries(rehearsal.environment).filter(([name]) => name.startsWith("TF_VAR_"));
  expect([secrets.length > 0, secrets.filter(([, value]) => message.includes(value!))]).toEqual([true, []]);
  await rehearsal.apply("manager");
  expect((await rehearsal.plan("manager")).isEmpty).toBe(true);
});

test("a command after the end is refused", async () => {
  const rehearsal = await rehearsing(synthesized(), { terraform });
  await rehearsal.stop();
  await expect(rehearsal.plan("manager")).rejects.toThrow("the rehearsal was stopped");
});

testWithTerraform("a provider that no stack declares is not installed", async () => {
  const rehearsal = await rehearsing(synthesized((stack) => (stack.resource.random_id = { one: { byte_length: 4 } })));
  const { message } = await failureOf(rehearsal.plan("manager"));
  expect(message).toMatch(/^terraform init of stack manager failed:\n/);
  expect(message).toMatch(/registry\.terraform\.io\/hashicorp\/random\s+was not\s+found in any of the search locations/);
});

testWithTerraform("nodes that are not SYNCED in time are named", async () => {
  const output = join(aFolder(), "cdktf.out");
  synthesizePlatformFile(join(__dirname, "../../../examples/existing-switch/platform.yaml"), output);
  const rehearsal = await rehearsing(output, { timeoutSeconds: 0.2 });
  expect((await failureOf(rehearsal.synchronized())).message).toBe("not SYNCED after 0.2 s: oslo-1 (not entered), oslo-2 (not entered); lab.journal says what happened");
});
