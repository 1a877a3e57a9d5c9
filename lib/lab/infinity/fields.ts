import { hostOrAddressProblem, isIpv4 } from "../../validation/network";
import type { CollectionName } from "./collections/names";

/** A value as the management API's JSON holds it. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a text must look like besides its length. */
export type TextForm = "ipv4" | "address or name" | "pin" | "email";

interface Common {
  /** A POST without it is refused. */
  readonly required?: true;
  /** It can be null, and is when it was never given. */
  readonly nullable?: true;
  /** What it is when it was not given. */
  readonly fallback?: JsonValue;
  /** Never part of an answer. Source: resources of pexip/infinity 40.0.0, which keep what "the API does not return" from their state. */
  readonly writeOnly?: true;
  /** Part of answers, and never of a dump or the journal. */
  readonly secret?: true;
  /** What is sent is passed over: the Management Node decides it. */
  readonly readOnly?: true;
  /** No two objects of the collection have the same, apart from null and the empty text. */
  readonly unique?: "exactly" | "ignoring case";
}

/** One field of a collection. Ranges and defaults: schema of pexip/infinity 40.0.0 (infinity-provider.md, appendix A) unless a table says otherwise. */
export type FieldSpec =
  | (Common & { readonly is: "text"; readonly longest: number; readonly shortest?: number; readonly choices?: readonly string[]; readonly form?: TextForm })
  | (Common & { readonly is: "flag" })
  | (Common & { readonly is: "whole"; readonly least: number; readonly most: number; readonly also?: readonly number[] })
  | (Common & { readonly is: "one"; readonly to: CollectionName; readonly shown: "uri" | "object"; readonly onDelete: "refuse" | "cascade" })
  | (Common & { readonly is: "many"; readonly to: CollectionName; readonly shown: "uri" | "object" })
  | (Common & { readonly is: "codecs" })
  | (Common & { readonly is: "unmodelled"; readonly what: string; readonly list?: true })
  | (Common & { readonly is: "made"; readonly stamp?: "created" | "updated" });

type Of<K extends FieldSpec["is"]> = Extract<FieldSpec, { readonly is: K }>;

/** A text that may be left out, and is then empty. */
export const text = (longest: number, more: Partial<Omit<Of<"text">, "is" | "longest">> = {}): FieldSpec => ({ is: "text", longest, ...(more.required === true || more.nullable === true ? {} : { fallback: "" }), ...more });

/** A text that must be given. */
export const needed = (longest: number, more: Partial<Omit<Of<"text">, "is" | "longest">> = {}): FieldSpec => text(longest, { required: true, ...more });

/** A name: needed, and used once. */
export const name = (longest = 250): FieldSpec => needed(longest, { unique: "exactly" });

/** A secret that comes back in no answer. */
export const password = (longest: number, more: Partial<Omit<Of<"text">, "is" | "longest">> = {}): FieldSpec => text(longest, { writeOnly: true, ...more });

/** One of a few words. */
export const choice = (choices: readonly string[], fallback: string | null): FieldSpec => ({ is: "text", longest: 250, choices, fallback, ...(fallback === null ? { nullable: true as const } : {}) });

/** One of a few words, which must be given. */
export const neededChoice = (choices: readonly string[]): FieldSpec => ({ is: "text", longest: 250, choices, required: true });

export const flag = (fallback: boolean): FieldSpec => ({ is: "flag", fallback });

/** A whole number; without a default it may be null. */
export const whole = (least: number, most: number, fallback: number | null, also?: readonly number[]): FieldSpec => ({ is: "whole", least, most, fallback, also, ...(fallback === null ? { nullable: true as const } : {}) });

/** A whole number that must be given. */
export const neededWhole = (least: number, most: number): FieldSpec => ({ is: "whole", least, most, required: true });

/** A reference that may be null. What deletes the target is refused: that Pexip does so is unverified. */
export const one = (to: CollectionName, shown: "uri" | "object" = "uri"): FieldSpec => ({ is: "one", to, shown, onDelete: "refuse", nullable: true, fallback: null });

/** A reference that must be given. */
export const neededOne = (to: CollectionName, onDelete: "refuse" | "cascade" = "refuse"): FieldSpec => ({ is: "one", to, shown: "uri", onDelete, required: true });

/** References; a target that is deleted leaves the list (as Django's many-to-many does; unverified for Pexip). */
export const many = (to: CollectionName, shown: "uri" | "object"): FieldSpec => ({ is: "many", to, shown, fallback: [] });

/** Something that the lab does not simulate: only null, or nothing of it, is taken. */
export const unmodelled = (what: string): FieldSpec => ({ is: "unmodelled", what, nullable: true, fallback: null });
export const unmodelledList = (what: string): FieldSpec => ({ is: "unmodelled", what, list: true, fallback: [] });

/** What the Management Node makes by itself. */
export const made: FieldSpec = { is: "made", readOnly: true };
/** A value that only the Management Node changes. */
export const kept = (fallback: JsonValue): FieldSpec => ({ is: "made", readOnly: true, fallback });

/** When the object was made, or last changed. */
export const stamp = (of: "created" | "updated"): FieldSpec => ({ is: "made", readOnly: true, stamp: of });

/**
 * What is wrong with a value, in the words of Django's and Tastypie's validators, on which the API is built (SKL; that Pexip's own words are the same is unverified).
 * References are the store's to judge.
 */
export function fieldProblem(spec: FieldSpec, value: JsonValue): string | undefined {
  // null stands for an empty list, as the official client sends one
  if (value === null) return spec.nullable === true || !["text", "flag", "whole", "one"].includes(spec.is) ? undefined : "This field cannot be null.";
  switch (spec.is) {
    case "text":
      return typeof value === "string" ? textProblem(spec, value) : "Enter a valid value.";
    case "flag":
      return typeof value === "boolean" ? undefined : `'${typeof value}' value must be either True or False.`;
    case "whole":
      return wholeProblem(spec, value);
    case "codecs":
      return Array.isArray(value) && value.every((entry) => isRecord(entry) && typeof entry.value === "string") ? undefined : "Enter a list of codecs.";
    case "one":
    case "many":
    case "unmodelled":
    case "made":
      return undefined;
  }
}

function textProblem(spec: Of<"text">, value: string): string | undefined {
  if (value === "") return spec.required === true || (spec.choices !== undefined && spec.fallback !== "") ? "This field cannot be blank." : undefined;
  if (spec.choices !== undefined) return spec.choices.includes(value) ? undefined : `Value '${value.slice(0, 40)}' is not a valid choice.`;
  if (value.length > spec.longest) return `Ensure this value has at most ${spec.longest} characters (it has ${value.length}).`;
  if (spec.shortest !== undefined && value.length < spec.shortest) return `Ensure this value has at least ${spec.shortest} characters (it has ${value.length}).`;
  return spec.form === undefined ? undefined : formProblem(spec.form, value);
}

function formProblem(form: TextForm, value: string): string | undefined {
  switch (form) {
    case "ipv4":
      return isIpv4(value) ? undefined : "Enter a valid IPv4 address.";
    case "address or name":
      return hostOrAddressProblem(value) === undefined ? undefined : "Enter a valid IP address or FQDN.";
    case "pin":
      return /^[0-9]+#?$/.test(value) ? undefined : "Enter digits 0-9, with an optional # at the end.";
    case "email":
      return /^[^@\s]+@[^@\s]+$/.test(value) ? undefined : "Enter a valid email address.";
  }
}

function wholeProblem({ least, most, also }: Of<"whole">, value: JsonValue): string | undefined {
  if (typeof value !== "number" || !Number.isInteger(value)) return "Enter a whole number.";
  if (also?.includes(value) === true) return undefined;
  if (value < least) return `Ensure this value is greater than or equal to ${least}.`;
  return value > most ? `Ensure this value is less than or equal to ${most}.` : undefined;
}

/** A value as text; empty when it is null, a list or an object. */
export const textOf = (value: JsonValue | undefined): string => (value === null || value === undefined || typeof value === "object" ? "" : String(value));

export function isRecord(value: unknown): value is { readonly [key: string]: JsonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
