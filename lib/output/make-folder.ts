import { mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Makes a folder with all above it. Node's own way never returns where nothing can be made, such as below /proc.
 *
 * @returns the first folder that was made; undefined when all were there
 * @throws Error with a code of the file system
 */
export function makeFolder(path: string): string | undefined {
  const there = statSync(path, { throwIfNoEntry: false });
  if (there?.isDirectory() === true) return undefined;
  const above = there === undefined ? makeFolder(dirname(path)) : undefined;
  mkdirSync(path);
  return above ?? path;
}
