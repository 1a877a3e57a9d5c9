import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

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
