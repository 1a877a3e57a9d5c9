import { isObject } from "../../validation/json";
import type { ApiObject } from "../json-answer";
import { compare, type Comparison } from "./compare";
import type { DeclaredPlatform, DeclaredResource } from "./declared";
import { matchResources, type Match } from "./match";
import { importIdOf, labelOf, uriOf, type ApiObjects } from "./objects";
import { ADOPTABLE, NOT_IMPORTABLE, TYPE_PREFIX, type AdoptableResource } from "./resources";
import type { ResourceSchema } from "./schema";

/** What happens to a declared resource. */
export type Finding = { readonly declared: DeclaredResource; readonly resource?: AdoptableResource } & (
  /** An import block is written. */
  | { readonly is: "adopted"; readonly object: ApiObject; readonly importId: string; readonly by: readonly string[]; readonly comparison: Comparison }
  /** The object fits, but the next plan would delete it and make it anew: no block unless that is allowed. */
  | { readonly is: "replaced"; readonly object: ApiObject; readonly importId: string; readonly by: readonly string[]; readonly comparison: Comparison }
  | { readonly is: "created" }
  /** The program has an import block of its own. */
  | { readonly is: "imported"; readonly object?: ApiObject; readonly id: string }
  | { readonly is: "ambiguous"; readonly candidates: readonly ApiObject[]; readonly rivals: readonly DeclaredResource[]; readonly by: readonly string[] }
  /** It cannot be told whether it exists. */
  | { readonly is: "undecided"; readonly why: string }
);

/** An object that no stack declares. */
export interface Undeclared {
  readonly collection: string;
  readonly id: string;
  readonly label?: string;
  /** The Management Node makes it for itself. */
  readonly builtIn: boolean;
}

export interface Adoption {
  readonly findings: readonly Finding[];
  readonly undeclared: readonly Undeclared[];
  /** Addresses in the API that the program names, and that lead nowhere. */
  readonly missing: readonly string[];
}

/** Collections that must be read for this platform, and those that are only looked at for what nobody declares. */
export function collectionsOf({ resources }: DeclaredPlatform): { readonly needed: readonly AdoptableResource[]; readonly watched: readonly AdoptableResource[] } {
  const types = new Set(resources.map(({ type }) => type));
  const needed = [...types].map((type) => ADOPTABLE.get(type)).filter((resource) => resource !== undefined && isMatchable(resource)) as readonly AdoptableResource[];
  return { needed, watched: [...ADOPTABLE.values()].filter((resource) => resource.watched === true && !needed.includes(resource)) };
}

const isMatchable = ({ keys, singleton }: AdoptableResource): boolean => singleton === true || keys.length > 0;

/**
 * Lays what the program declares beside what the Management Node has.
 *
 * @param schemas attributes of each resource type (`pexip_infinity_...`), as the provider's schema has them
 */
export function adopt(platform: DeclaredPlatform, objects: ApiObjects, schemas: Readonly<Record<string, ResourceSchema>>): Adoption {
  const matches = allMatches(platform, objects);
  const found = new Map([...matches].flatMap(([{ stack, address }, match]) => (match.is === "found" ? [[`${stack} ${address}`, match.object] as const] : [])));
  const findings = platform.resources.map((declared) => finding(declared, matches.get(declared), platform, schemas, (address) => uriOf(found.get(`${declared.stack} ${address}`) ?? {})));
  return { findings, undeclared: undeclaredObjects(platform, matches, objects), missing: missingObjects(platform, objects) };
}

function allMatches(platform: DeclaredPlatform, objects: ApiObjects): ReadonlyMap<DeclaredResource, Match> {
  const matches = new Map<DeclaredResource, Match>();
  for (const [type, resource] of ADOPTABLE) {
    const declared = platform.resources.filter((one) => one.type === type && !one.repeated);
    const known = objects.get(resource.collection);
    if (declared.length === 0 || known === undefined || !isMatchable(resource)) continue;
    for (const [one, match] of matchResources(declared, known, resource, platform.variables)) matches.set(one, match);
  }
  return matches;
}

function finding(declared: DeclaredResource, match: Match | undefined, platform: DeclaredPlatform, schemas: Readonly<Record<string, ResourceSchema>>, uri: (address: string) => string | undefined): Finding {
  const resource = ADOPTABLE.get(declared.type);
  if (declared.importedId !== undefined) return { is: "imported", declared, resource, id: declared.importedId, object: match?.is === "found" ? match.object : undefined };
  if (declared.repeated) return { is: "undecided", declared, resource, why: "it has count or for_each, so its addresses are Terraform's to say; write its import blocks by hand" };
  if (NOT_IMPORTABLE.has(declared.type)) return { is: "undecided", declared, why: "the provider cannot import it (40.0.0 asks for a number that the API does not give)" };
  if (resource === undefined) return { is: "undecided", declared, why: "this program does not know the resource; write its import block by hand" };
  if (match === undefined) return { is: "undecided", declared, resource, why: "nothing in the API tells two of them apart; write its import block by hand" };
  switch (match.is) {
    case "none":
      return { is: "created", declared, resource };
    case "ambiguous":
      return { is: "ambiguous", declared, resource, candidates: match.candidates, rivals: match.rivals, by: match.by };
    case "undecided":
      return { is: "undecided", declared, resource, why: `its ${match.by.join(" and ")} ${match.by.length === 1 ? "is" : "are"} known to Terraform alone${variableAdvice(declared, match.by)}` };
    case "found":
      return foundFinding(declared, resource, match, platform, schemas[`${TYPE_PREFIX}${declared.type}`] ?? {}, uri);
  }
}

/** A licence's entitlement comes from a variable: with its value, the licence that is active is found. */
function variableAdvice({ attributes }: DeclaredResource, by: readonly string[]): string {
  const names = by.flatMap((attribute) => /^\$\{var\.([A-Za-z0-9_-]+)\}$/.exec(String(attributes[attribute]))?.slice(1) ?? []);
  return names.length === 0 ? "" : `; set ${names.map((name) => `TF_VAR_${name}`).join(" and ")} in the environment`;
}

function foundFinding(declared: DeclaredResource, resource: AdoptableResource, { object, by }: Match & { readonly is: "found" }, { variables }: DeclaredPlatform, schema: ResourceSchema, uri: (address: string) => string | undefined): Finding {
  const importId = importIdOf(object, resource);
  if (importId === undefined) return { is: "undecided", declared, resource, why: `the object that fits has no ${resource.importId ?? "number"} in the API's answer` };
  const comparison = compare(declared, object, { resource, schema, variables, uriOf: uri });
  return { is: comparison.replaced ? "replaced" : "adopted", declared, resource, object, importId, by, comparison };
}

function undeclaredObjects({ named }: DeclaredPlatform, matches: ReadonlyMap<DeclaredResource, Match>, objects: ApiObjects): readonly Undeclared[] {
  const claimed = new Set([...matches.values()].flatMap((match) => (match.is === "found" ? [match.object] : match.is === "ambiguous" ? match.candidates : [])));
  return [...ADOPTABLE.values()]
    .filter(({ watched }) => watched === true)
    .flatMap((resource) =>
      (objects.get(resource.collection) ?? [])
        .filter((object) => isObject(object) && !claimed.has(object) && !named.has(uriOf(object) ?? ""))
        .map((object) => {
          const id = importIdOf(object, resource) ?? "?";
          return { collection: resource.collection, id, label: labelOf(object), builtIn: resource.builtIn?.includes(Number(id)) === true };
        }),
    );
}

function missingObjects({ named }: DeclaredPlatform, objects: ApiObjects): readonly string[] {
  return [...named].filter((uri) => {
    const known = objects.get(uri.split("/").at(-3) ?? "");
    return known !== undefined && !known.some((object) => uriOf(object) === uri);
  });
}
