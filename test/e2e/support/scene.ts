import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizePlatformFile } from "../../../lib/config/build/synthesize";
import { DeploymentView, type DeploymentModel } from "../../../lib/deployment/model";
import { deploymentIn, startRehearsal, type JsonValue, type Lab, type Rehearsal, type RehearsalOptions } from "../../../lib/lab";
import { testWithTerraform } from "../../support/test-with-terraform";
import { definitionOf, EXAMPLES, type Definition } from "./definition";

/** One of the examples in a lab of its own, whose platform file changes in the course of a test. */
export class Scene {
  /** With `platform.yaml` and `cdktf.out`. */
  public readonly folder = mkdtempSync(join(tmpdir(), "e2e-"));
  public readonly definition: Definition;
  private current?: Rehearsal;

  constructor(example: string) {
    cpSync(join(EXAMPLES, example), this.folder, { recursive: true, filter: (path) => !/node_modules|cdktf\.out/.test(path) });
    this.definition = definitionOf(example);
  }

  public get rehearsal(): Rehearsal {
    return this.current!;
  }

  public get lab(): Lab {
    return this.rehearsal.lab;
  }

  public get view(): DeploymentView {
    return new DeploymentView(this.model());
  }

  /** The model of what was synthesized last. */
  public model(): DeploymentModel {
    return deploymentIn(this.output);
  }

  /** Synthesizes, and starts the lab. */
  public async begin(options: RehearsalOptions = {}): Promise<void> {
    this.synthesize();
    this.current = await startRehearsal(this.output, { timeoutSeconds: 100, ...options });
  }

  /** A later version of the platform file: what is applied from now on. */
  public change(edit: (definition: Definition) => void): void {
    edit(this.definition);
    this.synthesize();
    this.rehearsal.takeOver(this.output);
  }

  /** The model of another version of the file, for a lab that must know it beforehand. */
  public modelWith(edit: (definition: Definition) => void): DeploymentModel {
    const other = structuredClone(this.definition);
    edit(other);
    const file = join(this.folder, "other.yaml");
    writeFileSync(file, JSON.stringify(other));
    const output = join(this.folder, "other.out");
    synthesizePlatformFile(file, output);
    return deploymentIn(output);
  }

  /** Somebody signs in to the only Management Node, and changes something: `PATCH`, `worker_vm/1/`. */
  public administer(method: string, path: string, body?: JsonValue): unknown {
    const answer = this.lab.managementNode().request(method, `/api/admin/configuration/v1/${path}`, body, this.lab.loginTo());
    if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  /** Stacks whose next plan would change something, with what it says. */
  public async pending(): Promise<Readonly<Record<string, string>>> {
    const found: Record<string, string> = {};
    for (const stack of this.rehearsal.stacks) {
      const plan = await this.rehearsal.plan(stack);
      if (!plan.isEmpty) found[stack] = plan.text;
    }
    return found;
  }

  /** Variables whose secret values the journal or the dump hold: none, ever. */
  public toldSecrets(): readonly string[] {
    const told = JSON.stringify([this.lab.journal, this.lab.dump(), this.lab.tree()]);
    return Object.entries(this.lab.environment).flatMap(([name, value]) => (/^(TF_VAR_|PEXIP_PASSWORD$)/.test(name) && told.includes(JSON.stringify(value).slice(1, -1)) ? [name] : []));
  }

  public async end(): Promise<void> {
    await this.current?.stop();
    rmSync(this.folder, { recursive: true });
  }

  private get output(): string {
    return join(this.folder, "cdktf.out");
  }

  private synthesize(): void {
    const file = join(this.folder, "platform.yaml");
    // YAML holds all that JSON does
    writeFileSync(file, JSON.stringify(this.definition, undefined, 2));
    synthesizePlatformFile(file, this.output);
  }
}

export interface SceneOptions extends RehearsalOptions {
  /** Changes the platform file before anything is synthesized. */
  readonly edit?: (definition: Definition) => void;
}

/** A test in a lab with real Terraform; skipped, with a word about it, where there is none. */
export function testInLab(title: string, example: string, body: (scene: Scene) => Promise<void>, { edit, ...options }: SceneOptions = {}): void {
  const inScene = async (): Promise<void> => {
    const scene = new Scene(example);
    try {
      edit?.(scene.definition);
      await scene.begin(options);
      await body(scene);
      expect(scene.toldSecrets()).toEqual([]);
    } finally {
      await scene.end();
    }
  };
  testWithTerraform(title, inScene);
}
