import { existsSync, lstatSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { makeFolder } from "../output/make-folder";
import type { ProjectFile } from "./project";

/** What stands in the way of a project. */
export interface Obstacles {
  /** Files that exist already, by their path in the project. */
  readonly existing: readonly string[];
  /** What nobody may overwrite: a file where a folder is needed, a folder where a file is, a link that leads elsewhere. */
  readonly blocking: readonly string[];
}

/** Looks, and changes nothing. */
export function obstacles(folder: string, files: readonly ProjectFile[]): Obstacles {
  if (existsSync(folder) && !statSync(folder).isDirectory()) return { existing: [], blocking: ["."] };
  const found = (path: string) => lstatSync(join(folder, path), { throwIfNoEntry: false });
  const existing: string[] = [];
  const blocking = new Set<string>();
  for (const { path } of files) {
    // below a file there is nothing to look for
    const wall = parentsOf(path).find((parent) => blocking.has(parent) || found(parent)?.isDirectory() === false);
    const there = wall === undefined ? found(path) : undefined;
    if (wall !== undefined) blocking.add(wall);
    else if (there?.isDirectory() === true) blocking.add(path);
    else if (there !== undefined) existing.push(path);
  }
  return { existing, blocking: [...blocking] };
}

/**
 * Writes all files or none: they are written beside the project's own under another name, then take their places. When that fails, what was there
 * before is there again.
 *
 * @throws the file system's error
 */
export function writeProject(folder: string, files: readonly ProjectFile[]): void {
  const undo: (() => void)[] = [];
  let complete = false;
  try {
    makeUndoable(folder, undo);
    const staging = mkdtempSync(join(folder, ".pexip-hyperv-init-"));
    undo.push(() => rmSync(staging, { recursive: true, force: true }));
    files.forEach(({ text }, index) => writeFileSync(join(staging, `${index}.new`), text));
    files.forEach(({ path }, index) => {
      const target = join(folder, path);
      makeUndoable(dirname(target), undo);
      const backup = join(staging, `${index}.old`);
      if (lstatSync(target, { throwIfNoEntry: false }) !== undefined) {
        renameSync(target, backup);
        undo.push(() => renameSync(backup, target));
      }
      renameSync(join(staging, `${index}.new`), target);
      undo.push(() => rmSync(target, { force: true }));
    });
    complete = true;
    rmSync(staging, { recursive: true, force: true });
  } finally {
    if (!complete) for (const step of undo.reverse()) step();
  }
}

function makeUndoable(folder: string, undo: (() => void)[]): void {
  const first = makeFolder(folder);
  if (first !== undefined) undo.push(() => rmSync(first, { recursive: true, force: true }));
}

/** `.github/workflows/a.yml`: `.github`, `.github/workflows` */
function parentsOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}
