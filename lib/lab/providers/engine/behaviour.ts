import type { AttributePath, Diagnostic } from "../../plugin/handler";
import type { ProviderSchema } from "../../plugin/schema";
import type { Value } from "../../plugin/values";

/** The attributes and blocks of a resource, a data source or a provider, by name. */
export type Attributes = { [name: string]: Value };

/**
 * Where in a schema: the names of blocks and attributes with dots between them, `vm_firmware.boot_order.path`.
 * It means each element of a list or set on the way.
 */
export type SchemaPath = string;

/**
 * The toolkit that a provider is made with.
 * - `sdkv2`: terraform-plugin-sdk/v2. Terraform tolerates its inconsistencies (`legacy_type_system`); null, "", 0
 *   and false are one; a computed value is kept during an update; a failed update keeps what was planned.
 * - `framework`: terraform-plugin-framework. A difference between plan, configuration and result is an error that
 *   users see; a computed value that nothing decides is unknown in each update; a failed update keeps what was.
 */
export type Flavour = "sdkv2" | "framework";

/** What a provider does, beyond its schema. `providerHandler` makes a ProviderHandler of it. */
export interface ProviderBehaviour<Connection> {
  readonly flavour: Flavour;
  /** From the binding's schema.json. */
  readonly schema: ProviderSchema;
  /** Judges the provider block; values may be unknown. */
  validate?(config: Attributes): Diagnostic[];
  /**
   * Once for each provider block, and again in each phase of a command. What it returns is the `connection` of the
   * operations of that block. Values may be unknown. Throw a Refusal for a block that cannot work.
   */
  configure(config: Attributes, terraformVersion: string): Connection | Promise<Connection>;
  /** A resource of the schema that is missing here is refused by its name. */
  readonly resources: Readonly<Record<string, ResourceBehaviour<Connection>>>;
  /** A data source of the schema that is missing here is refused by its name. */
  readonly dataSources?: Readonly<Record<string, DataSourceBehaviour<Connection>>>;
}

/**
 * What a provider does with one type of resource. Required attributes, types and numbers of blocks are judged by
 * Terraform itself, values for read-only attributes by the engine, both from the schema.
 */
export interface ResourceBehaviour<Connection> {
  /** What the provider fills in where the configuration says nothing. In sets and lists: in each element. */
  readonly defaults?: Readonly<Record<SchemaPath, Value>>;
  /** Judge one configured value each; not called for null and unknown values. */
  readonly validators?: Readonly<Record<SchemaPath, Validator | readonly Validator[]>>;
  /** Judges the configuration as a whole; values may be unknown. */
  validate?(config: Attributes): Diagnostic[];
  /** A change of one of these replaces the resource (ForceNew, RequiresReplace). */
  readonly forceNew?: readonly SchemaPath[];
  /** Says that a difference is none, and the old value stays in the state (DiffSuppressFunc). */
  readonly suppress?: Readonly<Record<SchemaPath, Suppression>>;
  /** Computed attributes that keep their value in an update (UseStateForUnknown). @default all in sdkv2, none in framework */
  readonly keptInUpdates?: readonly SchemaPath[];
  /** The last word on a plan (ModifyPlan, CustomizeDiff). Not called for a destroy. */
  modifyPlan?(plan: Plan, context: OperationContext<Connection>): ModifiedPlan | Promise<ModifiedPlan>;
  /** Makes it, and answers its state. What is left out of the answer has its planned value where that is known, otherwise null. */
  create(planned: Attributes, context: OperationContext<Connection>): Attributes | Promise<Attributes>;
  /** Its state now, or null when it is gone. What is left out of the answer stays as it was. */
  read(state: Attributes, context: OperationContext<Connection>): Attributes | null | Promise<Attributes | null>;
  /** Changes it, and answers its state as `create` does. @default - a change is refused with the text of the provider's toolkit */
  update?(prior: Attributes, planned: Attributes, context: OperationContext<Connection>): Attributes | Promise<Attributes>;
  delete(state: Attributes, context: OperationContext<Connection>): void | Promise<void>;
  /** The first state of what has this import id; Terraform reads it next. @default - import is refused */
  import?(id: string, context: OperationContext<Connection>): Attributes | Promise<Attributes>;
  /** Duration of each operation, when the configuration has no `timeouts` block. @default 20 minutes each */
  readonly timeouts?: Readonly<Partial<Record<Operation, number>>>;
}

export interface DataSourceBehaviour<Connection> {
  readonly defaults?: Readonly<Record<SchemaPath, Value>>;
  readonly validators?: Readonly<Record<SchemaPath, Validator | readonly Validator[]>>;
  validate?(config: Attributes): Diagnostic[];
  /** What is left out of the answer is as configured. */
  read(config: Attributes, context: OperationContext<Connection>): Attributes | Promise<Attributes>;
}

export type Operation = "create" | "read" | "update" | "delete";

/** What an operation may need to know. */
export interface OperationContext<Connection> {
  readonly connection: Connection;
  readonly typeName: string;
  /** As written, without defaults; null for read, delete and import. Unknown values only while planning. */
  readonly config: Attributes | null;
  /** Simulated milliseconds that the operation may take. */
  readonly timeout: number;
  /** Aborted when Terraform is interrupted. */
  readonly signal: AbortSignal;
  /** From here on the resource is in the state, even if an error follows (SetId): after a failed create Terraform calls it tainted. */
  keep(state: Attributes): void;
  /** Shown to the user; the operation goes on. */
  warn(warning: Omit<Diagnostic, "severity">): void;
}

/** Finds what is wrong with a value: a summary, or more. Several findings are several diagnostics. */
export type Validator = (value: Value, place: ValidatedPlace) => string | Omit<Diagnostic, "attribute"> | (string | Omit<Diagnostic, "attribute">)[] | undefined;

export interface ValidatedPlace {
  readonly path: SchemaPath;
  /** The path with the indexes of lists, for the text: `network_adaptors.0.name` as SDKv2, `aliases[0].alias` as the framework writes it. */
  readonly written: string;
  readonly attribute: AttributePath;
  readonly config: Attributes;
}

/** @returns true when nothing is to be done about the difference */
export type Suppression = (was: Value, planned: Value, resource: { readonly prior: Attributes; readonly planned: Attributes; readonly config: Attributes }) => boolean;

export interface Plan {
  /** Null on create. */
  readonly prior: Attributes | null;
  readonly planned: Attributes;
  readonly config: Attributes;
}

export interface ModifiedPlan {
  /** @default - as it was planned */
  readonly planned?: Attributes;
  /** In addition to what `forceNew` finds. */
  readonly requiresReplace?: readonly AttributePath[];
}
