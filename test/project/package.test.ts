import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const read = (...path: string[]) => readFileSync(join(ROOT, ...path), "utf8");

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly engines: { readonly node: string };
  readonly type: string;
  readonly files: readonly string[];
  readonly exports: { readonly [path: string]: string | { readonly types: string; readonly default: string } };
  readonly bundleDependencies: readonly string[];
  readonly dependencies: { readonly [name: string]: string };
  readonly peerDependencies: { readonly [name: string]: string };
  readonly scripts: { readonly [name: string]: string };
}

const manifest = JSON.parse(read("package.json")) as Manifest;
const bindings = readdirSync(join(ROOT, "lib", "bindings")).map((name) => JSON.parse(read("lib", "bindings", name, "package.json")) as Manifest);

test("the licence is the Apache License 2.0, word for word, everywhere", () => {
  expect(createHash("sha256").update(read("LICENSE")).digest("hex")).toBe("cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30");
  expect([manifest, ...bindings].map(({ license }) => license)).toEqual(["Apache-2.0", "Apache-2.0", "Apache-2.0"]);
});

test("the package is CommonJS for Node 20 and later", () => {
  expect(manifest).toMatchObject({ type: "commonjs", engines: { node: ">=20" } });
});

test("cdktf and constructs are the user's", () => {
  expect(manifest.peerDependencies).toEqual({ cdktf: ">=0.20 <1", constructs: "^10.4.2" });
  for (const binding of bindings) expect(binding.peerDependencies).toEqual(manifest.peerDependencies);
});

test("the bindings travel inside the package", () => {
  expect([...manifest.bundleDependencies].sort()).toEqual(bindings.map(({ name }) => name).sort());
  expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining([...manifest.bundleDependencies]));
});

test("every entry point is a source that is built and packed", () => {
  expect(Object.keys(manifest.exports)).toEqual(expect.arrayContaining([".", "./testing", "./provider-hyperv", "./provider-pexip", "./package.json"]));
  const built = Object.values(manifest.exports).flatMap((target) => (typeof target === "string" ? [] : [target.types.replace(/\.d\.ts$/, ""), target.default.replace(/\.js$/, "")]));
  for (const path of built) {
    expect(path).toMatch(/^\.\/dist\/lib\//);
    expect({ path, source: existsSync(join(ROOT, `${path.replace("./dist/", "")}.ts`)) }).toEqual({ path, source: true });
  }
});

test("the lock file names no registry", () => {
  expect(read("package-lock.json").match(/"resolved": "(?!lib\/bindings\/)[^"]*"/g) ?? []).toEqual([]);
});

test("every script prepares what it needs, and its file exists", () => {
  for (const [name, script] of Object.entries(manifest.scripts)) {
    if (name !== "prepare" && name !== "check") expect(script).toMatch(/^node scripts\/ready\.mjs( && |$)/);
    for (const [file] of script.matchAll(/scripts\/\S+/g)) expect({ file, exists: existsSync(join(ROOT, file)) }).toEqual({ file, exists: true });
    for (const [, called] of script.matchAll(/npm run (\S+)/g)) expect(Object.keys(manifest.scripts)).toContain(called);
  }
});

test("every command of CONTRIBUTING.md exists", () => {
  for (const [, name] of read("CONTRIBUTING.md").matchAll(/npm run ([\w:]+)/g)) expect(Object.keys(manifest.scripts)).toContain(name);
});
