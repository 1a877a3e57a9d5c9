import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative, resolve } from "node:path";

/** A Terraform root module: what one `terraform validate` looks at. */
export interface StackDirectory {
  name: string;
  /** Relative to the directory in which the stacks were looked for. */
  path: string;
}

/** The stacks of a cdktf.out directory, by its manifest (left-overs of earlier runs are not in it), or the one stack of a stack's directory. */
export async function findStacks(directory: string): Promise<StackDirectory[]> {
  const names = await readdir(directory);
  if (names.includes("manifest.json")) {
    const manifest = JSON.parse(await readFile(join(directory, "manifest.json"), "utf8")) as Manifest;
    const stacks = Object.values(manifest.stacks ?? {});
    if (stacks.length > 0) return stacks.map(({ name, workingDirectory: path }) => ({ name, path }));
  } else if (names.some((name) => name.endsWith(".tf.json") || name.endsWith(".tf"))) {
    return [{ name: basename(resolve(directory)), path: "" }];
  }
  throw new Error(
    `${relative("", directory) || "."}: no Terraform configuration here; give the directory that app.synth() wrote, or one of its stacks`,
  );
}

interface Manifest {
  stacks?: Record<string, { name: string; workingDirectory: string }>;
}
