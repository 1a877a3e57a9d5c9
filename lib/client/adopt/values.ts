import { isObject } from "../../validation/json";

/** Values of Terraform variables by name; they may be secrets, and are only ever compared. */
export type Variables = ReadonlyMap<string, string>;

export type Plain = string | number | boolean | readonly Plain[] | { readonly [key: string]: Plain };

/** What a written attribute comes to before Terraform runs. */
export type Value =
  | { readonly is: "known"; readonly value: Plain; readonly fromVariable: boolean }
  /** The address in the API of another resource's object, by that resource's address. */
  | { readonly is: "reference"; readonly to: string }
  | { readonly is: "list"; readonly items: readonly Value[] }
  | { readonly is: "unknown" };

const VARIABLE = /^\$\{var\.([A-Za-z0-9_-]+)\}$/;
const REFERENCE = /^\$\{(pexip_infinity_[a-z0-9_]+\.[A-Za-z0-9_-]+)\.id\}$/;
const UNKNOWN: Value = { is: "unknown" };

/** A text in Terraform's JSON is a template: `$${` and `%%{` stand for themselves (developer.hashicorp.com, "JSON Configuration Syntax"). */
export function valueOf(written: unknown, variables: Variables): Value {
  if (typeof written === "number" || typeof written === "boolean") return { is: "known", value: written, fromVariable: false };
  if (typeof written === "string") return textValue(written, variables);
  if (Array.isArray(written)) return { is: "list", items: written.map((item) => valueOf(item, variables)) };
  if (isObject(written)) return objectValue(written, variables);
  return UNKNOWN;
}

function textValue(text: string, variables: Variables): Value {
  const variable = VARIABLE.exec(text)?.[1];
  if (variable !== undefined) {
    const value = variables.get(variable);
    return value === undefined ? UNKNOWN : { is: "known", value, fromVariable: true };
  }
  const reference = REFERENCE.exec(text)?.[1];
  if (reference !== undefined) return { is: "reference", to: reference };
  if (/[$%]\{/.test(text.replace(/\$\$\{|%%\{/g, ""))) return UNKNOWN;
  return { is: "known", value: text.replace(/\$\$\{/g, "${").replace(/%%\{/g, "%{"), fromVariable: false };
}

function objectValue(object: Readonly<Record<string, unknown>>, variables: Variables): Value {
  const members = Object.entries(object).filter(([, member]) => member !== null).map(([key, member]) => [key, valueOf(member, variables)] as const);
  const known = members.flatMap(([key, value]) => (value.is === "known" ? [[key, value.value] as const] : []));
  if (known.length < members.length) return UNKNOWN;
  return { is: "known", value: Object.fromEntries(known), fromVariable: members.some(([, value]) => value.is === "known" && value.fromVariable) };
}
