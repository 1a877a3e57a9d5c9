import { expandDownloads } from "./archives";
import { copyOrDownload } from "./disk-copies";
import type { HostContext } from "./host-context";
import { baseNameOf, folderOf, nameOf, normalPath, type DiskContent, type HostFile, type HostFiles } from "./host-files";
import { MIB } from "./host-spec";
import { notModelled } from "./hyperv-error";
import { fileInUse, folderNotEmpty, notADisk, noSuchPath, thrown } from "./powershell-texts";

export interface NewDisk {
  readonly path: string;
  /** Path or URL; a disk without a source is made blank. */
  readonly source?: string;
  /** Refused: the lab does not export VMs. */
  readonly sourceVm?: string;
  /** Refused: the lab has no physical disks. */
  readonly sourceDisk?: number;
  /** Of a blank disk. @default "Dynamic" */
  readonly type?: "Dynamic" | "Fixed" | "Differencing";
  readonly parentPath?: string;
  readonly sizeBytes?: number;
  readonly blockSizeBytes?: number;
  readonly logicalSectorBytes?: number;
  readonly physicalSectorBytes?: number;
}

/** As Get-VHD gives it. */
export interface DiskView {
  /** In lower case, as Get-VHD reports it: taliesins/terraform-provider-hyperv issues 50, 56 and 279. */
  readonly path: string;
  readonly type: DiskContent["type"];
  readonly format: "VHD" | "VHDX";
  readonly sizeBytes: number;
  readonly fileSizeBytes: number;
  readonly blockSizeBytes: number;
  readonly logicalSectorBytes: number;
  readonly physicalSectorBytes: number;
  readonly parentPath: string;
  /** A running VM has it open. */
  readonly attached: boolean;
}

/** A blank dynamic disk's file, about; unverified. */
const BLANK_DISK_BYTES = 4 * MIB;

/** The virtual disks of a host. What the provider's scripts do to the folder around a disk happens here too. */
export class HostDisks {
  constructor(
    private readonly context: HostContext,
    private readonly files: HostFiles,
    private readonly isOpen: (path: string) => boolean,
  ) {}

  /** ExistsVhd */
  public exists(path: string): boolean {
    this.context.mustAnswer();
    if (this.files.exists(path)) return true;
    if (!this.context.strikes("disk-exists", nameOf(path).replace(/\.[^.]*$/, ""))) return false;
    this.context.note(`found somebody else's file at ${path}, which was gone again afterwards`);
    return true;
  }

  /** CreateOrUpdateVhd: Copy-Item, DownloadFile and Expand-Downloads, or New-VHD. Nothing happens when there is a file already. */
  public async create(disk: NewDisk): Promise<void> {
    this.context.mustAnswer();
    if (disk.sourceVm !== undefined && disk.sourceVm !== "") throw notModelled(`Export-VM (source_vm ${disk.sourceVm})`);
    if (disk.sourceDisk !== undefined && disk.sourceDisk !== 0) throw notModelled(`New-VHD -SourceDisk (source_disk ${disk.sourceDisk})`);
    if (this.files.exists(disk.path)) return;
    const folder = folderOf(normalPath(disk.path));
    this.files.makeFolder(folder);
    if (disk.source === undefined || disk.source === "") return this.makeBlank(disk);
    await copyOrDownload(this.context, this.files, this.isOpen, { source: disk.source, path: normalPath(disk.path) });
    await expandDownloads(this.context, this.files, folder);
    this.context.answers();
  }

  /** GetVhd; undefined when there is no file. */
  public get(path: string): DiskView | undefined {
    this.context.mustAnswer();
    const file = this.files.file(path);
    if (file === undefined) return undefined;
    const { disk } = this.contentOf("Get-VHD", file);
    const format = file.path.toLowerCase().endsWith(".vhdx") ? "VHDX" : "VHD";
    return {
      path: file.path.toLowerCase(),
      type: disk.type,
      format,
      sizeBytes: disk.virtualBytes,
      fileSizeBytes: file.bytes,
      // a fixed VHD has no blocks and 512-byte sectors (kubernetes/minikube issue 17242); the other sizes are unverified
      blockSizeBytes: disk.blockSizeBytes ?? (disk.type === "Fixed" ? 0 : (format === "VHD" ? 2 : 32) * MIB),
      logicalSectorBytes: disk.logicalSectorBytes ?? 512,
      physicalSectorBytes: disk.physicalSectorBytes ?? (format === "VHD" ? 512 : 4096),
      parentPath: disk.parentPath ?? "",
      attached: this.isOpen(file.path),
    };
  }

  /** ResizeVhd: Resize-VHD, when the size differs. */
  public resize(path: string, sizeBytes: number): void {
    this.context.mustAnswer();
    const file = this.files.file(path);
    if (file === undefined) throw noSuchPath("Get-VHD", path);
    const { disk } = this.contentOf("Get-VHD", file);
    if (disk.virtualBytes === sizeBytes) return;
    if (this.isOpen(file.path)) throw fileInUse("Resize-VHD", file.path);
    // whether the last sectors are free is not known here
    if (sizeBytes < disk.virtualBytes) throw notModelled(`a disk that becomes smaller (${path}, from ${disk.virtualBytes} to ${sizeBytes} bytes)`);
    this.files.put({ ...file, bytes: disk.type === "Fixed" ? sizeBytes : file.bytes, content: { kind: "disk", disk: { ...disk, virtualBytes: sizeBytes } } });
    this.context.changed(`made the disk ${file.path} ${sizeBytes} bytes large`);
  }

  /** DeleteVhd: removes everything in the disk's folder whose name begins with the disk's, whoever made it (hyperv-provider.md section 1.1). */
  public remove(path: string): void {
    this.context.mustAnswer();
    const wanted = normalPath(path);
    const entries = this.files.list(folderOf(wanted));
    if (entries === undefined) throw noSuchPath("Get-ChildItem", folderOf(wanted));
    const beginning = nameOf(wanted).replace(/\.[^.]*$/, "");
    // .NET's StartsWith, unlike the rest of PowerShell, minds the case
    for (const entry of entries.filter((one) => baseNameOf(one).startsWith(beginning))) {
      if (entry.isFolder) {
        if (this.files.list(entry.path)?.length !== 0) throw folderNotEmpty(entry.path);
        this.files.removeFolder(entry.path);
      } else {
        if (this.isOpen(entry.path) || this.files.file(entry.path)?.incomplete === true) throw fileInUse("Remove-Item", entry.path);
        this.take(entry.path);
      }
      this.context.note(`removed ${entry.path}`);
    }
    this.context.answers();
  }

  /** A person removes one file. */
  public removeByHand(path: string): void {
    const file = this.files.file(path);
    if (file === undefined) throw noSuchPath("Remove-Item", path);
    if (this.isOpen(file.path)) throw fileInUse("Remove-Item", file.path);
    this.take(file.path);
  }

  private makeBlank(disk: NewDisk): void {
    const type = disk.type ?? "Dynamic";
    const sectors = { blockSizeBytes: disk.blockSizeBytes || undefined, logicalSectorBytes: disk.logicalSectorBytes || undefined, physicalSectorBytes: disk.physicalSectorBytes || undefined };
    const blank = (virtualBytes: number, parentPath?: string): HostFile => ({
      path: disk.path,
      bytes: type === "Fixed" ? virtualBytes : BLANK_DISK_BYTES,
      content: { kind: "disk", disk: { source: "", copy: 0, virtualBytes, type, parentPath, ...sectors } },
    });
    if (type === "Differencing") {
      const parent = this.files.file(disk.parentPath ?? "");
      if (parent === undefined) throw noSuchPath("New-VHD", disk.parentPath ?? "");
      this.files.put(blank(this.contentOf("New-VHD", parent).disk.virtualBytes, parent.path));
    } else {
      if (!disk.sizeBytes) throw thrown.noSize(disk.path);
      const sector = disk.logicalSectorBytes || 512;
      this.files.put(blank(Math.ceil(disk.sizeBytes / sector) * sector));
    }
    this.context.changed(`made the ${type.toLowerCase()} disk ${disk.path}`);
  }

  private contentOf(cmdlet: string, file: HostFile): { readonly disk: DiskContent } {
    if (file.incomplete === true) throw fileInUse(cmdlet, file.path);
    if (file.content.kind !== "disk") throw notADisk(cmdlet, file.path);
    return file.content;
  }

  private take(path: string): void {
    const file = this.files.file(path);
    this.files.removeFile(path);
    if (file?.content.kind === "disk") this.context.world.events.diskRemoved({ source: file.content.disk.source, path: file.path, copy: file.content.disk.copy });
  }
}
