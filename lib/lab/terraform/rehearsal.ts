import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { PowerState } from "../../deployment/enums";
import { DeploymentView, type DeploymentModel } from "../../deployment/model";
import { LabAuthority } from "../authority";
import type { NodeState } from "../infinity/node-registry";
import { Lab } from "../lab";
import type { ManualEntry } from "../manual-entry";
import { deploymentIn } from "../rehearsal/deployment-in";
import { labFor } from "../rehearsal/lab-for";
import { networkOf } from "../rehearsal/networks";
import { commandFolder, commandLine } from "./command-folder";
import { runProgram, type ProgramOutput } from "./program";
import type { CommandOptions, RehearsalOptions, RehearsedPlan } from "./rehearsal-options";
import { copyStacks } from "./stack-copies";
import { terraformOnPath, withoutTerraformSettings } from "./terraform-command";

/** Of Terraform, for all that runs in the rehearsal. */
const CLI_CONFIGURATION = "terraform.rc";

/** A provider that no stack declares, or a module's, would be installed, and do what it does in the real world. */
const NO_PROVIDERS = 'provider_installation {\n  direct {\n    exclude = ["*/*/*"]\n  }\n}\n';

/** A deployment in a lab, with real Terraform. `startRehearsal` makes one. */
export class Rehearsal {
  /** @internal */
  public static async start(output: string, options: RehearsalOptions): Promise<Rehearsal> {
    const terraform = options.terraform ?? terraformOnPath();
    if (terraform === undefined) throw new Error("terraform is not on PATH, and a rehearsal runs it; install it from https://developer.hashicorp.com/terraform/install");
    const isOwn = options.folder === undefined;
    const folder = resolve(options.folder ?? mkdtempSync(join(tmpdir(), "pexip-hyperv-rehearsal-")));
    const remove = (): void => (isOwn ? rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) : undefined);
    try {
      const authority = options.lab?.authority ?? (await LabAuthority.create());
      const model = deploymentIn(output);
      const labOptions = { ...labFor([model, ...(options.others ?? [])], options.secrets), ...options.lab, authority };
      const copies = { authority, privateKeys: labOptions.privateKeys ?? [], issued: new Map<string, string>(), allowedProviders: options.allowedProviders ?? [] };
      const stacks = copyStacks(output, folder, copies);
      const commands = commandFolder(join(folder, "bin"));
      writeFileSync(join(folder, CLI_CONFIGURATION), NO_PROVIDERS);
      const lab = await Lab.start(labOptions);
      return new Rehearsal(lab, folder, { terraform, commands, model, stacks, take: (from) => copyStacks(from, folder, copies), remove, secrets: { ...options.secrets, ...labOptions.variables }, timeoutSeconds: options.timeoutSeconds ?? 600, isHermetic: copies.allowedProviders.length === 0 });
    } catch (error) {
      remove();
      throw error;
    }
  }

  private readonly ended = new AbortController();
  private model: DeploymentModel;
  /** By FQDN, what people enter for a later version of the deployment; for the first the lab knows it. */
  private entries: ReadonlyMap<string, readonly ManualEntry[]> = new Map();
  private folders: ReadonlyMap<string, string>;
  private plans = 0;

  private constructor(
    /** The simulated world. */
    public readonly lab: Lab,
    /** The copies (as cdktf's output folder), states and plans. */
    public readonly folder: string,
    private readonly parts: {
      readonly terraform: string;
      readonly commands: string;
      readonly model: DeploymentModel;
      readonly stacks: ReturnType<typeof copyStacks>;
      readonly take: (output: string) => ReturnType<typeof copyStacks>;
      readonly remove: () => void;
      /** Of Terraform variables, by name, made up or not, as `labFor` takes them. */
      readonly secrets: Readonly<Record<string, string>>;
      readonly timeoutSeconds: number;
      readonly isHermetic: boolean;
    },
  ) {
    this.model = parts.model;
    this.folders = foldersOf(parts.stacks);
  }

  /** Names of the stacks, each after those that it depends on. */
  public get stacks(): readonly string[] {
    return [...this.folders.keys()];
  }

  /**
   * Goes on with what a later version of the program synthesized. States stay, and so does the world.
   *
   * @param output cdktf's output folder
   * @throws ValidationError as `startRehearsal`
   * @throws Error when it has names or addresses that the lab was not told of
   */
  public takeOver(output: string): void {
    const model = deploymentIn(output);
    this.mustKnowPlacesOf(model);
    this.folders = foldersOf(this.parts.take(output));
    this.model = model;
    const { managementNodes = [], images = {} } = labFor(model, this.parts.secrets);
    this.lab.publish(images);
    this.entries = new Map(managementNodes.map(({ fqdn, entries = [] }) => [fqdn, entries]));
  }

  /**
   * Everything from empty hosts to nodes that are SYNCED: each stack, and between them what people do.
   *
   * @throws Error with what Terraform or `pexip-hyperv adopt` printed when it fails
   */
  public async install(options: CommandOptions = {}): Promise<void> {
    const adopted = new Set<string>();
    for (const stack of this.stacks) {
      for (const { fqdn } of this.answering().filter((manager) => manager.mode === "api" && !adopted.has(manager.fqdn))) {
        await this.adopt(fqdn);
        adopted.add(fqdn);
      }
      await this.apply(stack, options);
      await this.doByHand(stack);
    }
    await this.synchronized();
  }

  /**
   * `pexip-hyperv adopt`: import blocks for what the installation wizard, or anybody else, has made.
   *
   * @param fqdn of the Management Node. @default - the only one
   * @returns what it printed
   * @throws Error with what it printed when something cannot be adopted
   */
  public async adopt(fqdn?: string): Promise<string> {
    const { code, stdout, stderr } = await this.command(["adopt", this.folder, ...(fqdn === undefined ? [] : ["--manager", fqdn])]);
    if (code !== 0) throw new Error(`pexip-hyperv adopt failed:\n${stdout}${stderr}`);
    return stdout;
  }

  /**
   * `terraform init` and `terraform apply` of a stack.
   *
   * @returns what Terraform printed
   * @throws Error with what Terraform printed when it fails
   */
  public async apply(stack: string, options: CommandOptions = {}): Promise<string> {
    await this.init(stack);
    return this.succeed(stack, ["apply", "-auto-approve"], options);
  }

  /**
   * `terraform init` and `terraform plan` of a stack.
   *
   * @throws Error with what Terraform printed when it fails
   */
  public async plan(stack: string, ...args: readonly string[]): Promise<RehearsedPlan> {
    await this.init(stack);
    this.plans += 1;
    const file = join(this.folder, `${stack}-${this.plans}.tfplan`);
    const { code, stdout, stderr } = await this.terraform(stack, ["plan", "-detailed-exitcode", `-out=${file}`, ...args]);
    // exit codes of -detailed-exitcode: 0 nothing to do, 1 an error, 2 something to do
    if (code !== 0 && code !== 2) throw new Error(failure(stack, "plan", `${stdout}${stderr}`));
    return { isEmpty: code === 0, text: stdout, file };
  }

  /**
   * `terraform show -json`: of a plan, or of the state.
   *
   * @throws Error with what Terraform printed when it fails
   */
  public async show(stack: string, plan?: RehearsedPlan): Promise<unknown> {
    await this.init(stack);
    return JSON.parse(await this.succeed(stack, ["show", "-json", ...(plan === undefined ? [] : [plan.file])]));
  }

  /**
   * `terraform destroy` of a stack.
   *
   * @throws Error with what Terraform printed when it fails
   */
  public async destroy(stack: string, options: CommandOptions = {}): Promise<string> {
    await this.init(stack);
    return this.succeed(stack, ["destroy", "-auto-approve"], options);
  }

  /** Terraform in the folder of a stack, whatever comes of it. */
  public terraform(stack: string, args: readonly string[], options: CommandOptions = {}): Promise<ProgramOutput> {
    const [command, ...others] = args;
    const quiet = command === "show" ? [] : ["-input=false"];
    return this.run(this.parts.terraform, [command, "-no-color", ...quiet, ...others], this.folderOf(stack), options);
  }

  /** A command of `pexip-hyperv` in `folder`, whatever comes of it. */
  public command(args: readonly string[], options: CommandOptions = {}): Promise<ProgramOutput> {
    return this.run(process.execPath, [commandLine(), ...args], this.folder, options);
  }

  /** What a program needs to run in this rehearsal, secrets included. */
  public get environment(): Readonly<Record<string, string | undefined>> {
    return {
      ...withoutTerraformSettings(),
      ...this.lab.environment,
      TF_IN_AUTOMATION: "1",
      // a folder of Terraform's own that no real run knows
      TF_DATA_DIR: ".terraform-lab",
      // what a user prescribes for real runs (mirrors, overrides of providers) counts only for real providers
      ...(this.parts.isHermetic ? { TF_CLI_CONFIG_FILE: join(this.folder, CLI_CONFIGURATION) } : {}),
      PATH: [this.parts.commands, process.env.PATH ?? process.env.Path].join(delimiter),
    };
  }

  /**
   * What people do once a stack is there: the installation wizards of its Management Nodes, and in runbook mode what is entered in the Administrator interface.
   *
   * @throws Error when a wizard does not take an answer
   */
  public async doByHand(stack: string): Promise<void> {
    const view = new DeploymentView(this.model);
    for (const manager of view.managementNodes) {
      if (manager.origin !== "managed" || manager.stack !== stack) continue;
      const node = this.lab.managementNode(manager.fqdn);
      if (node.state === "awaiting the wizard") await this.lab.finishWizard({ managementNode: manager.fqdn });
      // the apply switched its VM off and on
      if (node.state === "restarting") await this.lab.until(() => node.state !== "restarting");
    }
    // an entry by hand must be there before the stack that builds its node
    for (const { fqdn } of this.answering().filter(({ mode }) => mode === "runbook")) this.lab.enterByHand(fqdn, this.entries.get(fqdn));
  }

  /**
   * Done when each node that Terraform has switched on, or that is built elsewhere, is SYNCED.
   *
   * @throws Error with the nodes that are not, after the longest time that a command may take
   */
  public async synchronized(): Promise<void> {
    const view = new DeploymentView(this.model);
    const expected = view.nodes.filter(({ machine }) => machine === undefined || machine.powerState === PowerState.RUNNING);
    const nodes = expected.map(({ name, managementNode }) => ({ name, manager: this.lab.managementNode(view.managementNode(managementNode).fqdn) }));
    const waiting = (): typeof nodes => nodes.filter(({ name, manager }) => !manager.isSynchronized(name));
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      const { timeoutSeconds } = this.parts;
      const states = () => waiting().map(({ name, manager }) => `${name} (${stateText(manager.nodeState(name))})`);
      timer = setTimeout(() => reject(new Error(`not SYNCED after ${timeoutSeconds} s: ${states().join(", ")}; lab.journal says what happened`)), timeoutSeconds * 1000);
    });
    try {
      await Promise.race([this.lab.until(() => waiting().length === 0), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends what still runs, and the lab, and removes the folder unless it was named. */
  public async stop(): Promise<void> {
    this.ended.abort();
    await this.lab.stop();
    this.parts.remove();
  }

  /** The same as `stop`, for `await using`. */
  public [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  /** What the lab does not stand in for would be asked in the real world, secrets and all. */
  private mustKnowPlacesOf(model: DeploymentModel): void {
    const known = new Set(this.lab.resolve.map((override) => override.split(":127.0.0.1:")[0].toLowerCase()));
    const { reachable } = networkOf([new DeploymentView(model)]);
    const strange = reachable.flatMap(({ address, names, ports }) => [address, ...names].flatMap((host) => ports.map((port) => `${host}:${port}`))).filter((place) => !known.has(place.toLowerCase()));
    if (strange.length > 0) throw new Error(`the lab knows nothing of ${[...new Set(strange)].join(", ")}; give it this model among the others when the rehearsal starts`);
  }

  /** Management Nodes of the deployment that can be talked to. */
  private answering(): DeploymentView["managementNodes"] {
    const names = this.lab.managementNodes.filter(({ answersRequests }) => answersRequests).map(({ name }) => name);
    return new DeploymentView(this.model).managementNodes.filter(({ fqdn }) => names.includes(fqdn));
  }

  private async init(stack: string): Promise<void> {
    await this.succeed(stack, ["init"]);
  }

  private async succeed(stack: string, args: readonly string[], options?: CommandOptions): Promise<string> {
    const { code, stdout, stderr } = await this.terraform(stack, args, options);
    if (code !== 0) throw new Error(failure(stack, args[0], `${stdout}${stderr}`));
    return stdout;
  }

  private run(program: string, args: readonly string[], folder: string, { onOutput, signal }: CommandOptions): Promise<ProgramOutput> {
    const { environment, ended, parts } = this;
    if (ended.signal.aborted) return Promise.reject(new Error("the rehearsal was stopped"));
    const signals = signal === undefined ? ended.signal : AbortSignal.any([ended.signal, signal]);
    return runProgram({ program, args, folder, environment, timeoutSeconds: parts.timeoutSeconds, onOutput, signal: signals });
  }

  private folderOf(stack: string): string {
    const folder = this.folders.get(stack);
    if (folder === undefined) throw new Error(`the deployment has no stack ${stack}; it has ${this.stacks.join(", ")}`);
    return join(this.folder, folder);
  }
}

function foldersOf(stacks: ReturnType<typeof copyStacks>): ReadonlyMap<string, string> {
  return new Map(stacks.map(({ name, folder }) => [name, folder]));
}

const failure = (stack: string, command: string, output: string): string => `terraform ${command} of stack ${stack} failed:\n${output.trim() || "it was ended before it said anything"}`;

function stateText(state: Readonly<NodeState> | undefined): string {
  if (state === undefined) return "not entered";
  return state.syncStatus === "SYNCED" ? "off or restarting" : state.syncStatus;
}
