import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import { judgeModel, ruleProblemText, warnings } from "../lib/deployment/judgement";
import { DeploymentView, type DeploymentModel } from "../lib/deployment/model";
import { documentInput } from "../lib/documents/document";
import { documentsOf } from "../lib/documents/documents";
import { overview } from "../lib/documents/overview";
import { writeDocuments } from "../lib/documents/write";
import { DEPLOYMENT_FILE } from "../lib/deployment/deployment-file";
import { terraformOnPath } from "../lib/testing/terraform-command";
import { validateTerraform } from "../lib/testing/terraform-validation";

/** Secrets that are spelled out; a platform has one for each node. */
const MOST_SECRETS = 3;

/** What `npm start` does in a clone: synthesizes an example, judges it, and shows what would be built. */
async function start(example: string): Promise<void> {
  const root = resolve(__dirname, "..", "..");
  const examples = join(root, "examples");
  const known = readdirSync(examples).filter((name) => existsSync(join(examples, name, "main.ts")));
  if (!known.includes(example)) fail(`there is no example ${JSON.stringify(example)}; there are ${known.join(", ")}`);
  const outdir = join(root, "cdktf.out");
  const seconds = synthesize(join(examples, example), outdir);
  const model = JSON.parse(readFileSync(join(outdir, DEPLOYMENT_FILE), "utf8")) as DeploymentModel;
  const view = new DeploymentView(model);

  print(`cdktf-pexip-hyperv · example ${example} · ${view.managementNodes.map((node) => `Infinity v${node.infinityVersion}, ${node.mode} mode`).join(" · ")}`, "", ...overview(view), "");
  const judgement = judgeModel(model);
  const open = warnings(judgement);
  const accepted = judgement.problems.filter((problem) => problem.accepted !== undefined);
  print(row("judged", `${judgement.rulesRun} rules: 0 errors, ${count(open.length, "warning")}${accepted.length === 0 ? "" : `, ${accepted.length} accepted`}`));
  for (const problem of open) print(row("", ruleProblemText(problem)));
  for (const problem of accepted) print(row("", `accepted ${problem.rule} ${problem.path}: ${problem.accepted}`));

  // the manifest, not the folder: another example may have left its stacks there
  const manifest = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as { readonly stacks: Readonly<Record<string, { readonly workingDirectory: string }>> };
  const folders = Object.values(manifest.stacks).map((stack) => join(outdir, stack.workingDirectory));
  const stacks = folders.map((folder) => relative(root, folder));
  print(row("synthesized", `${stacks.join(", ")}   ${seconds} s`));
  await validate(outdir);
  await write(model, join(outdir, "documents"), root);
  print(
    "",
    "Next, with your own hosts:",
    ...aligned([
      ["npx pexip-hyperv init ../my-platform --package .", "a project of your own: put your hosts, addresses and disks into its platform.yaml"],
      ["npx pexip-hyperv preflight", "what the network says"],
      ...stackCommands(example, view, folders.flatMap(variablesOf)),
    ]),
  );
}

async function write(model: DeploymentModel, folder: string, root: string): Promise<void> {
  const documents = await documentsOf(documentInput(model));
  writeDocuments(folder, documents);
  const names = documents.map(({ path }) => path).filter((path) => !path.includes("/"));
  print(row("written", `${relative(root, folder)}: ${names.slice(0, 5).join(", ")} and ${documents.length - 5} more`));
}

/** The variables that a stack wants from the environment. */
function variablesOf(folder: string): readonly string[] {
  const { variable = {} } = JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")) as { readonly variable?: Readonly<Record<string, unknown>> };
  return Object.keys(variable);
}

/** The commands that build the example, in the order of its stacks. */
function stackCommands(example: string, view: DeploymentView, variables: readonly string[]): readonly (readonly [string, string])[] {
  const secrets = [...new Set(variables)].map((name) => `TF_VAR_${name}=...`);
  const managers = view.managementNodes.filter((node) => node.origin === "managed");
  const first = managers.map((node) => node.stack ?? "");
  const then = [...new Set(view.nodes.map((node) => node.stack ?? ""))].filter((stack) => !first.includes(stack));
  return [
    ...secrets.slice(0, MOST_SECRETS).map((secret, index) => [`export ${secret}`, index === 0 ? "the secrets; they are written nowhere" : ""] as const),
    ...(secrets.length > MOST_SECRETS ? [["...", `and ${secrets.length - MOST_SECRETS} more: examples/${example}/README.md has them all`] as const] : []),
    ...first.map((stack) => [`npx cdktf deploy ${stack}`, `then the installation wizard on its console: npx pexip-hyperv wizard`] as const),
    ...then.map((stack) => [`npx cdktf deploy ${stack}`, "the Conferencing Nodes, after the wizard"] as const),
  ];
}

/** Runs the example's program; returns the seconds it took. */
function synthesize(example: string, outdir: string): string {
  const began = process.hrtime.bigint();
  const result = spawnSync(process.execPath, [require.resolve("ts-node/dist/bin.js"), "--transpile-only", join(example, "main.ts")], {
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    encoding: "utf8",
  });
  if (result.status !== 0) fail(`the example did not synthesize:\n${result.stderr.trim()}`);
  return (Number(process.hrtime.bigint() - began) / 1e9).toFixed(1);
}

async function validate(outdir: string): Promise<void> {
  if (terraformOnPath() === undefined) return print(row("validated", "no: there is no terraform on PATH, so the configuration was not checked against the providers' schemas"));
  const { valid, diagnostics } = await validateTerraform(outdir);
  print(row("validated", valid ? "terraform validate finds nothing wrong, with the schemas of both providers" : `terraform validate finds ${count(diagnostics.length, "problem")}`));
  for (const { stack, severity, summary, detail } of diagnostics) print(row("", `${severity} ${stack}: ${summary}${detail === "" ? "" : `: ${detail}`}`));
  if (!valid) process.exitCode = 70;
}

function row(label: string, text: string): string {
  return `${label.padEnd(11)} ${text}`;
}

function aligned(pairs: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}   ${right}`.trimEnd());
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

function fail(message: string): never {
  process.stderr.write(`error  ${message}\n`);
  process.exit(1);
}

// a reader that has seen enough (head, less) is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 70));

void new Command("npm start --")
  .description("Synthesizes an example, judges it and shows what would be built.")
  .option("--example <name>", "the folder below examples", "single-host")
  .addHelpText("after", "\nExample:\n  npm start -- --example two-sites")
  .allowExcessArguments(false)
  .action(({ example }: { readonly example: string }) => start(example))
  .parseAsync();
