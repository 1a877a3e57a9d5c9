import type { AnyField, Deferrable, DeferredForm } from "../../validation/fields";
import { isDeferred } from "../../validation/fields";
import type { CertificateFacts } from "../../deployment/pem";
import type { AnyServiceSpec, ServiceRecord } from "../../deployment/service";
import { code, text } from "../markdown";
import { usualPort } from "../server-ports";
import { DOTTED, secretText, yesNo } from "../text";
import { labelOf } from "./labels";
import { isSecret } from "./secrets";

/** A line of a form: what it is called, and what belongs into it; both Markdown. */
export type FieldRow = readonly [label: string, value: string];

export const EMPTY = "leave empty";

/** A value to be typed exactly, or a dotted line. */
export function typed(value: Deferrable<string | number> | undefined): string {
  return value === undefined || isDeferred(value) ? DOTTED : code(String(value));
}

/** The same for what may be left out. */
export function typedOrEmpty(value: Deferrable<string | number> | undefined): string {
  return value === undefined ? EMPTY : typed(value);
}

export function typedList(list: DeferredForm<readonly string[]> | undefined): string {
  if (list === undefined || isDeferred(list)) return DOTTED;
  return list.length === 0 ? "none" : list.map(typed).join(", ");
}

/** What is typed for a service: its values, then what it names. `nameOf` gives the name of what lies at a path. */
export function serviceRows(spec: AnyServiceSpec, service: ServiceRecord, nameOf: (path: string) => string): readonly FieldRow[] {
  const given: Readonly<Record<string, unknown>> = { ...usualPort(spec.service), ...service.values };
  const values = Object.entries(spec.fields).flatMap(([key, field]): readonly FieldRow[] => (given[key] === undefined ? [] : fieldRows(key, field, given[key])));
  const references = Object.keys(spec.references).flatMap((key): readonly FieldRow[] => (service.references[key] === undefined ? [] : [[labelOf(key), [service.references[key]].flat().map((path) => code(nameOf(path))).join(", ")]]));
  return [...values, ...references];
}

/** Texts of several lines, which no table can hold: their labels and lines. */
export function longTexts(service: ServiceRecord): readonly (readonly [label: string, lines: string])[] {
  return Object.entries(service.values).flatMap(([key, value]): readonly (readonly [string, string])[] => (typeof value === "string" && value.includes("\n") ? [[labelOf(key), value]] : []));
}

function fieldRows(key: string, field: AnyField, value: unknown): readonly FieldRow[] {
  const label = labelOf(key);
  if (key === "resetsEverythingNotNamed") return [];
  if (isDeferred(value)) return [[label, DOTTED]];
  if (isSecret(value)) return [[label, secretText(value)]];
  if (isCertificate(value)) return certificateRows(label, value);
  const { shape } = field;
  if (shape.is === "object" && typeof value === "object" && value !== null) {
    return Object.entries(shape.fields).flatMap(([inner, innerField]) => {
      const innerValue = (value as Readonly<Record<string, unknown>>)[inner];
      return innerValue === undefined ? [] : fieldRows(inner, innerField, innerValue).map(([name, shown]): FieldRow => [`${label}: ${name}`, shown]);
    });
  }
  return [[label, valueText(field, value)]];
}

function valueText({ shape }: AnyField, value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(entryText).join(", ");
  if (typeof value === "boolean") return yesNo(value);
  if (typeof value === "number") return code(String(value));
  if (typeof value !== "string") return DOTTED;
  if (shape.is === "value" && shape.hidden) return "as the program has it (not printed)";
  if (shape.is === "choice") return text(value.replaceAll("_", " "));
  if (shape.is === "text" && shape.file === "path") return `the file ${code(value.slice(Math.max(value.lastIndexOf("/"), value.lastIndexOf("\\")) + 1))}`;
  return value.includes("\n") ? "the text below" : code(value);
}

function entryText(entry: unknown): string {
  if (isDeferred(entry)) return DOTTED;
  if (typeof entry !== "object" || entry === null) return code(String(entry));
  const { alias, description } = entry as { readonly alias?: string; readonly description?: string };
  return `${alias === undefined ? DOTTED : code(alias)}${description === undefined ? "" : ` (${text(description)})`}`;
}

function isCertificate(value: unknown): value is CertificateFacts {
  return typeof value === "object" && value !== null && typeof (value as Partial<CertificateFacts>).subject === "string" && Array.isArray((value as Partial<CertificateFacts>).names);
}

function certificateRows(label: string, facts: CertificateFacts): readonly FieldRow[] {
  return [
    [label, `the PEM text of ${code(facts.subject)}${facts.chain.length === 0 ? "" : ` with its chain of ${facts.chain.length}`}`],
    ["Issued by", code(facts.issuer)],
    ...(facts.names.length === 0 ? [] : [["For the names", facts.names.map(code).join(", ")] as const]),
    ["Valid until", code(facts.notAfter.slice(0, 10))],
  ];
}
