import { isObject } from "../../validation/json";
import type { ApiObject } from "../json-answer";
import { foreign } from "../outside-error";
import type { AttributeSchema, ResourceSchema } from "./schema";
import type { Value } from "./values";

/** Where the object of a resource of the same stack is; undefined when it is yet to be created. */
export type UriOf = (address: string) => string | undefined;

/** What is compared: the same text for the same thing; undefined for nothing. */
export type Canonical = string | undefined;

/** Of what the program says; "unknown" when a part of it is known to Terraform alone. */
export function canonicalValue(value: Value, described: AttributeSchema, uriOf: UriOf): { readonly canonical: Canonical } | "unknown" {
  switch (value.is) {
    case "unknown":
      return "unknown";
    case "known":
      return { canonical: canonicalShown(value.value, described) };
    case "reference": {
      const uri = uriOf(value.to);
      // what does not exist yet is like nothing that does
      return { canonical: uri === undefined ? `new ${value.to}` : canonicalShown(uri, described) };
    }
    case "list": {
      const items = value.items.map((item) => canonicalValue(item, described, uriOf));
      const known = items.flatMap((item) => (item === "unknown" ? [] : [item.canonical]));
      return known.length < items.length ? "unknown" : { canonical: canonicalList(known, described) };
    }
  }
}

/** Of what the API shows. Reading is the provider's: nothing, an empty text and an empty list are the same. */
export function canonicalShown(shown: unknown, described: AttributeSchema): Canonical {
  if (shown === null || shown === undefined || shown === "") return undefined;
  if (Array.isArray(shown)) return canonicalList(shown.map((item) => canonicalShown(item, described)), described);
  if (isObject(shown)) return described.nested_type === undefined ? canonicalEmbedded(shown) : canonicalNested(shown, described.nested_type.attributes);
  if (typeof shown === "string") return /^\/api\/admin\/configuration\/v1\/[a-z0-9_]+\/([^/]+)\/$/.exec(shown)?.[1] ?? shown;
  return JSON.stringify(shown);
}

/** A reference is shown as the object itself, which may not say where it is; a codec as an object of one value (infinity-provider.md, section 2.2). */
function canonicalEmbedded(shown: ApiObject): Canonical {
  if (shown.value !== undefined) return canonicalShown(shown.value, {});
  return typeof shown.resource_uri === "string" && shown.resource_uri !== "" ? canonicalShown(shown.resource_uri, {}) : canonicalShown(shown.id, {});
}

function canonicalNested(shown: ApiObject, attributes: ResourceSchema): Canonical {
  const own = Object.entries(attributes).filter(([name, { computed }]) => computed !== true && canonicalShown(shown[name], {}) !== undefined);
  return JSON.stringify(Object.fromEntries(own.map(([name]) => [name, canonicalShown(shown[name], {})])));
}

function canonicalList(items: readonly Canonical[], { type }: AttributeSchema): Canonical {
  if (items.length === 0) return undefined;
  const texts = items.map((item) => item ?? "");
  return JSON.stringify(Array.isArray(type) && type[0] === "list" ? texts : [...texts].sort());
}

/** What the program says, for people. */
export function valueText(value: Value, uriOf: UriOf): string {
  switch (value.is) {
    case "known":
      return shownText(value.value);
    case "reference":
      return uriOf(value.to) === undefined ? `${foreign(value.to)} (to be created)` : shownText(uriOf(value.to));
    case "list":
      return value.items.length === 0 ? "unset" : `[${value.items.map((item) => valueText(item, uriOf)).join(", ")}]`;
    case "unknown":
      return "known to Terraform alone";
  }
}

/** What the API shows, for people. */
export function shownText(shown: unknown): string {
  if (shown === null || shown === undefined || shown === "" || (Array.isArray(shown) && shown.length === 0)) return "unset";
  if (Array.isArray(shown)) return `[${shown.map(shownText).join(", ")}]`;
  if (isObject(shown)) return shownText(shown.value ?? shown.alias ?? (shown.resource_uri === "" ? undefined : shown.resource_uri) ?? shown.id);
  if (typeof shown !== "string") return foreign(JSON.stringify(shown), 60);
  const [, collection, id] = /^\/api\/admin\/configuration\/v1\/([a-z0-9_]+)\/([^/]+)\/$/.exec(shown) ?? [];
  return collection === undefined ? JSON.stringify(foreign(shown, 60)) : foreign(`${collection} ${id}`, 60);
}
