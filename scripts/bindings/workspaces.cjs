"use strict";
// The binding workspaces: a folder each, whose package.json names the provider and the generator's constraint.

const { readFileSync, readdirSync } = require("node:fs");
const { join } = require("node:path");

const BINDINGS_FOLDER = join(__dirname, "..", "..", "lib", "bindings");

const bindingNames = (folder = BINDINGS_FOLDER) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

function readBinding(name, folder = BINDINGS_FOLDER) {
  const root = join(folder, name);
  const manifestFile = join(root, "package.json");
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  return {
    name,
    root,
    output: join(root, "lib"),
    schemaFile: join(root, "schema.json"),
    manifestFile,
    manifest,
    address: manifest.cdktf.provider.name,
    providerVersion: manifest.cdktf.provider.version,
    constraint: manifest.cdktf.constraint,
  };
}

module.exports = { bindingNames, readBinding };
