import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProjectFile } from "../../lib/scaffold/project";
import { obstacles, writeProject } from "../../lib/scaffold/write";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "pexip hyperv's-"));
});
afterEach(() => rmSync(root, { recursive: true }));

const file = (path: string, text = `new ${path}`): ProjectFile => ({ path, purpose: "", text });
const FILES = [file("a.txt"), file(".deep/er/b.txt"), file(".deep/c.txt")];

/** Every file below a folder, with its text. */
function contents(folder: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(paths.map(({ parentPath, name }) => join(parentPath, name)).sort().map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

describe("writeProject", () => {
  test("makes the folder and those in it, and leaves nothing else there", () => {
    const folder = join(root, "new", "one");
    writeProject(folder, FILES);
    expect(contents(folder)).toEqual({ "a.txt": "new a.txt", ".deep/er/b.txt": "new .deep/er/b.txt", ".deep/c.txt": "new .deep/c.txt" });
    expect(readdirSync(folder).sort()).toEqual([".deep", "a.txt"]);
  });

  test("takes the place of what is there, and touches nothing else", () => {
    writeFileSync(join(root, "a.txt"), "old");
    writeFileSync(join(root, "other.txt"), "other");
    writeProject(root, FILES);
    expect(contents(root)).toEqual({ ".deep/c.txt": "new .deep/c.txt", ".deep/er/b.txt": "new .deep/er/b.txt", "a.txt": "new a.txt", "other.txt": "other" });
  });

  test("replaces a link instead of writing through it", () => {
    writeFileSync(join(root, "outside.txt"), "outside");
    mkdirSync(join(root, "project"));
    symlinkSync(join(root, "outside.txt"), join(root, "project", "a.txt"));
    writeProject(join(root, "project"), FILES);
    expect(readFileSync(join(root, "outside.txt"), "utf8")).toBe("outside");
    expect(readFileSync(join(root, "project", "a.txt"), "utf8")).toBe("new a.txt");
  });

  test("that fails half-way leaves what was there before", () => {
    writeFileSync(join(root, "a.txt"), "old");
    mkdirSync(join(root, ".deep"));
    expect(() => writeProject(root, [...FILES, file("x".repeat(300))])).toThrow(/ENAMETOOLONG/);
    expect(contents(root)).toEqual({ "a.txt": "old" });
    expect(readdirSync(root).sort()).toEqual([".deep", "a.txt"]);
    expect(readdirSync(join(root, ".deep"))).toEqual([]);
  });

  test("that fails in a new folder leaves no folder", () => {
    expect(() => writeProject(join(root, "new", "one"), [...FILES, file("x".repeat(300))])).toThrow(/ENAMETOOLONG/);
    expect(existsSync(join(root, "new"))).toBe(false);
  });

  // root writes everywhere
  (process.getuid?.() === 0 ? test.skip : test)("fails in a read-only folder and leaves nothing (skipped for root)", () => {
    chmodSync(root, 0o500);
    expect(() => writeProject(root, FILES)).toThrow(/EACCES/);
    chmodSync(root, 0o700);
    expect(readdirSync(root)).toEqual([]);
  });
});

describe("obstacles", () => {
  test("has none in a folder that does not exist, and in one with other files", () => {
    expect(obstacles(join(root, "none"), FILES)).toEqual({ existing: [], blocking: [] });
    writeFileSync(join(root, "other.txt"), "");
    mkdirSync(join(root, ".deep"));
    expect(obstacles(root, FILES)).toEqual({ existing: [], blocking: [] });
  });

  test("lists every file that exists, links that lead nowhere included", () => {
    writeFileSync(join(root, "a.txt"), "");
    mkdirSync(join(root, ".deep"));
    symlinkSync(join(root, "nowhere"), join(root, ".deep", "c.txt"));
    expect(obstacles(root, FILES)).toEqual({ existing: ["a.txt", ".deep/c.txt"], blocking: [] });
  });

  test("tells a file where a folder is needed, and a folder where a file is", () => {
    writeFileSync(join(root, ".deep"), "");
    mkdirSync(join(root, "a.txt"));
    expect(obstacles(root, FILES)).toEqual({ existing: [], blocking: ["a.txt", ".deep"] });
  });

  test("tells a folder that is a link to elsewhere", () => {
    mkdirSync(join(root, "elsewhere"));
    mkdirSync(join(root, "project"));
    symlinkSync(join(root, "elsewhere"), join(root, "project", ".deep"));
    expect(obstacles(join(root, "project"), FILES)).toEqual({ existing: [], blocking: [".deep"] });
  });

  test("tells that the project's folder is a file", () => {
    writeFileSync(join(root, "file"), "");
    expect(obstacles(join(root, "file"), FILES)).toEqual({ existing: [], blocking: ["."] });
  });
});
