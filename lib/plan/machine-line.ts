import { plain, textOf } from "./attributes";
import { type MachineKind, type MachineLine, worst } from "./explanation";
import type { Inventory } from "./inventory";
import { fateOf, principal } from "./machine-fate";
import { consequence, DRAGGED_ALONG, DROPPING, LICENCE_AT_RISK, NOT_IN_SERVICE, type Outcome, OUTCOME_LEVELS, OUTCOMES } from "./outcomes";
import type { MachineParts } from "./parts";
import type { ResourceChange } from "./plan";
import { isOn, macChange } from "./vm-update";

/** What a machine is explained with. */
export interface MachineContext {
  readonly inventory: Inventory;
  /** Hosts with a switch that is made anew in this plan. */
  readonly replacedSwitchHosts: ReadonlySet<string>;
  /** What was found changed outside Terraform, by address. */
  readonly drift: ReadonlyMap<string, ResourceChange>;
  /** Did Terraform stop before the plan was whole? */
  readonly errored: boolean;
  /** Does the plan leave out what it does not change, because of -target? */
  readonly partial: boolean;
}

/** What happens to one machine: its VM first, then what its entry adds. */
export function machineLine(parts: MachineParts, context: MachineContext): MachineLine {
  const record = context.inventory.recordOf(parts);
  const kind = kindOf(parts, record?.kind);
  const { outcome, reasons } = fateOf(parts, kind, context.replacedSwitchHosts);
  const all = changesOf(parts);
  const vm = principal(parts.vms);
  const wasInService = isInService(parts);
  const mac = kind === "manager" && vm !== undefined && (vm.change.kind === "update" || vm.change.kind === "replace") ? macChange(vm.change) : undefined;
  const isSilent = DROPPING.has(outcome) && !wasInService;
  const level = worst([isSilent && kind === "node" && OUTCOME_LEVELS[outcome].node === "outage" ? "fine" : OUTCOME_LEVELS[outcome][kind], ...(mac === undefined ? [] : (["outage"] as const))]);
  return {
    name: nameOf(parts, record),
    kind,
    role: context.inventory.roleOf(record, parts.entry),
    location: context.inventory.locationOf(record, parts.entry),
    host: vm?.host ?? parts.disks[0]?.host,
    outcome: OUTCOMES[outcome],
    level,
    reasons: [...new Set([...reasons, ...(mac === undefined || reasons.includes(mac) ? [] : [mac]), ...driftReasons(all, context)])],
    consequences: [
      ...(isSilent && kind === "node" ? [NOT_IN_SERVICE] : consequence(kind, outcome)),
      ...(kind === "node" ? aftermath(parts, outcome, context.inventory.isEnteredByHand(record) ?? !context.partial) : []),
      ...(mac === undefined ? [] : [LICENCE_AT_RISK]),
      ...protection(parts, outcome, record, context.errored),
      ...(outcome === "diskAnew" && parts.vms.length === 0 && context.partial ? [DRAGGED_ALONG] : []),
    ],
    addresses: all.filter((change) => change.kind !== "none").map(({ address }) => address),
    wasInService,
    dropsCalls: kind !== "manager" && wasInService && DROPPING.has(outcome),
    target: outcome === "removed" || outcome === "deferred" ? undefined : targetOf(parts),
  };
}

function kindOf(parts: MachineParts, recordKind: "managementNode" | "conferencingNode" | undefined): MachineKind {
  if (recordKind === "managementNode" || parts.placement !== undefined) return "manager";
  if (recordKind === "conferencingNode" || parts.entry !== undefined || parts.identity !== undefined) return "node";
  return "vm";
}

/** Is it there and switched on before the apply? Of a VM that -target leaves out, its disk tells. */
function isInService({ vms, disks, entry }: MachineParts): boolean {
  const vm = principal(vms)?.change;
  if (vm !== undefined) return vm.before !== undefined && isOn(vm.before);
  return [...disks.map(({ change }) => change), entry].some((change) => change?.before !== undefined);
}

/**
 * What remains to be known after a node was made anew or removed.
 *
 * @param byHand is a node without an entry in the plan entered by people? Not known when `-target` left something out
 */
function aftermath(parts: MachineParts, outcome: Outcome, byHand: boolean): readonly string[] {
  const { entry } = parts;
  const anew = outcome === "replaced" || outcome === "moved" || outcome === "diskAnew";
  if (entry === undefined) {
    if (!byHand) return [];
    // Source: docs.pexip.com, deploy_manual_vmware: an image is single-use and cannot redeploy a node (unverified for Hyper-V)
    if (anew) return ["its disk is made anew, and its ZIP works only once: delete its entry, enter it again and download a new one (guide pages 12-13)"];
    return outcome === "removed" ? ["delete its entry in the Administrator interface"] : [];
  }
  if (anew) return [entry.kind === "replace" || entry.kind === "create" ? "its disk and entry are made anew" : "its disk is made anew, and its entry is not: give it a new redeployToken"];
  if (outcome === "removed" && parts.vms.length > 0) return entry.kind === "delete" ? ["its VM, disk and entry are gone then"] : ["its entry stays"];
  if (outcome !== "entryAnew") return [];
  if (entry.reason === "replace_because_tainted") return ["an earlier delivery of its configuration failed; a fresh one is delivered"];
  return ["a node that has its configuration takes no second one: give it a new redeployToken"];
}

/** Terraform stops at a protected disk, and leaves out the VM behind it. */
function protection({ vms }: MachineParts, outcome: Outcome, record: ReturnType<Inventory["recordOf"]>, errored: boolean): readonly string[] {
  if (outcome !== "diskAnew") return [];
  const machine = record === undefined || (record.kind === "managementNode" && record.origin === "imported") ? undefined : record.machine;
  if (machine?.deletionProtection === true) return ["it is protected, so Terraform refuses: set deletionProtection: false and apply that first, if you mean it"];
  return machine === undefined && errored && vms.length === 0 ? ["it seems to be protected: if you mean it, set deletionProtection: false and apply that first"] : [];
}

function driftReasons(changes: readonly ResourceChange[], { drift }: MachineContext): readonly string[] {
  return changes.flatMap(({ address, type }) => {
    const found = drift.get(address);
    if (found === undefined) return [];
    if (found.kind === "delete") return [type === "hyperv_machine_instance" ? "found gone from its host" : type === "pexip_infinity_worker_vm" ? "its entry was found gone" : ""].filter(Boolean);
    if (type === "hyperv_machine_instance" && isOn(found.before) !== isOn(found.after)) return [isOn(found.after) ? "found switched on" : "found switched off"];
    return [];
  });
}

function changesOf({ vms, disks, nics, identity, placement, entry, synced }: MachineParts): readonly ResourceChange[] {
  return [...vms, ...disks, ...nics].map(({ change }) => change).concat([identity, placement, entry, synced].filter((change) => change !== undefined));
}

/** The last link of marker -> disk -> VM -> entry -> synced that changes: what is before it comes along. */
function targetOf({ synced, entry, vms, disks }: MachineParts): string | undefined {
  const links = [synced, entry, ...vms.map(({ change }) => change), ...disks.map(({ change }) => change)];
  return links.find((change) => change !== undefined && change.kind !== "none" && change.kind !== "delete")?.address;
}

function nameOf({ key, vms, entry }: MachineParts, record: ReturnType<Inventory["recordOf"]>): string {
  const own = record?.kind === "conferencingNode" ? record.name : record?.origin === "managed" ? record.machine.vmName : undefined;
  const change = principal(vms)?.change ?? entry;
  const planned = change === undefined ? undefined : (textOf(change, "before", "name") ?? textOf(change, "after", "name"));
  const module = change === undefined || change.module === "" ? "" : `${change.module}.`;
  return plain(own ?? (planned === undefined ? key : `${module}${planned}${change?.instance ?? ""}`));
}

