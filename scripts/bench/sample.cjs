// One measurement in a process of its own: cdktf never frees its tokens. Prints JSON: { "milliseconds" }.
// Usage: node sample.cjs constructs|bare|rules NODES [api]
const { mkdtempSync, rmSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { performance } = require("node:perf_hooks");
const platforms = require("./platforms.cjs");

const [kind, count, mode] = process.argv.slice(2);
const nodes = Number(count);
const outdir = mkdtempSync(join(tmpdir(), "pexip-hyperv-bench-"));
const make = (outdir, nodes) => (kind === "bare" ? platforms.withBareClasses : platforms.withConstructs)(outdir, nodes, mode === "api");

const timed = (action) => {
  const began = performance.now();
  action();
  return performance.now() - began;
};

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

try {
  // loads and compiles everything once, outside the measured time
  make(join(outdir, "warm"), 20).app.synth();
  let milliseconds;
  if (kind === "rules") {
    const { judgeModel } = require("../../dist/lib/deployment/judgement");
    const { app } = make(join(outdir, "model"), nodes);
    app.synth();
    const model = JSON.parse(require("node:fs").readFileSync(join(outdir, "model", "deployment.json"), "utf8"));
    // enough rounds that the compiler is done with the small model too
    const rounds = Math.max(15, Math.round(10_000 / nodes));
    milliseconds = median(Array.from({ length: rounds }, () => timed(() => judgeModel(model))).slice(-15));
  } else {
    // one small synth is over before the clock says much
    const rounds = Math.max(1, Math.round(200 / nodes));
    milliseconds = median(Array.from({ length: rounds }, (_, round) => timed(() => make(join(outdir, `measured-${round}`), nodes).app.synth())));
  }
  process.stdout.write(JSON.stringify({ milliseconds }));
} finally {
  rmSync(outdir, { recursive: true, force: true });
}
