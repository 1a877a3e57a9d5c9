import { Annotations, App, TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { blocking, type Judgement, judgeModel, ruleProblemText, warnings } from "../deployment/judgement";
import { type Acceptance, type AddressCollision, type DeploymentModel, type DeploymentRecord, groupBy } from "../deployment/model";
import type { ServiceKind } from "../deployment/service";
import { ValidationError } from "../validation/validation-error";
import { collisionsIn } from "./collisions";
import { lateId } from "./late-attribute";
import type { MachineAddresses } from "../deployment/deployment-file";
import { writeDeploymentFile } from "./deployment-file";

type RecordOf<K extends DeploymentRecord["kind"]> = Extract<DeploymentRecord, { kind: K }>;

const KEY = Symbol.for("cdktf-pexip-hyperv/registry");

/** Everything of ours in one App. It lives on the root of the construct tree, so that two Apps never meet. */
export class Registry {
  public static of(construct: IConstruct): Registry {
    const root = construct.node.root as IConstruct & { [KEY]?: Registry };
    if (root[KEY] === undefined) {
      Object.defineProperty(root, KEY, { value: new Registry(root), enumerable: false });
      root.node.addValidation({ validate: () => root[KEY]!.atEndOfSynth() });
    }
    return root[KEY]!;
  }

  /** The registry of a construct's App, when it has one. */
  public static find(construct: IConstruct): Registry | undefined {
    return (construct.node.root as IConstruct & { [KEY]?: Registry })[KEY];
  }

  private readonly records = new Map<IConstruct, DeploymentRecord>();
  private readonly paths = new Map<string, IConstruct>();
  private readonly machines = new Map<string, () => MachineAddresses>();
  private readonly uris = new Map<IConstruct, string>();
  private readonly acceptances: Acceptance[] = [];
  private readonly stacks = new Set<TerraformStack>();
  private readonly annotated = new Set<string>();
  private judged: { readonly key: string; readonly judgement: Judgement } | undefined;
  private services: { readonly revision: number; readonly found: ReadonlyMap<string, readonly IConstruct[]> } | undefined;
  private revision = 0;

  private constructor(private readonly root: IConstruct) {}

  /** Enters a construct; from now on its stack is judged when it is synthesized. */
  public add(construct: IConstruct, record: DeploymentRecord): void {
    const stack = TerraformStack.of(construct);
    this.records.set(construct, { ...record, stack: stack.node.path });
    this.paths.set(record.path, construct);
    this.revision += 1;
    if (this.stacks.has(stack)) return;
    this.stacks.add(stack);
    stack.node.addValidation({ validate: () => this.problems() });
  }

  /** The record of a construct of this App; undefined when it is none of ours, or of another App. */
  public record<K extends DeploymentRecord["kind"]>(construct: unknown, kind: K): RecordOf<K> | undefined {
    const record = this.records.get(construct as IConstruct);
    return record?.kind === kind ? (record as RecordOf<K>) : undefined;
  }

  public recordsOf<K extends DeploymentRecord["kind"]>(kind: K): readonly RecordOf<K>[] {
    return [...this.records.values()].filter((record): record is RecordOf<K> => record.kind === kind);
  }

  /** The constructs of one kind of service in a stack, for one Management Node; looked up once until something is added. */
  public servicesIn(stack: string, kind: ServiceKind, managementNode: string): readonly IConstruct[] {
    if (this.services?.revision !== this.revision) {
      const keyOf = (construct: IConstruct): string => {
        const record = this.record(construct, "service")!;
        return `${record.stack}\n${record.service}\n${record.managementNode}`;
      };
      const found = groupBy([...this.records.keys()].filter((construct) => this.record(construct, "service") !== undefined), keyOf);
      this.services = { revision: this.revision, found };
    }
    return this.services.found.get(`${stack}\n${kind}\n${managementNode}`) ?? [];
  }

  public addMachine(path: string, addresses: () => MachineAddresses): void {
    this.machines.set(path, addresses);
  }

  /** Enters the address of a construct's object in the management API, as a Terraform expression. */
  public addUri(construct: IConstruct, uri: string): void {
    this.uris.set(construct, uri);
  }

  /** The address of a construct's object in the management API; undefined in runbook mode. A generated class has it as its id. */
  public uri(construct: IConstruct): string | undefined {
    if (!this.uris.has(construct) && TerraformResource.isTerraformResource(construct)) this.addUri(construct, lateId(construct));
    return this.uris.get(construct);
  }

  public accept(acceptance: Acceptance): void {
    this.acceptances.push(acceptance);
    this.revision += 1;
  }

  public model(): DeploymentModel {
    return { records: [...this.records.values()], acceptances: [...this.acceptances], collisions: this.collisions() };
  }

  /** Judges the whole App; kept until something is added. */
  public judgement(): Judgement {
    const collisions = this.collisions();
    const key = `${this.revision} ${JSON.stringify(collisions)}`;
    if (this.judged?.key !== key) this.judged = { key, judgement: judgeModel({ ...this.model(), collisions }) };
    return this.judged.judgement;
  }

  private collisions(): readonly AddressCollision[] {
    return [...this.stacks].flatMap(collisionsIn);
  }

  /** What stops synth. The first stack that is asked reports for all, and its failure ends the synth. */
  private problems(): string[] {
    const judgement = this.judgement();
    for (const warning of warnings(judgement)) {
      const key = ruleProblemText(warning);
      if (this.annotated.has(key)) continue;
      this.annotated.add(key);
      // cdktf says "warning" and names the construct itself
      Annotations.of(this.paths.get(warning.path) ?? this.anyStack()).addWarning(`${warning.rule}: ${warning.message}`);
    }
    const texts = blocking(judgement).map(ruleProblemText);
    // one text with line breaks: cdktf puts the path of the asked stack before each text
    return texts.length === 0 ? [] : [[`${texts.length === 1 ? "1 problem" : `${texts.length} problems`} in the Pexip Infinity deployment:`, ...texts].join("\n  ")];
  }

  private anyStack(): IConstruct {
    return [...this.stacks][0] ?? this.root;
  }

  private atEndOfSynth(): string[] {
    if (!App.isApp(this.root)) return [];
    const machines = Object.fromEntries([...this.machines].map(([path, addresses]) => [path, addresses()]));
    const { records, acceptances } = this.model();
    writeDeploymentFile(this.root.outdir, { records, acceptances, machines });
    return [];
  }
}

/** The stack of a construct that is about to be made, in our words when there is none. */
export function stackOf(scope: IConstruct, path: string): TerraformStack {
  const inStack = scope.node.scopes.some((one) => TerraformStack.isStack(one));
  if (!inStack) throw ValidationError.at(path, "must be created inside a stack (class extends TerraformStack), not directly in the App");
  return TerraformStack.of(scope);
}
