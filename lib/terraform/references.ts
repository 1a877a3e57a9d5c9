import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import type { DeploymentRecord } from "../deployment/model";
import type { ReferenceSpec } from "../deployment/service";
import { shown } from "../validation/text";
import type { Place } from "../validation/schema";
import { type Problem, ValidationError } from "../validation/validation-error";
import { Registry } from "./registry";

/** How to make each kind of thing, for a person who passed something else. */
const MAKING: Readonly<Record<DeploymentRecord["kind"], string>> = {
  host: "a HypervHost",
  externalSwitch: "an ExternalSwitch (or ExternalSwitch.fromSwitchName)",
  managementNode: "a ManagementNode (or ManagementNode.fromAddress)",
  systemLocation: "a SystemLocation",
  conferencingNode: "a ConferencingNode",
  staticRoute: "a StaticRoute",
  service: "an object of this platform",
};

type RecordOf<K extends DeploymentRecord["kind"]> = Extract<DeploymentRecord, { kind: K }>;

/** Looks up the records behind a construct's references, and remembers each one that is none. */
export class References {
  private readonly problems: Problem[] = [];
  private readonly registry: Registry;

  constructor(
    private readonly scope: IConstruct,
    private readonly place: Place,
  ) {
    this.registry = Registry.of(scope);
  }

  public required<K extends DeploymentRecord["kind"]>(key: string, construct: unknown, kind: K): RecordOf<K> | undefined {
    const record = this.registry.record(construct, kind);
    if (record === undefined) this.report(key, construct, kind);
    return record;
  }

  /** The record of what a reference of a service names: a location, a static route or another service. Undefined for a generated class, which has none. */
  public ofSpec(key: string, construct: unknown, { to }: ReferenceSpec): DeploymentRecord | undefined {
    if (to.startsWith("pexip_infinity_")) {
      if (!this.isResource(construct, to)) this.report(key, construct, "service", `a ${classNameOf(to)} of cdktf-pexip-hyperv/provider-pexip`);
      return undefined;
    }
    if (to === "systemLocation" || to === "staticRoute") return this.required(key, construct, to);
    const record = this.registry.record(construct, "service");
    if (record?.service === to) return record;
    this.report(key, construct, "service", `a ${to.charAt(0).toUpperCase()}${to.slice(1)}`);
    return undefined;
  }

  /** The paths of a list of such references. */
  public listOfSpec(key: string, constructs: unknown, spec: ReferenceSpec): readonly string[] {
    return this.each(key, constructs, (at, construct) => this.ofSpec(at, construct, spec)?.path);
  }

  public optional<K extends DeploymentRecord["kind"]>(key: string, construct: unknown, kind: K): RecordOf<K> | undefined {
    return construct === undefined ? undefined : this.required(key, construct, kind);
  }

  public list<K extends DeploymentRecord["kind"]>(key: string, constructs: unknown, kind: K): readonly RecordOf<K>[] {
    return constructs === undefined ? [] : this.each(key, constructs, (at, construct) => this.required(at, construct, kind));
  }

  /**
   * Goes on when every reference was one; else throws, together with what is wrong with the fields.
   *
   * @param readFields reads the fields for their problems
   */
  public settle(readFields: () => unknown): void {
    if (this.problems.length === 0) return;
    try {
      readFields();
    } catch (error) {
      if (error instanceof ValidationError) throw new ValidationError([...this.problems, ...error.problems]);
      throw error;
    }
    throw new ValidationError(this.problems);
  }

  private each<T>(key: string, constructs: unknown, look: (at: string, construct: unknown) => T | undefined): readonly T[] {
    if (!Array.isArray(constructs)) {
      this.problems.push({ path: this.place.path, key, message: `${key} must be a list, got ${shown(constructs)}` });
      return [];
    }
    return constructs.flatMap((construct: unknown, index) => look(`${key}[${index}]`, construct) ?? []);
  }

  private report(key: string, construct: unknown, kind: DeploymentRecord["kind"], making = MAKING[kind]): void {
    const message = this.isForeign(construct, kind) ? `${key} belongs to another App; constructs of one App only can refer to each other` : `${key} ${construct === undefined ? "is required:" : "must be"} ${making}${construct === undefined ? "" : `, got ${shown(construct)}`}`;
    this.problems.push({ path: this.place.path, key, message });
  }

  private isResource(construct: unknown, type: string): boolean {
    return TerraformResource.isTerraformResource(construct) && construct.terraformResourceType === type && construct.node.root === this.scope.node.root;
  }

  private isForeign(construct: unknown, kind: DeploymentRecord["kind"]): boolean {
    const isConstruct = (construct as Partial<IConstruct> | undefined | null)?.node?.root !== undefined;
    return isConstruct && Registry.find(construct as IConstruct)?.record(construct, kind) !== undefined;
  }
}

/** `PexipInfinityTeamsProxy` */
function classNameOf(type: string): string {
  return type.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
