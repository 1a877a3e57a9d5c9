import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder } from "../../lib/output/make-folder";

const folder = mkdtempSync(join(tmpdir(), "make-folder-"));

afterAll(() => rmSync(folder, { recursive: true }));

test("a folder with all above it, and which of them was the first", () => {
  expect(makeFolder(join(folder, "a", "b", "c"))).toBe(join(folder, "a"));
  expect(existsSync(join(folder, "a", "b", "c"))).toBe(true);
  expect(makeFolder(join(folder, "a", "b"))).toBeUndefined();
});

test("where nothing can be made, it says so", () => {
  writeFileSync(join(folder, "file"), "");
  expect(() => makeFolder(join(folder, "file"))).toThrow(/EEXIST/);
  expect(() => makeFolder(join(folder, "file", "x"))).toThrow(/ENOTDIR|EEXIST/);
  if (process.platform === "linux") expect(() => makeFolder("/proc/x/y")).toThrow(/ENOENT|EACCES/);
});
