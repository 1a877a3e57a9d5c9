import type { AttributePath } from "../../plugin/handler";
import type { Value } from "../../plugin/values";
import { isUnknown, UNKNOWN } from "../../plugin/values";
import type { Attributes, SchemaPath } from "./behaviour";
import { withDefaults } from "./defaults";
import type { Member } from "./members";
import { isRecord, mapElements, same, sameMembers } from "./members";
import type { PlanInput, PlannedChange } from "./plan-sdkv2";

/**
 * A plan as terraform-plugin-framework makes it: defaults; then, when anything differs from the state, everything
 * that is computed and not configured becomes unknown; then the plan modifiers.
 */
export function planWithFramework({ members, prior, proposed, config, defaults, forceNew, suppress, keptInUpdates = [] }: PlanInput): PlannedChange {
  const complete = withDefaults(members, proposed, config, defaults);
  if (prior === null) return { planned: computedUnknown(members, complete, config, defaults), requiresReplace: [] };
  const resource = { prior, planned: complete, config };
  const wanted = Object.fromEntries(
    members.map(({ name, path, attribute }) => {
      const [was, now] = [prior[name] ?? null, complete[name]];
      const differs = !isUnknown(now) && !same(attribute?.type, was, now);
      return [name, differs && suppress[path]?.(was, now, resource) ? was : now];
    }),
  );
  if (sameMembers(members, wanted, prior)) return { planned: wanted, requiresReplace: [] };

  const marked = computedUnknown(members, wanted, config, defaults);
  const planned = Object.fromEntries(
    members.map(({ name, path }) => {
      const keeps = isUnknown(marked[name]) && (config[name] ?? null) === null && keptInUpdates.includes(path);
      return [name, keeps ? (prior[name] ?? null) : marked[name]];
    }),
  );
  const requiresReplace = members
    .filter(({ name, path, attribute }) => forceNew.includes(path) && !same(attribute?.type, prior[name] ?? null, planned[name]))
    .map(({ name }): AttributePath => [name]);
  return { planned, requiresReplace };
}

function computedUnknown(members: readonly Member[], value: Attributes, config: Attributes | undefined, defaults: Readonly<Record<SchemaPath, Value>>): Attributes {
  return Object.fromEntries(
    members.map(({ name, path, attribute, nested }) => {
      const given = value[name] ?? null;
      const written = config === undefined ? given : (config[name] ?? null);
      if (attribute?.computed && written === null && !Object.hasOwn(defaults, path)) return [name, UNKNOWN];
      if (nested === undefined) return [name, given];
      return [name, mapElements(nested, given, (element, index) => computedUnknown(nested.members, element, writtenElement(nested.nesting, written, element, index), defaults))];
    }),
  );
}

// an element of a set is found in the configuration only while it is the same there: then what is computed of it is null
function writtenElement(nesting: string, written: Value, element: Attributes, index: number | string): Attributes | undefined {
  if (nesting === "set") return undefined;
  const found = Array.isArray(written) ? written[Number(index)] : nesting === "map" && isRecord(written) ? written[index] : written;
  return isRecord(found) ? found : element;
}
