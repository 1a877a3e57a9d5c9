import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as publicApi from "../../lib";
import { SERVICES } from "../../lib/deployment/services";
import { guideMap, guideRows } from "../../lib/documents/guide-map";

const ROOT = join(__dirname, "..", "..");
const REMEDY = "docs/guide-map.md is not what the constructs say: run npm run docs";

const constructs = Object.entries(publicApi).flatMap(([name, value]) => (typeof value === "function" && "isConstruct" in value ? [name] : []));
const named = new Set(guideRows().flatMap(({ construct }) => [...construct.matchAll(/`([A-Z]\w*)`/g)].map(([, name]) => name)));

test("docs/guide-map.md is what the constructs say", () => {
  const page = readFileSync(join(ROOT, "docs", "guide-map.md"), "utf8").replaceAll("\r\n", "\n");
  expect(page === guideMap() ? "" : REMEDY).toBe("");
});

test("every page from 4 to 18 has a row, in order", () => {
  const pages = guideRows().map(({ page }) => page);
  expect([...new Set(pages)]).toEqual(Array.from({ length: 15 }, (_, index) => index + 4));
});

test("every construct of the public API has a row, and every construct of a row exists", () => {
  expect(constructs).toContain("ConferencingNode");
  expect([...named].sort()).toEqual([...constructs].sort());
});

test("every kind of service has a row on its page, with its place in the Administrator interface", () => {
  for (const { service, page, menu } of SERVICES) {
    const construct = `\`${service[0].toUpperCase()}${service.slice(1)}\``;
    expect(guideRows()).toContainEqual(expect.objectContaining({ page, construct, step: menu }));
  }
});

test("every resource type is one of the providers'", () => {
  const types = ["hyperv", "pexip"].flatMap((name) => {
    const { provider_schemas } = JSON.parse(readFileSync(join(ROOT, "lib", "bindings", name, "schema.json"), "utf8")) as Schemas;
    return Object.values(provider_schemas).flatMap(({ resource_schemas }) => Object.keys(resource_schemas));
  });
  for (const { resources } of guideRows()) expect([...types, "terraform_data"]).toEqual(expect.arrayContaining([...resources]));
});

test("every resource type that a construct makes is in the table", () => {
  const sources = ["hyperv", "infinity", join("infinity", "services")].flatMap((folder) => {
    const files = readdirSync(join(ROOT, "lib", folder)).filter((file) => file.endsWith(".ts"));
    return files.map((file) => readFileSync(join(ROOT, "lib", folder, file), "utf8"));
  });
  const made = sources.flatMap((text) => [...text.matchAll(/from "@cdktf\/provider-(?:pexip|hyperv)\/lib\/([\w-]+)"/g)].map(([, file]) => file.replaceAll("-", "_"))).filter((type) => type !== "provider");
  const listed = guideRows().flatMap(({ resources }) => resources.map((type) => type.replace(/^hyperv_/, "")));
  expect(made.length).toBeGreaterThan(10);
  expect(made.filter((type) => !listed.includes(type))).toEqual([]);
});

test("the page is the whole table, with a dash where nothing stands", () => {
  const page = guideMap([
    { page: 4, asks: "A | b", construct: "`Licence`", resources: ["hyperv_vhd", "terraform_data"], step: "" },
    { page: 5, asks: "C", construct: "", resources: [], step: "do it" },
  ]);
  expect(page.split("\n").slice(-5)).toEqual(["| page | the guide asks for | construct | resource | step by hand |", "| ---: | --- | --- | --- | --- |", "| 4 | A \\| b | `Licence` | `hyperv_vhd`, `terraform_data` | - |", "| 5 | C | - | - | do it |", ""]);
});

interface Schemas {
  readonly provider_schemas: Readonly<Record<string, { readonly resource_schemas: Readonly<Record<string, object>> }>>;
}
