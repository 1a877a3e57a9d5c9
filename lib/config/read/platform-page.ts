import type { AnyField, Shape, Written } from "../../validation/fields";
import { type Describe, platformJsonSchema } from "./json-schema";
import { type Fields, type Form, type IdReference, SECTIONS, type Section } from "./sections";

interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
}

interface Schema {
  readonly properties: Readonly<Record<string, Described>>;
  readonly definitions: Readonly<Record<string, Described>>;
}

const WRITTEN: Readonly<Record<Written, string>> = {
  secret: "`{ variable: NAME }`",
  secretOrText: "text, or `{ variable: NAME }`",
  templateDisk: "a path on the host, `{ url, fileName }` or `{ zip, fileName }`",
  infinityVersion: 'a version, such as `"21"`',
  alias: "text, or `{ alias, description }`",
  true: "`true`",
};

/** `docs/platform-file.md`: every key of a platform file, from the doc comments of the props. */
export function platformPage(describe: Describe): string {
  const schema = platformJsonSchema(describe) as Schema;
  return [
    "# The platform file",
    "",
    "<!-- written by npm run docs: change the doc comments of the props in lib/deployment instead -->",
    "",
    "A platform as YAML or JSON: the names, units, defaults and rules are those of the constructs, and so is the Terraform. `pexip-hyperv check` judges it, `pexip-hyperv synth` makes Terraform of it.",
    "",
    "- Entries of a map are keyed by their id, which is the construct id: letters, digits, `_` and `-`. Entries name each other by it. Renaming an entry replaces its VM.",
    "- Hosts, switches and the Management Node are built with the first apply (stack `manager`); everything else with the second (stack `platform`), after the installation wizard. With a Management Node that exists already there is one stack, `platform`.",
    "- A secret is never written into the file: `{ variable: NAME }` names a Terraform variable, and its value comes from the environment as `TF_VAR_NAME`.",
    "- Words such as `transcoding` are taken in any case; a number may stand where text is meant. YAML's anchors (`&`), aliases (`*`) and merge keys (`<<`) work.",
    "- `existing: true` refers to what is there already: it is judged and named, and never built, changed or destroyed.",
    "- Paths of files, such as those of certificates, begin at the platform file's own folder.",
    "",
    "For completion in editors, begin the file with `# yaml-language-server: $schema=node_modules/cdktf-pexip-hyperv/schema/platform.schema.json`.",
    "",
    "| key | holds |",
    "| --- | --- |",
    ...SECTIONS.map((section) => `| [\`${section.key}\`](#${section.key.toLowerCase()}) | ${summary(schema.properties[section.key])} |`),
    "| [`defaults`](#defaults-accept-backend) | what the entries of a map share |",
    "| [`accept`](#defaults-accept-backend) | refusals and warnings that are taken upon oneself |",
    "| [`backend`](#defaults-accept-backend) | where Terraform keeps its state |",
    "",
    ...SECTIONS.flatMap((section) => chapter(section, schema)),
    ...OTHERS,
    "",
  ].join("\n");
}

const OTHERS = [
  "## defaults, accept, backend",
  "",
  "`defaults` has the keys of the maps above; what stands there is in each entry that has no value of its own:",
  "",
  "```yaml",
  "defaults:",
  "  conferencingNodes: { domain: example.com, netmask: 255.255.255.0 }",
  "```",
  "",
  "`accept` takes a refusal or a warning upon oneself; the reason is printed in the datasheet. `at` is the place of an entry; without it the whole platform is meant. [rules.md](rules.md) has the rules.",
  "",
  "```yaml",
  "accept:",
  "  - { rule: PXH041, at: locations.oslo, reason: a second node comes in March }",
  "```",
  "",
  "`backend` is the type of one of Terraform's backends with its settings; `{stack}` stands for the name of the stack and must be in the setting that names the state, because two stacks in one state destroy each other. Secrets of a backend come from the environment.",
  "",
  "```yaml",
  "backend:",
  '  pg: { schema_name: "pexip_{stack}" } # the connection, with its password, in PG_CONN_STR',
  "```",
];

function chapter(section: Section, { properties, definitions }: Schema): readonly string[] {
  const { key, kind, id, form, existing } = section;
  const described = definitions[kind].properties ?? {};
  return [
    `## ${key}`,
    "",
    ...paragraphs(properties[key].description),
    "",
    ...(id === undefined ? [] : [`A platform has one: the key holds it itself. Its construct id is \`${id}\`.`, ""]),
    ...table(form, described),
    ...(existing === undefined ? [] : [`With \`existing: true\`: ${existingKeys(existing)}.`, ""]),
  ];
}

function table({ fields, references }: Form, described: Readonly<Record<string, Described>>): readonly string[] {
  const rows = [...Object.entries(references).map(([key, reference]) => [`\`${key}\``, reference.required === true, idText(reference), described[key]?.description] as const), ...fieldRows(fields, described, "")];
  return ["| key | value | what it is |", "| --- | --- | --- |", ...rows.map(([key, isRequired, value, text]) => `| ${isRequired ? `**${key}**` : key} | ${value} | ${cell(text)} |`), "", "Keys in bold cannot be left out, other than by a default.", ""];
}

type Row = readonly [key: string, isRequired: boolean, value: string, description: string | undefined];

/** Keys of an object stand below it, with its key before theirs. */
function fieldRows(fields: Fields, described: Readonly<Record<string, Described>>, within: string): readonly Row[] {
  return Object.entries(fields).flatMap(([key, field]): readonly Row[] => {
    const about = described[key];
    const inner = innerFields(field.shape);
    const row: Row = [`\`${within}${key}\``, field.optional !== true, valueText(field), about?.description];
    return inner === undefined ? [row] : [row, ...fieldRows(inner.fields, (inner.isList ? about?.items?.properties : about?.properties) ?? {}, `${within}${key}${inner.isList ? "[]" : ""}.`)];
  });
}

function innerFields(shape: Shape): { readonly fields: Fields; readonly isList: boolean } | undefined {
  if (shape.is === "object") return { fields: shape.fields, isList: false };
  return shape.is === "list" && shape.of.is === "object" ? { fields: shape.of.fields, isList: true } : undefined;
}

function valueText({ shape }: AnyField): string {
  switch (shape.is) {
    case "text":
      return shape.file === undefined ? "text" : shape.file === "content" ? "path of a PEM file, or its text" : "path of a file";
    case "number":
      return shape.whole ? "whole number" : "number";
    case "flag":
      return "`true` or `false`";
    case "choice":
      return shape.values.map((value) => `\`${value}\``).join(", ");
    case "list":
      return `list: ${valueText({ shape: shape.of })}`;
    case "object":
      return "map";
    case "value":
      return WRITTEN[shape.written];
  }
}

function idText({ to, many, word }: IdReference): string {
  return `${many === true ? "ids" : "id"} of \`${to}\`${word === undefined ? "" : `, or \`${word}\``}`;
}

function existingKeys({ fields, references }: Form): string {
  const keys = [...Object.keys(references).map((key) => [key, references[key].required !== true] as const), ...Object.entries(fields).map(([key, { optional }]) => [key, optional === true] as const)];
  return keys.map(([key, isOptional]) => (isOptional ? `\`${key}\`` : `**\`${key}\`**`)).join(", ");
}

function summary({ description = "" }: Described): string {
  return cell(/^.*?[.:](?=\s|$)/s.exec(description)?.[0].replace(/[.:]$/, "") ?? description);
}

function paragraphs(text = ""): readonly string[] {
  return text.split("\n\n").map((paragraph) => paragraph.replace(/\s+/g, " "));
}

/** One line, in which nothing ends the cell or opens a tag; the sentence about ids stands in the column before. */
function cell(text = ""): string {
  const lines = text
    .replace(/\s*(The id of an entry|Ids of entries) of `\w+`[^.]*\.\s*$/, "")
    .split(/\s*\n\n\s*/)
    .map((line) => line.replace(/\s+/g, " ").replaceAll("|", "\\|"));
  return lines.map((line) => line.replace(/`[^`]*`|</g, (found) => (found === "<" ? "&lt;" : found))).join("<br>");
}
