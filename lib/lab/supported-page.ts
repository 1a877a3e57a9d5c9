import { COLLECTION_NAMES, type CollectionName } from "./infinity/collections/names";
import { collectionOf } from "./infinity/collections";
import { methodsOf } from "./infinity/collection";
import { STATUS_RESOURCES } from "./infinity/status";
import { HYPERV_DATA_SOURCES, HYPERV_RESOURCES } from "./providers/hyperv/provider";
import { INFINITY_DATA_SOURCES, INFINITY_RESOURCES } from "./providers/infinity/provider";
import { FAULTS } from "./world/faults";

/** What a provider has, as its schema says. */
export interface ProviderTypes {
  readonly resources: readonly string[];
  readonly dataSources: readonly string[];
}

/** `lib/lab/SUPPORTED.md`: what the lab simulates, from the tables that do it. */
export function supportedPage(hyperv: ProviderTypes, infinity: ProviderTypes): string {
  return [
    "# What the lab simulates",
    "",
    "<!-- written by npm run docs, from the tables in lib/lab -->",
    "",
    "What is not listed is refused by its name; nothing is ignored silently.",
    "",
    "## taliesins/hyperv 1.2.1",
    "",
    ...typesTable(hyperv, Object.keys(HYPERV_RESOURCES), Object.keys(HYPERV_DATA_SOURCES)),
    "## pexip/infinity 40.0.0",
    "",
    ...typesTable(infinity, Object.keys(INFINITY_RESOURCES), Object.keys(INFINITY_DATA_SOURCES)),
    "## The management API",
    "",
    "| `/api/admin/configuration/v1/` | list | object |",
    "| --- | --- | --- |",
    ...[...COLLECTION_NAMES].sort().map(collectionRow),
    "",
    `\`/api/admin/status/v1/\`: ${Object.keys(STATUS_RESOURCES).sort().map(code).join(", ")}.`,
    "",
    "## Faults",
    "",
    "| name | what happens |",
    "| --- | --- |",
    ...Object.entries(FAULTS).map(([name, text]) => `| \`${name}\` | ${text} |`),
    "",
  ].join("\n");
}

function typesTable({ resources, dataSources }: ProviderTypes, modelledResources: readonly string[], modelledDataSources: readonly string[]): readonly string[] {
  const refused = [...resources.filter((type) => !modelledResources.includes(type)), ...dataSources.filter((type) => !modelledDataSources.includes(type)).map((type) => `data.${type}`)].sort();
  return [
    "| simulated | |",
    "| --- | --- |",
    ...[...modelledResources].sort().map((type) => `| \`${type}\` | resource |`),
    ...[...modelledDataSources].sort().map((type) => `| \`${type}\` | data source |`),
    "",
    `Refused: ${refused.map(code).join(", ")}.`,
    "",
  ];
}

function collectionRow(name: CollectionName): string {
  const { list, detail } = methodsOf(collectionOf(name));
  return `| \`${name}\` | ${list.join(", ")} | ${detail.join(", ")} |`;
}

const code = (text: string): string => `\`${text}\``;
