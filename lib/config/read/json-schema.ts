import { RULES } from "../../deployment/rules";
import type { AnyField, Shape, Written } from "../../validation/fields";
import { BACKEND_SECRETS, BACKEND_TYPES } from "./backend";
import { type EntryKind, type Form, type IdReference, SECTIONS, type Section } from "./sections";

/** What the doc comment of an exported interface, or of one of its props (`api.username`; empty for the interface itself), says. */
export type Describe = (interfaceName: string, key: string) => string | undefined;

type Schema = Readonly<Record<string, unknown>>;
type Schemas = Readonly<Record<string, Schema>>;

/** A number where text is meant is taken as it is written. */
const TEXT = { type: ["string", "number"] };
const ID = "[A-Za-z0-9_-]+";

/** YAML's merge key, wherever a map is. What is merged is judged where the language server merges it. */
const MERGE: Schemas = { "<<": ref("merge") };

/** What is written in more than one place. Descriptions stand beside the reference, where some editors would prefer one in here. */
const DEFINITIONS: Schemas = {
  merge: { type: ["object", "array"], doNotSuggest: true, description: "Merge key of YAML: the map behind an anchor, or a list of them, gives what is not written here." },
  secret: {
    ...mapOf({ variable: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]*$", description: "Name of a Terraform variable; its value comes from the environment: TF_VAR_<name>." } }, ["variable"]),
    errorMessage: "a secret is never written into a file: write { variable: NAME }",
  },
  templateDisk: {
    anyOf: [
      { type: "string", minLength: 1 },
      mapOf({ url: { type: "string", description: "http or https, ending in the name of a .vhd or .vhdx" }, fileName: { type: "string", description: "The name at the end of the URL, where the URL does not show it." } }, ["url"]),
      mapOf({ zip: { type: "string", description: "http or https, ending in .zip" }, fileName: { type: "string", description: "Name of the .vhd or .vhdx inside the ZIP." } }, ["zip", "fileName"]),
    ],
  },
  infinityVersion: { ...TEXT, pattern: "^\\s*v?\\d{1,3}(\\.\\d{1,3})?\\s*$", patternErrorMessage: "a version looks like 21, 21.1 or 40" },
};

/**
 * The schema of a platform file, for editors: draft 7, which the language servers of YAML and JSON know best. It helps with names and values, and leaves it to
 * `pexip-hyperv check` to judge: what a default or a merged map may give is not required here.
 */
export function platformJsonSchema(describe: Describe): object {
  return new Writing(describe).file();
}

/** The schema as the file `schema/platform.schema.json` holds it. */
export function platformSchemaText(describe: Describe): string {
  return `${JSON.stringify(platformJsonSchema(describe), undefined, 2)}\n`;
}

class Writing {
  constructor(private readonly describe: Describe) {}

  public file(): object {
    const sections = SECTIONS.map((section): [string, Schema] => [section.key, this.section(section)]);
    return {
      $schema: "http://json-schema.org/draft-07/schema#",
      title: "Pexip Infinity on Hyper-V",
      description: "A platform file of pexip-hyperv: what `check` judges and `synth` makes Terraform of. Entries of a map are keyed by their id, and name each other by it.",
      ...mapOf({ $schema: { type: "string", doNotSuggest: true, description: "Where this schema is, for editors of JSON." }, ...Object.fromEntries(sections), defaults: this.defaults(), accept: this.accept(), backend: this.backend() }),
      definitions: { ...DEFINITIONS, ...Object.fromEntries(SECTIONS.flatMap((section) => this.forms(section))) },
    };
  }

  private section(section: Section): Schema {
    const about = { title: section.title, ...described(this.describe(classOf(section.kind), "")) };
    const entry = section.existing === undefined ? ref(section.kind) : { if: { type: "object", properties: { existing: { const: true } }, required: ["existing"] }, then: ref(existingName(section.kind)), else: ref(section.kind) };
    if (section.id !== undefined) return { ...about, ...entry };
    return { ...about, type: ["object", "null"], properties: MERGE, propertyNames: { pattern: `^(${ID}|<<)$`, patternErrorMessage: "an id consists of letters, digits, _ and -" }, additionalProperties: entry };
  }

  /** The schema of an entry, and of one that exists already. */
  private forms(section: Section): readonly (readonly [string, Schema])[] {
    const { kind, form, existing } = section;
    const required = (one: Form, more: readonly string[] = []): readonly string[] => (section.id === undefined ? [] : [...more, ...requiredIn(one)]);
    const name = `${classOf(kind)}Props`;
    const properties = this.properties(form, name, name);
    if (existing === undefined) return [[kind, entryOf(properties, required(form))]];
    const about = described(this.describe("Existing", ""));
    const others = this.properties(existing, existingInterface(kind), name);
    const same = (key: string, schema: Schema): Schema => (JSON.stringify(properties[key]) === JSON.stringify(schema) ? ref(`${kind}/properties/${key}`) : schema);
    return [
      [kind, entryOf({ existing: { type: "boolean", ...about }, ...properties }, required(form))],
      [existingName(kind), entryOf({ existing: { const: true, ...about }, ...mapValues(others, same) }, required(existing, ["existing"]))],
    ];
  }

  /** @param otherwise interface that says what the first one leaves unsaid */
  private properties({ fields, references }: Form, interfaceName: string, otherwise: string): Schemas {
    const about = (key: string): string | undefined => this.describe(interfaceName, key) ?? this.describe(otherwise, key);
    return { ...mapValues(references, (key, to) => reference(to, about(key))), ...this.fields(fields, "", about) };
  }

  private fields(fields: Readonly<Record<string, AnyField>>, at: string, about: (key: string) => string | undefined): Schemas {
    return mapValues(fields, (key, { shape }) => ({ ...this.shape(shape, `${at}${key}`, about), ...described(about(`${at}${key}`)) }));
  }

  private shape(shape: Shape, at: string, about: (key: string) => string | undefined): Schema {
    switch (shape.is) {
      case "text":
        return text(shape.problem);
      case "number":
        return { type: shape.whole ? "integer" : "number" };
      case "flag":
        return { type: "boolean" };
      case "choice":
        return choice(shape.values);
      case "list":
        return { type: "array", ...(shape.least > 0 ? { minItems: shape.least } : {}), items: this.shape(shape.of, at, about) };
      case "object":
        return mapOf(this.fields(shape.fields, `${at}.`, about), requiredIn({ fields: shape.fields, references: {} }));
      case "value":
        return written(shape.written, (key) => described(about(`${at}.${key}`)));
    }
  }

  private defaults(): Schema {
    const maps = SECTIONS.filter(({ id }) => id === undefined).map(({ key, kind, title, form, existing }): [string, Schema] => {
      const own = keysOf(form).map((name): [string, Schema] => [name, ref(`${kind}/properties/${name}`)]);
      const others = existing === undefined ? [] : keysOf(existing).map((name): [string, Schema] => [name, ref(`${existingName(kind)}/properties/${name}`)]);
      return [key, { title, description: `What the entries of \`${key}\` share; an entry's own value wins.`, type: ["object", "null"], ...propertiesOf(Object.fromEntries([...others, ...own])) }];
    });
    return { ...described(this.describe("PlatformDefinition", "defaults")), ...mapOf(Object.fromEntries(maps)), type: ["object", "null"] };
  }

  private accept(): Schema {
    const rules = RULES.filter(({ severity }) => severity !== "error");
    const about = (key: string) => described(this.describe("PlatformDefinition", `accept.${key}`));
    const entry = mapOf({ rule: { enum: rules.map(({ id }) => id), enumDescriptions: rules.map(({ title }) => title), ...about("rule") }, at: { type: "string", ...about("at") }, reason: { type: "string", minLength: 1, ...about("reason") } }, ["rule", "reason"]);
    return { ...described(this.describe("PlatformDefinition", "accept")), type: ["array", "null"], items: entry };
  }

  private backend(): Schema {
    const settings = { type: "object", propertyNames: { pattern: `^(?!(${Object.keys(BACKEND_SECRETS).join("|")})$)`, patternErrorMessage: "a secret, which would be readable in the synthesized files; give it in the environment" } };
    return {
      ...described(this.describe("PlatformDefinition", "backend")),
      ...mapOf(Object.fromEntries(BACKEND_TYPES.map((type) => [type, { description: `Settings of Terraform's backend ${type}; {stack} in one of them stands for the stack's name.`, ...settings }]))),
      type: ["object", "null"],
      minProperties: 1,
      maxProperties: 1,
    };
  }
}

const classOf = (kind: EntryKind): string => (kind === "host" ? "HypervHost" : capital(kind));
const existingName = (kind: EntryKind): string => `existing${capital(kind)}`;
const capital = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`;

function existingInterface(kind: EntryKind): string {
  const own: Partial<Record<EntryKind, string>> = { externalSwitch: "ExistingSwitchProps", managementNode: "ExistingManagementNodeProps", systemLocation: "ExistingLocationProps", conferencingNode: "ExistingConferencingNodeProps" };
  return own[kind] ?? "ExistingObjectProps";
}

function described(description: string | undefined): Schema {
  return description === undefined ? {} : { description };
}

function ref(definition: string): Schema {
  return { $ref: `#/definitions/${definition}` };
}

function mapValues<T>(given: Readonly<Record<string, T>>, of: (key: string, value: T) => Schema): Schemas {
  return Object.fromEntries(Object.entries(given).map(([key, one]) => [key, of(key, one)]));
}

function mapOf(properties: Schemas, required: readonly string[] = []): Schema {
  return { type: "object", ...propertiesOf(properties), ...(required.length === 0 ? {} : { required }) };
}

function propertiesOf(properties: Schemas): Schema {
  return { properties: { ...properties, ...MERGE }, additionalProperties: false };
}

/** A key with nothing after it is an entry without values of its own. */
function entryOf(properties: Schemas, required: readonly string[]): Schema {
  return { ...mapOf(properties, required), type: ["object", "null"] };
}

const keysOf = ({ fields, references }: Form): readonly string[] => [...Object.keys(references), ...Object.keys(fields)];

function requiredIn({ fields, references }: Form): readonly string[] {
  return [...Object.keys(references).filter((key) => references[key].required === true), ...Object.keys(fields).filter((key) => fields[key].optional !== true)];
}

function reference({ to, many, word }: IdReference, about: string | undefined): Schema {
  const id = { ...TEXT, pattern: `^${ID}$`, patternErrorMessage: `the id of an entry of ${to}` };
  const what = many === true ? `Ids of entries of \`${to}\`.` : `The id of an entry of \`${to}\`${word === undefined ? "" : `, or \`${word}\``}.`;
  return { ...(many === true ? { type: "array", items: id } : id), description: about === undefined ? what : `${about}\n\n${what}` };
}

function text(problem: (given: string) => string | undefined): Schema {
  return problem("") === undefined ? TEXT : { ...TEXT, minLength: 1 };
}

/** The words as they are suggested, and in any case. */
function choice(values: readonly string[]): Schema {
  const numbers = values.filter((value) => /^\d+$/.test(value)).map(Number);
  const words = values.filter((value) => /[a-z]/i.test(value));
  const anyCase = words.map((word) => word.replace(/[a-z]/gi, (letter) => `[${letter.toUpperCase()}${letter.toLowerCase()}]`));
  return { anyOf: [{ enum: [...values, ...numbers] }, ...(words.length === 0 ? [] : [{ type: "string", pattern: `^(${anyCase.join("|")})$`, patternErrorMessage: `one of ${values.join(", ")}` }])] };
}

function written(form: Written, about: (key: string) => Schema): Schema {
  switch (form) {
    case "secret":
    case "templateDisk":
    case "infinityVersion":
      return ref(form);
    case "secretOrText":
      return { anyOf: [{ ...TEXT, minLength: 1 }, ref("secret")] };
    case "alias":
      return { anyOf: [{ ...TEXT, minLength: 1 }, mapOf({ alias: { ...TEXT, minLength: 1, ...about("alias") }, description: { ...TEXT, minLength: 1, ...about("description") } }, ["alias"])] };
    case "true":
      return { const: true };
  }
}
