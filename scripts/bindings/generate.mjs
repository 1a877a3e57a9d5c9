// node scripts/bindings/generate.mjs
// Generates and compiles the provider bindings into lib/bindings/*/lib, unless they are up to date. Needs no network.
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { BindingsError } from "./errors.mjs";
import { stampOf, writtenStamp } from "./stamp.mjs";
import workspaces from "./workspaces.cjs";

async function compileInWorker(binding, stamp) {
  const worker = new Worker(new URL("compile.mjs", import.meta.url), { workerData: { binding, stamp } });
  const [problem] = await once(worker, "message");
  if (problem) throw new BindingsError(`${binding.manifest.name}: ${problem}`);
}

async function generate() {
  const started = performance.now();
  const stale = workspaces
    .bindingNames()
    .map((name) => workspaces.readBinding(name))
    .map((binding) => ({ binding, stamp: stampOf(binding) }))
    .filter(({ binding, stamp }) => writtenStamp(binding) !== stamp);
  await Promise.all(stale.map(({ binding, stamp }) => compileInWorker(binding, stamp)));
  for (const { binding } of stale) console.log(`generated ${binding.manifest.name} ${binding.manifest.version}`);
  if (stale.length > 0) console.log(`${((performance.now() - started) / 1000).toFixed(1)} s`);
}

try {
  await generate();
} catch (error) {
  if (!(error instanceof BindingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
