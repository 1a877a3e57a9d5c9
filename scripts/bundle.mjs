// node scripts/bundle.mjs
// Bundles the command line into dist/cli, so that it starts in little more than an empty Node process: one file instead of four hundred.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What the offline checks need; all else is loaded by the commands that want it. */
const BUNDLED = ["commander", "fastest-levenshtein", "ipaddr.js", "yaml", "zod"];

/** The constructs are the package's own, with cdktf and the generated classes: a second copy of them would be other classes. The lab is exported, too, and large. */
const shipped = {
  name: "shipped",
  setup: ({ onResolve }) => onResolve({ filter: /\/lib\/(config\/build\/synthesize|lab)$/ }, ({ path }) => ({ path: path.endsWith("/lab") ? "../lib/lab/index.js" : "../lib/config/build/synthesize.js", external: true })),
};

const { dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const external = Object.keys(dependencies).filter((name) => !BUNDLED.includes(name));

await build({
  absWorkingDir: ROOT,
  entryPoints: ["bin/pexip-hyperv.ts"],
  outfile: "dist/cli/pexip-hyperv.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external,
  plugins: [shipped],
  // less to read and to parse; names stay, because a report of a bug shows them
  minifyWhitespace: true,
  minifySyntax: true,
  legalComments: "eof",
  logLevel: "warning",
});
