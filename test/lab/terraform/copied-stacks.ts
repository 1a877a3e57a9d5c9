import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { LabAuthority } from "../../../lib/lab";
import { copyStacks, type CopyOptions } from "../../../lib/lab/terraform/stack-copies";
import { aFolder, type Json } from "../../support/output-folder";

let authority: Promise<LabAuthority> | undefined;

/** One for all tests of a file: it takes a while to make. */
export function anAuthority(): Promise<LabAuthority> {
  authority ??= LabAuthority.create();
  return authority;
}

/** Copies an output folder, and reads what has become of its stacks. */
export async function copied(output: string, options: Partial<CopyOptions> = {}, folder = aFolder()): Promise<{ readonly folder: string; readonly stacks: Readonly<Record<string, Json>>; readonly names: readonly string[] }> {
  const stacks = copyStacks(output, folder, { authority: await anAuthority(), privateKeys: [], allowedProviders: [], ...options });
  return { folder, names: stacks.map(({ name }) => name), stacks: Object.fromEntries(stacks.map(({ name, file }) => [name, JSON.parse(readFileSync(join(folder, file), "utf8"))])) };
}

/** Every file below a folder with what is in it and when it was changed. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, path)).isFile());
  return Object.fromEntries(files.sort().map((path) => [path, `${statSync(join(folder, path)).mtimeMs} ${readFileSync(join(folder, path), "utf8")}`]));
}
