import type { Diagnostic } from "../../plugin/handler";
import { isUnknown } from "../../plugin/values";
import type { Attributes } from "./behaviour";

// Texts of terraform-plugin-sdk/v2, helper/schema/schema.go and exactly_one_of.go

/** ConflictsWith: each of the names with those that may not be written beside it. */
export function conflicts(config: Attributes, table: Readonly<Record<string, readonly string[]>>): Diagnostic[] {
  return Object.entries(table).flatMap(([name, others]) => {
    if (!isWritten(config, name)) return [];
    const conflicting = others.find((other) => isWritten(config, other));
    if (conflicting === undefined) return [];
    return [{ summary: "Conflicting configuration arguments", detail: `"${name}": conflicts with ${conflicting}`, attribute: [name] }];
  });
}

/** ExactlyOneOf: SDKv2 asks at each of the names, so that the finding comes as often. */
export function exactlyOneOf(config: Attributes, names: readonly string[]): Diagnostic[] {
  const written = names.filter((name) => isWritten(config, name));
  const unknown = names.some((name) => isUnknown(config[name] ?? null));
  const all = names.join(",");
  const summary = "Invalid combination of arguments";
  if (written.length === 0 && !unknown) return names.map((name) => ({ summary, detail: `"${name}": one of \`${all}\` must be specified`, attribute: [name] }));
  if (written.length < 2) return [];
  return names.map((name) => ({ summary, detail: `"${name}": only one of \`${all}\` can be specified, but \`${written.join(",")}\` were specified.`, attribute: [name] }));
}

function isWritten(config: Attributes, name: string): boolean {
  const value = config[name] ?? null;
  return value !== null && !isUnknown(value);
}
