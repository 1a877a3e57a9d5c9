import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { LabAuthority } from "../../../lib/lab";
import { copyStacks, type CopyOptions } from "../../../lib/lab/terraform/stack-copies";

/** JSON, as a test reads it. */
export type Json = ReturnType<typeof JSON.parse>;

const folders: string[] = [];

/** For afterAll. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export function aFolder(name = "copies-"): string {
  const folder = mkdtempSync(join(tmpdir(), name));
  folders.push(folder);
  return folder;
}

export function write(folder: string, path: string, content: unknown): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

const entryOf = (name: string, dependencies: readonly string[] = []): Json => ({ name, constructPath: name, workingDirectory: `stacks/${name}`, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies });

/** An output folder as cdktf writes it, with these configurations by the names of their stacks. */
export function anOutput(stacks: Readonly<Record<string, Json>>, entries: Readonly<Record<string, Json>> = {}): string {
  const output = aFolder("output-");
  const names = Object.keys(stacks);
  write(output, "manifest.json", { version: "0.21.0", stacks: Object.fromEntries(names.map((name) => [name, { ...entryOf(name), ...entries[name] }])) });
  write(output, "deployment.json", { formatVersion: 1, records: [], acceptances: [], machines: {} });
  for (const [name, stack] of Object.entries(stacks)) write(output, `stacks/${name}/cdk.tf.json`, stack);
  return output;
}

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
