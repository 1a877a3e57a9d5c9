import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { platformJsonSchema, platformSchemaText } from "../../../lib/config/read/json-schema";
import { SECTIONS } from "../../../lib/config/read/sections";
import { RULES } from "../../../lib/deployment/rules";
import { propDocs } from "../../../scripts/prop-docs.cjs";

const ROOT = join(__dirname, "../../..");
const REMEDY = "schema/platform.schema.json is not what the tables and doc comments say: run npm run docs";

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a schema is looked into freely
type Json = any;

const describeProp = propDocs(ROOT);
const schema: Json = platformJsonSchema(describeProp);

/** What the editors understand besides the vocabulary of draft 7. */
const EDITOR_WORDS = ["errorMessage", "patternErrorMessage", "enumDescriptions", "doNotSuggest"];

function validator(): ValidateFunction {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false, allErrors: true });
  for (const keyword of EDITOR_WORDS) ajv.addKeyword(keyword);
  return ajv.compile(schema);
}

const validate = validator();

/** Places of what the schema refuses, none when it takes the text. */
function refused(yaml: string, merge = true): readonly string[] {
  validate(parse(yaml, { merge }));
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

const resolved = (one: Json): Json => (one?.$ref === undefined ? one : { ...resolved(one.$ref.split("/").slice(1).reduce((at: Json, step: string) => at[step], schema)), ...one });

/** Every property of the schema, with its place; each definition once. */
function* propertiesBelow(at: Json, place: string): Generator<readonly [string, Json]> {
  if (Array.isArray(at)) for (const [index, one] of at.entries()) yield* propertiesBelow(one, `${place}/${index}`);
  else if (typeof at === "object" && at !== null) {
    for (const [key, one] of Object.entries<Json>(at)) {
      if (key === "properties" && place.split("/").at(-1) !== "if") for (const [name, property] of Object.entries(one)) yield [`${place}/${name}`, property];
      yield* propertiesBelow(one, `${place}/${key}`);
    }
  }
}

const example = (name: string): string => readFileSync(join(ROOT, "examples", name, "platform.yaml"), "utf8");

test("schema/platform.schema.json is what the tables and doc comments say", () => {
  const written = readFileSync(join(ROOT, "schema", "platform.schema.json"), "utf8").replaceAll("\r\n", "\n");
  expect(written === platformSchemaText(describeProp) ? "" : REMEDY).toBe("");
});

test("it travels with the package, under a name of its own", () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  expect(manifest.files).toContain("schema");
  expect(manifest.exports["./schema/platform.schema.json"]).toBe("./schema/platform.schema.json");
});

test("every key has a description", () => {
  const all = [...propertiesBelow(schema, "")];
  expect(all.length).toBeGreaterThan(450);
  expect(all.filter(([, property]) => typeof resolved(property).description !== "string").map(([place]) => place)).toEqual([]);
});

test("descriptions speak of words in a file, not of classes in a program", () => {
  const texts = [...propertiesBelow(schema, "")].map(([place, property]) => [place, resolved(property).description] as const);
  expect(texts.filter(([, text]) => /\b[A-Z]\w+\.[A-Z_]+\b|fromVariable|\{@link|@default/.test(text))).toEqual([]);
  expect(schema.definitions.conferencingNode.properties.ssh.description).toBe("Enable SSH (page 13).\n\nDefault: global");
  expect(schema.definitions.host.properties.password.description).toContain("{ variable: <id>_password }");
  expect(schema.definitions.managementNode.properties.api.properties.existingServers.items.properties.kind.description).toBe("Servers that a platform knows once each.");
});

test("every section, field and reference is there, and may be a default where entries share them", () => {
  for (const section of SECTIONS) {
    expect(schema.properties).toHaveProperty(section.key);
    const forms = [[section.kind, section.form] as const, ...(section.existing === undefined ? [] : [[`existing${section.kind.charAt(0).toUpperCase()}${section.kind.slice(1)}`, section.existing] as const])];
    for (const [definition, form] of forms) {
      const keys = [...Object.keys(form.fields), ...Object.keys(form.references)];
      expect(Object.keys(schema.definitions[definition].properties)).toEqual(expect.arrayContaining(keys));
      if (section.id === undefined) expect(Object.keys(schema.properties.defaults.properties[section.key].properties)).toEqual(expect.arrayContaining(keys));
    }
  }
});

describe("it accepts", () => {
  test.each(["single-host", "two-sites", "full-platform", "runbook-v21", "existing-switch"])("the platform file of %s, merged as an editor does", (name) => {
    expect(refused(example(name))).toEqual([]);
  });

  test("merge keys that nobody merged, wherever a map is", () => {
    expect(refused(example("two-sites"), false)).toEqual([]);
    expect(refused("conferencingNodes:\n  <<: { a: {} }\n  b: { <<: [{ vcpus: 4 }], snmp: { <<: {} } }\n<<: {}\n", false)).toEqual([]);
  });

  test.each([
    ["numbers where text is meant", "hosts: { hv1: { windowsServer: 2022 } }\nmanagementNode: { existing: true, hostname: 7, domain: a.b, address: 10.0.0.1, infinityVersion: 21.1 }\nvirtualMeetingRooms: { a: { pin: 0042, aliases: [5001, { alias: 5002, description: 1 }] } }\n"],
    ["choices in any case", "hosts: { hv1: { windowsServer: 2012 r2, edition: DataCenter } }\nconferencingNodes: { a: { role: TRANSCODING, automaticStart: Restart_If_Running } }\n"],
    ["every way to a disk", "conferencingNodes: { a: { templateDisk: 'C:\\a.vhd' }, b: { templateDisk: { url: 'https://a/b.vhd' } }, c: { templateDisk: { zip: 'https://a/b.zip', fileName: b.vhd } } }\n"],
    ["secrets by variable", "hosts: { hv1: { password: { variable: hv1 } } }\nvirtualMeetingRooms: { a: { pin: { variable: pin } } }\n"],
    ["what exists already, and what says that it does not", "switches: { lan: { existing: true, host: hv1, switchName: Lan }, other: { existing: false, host: hv1, netAdapterNames: [a] } }\nsyslogServers: { a: { existing: true, resourceId: 3 } }\n"],
    ["entries that lean on defaults", "defaults: { conferencingNodes: { role: proxying, externalSwitch: lan }, switches: { host: hv1 }, locations: { resourceId: 7 } }\nconferencingNodes: { a: {}, b: }\nlocations:\n"],
    ["acceptances and backends", "accept: [{ rule: PXH041, reason: one is enough }, { rule: PXH041, at: locations.oslo, reason: x }]\nbackend: { s3: { bucket: a, key: '{stack}', assume_role: { role_arn: x } } }\n"],
    ["a word in the place of an id", "managementNodeSettings: { tlsCertificate: self_signed }\n"],
    ["an address of the schema", "$schema: ./platform.schema.json\naccept:\nbackend:\ndefaults:\n"],
  ])("%s", (_, yaml) => {
    expect(refused(yaml)).toEqual([]);
  });
});

describe("it refuses", () => {
  test.each([
    ["an unknown section", "switchez: {}", " additionalProperties"],
    ["an unknown key", "hosts: { hv1: { adress: a } }", "/hosts/hv1 additionalProperties"],
    ["a key that an existing thing has not", "conferencingNodes: { a: { existing: true, vcpus: 4 } }", "/conferencingNodes/a additionalProperties"],
    ["existing where there is no such thing", "hosts: { hv1: { existing: true } }", "/hosts/hv1 additionalProperties"],
    ["an id that is none", "hosts: { 'hv 1': {} }", "/hosts pattern"],
    ["a word that is no choice", "conferencingNodes: { a: { role: transcodng } }", "/conferencingNodes/a/role enum"],
    ["a number that is none", "hosts: { hv1: { sockets: two } }", "/hosts/hv1/sockets type"],
    ["a part of a vCPU", "conferencingNodes: { a: { vcpus: 1.5 } }", "/conferencingNodes/a/vcpus type"],
    ["text for a yes or no", "switches: { lan: { allowManagementOs: 'no' } }", "/switches/lan/allowManagementOs type"],
    ["a secret in clear", "hosts: { hv1: { password: hunter2 } }", "/hosts/hv1/password type"],
    ["a secret with more than its variable", "hosts: { hv1: { password: { variable: a, value: b } } }", "/hosts/hv1/password additionalProperties"],
    ["one text for a list", "switches: { lan: { netAdapterNames: Ethernet 1 } }", "/switches/lan/netAdapterNames type"],
    ["an empty list where one is needed", "switches: { lan: { netAdapterNames: [] } }", "/switches/lan/netAdapterNames minItems"],
    ["an empty text", "hosts: { hv1: { address: '' } }", "/hosts/hv1/address minLength"],
    ["nothing after a field", "hosts: { hv1: { address: } }", "/hosts/hv1/address type"],
    ["a ZIP without the name inside", "conferencingNodes: { a: { templateDisk: { zip: x } } }", "/conferencingNodes/a/templateDisk required"],
    ["a version that is none", "managementNode: { infinityVersion: latest }", "/managementNode/infinityVersion pattern"],
    ["a Management Node without what no default gives", "managementNode: { hostname: manager }", "/managementNode required"],
    ["an alias without what is dialled", "virtualMeetingRooms: { a: { aliases: [{ description: x }] } }", "/virtualMeetingRooms/a/aliases/0 required"],
    ["a list of entries", "hosts: [{ address: a }]", "/hosts type"],
    ["a list of ids where one is meant", "conferencingNodes: { a: { systemLocation: [oslo] } }", "/conferencingNodes/a/systemLocation type"],
    ["an acceptance of an error", `accept: [{ rule: ${RULES.find(({ severity }) => severity === "error")!.id}, reason: x }]`, "/accept/0/rule enum"],
    ["an acceptance without a reason", "accept: [{ rule: PXH041 }]", "/accept/0 required"],
    ["a backend that Terraform has not", "backend: { s4: {} }", "/backend additionalProperties"],
    ["two backends", "backend: { s3: {}, pg: {} }", "/backend maxProperties"],
    ["a secret of a backend", "backend: { s3: { secret_key: x } }", "/backend/s3 pattern"],
    ["a wrong default", "defaults: { conferencingNodes: { vcpus: many } }", "/defaults/conferencingNodes/vcpus type"],
    ["defaults of what there is one of", "defaults: { managementNode: {} }", "/defaults additionalProperties"],
  ])("%s", (_, yaml, place) => {
    expect(refused(yaml)).toContain(place);
  });
});

test("a secret in clear is refused by a sentence that does not repeat it", () => {
  expect(schema.definitions.secret.errorMessage).toBe("a secret is never written into a file: write { variable: NAME }");
});
