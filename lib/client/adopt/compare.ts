import type { ApiObject } from "../json-answer";
import { canonicalShown, canonicalValue, shownText, valueText, type UriOf } from "./canonical";
import type { DeclaredResource } from "./declared";
import { providerDefault } from "./provider-defaults";
import type { AdoptableResource } from "./resources";
import type { AttributeSchema, ResourceSchema } from "./schema";
import { valueOf, type Value, type Variables } from "./values";

/** What the next plan would change of an adopted object. */
export interface Change {
  readonly attribute: string;
  /** As people read them; neither is there when the attribute is, or may hold, a secret. */
  readonly from?: string;
  readonly to?: string;
  /** What the program says; the provider's default, or nothing at all, where it says nothing; `update`: what any update of the provider empties, although no plan says so. */
  readonly because: "program" | "default" | "unset" | "update";
  /** The object would be deleted and made anew. */
  readonly replaces: boolean;
}

export interface Comparison {
  readonly changes: readonly Change[];
  /** Attributes that the provider cannot read back: the first apply writes them, whatever they are. */
  readonly written: readonly string[];
  /** Attributes of which only Terraform knows the value. */
  readonly unknown: readonly string[];
  /** Would the next plan delete the object and make it anew? */
  readonly replaced: boolean;
}

export interface ComparisonContext {
  readonly resource: AdoptableResource;
  readonly schema: ResourceSchema;
  readonly variables: Variables;
  readonly uriOf: UriOf;
}

/** Foresees what Terraform would plan for an object once it is imported. */
export function compare(declared: DeclaredResource, object: ApiObject, context: ComparisonContext): Comparison {
  const { resource, schema } = context;
  const changes: Change[] = [];
  const written: string[] = [];
  const unknown: string[] = [];
  for (const [attribute, described] of Object.entries(schema)) {
    if (described.optional !== true && declared.attributes[attribute] === undefined) continue;
    if (declared.ignored === "all" || declared.ignored.has(attribute)) continue;
    const planned = plannedValue(declared, attribute, described, context);
    if (planned === undefined) continue;
    const lost = resource.lost?.[attribute];
    if (lost !== undefined) {
      if (!isImportedValue(planned.value, lost)) written.push(attribute);
      continue;
    }
    const shown = object[resource.apiNames?.[attribute] ?? attribute];
    if (shown === undefined) {
      if (planned.because === "program") written.push(attribute);
      continue;
    }
    const target = canonicalValue(planned.value, described, context.uriOf);
    if (target === "unknown") {
      unknown.push(attribute);
      continue;
    }
    const current = canonicalShown(shown, described);
    if (current !== target.canonical) changes.push(change(attribute, described, planned, shown, context));
  }
  const emptied = changes.length + written.length === 0 ? [] : emptiedBy(declared, object, resource, changes);
  const replacing = new Set(resource.replacedBy);
  return { changes: [...changes, ...emptied], written, unknown, replaced: changes.some(({ replaces }) => replaces) || written.some((attribute) => replacing.has(attribute)) };
}

interface Planned {
  readonly value: Value;
  readonly because: Change["because"];
}

const NOTHING: Value = { is: "list", items: [] };

/** Undefined when a plan leaves the attribute as it is. */
function plannedValue({ attributes, type }: DeclaredResource, attribute: string, { optional, computed }: AttributeSchema, { variables }: ComparisonContext): Planned | undefined {
  if (attributes[attribute] !== undefined) return { value: valueOf(attributes[attribute], variables), because: "program" };
  const fallback = providerDefault(type, attribute);
  if (fallback !== undefined) return { value: valueOf(fallback, new Map()), because: "default" };
  return optional === true && computed !== true ? { value: NOTHING, because: "unset" } : undefined;
}

function isImportedValue(value: Value, imported: "" | 0 | null): boolean {
  if (value.is === "list" && value.items.length === 0) return imported === null || imported === "";
  return value.is === "known" && value.value === imported;
}

/** What an update empties of what the configuration does not name. */
function emptiedBy({ attributes, ignored }: DeclaredResource, object: ApiObject, { emptiedByUpdate = [] }: AdoptableResource, changes: readonly Change[]): readonly Change[] {
  const told = new Set(changes.map(({ attribute }) => attribute));
  const silent = emptiedByUpdate.filter((attribute) => attributes[attribute] === undefined && !told.has(attribute) && ignored !== "all" && canonicalShown(object[attribute], {}) !== undefined);
  return silent.map((attribute) => ({ attribute, from: shownText(object[attribute]), to: "unset", because: "update", replaces: false }));
}

function change(attribute: string, described: AttributeSchema, planned: Planned, shown: unknown, { resource, uriOf }: ComparisonContext): Change {
  const replaces = resource.replacedBy?.includes(attribute) === true;
  const { because, value } = planned;
  if (described.sensitive === true || mayBeSecret(attribute) || isFromVariable(value) || holdsCredentials(shown) || holdsCredentials(value)) return { attribute, because, replaces };
  const [from, to] = [shownText(shown), valueText(value, uriOf)];
  return { attribute, from, to: from === to ? "another that begins alike" : to, because, replaces };
}

/** The schema does not mark them all: `legacy_api_password`, `gcp_private_key`. */
const mayBeSecret = (attribute: string): boolean => /password|secret|passphrase|private_key|community|entitlement|(^|_)(token|pin)$/.test(attribute);

function isFromVariable(value: Value): boolean {
  return (value.is === "known" && value.fromVariable) || (value.is === "list" && value.items.some(isFromVariable));
}

/** `ftps://user:password@host/` */
const holdsCredentials = (value: unknown): boolean => /\/\/[^/\s"]*@/.test(JSON.stringify(value ?? ""));
