import { readFileSync } from "node:fs";
import { basename, dirname, join, normalize, sep } from "node:path";
import { isObject, type JsonObject } from "../validation/json";
import { shown } from "../validation/text";
import { ValidationError } from "../validation/validation-error";

/** Name of the list of stacks in cdktf's output folder. */
export const MANIFEST_FILE = "manifest.json";

/** A stack in cdktf's output folder. */
export interface SynthesizedStack {
  readonly name: string;
  /** Its folder, from the output folder: `stacks/platform`. */
  readonly folder: string;
  /** Its configuration, from the output folder: `stacks/platform/cdk.tf.json`. */
  readonly file: string;
}

/**
 * The stacks that cdktf wrote, each after those that it depends on. The manifest says which they are: an older program may have left folders of its own.
 *
 * @param output cdktf's output folder
 * @param shownAs what errors call it
 * @throws ValidationError when it is none, or when a stack was written as HCL
 */
export function synthesizedStacks(output: string, shownAs = output): readonly SynthesizedStack[] {
  const entries = Object.values(manifestOf(output, shownAs)).map((entry) => entryOf(entry, shownAs));
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

function entryOf(entry: unknown, shownAs: string): Entry {
  const { name, constructPath = name, workingDirectory: folder, synthesizedStackPath: file, dependencies } = isObject(entry) ? entry : {};
  if (typeof name !== "string" || typeof folder !== "string" || typeof file !== "string" || typeof constructPath !== "string" || !Array.isArray(dependencies)) throw ValidationError.at(shownAs, "has a manifest.json that cdktf did not write; synthesize again");
  // a state and plans are named after it
  if (!isFileName(name)) throw ValidationError.at(shownAs, `has a stack ${shown(name)}, which is no name for a file; synthesize again`);
  if (isOutside(folder) || dirname(normalize(file)) !== withoutSeparator(normalize(folder))) throw ValidationError.at(shownAs, `has a stack ${name} outside its folder; synthesize again`);
  if (!file.endsWith(".json")) throw ValidationError.at(shownAs, `has a stack ${name} as HCL; synthesize without --hcl`);
  return { stack: { name, folder, file }, path: constructPath, dependencies: dependencies.filter((one): one is string => typeof one === "string") };
}

const isFileName = (name: string): boolean => /^[^\\/:\0]+$/.test(name) && basename(name) === name && name !== "." && name !== "..";

const isOutside = (folder: string): boolean => [".", ".."].includes(normalize(folder)) || normalize(folder).startsWith(`..${sep}`);

const withoutSeparator = (folder: string): string => (folder.endsWith(sep) ? folder.slice(0, -1) : folder);

function manifestOf(output: string, shownAs: string): JsonObject {
  const { stacks } = readSynthesized(join(output, MANIFEST_FILE), shownAs);
  if (!isObject(stacks)) throw ValidationError.at(shownAs, "has a manifest.json that cdktf did not write; synthesize again");
  return stacks;
}

/**
 * A file of JSON that cdktf wrote.
 *
 * @param shownAs what errors call the output folder
 * @throws ValidationError that says to synthesize again
 */
export function readSynthesized(file: string, shownAs: string): JsonObject {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw ValidationError.at(shownAs, code === "ENOENT" ? "holds nothing that cdktf synthesized; synthesize first (cdktf synth, or pexip-hyperv synth)" : `cannot be read as what cdktf writes (${code ?? "no JSON"}); synthesize again`);
  }
  if (!isObject(content)) throw ValidationError.at(shownAs, "holds something else than what cdktf writes; synthesize again");
  return content;
}
