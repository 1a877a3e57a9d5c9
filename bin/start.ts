import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import { judgeModel, ruleProblemText, warnings } from "../lib/deployment/judgement";
import { DeploymentView, type DeploymentModel } from "../lib/deployment/model";
import { documentInput } from "../lib/documents/document";
import { documentsOf } from "../lib/documents/documents";
import { overview } from "../lib/documents/overview";
import { writeDocuments } from "../lib/documents/write";
import { deploymentIn, startRehearsal, type Rehearsal } from "../lib/lab";
import { terraformOnPath } from "../lib/lab/terraform/terraform-command";
import { synthesizedStacks } from "../lib/output/synthesized-stacks";
import { nextSteps } from "./story/next-steps";
import { keepWorld, RehearsalStory } from "./story/rehearsal-story";
import { count, Screen, Stopwatch } from "./story/screen";
import { titleOf } from "./story/title";

const ROOT = resolve(__dirname, "..", "..");
const EXAMPLES = join(ROOT, "examples");
const OUTPUT = join(ROOT, "cdktf.out");
const KEPT = join(OUTPUT, "rehearsal");

interface Flags {
  readonly example: string;
  readonly keep?: true;
}

const screen = new Screen(process.stdout);
let rehearsal: Rehearsal | undefined;

/** What `npm start` does in a clone: synthesizes an example, judges it, installs it in the lab, and says how to do the same on real hosts. */
async function start({ example, keep }: Flags): Promise<void> {
  const known = readdirSync(EXAMPLES).filter((name) => existsSync(join(EXAMPLES, name, "main.ts")));
  if (!known.includes(example)) fail(`there is no example ${JSON.stringify(example)}; there are ${known.join(", ")}`, 1);
  const watch = new Stopwatch();
  synthesize(join(EXAMPLES, example), OUTPUT);
  const seconds = watch.toString();
  const model = deploymentIn(OUTPUT);
  const view = new DeploymentView(model);

  screen.print(`cdktf-pexip-hyperv · example ${example} · ${titleOf(view)}`, "", ...overview(view), "");
  const folders = synthesizedStacks(OUTPUT).map(({ folder }) => join(OUTPUT, folder));
  screen.row("synthesized", `${folders.map((folder) => relative(ROOT, folder)).join(", ")}   ${seconds}`);
  tellJudgement(model);
  await rehearse(view, keep === true);
  await writeAll(model, join(OUTPUT, "documents"));
  screen.print("", "Next, with your own hosts:");
  screen.table(nextSteps(example, view, folders));
}

/** Runs the example's program. */
function synthesize(example: string, outdir: string): void {
  const result = spawnSync(process.execPath, [require.resolve("ts-node/dist/bin.js"), "--transpile-only", join(example, "main.ts")], {
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    encoding: "utf8",
  });
  if (result.status !== 0) fail(`the example did not synthesize:\n${result.stderr.trim()}`, 1);
}

function tellJudgement(model: DeploymentModel): void {
  const judgement = judgeModel(model);
  const open = warnings(judgement);
  const accepted = judgement.problems.filter((problem) => problem.accepted !== undefined);
  screen.row("judged", `${judgement.rulesRun} rules: 0 errors, ${count(open.length, "warning")}${accepted.length === 0 ? "" : `, ${accepted.length} accepted`}`);
  for (const problem of open) screen.row("", ruleProblemText(problem));
  for (const problem of accepted) screen.row("", `accepted ${problem.rule} ${problem.path}: ${problem.accepted}`);
}

async function rehearse(view: DeploymentView, keep: boolean): Promise<void> {
  if (terraformOnPath() === undefined) {
    screen.row("rehearsed", "no: terraform is not on PATH. With it, both stacks are planned, explained and applied here, in a lab of simulated hosts,");
    screen.row("", "up to nodes that are SYNCED, a test call and an empty second plan: https://developer.hashicorp.com/terraform/install");
    return;
  }
  if (keep) rmSync(KEPT, { recursive: true, force: true });
  rehearsal = await startRehearsal(OUTPUT, keep ? { folder: KEPT } : {});
  try {
    await new RehearsalStory(rehearsal, view, screen).tell();
  } finally {
    if (keep) screen.row("kept", `${relative(ROOT, KEPT)}: stacks, states, plans, ${keepWorld(rehearsal).join(", ")}`);
    await rehearsal.stop();
  }
}

async function writeAll(model: DeploymentModel, folder: string): Promise<void> {
  const documents = await documentsOf(documentInput(model));
  writeDocuments(folder, documents);
  const names = documents.map(({ path }) => path).filter((path) => !path.includes("/"));
  screen.row("written", `${relative(ROOT, folder)}: ${names.slice(0, 5).join(", ")} and ${documents.length - 5} more`);
}

function fail(message: string, code: number): never {
  screen.print();
  process.stderr.write(`error  ${message}\n`);
  process.exit(code);
}

// a reader that has seen enough (head, less) is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) => void leave(error.code === "EPIPE" ? 0 : 70));

// exit codes of a process that a signal ended: 128 and its number
for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) process.once(signal, () => void leave(code));

async function leave(code: number): Promise<never> {
  await rehearsal?.stop();
  process.exit(code);
}

void new Command("npm start --")
  .description("Synthesizes an example, judges it, and installs it in a lab on this machine with real Terraform: from empty hosts to a test call.")
  .option("--example <name>", "the folder below examples", "full-platform")
  .option("--keep", `leave stacks, states, plans and the simulated world in ${relative(ROOT, KEPT)}`)
  .addHelpText("after", "\nExample:\n  npm start -- --example single-host --keep")
  .allowExcessArguments(false)
  .action(async (flags: Flags) => {
    try {
      await start(flags);
    } catch (error) {
      fail(`${(error as Error).message}${flags.keep === true ? "" : "\nnpm start -- --keep leaves everything for a look"}`, 2);
    }
  })
  .parseAsync();
