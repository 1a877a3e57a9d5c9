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

/** A plan as terraform-plugin-sdk/v2 makes it: differences attribute by attribute, lists element by element. */
export function planWithSdkv2({ members, prior, proposed, config, defaults, forceNew, suppress, keptInUpdates }: PlanInput): PlannedChange {
  const complete = withDefaults(members, proposed, config, defaults);
  if (prior === null) return { planned: created(members, complete), requiresReplace: [] };

  const requiresReplace: AttributePath[] = [];
  const resource = { prior, planned: complete, config };

  const difference = (member: Member, was: Value, now: Value, path: AttributePath): Value => {
    if (member.nested !== undefined) return nestedDifference(member.nested, was, now, path);
    if (now === null && member.attribute?.computed) return kept(member.path, was);
    if (equal(member, was, now)) return was;
    const suppressed = suppress[member.path];
    if (suppressed !== undefined && !isUnknown(now)) {
      if (isRecord(now) && isMap(member)) return mapDifference(member, was, now, path);
      if (suppressed(was, now, resource)) return was;
    }
    if (forceNew.includes(member.path)) requiresReplace.push(path);
    return now;
  };

  // SDKv2 asks once for each key of a map
  const mapDifference = (member: Member, was: Value, now: Attributes, path: AttributePath): Value => {
    const before = isRecord(was) ? was : {};
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    const entries = keys.flatMap((key): [string, Value][] => {
      const [old, wanted] = [before[key] ?? null, now[key] ?? null];
      if (suppress[member.path](old, wanted, resource)) return old === null ? [] : [[key, old]];
      return wanted === null ? [] : [[key, wanted]];
    });
    const planned = Object.fromEntries(entries);
    if (!same(undefined, planned, before) && forceNew.includes(member.path)) requiresReplace.push(path);
    return planned;
  };

  const nestedDifference = (nested: NonNullable<Member["nested"]>, was: Value, now: Value, path: AttributePath): Value => {
    if (!Array.isArray(now)) return now;
    const before = Array.isArray(was) ? was : [];
    const removed = before.slice(now.length);
    // an attribute that forces replacement does so as well when its element comes or goes
    removed.forEach((element, index) => noteForced(nested.members, element, [...path, now.length + index]));
    return now.map((element, index) => {
      const old = before[index];
      if (!isRecord(element)) return element;
      if (!isRecord(old)) {
        noteForced(nested.members, element, [...path, index]);
        return created(nested.members, element);
      }
      return Object.fromEntries(nested.members.map((member) => [member.name, difference(member, old[member.name] ?? null, element[member.name] ?? null, [...path, index, member.name])]));
    });
  };

  const noteForced = (inside: readonly Member[], element: Value, path: AttributePath): void => {
    if (!isRecord(element)) return;
    for (const { name, path: schemaPath } of inside) {
      const value = element[name] ?? null;
      if (forceNew.includes(schemaPath) && value !== null && value !== "") requiresReplace.push([...path, name]);
    }
  };

  const kept = (path: SchemaPath, was: Value): Value => (keptInUpdates === undefined || keptInUpdates.includes(path) ? was : UNKNOWN);

  const planned = Object.fromEntries(
    members.map((member) => {
      const now = complete[member.name];
      return [member.name, member.name === TIMEOUTS ? now : difference(member, prior[member.name] ?? null, now, [member.name])];
    }),
  );
  return { planned, requiresReplace };
}

/** What is computed and not configured is known after the apply. */
function created(members: readonly Member[], value: Attributes): Attributes {
  return Object.fromEntries(
    members.map(({ name, attribute, nested }) => {
      const given = value[name] ?? null;
      if (given === null && attribute?.computed) return [name, UNKNOWN];
      return [name, nested === undefined ? given : mapElements(nested, given, (element) => created(nested.members, element))];
    }),
  );
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

function isMap({ attribute }: Member): boolean {
  return Array.isArray(attribute?.type) && attribute.type[0] === "map";
}
