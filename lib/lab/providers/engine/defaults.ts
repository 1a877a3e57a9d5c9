import type { Value } from "../../plugin/values";
import type { Attributes, SchemaPath } from "./behaviour";
import type { Member } from "./members";
import { isRecord, mapElements } from "./members";

/**
 * Fills in what the provider fills in. Where there is a configuration, that decides what is missing: Terraform
 * proposes the value of the state for an attribute that is optional and computed.
 */
export function withDefaults(members: readonly Member[], proposed: Attributes, config: Attributes | undefined, defaults: Readonly<Record<SchemaPath, Value>>): Attributes {
  return Object.fromEntries(
    members.map(({ name, path, nested }) => {
      const value = proposed[name] ?? null;
      const written = config === undefined ? value : (config[name] ?? null);
      if (written === null && Object.hasOwn(defaults, path)) return [name, defaults[path]];
      if (nested === undefined) return [name, value];
      return [name, mapElements(nested, value, (element, index) => withDefaults(nested.members, element, elementAt(nested.nesting, written, index), defaults))];
    }),
  );
}

// an element of a set has no place of its own to look at
function elementAt(nesting: string, written: Value, index: number | string): Attributes | undefined {
  if (nesting === "set") return undefined;
  const element = Array.isArray(written) ? written[Number(index)] : isRecord(written) && nesting === "map" ? written[index] : written;
  return isRecord(element) ? element : undefined;
}
