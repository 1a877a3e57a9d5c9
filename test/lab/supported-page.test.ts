import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ProviderTypes, supportedPage } from "../../lib/lab/supported-page";

const LIB = join(__dirname, "..", "..", "lib");

interface SchemaFile {
  readonly provider_schemas: Readonly<Record<string, { readonly resource_schemas: object; readonly data_source_schemas?: object }>>;
}

function typesOf(binding: string): ProviderTypes {
  const file = JSON.parse(readFileSync(join(LIB, "bindings", binding, "schema.json"), "utf8")) as SchemaFile;
  const [schema] = Object.values(file.provider_schemas);
  return { resources: Object.keys(schema.resource_schemas), dataSources: Object.keys(schema.data_source_schemas ?? {}) };
}

const page = supportedPage(typesOf("hyperv"), typesOf("pexip"));

test("SUPPORTED.md is what npm run docs writes from the tables", () => {
  expect(readFileSync(join(LIB, "lab", "SUPPORTED.md"), "utf8")).toBe(page);
});

test("every resource that our constructs can make is simulated", () => {
  const made = readFileSync(join(LIB, "documents", "service-resources.ts"), "utf8").match(/pexip_infinity_\w+/g)!;
  const nodes = ["hyperv_machine_instance", "hyperv_network_switch", "hyperv_vhd", "pexip_infinity_system_location", "pexip_infinity_worker_vm", "pexip_infinity_static_route", "pexip_infinity_dns_server", "pexip_infinity_ntp_server"];
  expect([...made, ...nodes].filter((type) => !page.includes(`| \`${type}\` | resource |`))).toEqual([]);
});

test("what no table has is named as refused", () => {
  expect(page).toContain("`hyperv_iso_image`");
  expect(page.split("Refused: ")).toHaveLength(3);
});
