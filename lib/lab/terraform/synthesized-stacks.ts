import { readFileSync } from "node:fs";
import { basename, dirname, join, normalize, sep } from "node:path";
import { shown } from "../../validation/text";
import { ValidationError } from "../../validation/validation-error";

/** Name of the list of stacks in cdktf's output folder. */
export const MANIFEST_FILE = "manifest.json";

/** As cdktf writes it. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** A stack in cdktf's output folder. */
export interface SynthesizedStack {
  readonly name: string;
  /** Its folder, from the output folder: `stacks/platform`. */
  readonly folder: string;
  /** Its configuration, from the output folder: `stacks/platform/cdk.tf.json`. */
  readonly file: string;
}

/**
 * The stacks that cdktf wrote, each after those that it depends on.
 *
 * @param output cdktf's output folder
 * @throws ValidationError when it is none, or when a stack was written as HCL
 */
export function synthesizedStacks(output: string): readonly SynthesizedStack[] {
  const entries = Object.values(manifestOf(output)).map((entry) => entryOf(entry, output));
  const visited = new Set<Entry>();
  const ordered: SynthesizedStack[] = [];
  const visit = (entry: Entry): void => {
    if (visited.has(entry)) return;
    visited.add(entry);
    for (const other of entries) if (entry.dependencies.includes(other.path)) visit(other);
    ordered.push(entry.stack);
  };
  for (const entry of entries) visit(entry);
  return ordered;
}

/** A stack with what orders it: it has a name, and others depend on its path, which differs for a stack inside another construct. */
interface Entry {
  readonly stack: SynthesizedStack;
  readonly path: string;
  readonly dependencies: readonly string[];
}

function entryOf(entry: unknown, output: string): Entry {
  const { name, constructPath = name, workingDirectory: folder, synthesizedStackPath: file, dependencies } = isObject(entry) ? entry : {};
  if (typeof name !== "string" || typeof folder !== "string" || typeof file !== "string" || typeof constructPath !== "string" || !Array.isArray(dependencies)) throw ValidationError.at(output, "has a manifest.json that cdktf did not write; synthesize again");
  // a state and plans are named after it
  if (!isFileName(name)) throw ValidationError.at(output, `has a stack ${shown(name)}, which is no name for a file; synthesize again`);
  if (isOutside(folder) || dirname(normalize(file)) !== withoutSeparator(normalize(folder))) throw ValidationError.at(output, `has a stack ${name} outside its folder; synthesize again`);
  if (!file.endsWith(".json")) throw ValidationError.at(output, `has a stack ${name} as HCL; synthesize without --hcl`);
  return { stack: { name, folder, file }, path: constructPath, dependencies: dependencies.filter((one): one is string => typeof one === "string") };
}

const isFileName = (name: string): boolean => /^[^\\/:\0]+$/.test(name) && basename(name) === name && name !== "." && name !== "..";

const isOutside = (folder: string): boolean => [".", ".."].includes(normalize(folder)) || normalize(folder).startsWith(`..${sep}`);

const withoutSeparator = (folder: string): string => (folder.endsWith(sep) ? folder.slice(0, -1) : folder);

function manifestOf(output: string): JsonObject {
  const { stacks } = readJson(join(output, MANIFEST_FILE), output);
  if (!isObject(stacks)) throw ValidationError.at(output, "has a manifest.json that cdktf did not write; synthesize again");
  return stacks;
}

/**
 * Something that cdktf wrote.
 *
 * @throws ValidationError that says to synthesize again
 */
export function readJson(file: string, output: string): JsonObject {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw ValidationError.at(output, code === "ENOENT" ? "holds nothing that cdktf synthesized; synthesize first (cdktf synth, or pexip-hyperv synth)" : `cannot be read as what cdktf writes (${code ?? "no JSON"}); synthesize again`);
  }
  if (!isObject(content)) throw ValidationError.at(output, "holds something else than what cdktf writes; synthesize again");
  return content;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
