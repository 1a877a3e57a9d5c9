import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { SynthesizedStack } from "../lib/client/adopt/declared";
import { shown } from "../lib/validation/text";
import { OUTPUT_FOLDER } from "./deployment-source";
import { InputError } from "./errors";
import type { World } from "./world";

/** A stack in cdktf's output folder. */
export interface StackFolder extends SynthesizedStack {
  /** Where Terraform runs. */
  readonly folder: string;
  /** The folder as its user writes it: `cdktf.out/stacks/platform`. */
  readonly shownFolder: string;
}

/**
 * Reads the stacks that `synth` wrote. The manifest says which they are: an older program may have left folders of its own.
 *
 * @param given cdktf's output folder
 * @throws InputError when nothing was synthesized there, or a stack is not readable
 */
export function readStacks(world: World, given = OUTPUT_FOLDER): readonly StackFolder[] {
  const folder = resolve(world.cwd, given);
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) throw new InputError([`${shown(given)} holds no manifest.json: synthesize first (cdktf synth, or pexip-hyperv synth)`]);
  const { stacks } = jsonObject(manifest, world);
  const entries = isRecord(stacks) ? Object.values(stacks).filter(isRecord) : [];
  return entries.map(({ name, synthesizedStackPath: path }) => {
    if (typeof name !== "string" || typeof path !== "string" || relative(folder, join(folder, path)).startsWith("..")) throw new InputError([`${shown(given)}: its manifest.json is not cdktf's; synthesize again`]);
    if (!path.endsWith(".json")) throw new InputError([`stack ${shown(name)} was synthesized as HCL; synthesize without --hcl`]);
    const file = join(folder, path);
    return { name, folder: dirname(file), shownFolder: relative(world.cwd, dirname(file)) || ".", configuration: jsonObject(file, world) };
  });
}

function jsonObject(file: string, world: World): Readonly<Record<string, unknown>> {
  const name = relative(world.cwd, file);
  const content = parsed(textOf(file, name));
  if (!isRecord(content)) throw new InputError([`${shown(name)} is no JSON of cdktf; synthesize again`]);
  return content;
}

function textOf(file: string, name: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new InputError([`${shown(name)} cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"}); synthesize again`]);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
