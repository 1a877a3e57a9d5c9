import { addressProblem, fqdnProblem, hostOrAddressProblem, ipv4Problem, ipv6Problem } from "./network";
import { lineProblem, multilineProblem } from "./text";
import { powershellProblem, windowsNameProblem, windowsPathProblem } from "./windows";

/** A value that only Terraform knows (a token): rules skip it, documents print a dotted line. */
export interface Deferred {
  readonly deferred: true;
}

export type Deferrable<T> = T | Deferred;

/** The form a deferrable prop has in a record: a list may be deferred whole or entry by entry. */
export type DeferredForm<T> = T extends readonly (infer E)[] ? readonly Deferrable<E>[] | Deferred : Deferrable<T>;

export const DEFERRED: Deferred = Object.freeze({ deferred: true });

export function isDeferred(value: unknown): value is Deferred {
  return typeof value === "object" && value !== null && (value as Partial<Deferred>).deferred === true;
}

/** The entries of a list that are known now. */
export function known<T>(list: readonly Deferrable<T>[] | Deferred | undefined): readonly T[] {
  if (list === undefined || isDeferred(list)) return [];
  return (list).filter((entry): entry is T => !isDeferred(entry));
}

/** Are all entries of this list known now? */
export function isFullyKnown(list: readonly Deferrable<unknown>[] | Deferred): boolean {
  return !isDeferred(list) && !(list).some(isDeferred);
}

/** How a platform file writes a value that is no plain data in a program. */
export type Written = "secret" | "secretOrText" | "templateDisk" | "infinityVersion" | "alias" | "true";

/** What a file's path stands for in a platform file: the text that the file holds, or the path itself, made absolute. */
export type FilePath = "content" | "path";

/** What a value looks like. Data, so that a schema for programs and one for editors come from the same place. */
export type Shape =
  /** `hidden` keeps what was given out of errors: it may be a key. */
  | { readonly is: "text"; readonly problem: (text: string) => string | undefined; readonly hidden?: true; readonly file?: FilePath }
  | { readonly is: "number"; readonly whole: boolean }
  | { readonly is: "flag" }
  | { readonly is: "choice"; readonly values: readonly string[] }
  | { readonly is: "list"; readonly of: Shape; readonly least: number }
  | { readonly is: "object"; readonly fields: Readonly<Record<string, AnyField>> }
  | {
      readonly is: "value";
      readonly named: string;
      readonly matches: (value: unknown) => boolean;
      readonly problem: (value: never, isToken: (value: unknown) => boolean) => string | undefined;
      /** Keep what was given out of errors: it may be a password. */
      readonly hidden: boolean;
      readonly written: Written;
    };

/** One prop: what its values look like, may it be left out, may it be a Terraform token. */
export interface AnyField {
  readonly shape: Shape;
  readonly optional?: true;
  readonly deferrable?: true;
}

/** A field whose values have the type `T`. */
export interface Field<T> {
  readonly shape: Shape;
  /** Never set: it ties the field to its prop's type. */
  readonly type?: (value: T) => T;
}

/** The fields of a props interface `P`, of which `D` may be Terraform tokens. */
export type Table<P, D extends keyof P = never> = {
  readonly [K in keyof P]-?: Field<Exclude<P[K], undefined>> &
    (undefined extends P[K] ? { readonly optional: true } : { readonly optional?: never }) &
    (K extends D ? { readonly deferrable: true } : { readonly deferrable?: never });
};

/** What reading props of type `P` gives: the same, with `{ deferred: true }` where a token stood. */
export type Read<P, D extends keyof P = never> = Omit<P, D> & { readonly [K in D]: DeferredForm<P[K]> };

/** Ties a table of fields to a props interface: a missing, extra, mistyped or wrongly optional field does not compile. */
export const fieldsOf =
  <P, D extends keyof P = never>() =>
  <T extends Table<P, D>>(table: T & { readonly [K in Exclude<keyof T, keyof P>]: never }): Table<P, D> =>
    table;

export function opt<F extends { readonly shape: Shape }>(field: F): F & { readonly optional: true } {
  return { ...field, optional: true };
}

/** May also be a Terraform token. */
export function deferrable<F extends { readonly shape: Shape }>(field: F): F & { readonly deferrable: true } {
  return { ...field, deferrable: true };
}

const checked = (problem: (text: string) => string | undefined): Field<string> => ({ shape: { is: "text", problem } });

/** Well-formed text of one line. */
export const line = (): Field<string> => checked(lineProblem);
/** Text that reaches PowerShell on a host. */
export const powershellText = (): Field<string> => checked(powershellProblem);
/** Name of a VM or switch. */
export const windowsName = (): Field<string> => checked(windowsNameProblem);
export const windowsPath = (): Field<string> => checked(windowsPathProblem);
export const ipv4 = (): Field<string> => checked((text) => lineProblem(text) ?? ipv4Problem(text));
export const ipv6 = (): Field<string> => checked((text) => lineProblem(text) ?? ipv6Problem(text));
export const address = (): Field<string> => checked((text) => lineProblem(text) ?? addressProblem(text));
export const hostOrAddress = (): Field<string> => checked((text) => lineProblem(text) ?? hostOrAddressProblem(text));
/** A full DNS name. */
export const fqdnLine = (): Field<string> => checked((text) => lineProblem(text) ?? fqdnProblem(text));
/** Text of one line with a check of its own. */
export const lineThat = (problem: (text: string) => string | undefined): Field<string> => checked((text) => lineProblem(text) ?? problem(text));
/** Text of several lines with a check of its own. */
export const linesThat = (problem: (text: string) => string | undefined): Field<string> => ({ shape: { is: "text", problem: (text) => multilineProblem(text) ?? problem(text), hidden: true } });

export const whole = (): Field<number> => ({ shape: { is: "number", whole: true } });
export const number = (): Field<number> => ({ shape: { is: "number", whole: false } });
export const flag = (): Field<boolean> => ({ shape: { is: "flag" } });
/** Text that a platform file gives by the path of a file. */
export const fromFile = (file: FilePath, field: Field<string>): Field<string> => ({ shape: { ...(field.shape as Extract<Shape, { is: "text" }>), file } });
/** One of a TypeScript enum's values. */
export const choice = <E extends string | number>(values: Readonly<Record<string, E>>): Field<E> => ({ shape: { is: "choice", values: Object.values(values).map(String) } });
/** @param least fewest entries */
export const list = <T>(of: Field<T>, least = 0): Field<readonly T[]> => ({ shape: { is: "list", of: of.shape, least } });
export const object = <P>(fields: Table<P>): Field<P> => ({ shape: { is: "object", fields: fields as unknown as Readonly<Record<string, AnyField>> } });
/** An instance of one of our value types. `problem` may look inside it; `hidden` keeps what was given instead out of errors. */
export const value = <T>(
  named: string,
  written: Written,
  matches: (value: unknown) => value is T,
  { problem = () => undefined, hidden = false }: { problem?: (value: T, isToken: (value: unknown) => boolean) => string | undefined; hidden?: boolean } = {},
): Field<T> => ({ shape: { is: "value", named, written, matches, problem, hidden } });
