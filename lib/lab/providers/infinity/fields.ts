import type { CollectionName } from "../../infinity/collections/names";
import { CONFIGURATION } from "../../infinity/collection";
import { isRecord, type JsonValue } from "../../infinity/fields";
import type { Value } from "../../plugin/values";
import { isUnknown } from "../../plugin/values";
import type { Validator } from "../engine/behaviour";
import { asText } from "../engine/members";

/** What a table says of an attribute besides its kind. */
interface More {
  /** The field of the API, where it has another name. */
  readonly api?: string;
  /** What the provider fills in. */
  readonly default?: Value;
  readonly rules?: Validator | readonly Validator[];
  /** RequiresReplace. */
  readonly forceNew?: true;
  /** UseStateForUnknown. */
  readonly staysKnown?: true;
  /** `omitempty` in updates: an empty value is not sent, and so cannot be set. */
  readonly emptyIsNotUpdated?: true;
  /** `omitempty` on creation for a value that is not empty to Terraform: false. */
  readonly falseIsNotCreated?: true;
  /** A value that the plan does not know is sent as "". */
  readonly unknownIsEmpty?: true;
  /** What a singleton gets when it is destroyed, where that is not the default; "as it is": nothing is sent. */
  readonly reset?: Value | { readonly is: "as it is" };
}

/** One attribute: how it goes to the API and how it comes back. */
export interface Field extends More {
  /** Undefined: never sent. */
  readonly write?: (planned: Value) => JsonValue;
  /** Undefined: the API does not show it, and it stays what the plan or the state says. */
  readonly read?: (shown: JsonValue) => Value;
  /** What an attribute that the API does not show is when nobody set it. */
  readonly unset?: Value;
  /** The same after an import, where the provider says something else then. */
  readonly imported?: Value;
}

export const AS_IT_IS = { is: "as it is" } as const;

const known = (value: Value): Value => (isUnknown(value) ? null : value);

const writtenText = (value: Value): string => asText(known(value));
const readText = (shown: JsonValue): string => (typeof shown === "string" ? shown : "");
const writtenTextOrNull = (value: Value): string | null => (known(value) === null ? null : asText(value));
const readTextOrNull = (shown: JsonValue): string | null => (typeof shown === "string" ? shown : null);
const writtenNumber = (value: Value): number => Number(known(value) ?? 0);

/** Go's string: null of either side is the empty text. */
export const text = (more: More = {}): Field => ({ ...more, write: writtenText, read: readText });

/** Go's *string. */
export const textOrNull = (more: More = {}): Field => ({ ...more, write: (value) => (more.unknownIsEmpty === true && isUnknown(value) ? "" : writtenTextOrNull(value)), read: readTextOrNull });

export const flag = (more: More = {}): Field => ({ ...more, write: (value) => known(value) === true, read: (shown) => shown === true });

export const whole = (more: More = {}): Field => ({ ...more, write: writtenNumber, read: (shown) => (typeof shown === "number" ? shown : 0) });

/** Go's *int. */
export const wholeOrNull = (more: More = {}): Field => ({ ...more, write: (value) => (known(value) === null ? null : writtenNumber(value)), read: (shown) => (typeof shown === "number" ? shown : null) });

/**
 * A set of references: URIs on the way out, URIs or embedded objects on the way back (infinity-provider.md, section 2.2).
 * Read back, an empty set is null, because Go makes no difference between an empty and a missing slice (section 2.3, "Empty sets").
 */
export const references = (to: CollectionName, more: More = {}): Field => ({ ...more, write: writtenSet, read: (shown) => nullIfEmpty(uris(to, shown)) });

/** A set that the provider hands on as the API gives it: empty stays empty. */
export const plainReferences = (to: CollectionName, more: More = {}): Field => ({ ...more, write: writtenSet, read: (shown) => uris(to, shown) });

/** One reference: its URI on the way out, an embedded object on the way back. */
export const embedded = (to: CollectionName, more: More = {}): Field => ({ ...more, write: writtenTextOrNull, read: (shown) => uris(to, shown === null ? [] : [shown])[0] ?? null });

/** `[{"value": "..."}]`; empty stays empty. */
export const codecs = (more: More = {}): Field => ({
  ...more,
  write: (value) => (Array.isArray(value) ? value : []).map((codec) => ({ value: asText(codec) })),
  read: (shown) => (Array.isArray(shown) ? shown : []).map((codec: JsonValue) => (isRecord(codec) ? readText(codec.value) : "")),
});

/** What the API keeps for itself: sent, and afterwards what the plan or the state says. After an import it is `unset`. */
export const kept = (unset: "" | 0 | null, more: More & Pick<Field, "imported"> = {}): Field => ({
  ...more,
  unset,
  write: (value) => (unset === null ? writtenTextOrNull(value) : unset === 0 ? writtenNumber(value) : writtenText(value)),
});

/** What the Management Node alone decides. */
export const readOnly = (field: Field): Field => ({ ...field, write: undefined });

/** A time as Go prints it: `2026-01-01 00:00:00 +0000 UTC`. */
export const time: Field = { read: (shown) => goTime(readText(shown)) };

function goTime(shown: string): string {
  const [, date, clock, fraction = ""] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(\.\d+)?/.exec(shown) ?? [undefined, "0001-01-01", "00:00:00"];
  return `${date} ${clock}${fraction.replace(/\.?0+$/, "")} +0000 UTC`;
}

/** `getStringList` of the provider: null and unknown are the empty list. */
function writtenSet(value: Value): string[] {
  return Array.isArray(value) ? value.map(asText).sort() : [];
}

function uris(to: CollectionName, shown: JsonValue): string[] {
  const all = Array.isArray(shown) ? (shown as readonly JsonValue[]) : [];
  return all.map((one) => (isRecord(one) ? `${CONFIGURATION}${to}/${asText((one.id ?? one.uuid) as Value)}/` : readText(one)));
}

const nullIfEmpty = (all: string[]): Value => (all.length === 0 ? null : all);
