import { datasheetHtml } from "./datasheet/html";
import { datasheetMarkdown } from "./datasheet/markdown";
import type { Document, DocumentInput } from "./document";
import { networkDocuments } from "./network";
import { runbook } from "./runbook";
import { topologySvg } from "./topology";
import { trunks } from "./trunks";

/** Every document of a deployment. */
export async function documentsOf(input: DocumentInput): Promise<readonly Document[]> {
  const topology = await topologySvg(input.view);
  return [
    { path: "datasheet.html", content: datasheetHtml(input, topology) },
    { path: "datasheet.md", content: datasheetMarkdown(input) },
    { path: "runbook.md", content: runbook(input) },
    { path: "trunks.md", content: trunks(input) },
    { path: "topology.svg", content: topology },
    ...networkDocuments(input),
  ];
}
