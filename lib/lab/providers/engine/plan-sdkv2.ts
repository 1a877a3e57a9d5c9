import type { AttributePath } from "../../plugin/handler";
import type { Value } from "../../plugin/values";
import { isUnknown, UNKNOWN } from "../../plugin/values";
import type { Attributes, SchemaPath, Suppression } from "./behaviour";
import { withDefaults } from "./defaults";
import type { Member } from "./members";
import { isRecord, mapElements, same } from "./members";

/** What a plan is made of, in either toolkit. */
export interface PlanInput {
  readonly members: readonly Member[];
  /** Null on create. */
  readonly prior: Attributes | null;
  readonly proposed: Attributes;
  readonly config: Attributes;
  readonly defaults: Readonly<Record<SchemaPath, Value>>;
  readonly forceNew: readonly SchemaPath[];
  readonly suppress: Readonly<Record<SchemaPath, Suppression>>;
  readonly keptInUpdates?: readonly SchemaPath[];
}

export interface PlannedChange {
  readonly planned: Attributes;
  readonly requiresReplace: AttributePath[];
}

/** The block in which SDKv2 keeps the durations of operations; it is no part of a resource's differences. */
export const TIMEOUTS = "timeouts";

/**
 * A plan as terraform-plugin-sdk/v2 makes it: differences attribute by attribute, lists element by element. Without any difference the plan is the state itself,
 * whatever the durations of operations are now (helper/schema/grpc_provider.go, PlanResourceChange).
 */
export function planWithSdkv2(input: PlanInput): PlannedChange {
  const { members, prior, proposed, config, defaults, suppress } = input;
  const complete = withDefaults(members, proposed, config, defaults);
  if (prior === null) return { planned: created(members, complete, proposed, suppress, { prior: {}, planned: complete, config }), requiresReplace: [] };
  const changes = new Changes(input, prior, complete);
  const planned = Object.fromEntries(members.map((member) => [member.name, member.name === TIMEOUTS ? complete[TIMEOUTS] : changes.of(member, prior[member.name] ?? null, complete[member.name], proposed[member.name] ?? null, [member.name])]));
  return changes.found ? { planned, requiresReplace: changes.requiresReplace } : { planned: prior, requiresReplace: [] };
}

/** What differs between a state and what is wanted. */
class Changes {
  public readonly requiresReplace: AttributePath[] = [];
  public found = false;
  private readonly resource: Resource;

  constructor(
    private readonly input: PlanInput,
    prior: Attributes,
    planned: Attributes,
  ) {
    this.resource = { prior, planned, config: input.config };
  }

  /** The planned value of an attribute or block. `said` is `now` without the defaults of the provider. */
  public of(member: Member, was: Value, now: Value, said: Value, path: AttributePath): Value {
    if (member.nested !== undefined) return this.ofBlocks(member.nested, was, now, said, path);
    const { keptInUpdates, suppress } = this.input;
    if (now === null && member.attribute?.computed) return keptInUpdates === undefined || keptInUpdates.includes(member.path) ? was : this.changed(UNKNOWN);
    if (equal(member, was, now)) return was;
    const suppressed = suppress[member.path];
    if (suppressed !== undefined && !isUnknown(now)) {
      if (isRecord(now) && isCollection(member, "map")) return this.ofMap(member, was, now, path);
      if (suppressed(was, now, this.resource)) return was;
    }
    this.noteReplacement(member, path);
    return this.changed(now ?? nothingOf(member));
  }

  // SDKv2 asks once for each key of a map
  private ofMap(member: Member, was: Value, now: Attributes, path: AttributePath): Value {
    const before = isRecord(was) ? was : {};
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    const entries = keys.flatMap((key): [string, Value][] => {
      const [old, wanted] = [before[key] ?? null, now[key] ?? null];
      if (this.input.suppress[member.path](old, wanted, this.resource)) return old === null ? [] : [[key, old]];
      return wanted === null ? [] : [[key, wanted]];
    });
    const planned = Object.fromEntries(entries);
    if (same(undefined, planned, before)) return was;
    this.noteReplacement(member, path);
    return this.changed(planned);
  }

  private ofBlocks({ members }: Nested, was: Value, now: Value, said: Value, path: AttributePath): Value {
    if (!Array.isArray(now)) return same(undefined, was, now) ? was : this.changed(now);
    const before = Array.isArray(was) ? was : [];
    if (before.length !== now.length) this.found = true;
    // where an element is gone, SDKv2 finds the defaults in its place
    before.slice(now.length).forEach((element, index) => this.noteForced(members, element, [...path, now.length + index], (member, value) => !equal(member, value, this.input.defaults[member.path] ?? null)));
    return now.map((element, index) => {
      const [old, written] = [before[index], elementAt(said, index)];
      if (!isRecord(element)) return this.changed(element);
      if (isRecord(old)) return Object.fromEntries(members.map((member) => [member.name, this.of(member, old[member.name] ?? null, element[member.name] ?? null, written[member.name] ?? null, [...path, index, member.name]) ?? nothingOf(member)]));
      this.noteForced(members, element, [...path, index], (_member, value) => value !== null && value !== "");
      return created(members, element, written, this.input.suppress, this.resource);
    });
  }

  private noteForced(members: readonly Member[], element: Value, path: AttributePath, differs: (member: Member, value: Value) => boolean): void {
    if (!isRecord(element)) return;
    for (const member of members) if (differs(member, element[member.name] ?? null)) this.noteReplacement(member, [...path, member.name]);
  }

  private noteReplacement(member: Member, path: AttributePath): void {
    if (this.input.forceNew.includes(member.path)) this.requiresReplace.push(path);
  }

  private changed<Planned extends Value>(planned: Planned): Planned {
    this.found = true;
    return planned;
  }
}

type Nested = NonNullable<Member["nested"]>;
type Resource = Parameters<Suppression>[2];

/**
 * What is computed and not configured is known after the apply. A default that is an empty text is no difference from nothing, and neither is what is suppressed:
 * both stay null. An empty text that was said stays (normalizeNullValues).
 */
function created(members: readonly Member[], value: Attributes, said: Attributes, suppress: PlanInput["suppress"], resource: Resource): Attributes {
  return Object.fromEntries(
    members.map(({ name, path, attribute, nested }) => {
      const [given, written] = [value[name] ?? null, said[name] ?? null];
      if (nested !== undefined) return [name, mapElements(nested, given, (element, index) => created(nested.members, element, elementAt(written, Number(index)), suppress, resource))];
      const isNothing = given === null || (!isUnknown(given) && !isRecord(given) && written !== "" && (given === "" || suppress[path]?.(null, given, resource) === true));
      return [name, isNothing ? (attribute?.computed ? UNKNOWN : null) : given];
    }),
  );
}

/** An element of a block that may be there once or several times. */
function elementAt(blocks: Value, index: number): Attributes {
  const element = Array.isArray(blocks) ? blocks[index] : blocks;
  return isRecord(element) ? element : {};
}

function equal({ attribute }: Member, was: Value, now: Value): boolean {
  if (isUnknown(now)) return false;
  return (isZero(was) && isZero(now)) || same(attribute?.type, was, now);
}

// SDKv2 cannot tell a value that is not set from the zero value of its type
function isZero(value: Value): boolean {
  if (value === null || value === "" || value === 0 || value === false) return true;
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

function isCollection({ attribute }: Member, ...kinds: readonly string[]): boolean {
  return Array.isArray(attribute?.type) && kinds.includes(attribute.type[0]);
}

/** What stands where there is nothing: SDKv2 has no null collections. */
function nothingOf(member: Member): Value {
  if (isCollection(member, "list", "set")) return [];
  return isCollection(member, "map") ? {} : null;
}
