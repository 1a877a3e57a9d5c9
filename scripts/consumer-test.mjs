// node scripts/consumer-test.mjs
// What a user gets: packs this package, looks at what the tarball carries, installs it into empty projects beside cdktf and beside CDK Terrain, compiles and runs the programs of test/consumer there.
import { deepStrictEqual } from "node:assert";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import freshness from "./freshness.cjs";
import { npm } from "./npm.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");
const LIBRARIES = {
  cdktf: { cdktf: "~0.21.0", constructs: "^10.4.2" },
  cdktn: { cdktf: "npm:cdktn@~0.24.0", constructs: "~10.7.0" },
};

// about twice what is there today: enough to grow, not enough to hide a folder that slipped in
const MAX_PACKED_KB = 2_000;
const MAX_UNPACKED_KB = 10_500;

const PROGRAMS = ["main.ts", "lab.ts"];

const REQUIRED = [
  "LICENSE",
  "README.md",
  "CHANGELOG.md",
  "package.json",
  "dist/lib/index.js",
  "dist/lib/index.d.ts",
  "dist/lib/lab/index.js",
  "dist/lib/lab/index.d.ts",
  "dist/lib/testing/index.d.ts",
  "dist/cli/pexip-hyperv.js",
  "schema/platform.schema.json",
  "templates/common/gitignore",
  ...["hyperv", "pexip"].flatMap((name) => ["package.json", "schema.json", "lib/index.js", "lib/index.d.ts", "lib/provider/index.js"].map((file) => `node_modules/@cdktf/provider-${name}/${file}`)),
  "node_modules/@cdktf/provider-hyperv/lib/machine-instance/index.js",
  "node_modules/@cdktf/provider-pexip/lib/pexip-infinity-worker-vm/index.js",
];
const FORBIDDEN = [
  ["a test", /(^|\/)(test|tests|__tests__)\/|\.test\./],
  ["a TypeScript source", /(?<!\.d)\.[mc]?ts$/],
  ["a source map", /\.map$/],
  ["a file of the build", /(^|\/)\.[^/]*$|tsbuildinfo/],
  ["a part of the repository", /^(scripts|examples|api|lib(?!\/lab\/SUPPORTED\.md$)|bin)\//],
  ["a program for clones only", /^dist\/bin\/start\./],
  ["another package", /^node_modules\/(?!@cdktf\/provider-(hyperv|pexip)\/)/],
];

const problems = [];

function run(command, args, cwd) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${[command, ...args].join(" ")}\n${stdout}${stderr}`);
  return stdout;
}

function pack(folder) {
  npm(["pack", "--pack-destination", folder, "--loglevel=error"], ROOT);
  return join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")));
}

function inspect(tarball, folder) {
  mkdirSync(folder);
  run("tar", ["-xzf", tarball, "-C", folder]);
  const root = join(folder, "package");
  const files = freshness.filesBelow(root).map((path) => relative(root, path).replaceAll("\\", "/"));
  for (const name of REQUIRED) if (!files.includes(name)) problems.push(`the package lacks ${name}`);
  // what init writes is shipped as it is, tests and TypeScript included
  const ours = files.filter((file) => !file.startsWith("templates/"));
  for (const [what, pattern] of FORBIDDEN) for (const name of ours.filter((file) => pattern.test(file))) problems.push(`the package carries ${what}: ${name}`);
  inspectContents(root, files);
  const packed = statSync(tarball).size / 1000;
  const unpacked = files.reduce((sum, name) => sum + statSync(join(root, name)).size, 0) / 1000;
  if (packed > MAX_PACKED_KB) problems.push(`the package is ${packed.toFixed()} kB packed; the bound is ${MAX_PACKED_KB}`);
  if (unpacked > MAX_UNPACKED_KB) problems.push(`the package is ${unpacked.toFixed()} kB unpacked; the bound is ${MAX_UNPACKED_KB}`);
  console.log(`${files.length} files, ${packed.toFixed()} kB packed, ${unpacked.toFixed()} kB unpacked`);
}

function inspectContents(root, files) {
  const seen = new Map();
  for (const name of files) {
    const content = readFileSync(join(root, name));
    if (content.includes("//# sourceMapping" + "URL=")) problems.push(`the package carries a source map: in ${name}`);
    const hash = createHash("sha256").update(content).digest("hex");
    if (seen.has(hash) && content.length > 200) problems.push(`the package carries one file twice: ${seen.get(hash)} and ${name}`);
    seen.set(hash, name);
  }
}

function install(tarball, library, folder) {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", version: "1.0.0", private: true, dependencies: { ...LIBRARIES[library], "cdktf-pexip-hyperv": `file:${tarball}` } }));
  npm(["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], folder);
}

function compile(folder) {
  for (const program of PROGRAMS) copyFileSync(join(ROOT, "test", "consumer", program), join(folder, program));
  const types = [join(ROOT, "node_modules", "@types")];
  const compilerOptions = { target: "ES2022", module: "node16", moduleResolution: "node16", strict: true, skipLibCheck: false, typeRoots: types, types: ["node"] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: PROGRAMS }));
  run(process.execPath, [createRequire(import.meta.url).resolve("typescript/bin/tsc"), "-p", "tsconfig.json"], folder);
}

function synthesize(folder) {
  const output = join(folder, "cdktf.out");
  run(process.execPath, ["main.js", output], folder);
  const stacks = join(output, "stacks");
  return Object.fromEntries(readdirSync(stacks).map((name) => [name, comparable(JSON.parse(readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")), folder)]));
}

/** A lab, and with terraform a rehearsal through the installed command line, which has nothing of this clone to find. */
function rehearse(folder) {
  process.stdout.write(run(process.execPath, ["lab.js", join(folder, "cdktf.out")], folder));
}

// without the library's version and the folder of the run
function comparable(stack, folder) {
  delete stack["//"].metadata.version;
  const { local } = stack.terraform.backend;
  local.path = relative(folder, local.path);
  return stack;
}

const { bin = {} } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
function runPrograms(folder) {
  for (const path of Object.values(bin)) run(process.execPath, [join(folder, "node_modules", "cdktf-pexip-hyperv", path), "--help"], folder);
}

const HAS_TERRAFORM = spawnSync("terraform", ["version"]).status === 0;

/** What the README promises: a project that passes its own tests, is judged, is rehearsed where there is Terraform, and gets its documents. */
function scaffold(tarball, cli, kind) {
  const folder = join(scratch, `demo-${kind}`);
  run(process.execPath, [cli, "init", folder, "--kind", kind, "--package", tarball], scratch);
  npm(["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], folder);
  npm(["test"], folder);
  const program = join(folder, "node_modules", ".bin", "pexip-hyperv");
  if (kind === "typescript") npm(["run", "synth"], folder);
  run(program, ["check"], folder);
  if (HAS_TERRAFORM) npm(["run", "rehearse"], folder);
  run(program, ["docs"], folder);
  const documents = join(folder, "cdktf.out", "documents");
  for (const name of ["datasheet.html", "runbook.md", "topology.svg"]) if (!existsSync(join(documents, name))) problems.push(`docs of a ${kind} project wrote no ${name}`);
}

function compare(name, found, expected) {
  try {
    deepStrictEqual(found, expected);
  } catch (error) {
    problems.push(`${name}: ${error.message}`);
  }
}

async function timed(title, step) {
  const started = performance.now();
  const result = await step();
  console.log(`${title}: ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return result;
}

const scratch = mkdtempSync(join(tmpdir(), "pexip-hyperv-consumer-"));
try {
  const tarball = await timed("npm pack", () => pack(scratch));
  await timed("contents", () => inspect(tarball, join(scratch, "contents")));
  const stacks = {};
  for (const library of Object.keys(LIBRARIES)) {
    const folder = join(scratch, library);
    await timed(`${library}: install`, () => install(tarball, library, folder));
    await timed(`${library}: compile`, () => compile(folder));
    stacks[library] = await timed(`${library}: synthesize`, () => synthesize(folder));
    await timed(`${library}: lab and rehearsal`, () => rehearse(folder));
    await timed(`${library}: programs`, () => runPrograms(folder));
  }
  for (const kind of ["platform-file", "typescript"]) {
    const cli = join(scratch, "cdktf", "node_modules", "cdktf-pexip-hyperv", bin["pexip-hyperv"]);
    await timed(`init, test, check, ${HAS_TERRAFORM ? "rehearsal" : "no rehearsal (terraform is not on PATH)"} and docs of a ${kind} project`, () => scaffold(tarball, cli, kind));
  }
  const providers = stacks.cdktf.platform.terraform.required_providers;
  compare("required_providers of the platform", providers, { hyperv: { source: "taliesins/hyperv", version: "~> 1.2" }, pexip: { source: "pexip/infinity", version: "~> 40.0" } });
  compare("the switch's notes", Object.values(stacks.cdktf.manager.resource.hyperv_network_switch)[0].notes, "changed by the consumer");
  compare("the stacks of CDK Terrain", stacks.cdktn, stacks.cdktf);
} catch (error) {
  problems.push(error.message);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
