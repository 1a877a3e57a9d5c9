"use strict";
// Reads the output of `terraform providers schema -json` and keeps one provider's names, types and nesting.
// It copies what is known instead of deleting what is not: attributes may themselves be called "description".

class SchemaError extends Error {}

const SECTIONS = ["resource_schemas", "data_source_schemas"];
const ATTRIBUTE_FLAGS = ["required", "optional", "computed", "sensitive", "write_only", "deprecated"];

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function objectAt(value, path) {
  if (!isObject(value)) throw new SchemaError(`${path}: expected an object, got ${JSON.stringify(value) ?? "nothing"}`);
  return value;
}

const mapEntries = (map, path, reduce) =>
  map === undefined
    ? undefined
    : Object.fromEntries(
        Object.entries(objectAt(map, path)).map(([name, value]) => [name, reduce(value, `${path}.${name}`)]),
      );

const flagsOf = (source) =>
  Object.fromEntries(ATTRIBUTE_FLAGS.filter((flag) => source[flag] === true).map((flag) => [flag, true]));

function reduceAttribute(attribute, path) {
  const { type, nested_type: nested } = objectAt(attribute, path);
  if (nested !== undefined) return { ...flagsOf(attribute), nested_type: reduceNestedType(nested, path) };
  if (typeof type !== "string" && !Array.isArray(type))
    throw new SchemaError(`${path}: neither a type nor a nested_type`);
  return { ...flagsOf(attribute), type };
}

function reduceNestedType(nested, path) {
  const { nesting_mode, min_items, max_items, attributes } = objectAt(nested, path);
  return { nesting_mode, min_items, max_items, attributes: mapEntries(attributes, path, reduceAttribute) };
}

function reduceBlockType(blockType, path) {
  const { nesting_mode, min_items, max_items, block } = objectAt(blockType, path);
  return { nesting_mode, min_items, max_items, block: reduceBlock(block, path) };
}

function reduceBlock(block, path) {
  const { attributes, block_types, deprecated } = objectAt(block, path);
  return {
    ...flagsOf({ deprecated }),
    attributes: mapEntries(attributes, path, reduceAttribute),
    block_types: mapEntries(block_types, path, reduceBlockType),
  };
}

function reduceSchema(schema, path) {
  const { version, block } = objectAt(schema, path);
  return { version, block: reduceBlock(block, path) };
}

/** One provider out of `document`: the schema without prose, and the names of the sections that have no bindings. */
function readProvider(document, address) {
  if (!isObject(document) || !isObject(document.provider_schemas)) {
    throw new SchemaError("not the output of `terraform providers schema -json`: it has no provider_schemas");
  }
  const provider = document.provider_schemas[address];
  if (provider === undefined) {
    const found = Object.keys(document.provider_schemas).join(", ") || "no provider at all";
    throw new SchemaError(`no schema of ${address}; it holds ${found}`);
  }
  const { provider: configuration, ...sections } = objectAt(provider, address);
  const reduced = { provider: reduceSchema(configuration, "provider") };
  for (const section of SECTIONS) reduced[section] = mapEntries(sections[section] ?? {}, section, reduceSchema);
  if (Object.keys(reduced.resource_schemas).length === 0) throw new SchemaError(`${address} has no resources`);
  return {
    schema: { format_version: document.format_version, provider_schemas: { [address]: reduced } },
    leftOut: Object.keys(sections)
      .filter((section) => !SECTIONS.includes(section))
      .sort(),
  };
}

const inline = (value) =>
  isObject(value) && Object.keys(value).length > 0
    ? `{ ${members(value)
        .map(([key, member]) => `${JSON.stringify(key)}: ${JSON.stringify(member)}`)
        .join(", ")} }`
    : JSON.stringify(value);

const members = (object) =>
  Object.entries(object)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** JSON with sorted keys and one line per attribute, so that a schema's history reads well. */
function formatSchema(value, indent = "") {
  if (!isObject(value) || !Object.values(value).some(isObject)) return inline(value);
  const deeper = `${indent}  `;
  const lines = members(value).map(
    ([key, member]) => `${deeper}${JSON.stringify(key)}: ${formatSchema(member, deeper)}`,
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

module.exports = { SchemaError, readProvider, formatSchema };
