"use strict";
// Brings a newer provider schema into a binding workspace; update.mjs is its command line.

const { readFileSync, renameSync, writeFileSync } = require("node:fs");
const { parseArgs } = require("node:util");
const { SchemaError, formatSchema, readProvider } = require("./schema.cjs");
const { schemaChanges } = require("./schema-changes.cjs");
const { bindingNames, readBinding } = require("./workspaces.cjs");

const USAGE = "usage: npm run bindings:update -- NAME FILE [--version X.Y.Z]";

/** A mistake of the caller; its message is one line for the terminal. */
class UsageError extends Error {}

function parseArguments(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { version: { type: "string" } },
    });
    return { positionals, version: values.version };
  } catch (error) {
    if (!error.code?.startsWith("ERR_PARSE_ARGS")) throw error;
    const [reason] = error.message.split(/\n|\. /);
    throw new UsageError(`${reason[0].toLowerCase()}${reason.slice(1)}; ${USAGE}`);
  }
}

function checkedArguments(args, folder) {
  const { positionals, version } = parseArguments(args);
  const [name, file, ...rest] = positionals;
  const names = bindingNames(folder);
  if (name === undefined) throw new UsageError(`which binding: ${names.join(" or ")}? ${USAGE}`);
  if (!names.includes(name)) throw new UsageError(`unknown binding ${name}; there are ${names.join(" and ")}`);
  if (file === undefined) throw new UsageError(`which file? ${USAGE}`);
  if (rest.length > 0) throw new UsageError(`one binding and one file at a time, got also ${rest.join(" ")}; ${USAGE}`);
  if (version !== undefined && !/^\d+\.\d+\.\d+$/.test(version)) {
    throw new UsageError(`--version ${version} is not of the form X.Y.Z`);
  }
  return { name, file, version };
}

function readBytes(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    if (error.code === undefined) throw error;
    const reason = { ENOENT: "no such file", EISDIR: "it is a folder", EACCES: "no permission" }[error.code];
    throw new UsageError(`cannot read ${file}: ${reason ?? error.code}`);
  }
}

// Windows PowerShell writes UTF-16 when output is redirected with ">"
const textOf = (bytes) => new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);

function readDocument(file, address) {
  const text = textOf(readBytes(file));
  let document;
  try {
    document = JSON.parse(text);
  } catch {
    throw new UsageError(`${file} is not JSON; write it with: terraform providers schema -json > ${file}`);
  }
  try {
    return readProvider(document, address);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new UsageError(`${file}: ${error.message}`);
  }
}

const withVersion = (manifest, version) => ({
  ...manifest,
  version,
  cdktf: {
    ...manifest.cdktf,
    provider: { ...manifest.cdktf.provider, version },
    constraint: { ...manifest.cdktf.constraint, version: `~> ${version.split(".").slice(0, 2).join(".")}` },
  },
});

function replaceFiles(files) {
  const changed = files.filter(({ path, text }) => readFileSync(path, "utf8") !== text);
  for (const { path, text } of changed) writeFileSync(`${path}.${process.pid}.tmp`, text);
  for (const { path } of changed) renameSync(`${path}.${process.pid}.tmp`, path);
}

function versionLine(binding, version) {
  const { providerVersion, constraint } = binding;
  if (version === undefined)
    return `version stays ${providerVersion} (${constraint.version}); give --version X.Y.Z to change it`;
  if (version === providerVersion) return `version is ${version} already`;
  const next = withVersion(binding.manifest, version).cdktf.constraint.version;
  return `version ${providerVersion} (${constraint.version}) -> ${version} (${next}); run npm install to bring package-lock.json along`;
}

/** Updates schema.json, and with `--version` package.json; returns what changed, a line each. */
function updateBinding(args, folder) {
  const { name, file, version } = checkedArguments(args, folder);
  const binding = readBinding(name, folder);
  const before = JSON.parse(readFileSync(binding.schemaFile, "utf8"));
  const { schema, leftOut } = readDocument(file, binding.address);
  const changes = schemaChanges(before, schema, binding.address);
  const manifest = version === undefined ? binding.manifest : withVersion(binding.manifest, version);
  replaceFiles([
    { path: binding.schemaFile, text: `${formatSchema(schema)}\n` },
    { path: binding.manifestFile, text: `${JSON.stringify(manifest, null, 2)}\n` },
  ]);
  return [
    ...(changes.length > 0 ? changes : ["no changes"]),
    ...(leftOut.length > 0 ? [`left out, as the generator makes no classes of them: ${leftOut.join(", ")}`] : []),
    versionLine(binding, version),
  ];
}

module.exports = { UsageError, updateBinding };
