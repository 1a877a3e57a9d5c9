import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import { failed, type Finding, ok, some, warning } from "../preflight/finding";
import { textOf } from "./admin-api";
import type { VerifyContext } from "./context";
import { judgeNode } from "./node-judgement";
import { nodeStatus } from "./node-status";
import { configurationList, notAsked, notRead, sessionOf, statusList } from "./session";

/** What does the Management Node know of this node? */
export async function probeNode(node: ConferencingNodeRecord, location: string, manager: ManagementNodeRecord, context: VerifyContext): Promise<readonly Finding[]> {
  const what = "synchronised";
  const session = await sessionOf(manager, context);
  const list = await statusList("worker_vm", manager, context);
  if (list === undefined || session.is === "closed") return [notAsked(what, manager)];
  if (list.is === "problem") return [notRead(what, list)];
  const status = list.objects.find(({ name }) => name === node.name);
  if (status !== undefined) return judgeNode(node, nodeStatus(status), { location, version: session.version });
  const entries = await configurationList("worker_vm", manager, context);
  const isEntered = entries?.is === "objects" && entries.objects.some(({ name }) => name === node.name);
  return [isEntered ? failed(what, "it is entered, and was never in contact", `is the VM on, and did it get its configuration? pexip-hyperv wait node ${node.name}`) : failed(what, "it is not entered", "enter it (Platform > Conferencing Nodes), or compare the name: it is matched letter by letter")];
}

/** Are there nodes that the deployment does not know? */
export async function probeOtherNodes(manager: ManagementNodeRecord, declared: readonly string[], context: VerifyContext): Promise<readonly Finding[]> {
  const what = "Conferencing Nodes";
  const list = await statusList("worker_vm", manager, context);
  if (list === undefined) return [notAsked(what, manager)];
  if (list.is === "problem") return [notRead(what, list)];
  const names = list.objects.flatMap(({ name }) => textOf(name) ?? []);
  const others = names.filter((name) => !declared.includes(name));
  if (others.length > 0) return [warning(what, `${some(others)} ${others.length === 1 ? "is" : "are"} not in the deployment`, "declare them too (ConferencingNode.fromAddress), or delete what is no longer there")];
  return [ok(what, `${names.length}, all of them in the deployment`)];
}
