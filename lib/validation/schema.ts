import * as z from "zod/mini";
import { closest, distance } from "fastest-levenshtein";
import { DEFERRED, type AnyField, type Read, type Shape, type Table } from "./fields";
import { isObject, type JsonObject } from "./json";
import { shown } from "./text";
import { type Problem, ValidationError } from "./validation-error";

/** Where an entry stands, and how to tell a Terraform token from a value. */
export interface Place {
  /** Construct path, or the place in a platform file. */
  readonly path: string;
  readonly isToken: (value: unknown) => boolean;
}

type Fields = Readonly<Record<string, AnyField>>;

/** What is needed to copy a value, and where to note what is wrong with it. */
interface Copying {
  readonly isToken: (value: unknown) => boolean;
  readonly report: (at: string, message: string) => void;
  readonly reportUnknown: (at: string, key: string, names: readonly string[]) => void;
}

const compiled = new WeakMap<object, z.ZodMiniType>();

/** Each object is checked a few times at most: compiling code for it would take longer than checking it. */
const JITLESS = { jitless: true } as const;

/**
 * Checks what a user wrote against its table of fields, and gives back a copy with `{ deferred: true }` in place of tokens.
 * References to other constructs are not fields: pass them in `references`, and they are no unknown keys.
 *
 * @param defaults values of props that may be left out, checked as if they had been written
 * @throws ValidationError with every problem
 */
export function read<P, D extends keyof P = never>(table: Table<P, D>, input: unknown, place: Place, references: readonly string[] = [], defaults: Partial<P> = {}): Read<P, D> {
  if (!isObject(input)) throw ValidationError.at(place.path, `props must be an object, got ${shown(input)}`);
  const fields = table as unknown as Fields;
  const problems: Problem[] = [];
  const report = (at: string, message: string, key = keyOf(at)): void => void problems.push({ path: place.path, key, message: `${at}${message}` });
  const result = copyOfObject(fields, input, "", references, defaults, {
    isToken: place.isToken,
    report: (at, message) => report(at, ` ${message}`),
    reportUnknown: (at, key, names) => report(/^[\w.-]{1,60}$/.test(at) ? at : shown(at), `: unknown prop${nearest(key, names)}`, at),
  });
  for (const issue of schemaOf(fields).safeParse(result, JITLESS).error?.issues ?? []) {
    const found = locate(fields, result, issue.path);
    if (found !== undefined) report(found.at, ` ${issueText(issue, found.shape, found.value)}`);
  }
  if (problems.length > 0) throw new ValidationError(problems);
  return result as Read<P, D>;
}

/** A copy with the keys of the table only. Each property is read once. */
function copyOfObject(fields: Fields, given: JsonObject, at: string, references: readonly string[], defaults: JsonObject, copying: Copying): JsonObject {
  const copy: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(fields)) {
    const written = copyOfProperty(field.shape, given, key, placeIn(at, key), field.deferrable === true, copying);
    const value = written === undefined ? defaults[key] : written;
    if (value !== undefined) copy[key] = value;
  }
  const names = [...Object.keys(fields), ...references];
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(given))) {
    const leftOut = "value" in descriptor && descriptor.value === undefined;
    if (descriptor.enumerable === true && !leftOut && !names.includes(key)) copying.reportUnknown(placeIn(at, key), key, names);
  }
  return copy;
}

function copyOfProperty(shape: Shape, holder: object, key: string | number, at: string, deferrable: boolean, copying: Copying): unknown {
  let value: unknown;
  try {
    value = (holder as JsonObject)[key];
  } catch {
    copying.report(at, "cannot be read: its getter throws an error");
    return DEFERRED;
  }
  return copyOf(shape, value, at, deferrable, copying);
}

/** A copy in which `DEFERRED` stands for tokens, and for what is reported already. */
function copyOf(shape: Shape, value: unknown, at: string, deferrable: boolean, copying: Copying): unknown {
  if (shape.is === "value") {
    const problem = shape.matches(value) ? shape.problem(value as never, copying.isToken) : undefined;
    if (problem !== undefined) copying.report(at, problem);
    return value;
  }
  if (value === DEFERRED || copying.isToken(value)) {
    if (!deferrable) copying.report(at, "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later");
    return DEFERRED;
  }
  if (shape.is === "list" && Array.isArray(value)) return Array.from({ length: value.length }, (_, index) => copyOfProperty(shape.of, value, index, entryOf(at, index), deferrable, copying));
  if (shape.is === "object" && isObject(value)) return copyOfObject(shape.fields, value, at, [], {}, copying);
  return value;
}

function placeIn(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

function entryOf(at: string, index: number): string {
  return `${at} entry ${index + 1}`;
}

/** `aliases[1].alias` for `aliases entry 2.alias` */
function keyOf(at: string): string {
  return at.replace(/ entry (\d+)/g, (_, number: string) => `[${Number(number) - 1}]`);
}

/** `; did you mean gateway?` for `gatway` */
export function nearest(key: string, names: readonly string[]): string {
  if (names.length === 0) return "";
  const written = key.slice(0, 60).toLowerCase();
  const lower = names.map((name) => name.toLowerCase());
  const near = closest(written, lower);
  const tolerated = Math.min(near.length - 1, Math.max(2, Math.floor(near.length / 3)));
  return distance(written, near) <= tolerated ? `; did you mean ${names[lower.indexOf(near)]}?` : "";
}

function schemaOf(fields: Fields): z.ZodMiniType {
  let schema = compiled.get(fields);
  if (schema === undefined) {
    const entries = Object.entries(fields).map(([key, field]) => {
      const type = schemaFor(field.shape);
      return [key, field.optional === true ? z.optional(type) : type];
    });
    schema = z.object(Object.fromEntries(entries));
    compiled.set(fields, schema);
  }
  return schema;
}

function schemaFor(shape: Shape): z.ZodMiniType {
  switch (shape.is) {
    case "text":
      return z.string().check((context) => {
        const problem = shape.problem(context.value);
        if (problem !== undefined) context.issues.push({ code: "custom", message: problem, input: context.value });
      });
    case "number":
      return z.number().check(z.refine((value) => !shape.whole || Number.isSafeInteger(value)));
    case "flag":
      return z.boolean();
    case "choice":
      return z.enum(shape.values as [string, ...string[]]);
    case "list":
      return z.array(schemaFor(shape.of)).check(z.refine((entries) => entries.length >= shape.least));
    case "object":
      return schemaOf(shape.fields);
    case "value":
      return z.custom((value) => shape.matches(value));
  }
}

/** What an issue is about; undefined when it lies on the path of a token, which has no shape yet. */
function locate(fields: Fields, root: unknown, path: readonly PropertyKey[]): { readonly at: string; readonly shape: Shape; readonly value: unknown } | undefined {
  let [at, shape, value]: [string, Shape, unknown] = ["", { is: "object", fields }, root];
  for (const step of path) {
    if (shape.is === "list") [at, shape] = [entryOf(at, Number(step)), shape.of];
    else if (shape.is === "object") [at, shape] = [placeIn(at, String(step)), shape.fields[String(step)].shape];
    value = (value as Record<PropertyKey, unknown>)[step];
    if (value === DEFERRED) return undefined;
  }
  return { at, shape, value };
}

/** The words for what zod found, with the value given. */
function issueText(issue: z.core.$ZodIssue, shape: Shape, value: unknown): string {
  if (value === undefined && typeof issue.path.at(-1) === "string") return "is required";
  const rule = issue.code === "custom" && shape.is === "text" ? issue.message : `must be ${expected(shape)}`;
  return (shape.is === "value" || shape.is === "text") && shape.hidden === true ? rule : `${rule}, got ${shown(value)}`;
}

function expected(shape: Shape): string {
  switch (shape.is) {
    case "text":
      return "text";
    case "number":
      return shape.whole ? "a whole number" : "a number";
    case "flag":
      return "true or false";
    case "choice":
      return `one of ${shape.values.join(", ")}`;
    case "list":
      return shape.least > 0 ? `a list with at least ${shape.least === 1 ? "one entry" : `${shape.least} entries`}` : "a list";
    case "object":
      return "an object";
    case "value":
      return shape.named;
  }
}
