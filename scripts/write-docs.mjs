// npm run docs
// Writes the pages of docs, and the editors' schema of the platform file, that are made from the code. A test of each fails while the two differ.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { propDocs } from "./prop-docs.cjs";

const root = join(fileURLToPath(import.meta.url), "..", "..");
const built = (...file) => createRequire(import.meta.url)(join(root, "dist", "lib", ...file));

const typesOf = (binding) => {
  const { provider_schemas: schemas } = JSON.parse(readFileSync(join(root, "lib", "bindings", binding, "schema.json"), "utf8"));
  const [{ resource_schemas: resources, data_source_schemas: dataSources = {} }] = Object.values(schemas);
  return { resources: Object.keys(resources), dataSources: Object.keys(dataSources) };
};

const PAGES = {
  "docs/rules.md": () => built("documents", "rules-page.js").rulesPage(),
  "docs/guide-map.md": () => built("documents", "guide-map.js").guideMap(),
  "docs/platform-file.md": () => built("config", "read", "platform-page.js").platformPage(propDocs(root)),
  "lib/lab/SUPPORTED.md": () => built("lab", "supported-page.js").supportedPage(typesOf("hyperv"), typesOf("pexip")),
  "schema/platform.schema.json": () => built("config", "read", "json-schema.js").platformSchemaText(propDocs(root)),
};

for (const [name, text] of Object.entries(PAGES)) {
  const page = join(root, name);
  mkdirSync(dirname(page), { recursive: true });
  // never half a file, whatever interrupts this
  writeFileSync(`${page}.new`, text());
  renameSync(`${page}.new`, page);
}
