// node scripts/ready.mjs
// What every npm script runs first: installs, generates and builds what is missing or out of date. With nothing to do it takes a tenth of a second.
import { build, ROOT } from "./build.mjs";
import freshness from "./freshness.cjs";
import { npm, NpmError } from "./npm.mjs";

function ready() {
  if (!freshness.isInstalled(ROOT)) {
    console.error("installing the packages of package-lock.json");
    // no scripts: the packages need none, and our own would build before this file does
    npm(["ci", "--ignore-scripts", "--include=dev", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], ROOT);
  }
  return build();
}

try {
  if (!ready()) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof NpmError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
