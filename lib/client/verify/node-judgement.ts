import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { NodeRole, PowerState } from "../../deployment/enums";
import { failed, ok, skipped, type Finding, warning } from "../preflight/finding";
import { judgeCapacity } from "./capacity";
import type { NodeStatus } from "./node-status";

/** What the Management Node says beside the node's own status. */
export interface Platform {
  /** Name that the node's location has in the deployment. */
  readonly location: string;
  /** Version of the Management Node, as it tells it. */
  readonly version?: string;
}

/** Share of a declared size by which a report may differ: a guest sees a little less memory than its VM has. Ours. */
const MEMORY_TOLERANCE = 0.1;

/** May it be switched off just now? Nodes for peak times are, and an apply leaves alone whether they run. */
export function mayBeOff({ machine, distributedDatabase }: ConferencingNodeRecord): boolean {
  return machine === undefined ? !distributedDatabase : machine.powerState === PowerState.UNMANAGED;
}

/** Is the node what was declared, does it have its configuration, and does it take calls? */
export function judgeNode(node: ConferencingNodeRecord, status: NodeStatus, platform: Platform): readonly Finding[] {
  const sync = syncFinding(node, status);
  const entry = entryFinding(node, status, platform.location);
  // without its own report there is nothing else to judge
  if (status.version === undefined && status.cpuCount === undefined) return [sync, ...entry];
  return [
    sync,
    ...entry,
    ...versionFinding(status.version, platform.version),
    maintenanceFinding(status),
    cpuFinding(node, status),
    ...memoryFinding(node, status),
    ...(node.role === NodeRole.TRANSCODING && !status.isInMaintenance ? [judgeCapacity(status)] : []),
  ];
}

function syncFinding(node: ConferencingNodeRecord, { syncStatus }: NodeStatus): Finding {
  const what = "synchronised";
  if (syncStatus === "SYNCED") return ok(what, "SYNCED");
  if (mayBeOff(node)) return skipped(what, `${syncStatus ?? "no sync status"}: it is for peak times, and may be off`);
  if (syncStatus === "SYNCING") return failed(what, "SYNCING", `changes take about a minute: pexip-hyperv wait node ${node.name}`);
  return failed(
    what,
    syncStatus ?? "it has no sync status",
    "is the VM on, with its own disk, on the right switch and VLAN, and did it get its configuration?",
    "do UDP 500 and ESP (IP protocol 50) pass between node and manager, both ways? pexip-hyperv wait node tells more",
  );
}

/** What somebody typed, or Terraform entered. */
function entryFinding({ role, name }: ConferencingNodeRecord, { nodeType, location }: NodeStatus, declaredLocation: string): readonly Finding[] {
  if (nodeType === undefined && location === undefined) return [];
  const declaredType = role === NodeRole.PROXYING ? "PROXYING" : "CONFERENCING";
  const wrong = [
    ...(nodeType !== undefined && nodeType !== declaredType ? [`its role is ${nodeType}, declared is ${declaredType}`] : []),
    ...(location !== undefined && location !== declaredLocation ? [`its location is ${location}, declared is ${declaredLocation}`] : []),
  ];
  if (wrong.length === 0) return [ok("entry", [nodeType, location === undefined ? undefined : `in ${location}`].filter((part) => part !== undefined).join(" ") + ", as declared")];
  return [failed("entry", wrong.join("; "), `correct it in Platform > Conferencing Nodes > ${name}, or in the deployment; a change ends its calls and restarts the node`)];
}

function versionFinding(version: string | undefined, platform: string | undefined): readonly Finding[] {
  if (version === undefined) return [];
  if (platform === undefined) return [skipped("version", `${version}; the Management Node does not tell its own`)];
  return [version === platform ? ok("version", version) : failed("version", `${version}; the Management Node has ${platform}`, "finish the upgrade, or redeploy the node from a template of that version: they must be the same")];
}

/** Source: docs.pexip.com, "Maintenance mode", and the v21 guide, "Disabling processor compatibility mode". */
function maintenanceFinding({ syncStatus, isInMaintenance, maintenanceReason }: NodeStatus): Finding {
  const what = "maintenance mode";
  if (!isInMaintenance) return ok(what, syncStatus === "SYNCED" ? "off: it takes calls" : "off");
  const evidence = `on${maintenanceReason === undefined ? "" : ` (${maintenanceReason})`}: it takes no calls`;
  if (/instruction set/i.test(maintenanceReason ?? "")) return failed(what, evidence, "switch processor compatibility mode off in the VM's settings, with the VM off; switching maintenance mode has no effect before that");
  return failed(what, evidence, "switch it off in Platform > Conferencing Nodes when the maintenance is over");
}

/** Source: Pexip Infinity v39 release notes, planned changes: AVX alone still works, and is to be dropped in 2027; AVX2 and AVX-512 stay. The API's words for them are unverified. */
function cpuFinding({ machine }: ConferencingNodeRecord, { cpuCount, cpuModel, cpuCapabilities, hypervisor }: NodeStatus): Finding {
  const what = "CPU";
  const evidence = [cpuCount === undefined ? undefined : `${cpuCount} vCPU`, cpuModel, cpuCapabilities, hypervisor].filter((part) => part !== undefined).join(", ");
  if (evidence === "") return skipped(what, "it does not tell");
  if (machine !== undefined && cpuCount !== undefined && cpuCount !== machine.vcpus) {
    return warning(what, `${evidence}; declared are ${machine.vcpus} vCPU`, "somebody changed the VM, or it was not restarted: apply again, or correct vcpus");
  }
  if (cpuCapabilities === undefined || /avx\W*(2|512)/i.test(cpuCapabilities)) return ok(what, evidence);
  if (/avx/i.test(cpuCapabilities)) return warning(what, evidence, "AVX without AVX2 is to be dropped in 2027 (v39 release notes): plan for another host");
  return warning(what, evidence, "is processor compatibility mode on? It hides instruction sets from the VM, and must be off on Conferencing Nodes");
}

function memoryFinding({ machine }: ConferencingNodeRecord, { memoryMib }: NodeStatus): readonly Finding[] {
  if (machine === undefined || memoryMib === undefined) return [];
  if (Math.abs(memoryMib - machine.memoryMib) <= machine.memoryMib * MEMORY_TOLERANCE) return [ok("memory", `${memoryMib} MiB`)];
  return [warning("memory", `${memoryMib} MiB; declared are ${machine.memoryMib} MiB`, "somebody changed the VM, or it was not restarted: apply again, or correct memoryMib")];
}
