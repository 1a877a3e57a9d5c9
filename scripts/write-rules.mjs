// npm run docs
// Writes docs/rules.md from the rules. A test fails while the two differ.
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const { rulesPage } = createRequire(import.meta.url)(join(root, "dist", "lib", "documents", "rules-page.js"));

const page = join(root, "docs", "rules.md");
mkdirSync(dirname(page), { recursive: true });
// never half a file, whatever interrupts this
writeFileSync(`${page}.new`, rulesPage());
renameSync(`${page}.new`, page);
