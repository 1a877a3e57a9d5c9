import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../output/make-folder";
import type { Document } from "./document";

/** Writes documents below a folder: each whole or not at all, and none before all could be written. */
export function writeDocuments(folder: string, documents: readonly Document[]): void {
  const pending: (readonly [temporary: string, path: string])[] = [];
  try {
    for (const { path, content } of documents) {
      const target = join(folder, path);
      const temporary = `${target}.${process.pid}.tmp`;
      makeFolder(dirname(target));
      pending.push([temporary, target]);
      writeFileSync(temporary, content);
    }
    for (const [temporary, target] of pending) renameSync(temporary, target);
  } finally {
    for (const [temporary] of pending) rmSync(temporary, { force: true });
  }
}
