// A worker of generate.mjs: one binding from its schema to lib/, in the layout of the prebuilt providers.
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parentPort, workerData } from "node:worker_threads";

// The generator starts `terraform version` when it is loaded and reports a missing terraform to HashiCorp.
process.env.CHECKPOINT_DISABLE = "1";
process.env.TERRAFORM_BINARY_NAME = "terraform-is-not-needed-to-generate-bindings";

// Inside the repository, so that the sources find cdktf and the result can be renamed into place.
const WORK_FOLDER = fileURLToPath(new URL("../../.cache/bindings", import.meta.url));

const require = createRequire(import.meta.url);

async function generateSources({ schemaFile, address, providerVersion, constraint }, folder) {
  // the package's main module wants jsii and jsii-pacmak, which it does not declare
  const generatorFile = require.resolve("@cdktf/provider-generator/lib/get/generator/provider-generator");
  const fromGenerator = createRequire(generatorFile);
  const { TerraformProviderGenerator } = require(generatorFile);
  const { CodeMaker } = fromGenerator("codemaker");
  const { ConstructsMakerProviderTarget, LANGUAGES, TerraformProviderConstraint } = fromGenerator("@cdktf/commons");

  const schema = { ...JSON.parse(readFileSync(schemaFile, "utf8")), provider_versions: { [address]: providerVersion } };
  const code = new CodeMaker();
  const target = new ConstructsMakerProviderTarget(new TerraformProviderConstraint(constraint), LANGUAGES[0]);
  new TerraformProviderGenerator(code, schema).generate(target);
  await code.save(folder);
  const sources = join(folder, "providers", constraint.name);
  dropProviderVersion(join(sources, "provider", "index.ts"));
  return sources;
}

// cdktf would put the exact version in required_providers; without it, it takes the constraint
function dropProviderVersion(file) {
  const source = readFileSync(file, "utf8");
  const result = source.replace(/^ *providerVersion: '.*',\n/m, "");
  if (result === source) throw new Error(`no providerVersion in ${file}: has the generator changed?`);
  writeFileSync(file, result);
}

function compileSources(sources, output) {
  const ts = require("typescript");
  const files = readdirSync(sources, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(sources, entry.name, "index.ts"));
  const program = ts.createProgram(files, {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    rootDir: sources,
    outDir: output,
    declaration: true,
    strict: true,
    skipLibCheck: true,
    noEmitOnError: true,
    types: [],
  });
  const diagnostics = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (diagnostics.length === 0) return undefined;
  const [{ file, messageText }] = diagnostics;
  const where = file ? `${relative(sources, file.fileName)}: ` : "";
  const others = diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : "";
  return `the generated classes do not compile: ${where}${ts.flattenDiagnosticMessageText(messageText, " ")}${others}`;
}

// The generator's own lazy index has no types, its typed one loads every class.
function writeIndex(sources, output) {
  const typed = readFileSync(join(sources, "index.ts"), "utf8");
  const modules = [...typed.matchAll(/^export \* as (\w+) from '(.+)';$/gm)].map(([, name, path]) => ({ name, path }));
  const lines = [
    '"use strict";',
    "const lazy = (name, get) => Object.defineProperty(exports, name, { enumerable: true, get });",
    ...modules.map(({ name, path }) => `lazy("${name}", () => require("${path}"));`),
    "// never runs: it tells ES modules which names there are",
    `0 && (module.exports = { ${modules.map(({ name }) => name).join(", ")} });`,
  ];
  writeFileSync(join(output, "index.js"), `${lines.join("\n")}\n`);
  writeFileSync(join(output, "index.d.ts"), typed);
}

function putInPlace(output, target, aside) {
  try {
    if (existsSync(target)) renameSync(target, aside);
    renameSync(output, target);
  } catch (error) {
    // another run, started at the same time, was quicker with the same result
    if (!existsSync(join(target, ".stamp"))) throw error;
  }
}

function removeLeftovers() {
  if (!existsSync(WORK_FOLDER)) return;
  for (const entry of readdirSync(WORK_FOLDER)) {
    if (!isRunning(Number(entry.split("-").at(-1)))) rmSync(join(WORK_FOLDER, entry), { recursive: true, force: true });
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function compile({ binding, stamp }) {
  removeLeftovers();
  const folder = join(WORK_FOLDER, `${binding.name}-${process.pid}`);
  const output = join(folder, "lib");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  try {
    const sources = await generateSources(binding, join(folder, "src"));
    const problem = compileSources(sources, output);
    if (problem) return problem;
    writeIndex(sources, output);
    writeFileSync(join(output, ".stamp"), stamp);
    putInPlace(output, binding.output, join(folder, "old"));
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

parentPort.postMessage(await compile(workerData));
