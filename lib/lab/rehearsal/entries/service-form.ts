import type { ServiceRecord } from "../../../deployment/service";
import { isDeferred } from "../../../validation/fields";
import type { EntryReference, ManualEntry } from "../../manual-entry";
import type { CollectionName } from "../../infinity/collections/names";
import type { JsonValue } from "../../infinity/fields";
import type { SecretValues } from "../secret-values";
import { fill, type Words } from "./form";

/** What an entry may have besides its values. */
type More = Pick<ManualEntry, "certificateFor" | "upload" | "references" | "values" | "unknown">;

/** How one kind of service is entered. */
export interface ServiceForm<P = never> {
  readonly collection: CollectionName;
  readonly words: Words<P>;
  /** The field of each reference; null for what stands in no record. @default - it refers to nothing */
  readonly references?: Readonly<Record<string, string | null>>;
  /** Fields that tell one from the others. @default - its name; a setting of which there is one needs none */
  readonly by?: readonly string[];
  /** What the form is given where the deployment says nothing. @default - it stays as it is shown */
  readonly otherwise?: Readonly<Record<string, JsonValue>>;
  /** What is more than a word for a field. @default - nothing */
  readonly more?: (record: ServiceRecord, secrets: SecretValues) => Partial<More>;
  /** What is entered after it, on the same page. @default - nothing */
  readonly then?: (record: ServiceRecord, entry: ManualEntry) => readonly ManualEntry[];
}

/** A form for any fields. */
export type AnyServiceForm = Omit<ServiceForm, "words"> & { readonly words: Words<Record<string, never>> };

/** Ties a form to the fields of its service: one without a word does not compile. */
export const formOf =
  <P>() =>
  (form: ServiceForm<P>): AnyServiceForm =>
    form;

/** How an entry names what has this path in the model. */
export type ReferenceOf = (path: string) => EntryReference;

/**
 * What a person enters for a service; nothing for one that exists already.
 *
 * Of a certificate the model keeps what it says, and not its text: the lab's authority issues one for the same names, with the lab's key, in its place. Of a theme and
 * of a branding package it keeps a path on another machine: an empty ZIP is uploaded.
 */
export function serviceEntries(form: AnyServiceForm, record: ServiceRecord, referenceTo: ReferenceOf, secrets: SecretValues): readonly ManualEntry[] {
  if (record.origin === "imported") return [];
  const { values, unknown } = fill(form.words, record.values, record.path, secrets);
  const more = form.more?.(record, secrets) ?? {};
  const named = Object.entries(form.references ?? {}).flatMap(([key, field]) => {
    const paths = record.references[key];
    return field === null || paths === undefined ? [] : [[field, typeof paths === "string" ? referenceTo(paths) : paths.map(referenceTo)] as const];
  });
  const entry: ManualEntry = {
    ...more,
    id: record.path,
    collection: form.collection,
    title: record.name,
    by: form.by,
    values: { ...form.otherwise, ...values, ...more.values },
    references: { ...Object.fromEntries(named), ...more.references },
    unknown: [...unknown, ...(more.unknown ?? [])],
  };
  return [entry, ...(form.then?.(record, entry) ?? [])];
}

/** The value of a record's field when it is known now. */
export function knownValue<T>(record: ServiceRecord, key: string): T | undefined {
  const value = record.values[key];
  return isDeferred(value) ? undefined : (value as T | undefined);
}
