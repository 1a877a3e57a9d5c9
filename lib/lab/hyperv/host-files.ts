/** What is on a disk's file. */
export interface DiskContent {
  /** Path or URL that it was copied from; empty when it was made blank. */
  readonly source: string;
  /** Different for each copy in a lab, 0 for what nobody copied. */
  readonly copy: number;
  readonly virtualBytes: number;
  readonly type: "Dynamic" | "Fixed" | "Differencing";
  readonly parentPath?: string;
  readonly blockSizeBytes?: number;
  readonly logicalSectorBytes?: number;
  readonly physicalSectorBytes?: number;
}

/** A file's name says nothing of its content: an archive may be called `pexip.vhd`. */
export type FileContent = { readonly kind: "disk"; readonly disk: DiskContent } | { readonly kind: "archive"; readonly name: string; readonly disk: DiskContent } | { readonly kind: "other" };

export interface HostFile {
  /** As it was written. */
  readonly path: string;
  readonly bytes: number;
  readonly content: FileContent;
  /** Still being written. */
  readonly incomplete?: boolean;
}

export interface FolderEntry {
  readonly path: string;
  readonly name: string;
  readonly isFolder: boolean;
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf("\\"), 0));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("\\") + 1);
}

/** PowerShell's BaseName: a file's without its extension, a folder's whole. */
export function baseNameOf(entry: FolderEntry): string {
  const dot = entry.name.lastIndexOf(".");
  return entry.isFolder || dot < 0 ? entry.name : entry.name.slice(0, dot);
}

/** Backslashes, one at a time, none at the end. The two of a share's name stay. */
export function normalPath(path: string): string {
  return path.replace(/\//g, "\\").replace(/(?<=.)\\+/g, "\\").replace(/(?<=[^\\])\\$/, "");
}

function keyOf(path: string): string {
  return normalPath(path).toLowerCase();
}

/** The file tree of a host. Paths are equal whatever their case. */
export class HostFiles {
  private readonly files = new Map<string, HostFile>();
  private readonly folders = new Map<string, string>();

  public file(path: string): HostFile | undefined {
    return this.files.get(keyOf(path));
  }

  public exists(path: string): boolean {
    return this.files.has(keyOf(path)) || this.folders.has(keyOf(path));
  }

  /** Writes a file, with the folders above it. */
  public put(file: HostFile): void {
    this.makeFolder(folderOf(normalPath(file.path)));
    this.files.set(keyOf(file.path), { ...file, path: normalPath(file.path) });
  }

  public makeFolder(path: string): void {
    for (let folder = normalPath(path); /[^\\]/.test(folder); folder = folderOf(folder)) {
      if (this.folders.has(keyOf(folder))) return;
      this.folders.set(keyOf(folder), folder);
    }
  }

  public removeFile(path: string): void {
    this.files.delete(keyOf(path));
  }

  /** With all that is in it. */
  public removeFolder(path: string): void {
    const below = `${keyOf(path)}\\`;
    for (const tree of [this.files, this.folders]) for (const key of [...tree.keys()]) if (key.startsWith(below)) tree.delete(key);
    this.folders.delete(keyOf(path));
  }

  /** Sorted as NTFS lists a folder; undefined when there is no such folder. */
  public list(path: string): FolderEntry[] | undefined {
    const folder = keyOf(path);
    if (!this.folders.has(folder)) return undefined;
    const within = (key: string): boolean => folderOf(key) === folder;
    const entry = (path: string, isFolder: boolean): FolderEntry => ({ path, name: nameOf(path), isFolder });
    return [
      ...[...this.folders].filter(([key]) => within(key)).map(([, path]) => entry(path, true)),
      ...[...this.files].filter(([key]) => within(key)).map(([, { path }]) => entry(path, false)),
    ].sort((one, other) => compare(one.name, other.name));
  }

  /** Every file, by path. */
  public all(): HostFile[] {
    return [...this.files.values()].sort((one, other) => compare(one.path, other.path));
  }

  /** A power cut: what was being written stays as it is, and is good for nothing. */
  public breakOff(): void {
    for (const [key, file] of this.files) if (file.incomplete) this.files.set(key, { path: file.path, bytes: file.bytes, content: { kind: "other" } });
  }

  public clear(): void {
    this.files.clear();
    this.folders.clear();
  }
}

function compare(one: string, other: string): number {
  const [a, b] = [one.toUpperCase(), other.toUpperCase()];
  return a < b ? -1 : a > b ? 1 : 0;
}
