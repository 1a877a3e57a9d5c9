import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { IMPORT_FILE, importBlocksOf, type ImportBlock } from "../lib/client/adopt/import-file";
import { fileError, InputError } from "./errors";
import type { StackFolder } from "./stack-folders";

/** What becomes of the import file of a stack; no text removes it. */
export interface ImportFileChange {
  readonly stack: StackFolder;
  readonly text?: string;
}

/**
 * The import blocks that an earlier run left in this stack.
 *
 * @throws InputError when a file of that name is none of ours
 */
export function leftBlocks({ folder, shownFolder }: StackFolder): readonly ImportBlock[] | undefined {
  const file = join(folder, IMPORT_FILE);
  if (!existsSync(file)) return undefined;
  const blocks = importBlocksOf(readFileSync(file, "utf8"));
  if (blocks === undefined) throw new InputError([`${join(shownFolder, IMPORT_FILE)} was not written by this command, or was edited since; move it away`]);
  return blocks;
}

/**
 * Writes each file whole, and none unless all of them fit.
 *
 * @returns what was written and what was removed, as their user writes the paths
 */
export function applyImportFiles(changes: readonly ImportFileChange[]): { readonly written: readonly string[]; readonly removed: readonly string[] } {
  const removable = changes.filter(({ stack, text }) => leftBlocks(stack) !== undefined && text === undefined);
  const drafts = changes.flatMap(({ stack, text }) => (text === undefined ? [] : [{ stack, text, draft: join(stack.folder, `.${IMPORT_FILE}.${process.pid}`) }]));
  try {
    for (const { stack, text, draft } of drafts) attempt(stack, () => writeFileSync(draft, text, { mode: 0o600 }));
    for (const { stack, draft } of drafts) attempt(stack, () => renameSync(draft, join(stack.folder, IMPORT_FILE)));
  } finally {
    for (const { draft } of drafts) rmSync(draft, { force: true });
  }
  for (const { stack } of removable) attempt(stack, () => rmSync(join(stack.folder, IMPORT_FILE)));
  const names = (some: readonly { readonly stack: StackFolder }[]) => some.map(({ stack }) => join(stack.shownFolder, IMPORT_FILE));
  return { written: names(drafts), removed: names(removable) };
}

function attempt(stack: StackFolder, work: () => void): void {
  try {
    work();
  } catch (error) {
    throw fileError(error, join(stack.shownFolder, IMPORT_FILE));
  }
}
