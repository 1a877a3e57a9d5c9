import type { StoredObject, Surroundings } from "./collection";
import { collectionOf } from "./collections";
import { COLLECTION_NAMES, type CollectionName } from "./collections/names";
import type { FieldSpec, JsonValue } from "./fields";

type Values = Readonly<Record<string, JsonValue>>;

/** An object as the API shows it: what is write-only left out, references as the collection shows them. */
export function present(object: StoredObject, around: Surroundings): Values {
  const collection = collectionOf(object.collection);
  const shown = Object.entries(collection.fields)
    .filter(([field, spec]) => spec.writeOnly !== true && object.values[field] !== undefined)
    .map(([field, spec]) => [field, shownValue(spec, object.values[field], around)]);
  return { ...(Object.fromEntries(shown) as Values), ...collection.makes?.(object, around), [collection.key ?? "id"]: object.key, resource_uri: object.uri };
}

function shownValue(spec: FieldSpec, value: JsonValue, around: Surroundings): JsonValue {
  if ((spec.is !== "one" && spec.is !== "many") || spec.shown === "uri" || value === null) return value;
  const embedded = (uri: JsonValue): JsonValue => embed(around.find(uri as string)!);
  return Array.isArray(value) ? value.map(embedded) : embedded(value);
}

/** An object inside another one: its own references stay URIs. */
function embed({ collection, key, uri, values }: StoredObject): Values {
  const table = collectionOf(collection);
  const own = Object.entries(table.fields).filter(([field, spec]) => spec.writeOnly !== true && values[field] !== undefined);
  return { ...Object.fromEntries(own.map(([field]) => [field, values[field]])), [table.key ?? "id"]: key, resource_uri: uri };
}

/** One object in a dump: what the Management Node made of the time, and secrets, are not part of it. */
export interface DumpedObject {
  /** `/api/admin/configuration/v1/conference/1/` */
  readonly uri: string;
  /** By field. A secret is `(set)`, or empty. */
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** The configuration as plain data: collections by name, objects in the order they were made, no secret. */
export function dumpOf(around: Surroundings): Readonly<Partial<Record<CollectionName, readonly DumpedObject[]>>> {
  const filled = COLLECTION_NAMES.filter((name) => around.all(name).length > 0);
  return Object.fromEntries(filled.map((name) => [name, around.all(name).map(dumped)]));
}

function dumped({ collection, uri, values }: StoredObject): DumpedObject {
  const fields = Object.entries(collectionOf(collection).fields).filter(([field, spec]) => values[field] !== undefined && !(spec.is === "made" && spec.stamp !== undefined));
  return { uri, values: Object.fromEntries(fields.map(([field, spec]) => [field, isSecret(spec) ? hidden(values[field]) : values[field]])) };
}

const isSecret = (spec: FieldSpec): boolean => spec.writeOnly === true || spec.secret === true;

const hidden = (value: JsonValue): JsonValue => (value === null || value === "" ? value : "(set)");
