import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

/** A platform file, as a test reads and changes it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a file holds
export type Definition = any;

export type Mode = "runbook" | "api";

export const EXAMPLES = join(__dirname, "../../../examples");

/** The platform file of an example. */
export function definitionOf(example: string): Definition {
  return parse(readFileSync(join(EXAMPLES, example, "platform.yaml"), "utf8"), { merge: true });
}

export function modeOf({ managementNode }: Definition): Mode {
  return managementNode.api === undefined ? "runbook" : "api";
}

/** The same deployment in the other mode: one prop of the Management Node, its version, and the nodes' disks (design, section 1). */
export function switchMode(definition: Definition, mode: Mode): void {
  if (modeOf(definition) === mode) return;
  const { managementNode, conferencingNodes } = definition;
  managementNode.infinityVersion = "40";
  if (managementNode.templateDisk !== undefined) managementNode.templateDisk = managementNode.templateDisk.replace("_v21_", "_v40_");
  if (mode === "api") managementNode.api = {};
  else delete managementNode.api;
  if (definition.defaults?.conferencingNodes !== undefined) delete definition.defaults.conferencingNodes.templateDisk;
  for (const [id, node] of Object.entries<Definition>(conferencingNodes)) {
    if (node.existing === true) continue;
    node.templateDisk = mode === "api" ? "D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd" : { zip: `https://images.example.com/pexip-${id}.example.com.zip`, fileName: "pexip.vhd" };
  }
}
