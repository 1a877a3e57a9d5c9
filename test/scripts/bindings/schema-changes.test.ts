import { schemaChanges } from "../../../scripts/bindings/schema-changes.cjs";
import type { Block, ProviderSchema, Schema, SchemaDocument } from "../../../scripts/bindings/schema.cjs";

const ADDRESS = "registry.terraform.io/example/things";
const thing = (block: Block, version = 0): Schema => ({ version, block });

const documentOf = (provider: Partial<ProviderSchema>): SchemaDocument => ({
  provider_schemas: {
    [ADDRESS]: { provider: thing({}), resource_schemas: {}, data_source_schemas: {}, ...provider },
  },
});

const changesOf = (before: Partial<ProviderSchema>, after: Partial<ProviderSchema>) =>
  schemaChanges(documentOf(before), documentOf(after), ADDRESS);

const changesOfThing = (before: Block, after: Block) =>
  changesOf(
    { resource_schemas: { things_thing: thing(before) } },
    { resource_schemas: { things_thing: thing(after) } },
  );

test("says nothing about equal schemas", () => {
  expect(changesOfThing({ attributes: { a: { type: "string" } } }, { attributes: { a: { type: "string" } } })).toEqual(
    [],
  );
});

test("names resources and data sources which came and went", () => {
  const before = { resource_schemas: { b: thing({}), old: thing({}) }, data_source_schemas: { gone: thing({}) } };
  const after = { resource_schemas: { a: thing({}), b: thing({}) }, data_source_schemas: { come: thing({}) } };
  expect(changesOf(before, after)).toEqual([
    "+ resource a",
    "- resource old",
    "+ data source come",
    "- data source gone",
  ]);
});

test("names attributes which came, went and changed", () => {
  const before: Block = {
    attributes: { path: { type: "string", required: true }, size: { type: "number", optional: true } },
  };
  const after: Block = {
    attributes: {
      size: { type: "string", optional: true, computed: true, sensitive: true },
      tags: { type: ["set", "string"], optional: true },
    },
  };
  expect(changesOfThing(before, after)).toEqual([
    "~ resource things_thing",
    "  - path: string, required",
    "  ~ size: number, optional -> string, optional, computed, sensitive",
    "  + tags: set of string, optional",
  ]);
});

test("names a change of the state's version", () => {
  expect(changesOf({ resource_schemas: { a: thing({}) } }, { resource_schemas: { a: thing({}, 1) } })).toEqual([
    "~ resource a",
    "  ~ (schema version): 0 -> 1",
  ]);
});

test("names the provider's own configuration", () => {
  const after = thing({ attributes: { token: { type: "string", optional: true, sensitive: true } } });
  expect(changesOf({}, { provider: after })).toEqual([
    "~ provider configuration",
    "  + token: string, optional, sensitive",
  ]);
});

test("looks into blocks", () => {
  const disk = (attributes: Block["attributes"], max_items: number): Block => ({
    block_types: { disk: { nesting_mode: "list", max_items, block: { attributes } } },
  });
  expect(changesOfThing(disk({ path: { type: "string" } }, 1), disk({ file: { type: "string" } }, 4))).toEqual([
    "~ resource things_thing",
    "  ~ disk: list block, at most 1 -> list block, at most 4",
    "  + disk.file: string",
    "  - disk.path: string",
  ]);
});

test("looks into attributes which hold objects", () => {
  const aliases = (nesting_mode: string, optional?: true): Block => ({
    attributes: {
      aliases: {
        optional,
        nested_type: { nesting_mode, min_items: 1, attributes: { alias: { type: "string", optional } } },
      },
    },
  });
  expect(changesOfThing(aliases("list"), aliases("set", true))).toEqual([
    "~ resource things_thing",
    "  ~ aliases: list of objects, at least 1 -> set of objects, at least 1, optional",
    "  ~ aliases.alias: string -> string, optional",
  ]);
});

test("shows a block that became an attribute", () => {
  const before: Block = { block_types: { nic: { nesting_mode: "list", block: {} } } };
  const after: Block = {
    attributes: { nic: { type: ["list", ["object", { name: "string", vlans: ["tuple", ["number", "bool"]] }]] } },
  };
  expect(changesOfThing(before, after)).toEqual([
    "~ resource things_thing",
    "  ~ nic: list block -> list of object { name: string, vlans: tuple [number, bool] }",
  ]);
});

test("shows what became deprecated", () => {
  expect(changesOfThing({}, { deprecated: true })).toEqual(["~ resource things_thing", "  + (deprecated): yes"]);
});
