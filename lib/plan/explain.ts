import { plain, textOf } from "./attributes";
import { counted, type Explanation, type MachineLine } from "./explanation";
import { Inventory, type PlanModel } from "./inventory";
import { machineLine } from "./machine-line";
import { type PlanParts, partsOf } from "./parts";
import type { Plan, ResourceChange } from "./plan";
import { serviceSummary } from "./services";
import { switchLine } from "./switch-line";
import { verdictOf } from "./verdict";

/**
 * Says what a plan does to machines, calls and users.
 *
 * @param model names, roles and locations; without it they come from the plan, as far as it has them
 */
export function explainPlan(plan: Plan, model?: PlanModel): Explanation {
  const drift = new Map(plan.drift.map((change) => [change.address, change]));
  // a plan that only refreshes has drift and no changes
  const planned = new Set(plan.changes.map(({ address }) => address));
  const found = plan.drift.filter(({ address }) => !planned.has(address)).map((change): ResourceChange => ({ ...change, kind: "none", before: change.after ?? change.before }));
  const all = [...plan.changes, ...found];
  const parts = partsOf(all);
  const inventory = new Inventory(model, all, parts.platform);
  const replacedSwitchHosts = new Set(parts.switches.flatMap(({ host, change }) => (host !== undefined && change.kind === "replace" ? [host] : [])));
  const machines = [...parts.machines.map((each) => machineLine(each, { inventory, replacedSwitchHosts, drift, errored: plan.errored, partial: !plan.complete && !plan.errored })), ...deferredMachines(plan.deferred, inventory)].sort(byImportance);
  const switches = parts.switches.map((one) => switchLine(one, parts, inventory)).sort((a, b) => (a.name < b.name ? -1 : 1));
  const services = serviceSummary(parts.platform);
  const others = countedByType(parts.others);
  const records = new Set(parts.machines.flatMap((each) => inventory.recordOf(each) ?? []));
  return {
    terraformVersion: plan.terraformVersion,
    errored: plan.errored,
    complete: plan.complete,
    machines,
    switches,
    services,
    others,
    notes: notesOf(plan, parts, model, inventory),
    verdict: verdictOf({
      errored: plan.errored,
      partial: !plan.complete,
      machines,
      switches,
      services,
      othersChanged: Object.values(others).reduce((sum, number) => sum + number, 0),
      besides: inventory.nodesBeside(records),
      isEmpty: plan.changes.every(({ kind }) => kind === "none") && plan.deferred.length === 0,
    }),
  };
}

/** Terraform puts off what depends on something unknown: no more can be said. */
function deferredMachines(deferred: readonly ResourceChange[], inventory: Inventory): readonly MachineLine[] {
  const context = { inventory, replacedSwitchHosts: new Set<string>(), drift: new Map<string, ResourceChange>(), errored: false, partial: true };
  return partsOf(deferred).machines.map((each): MachineLine => {
    const line = machineLine(each, context);
    return { ...line, outcome: "deferred", level: "fine", reasons: [], consequences: ["Terraform decides in a later plan"], dropsCalls: false, target: undefined };
  });
}

/** Management Nodes first, then by name. */
function byImportance(a: MachineLine, b: MachineLine): number {
  return Number(b.kind === "manager") - Number(a.kind === "manager") || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function notesOf(plan: Plan, parts: PlanParts, model: PlanModel | undefined, inventory: Inventory): readonly string[] {
  const notes: string[] = [];
  const gates = parts.gates.filter(({ kind }) => kind === "create" || kind === "replace");
  if (gates.length > 0) notes.push(`the apply waits until the Management Node answers at ${gates.map(gateTarget).join(", ")}`);
  const steps = parts.overflowSteps.filter(({ kind }) => kind !== "none").length;
  if (steps > 0) notes.push(`${counted(steps, "overflow between locations", "overflows between locations")} ${steps === 1 ? "is" : "are"} written by a step of its own`);
  const disks = parts.looseDisks.filter(({ kind }) => kind !== "none");
  if (disks.length > 0) notes.push(`${counted(disks.length, "disk")} that no VM of the plan has: ${disks.slice(0, 3).map(({ address }) => plain(address)).join(", ")}`);
  const deposed = plan.changes.filter(({ isDeposed, type }) => isDeposed && type !== "hyperv_machine_instance");
  if (deposed.length > 0) notes.push(`${counted(deposed.length, "leftover")} of a failed replacement ${deposed.length === 1 ? "is" : "are"} destroyed`);
  if (!plan.complete && !plan.errored) notes.push("the plan is a part of what is to be done (-target, or changes that Terraform puts off)");
  if (model !== undefined && !inventory.knowsThePlan && parts.machines.length > 0) notes.push("the deployment model describes none of these machines: names, roles and locations come from the plan");
  return notes;
}

function gateTarget(gate: ResourceChange): string {
  const address = textOf(gate, "after", "triggers_replace", "address");
  return address === undefined ? "its address" : plain(address);
}

function countedByType(changes: readonly ResourceChange[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { type, kind } of [...changes].sort((a, b) => (a.type < b.type ? -1 : 1))) if (kind !== "none") counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
