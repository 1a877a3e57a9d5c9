import { readOnlyRules } from "../../../lib/lab/plugin/read-only";
import type { Attribute } from "../../../lib/lab/plugin/schema";
import type { Value } from "../../../lib/lab/plugin/values";
import { UNKNOWN } from "../../../lib/lab/plugin/values";

const id: Attribute = { type: "string", computed: true };
const attributes = {
  id,
  size: { type: "number", optional: true, computed: true },
  name: { type: "string", required: true },
};
const block = {
  attributes: {
    ...attributes,
    aliases: { nested_type: { nesting_mode: "set" as const, attributes }, optional: true },
    byName: { nested_type: { nesting_mode: "map" as const, attributes }, optional: true },
  },
  block_types: {
    disks: { nesting_mode: "list" as const, block: { attributes } },
    status: { nesting_mode: "single" as const, block: { attributes } },
  },
};
const schema = {
  provider: { block: {} },
  resource_schemas: { vm: { block } },
  data_source_schemas: { disk: { block } },
};
const nothing = { id: null, size: null, name: "x", aliases: null, byName: null, disks: [], status: null };

async function pathsOf(config: Value, typeName = "vm") {
  const answer = await readOnlyRules(schema).validateResourceConfig!({ typeName, config }, { peer: "" });
  return answer.diagnostics?.map(({ attribute }) => attribute);
}

test("what the user may set, or leaves alone, is not refused", async () => {
  expect(await pathsOf({ ...nothing, size: 1 })).toEqual([]);
  const set = { id: null, size: 1, name: "y" };
  const nested = { aliases: [set], byName: { a: set }, disks: [set], status: set };
  expect(await pathsOf({ ...nothing, ...nested })).toEqual([]);
  expect(await pathsOf({ ...nothing, aliases: UNKNOWN, byName: UNKNOWN, disks: UNKNOWN })).toEqual([]);
});

test("a value for a read-only attribute is refused, also one that is not known yet", async () => {
  expect(await pathsOf({ ...nothing, id: "1" })).toEqual([["id"]]);
  expect(await pathsOf({ ...nothing, id: UNKNOWN })).toEqual([["id"]]);
  expect(await pathsOf({ ...nothing, id: "" })).toEqual([["id"]]);
});

test("read-only attributes are found inside attributes and blocks, with their path", async () => {
  const set = { id: "1", size: null, name: "y" };
  expect(
    await pathsOf({ ...nothing, aliases: [set], byName: { a: set }, disks: [{ ...set, id: null }, set], status: set }),
  ).toEqual([
    ["aliases", "id"],
    ["byName", { key: "a" }, "id"],
    ["disks", 1, "id"],
    ["status", "id"],
  ]);
});

test("data sources are judged by their own schema, and a type that has none not at all", async () => {
  const request = { typeName: "disk", config: { ...nothing, id: "1" } };
  const { diagnostics } = await readOnlyRules(schema).validateDataSourceConfig!(request, { peer: "" });
  expect(diagnostics).toEqual([
    {
      summary: "Value for a read-only attribute",
      detail: 'The provider decides the value of "id"; remove it from the configuration.',
      attribute: ["id"],
    },
  ]);
  expect(await pathsOf({ id: "1" }, "disk")).toEqual([]);
});
