import { readFileSync } from "node:fs";
import { join, normalize, sep } from "node:path";
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
  const stacks = Object.values(manifestOf(output)).map((entry) => stackOf(entry, output));
  const ordered: SynthesizedStack[] = [];
  const visit = (name: string): void => {
    const found = stacks.find(({ stack }) => stack.name === name);
    if (found === undefined || ordered.includes(found.stack)) return;
    for (const dependency of found.dependencies) visit(dependency);
    ordered.push(found.stack);
  };
  for (const { stack } of stacks) visit(stack.name);
  return ordered;
}

function stackOf(entry: unknown, output: string): { readonly stack: SynthesizedStack; readonly dependencies: readonly string[] } {
  const { name, workingDirectory: folder, synthesizedStackPath: file, dependencies } = isObject(entry) ? entry : {};
  if (typeof name !== "string" || typeof folder !== "string" || typeof file !== "string" || !Array.isArray(dependencies)) throw ValidationError.at(output, "has a manifest.json that cdktf did not write; synthesize again");
  if (normalize(file).startsWith(`..${sep}`) || normalize(folder).startsWith("..")) throw ValidationError.at(output, `has a stack ${name} outside this folder; synthesize again`);
  if (!file.endsWith(".json")) throw ValidationError.at(output, `has a stack ${name} as HCL; synthesize without --hcl`);
  return { stack: { name, folder, file }, dependencies: dependencies.filter((one): one is string => typeof one === "string") };
}

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
