import type { SecretRecord } from "../../../deployment/secret";
import { isDeferred } from "../../../validation/fields";
import type { JsonValue } from "../../infinity/fields";
import type { SecretValues } from "../secret-values";

/** How a field of the model is entered: the API's name for it, or that and how its value is written; null where it is not typed as it stands. */
export type Word = string | { readonly field: string; readonly write?: (value: never) => JsonValue; readonly secret?: true } | null;

/** One word for each field: a field without one does not compile. */
export type Words<P> = Readonly<Record<keyof P, Word>>;

/** A password, a key, a PIN. */
export const secret = (field: string): Word => ({ field, secret: true });

/** Written in another way than the model has it. */
export const as = <T>(field: string, write: (value: T) => JsonValue): Word => ({ field, write });

/** What a form is filled in with. */
export interface Filled {
  /** In the API's words. */
  readonly values: Readonly<Record<string, JsonValue>>;
  /** Fields that stay open, because Terraform alone knows what belongs there. */
  readonly unknown: readonly string[];
}

/**
 * Fills in a form. What is empty is left as the form shows it, as Terraform leaves it out.
 *
 * @param path of the construct, by which the secrets go that come from another resource
 */
export function fill<P>(words: Words<P>, given: Readonly<Partial<Record<NoInfer<keyof P>, unknown>>>, path: string, secrets: SecretValues): Filled {
  const values: Record<string, JsonValue> = {};
  const unknown: string[] = [];
  for (const [key, word] of Object.entries(words) as [keyof P, Word][]) {
    const value = given[key];
    if (word === null || value === undefined || isEmpty(value)) continue;
    const { field, write, secret: isSecret } = typeof word === "string" ? { field: word } : word;
    const typed = isSecret === true && typeof value === "object" ? secrets.find(value as SecretRecord, path) : value;
    if (typed === undefined || isDeferred(typed)) unknown.push(field);
    else values[field] = write === undefined ? (typed as JsonValue) : write(typed as never);
  }
  return { values, unknown };
}

const isEmpty = (value: unknown): boolean => value === "" || (Array.isArray(value) && value.length === 0);
