import { InfinityVersion } from "../../deployment/infinity-version";
import { Secret } from "../../deployment/secret";
import { TemplateDisk } from "../../deployment/template-disk";
import { resolve } from "node:path";
import type { AnyField, Shape, Written } from "../../validation/fields";
import { nearest } from "../../validation/schema";
import { shown } from "../../validation/text";
import { ValidationError } from "../../validation/validation-error";
import { type FileNode, type FileProblem, type MapEntry, type MapNode, type Position, type ScalarNode } from "./file-node";
import { readNamedFile } from "./files";
import type { Fields } from "./sections";
import { inWordsOfFile } from "./words";

/** Keys of another form, and why they have no place here. */
interface Misplaced {
  readonly keys: readonly string[];
  readonly why: string;
}

const NONE: Misplaced = { keys: [], why: "" };

/** Turns what stands in a file into the props that a construct takes. What is wrong is kept; what is left is still read. */
export class Values {
  public readonly problems: FileProblem[] = [];
  /** Places of the keys that were meant by unknown ones. */
  public readonly meant = new Set<string>();

  /** @param folder that paths in the file start from */
  constructor(private readonly folder: string) {}

  /**
   * The props of an entry. A key that is unknown is reported and left out.
   *
   * @param others keys that are no fields
   * @param misplaced keys that have no place here although another form has them, and why
   */
  public props(fields: Fields, node: MapNode, path: string, others: readonly string[] = [], misplaced: Misplaced = NONE): Readonly<Record<string, unknown>> {
    const props: Record<string, unknown> = {};
    for (const [key, entry] of node.entries) {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (field !== undefined) props[key] = this.field(field, entry, `${path}.${key}`);
      else if (misplaced.keys.includes(key)) this.problems.push({ path: `${path}.${key}`, message: misplaced.why, at: entry.keyAt ?? entry.node.at, harmless: true });
      else if (!others.includes(key)) this.unknownKey(path, key, entry, [...Object.keys(fields), ...others]);
    }
    return props;
  }

  /** Without a secret that may be left out, everything else can still be judged: no rule knows what it holds. */
  private field({ shape, optional }: AnyField, { node, keyAt }: MapEntry, path: string): unknown {
    const before = this.problems.length;
    const value = this.value(shape, node, path, keyAt);
    if (optional === true && shape.is === "value" && shape.written === "secret") this.problems.push(...this.problems.splice(before).map((problem) => ({ ...problem, harmless: true as const })));
    return value;
  }

  public unknownKey(path: string, key: string, { keyAt, node }: MapEntry, names: readonly string[]): void {
    const at = keyText(key);
    const near = nearest(key, names);
    const meant = /did you mean (.*)\?$/.exec(near)?.[1];
    if (meant !== undefined) this.meant.add(`${path}.${meant}`);
    this.problems.push({ path: path === "" ? at : `${path}.${at}`, message: `unknown key${near}`, at: keyAt ?? node.at, harmless: true, ...(meant === undefined ? {} : { meant: `${path}.${meant}` }) });
  }

  public report(path: string, message: string, at: Position | undefined): undefined {
    this.problems.push({ path, message, at });
    return undefined;
  }

  public reportNothing(path: string, at: Position | undefined): undefined {
    return this.report(path, "has no value; write one after the colon, or remove the line", at);
  }

  private value(shape: Shape, node: FileNode, path: string, keyAt: Position | undefined): unknown {
    const at = node.at ?? keyAt;
    if (node.is === "scalar" && node.value === null) return this.reportNothing(path, at);
    switch (shape.is) {
      case "text":
        return this.text(shape, node, path, at);
      case "number":
      case "flag":
        return plain(node);
      case "choice":
        return node.is === "scalar" ? choice(shape.values, written(node)) : plain(node);
      case "list":
        return node.is === "list" ? node.entries.map((entry, index) => this.value(shape.of, entry, `${path}[${index}]`, at)) : plain(node);
      case "object":
        return node.is === "map" ? this.props(shape.fields, node, path) : plain(node);
      case "value":
        if (node.is === "scalar" && shape.matches(node.value) && shape.written !== "secretOrText" && shape.written !== "alias") return node.value;
        return this.valueType(shape.written, node, path, at);
    }
  }

  private text({ file }: Extract<Shape, { is: "text" }>, node: FileNode, path: string, at: Position | undefined): unknown {
    const text = node.is === "scalar" ? written(node) : plain(node);
    if (file === undefined || typeof text !== "string" || text.trim() === "") return text;
    if (file === "path") return resolve(this.folder, text);
    if (/-----BEGIN|\n/.test(text) || text.includes("${")) return text;
    const content = readNamedFile(this.folder, text);
    return "text" in content ? content.text : this.report(path, `${content.problem}: ${shown(text)} (the path of a PEM file, from the folder of the platform file, or the PEM text itself)`, at);
  }

  private valueType(form: Written, node: FileNode, path: string, at: Position | undefined): unknown {
    switch (form) {
      case "secret":
        return this.secret(node, path, at);
      case "secretOrText":
        return node.is === "map" ? this.secret(node, path, at) : plainText(node);
      case "templateDisk":
        return this.templateDisk(node, path, at);
      case "infinityVersion":
        return this.made(path, at, () => InfinityVersion.of(plainText(node) as string));
      case "alias":
        return node.is === "map" ? Object.fromEntries([...node.entries].map(([key, entry]) => [key, plainText(entry.node)])) : plainText(node);
      case "true":
        return plain(node);
    }
  }

  private secret(node: FileNode, path: string, at: Position | undefined): unknown {
    const name = node.is === "map" && node.entries.size === 1 ? node.entries.get("variable")?.node : undefined;
    if (name?.is !== "scalar" || typeof name.value !== "string") {
      return this.report(path, "a secret is never written into a file: write { variable: NAME }, and set TF_VAR_NAME where Terraform runs", at);
    }
    const variable = name.value;
    return this.made(path, at, () => Secret.fromVariable(variable));
  }

  private templateDisk(node: FileNode, path: string, at: Position | undefined): unknown {
    const advice = "must be a path on the host, or { zip: URL, fileName: NAME }, or { url: URL }";
    if (node.is === "scalar") return typeof node.value === "string" ? this.made(path, at, () => TemplateDisk.onHost(node.value as string)) : this.report(path, `${advice}, got ${shown(node.value)}`, at);
    if (node.is === "list") return this.report(path, `${advice}, got a list`, at);
    const text = (key: string): string | undefined => {
      const entry = node.entries.get(key)?.node;
      return entry === undefined ? undefined : (plainText(entry) as string);
    };
    const keys = [...node.entries.keys()];
    const unknown = keys.find((key) => !["zip", "url", "fileName"].includes(key));
    if (unknown !== undefined) return this.report(`${path}.${keyText(unknown)}`, `unknown key${nearest(unknown, ["zip", "url", "fileName"])}; a disk ${advice}`, node.entries.get(unknown)!.keyAt ?? at);
    const [zip, url, fileName] = [text("zip"), text("url"), text("fileName")];
    if ((zip === undefined) === (url === undefined)) return this.report(path, advice, at);
    if (zip !== undefined && fileName === undefined) return this.report(path, "needs fileName beside zip: the name of the .vhd or .vhdx inside the ZIP", at);
    return this.made(path, at, () => (zip !== undefined ? TemplateDisk.fromZip(zip, fileName!) : TemplateDisk.fromUrl(url!, fileName)));
  }

  /** A value type refuses what it cannot be in the words of a program. */
  private made<T>(path: string, at: Position | undefined, make: () => T): T | undefined {
    try {
      return make();
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      return this.report(path, inWordsOfFile(error.problems[0].message), at);
    }
  }
}

/** A key that may hold anything, as a part of a path. */
export function keyText(key: string): string {
  return /^[\w.-]{1,60}$/.test(key) ? key : shown(key);
}

/** A scalar as it was meant: a number in the place of text is the text that was written, `21.10` and `0042` included. */
function written({ value, source }: ScalarNode): unknown {
  return typeof value === "number" ? (source ?? String(value)) : value;
}

function plainText(node: FileNode): unknown {
  return node.is === "scalar" ? written(node) : plain(node);
}

/** What stands there, for the check that refuses it. */
function plain(node: FileNode): unknown {
  if (node.is === "scalar") return node.value;
  return node.is === "list" ? node.entries.map(plain) : Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]));
}

/** Enum values are taken in any case; what is none stays as it is, for the error. */
function choice(values: readonly string[], given: unknown): unknown {
  if (typeof given !== "string") return given;
  return values.find((value) => value === given) ?? values.find((value) => value.toLowerCase() === given.toLowerCase()) ?? given;
}

/** The ids that a reference names, with the place of each. */
export function idsIn(node: FileNode): readonly { readonly id: unknown; readonly node: FileNode }[] {
  return node.is === "list" ? node.entries.map((entry) => ({ id: plainText(entry), node: entry })) : [{ id: plainText(node), node }];
}

