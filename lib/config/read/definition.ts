import type { FileNode, MapEntry } from "./file-node";

/** No file nests deeper than this; what does is a mistake or an attack. */
export const MOST_LEVELS = 32;

/**
 * A program's definition in the form of a file's. What is undefined is left out.
 *
 * @throws RangeError when it nests deeper than MOST_LEVELS, or holds itself
 */
export function nodeOf(value: unknown, level = 1): FileNode {
  if (level > MOST_LEVELS) throw new RangeError(`a definition nests at most ${MOST_LEVELS} levels`);
  if (Array.isArray(value)) return { is: "list", entries: value.map((entry) => nodeOf(entry, level + 1)) };
  if (typeof value === "object" && value !== null && isPlain(value)) {
    const given = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return { is: "map", entries: new Map(given.map(([key, entry]): [string, MapEntry] => [key, { node: nodeOf(entry, level + 1) }])) };
  }
  return { is: "scalar", value };
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
