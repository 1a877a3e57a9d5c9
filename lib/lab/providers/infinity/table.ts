import type { JsonValue } from "../../infinity/fields";
import { isUnknown } from "../../plugin/values";
import type { Attributes, ResourceBehaviour, SchemaPath, Validator } from "../engine/behaviour";
import type { Value } from "../../plugin/values";
import type { ApiObject } from "./api-client";
import { AS_IT_IS, type Field } from "./fields";

export type Fields = Readonly<Record<string, Field>>;

/** What the engine needs to know of a table. */
export function planRules(fields: Fields): Pick<ResourceBehaviour<unknown>, "defaults" | "validators" | "forceNew" | "keptInUpdates"> {
  const entries = Object.entries(fields);
  return {
    defaults: Object.fromEntries(entries.filter(([, field]) => field.default !== undefined).map(([name, field]): [SchemaPath, Value] => [name, field.default!])),
    validators: Object.fromEntries(entries.filter(([, { rules }]) => rules !== undefined).map(([name, { rules }]): [SchemaPath, Validator | readonly Validator[]] => [name, rules!])),
    forceNew: entries.filter(([, { forceNew }]) => forceNew).map(([name]) => name),
    keptInUpdates: ["id", "resource_id", ...entries.filter(([, { staysKnown }]) => staysKnown).map(([name]) => name)],
  };
}

/** The body of a POST: `omitempty` leaves out what is empty. */
export function creation(fields: Fields, planned: Attributes): ApiObject {
  return body(fields, planned, (field, value) => (field.unknownIsEmpty === true ? value !== null : !isEmpty(value) && !(value === false && field.falseIsNotCreated === true)));
}

/** The body of a PUT or PATCH: all of it. */
export function update(fields: Fields, planned: Attributes): ApiObject {
  return body(fields, planned, (field, value) => (field.unknownIsEmpty === true ? value !== null : !(field.emptyIsNotUpdated === true && (isEmpty(value) || value === 0))));
}

/** The body with which a singleton is destroyed: the defaults of the provider, which need not be what the wizard made. */
export function reset(fields: Fields): ApiObject {
  const target = (field: Field): Value => (field.reset === undefined || isAsItIs(field.reset) ? (field.default ?? null) : field.reset);
  const planned = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, target(field)]));
  return body(fields, planned, (field) => !isAsItIs(field.reset));
}

/**
 * The state of an object.
 *
 * @param given what the plan or the state says of attributes that the API does not show; null after an import
 */
export function stateOf(fields: Fields, shown: ApiObject, given: Attributes | null): Attributes {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { read, api = name, unset = null, imported = unset }]) => {
      if (read !== undefined) return [name, read(shown[api] ?? null)];
      if (given === null) return [name, imported];
      const value = given[name] ?? null;
      return [name, isUnknown(value) || value === null ? unset : value];
    }),
  );
}

/** Every object must say where it is. */
export function uriOf(shown: ApiObject, missing: () => Error): string {
  const uri = shown.resource_uri;
  if (typeof uri !== "string" || uri === "") throw missing();
  return uri;
}

function body(fields: Fields, planned: Attributes, isSent: (field: Field, value: JsonValue) => boolean): ApiObject {
  const sent = Object.entries(fields).flatMap(([name, field]): [string, JsonValue][] => {
    const value = field.write?.(planned[name] ?? null);
    return value === undefined || !isSent(field, value) ? [] : [[field.api ?? name, value]];
  });
  return Object.fromEntries(sent);
}

const isEmpty = (value: JsonValue): boolean => value === null || value === "" || (Array.isArray(value) && value.length === 0);

const isAsItIs = (target: Field["reset"]): target is typeof AS_IT_IS => target === AS_IT_IS;
