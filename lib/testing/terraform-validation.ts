import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { ProviderServers } from "./provider-servers";
import type { Environment, TerraformCommand } from "../lab/terraform/terraform-command";
import { runTerraform, terraformOnPath, withoutTerraformSettings } from "../lab/terraform/terraform-command";
import type { TerraformDiagnostic, ValidateOutput } from "./terraform-diagnostics";
import { stackDiagnostics } from "./terraform-diagnostics";
import type { StackDirectory } from "./terraform-stacks";
import { findStacks } from "./terraform-stacks";

export interface TerraformValidationOptions {
  /**
   * The terraform program.
   * @default - the one on PATH
   */
  readonly terraform?: string;
  /**
   * Files written by `terraform providers schema -json`, for providers other than hyperv and pexip.
   * @default - stacks that need another provider are reported as invalid
   */
  readonly schemas?: readonly string[];
  /**
   * How long Terraform may take for one stack.
   * @default 60
   */
  readonly timeoutSeconds?: number;
  /**
   * The environment that terraform is looked up and started in; its TF_ variables are left out.
   * @default - the environment of this process
   */
  readonly environment?: Environment;
}

export interface TerraformValidation {
  /** Whether no stack has an error; warnings do not count. */
  readonly valid: boolean;
  /** The names of the stacks that Terraform looked at. */
  readonly stacks: readonly string[];
  readonly diagnostics: readonly TerraformDiagnostic[];
}

/**
 * Runs the real `terraform validate` against the real schemas of both providers, which small servers in this process
 * hold; nothing is downloaded, contacted, planned or left behind.
 *
 * What a schema does not say is not checked: the providers' own validators, conflicts, defaults. Neither is
 * a mistyped name inside an attribute with attributes of its own (`aliases` of a conference): Terraform drops it.
 *
 * @param directory what `app.synth()` wrote (cdktf.out), or the directory of one stack
 */
export async function validateTerraform(
  directory: string,
  options: TerraformValidationOptions = {},
): Promise<TerraformValidation> {
  const stacks = await findStacks(directory);
  const terraform = options.terraform ?? terraformOnPath(options.environment);
  if (!terraform) {
    throw new Error(
      "terraform is not on PATH; install it (developer.hashicorp.com/terraform/install) or name the program in the option terraform",
    );
  }
  const scratch = await mkdtemp(join(tmpdir(), `pexip-hyperv-validate-${process.pid}-`));
  let servers: ProviderServers | undefined;
  try {
    const copy = join(scratch, "copy");
    await cp(directory, copy, { recursive: true, filter: isConfiguration });
    servers = await loadedProviderServers().startProviderServers(options.schemas ?? []);
    const environment = await terraformEnvironment(scratch, servers, options.environment);
    const timeoutSeconds = options.timeoutSeconds ?? 60;
    const results = await mapInParallel(stacks, async (stack, index) => {
      const output = await validateStack(stack, {
        terraform,
        timeoutSeconds,
        directory: join(copy, stack.path),
        environment: { ...environment, TF_DATA_DIR: join(scratch, `data-${index}`) },
      });
      return stackDiagnostics(stack.name, join(directory, stack.path), output);
    });
    const diagnostics = results.flat();
    return {
      valid: diagnostics.every(({ severity }) => severity !== "error"),
      stacks: stacks.map(({ name }) => name),
      diagnostics,
    };
  } finally {
    await servers?.stop();
    await rm(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function validateStack({ name }: StackDirectory, command: TerraformCommand): Promise<ValidateOutput> {
  const output = await validate(name, command);
  // init has nothing to do for providers that are served, and would cost as much as the validation
  if (!lacksModules(output)) return output;
  // nothing is in that plugin directory: modules are installed, and no registry is asked for a provider
  const nowhere = `-plugin-dir=${command.environment.TF_DATA_DIR}/plugins`;
  const init = await runTerraform(command, ["init", "-backend=false", "-input=false", "-no-color", nowhere]);
  const retried = await validate(name, command);
  if (!lacksModules(retried)) return retried;
  return {
    valid: false,
    diagnostics: [{ severity: "error", summary: "terraform init failed", detail: init.stderr.trim() }],
  };
}

function lacksModules({ diagnostics }: ValidateOutput): boolean {
  return diagnostics.some(({ summary }) => summary === "Module not installed");
}

async function validate(stack: string, command: TerraformCommand): Promise<ValidateOutput> {
  const { stdout, stderr } = await runTerraform(command, ["validate", "-json"]);
  try {
    return JSON.parse(stdout) as ValidateOutput;
  } catch (error) {
    throw new Error(`${stack}: terraform validate gave no JSON: ${stderr.trim() || stdout.trim()}`, { cause: error });
  }
}

/** gRPC takes longer to load than a stack to validate: only who validates waits for it. */
function loadedProviderServers(): typeof import("./provider-servers") {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require("./provider-servers") as typeof import("./provider-servers");
}

async function terraformEnvironment(
  scratch: string,
  servers: ProviderServers,
  inherited: Environment | undefined,
): Promise<Environment> {
  const TF_CLI_CONFIG_FILE = join(scratch, "terraform.rc");
  await writeFile(TF_CLI_CONFIG_FILE, "");
  return {
    ...withoutTerraformSettings(inherited),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_CLI_CONFIG_FILE,
    TF_REATTACH_PROVIDERS: servers.reattach,
  };
}

function isConfiguration(path: string): boolean {
  const name = basename(path);
  return ![".terraform", ".terraform.lock.hcl", ".git", "node_modules"].includes(name) && !name.includes(".tfstate");
}

async function mapInParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index], index);
  };
  const ended = await Promise.allSettled(Array.from({ length: availableParallelism() }, worker));
  // only now: a worker that still runs needs the servers and the copy
  for (const end of ended) if (end.status === "rejected") throw end.reason;
  return results;
}
