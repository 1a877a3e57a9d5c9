import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { OutsideError } from "../../lib/client/outside-error";
import { DeploymentView } from "../../lib/deployment/model";
import type { Fault, Rehearsal } from "../../lib/lab";
import { terraformOnPath } from "../../lib/lab/terraform/terraform-command";
import { InputError } from "../errors";
import { keepWorld } from "../story/rehearsal-story";
import type { World } from "../world";
import { writeControl } from "./control-file";
import { ControlServer, Refusal } from "./control-server";
import { faultSubjects, faultText, parseFault } from "./fault-option";
import { LAB_VARIABLE, type LabFacts, type LabPlace } from "./lab-place";
import type { LabSource } from "./lab-source";
import { Moment } from "./moment";
import { People } from "./people";
import { copyProject, SYNTHESIZED_ANEW } from "./project-copy";

export interface SessionOptions {
  readonly faults: readonly Fault[];
  /** Do the lab's people answer wizards and enter what the runbook says by themselves? */
  readonly people: boolean;
  /** Can commands in other terminals join it? */
  readonly listens: boolean;
  /** Does its folder stay? */
  readonly keep: boolean;
  readonly allowedProviders: readonly string[];
  /** What the lab begins with, until `takeOver`. @default - the source itself */
  readonly earlier?: LabSource;
}

/** A lab that this process runs. */
export class LabSession {
  /**
   * @throws InputError when the deployment would leave the lab, or another lab listens beside it
   * @throws OutsideError when this machine has no room for it
   */
  public static async start(source: LabSource, options: SessionOptions, world: World): Promise<LabSession> {
    const session = new LabSession(source, options, world);
    try {
      await session.begin();
      return session;
    } catch (error) {
      await session.stop();
      throw error;
    }
  }

  /** Aborted by `lab stop`. */
  public readonly asked = new AbortController();
  private readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "pexip-hyperv-lab-")));
  private readonly undo: (() => void)[] = [];
  private readonly ended = new Moment();
  private readonly begun = new Moment();
  private current?: Rehearsal;
  private server?: ControlServer;
  private stopped?: Promise<void>;

  private constructor(
    private readonly source: LabSource,
    private readonly options: SessionOptions,
    private readonly world: World,
  ) {}

  public get rehearsal(): Rehearsal {
    return this.current!;
  }

  public get place(): LabPlace {
    const { environment, lab, folder } = this.rehearsal;
    const own = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined && (entry[0] in lab.environment || entry[0].startsWith("TF_")));
    const variables = { ...Object.fromEntries(own), [LAB_VARIABLE]: this.folder, CDKTF_OUTDIR: join(this.folder, SYNTHESIZED_ANEW) };
    return { folder: this.folder, commands: join(folder, "bin"), variables };
  }

  /** Goes on with the source, in a lab that began with an earlier deployment. */
  public takeOver(): Promise<void> {
    return this.synthesized(this.source, (output) => this.rehearsal.takeOver(output));
  }

  /** Ends all of it, and says where what is to stay lies. */
  public stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async begin(): Promise<void> {
    this.server = await ControlServer.start(this.routes());
    for (const project of [this.folder, ...(this.options.listens ? [this.source.project] : [])]) {
      const remove = writeControl(project, this.server.control);
      if (remove === undefined) throw new InputError([`another lab listens in ${project} since a moment ago`]);
      this.undo.push(remove);
    }
    copyProject(this.source, this.folder);
    this.current = await this.synthesized(this.options.earlier ?? this.source, (output) => this.startRehearsal(output));
    if (this.options.people) this.people().stayAwake((problem) => this.stopped === undefined && void this.world.stderr.write(`people ${problem}\n`));
    this.begun.reach();
  }

  /** Terraform of a source is there for as long as it takes to copy it. */
  private async synthesized<T>(source: LabSource, use: (output: string) => T | Promise<T>): Promise<T> {
    const anew = join(this.folder, SYNTHESIZED_ANEW);
    try {
      return await use(source.synthesize(anew));
    } finally {
      rmSync(anew, { recursive: true, force: true });
    }
  }

  private async startRehearsal(synthesized: string): Promise<Rehearsal> {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- large, and not wanted by commands that ask another process
    const { startRehearsal } = require("../../lib/lab") as typeof import("../../lib/lab");
    const { faults, allowedProviders, earlier } = this.options;
    const others = earlier === undefined ? [] : [this.source.model];
    try {
      // a lab runs without Terraform; who starts it is told that it is not there
      return await startRehearsal(synthesized, { folder: join(this.folder, basename(this.source.output)), others, lab: { faults }, allowedProviders, terraform: terraformOnPath() ?? "terraform" });
    } catch (error) {
      throw known(error);
    }
  }

  private people(): People {
    return new People(this.rehearsal.lab, this.source.model);
  }

  private routes(): Readonly<Record<string, (body: unknown) => unknown>> {
    const { source, begun, ended, asked } = this;
    const inWorld = (act: (body: unknown) => unknown) => async (body: unknown) => {
      await begun.reached;
      return act(body);
    };
    return {
      "GET /lab": (): LabFacts => ({ pid: process.pid, source: source.path, output: source.output }),
      "GET /place": inWorld(() => this.place),
      "GET /dump": inWorld(() => this.rehearsal.lab.dump()),
      "GET /tree": inWorld(() => ({ text: this.rehearsal.lab.tree() })),
      "GET /journal": inWorld(() => this.rehearsal.lab.journal),
      "POST /people": inWorld(() => this.act()),
      "POST /faults": inWorld((body) => this.addFaults(body)),
      "POST /stop": async () => {
        asked.abort();
        await ended.reached;
      },
    };
  }

  private async act(): Promise<{ readonly done: readonly string[] }> {
    const done = await this.people().act().catch((error: Error) => Promise.reject(new Refusal(error.message)));
    if (done.length === 0) throw new Refusal("no Management Node waits for anybody: switch its VM on first, by terraform apply of its stack");
    return { done };
  }

  private addFaults(body: unknown): { readonly faults: readonly string[] } {
    const subjects = faultSubjects(new DeploymentView(this.source.model));
    const parsed = (Array.isArray(body) ? body : []).map((text) => parseFault(String(text), subjects));
    const problem = parsed.find((one) => typeof one === "string");
    if (problem !== undefined) throw new Refusal(problem);
    const faults = parsed as readonly Fault[];
    for (const fault of faults) this.rehearsal.lab.fault(fault);
    return { faults: faults.map(faultText) };
  }

  private async end(): Promise<void> {
    this.begun.fail(new Refusal("the lab was stopped"));
    for (const remove of this.undo.reverse()) remove();
    const { current, folder, options, world } = this;
    if (current !== undefined && options.keep) world.stderr.write(`kept   ${folder}: ${basename(current.folder)} with stacks, states and plans, ${keepWorld(current).join(", ")}\n`);
    await current?.stop();
    if (!options.keep || current === undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    this.ended.reach();
    await this.server?.stop();
  }
}

/** The lab is another bundle than the command line: its errors are known by their names. */
export function known(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === "ValidationError") return new InputError(error.message.split("\n"));
  if (error.name !== "Error" || "code" in error) return error;
  const [message, ...printed] = error.message.split("\n");
  // what Terraform did before it failed is long, and no news
  const failure = printed.findIndex((line) => line.startsWith("Error: "));
  return new OutsideError(message, printed.slice(failure === -1 ? -MOST_LINES : failure));
}

/** Of what a command printed whose error does not begin as Terraform's do. */
const MOST_LINES = 20;
