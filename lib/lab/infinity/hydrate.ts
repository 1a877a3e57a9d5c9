import { CONFIGURATION, type Collection, type FieldErrors, type StoredObject, type Surroundings } from "./collection";
import type { CollectionName } from "./collections/names";
import { fieldProblem, isRecord, type FieldSpec, type JsonValue } from "./fields";
import { apiTime } from "./time";

type Values = Readonly<Record<string, JsonValue>>;

/** What became of a request to make or change an object. */
export type Hydrated =
  | { readonly is: "valid"; readonly values: Values }
  | { readonly is: "invalid"; readonly errors: FieldErrors }
  /** It needs something that the lab does not simulate. */
  | { readonly is: "unmodelled"; readonly what: string };

/** Keys that every object of the API has, and that are passed over when they are sent. */
const GIVEN_BY_THE_API = new Set(["id", "resource_uri"]);

/**
 * The values of an object after a request, or what is wrong with it. What a PUT leaves out stays as it was (Tastypie, `ApiField.hydrate`; the
 * observation that an alias' description cannot be cleared by leaving it out agrees: infinity-provider.md, section 2.3).
 *
 * @param before the object as it is; undefined when it is made
 */
export function hydrate(collection: Collection, given: Values, around: Surroundings, before: StoredObject | undefined, now: number): Hydrated {
  const stranger = Object.keys(given).find((key) => !Object.hasOwn(collection.fields, key) && !GIVEN_BY_THE_API.has(key));
  if (stranger !== undefined) return { is: "unmodelled", what: `the field ${stranger.slice(0, 60)} of ${collection.name}` };
  const values: Record<string, JsonValue> = {};
  const errors: Record<string, readonly string[]> = {};
  for (const [field, spec] of Object.entries(collection.fields)) {
    const value = valueOf(spec, given[field], before?.values[field], now);
    if (value === undefined) {
      if (spec.required === true) errors[field] = ["This field is required."];
      continue;
    }
    if (spec.is === "unmodelled" && !isNothing(value)) return { is: "unmodelled", what: spec.what };
    const problem = fieldProblem(spec, value);
    const settled = problem === undefined ? settle(spec, value, around) : { problem };
    if ("problem" in settled) errors[field] = [settled.problem];
    else values[field] = settled.value;
  }
  if (Object.keys(errors).length > 0) return { is: "invalid", errors };
  const found = { ...duplicates(collection, values, around, before), ...collection.judge?.(values, around, before) };
  return Object.keys(found).length > 0 ? { is: "invalid", errors: found } : { is: "valid", values };
}

function valueOf(spec: FieldSpec, given: JsonValue | undefined, before: JsonValue | undefined, now: number): JsonValue | undefined {
  if (spec.is === "made" && spec.stamp !== undefined) return spec.stamp === "created" ? (before ?? apiTime(now)) : apiTime(now);
  if (spec.readOnly === true) return before ?? spec.fallback;
  if (given !== undefined) return given;
  return before ?? spec.fallback ?? (spec.nullable === true ? null : undefined);
}

function isNothing(value: JsonValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

type Settled = { readonly value: JsonValue } | { readonly problem: string };

/** References become URIs of things that exist, and null becomes the empty list it stands for. */
function settle(spec: FieldSpec, value: JsonValue, around: Surroundings): Settled {
  if (spec.is === "one") return value === null ? { value } : reference(spec.to, value, around);
  if (spec.is !== "many") return { value: value === null && (spec.is === "codecs" || (spec.is === "unmodelled" && spec.list === true)) ? [] : value };
  if (value !== null && !Array.isArray(value)) return { problem: "Enter a list of resource URIs." };
  const found = ((value ?? []) as readonly JsonValue[]).map((entry) => reference(spec.to, entry, around));
  const wrong = found.find((entry) => "problem" in entry);
  return wrong ?? { value: [...new Set(found.map((entry) => (entry as { readonly value: JsonValue }).value))] };
}

/** A URI, or an object with one; the official client names the default theme by its name alone. */
function reference(to: CollectionName, value: JsonValue, around: Surroundings): Settled {
  const uri = isRecord(value) ? (value.resource_uri ?? around.all(to).find(({ key, values }) => key === value.id || (value.name !== undefined && values.name === value.name))?.uri) : value;
  const target = typeof uri === "string" && uri.startsWith(`${CONFIGURATION}${to}/`) ? around.find(uri) : undefined;
  const shown = (typeof uri === "string" ? uri : typeof value).slice(0, 120);
  return target === undefined ? { problem: `Could not find the provided ${to} object via resource URI '${shown}'.` } : { value: target.uri };
}

function duplicates(collection: Collection, values: Values, around: Surroundings, before: StoredObject | undefined): FieldErrors {
  const others = around.all(collection.name).filter(({ uri }) => uri !== before?.uri);
  const errors: Record<string, readonly string[]> = {};
  for (const [field, { unique }] of Object.entries(collection.fields)) {
    const value = values[field];
    if (unique === undefined || typeof value !== "string" || value === "") continue;
    const same = (other: JsonValue): boolean => other === value || (unique === "ignoring case" && typeof other === "string" && other.toLowerCase() === value.toLowerCase());
    if (others.some((other) => same(other.values[field]))) errors[field] = [`${collection.title} with this ${labelOf(field)} already exists.`];
  }
  const together = collection.uniqueTogether;
  if (together !== undefined && others.some((other) => together.every((field) => other.values[field] === values[field]))) {
    errors.__all__ = [`${collection.title} with this ${together.map(labelOf).join(", ")} already exists.`];
  }
  return errors;
}

/** `primary_email_address` is "Primary email address". */
const labelOf = (field: string): string => `${field.charAt(0).toUpperCase()}${field.slice(1).split("_").join(" ")}`;
