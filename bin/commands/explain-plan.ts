import { existsSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { DEPLOYMENT_FILE } from "../../lib/deployment/deployment-file";
import { DeploymentView } from "../../lib/deployment/model";
import { explainPlan } from "../../lib/plan/explain";
import { atLeast, type Explanation, type Level } from "../../lib/plan/explanation";
import { explanationJson } from "../../lib/plan/explanation-json";
import { explanationText } from "../../lib/plan/explanation-text";
import type { PlanModel } from "../../lib/plan/inventory";
import { readPlan } from "../../lib/plan/plan";
import { readDeployment } from "../deployment-source";
import { EXIT, ExitCode, InputError } from "../errors";
import type { World } from "../world";

/** A plan of a thousand nodes has about 10 MB. */
const MOST_BYTES = 200 * 1024 * 1024;

/** The least level that each choice of --fail-on ends with 3 for. */
const FAIL_ON = { any: "manager", outage: "outage", replace: "replace" } as const satisfies Readonly<Record<string, Level>>;

interface Flags {
  readonly model?: string | boolean;
  readonly format: "text" | "json";
  readonly failOn?: keyof typeof FAIL_ON;
}

type StandardInput = () => AsyncIterable<Uint8Array | string>;

/** @param standardInput where `-` reads from */
export function explainPlanCommand(world: World, standardInput: StandardInput = () => process.stdin): Command {
  return new Command("explain-plan")
    .description("Says what a Terraform plan does to machines, calls and users, and judges it. The plan's secrets are never printed.")
    .argument("<file>", "what terraform show -json printed for a saved plan; - for standard input")
    .option("--model <folder>", `output folder of synth with the ${DEPLOYMENT_FILE} that names, roles and locations come from (default: cdktf.out here, or the folder that the stack is in; --no-model for none)`)
    .addOption(new Option("--no-model").hideHelp())
    .addOption(new Option("--format <format>", "text, or json for programs").choices(["text", "json"]).default("text"))
    .addOption(new Option("--fail-on <what>", "end with 3 when the verdict is at least this").choices(Object.keys(FAIL_ON)))
    .addHelpText(
      "after",
      `
Verdicts, from the least to the worst:
  fine                     no call drops
  restart of manager only  the Management Node restarts; no meetings end
  outage                   calls drop, or cannot be made, until machines are back
  replace                  a machine, disk, node entry or switch is made anew or removed

--fail-on any ends with 3 for all but the first, outage for the last two, replace for the last; each
of them also for a plan that Terraform stopped with an error, because nobody knows the rest of it.

Example:
  terraform plan -out=plan.tfplan
  terraform show -json plan.tfplan > plan.json
  pexip-hyperv explain-plan plan.json --fail-on outage`,
    )
    .action(async (file: string, flags: Flags) => {
      const plan = readPlan(await readInput(world, file, standardInput), file === "-" ? "standard input" : file);
      const explanation = explainPlan(plan, modelFor(world, file, flags.model));
      const lines = flags.format === "json" ? [explanationJson(explanation)] : explanationText(explanation, world.stdout.isTTY === true ? (world.stdout.columns ?? 80) : undefined);
      world.stdout.write(`${lines.join("\n")}\n`);
      if (flags.failOn !== undefined && isFailure(explanation, FAIL_ON[flags.failOn])) throw new ExitCode(EXIT.outage);
    });
}

function isFailure({ errored, verdict }: Explanation, least: Level): boolean {
  return errored || atLeast(verdict.level, least);
}

async function readInput(world: World, file: string, standardInput: StandardInput): Promise<Uint8Array> {
  if (file === "-") return readStream(standardInput());
  const path = resolve(world.cwd, file);
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new InputError([`${file}: there is no such file; run terraform show -json plan.tfplan > plan.json`]);
  if (!found.isFile()) throw new InputError([`${file}: is no file`]);
  if (found.size > MOST_BYTES) throw tooLarge(file);
  return readFile(path);
}

async function readStream(stream: AsyncIterable<Uint8Array | string>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    size += bytes.length;
    if (size > MOST_BYTES) throw tooLarge("standard input");
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function tooLarge(name: string): InputError {
  return new InputError([`${name}: is larger than ${MOST_BYTES / 1024 / 1024} MiB, which no plan of a platform is`]);
}

/** The model that was named, or the one that the plan's stack was synthesized with. */
function modelFor(world: World, file: string, given: string | boolean | undefined): PlanModel | undefined {
  if (given === false) return undefined;
  const source = typeof given === "string" ? given : nearestModel(world, file);
  if (source === undefined) return undefined;
  const { model, machines } = readDeployment(world, source);
  return { view: new DeploymentView(model), machines };
}

/** A stack's folder is `cdktf.out/stacks/<stack>`. */
function nearestModel(world: World, file: string): string | undefined {
  const folders = [join(world.cwd, "cdktf.out"), join(world.cwd, "..", ".."), ...(file === "-" ? [] : [join(dirname(resolve(world.cwd, file)), "..", "..")])];
  const found = folders.map((folder) => join(folder, DEPLOYMENT_FILE)).find((path) => existsSync(path));
  return found === undefined ? undefined : relative(world.cwd, found);
}
