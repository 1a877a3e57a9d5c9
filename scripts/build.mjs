// node scripts/build.mjs
// Generates the bindings, compiles lib and bin into dist, bundles the command line into one file and lets examples import this package by its name; only what is out of date. npm runs it as "prepare".
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { BindingsError } from "./bindings/errors.mjs";
import { stampOf as bindingStampOf, writtenStamp } from "./bindings/stamp.mjs";
import workspaces from "./bindings/workspaces.cjs";
import freshness from "./freshness.cjs";

export const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const BINDINGS = join(ROOT, "lib", "bindings");
const DIST = join(ROOT, "dist");
const STAMP = join(DIST, ".stamp");
const CLI = join(DIST, "cli");

/** Runs a program of Node; what it prints goes to stderr, so that stdout stays the caller's. */
export function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, stdio: ["ignore", 2, 2] });
  return status === 0;
}

function sources() {
  const skip = (path) => path === BINDINGS || path.endsWith(".d.ts");
  return ["lib", "bin"].flatMap((folder) => freshness.filesBelow(join(ROOT, folder), skip)).filter((path) => path.endsWith(".ts"));
}

const outputOf = (source) => join(DIST, relative(ROOT, source)).replace(/\.ts$/, ".js");

function buildStamp(files) {
  const settings = ["tsconfig.json", "tsconfig.build.json", "package-lock.json"].map((name) => join(ROOT, name));
  const bindings = workspaces.bindingNames().map((name) => join(BINDINGS, name, "lib", ".stamp"));
  return freshness.stampOf(ROOT, [...settings, ...bindings, ...files]);
}

// tsc leaves the output of sources that are gone, and they would be published
function removeStrays(files) {
  const expected = new Set(files.map(outputOf));
  for (const path of freshness.filesBelow(DIST)) {
    if (path.startsWith(join(DIST, ".")) || path.startsWith(CLI) || expected.has(path.replace(/\.d\.ts$/, ".js"))) continue;
    rmSync(path);
  }
}

function compile() {
  const files = sources();
  const stamp = buildStamp(files);
  const complete = files.every((file) => existsSync(outputOf(file))) && existsSync(CLI);
  if (complete && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp) return true;
  console.error("building dist");
  // tsc takes its word for what it once wrote; what is there stays until there is something better
  if (!complete) rmSync(join(DIST, ".tsbuildinfo"), { force: true });
  const { resolve } = createRequire(import.meta.url);
  if (!run([resolve("typescript/bin/tsc"), "-p", "tsconfig.build.json"])) return false;
  removeStrays(files);
  if (!run([join("scripts", "bundle.mjs")])) return false;
  mkdirSync(DIST, { recursive: true });
  writeFileSync(STAMP, stamp);
  return true;
}

function generateBindings() {
  const stale = workspaces.bindingNames().map((name) => workspaces.readBinding(name)).some((binding) => writtenStamp(binding) !== bindingStampOf(binding));
  return !stale || run([join("scripts", "bindings", "generate.mjs")]);
}

// examples have their own package.json, so neither Node's self-reference nor npx reaches this package from there
function linkPackage() {
  const { name, bin } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  linkOnce("..", join(ROOT, "node_modules", name), "junction");
  if (process.platform === "win32") return;
  for (const [command, program] of Object.entries(bin)) {
    chmodSync(join(ROOT, program), 0o755);
    linkOnce(join("..", "..", program), join(ROOT, "node_modules", ".bin", command), "file");
  }
}

function linkOnce(target, link, type) {
  if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkSync(target, link, type);
}

/** False when something failed, after its own words about it. */
export function build() {
  try {
    if (!generateBindings()) return false;
  } catch (error) {
    if (!(error instanceof BindingsError)) throw error;
    console.error(error.message);
    return false;
  }
  if (!compile()) return false;
  linkPackage();
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !build()) process.exitCode = 1;
