// npm run docs
// Writes the pages of docs, and the editors' schema of the platform file, that are made from the code. A test of each fails while the two differ.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { propDocs } from "./prop-docs.cjs";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const built = (...file) => createRequire(import.meta.url)(join(root, "dist", "lib", ...file));

const PAGES = {
  "docs/rules.md": () => built("documents", "rules-page.js").rulesPage(),
  "docs/guide-map.md": () => built("documents", "guide-map.js").guideMap(),
  "docs/platform-file.md": () => built("config", "read", "platform-page.js").platformPage(propDocs(root)),
  "schema/platform.schema.json": () => built("config", "read", "json-schema.js").platformSchemaText(propDocs(root)),
};

for (const [name, text] of Object.entries(PAGES)) {
  const page = join(root, name);
  mkdirSync(dirname(page), { recursive: true });
  // never half a file, whatever interrupts this
  writeFileSync(`${page}.new`, text());
  renameSync(`${page}.new`, page);
}
