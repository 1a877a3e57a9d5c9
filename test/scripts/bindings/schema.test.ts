import { readFileSync } from "node:fs";
import { SchemaError, formatSchema, readProvider } from "../../../scripts/bindings/schema.cjs";
import { bindingNames, readBinding } from "../../../scripts/bindings/workspaces.cjs";

const ADDRESS = "registry.terraform.io/example/things";
const text = { type: "string", optional: true };

const documentOf = (provider: object) => ({ format_version: "1.0", provider_schemas: { [ADDRESS]: provider } });

const providerOf = (block: object, rest: object = {}) => ({
  provider: { version: 0, block: {} },
  resource_schemas: { things_thing: { version: 0, block } },
  ...rest,
});

const thingOf = (block: object) =>
  readProvider(documentOf(providerOf(block)), ADDRESS).schema.provider_schemas[ADDRESS].resource_schemas.things_thing;

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === "string") yield value;
  else if (typeof value === "object" && value !== null)
    for (const member of Object.values(value)) yield* stringsIn(member);
}

describe.each(bindingNames())("lib/bindings/%s/schema.json", (name) => {
  const { schemaFile, address } = readBinding(name);
  const stored = readFileSync(schemaFile, "utf8");

  test("holds no sentence", () => {
    expect([...stringsIn(JSON.parse(stored))].filter((string) => /\s/.test(string))).toEqual([]);
  });

  test("is what the updater would write", () => {
    const { schema, leftOut } = readProvider(JSON.parse(stored), address);
    expect(`${formatSchema(schema)}\n`).toBe(stored);
    expect(leftOut).toEqual([]);
  });
});

test("some Pexip object keeps its attribute called description", () => {
  const { schemaFile, address } = readBinding("pexip");
  const { schema } = readProvider(JSON.parse(readFileSync(schemaFile, "utf8")), address);
  const conference = schema.provider_schemas[address].resource_schemas.pexip_infinity_conference;
  expect(conference.block.attributes?.description).toMatchObject({ type: "string" });
});

describe("readProvider", () => {
  test("drops the prose of attributes, blocks and nested objects", () => {
    const prose = { description: "A thing.", description_kind: "markdown", deprecation_message: "Use that." };
    const thing = thingOf({
      ...prose,
      attributes: {
        size: { ...text, ...prose },
        parts: {
          ...prose,
          optional: true,
          nested_type: { ...prose, nesting_mode: "set", attributes: { id: { ...text, ...prose } } },
        },
      },
      block_types: {
        disk: {
          ...prose,
          nesting_mode: "list",
          max_items: 1,
          block: { ...prose, attributes: { path: { ...text, ...prose } } },
        },
      },
    });
    expect(thing).toEqual({
      version: 0,
      block: {
        attributes: {
          size: text,
          parts: { optional: true, nested_type: { nesting_mode: "set", attributes: { id: text } } },
        },
        block_types: { disk: { nesting_mode: "list", max_items: 1, block: { attributes: { path: text } } } },
      },
    });
  });

  test("keeps attributes and blocks whose names are those of prose", () => {
    const block = {
      attributes: { description: text, description_kind: text, deprecated: text },
      block_types: { description: { nesting_mode: "single", block: { attributes: { description: text } } } },
    };
    expect(thingOf(block).block).toEqual(block);
  });

  test("keeps every flag that is set, and none that is false", () => {
    const set = { required: true, computed: true, sensitive: true, write_only: true, deprecated: true };
    const thing = thingOf({ deprecated: true, attributes: { a: { type: "bool", optional: false, ...set } } });
    expect(thing.block).toEqual({ deprecated: true, attributes: { a: { type: "bool", ...set } } });
  });

  test("takes one provider out of several and names the sections without bindings", () => {
    const document = documentOf(providerOf({}, { functions: { f: {} }, action_schemas: {} }));
    const several = { ...document, provider_schemas: { ...document.provider_schemas, other: {} } };
    const { schema, leftOut } = readProvider(several, ADDRESS);
    expect(Object.keys(schema.provider_schemas)).toEqual([ADDRESS]);
    expect(schema.provider_schemas[ADDRESS].data_source_schemas).toEqual({});
    expect(leftOut).toEqual(["action_schemas", "functions"]);
  });

  test.each<[string, unknown, string]>([
    ["a list", [], "not the output of `terraform providers schema -json`: it has no provider_schemas"],
    ["null", null, "not the output of `terraform providers schema -json`: it has no provider_schemas"],
    ["another file", { name: "x" }, "not the output of `terraform providers schema -json`: it has no provider_schemas"],
    ["no provider", { provider_schemas: {} }, `no schema of ${ADDRESS}; it holds no provider at all`],
    ["another provider", { provider_schemas: { "a/b/c": {} } }, `no schema of ${ADDRESS}; it holds a/b/c`],
    ["no provider block", documentOf({ resource_schemas: {} }), "provider: expected an object, got nothing"],
    ["no resources", documentOf({ ...providerOf({}), resource_schemas: {} }), `${ADDRESS} has no resources`],
    [
      "a text for a block",
      documentOf(providerOf({ attributes: "x" })),
      'resource_schemas.things_thing: expected an object, got "x"',
    ],
    [
      "no type",
      documentOf(providerOf({ attributes: { a: {} } })),
      "resource_schemas.things_thing.a: neither a type nor a nested_type",
    ],
  ])("refuses %s", (_title, document, message) => {
    expect(() => readProvider(document, ADDRESS)).toThrow(new SchemaError(message));
  });
});

test("formatSchema sorts keys and gives each attribute a line", () => {
  const value = {
    b: { name: { type: ["list", "string"], optional: true }, id: { type: "string" } },
    a: {},
    c: undefined,
  };
  expect(formatSchema(value)).toBe(
    [
      "{",
      '  "a": {},',
      '  "b": {',
      '    "id": { "type": "string" },',
      '    "name": { "optional": true, "type": ["list","string"] }',
      "  }",
      "}",
    ].join("\n"),
  );
});
