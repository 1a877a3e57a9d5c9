import { readFileSync } from "node:fs";
import type { ProviderSchemas } from "../../lib/lab/plugin/schema";
import { DISK_FACTS, ENTRY_FACTS, entryFact, SWITCH_FACTS, switchFact, VM_FACTS, vmFact } from "../../lib/plan/facts";

/** Attributes and blocks of a resource in a provider's schema. */
function attributesOf(provider: "hyperv" | "pexip", type: string): readonly string[] {
  const file = require.resolve(`@cdktf/provider-${provider}/schema.json`);
  const [schema] = Object.values((JSON.parse(readFileSync(file, "utf8")) as ProviderSchemas).provider_schemas);
  const { attributes = {}, block_types: blocks = {} } = schema.resource_schemas![type].block;
  return [...Object.keys(attributes), ...Object.keys(blocks)].sort();
}

test.each([
  ["hyperv_machine_instance", VM_FACTS],
  ["hyperv_network_switch", SWITCH_FACTS],
  ["hyperv_vhd", DISK_FACTS],
])("every attribute of %s has a fact, and every fact an attribute", (type, facts) => {
  expect(Object.keys(facts).sort()).toEqual(attributesOf("hyperv", type));
});

test("every fact about entries is about an attribute", () => {
  const attributes = new Set(attributesOf("pexip", "pexip_infinity_worker_vm"));
  expect(Object.keys(ENTRY_FACTS).filter((name) => !attributes.has(name))).toEqual([]);
});

test("every fact has a source", () => {
  for (const facts of [VM_FACTS, SWITCH_FACTS, DISK_FACTS, ENTRY_FACTS]) for (const { source } of Object.values(facts)) expect(source.length).toBeGreaterThan(20);
});

test("what a newer provider brings is taken for the worst that an update does", () => {
  expect([vmFact("brand_new").effect, switchFact("brand_new").effect, entryFact("brand_new").effect]).toEqual(["powerCycle", "network", "settings"]);
});
