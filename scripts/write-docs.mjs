// npm run docs
// Writes the pages of docs that are made from the code. A test of each fails while the two differ.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const documents = (file) => createRequire(import.meta.url)(join(root, "dist", "lib", "documents", file));

const PAGES = {
  "rules.md": () => documents("rules-page.js").rulesPage(),
  "guide-map.md": () => documents("guide-map.js").guideMap(),
};

const folder = join(root, "docs");
mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(PAGES)) {
  const page = join(folder, name);
  // never half a file, whatever interrupts this
  writeFileSync(`${page}.new`, text());
  renameSync(`${page}.new`, page);
}
