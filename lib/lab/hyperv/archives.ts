import { joinPath } from "../../validation/windows";
import type { HostContext } from "./host-context";
import type { HostFile, HostFiles } from "./host-files";
import { MIB } from "./host-spec";
import { notModelled } from "./hyperv-error";
import { cannotExtract, cannotMoveOver, fileInUse, thrown } from "./powershell-texts";

/** Bytes in a second. */
const UNPACK_RATE = 150 * MIB;

/**
 * The script's Expand-Downloads: every archive in the disk's folder, whoever put it there, is unpacked into `temp` beside it, what was
 * inside is moved into the folder, and archive and `temp` are removed. Two disks in one folder get into each other's way here.
 */
export async function expandDownloads(context: HostContext, files: HostFiles, folder: string): Promise<void> {
  const named = (extension: string): string[] => (files.list(folder) ?? []).filter(({ name, isFolder }) => !isFolder && name.toLowerCase().endsWith(extension)).map(({ path }) => path);
  for (const path of named(".zip")) {
    const archive = files.file(path);
    if (archive !== undefined) await expand(context, files, folder, archive);
  }
  if (named(".7z").length > 0) throw thrown.sevenZip();
  const [box] = named(".box");
  if (box !== undefined) throw notModelled(`.box archives (${box})`);
}

async function expand(context: HostContext, files: HostFiles, folder: string, archive: HostFile): Promise<void> {
  if (archive.incomplete === true) throw cannotExtract(`The process cannot access the file '${archive.path}' because it is being used by another process.`);
  if (archive.content.kind !== "archive") throw cannotExtract("End of Central Directory record could not be found.");
  const { disk, name } = archive.content;
  const temp = joinPath(folder, "temp");
  const unpacked = joinPath(temp, name);
  if (files.exists(unpacked)) throw cannotExtract(`The file '${unpacked}' already exists.`);
  // a disk inflates to about what its archive takes: the catalogue knows one size
  files.put({ path: unpacked, bytes: archive.bytes, content: { kind: "other" }, incomplete: true });
  await context.passes((archive.bytes / UNPACK_RATE) * 1000);
  for (const entry of files.list(temp) ?? []) {
    const target = joinPath(folder, entry.name);
    const file = files.file(entry.path);
    if (file === undefined) continue;
    if (file.incomplete === true && file.path !== unpacked) throw fileInUse("Move-Item", file.path);
    if (files.exists(target)) throw cannotMoveOver();
    files.put({ path: target, bytes: file.bytes, content: file.path === unpacked ? { kind: "disk", disk } : file.content });
  }
  files.removeFolder(temp);
  files.removeFile(archive.path);
  context.note(`unpacked ${archive.path} into ${folder}`);
}
