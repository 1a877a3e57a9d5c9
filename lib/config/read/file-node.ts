/** A place in a file, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A value of a platform file and where it stands; a program's definition has no positions. */
export type FileNode = ScalarNode | ListNode | MapNode;

interface AnyNode {
  /** Of the value. */
  readonly at?: Position;
}

export interface ScalarNode extends AnyNode {
  readonly is: "scalar";
  readonly value: unknown;
  /** A number as it was written: `21.10` is another version than 21.1. */
  readonly source?: string;
}

export interface ListNode extends AnyNode {
  readonly is: "list";
  readonly entries: readonly FileNode[];
}

export interface MapEntry {
  readonly keyAt?: Position;
  readonly node: FileNode;
}

export interface MapNode extends AnyNode {
  readonly is: "map";
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export const EMPTY_MAP: MapNode = { is: "map", entries: new Map() };

/** One thing that is wrong with a platform file. */
export interface FileProblem {
  /** `conferencingNodes.oslo-1.vcpus`; empty for the file as a whole. */
  readonly path: string;
  readonly message: string;
  readonly at?: Position;
  /** The rest of the entry can be judged without what is wrong here. */
  readonly harmless?: true;
  /** The place of the key that was meant, by a key that is unknown. */
  readonly meant?: string;
}

/** The place of a key such as `winrm.port` or `aliases[1]` in an entry: of its value, or of what is nearest to it. */
export function positionOf(node: FileNode, key: string): Position | undefined {
  let [at, current]: [Position | undefined, FileNode] = [node.at, node];
  for (const [, name, index] of key.matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    const next: FileNode | undefined = index === undefined ? (current.is === "map" ? current.entries.get(name)?.node : undefined) : current.is === "list" ? current.entries[Number(index)] : undefined;
    if (next === undefined) return at;
    [at, current] = [next.at ?? at, next];
  }
  return at;
}

/** What a value is, in the words of an error. */
export function kindOf(node: FileNode): string {
  return node.is === "scalar" ? (node.value === null ? "nothing" : "a value") : `a ${node.is}`;
}

/** What is wrong in one place is one mistake, however many entries it is in: a default, or what stands behind an anchor. */
export function onceEach<P extends FileProblem>(problems: readonly P[]): readonly P[] {
  const seen = new Set<string>();
  return problems.filter(({ path, at, message }) => {
    const key = `${at === undefined ? path : `${at.line}:${at.column}`} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}
