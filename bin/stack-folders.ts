import { join, relative, resolve } from "node:path";
import type { ConfiguredStack } from "../lib/client/adopt/declared";
import { readSynthesized, synthesizedStacks } from "../lib/output/synthesized-stacks";
import { shown } from "../lib/validation/text";
import { OUTPUT_FOLDER } from "./deployment-source";
import type { World } from "./world";

/** A stack in cdktf's output folder. */
export interface StackFolder extends ConfiguredStack {
  /** Where Terraform runs. */
  readonly folder: string;
  /** The folder as its user writes it: `cdktf.out/stacks/platform`. */
  readonly shownFolder: string;
}

/**
 * Reads the stacks that `synth` wrote.
 *
 * @param given cdktf's output folder
 * @throws ValidationError when nothing was synthesized there, or a stack is not readable
 */
export function readStacks(world: World, given = OUTPUT_FOLDER): readonly StackFolder[] {
  const output = resolve(world.cwd, given);
  return synthesizedStacks(output, shown(given)).map(({ name, folder: path, file }) => {
    const folder = join(output, path);
    return { name, folder, shownFolder: relative(world.cwd, folder) || ".", configuration: readSynthesized(join(output, file), shown(given)) };
  });
}
