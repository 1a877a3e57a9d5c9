import { diskPath, TemplateDisk, templateDisk } from "../../lib/deployment/template-disk";
import { fieldsOf, type Field } from "../../lib/validation/fields";
import { read } from "../../lib/validation/schema";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

const table = fieldsOf<{ readonly disk: TemplateDisk }>()({ disk: templateDisk() });
const place = placeAt("m");
const used = (disk: unknown): unknown => read(table, { disk }, place);
const END = "the URL must end in the name of a .vhd or .vhdx (or pass that name as second argument)";

test("a disk on the host is copied from its path", () => {
  const disk = TemplateDisk.onHost("C:\\Templates\\pexip.vhd");
  expect([disk.source, disk.diskFileName, disk.isDownloaded]).toEqual(["C:\\Templates\\pexip.vhd", "pexip.vhd", false]);
  expect(disk.toRecord(place.isToken)).toEqual({ from: "host", path: "C:\\Templates\\pexip.vhd" });
  expect(used(disk)).toEqual({ disk });
});

test("a disk of a URL is called as it is there", () => {
  const disk = TemplateDisk.fromUrl("https://images.example.com/v21/pexip.vhdx?sig=1");
  expect([disk.source, disk.diskFileName, disk.isDownloaded]).toEqual(["https://images.example.com/v21/pexip.vhdx?sig=1", "pexip.vhdx", true]);
  expect(disk.toRecord(place.isToken)).toEqual({ from: "url", url: "https://images.example.com/v21/pexip.vhdx?sig=1", fileName: "pexip.vhdx" });
  expect(used(disk)).toEqual({ disk });
});

test("a disk in a ZIP is called as it is inside", () => {
  const disk = TemplateDisk.fromZip("https://images.example.com/oslo-1.zip", "pexip.vhd");
  expect(disk.toRecord(place.isToken)).toEqual({ from: "zip", url: "https://images.example.com/oslo-1.zip", fileName: "pexip.vhd" });
  expect([disk.diskFileName, disk.isDownloaded]).toEqual(["pexip.vhd", true]);
  expect(used(disk)).toEqual({ disk });
});

test("the URL may be a token when the file name is given", () => {
  const disks = [TemplateDisk.fromUrl(TOKEN, "pexip.vhd"), TemplateDisk.fromZip(TOKEN, "pexip.vhd")];
  expect(disks.map((disk) => disk.toRecord(place.isToken))).toEqual([
    { from: "url", url: { deferred: true }, fileName: "pexip.vhd" },
    { from: "zip", url: { deferred: true }, fileName: "pexip.vhd" },
  ]);
  disks.forEach((disk) => expect(used(disk)).toEqual({ disk }));
  expect(problemsOf(() => TemplateDisk.fromUrl(TOKEN))).toEqual([`TemplateDisk.fromUrl: ${END}, got "TOKEN"`]);
});

test("a file name's escapes in a URL are understood", () => {
  expect(TemplateDisk.fromUrl("https://h/pexip%20v21.vhd").diskFileName).toBe("pexip v21.vhd");
  expect(TemplateDisk.fromUrl("https://h/%E0.vhd").diskFileName).toBe("%E0.vhd");
});

test.each<[unknown, string, string]>([
  ["pexip.vhd", "must be an absolute Windows path (C:\\Templates\\pexip.vhd)", '"pexip.vhd"'],
  ["C:/pexip.vhd", "must be written with backslashes (C:\\Templates\\pexip.vhd)", '"C:/pexip.vhd"'],
  ["C:\\pexip.iso", "must end in .vhd or .vhdx", '"C:\\\\pexip.iso"'],
  ["C:\\p.zip", "must name the unpacked .vhd: the provider never unpacks a local ZIP (publish it over http and use TemplateDisk.fromZip, or unpack it)", '"C:\\\\p.zip"'],
  ["C:\\it's.vhd", "must not contain ' (it would reach PowerShell on the host unescaped)", '"C:\\\\it\'s.vhd"'],
  ["", "must not be empty", '""'],
  [null, "must be an absolute Windows path (C:\\Templates\\pexip.vhd)", "null"],
  [["C:\\pexip.vhd"], "must be an absolute Windows path (C:\\Templates\\pexip.vhd)", "a list of 1 entry"],
  [Symbol("s"), "must be an absolute Windows path (C:\\Templates\\pexip.vhd)", "Symbol(s)"],
])("%p is no disk on a host", (path, problem, shown) => {
  expect(problemsOf(() => TemplateDisk.onHost(path as string))).toEqual([`TemplateDisk.onHost: the path ${problem}, got ${shown}`]);
});

test.each<[unknown, string]>([
  ["https://h/pexip.iso", `${END}, got "https://h/pexip.iso"`],
  ["https://h/", `${END}, got "https://h/"`],
  ["nonsense", `${END}, got "nonsense"`],
  ["https://user:hunter2@h/a.iso?sig=hunter2", `${END}, got "https://***@h/a.iso?***"`],
  [null, "the URL must be text, got null"],
  [() => "https://h/a.vhd", "the URL must be text, got a function"],
  [{}, "the URL must be text, got an object"],
])("%p is no URL of a disk", (url, problem) => {
  expect(problemsOf(() => TemplateDisk.fromUrl(url as string))).toEqual([`TemplateDisk.fromUrl: ${problem}`]);
});

test.each<[unknown, string]>([
  ["disks\\pexip.vhd", 'must not contain \\ (it becomes the name of a folder), got "disks\\\\pexip.vhd"'],
  ["../pexip.vhd", 'must not contain / (it becomes the name of a folder), got "../pexip.vhd"'],
  ["pexip*.vhd", 'must not contain * (it would reach PowerShell on the host unescaped), got "pexip*.vhd"'],
  ["pexip.vmdk", 'must end in .vhd or .vhdx, got "pexip.vmdk"'],
  [undefined, "must be text, got undefined"],
  [7, "must be text, got 7"],
])("%p is no file name inside a ZIP", (name, problem) => {
  expect(problemsOf(() => TemplateDisk.fromZip("https://h/a.zip", name as string))).toEqual([`TemplateDisk.fromZip: the file name ${problem}`]);
});

const HTTP = "must come from an http or https URL";
const ESCAPED = "must not contain quotes, spaces or other than ASCII characters in its URL (they would reach PowerShell unescaped); write them percent-encoded";

test.each([
  ["ftp://user:hunter2@h/a.vhd", `${HTTP} (a file on the host: TemplateDisk.onHost), got "ftp://***@h/a.vhd"`],
  ["C:\\a.vhd", `${HTTP} (a file on the host: TemplateDisk.onHost), got "C:\\\\a.vhd"`],
  ["https://user:hunter2@h/a.vhd", "must not carry a user name or password in its URL: it would be readable in the synthesized files"],
  ["https://h/it's/a.vhd", `${ESCAPED}, got "https://h/it's/a.vhd"`],
  ["https://h/v 21/a.vhd", `${ESCAPED}, got "https://h/v 21/a.vhd"`],
  ["https://h/zürich/a.vhd", `${ESCAPED}, got "https://h/zürich/a.vhd"`],
  ["https://h/b.vhd", 'must come from a URL that ends in a.vhd: a download keeps the name that it has in its URL, got "https://h/b.vhd"'],
  ["https://h/\n/a.vhd", `${HTTP}, and a URL must be one line without control characters, got "https://h/\\n/a.vhd"`],
  ["https://h/\ud800/a.vhd", `${HTTP}, and a URL contains half of a character (an unpaired surrogate), got "https://h/\\ud800/a.vhd"`],
  ["", `${HTTP}, and a URL must not be empty, got ""`],
])("the URL %j is refused where the disk is used", (url, problem) => {
  expect(problemsOf(() => used(TemplateDisk.fromUrl(url, "a.vhd")))).toEqual([`m: disk ${problem}`]);
});

test("what is unpacked must end in .zip", () => {
  expect(problemsOf(() => used(TemplateDisk.fromZip("https://h/a.vhd", "a.vhd")))).toEqual([
    'm: disk must come from a URL whose path ends in .zip, by which the provider knows that it must unpack, got "https://h/a.vhd"',
  ]);
});

test("a prop takes a TemplateDisk, not its path", () => {
  expect(problemsOf(() => used("C:\\a.vhd"))).toEqual(['m: disk must be a TemplateDisk (TemplateDisk.onHost, .fromUrl or .fromZip), got "C:\\\\a.vhd"']);
});

test("a VM's own disk is a .vhd or .vhdx on the host", () => {
  const problemOf = ({ shape }: Field<string>, path: string): string | undefined => (shape.is === "text" ? shape.problem(path) : "no text");
  expect(["C:\\a\\a.vhd", "C:\\a\\a.VHDX", "C:\\a", "a.vhd"].map((path) => problemOf(diskPath(), path))).toEqual([
    undefined,
    undefined,
    "must end in .vhd or .vhdx",
    "must be an absolute Windows path (C:\\Templates\\pexip.vhd)",
  ]);
});
