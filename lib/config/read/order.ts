import type { PlatformEntry } from "./platform-entry";

/** What must be made before an entry, and the key that names it. */
interface NamedEntry {
  readonly key: string;
  readonly target: PlatformEntry;
}

/**
 * Entries in an order in which each can be made: after what it names, else as they came. What is named late comes as it may.
 *
 * @param refuse is told of each key that closes a circle
 */
export function inOrder(entries: readonly PlatformEntry[], refuse: (entry: PlatformEntry, key: string, target: PlatformEntry) => void): readonly PlatformEntry[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const [done, open] = [new Set<PlatformEntry>(), new Set<PlatformEntry>()];
  for (const first of entries) {
    // no recursion: a file may hold a chain of any length
    const way: { readonly entry: PlatformEntry; readonly named: Iterator<NamedEntry> }[] = [];
    const enter = (entry: PlatformEntry): void => {
      open.add(entry);
      way.push({ entry, named: namedBy(entry, byPath) });
    };
    if (!done.has(first)) enter(first);
    for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
      const next = here.named.next();
      if (next.done === true) {
        open.delete(here.entry);
        done.add(here.entry);
        way.pop();
      } else if (open.has(next.value.target)) refuse(here.entry, next.value.key, next.value.target);
      else if (!done.has(next.value.target)) enter(next.value.target);
    }
  }
  return [...done];
}

function* namedBy({ section, form, references }: PlatformEntry, byPath: ReadonlyMap<string, PlatformEntry>): Generator<NamedEntry, undefined> {
  const manager = byPath.get("managementNode");
  if (manager !== undefined && section.stack === "platform") yield { key: "managementNode", target: manager };
  for (const [key, named] of Object.entries(references)) {
    if (form.references[key].late !== true) for (const path of typeof named === "string" ? [named] : named) yield { key, target: byPath.get(path)! };
  }
}
