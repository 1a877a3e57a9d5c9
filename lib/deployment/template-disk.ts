import { lineThat, value as valueField, type Deferrable, DEFERRED, type Field } from "../validation/fields";
import { lineProblem, shown } from "../validation/text";
import { ValidationError } from "../validation/validation-error";
import { fileName, windowsNameProblem, windowsPathProblem } from "../validation/windows";

/** Where a VM's disk is copied from, as a record says it. `fileName` is the copy's own file name. */
export type TemplateDiskRecord =
  | { readonly from: "host"; readonly path: string }
  | { readonly from: "url"; readonly url: Deferrable<string>; readonly fileName: string }
  | { readonly from: "zip"; readonly url: Deferrable<string>; readonly fileName: string };

const DISK_FILE = /\.vhdx?$/i;

/** The VHD that a VM's disk is a copy of. */
export class TemplateDisk {
  /**
   * A VHD that lies on the host, or on a share that the host can read.
   *
   * @param path absolute Windows path of a `.vhd` or `.vhdx`. A `.zip` must be unpacked first: the provider copies a
   *   local archive without ever unpacking it (taliesins/hyperv issue 209)
   * @throws ValidationError when the path is none, or names no disk
   */
  public static onHost(path: string): TemplateDisk {
    const problem = typeof path !== "string" ? "must be an absolute Windows path (C:\\Templates\\pexip.vhd)" : (windowsPathProblem(path) ?? diskProblem(path));
    if (problem !== undefined) throw ValidationError.at("", `TemplateDisk.onHost: the path ${problem}, got ${shown(path)}`);
    return new TemplateDisk({ from: "host", path });
  }

  /**
   * A VHD that the host downloads.
   *
   * @param vhdUrl http or https, ending in the name of a `.vhd` or `.vhdx`; it may be a Terraform token
   * @param diskFileName the name at the end of the URL, needed when the URL is a token: the provider keeps the URL's name (taliesins/hyperv issue 196)
   * @throws ValidationError when the URL or the name is none
   */
  public static fromUrl(vhdUrl: string, diskFileName?: string): TemplateDisk {
    const name = diskFileName ?? lastSegment(vhdUrl);
    return TemplateDisk.downloaded("url", "fromUrl", vhdUrl, name, diskFileName === undefined ? "the URL must end in the name of a .vhd or .vhdx (or pass that name as second argument)" : undefined);
  }

  /**
   * A VHD inside a ZIP that the host downloads and unpacks.
   *
   * @param url http or https; it may be a Terraform token. A ZIP that lies on the host is never unpacked
   * @param diskFileName name of the `.vhd` or `.vhdx` inside the ZIP, without folders
   * @throws ValidationError when the URL or the name is none
   */
  public static fromZip(url: string, diskFileName: string): TemplateDisk {
    return TemplateDisk.downloaded("zip", "fromZip", url, diskFileName, undefined);
  }

  private static downloaded(from: "url" | "zip", factory: string, url: string, name: string, advice: string | undefined): TemplateDisk {
    if (typeof url !== "string") throw ValidationError.at("", `TemplateDisk.${factory}: the URL must be text, got ${shown(url)}`);
    const problem = typeof name !== "string" ? "must be text" : (windowsNameProblem(name) ?? diskProblem(name));
    if (problem !== undefined) throw ValidationError.at("", `TemplateDisk.${factory}: ${advice ?? `the file name ${problem}`}, got ${shown(advice === undefined ? name : url)}`);
    return new TemplateDisk({ from, url, fileName: name });
  }

  private constructor(private readonly content: { from: "host"; path: string } | { from: "url" | "zip"; url: string; fileName: string }) {}

  /** What the provider copies from: the path or the URL, possibly a token. */
  public get source(): string {
    return this.content.from === "host" ? this.content.path : this.content.url;
  }

  /** Name of the disk's file, as it is after the copy (after unpacking, for a ZIP). */
  public get diskFileName(): string {
    return this.content.from === "host" ? fileName(this.content.path) : this.content.fileName;
  }

  /** Does the host download it? Then the disk keeps the name that it has there. */
  public get isDownloaded(): boolean {
    return this.content.from !== "host";
  }

  /** What is wrong with the URL, or undefined. */
  public urlProblem(isToken: (value: unknown) => boolean): string | undefined {
    if (this.content.from === "host" || isToken(this.content.url)) return undefined;
    const got = `, got ${shown(this.content.url)}`;
    const line = lineProblem(this.content.url);
    if (line !== undefined) return `must come from an http or https URL, and a URL ${line}${got}`;
    const url = parseUrl(this.content.url);
    if (url === undefined || !["http:", "https:"].includes(url.protocol)) return `must come from an http or https URL (a file on the host: TemplateDisk.onHost)${got}`;
    if (url.username !== "" || url.password !== "") return "must not carry a user name or password in its URL: it would be readable in the synthesized files";
    if (/[^!-~]|['"]/.test(this.content.url)) return `must not contain quotes, spaces or other than ASCII characters in its URL (they would reach PowerShell unescaped); write them percent-encoded${got}`;
    if (this.content.from === "zip" && !/\.zip$/i.test(url.pathname)) return `must come from a URL whose path ends in .zip, by which the provider knows that it must unpack${got}`;
    if (this.content.from === "url" && lastSegment(this.content.url).toLowerCase() !== this.content.fileName.toLowerCase()) {
      return `must come from a URL that ends in ${this.content.fileName}: a download keeps the name that it has in its URL${got}`;
    }
    return undefined;
  }

  /** @internal */
  public toRecord(isToken: (value: unknown) => boolean): TemplateDiskRecord {
    if (this.content.from === "host") return { from: "host", path: this.content.path };
    return { from: this.content.from, url: isToken(this.content.url) ? DEFERRED : this.content.url, fileName: this.content.fileName };
  }
}

export const templateDisk = (): Field<TemplateDisk> =>
  valueField("a TemplateDisk (TemplateDisk.onHost, .fromUrl or .fromZip)", "templateDisk", (given): given is TemplateDisk => given instanceof TemplateDisk, {
    problem: (given, isToken) => given.urlProblem(isToken),
  });

/** Path of a VM's own disk on the host. */
export const diskPath = (): Field<string> => lineThat((path) => windowsPathProblem(path) ?? (DISK_FILE.test(path) ? undefined : "must end in .vhd or .vhdx"));

function diskProblem(path: string): string | undefined {
  if (DISK_FILE.test(path)) return undefined;
  if (/\.zip$/i.test(path)) return "must name the unpacked .vhd: the provider never unpacks a local ZIP (publish it over http and use TemplateDisk.fromZip, or unpack it)";
  return "must end in .vhd or .vhdx";
}

function lastSegment(url: unknown): string {
  const pathname = typeof url === "string" ? parseUrl(url)?.pathname : undefined;
  if (pathname === undefined) return "";
  const encoded = pathname.slice(pathname.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
