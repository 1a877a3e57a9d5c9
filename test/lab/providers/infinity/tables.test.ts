import type { Attribute } from "../../../../lib/lab/plugin/schema";
import { conferenceTable } from "../../../../lib/lab/providers/infinity/conference";
import { licenceFields } from "../../../../lib/lab/providers/infinity/licence";
import { INFINITY_RESOURCES } from "../../../../lib/lab/providers/infinity/provider";
import { globalConfiguration } from "../../../../lib/lab/providers/infinity/tables/global-configuration";
import { managementVm } from "../../../../lib/lab/providers/infinity/tables/management-vm";
import { platform } from "../../../../lib/lab/providers/infinity/tables/platform";
import { servers } from "../../../../lib/lab/providers/infinity/tables/servers";
import { gatewayRoutingRule, services } from "../../../../lib/lab/providers/infinity/tables/services";
import { settings } from "../../../../lib/lab/providers/infinity/tables/settings";
import { brandingFields, themeTable } from "../../../../lib/lab/providers/infinity/uploads";
import { workerVmTable } from "../../../../lib/lab/providers/infinity/worker-vm";
import { collectionOf } from "../../../../lib/lab/infinity/collections";
import { synthesize } from "../../../examples/synthesized";
import { SCHEMA } from "./an-infinity-provider";

const attributesOf = (type: string): Record<string, Attribute> => SCHEMA.resource_schemas![type].block.attributes!;

const GIVEN = ["id", "resource_id"];

describe.each([...servers, ...platform, ...services, ...settings, gatewayRoutingRule, managementVm, globalConfiguration].map((table) => [table.collection, table] as const))("the table of %s", (collection, { fields }) => {
  const type = `pexip_infinity_${collection === "global" ? "global_configuration" : collection}`;

  test("has every attribute of the provider's schema, and no other", () => {
    expect(Object.keys(fields).sort()).toEqual(Object.keys(attributesOf(type)).filter((name) => !GIVEN.includes(name)).sort());
  });

  test("sends what can be configured, and nothing else", () => {
    const sent = Object.entries(fields).filter(([, { write }]) => write !== undefined).map(([name]) => name);
    const configurable = Object.entries(attributesOf(type)).filter(([, { required, optional }]) => required || optional).map(([name]) => name);
    expect(sent.sort()).toEqual(configurable.sort());
  });

  test("sends only what the simulated API knows", () => {
    const unknown = Object.entries(fields).filter(([name, { write, api = name }]) => write !== undefined && collectionOf(collection).fields[api] === undefined);
    expect(unknown).toEqual([]);
  });
});

test.each([
  ["conference", conferenceTable.fields],
  ["worker_vm", workerVmTable.fields],
  ["licence", licenceFields],
  ["ivr_theme", themeTable.fields],
  ["webapp_branding", brandingFields],
])("the table of %s has every attribute of the provider's schema, and no other", (name, fields) => {
  expect(Object.keys(fields).sort()).toEqual(Object.keys(attributesOf(`pexip_infinity_${name}`)).filter((attribute) => !GIVEN.includes(attribute)).sort());
});

describe.each(Object.entries(INFINITY_RESOURCES))("%s", (type, { defaults = {}, validators = {}, forceNew = [], keptInUpdates = [] }) => {
  const attributes = attributesOf(type);

  test("has defaults of the right type, and only for what is optional and computed", () => {
    for (const [name, value] of Object.entries(defaults)) {
      expect(attributes[name]).toMatchObject({ optional: true, computed: true });
      expect(Array.isArray(value) ? "set" : typeof value).toBe(Array.isArray(attributes[name].type) ? attributes[name].type[0] : String(attributes[name].type).replace("bool", "boolean"));
    }
  });

  test("judges, replaces and keeps attributes that there are", () => {
    const named = [...Object.keys(validators), ...forceNew].map((path) => path.split(".")[0]);
    expect(named.filter((name) => attributes[name] === undefined)).toEqual([]);
    expect(keptInUpdates.filter((name) => attributes[name] === undefined && !GIVEN.includes(name))).toEqual([]);
    expect(Object.keys(validators).filter((name) => attributes[name] !== undefined && !attributes[name].required && !attributes[name].optional)).toEqual([]);
  });
});

test.each(["full-platform", "two-sites", "company-stack", "existing-switch", "single-host"])("everything that examples/%s makes on a Management Node is modelled", async (example) => {
  const { stacks } = await synthesize(example);
  const types = Object.values(stacks).flatMap((stack) => Object.keys((JSON.parse(stack) as { resource: object }).resource));
  expect(types.filter((type) => type.startsWith("pexip_") && !Object.hasOwn(INFINITY_RESOURCES, type))).toEqual([]);
});
