import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesBelow, isInstalled, type Lock, missingPackage, stampOf } from "../../scripts/freshness.cjs";

const LOCK: Lock = {
  packages: {
    "": { version: "1.0.0" },
    "node_modules/a": { version: "1.2.3" },
    "node_modules/@s/linked": { link: true },
    "node_modules/only-on-windows": { version: "2.0.0", optional: true },
  },
};
const INSTALLED: Lock = { packages: { "node_modules/a": { version: "1.2.3" }, "node_modules/@s/linked": { link: true }, "node_modules/further": { version: "9.0.0" } } };

const withPackages = (packages: Lock["packages"]): Lock => ({ packages: { ...INSTALLED.packages, ...packages } });

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "freshness-test-"));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test("nothing is missing when what the lock names is installed; other platforms' packages and further ones do not matter", () => {
  expect(missingPackage(LOCK, INSTALLED)).toBeUndefined();
});

test("a package of another version is missing", () => {
  expect(missingPackage(LOCK, withPackages({ "node_modules/a": { version: "1.2.4" } }))).toBe("node_modules/a");
});

test("a package in the place of a link is missing", () => {
  expect(missingPackage(LOCK, withPackages({ "node_modules/@s/linked": { version: "1.0.0" } }))).toBe("node_modules/@s/linked");
});

test("a package that is not there is missing", () => {
  expect(missingPackage(LOCK, { packages: {} })).toBe("node_modules/a");
});

test("a fresh clone is not installed", () => {
  writeFileSync(join(root, "package-lock.json"), JSON.stringify(LOCK));
  expect(isInstalled(root)).toBe(false);
});

test("npm's own copy of the lock file decides what is installed", () => {
  writeFileSync(join(root, "package-lock.json"), JSON.stringify(LOCK));
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify(INSTALLED));
  expect(isInstalled(root)).toBe(true);
  writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages: {} }));
  expect(isInstalled(root)).toBe(false);
});

test("files are listed in order, whatever is skipped left out; a folder that is not there has none", () => {
  mkdirSync(join(root, "lib", "bindings"), { recursive: true });
  for (const name of ["lib/b.ts", "lib/a.ts", "lib/bindings/c.ts"]) writeFileSync(join(root, name), "");
  expect(filesBelow(join(root, "lib"), (path) => path.endsWith("bindings"))).toEqual([join(root, "lib", "a.ts"), join(root, "lib", "b.ts")]);
  expect(filesBelow(join(root, "bin"))).toEqual([]);
});

test("the stamp changes with a file's content and with its name, not with its time", () => {
  const write = (name: string, content: string) => {
    writeFileSync(join(root, name), content);
    return stampOf(root, [join(root, name)]);
  };
  const stamp = write("a.ts", "one");
  expect(write("a.ts", "one")).toBe(stamp);
  expect(write("a.ts", "two")).not.toBe(stamp);
  expect(write("b.ts", "one")).not.toBe(stamp);
});

test("the stamp tells where one file ends and the next begins", () => {
  const files = ["a", "b"].map((name) => join(root, name));
  const stamps = [["onetwo", ""], ["one", "two"]].map((contents) => {
    files.forEach((file, index) => writeFileSync(file, contents[index]));
    return stampOf(root, files);
  });
  expect(stamps[0]).not.toBe(stamps[1]);
});
