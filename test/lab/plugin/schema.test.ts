import { readFileSync } from "node:fs";
import type { ProviderSchema, ProviderSchemas } from "../../../lib/lab/plugin/schema";
import { schemaMessage } from "../../../lib/lab/plugin/schema";
import { startProviderServer } from "../../../lib/lab/plugin/server";
import { testWithTerraform } from "../../support/test-with-terraform";
import { withTerraform } from "./with-terraform";

const provider = { block: {} };
const emptyBlock = { attributes: [], block_types: [], description: undefined, deprecated: undefined };

test("a provider without resources is described", () => {
  expect(schemaMessage({ provider })).toEqual({
    provider: { version: undefined, block: emptyBlock },
    resource_schemas: {},
    data_source_schemas: {},
  });
});

test("an attribute's type travels as JSON text beside its flags", () => {
  const attributes = { tags: { type: ["set", "string"] as [string, string], optional: true, computed: true } };
  expect(schemaMessage({ provider: { version: 3, block: { attributes } } })).toMatchObject({
    provider: {
      version: 3,
      block: { attributes: [{ name: "tags", type: Buffer.from('["set","string"]'), optional: true, computed: true }] },
    },
  });
});

test("an attribute with attributes of its own has a nested type and no type", () => {
  const aliases = {
    nested_type: { nesting_mode: "set" as const, attributes: { alias: { type: "string", required: true } } },
    optional: true,
  };
  const message = schemaMessage({ provider, resource_schemas: { conference: { block: { attributes: { aliases } } } } });
  expect(message).toMatchObject({
    resource_schemas: {
      conference: {
        block: {
          attributes: [
            {
              name: "aliases",
              type: undefined,
              nested_type: { nesting: "SET", attributes: [{ name: "alias", required: true }] },
              optional: true,
            },
          ],
        },
      },
    },
  });
});

test("a nested block keeps its nesting and its limits", () => {
  const block_types = { network_adaptors: { nesting_mode: "list" as const, max_items: 8, block: {} } };
  expect(schemaMessage({ provider, data_source_schemas: { vm: { block: { block_types } } } })).toMatchObject({
    data_source_schemas: {
      vm: {
        block: {
          block_types: [{ type_name: "network_adaptors", nesting: "LIST", max_items: 8, block: emptyBlock }],
        },
      },
    },
  });
});

function published(file: string): ProviderSchemas["provider_schemas"] {
  return (JSON.parse(readFileSync(file, "utf8")) as ProviderSchemas).provider_schemas;
}

const a = { type: "bool", optional: true };

/** Every field of a schema, in every kind of place. */
const EVERYTHING: ProviderSchema = {
  provider: { version: 2, block: { attributes: { token: { type: "string", required: true, sensitive: true } } } },
  resource_schemas: {
    thing: {
      version: 7,
      block: {
        attributes: {
          id: { type: "string", computed: true, description: "What the server calls it" },
          old: { type: ["map", ["list", "number"]], optional: true, deprecated: true },
          secret: { type: "string", optional: true, write_only: true },
          single_attribute: { nested_type: { nesting_mode: "single", attributes: { a } }, optional: true },
          list_attribute: { nested_type: { nesting_mode: "list", attributes: { a } }, computed: true },
          map_attribute: { nested_type: { nesting_mode: "map", attributes: { a } }, required: true },
        },
        block_types: {
          single_block: { nesting_mode: "single", block: { attributes: { a }, description: "One", deprecated: true } },
          list_block: { nesting_mode: "list", min_items: 1, max_items: 4, block: { attributes: { a } } },
          set_block: {
            nesting_mode: "set",
            block: { block_types: { inner: { nesting_mode: "map", block: { attributes: { a } } } } },
          },
          group_block: { nesting_mode: "group", block: { attributes: { a: { type: "dynamic", optional: true } } } },
        },
      },
    },
  },
  data_source_schemas: { thing: { version: 0, block: { attributes: { id: { type: "string", required: true } } } } },
};

testWithTerraform("Terraform understands a schema as it was written, both providers' included", async () => {
  const schemas: Record<string, ProviderSchema> = {
    ...published(require.resolve("@cdktf/provider-hyperv/schema.json")),
    ...published(require.resolve("@cdktf/provider-pexip/schema.json")),
    "registry.terraform.io/example/everything": EVERYTHING,
  };
  const addresses = Object.keys(schemas);
  expect(addresses).toHaveLength(3);
  const servers = await Promise.all(
    addresses.map((address) => startProviderServer({ address, schema: schemas[address] })),
  );
  const required_providers = Object.fromEntries(addresses.map((source, index) => [`p${index}`, { source }]));
  await withTerraform(servers, { terraform: { required_providers } }, async (run) => {
    const { stdout, stderr } = await run("providers", "schema", "-json");
    expect(stderr).toBe("");
    // not served: whether a description is Markdown
    const understood = JSON.parse(stdout, (key, value: unknown) =>
      key === "description_kind" ? undefined : value,
    ) as ProviderSchemas;
    expect(understood.provider_schemas).toEqual(schemas);
  });
});
