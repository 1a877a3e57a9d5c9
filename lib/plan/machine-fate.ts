import { attributeChanges, changeText, plain } from "./attributes";
import { causes, diskReasons, isFileMissing, markerReasons } from "./cause";
import type { MachineKind } from "./explanation";
import { entryFact } from "./facts";
import type { Outcome } from "./outcomes";
import type { MachineParts, Placed } from "./parts";
import type { ResourceChange } from "./plan";
import { type PowerChange, vmUpdate } from "./vm-update";

/** What happens to a machine, and why. */
export interface Fate {
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
}

const POWER: Readonly<Record<PowerChange, Outcome>> = { cycle: "powerCycled", on: "poweredOn", off: "poweredOff", changedWhileOff: "changedWhileOff", none: "notTouched", ignored: "notTouched" };

/**
 * Reads the changes of a machine's VM, disk, markers and entry together.
 *
 * @param replacedSwitchHosts ids of the hosts with a switch that is made anew
 */
export function fateOf(parts: MachineParts, kind: MachineKind, replacedSwitchHosts: ReadonlySet<string>): Fate {
  const fate = vmFate(parts, replacedSwitchHosts);
  if (kind === "manager" && parts.identity?.kind === "replace") {
    const reasons = markerReasons(parts.identity);
    // a new disk knows nothing, so that the wizard is run anyway
    if (fate.outcome === "unchanged" || fate.outcome === "notTouched") return { outcome: "wizard", reasons: [...reasons, ...fate.reasons] };
    return { ...fate, reasons: [...new Set([...fate.reasons, ...reasons.map((reason) => `${reason}: run the installation wizard again`)])] };
  }
  return parts.entry === undefined ? fate : withEntry(fate, parts.entry, parts);
}

function vmFate(parts: MachineParts, replacedSwitchHosts: ReadonlySet<string>): Fate {
  const { vms, disks } = parts;
  if (vms.some(({ change }) => change.isDeposed && change.kind === "delete")) {
    // a VM's id is its name (taliesins/hyperv 1.2.1), so that the leftover and the VM in use are one
    return { outcome: "removed", reasons: ["an object that a failed replacement left behind has its name: deleting it deletes the VM"] };
  }
  const made = vms.find(({ change }) => change.kind === "create");
  const gone = vms.find(({ change }) => change.kind === "delete");
  const why = (): readonly string[] => causes(parts, vms.some(({ host }) => host !== undefined && replacedSwitchHosts.has(host)));
  if (made !== undefined && gone !== undefined) return { outcome: "moved", reasons: [`${plain(gone.host ?? gone.change.address)} -> ${plain(made.host ?? made.change.address)}`, ...markerReasons(parts.identity).filter((reason) => !reason.startsWith("host "))] };
  const diskAnew = disks.some(({ change }) => change.kind === "replace" || change.kind === "create" || isFileMissing(change));
  if (made !== undefined) {
    if (disks.some(({ change }) => change.kind === "none" || (change.kind === "update" && !isFileMissing(change)))) return { outcome: "overDisk", reasons: [] };
    return disks.some(({ change }) => change.kind !== "create") ? { outcome: "replaced", reasons: why() } : { outcome: "created", reasons: [] };
  }
  if (gone !== undefined) return { outcome: "removed", reasons: disks.every(({ change }) => change.kind !== "delete") && disks.length > 0 ? ["its disk stays"] : [] };
  const vm = principal(vms)?.change;
  if (vm?.kind === "replace") return { outcome: diskAnew ? "replaced" : "aroundDisk", reasons: why() };
  if (diskAnew) return { outcome: "diskAnew", reasons: why() };
  if (disks.some(({ change }) => change.kind === "delete")) return { outcome: "diskAnew", reasons: ["its disk is destroyed"] };
  if (vm?.kind === "update") {
    const { power, reasons } = vmUpdate(vm);
    return { outcome: POWER[power], reasons: power === "ignored" ? [...reasons, "the provider plans it and does nothing"] : reasons };
  }
  if (vm?.kind === "forget") return { outcome: "forgotten", reasons: [] };
  if (vm?.isImport === true) return { outcome: "adopted", reasons: [] };
  const marker = [parts.placement ?? parts.identity].find((change) => change?.kind === "replace");
  if (marker !== undefined) return { outcome: "markerOnly", reasons: markerReasons(marker) };
  return disks.some(({ change }) => change.kind === "update") ? { outcome: "notTouched", reasons: disks.flatMap(({ change }) => diskReasons(change)) } : { outcome: "unchanged", reasons: [] };
}

/** What leaves a machine's disk, and with it the node, as it is. */
const SURVIVING: ReadonlySet<Outcome> = new Set<Outcome>(["unchanged", "notTouched", "poweredOn", "poweredOff", "powerCycled", "changedWhileOff", "aroundDisk"]);

/** The entry decides where the machine survives; its reasons are told in either case. */
function withEntry(fate: Fate, entry: ResourceChange, parts: MachineParts): Fate {
  if (!SURVIVING.has(fate.outcome)) return fate;
  const quiet = fate.outcome === "unchanged" || fate.outcome === "notTouched";
  const hasVm = parts.vms.length > 0;
  switch (entry.kind) {
    case "create":
      return hasVm ? { outcome: "entryAgain", reasons: fate.reasons } : { outcome: "created", reasons: [] };
    case "delete":
      return { outcome: hasVm ? "entryLost" : "removed", reasons: fate.reasons };
    case "replace":
      return { outcome: "entryAnew", reasons: [...new Set([...fate.reasons, ...causes({ ...parts, vms: [], disks: [] }, false)])] };
    case "update": {
      const update = entryUpdate(entry);
      if (quiet) return update.outcome === "unchanged" ? fate : { outcome: update.outcome, reasons: [...fate.reasons, ...update.reasons] };
      return update.outcome === "restarted" ? { ...fate, reasons: [...fate.reasons, ...update.reasons] } : fate;
    }
    case "forget":
      return quiet ? { outcome: "forgotten", reasons: [] } : fate;
    case "none":
      return fate.outcome === "unchanged" && entry.isImport ? { outcome: "adopted", reasons: [] } : fate;
  }
}

/** Values of a node's entry may be secrets: names only, but for its role. */
function entryUpdate(entry: ResourceChange): Fate {
  const changes = attributeChanges(entry).map((change) => ({ change, fact: entryFact(String(change.path[0])), attribute: String(change.path[0]) }));
  // what the provider computes is planned anew at each update
  const real = changes.filter(({ change, fact }) => !change.isUnknown || fact.effect === "restart");
  const names = (effect: string): readonly string[] => [
    ...new Set(real.filter(({ fact }) => fact.effect === effect).map(({ change, fact, attribute }) => (attribute === "node_type" ? changeText("role", change, roleText) : plain(fact.label ?? attribute)))),
  ];
  const restart = names("restart");
  if (restart.length > 0) return { outcome: "restarted", reasons: restart };
  const maintenance = real.find(({ fact }) => fact.effect === "maintenance");
  if (maintenance?.change.after === true) return { outcome: "maintenance", reasons: names("settings") };
  const settings = [...names("maintenance").map(() => "out of maintenance mode"), ...names("settings"), ...names("replace")];
  return settings.length > 0 ? { outcome: "settings", reasons: settings } : names("none").length > 0 ? { outcome: "notTouched", reasons: ["entry"] } : { outcome: "unchanged", reasons: [] };
}

/** Of two VMs the one that is there before the apply. */
export function principal(vms: readonly Placed[]): Placed | undefined {
  return vms.find(({ change }) => change.before !== undefined) ?? vms.at(0);
}

function roleText(value: unknown): string {
  return value === "PROXYING" ? "proxying" : value === "CONFERENCING" ? "transcoding" : "other";
}
