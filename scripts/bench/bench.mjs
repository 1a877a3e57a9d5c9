// npm run bench: prints { "rows": { name: { "value", "target", "unit" } } }. Ratios of one run first; absolute times mean little.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { platformFile } from "./platform-file.mjs";

const sampleScript = fileURLToPath(new URL("./sample.cjs", import.meta.url));
const require = createRequire(import.meta.url);
const ROUNDS = 5;

const sample = (kind, nodes, mode = "runbook") => JSON.parse(execFileSync(process.execPath, [sampleScript, kind, String(nodes), mode], { encoding: "utf8" })).milliseconds;
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const rounded = (value) => Number(value.toFixed(2));

requireEqualOutput();

const rows = {};
const ours = {};
for (const nodes of [10, 100, 1000]) {
  // both sides of a ratio in turn, so that a busy moment hits both
  const pairs = Array.from({ length: ROUNDS }, () => [sample("constructs", nodes), sample("bare", nodes)]);
  ours[nodes] = median(pairs.map(([constructs]) => constructs));
  rows[`synth of ${nodes} nodes, to bare classes`] = { value: rounded(median(pairs.map(([constructs, bare]) => constructs / bare))), target: 1.25, unit: "ratio" };
}
const api = Array.from({ length: ROUNDS }, () => [sample("constructs", 1000, "api"), sample("bare", 1000, "api")]);
rows["synth of 1000 nodes in api mode, to bare classes"] = { value: rounded(median(api.map(([constructs, bare]) => constructs / bare))), target: 1.25, unit: "ratio" };
const rules = Object.fromEntries([500, 1000, 4000].map((nodes) => [nodes, sample("rules", nodes)]));
rows["synth growth, 100 to 1,000 nodes"] = { value: rounded(ours[1000] / ours[100]), target: 11, unit: "ratio" };
// below some hundred nodes the processor's caches hold the whole model, which says nothing of the rules
rows["rules growth, 500 to 4,000 nodes"] = { value: rounded(rules[4000] / rules[500]), target: 9, unit: "ratio" };
rows["all rules over 1,000 nodes"] = { value: rounded(rules[1000]), target: 50, unit: "ms" };
commandRows();
process.stdout.write(`${JSON.stringify({ rows }, undefined, 2)}\n`);

/** The command line as its user starts it: whole processes. */
function commandRows() {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const cli = join(root, "dist", "cli", "pexip-hyperv.js");
  const folder = mkdtempSync(join(tmpdir(), "pexip-hyperv-bench-"));
  const milliseconds = (...args) => {
    const began = process.hrtime.bigint();
    execFileSync(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
    return Number(process.hrtime.bigint() - began) / 1e6;
  };
  try {
    const small = join(folder, "four.yaml");
    const large = join(folder, "thousand.yaml");
    writeFileSync(small, platformFile(4));
    writeFileSync(large, platformFile(1000));
    const pairs = Array.from({ length: 15 }, () => [milliseconds(cli, "check", small), milliseconds("-e", "0")]);
    rows["check of a 4-node file, to node -e 0"] = { value: rounded(median(pairs.map(([check, empty]) => check / empty))), target: 2.5, unit: "ratio" };
    rows["check of a 1,000-node file"] = { value: Math.round(median(Array.from({ length: ROUNDS }, () => milliseconds(cli, "check", large)))), target: 1000, unit: "ms" };
    rows["docs of a 1,000-node file"] = { value: Math.round(median(Array.from({ length: ROUNDS }, () => milliseconds(cli, "docs", large, "--output", join(folder, "documents"))))), target: 3000, unit: "ms" };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A ratio between two different outputs would mean nothing. */
function requireEqualOutput() {
  const { Testing } = require("cdktf");
  const { withConstructs, withBareClasses } = require("./platforms.cjs");
  const outdir = mkdtempSync(join(tmpdir(), "pexip-hyperv-bench-"));
  try {
    for (const api of [false, true]) {
      const [constructs, bare] = [withConstructs, withBareClasses].map((make) => make(outdir, 25, api).stacks.map((stack) => Testing.synth(stack)));
      constructs.forEach((json, index) => {
        if (json !== bare[index]) throw new Error(`the two sides do not synthesize the same configuration: ${firstDifference(json, bare[index])}`);
      });
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function firstDifference(one, other) {
  const lines = other.split("\n");
  const at = one.split("\n").findIndex((line, index) => line !== lines[index]);
  return `line ${at + 1}: ${one.split("\n")[at]} / ${lines[at]}`;
}
