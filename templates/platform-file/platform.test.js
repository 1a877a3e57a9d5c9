// npm test          platform.yaml breaks no rule, and synthesizes to what was reviewed: the files in snapshot/
// npm run snapshot  what it synthesizes to now is what was reviewed; commit the difference
const assert = require("node:assert/strict");
const { spawnSync } = require("node:child_process");
const { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { dirname, join } = require("node:path");
const { test } = require("node:test");

const PROJECT = join(__dirname, "..");
const SNAPSHOT = join(PROJECT, "snapshot");
const PACKAGE = require.resolve("cdktf-pexip-hyperv/package.json");
const PROGRAM = join(dirname(PACKAGE), require(PACKAGE).bin["pexip-hyperv"]);

function pexipHyperv(args, env = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: PROJECT, env: { ...process.env, ...env }, encoding: "utf8" });
  assert.equal(status, 0, `pexip-hyperv ${args.join(" ")}\n${stdout}${stderr}`);
}

// the Terraform configuration of each stack
function synthesize() {
  const outdir = mkdtempSync(join(tmpdir(), "platform-"));
  try {
    pexipHyperv(["synth", "platform.yaml"], { CDKTF_OUTDIR: outdir });
    const stacks = readdirSync(join(outdir, "stacks")).sort();
    return Object.fromEntries(stacks.map((stack) => [stack, reviewable(JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")))]));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

// without cdktf's own notes, and without the folder that this project happens to be in
function reviewable(stack) {
  delete stack.terraform.backend?.local?.path;
  return JSON.parse(JSON.stringify(stack, (key, value) => (key === "//" ? undefined : value)));
}

function readSnapshot() {
  const files = readdirSync(SNAPSHOT).filter((name) => name.endsWith(".json")).sort();
  return Object.fromEntries(files.map((name) => [name.replace(/\.json$/, ""), JSON.parse(readFileSync(join(SNAPSHOT, name), "utf8"))]));
}

function writeSnapshot(stacks) {
  rmSync(SNAPSHOT, { recursive: true, force: true });
  mkdirSync(SNAPSHOT);
  for (const [stack, configuration] of Object.entries(stacks)) writeFileSync(join(SNAPSHOT, `${stack}.json`), `${JSON.stringify(configuration, null, 2)}\n`);
}

if (process.argv.includes("--write")) {
  writeSnapshot(synthesize());
  console.log("snapshot/ is what platform.yaml synthesizes to now: read `git diff snapshot`, then commit it");
} else {
  test("platform.yaml breaks no rule", () => pexipHyperv(["check", "platform.yaml"]));
  test("platform.yaml synthesizes to what was reviewed; if you meant the change: npm run snapshot", () => {
    assert.deepEqual(synthesize(), readSnapshot());
  });
}
