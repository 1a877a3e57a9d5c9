import { isObject } from "../../validation/json";
import type { ApiObject } from "../json-answer";
import type { DeclaredResource } from "./declared";
import { importIdOf } from "./objects";
import { providerDefault } from "./provider-defaults";
import type { AdoptableResource } from "./resources";
import { valueOf, type Variables } from "./values";

/** What became of the search for a declared resource's object. */
export type Match =
  | { readonly is: "found"; readonly object: ApiObject; readonly by: readonly string[] }
  | { readonly is: "none" }
  /** Several objects fit, or several resources claim the one. */
  | { readonly is: "ambiguous"; readonly candidates: readonly ApiObject[]; readonly rivals: readonly DeclaredResource[]; readonly by: readonly string[] }
  /** What it goes by is known only to Terraform. */
  | { readonly is: "undecided"; readonly by: readonly string[] };

/**
 * Finds the object of each of these resources, which are all of one type and one Management Node. Each key is tried on what the keys before it left over;
 * no object goes to two resources: Terraform would take that without a word (seen with 1.11.4).
 */
export function matchResources(declared: readonly DeclaredResource[], objects: readonly ApiObject[], resource: AdoptableResource, variables: Variables): ReadonlyMap<DeclaredResource, Match> {
  const matches = new Map<DeclaredResource, Match>();
  const taken = new Set<ApiObject>();
  const settle = (one: DeclaredResource, match: Match): void => {
    matches.set(one, match);
    if (match.is === "found") taken.add(match.object);
    if (match.is === "ambiguous") match.candidates.forEach((candidate) => taken.add(candidate));
  };
  for (const one of declared.filter(({ importedId }) => importedId !== undefined)) {
    const object = objects.find((candidate) => importIdOf(candidate, resource) === one.importedId);
    settle(one, object === undefined ? { is: "none" } : { is: "found", object, by: ["import"] });
  }
  if (resource.singleton === true) return matchSingleton(declared, objects, settle, matches);
  for (const key of resource.keys) {
    const index = indexed(objects.filter((object) => !taken.has(object)), key);
    const hits = new Map<DeclaredResource, readonly ApiObject[]>();
    for (const one of declared.filter((candidate) => !matches.has(candidate))) {
      const values = keysOfDeclared(one, key, variables) ?? [];
      const found = [...new Set(values.flatMap((value) => index.get(value) ?? []))];
      if (found.length > 0) hits.set(one, found);
    }
    const claims = claimsOf(hits);
    for (const [one, candidates] of hits) {
      const rivals = [...new Set(candidates.flatMap((object) => claims.get(object)!))].filter((other) => other !== one);
      settle(one, candidates.length === 1 && rivals.length === 0 ? { is: "found", object: candidates[0], by: key } : { is: "ambiguous", candidates, rivals, by: key });
    }
  }
  for (const one of declared.filter((candidate) => !matches.has(candidate))) {
    const decidable = resource.keys.some((key) => keysOfDeclared(one, key, variables) !== undefined);
    settle(one, decidable ? { is: "none" } : { is: "undecided", by: resource.keys[0] ?? [] });
  }
  return matches;
}

function matchSingleton(declared: readonly DeclaredResource[], [object]: readonly ApiObject[], settle: (one: DeclaredResource, match: Match) => void, matches: ReadonlyMap<DeclaredResource, Match>): ReadonlyMap<DeclaredResource, Match> {
  for (const one of declared.filter((candidate) => !matches.has(candidate))) {
    const rivals = declared.filter((other) => other !== one);
    if (object === undefined) settle(one, { is: "none" });
    else settle(one, rivals.length === 0 ? { is: "found", object, by: [] } : { is: "ambiguous", candidates: [object], rivals, by: [] });
  }
  return matches;
}

function claimsOf(hits: ReadonlyMap<DeclaredResource, readonly ApiObject[]>): ReadonlyMap<ApiObject, readonly DeclaredResource[]> {
  const claims = new Map<ApiObject, DeclaredResource[]>();
  for (const [one, candidates] of hits) {
    for (const object of candidates) claims.set(object, [...(claims.get(object) ?? []), one]);
  }
  return claims;
}

function indexed(objects: readonly ApiObject[], key: readonly string[]): ReadonlyMap<string, readonly ApiObject[]> {
  const index = new Map<string, ApiObject[]>();
  for (const object of objects) {
    for (const value of keysOfObject(object, key) ?? []) {
      const known = index.get(value);
      if (known === undefined) index.set(value, [object]);
      else known.push(object);
    }
  }
  return index;
}

/** What the declared resource is known by; undefined when a part of it is not known before Terraform runs, or not there at all. */
function keysOfDeclared({ type, attributes }: DeclaredResource, key: readonly string[], variables: Variables): readonly string[] | undefined {
  return joined(
    key.map((attribute) => {
      const written = attributes[attribute];
      if (written === undefined) return parts(attribute, providerDefault(type, attribute));
      const value = valueOf(written, variables);
      if (value.is === "list") return value.items.flatMap((item) => (item.is === "known" ? parts(attribute, item.value) : []));
      return value.is === "known" ? parts(attribute, value.value) : [];
    }),
  );
}

function keysOfObject(object: ApiObject, key: readonly string[]): readonly string[] | undefined {
  return joined(
    key.map((attribute) => {
      const value = object[attribute];
      return Array.isArray(value) ? value.flatMap((item) => parts(attribute, item)) : parts(attribute, value);
    }),
  );
}

/** One text for each way to choose one part of each attribute: only aliases have several. */
function joined(attributes: readonly (readonly string[])[]): readonly string[] | undefined {
  if (attributes.some((values) => values.length === 0)) return undefined;
  return attributes.reduce<readonly string[]>((all, values) => all.flatMap((head) => values.map((value) => `${head}\0${value}`)), [""]);
}

/** Names of hosts, aliases and mail addresses are the same in any case; a name is compared letter by letter, as the API's own filter does. */
const ANY_CASE = new Set(["address", "alias", "aliases", "domain", "fqdn", "hostname", "primary_email_address", "slug", "url"]);

function parts(attribute: string, value: unknown): readonly string[] {
  if (attribute === "aliases" && isObject(value)) return parts("alias", value.alias);
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "string" || value.trim() === "") return [];
  return [normalized(attribute, value)];
}

function normalized(attribute: string, value: string): string {
  if (attribute === "certificate") return value.replace(/\r\n/g, "\n").trim();
  // the API keeps it without spaces (infinity-provider.md, section 2.3)
  if (attribute === "entitlement_id") return value.replaceAll(" ", "");
  return ANY_CASE.has(attribute) ? value.toLowerCase() : value;
}

