import { shown } from "../validation/text";
import { isObject } from "../validation/json";
import type { ResourceChange } from "./plan";

/** A value that differs before and after. */
export interface AttributeChange {
  /** From the resource: names of attributes, indexes of lists. */
  readonly path: readonly (string | number)[];
  readonly before: unknown;
  /** undefined too when it is known only after the apply. */
  readonly after: unknown;
  readonly isSensitive: boolean;
  readonly isUnknown: boolean;
}

/** Every value that an update changes. A value that is not there and null are the same to Terraform. */
export function attributeChanges(change: ResourceChange): readonly AttributeChange[] {
  const { before, after, beforeSensitive, afterSensitive, afterUnknown } = change;
  if (before === undefined || after === undefined) return [];
  return differences({ before, after, sensitive: [beforeSensitive, afterSensitive], unknown: afterUnknown }, []);
}

interface Compared {
  readonly before: unknown;
  readonly after: unknown;
  readonly sensitive: readonly [unknown, unknown];
  readonly unknown: unknown;
}

function differences(compared: Compared, path: readonly (string | number)[]): readonly AttributeChange[] {
  const { before, after, sensitive, unknown } = compared;
  const isSensitive = sensitive.includes(true);
  const isUnknown = unknown === true;
  // inside a sensitive value not even the names are for everybody
  if (!isSensitive && !isUnknown && (isObject(before) || Array.isArray(before)) && (isObject(after) || Array.isArray(after))) {
    return keysOf(before, after).flatMap((key) => differences(child(compared, key), [...path, key]));
  }
  if (!isUnknown && same(before, after)) return [];
  return [{ path, before, after: isUnknown ? undefined : after, isSensitive, isUnknown }];
}

function child({ before, after, sensitive, unknown }: Compared, key: string | number): Compared {
  return { before: at(before, key), after: at(after, key), sensitive: [at(sensitive[0], key), at(sensitive[1], key)], unknown: at(unknown, key) };
}

function at(value: unknown, key: string | number): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined;
}

function keysOf(before: object, after: object): readonly (string | number)[] {
  if (Array.isArray(before) && Array.isArray(after)) return [...Array(Math.max(before.length, after.length)).keys()];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])];
}

function same(before: unknown, after: unknown): boolean {
  return (before ?? null) === (after ?? null) || JSON.stringify(before ?? null) === JSON.stringify(after ?? null);
}

/** A text of somebody else's as it is, or quoted and with invisible characters written out when it is more than a plain word or two. */
export function plain(text: string): string {
  return /^[\w.:\\/()[\]@,+#-](?:[\w .:\\/()[\]@,+#-]{0,98}[\w.:\\/()[\]@,+#-])?$/.test(text) ? text : shown(text);
}

/** A value as people read it; never called with a sensitive one. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null || value === "") return "none";
  if (typeof value === "string") return plain(value);
  if (Array.isArray(value) && value.length <= 4 && value.every((entry) => typeof entry === "string")) return value.length === 0 ? "none" : value.map(plain).join(" + ");
  return shown(value);
}

/** `vCPUs 12 -> 16`; names only where the value is sensitive. */
export function changeText(label: string, { before, after, isSensitive, isUnknown }: AttributeChange, convert: (value: unknown) => string = valueText): string {
  if (isSensitive) return `${label} (sensitive)`;
  return `${label} ${convert(before)} -> ${isUnknown ? "known after the apply" : convert(after)}`;
}

/** The text at this place, before or after; undefined when it is sensitive, unknown or no text. */
export function textOf(change: ResourceChange, side: "before" | "after", ...path: readonly [string, ...string[]]): string | undefined {
  let value: unknown = change[side];
  let marks: unknown = side === "before" ? change.beforeSensitive : change.afterSensitive;
  for (const key of path) {
    if (marks === true) return undefined;
    [value, marks] = [at(value, key), at(marks, key)];
  }
  return typeof value === "string" && value !== "" && marks !== true ? value : undefined;
}
