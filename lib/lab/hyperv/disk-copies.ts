import { joinPath } from "../../validation/windows";
import type { HostContext } from "./host-context";
import { folderOf, nameOf, normalPath, type DiskContent, type FileContent, type HostFile, type HostFiles } from "./host-files";
import { MIB, type Template, type Templates } from "./host-spec";
import { fileInUse, noSuchPath, notFoundOnServer } from "./powershell-texts";

/** Bytes in a second. What a server's disks and network do about: nothing depends on it but the time that passes. */
const COPY_RATE = 300 * MIB;
const DOWNLOAD_RATE = 100 * MIB;

export interface Copy {
  readonly source: string;
  readonly path: string;
}

/** What a template's file holds. */
export function contentOf(source: string, template: Template): FileContent {
  const disk: DiskContent = { source, copy: 0, virtualBytes: template.virtualBytes ?? template.bytes, type: template.type ?? "Dynamic" };
  return template.diskInZip === undefined ? { kind: "disk", disk } : { kind: "archive", name: template.diskInZip, disk };
}

/** Drive letters only: what is on a share or a web server is not in the host's file tree. */
export function isLocal(source: string): boolean {
  return /^[A-Za-z]:[\\/]/.test(source);
}

export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/**
 * Copy-Item from a path, which gives the copy the wanted name; or DownloadFile from a URL, which keeps the URL's own name
 * (taliesins/terraform-provider-hyperv issue 196).
 */
export async function copyOrDownload(context: HostContext, files: HostFiles, isOpen: (path: string) => boolean, { source, path }: Copy): Promise<void> {
  const url = isUrl(source);
  const found = url ? onServer(context.hardware.templates, source) : onHost(context.hardware.templates, files, source);
  if (found === undefined) throw url ? notFoundOnServer() : noSuchPath("Copy-Item", source);
  // a running VM holds its disk so that nobody else can read it
  if (!url && (found.incomplete === true || isOpen(found.path))) throw fileInUse("Copy-Item", found.path);
  const target = url ? joinPath(folderOf(path), nameOfUrl(source)) : path;
  const doing = url ? "DownloadFile" : "Copy-Item";
  if (isOpen(target) || files.file(target)?.incomplete === true) throw fileInUse(doing, target);
  files.put({ path: target, bytes: found.bytes, content: { kind: "other" }, incomplete: true });
  await context.passes((found.bytes / (url ? DOWNLOAD_RATE : COPY_RATE)) * 1000);
  context.note(`${url ? "downloaded" : "copied"} ${withoutSecrets(source)} to ${target}`);
  // the line just written gives each copy of a lab a number of its own
  const copy = context.world.journal.entries.length;
  files.put({ path: target, bytes: found.bytes, content: found.content.kind === "other" ? found.content : { ...found.content, disk: { ...found.content.disk, source, copy } } });
}

/** A URL may carry a password or a signature, which neither journal nor dump may show. */
export function withoutSecrets(source: string): string {
  if (!isUrl(source)) return source;
  const { origin, pathname } = new URL(source);
  return `${origin}${pathname}`;
}

function onHost(templates: Templates, files: HostFiles, source: string): HostFile | undefined {
  return files.file(source) ?? (isLocal(source) ? undefined : byName(templates, source, (one) => normalPath(one).toLowerCase()));
}

function onServer(templates: Templates, source: string): HostFile | undefined {
  return byName(templates, source, (one) => one);
}

function byName(templates: Templates, source: string, form: (name: string) => string): HostFile | undefined {
  const [name, template] = Object.entries(templates).find(([one]) => form(one) === form(source)) ?? [];
  return name === undefined || template === undefined ? undefined : { path: name, bytes: template.bytes, content: contentOf(name, template) };
}

function nameOfUrl(url: string): string {
  return nameOf(decodeURIComponent(new URL(url).pathname).replace(/\//g, "\\"));
}
