"use strict";
// What differs between two schemas of one provider, as the lines a maintainer reads before committing.

const SECTIONS = { resource_schemas: "resource", data_source_schemas: "data source" };
const FLAGS = ["required", "optional", "computed", "sensitive", "write_only", "deprecated"];

const typeText = (type) => {
  if (typeof type === "string") return type;
  const [kind, inner] = type;
  if (kind === "object")
    return `object {${Object.entries(inner)
      .map(([name, member]) => ` ${name}: ${typeText(member)}`)
      .join(",")} }`;
  if (kind === "tuple") return `tuple [${inner.map(typeText).join(", ")}]`;
  return `${kind} of ${typeText(inner)}`;
};

const sizeText = ({ min_items: min, max_items: max }) => [
  ...(min ? [`at least ${min}`] : []),
  ...(max ? [`at most ${max}`] : []),
];

const flagsText = (source) => FLAGS.filter((flag) => source[flag]);

const attributeText = ({ nested_type: nested, type, ...flags }) =>
  (nested
    ? [`${nested.nesting_mode} of objects`, ...sizeText(nested), ...flagsText(flags)]
    : [typeText(type), ...flagsText(flags)]
  ).join(", ");

const blockText = (blockType) =>
  [`${blockType.nesting_mode} block`, ...sizeText(blockType), ...flagsText(blockType.block)].join(", ");

/** Every attribute and block below `block`, by its dotted path. */
function* entriesOf({ attributes = {}, block_types: blockTypes = {} }, prefix = "") {
  for (const [name, attribute] of Object.entries(attributes)) {
    yield [prefix + name, attributeText(attribute)];
    if (attribute.nested_type) yield* entriesOf(attribute.nested_type, `${prefix}${name}.`);
  }
  for (const [name, blockType] of Object.entries(blockTypes)) {
    yield [prefix + name, blockText(blockType)];
    yield* entriesOf(blockType.block, `${prefix}${name}.`);
  }
}

const factsOf = ({ version = 0, block }) =>
  new Map([
    ["(schema version)", String(version)],
    ...flagsText(block).map((flag) => [`(${flag})`, "yes"]),
    ...entriesOf(block),
  ]);

const namesOf = (a, b) => [...new Set([...a, ...b])].sort();

function factChanges(before, after) {
  return namesOf(before.keys(), after.keys()).flatMap((name) => {
    const [old, now] = [before.get(name), after.get(name)];
    if (old === now) return [];
    if (old === undefined) return [`  + ${name}: ${now}`];
    if (now === undefined) return [`  - ${name}: ${old}`];
    return [`  ~ ${name}: ${old} -> ${now}`];
  });
}

function schemaChangesOf(title, before, after) {
  if (before === undefined) return [`+ ${title}`];
  if (after === undefined) return [`- ${title}`];
  const changes = factChanges(factsOf(before), factsOf(after));
  return changes.length > 0 ? [`~ ${title}`, ...changes] : [];
}

/** The lines that lead from one schema document to the other; none when they say the same. */
function schemaChanges(before, after, address) {
  const [old, now] = [before, after].map((document) => document.provider_schemas[address]);
  const sections = Object.entries(SECTIONS).flatMap(([section, kind]) =>
    namesOf(Object.keys(old[section]), Object.keys(now[section])).flatMap((name) =>
      schemaChangesOf(`${kind} ${name}`, old[section][name], now[section][name]),
    ),
  );
  return [...schemaChangesOf("provider configuration", old.provider, now.provider), ...sections];
}

module.exports = { schemaChanges };
