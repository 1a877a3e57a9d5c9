import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { adopt, collectionsOf } from "../../lib/client/adopt/adoption";
import { declaredPlatforms, type DeclaredPlatform } from "../../lib/client/adopt/declared";
import { importFileText } from "../../lib/client/adopt/import-file";
import { readObjects } from "../../lib/client/adopt/read-objects";
import { adoptionData, adoptionText, countFindings, type AdoptionReport } from "../../lib/client/adopt/report";
import type { ResourceSchema } from "../../lib/client/adopt/schema";
import type { Variables } from "../../lib/client/adopt/values";
import { isPort, withoutBrackets } from "../../lib/client/resolve-override";
import type { WaitOptions } from "../../lib/client/waiting";
import { shown } from "../../lib/validation/text";
import { addConnectionOptions, addLoginOptions, addVerificationOptions, Reader, type ConnectionFlags, type LoginFlags } from "../connection-options";
import { OUTPUT_FOLDER } from "../deployment-source";
import { EXIT, ExitCode, InputError } from "../errors";
import { applyImportFiles, leftBlocks, type ImportFileChange } from "../import-files";
import { ProgressLine } from "../progress-line";
import { readStacks, type StackFolder } from "../stack-folders";
import type { World } from "../world";

interface Flags extends ConnectionFlags, LoginFlags {
  readonly manager?: string;
  readonly dryRun?: boolean;
  readonly strict?: boolean;
  readonly allowReplacement?: boolean;
  readonly remove?: boolean;
  readonly format: "text" | "json";
}

const HELP = `
It compares what the stacks declare with what the Management Node has, by name, else by what its API
wants unique. It changes nothing there: it writes pexip-imports.tf.json beside each cdk.tf.json, which
synth leaves alone and Terraform reads. Import blocks of what Terraform's state has already do nothing.

  adopted    it exists; import block written, with what the next plan will change of it
  created    it does not exist: the next apply creates it
  kept out   it exists, but the next plan would delete it and make it anew (--allow-replacement)
  ambiguous  several fit, or several resources fit one: decide in the program
  undecided  it cannot be told; the line says why
  undeclared it exists, and no stack declares it (--strict ends with 1 for any)

Only the Management Node is asked. Machines and disks that Terraform did not build stay unknown to it:
declare such nodes with ConferencingNode.fromAddress, or it would build them a second time.

The password comes from PEXIP_PASSWORD, or from TF_VAR_<variable> of the stack's own provider block.
Ends with 1 when something is kept out, ambiguous, undecided or missing.

Example:
  PEXIP_PASSWORD=... pexip-hyperv adopt && cdktf deploy platform && pexip-hyperv adopt --remove`;

export function adoptCommand(world: World): Command {
  const command = new Command("adopt")
    .description("Asks a running Management Node what already exists, and writes import blocks beside the synthesized stacks, so that Terraform takes it over instead of making it again.")
    .argument("[folder]", `cdktf's output folder (default: ${OUTPUT_FOLDER})`)
    .option("--manager <host>", "host name or IP address of the Management Node (default: what the stacks say; needed when they configure several)")
    .option("--dry-run", "tell, and write nothing")
    .option("--strict", "end with 1 when something exists that no stack declares")
    .option("--allow-replacement", "write import blocks also for what the next plan will delete and make anew")
    .option("--remove", "remove the import files again, and do nothing else")
    .addOption(new Option("--format <format>", "how to tell").choices(["text", "json"]).default("text"));
  addVerificationOptions(addConnectionOptions(addLoginOptions(command), { port: "443", timeout: "2m", interval: "2s" }));
  return command.addHelpText("after", HELP).action(async (folder: string | undefined, flags: Flags) => {
    const stacks = readStacks(world, folder);
    if (flags.remove === true) return removeFiles(stacks, world);
    const reader = new Reader(world);
    const platforms = declaredPlatforms(stacks, terraformVariables(world));
    const platform = choosePlatform(platforms, flags.manager);
    const isDefault = (name: string) => command.getOptionValueSource(name) === "default";
    const url = platform.address === undefined || !URL.canParse(platform.address) ? undefined : new URL(platform.address);
    const port = isDefault("port") && url !== undefined && isPort(Number(url.port)) ? url.port : flags.port;
    const username = isDefault("username") ? (platform.username ?? flags.username) : flags.username;
    const server = reader.server("--manager", flags.manager ?? url?.hostname, { ...flags, port }, platform.insecure ? "nobody" : "system");
    const options = reader.waitOptions(flags);
    const login = reader.login({ username, passwordVariable: flags.passwordVariable ?? platform.passwordVariable });
    if (reader.problems.length > 0) throw new InputError(reader.problems);
    const left = new Map(stacks.map((stack) => [stack.name, leftBlocks(stack)]));
    if (server.trust.by === "nobody" && flags.insecure !== true) world.stderr.write("the certificate is not verified, as the program says (insecureTls)\n");
    const { needed, watched } = collectionsOf(platform);
    const { objects, notRead } = await withProgress(world, options, (report) => readObjects(server, login, needed, watched, { ...options, report }));
    const manager = platform.address ?? `https://${server.host}`;
    const result: AdoptionReport = { manager, adoption: adopt(platform, objects, providerSchemas()), notRead, withReplaced: flags.allowReplacement === true };
    const changes = importFiles(result, stacks, platform, (stack) => left.get(stack) ?? []);
    const files = flags.dryRun === true ? { written: [], removed: [] } : applyImportFiles(changes);
    tell(world, result, files, flags);
    const { open, missing, undeclared } = countFindings(result);
    if (open + missing > 0 || (flags.strict === true && undeclared > 0)) throw new ExitCode(EXIT.input);
  });
}

/** The Management Node that was meant. */
function choosePlatform(platforms: readonly DeclaredPlatform[], manager: string | undefined): DeclaredPlatform {
  if (platforms.length === 0) throw new InputError(["no stack declares anything on a Management Node: in runbook mode there is nothing to adopt; api mode is api: {} on the Management Node (Infinity v38 and later)"]);
  if (platforms.length === 1) return platforms[0];
  const names = platforms.map(({ address }) => address ?? "one whose address is known to Terraform alone").join(", ");
  const fitting = platforms.filter(({ address }) => address !== undefined && manager !== undefined && URL.canParse(address) && withoutBrackets(new URL(address).hostname) === withoutBrackets(manager).toLowerCase());
  if (fitting.length !== 1) throw new InputError([manager === undefined ? `the stacks configure several Management Nodes (${names}); choose one with --manager` : `--manager must be one that the stacks configure (${names}), got ${shown(manager)}`]);
  return fitting[0];
}

function terraformVariables({ env }: World): Variables {
  const given = Object.entries(env).flatMap(([name, value]) => (name.startsWith("TF_VAR_") && value !== undefined ? [[name.slice("TF_VAR_".length), value] as const] : []));
  return new Map(given);
}

/** A file for each stack of this platform; what an earlier run wrote there for another Management Node stays. */
function importFiles({ adoption, withReplaced }: AdoptionReport, stacks: readonly StackFolder[], platform: DeclaredPlatform, left: (stack: string) => ReturnType<typeof leftBlocks> & object): readonly ImportFileChange[] {
  const own = new Set(platform.resources.map(({ stack, address }) => `${stack} ${address}`));
  return stacks
    .filter(({ name }) => platform.resources.some(({ stack }) => stack === name))
    .map((stack) => {
      const declared = new Set(Object.entries((stack.configuration.resource ?? {}) as Readonly<Record<string, object>>).flatMap(([type, all]) => Object.keys(all).map((name) => `${type}.${name}`)));
      const kept = left(stack.name).filter(({ to }) => declared.has(to) && !own.has(`${stack.name} ${to}`));
      return { stack, text: importFileText(adoption.findings.filter((finding) => finding.declared.stack === stack.name), withReplaced, kept) };
    });
}

function removeFiles(stacks: readonly StackFolder[], world: World): void {
  const { removed } = applyImportFiles(stacks.map((stack) => ({ stack })));
  world.stdout.write(removed.length === 0 ? "there was no import file\n" : removed.map((file) => `removed ${file}\n`).join(""));
}

function tell(world: World, result: AdoptionReport, { written, removed }: ReturnType<typeof applyImportFiles>, { format, dryRun }: Flags): void {
  if (format === "json") return void world.stdout.write(`${JSON.stringify({ ...adoptionData(result), written, removed }, undefined, 2)}\n`);
  const lines = [
    ...adoptionText(result),
    ...(dryRun === true ? ["nothing was written (--dry-run)"] : []),
    ...removed.map((file) => `removed ${file}, which has nothing to import any more`),
    ...written.map((file) => `written ${file}`),
    ...(written.length === 0 ? [] : ["Next: terraform plan in that folder (or cdktf diff) says what is imported; after the apply, pexip-hyperv adopt --remove"]),
  ];
  world.stdout.write(`${lines.join("\n")}\n`);
}

/** On stderr, where a person sees it and no program that reads the result. */
async function withProgress<T>(world: World, { timeoutMs }: Pick<WaitOptions, "timeoutMs">, work: (report?: WaitOptions["report"]) => Promise<T>): Promise<T> {
  if (world.stderr.isTTY !== true) return work();
  const line = new ProgressLine("adopt", timeoutMs, { ...world, stdout: world.stderr });
  try {
    return await work(line.show);
  } finally {
    line.stop();
  }
}

/** What the provider says of its own attributes, from the bindings. */
function providerSchemas(): Readonly<Record<string, ResourceSchema>> {
  interface Content {
    readonly provider_schemas: Readonly<Record<string, { readonly resource_schemas: Readonly<Record<string, { readonly block: { readonly attributes: ResourceSchema } }>> }>>;
  }
  const content = JSON.parse(readFileSync(require.resolve("@cdktf/provider-pexip/schema.json"), "utf8")) as Content;
  const schemas = Object.values(content.provider_schemas).flatMap((provider) => Object.entries(provider.resource_schemas));
  return Object.fromEntries(schemas.map(([type, { block }]) => [type, block.attributes]));
}
