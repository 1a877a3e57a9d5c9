// node scripts/cdktn-test.mjs
// The whole test suite with CDK Terrain (cdktn) in the place of cdktf: in a copy of the tree, installed afresh, with bindings generated against it.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm, NpmError } from "./npm.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TERRAIN = "npm:cdktn@~0.24.0";

function copyTree(folder) {
  const names = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: ROOT, encoding: "utf8" });
  for (const name of new Set(names.split("\0"))) {
    if (name !== "" && existsSync(join(ROOT, name))) cpSync(join(ROOT, name), join(folder, name), { verbatimSymlinks: true });
  }
}

function edit(file, change) {
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  change(manifest);
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}

function useTerrain(folder) {
  edit(join(folder, "package.json"), ({ devDependencies }) => Object.assign(devDependencies, { cdktf: TERRAIN, constructs: "~10.7.0" }));
  const examples = join(folder, "examples");
  for (const name of readdirSync(examples)) {
    const file = join(examples, name, "package.json");
    if (existsSync(file)) edit(file, ({ dependencies }) => Object.assign(dependencies, { cdktf: TERRAIN }));
  }
}

const folder = mkdtempSync(join(tmpdir(), "pexip-hyperv-cdktn-"));
try {
  copyTree(folder);
  useTerrain(folder);
  npm(["install", "--ignore-scripts", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], folder);
  const { name, version } = JSON.parse(readFileSync(join(folder, "node_modules", "cdktf", "package.json"), "utf8"));
  if (name !== "cdktn") throw new Error(`the copy has ${name} ${version}, not cdktn`);
  console.error(`testing with ${name} ${version}`);
  npm(["test", "--", ...process.argv.slice(2)], folder);
} catch (error) {
  if (!(error instanceof NpmError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
