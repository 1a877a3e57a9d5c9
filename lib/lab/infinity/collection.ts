import type { CollectionName } from "./collections/names";
import type { FieldSpec, JsonValue } from "./fields";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One object of a collection, as it is kept: references as URIs, secrets included. */
export interface StoredObject {
  readonly collection: CollectionName;
  /** Number, or the text that the collection goes by. */
  readonly key: number | string;
  readonly uri: string;
  readonly values: Readonly<Record<string, JsonValue>>;
}

/** What is wrong, field by field: `{"name": ["This field cannot be blank."]}`. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;

/** What rules and made values of an object may look at. */
export interface Surroundings {
  all(collection: CollectionName): readonly StoredObject[];
  find(uri: string): StoredObject | undefined;
  /** Has the Management Node a licence? */
  readonly licensed: boolean;
  /** Does this host answer the Management Node? */
  reaches(host: string): boolean;
}

/** A collection of the management API: what every request to it is judged by. */
export interface Collection {
  readonly name: CollectionName;
  /** What the Administrator interface calls one of it. */
  readonly title: string;
  /** What an object's URI ends with. @default id */
  readonly key?: "fulfillment_id" | "uuid" | "reference";
  readonly fields: Readonly<Record<string, FieldSpec>>;
  /** There is one of it, number 1, made by the installation wizard. */
  readonly singleton?: true;
  /** Fields that no two objects have the same together. */
  readonly uniqueTogether?: readonly string[];
  /** What a list and an object can be asked to do. @default everything */
  readonly methods?: { readonly list: readonly Method[]; readonly detail: readonly Method[] };
  /** It is sent as a form with this file in it. */
  readonly file?: { readonly field: string; readonly required: boolean };
  /** What a POST comes to, where it is not an object of what was sent. */
  readonly takes?: (given: Readonly<Record<string, JsonValue>>) => { readonly into: CollectionName; readonly given: Readonly<Record<string, JsonValue>> };
  /** Values that the Management Node makes of the others. */
  readonly makes?: (object: StoredObject, around: Surroundings) => Readonly<Record<string, JsonValue>>;
  /** What is wrong with the object as a whole; `before` is undefined when it is made. */
  readonly judge?: (values: Readonly<Record<string, JsonValue>>, around: Surroundings, before: StoredObject | undefined) => FieldErrors;
}

const EVERYTHING = { list: ["GET", "POST", "PUT", "PATCH", "DELETE"], detail: ["GET", "PUT", "PATCH", "DELETE"] } as const;

/** Methods of a setting of which a Management Node has one. Source: ODA, "Allowed Methods" of global, authentication, autobackup, registration. */
export const SETTING = { list: ["GET"], detail: ["GET", "PATCH"] } as const;

export const methodsOf = (collection: Collection): { readonly list: readonly Method[]; readonly detail: readonly Method[] } => collection.methods ?? EVERYTHING;

export const CONFIGURATION = "/api/admin/configuration/v1/";

export const uriOf = (collection: CollectionName, key: number | string): string => `${CONFIGURATION}${collection}/${key}/`;
