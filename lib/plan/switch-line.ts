import { attributeChanges, changeText, plain, textOf } from "./attributes";
import type { Level, Line } from "./explanation";
import { switchFact } from "./facts";
import type { Inventory } from "./inventory";
import type { PlanParts } from "./parts";
import type { ResourceChange } from "./plan";

type PlacedSwitch = PlanParts["switches"][number];

/** What happens to a virtual switch, and through it to its VMs and to the host's own management. */
export function switchLine(one: PlacedSwitch, parts: PlanParts, inventory: Inventory): Line {
  const { change, host, key } = one;
  const name = textOf(change, "before", "name") ?? textOf(change, "after", "name");
  const vms = name === undefined ? [] : vmsOn(one, name, parts, inventory);
  const fate = fateOf(one, vms, inventory);
  return {
    name: name === undefined ? `switch ${plain(key)}` : `switch ${plain(name)}${host === undefined ? "" : ` on ${plain(host)}`}`,
    ...fate,
    addresses: change.kind === "none" ? [] : [change.address],
  };
}

type Fate = Omit<Line, "name" | "addresses">;

function fateOf(one: PlacedSwitch, vms: readonly string[], inventory: Inventory): Fate {
  const { change } = one;
  switch (change.kind) {
    case "create": {
      const { level, texts } = management(one, inventory);
      return { outcome: "created", level, reasons: [], consequences: texts };
    }
    case "delete":
    case "replace": {
      const replaced = change.kind === "replace";
      const reasons = change.replacePaths.map(plain);
      return {
        outcome: replaced ? "replaced" : "removed",
        level: "replace",
        reasons: reasons.length > 0 || change.reason !== "replace_because_tainted" ? reasons : ["an earlier apply failed half-way (tainted)"],
        consequences: [`${listed(vms, "its VMs")} ${lose(vms)} the network`, ...(change.before?.allow_management_os === true ? ["the host loses its own connection through it: WinRM may drop during the apply"] : [])],
      };
    }
    case "update":
      return update(one, vms, inventory);
    case "forget":
      return { outcome: "forgotten", level: "fine", reasons: [], consequences: ["it stays; Terraform does not know it any more"] };
    case "none":
      return { outcome: change.isImport ? "adopted" : "unchanged", level: "fine", reasons: [], consequences: [] };
  }
}

function update(one: PlacedSwitch, vms: readonly string[], inventory: Inventory): Fate {
  const changes = attributeChanges(one.change);
  const effects = new Set(changes.map(({ path }) => switchFact(String(path[0])).effect));
  const whole = new Set(changes.map(({ path }) => String(path[0])));
  const reasons = [...whole].map((attribute) => {
    const { label = plain(attribute), nameOnly } = switchFact(attribute);
    const inside = changes.filter(({ path }) => path[0] === attribute);
    if (nameOnly === true) return label;
    const isSensitive = inside.some((each) => each.isSensitive);
    const isUnknown = inside.some((each) => each.isUnknown);
    return changeText(label, { path: [attribute], before: one.change.before?.[attribute], after: one.change.after?.[attribute], isSensitive, isUnknown });
  });
  const { level, texts } = effects.has("management") ? management(one, inventory) : { level: "fine" as const, texts: [] };
  const network = effects.has("network");
  return {
    outcome: "updated",
    level: network ? "outage" : level,
    reasons,
    consequences: [
      ...(network ? [`${listed(vms, "its VMs")} ${lose(vms)} the network for a moment`] : []),
      ...(effects.has("rename") ? ["its VMs must follow its name, and each that does is powered off"] : []),
      ...(effects.has("settings") && !network ? ["what running VMs notice of it is unverified"] : []),
      ...texts,
      ...(isTeam(one.change) ? [effects.has("rename") ? RENAMED_TEAM : CHANGED_TEAM] : []),
    ],
  };
}

// hyperv-provider.md: the update hands the list of adapters to Set-VMSwitch, which takes one (PR 184 of the provider)
const CHANGED_TEAM = "the provider cannot change a team in place and this apply ends with an error: make the change on the host (Set-VMSwitch, Set-VMSwitchTeam), and the next plan is empty";
const RENAMED_TEAM = "the provider cannot change a team in place and this apply ends with an error, with the switch renamed already: keep its name";

function isTeam({ before, after }: ResourceChange): boolean {
  return [before, after].some((values) => Array.isArray(values?.net_adapter_names) && values.net_adapter_names.length > 1);
}

/** A switch takes its adapter away from the host, and gives it back only where the host may use the switch. */
function management({ change, host }: PlacedSwitch, inventory: Inventory): { readonly level: Level; readonly texts: readonly string[] } {
  const adapter = inventory.host(host)?.managementAdapter;
  const taken = change.after?.net_adapter_names;
  const isOnIt = adapter === undefined || !Array.isArray(taken) ? undefined : taken.some((one) => typeof one === "string" && one.toLowerCase() === adapter.toLowerCase());
  if (isOnIt === false) return { level: "fine", texts: [] };
  if (change.after?.allow_management_os === false) {
    return isOnIt === true
      ? { level: "outage", texts: [`it takes ${plain(adapter!)}, through which the host is managed: the apply cuts the host off`] }
      : { level: change.kind === "create" ? "fine" : "outage", texts: ["the host loses its own connection through it: if it is managed there, the apply cuts it off"] };
  }
  if (change.kind === "update") return { level: "fine", texts: ["the host gets a connection of its own through it"] };
  return { level: "fine", texts: isOnIt === true ? [`WinRM drops for a moment, while the address of ${plain(adapter!)} moves to the switch`] : [] };
}

/** VMs of the plan and of the model that are connected to this switch. */
function vmsOn({ host, change }: PlacedSwitch, name: string, { machines }: PlanParts, inventory: Inventory): readonly string[] {
  const planned = machines.flatMap(({ vms }) => vms.filter((vm) => vm.host === host && vm.change.module === change.module).flatMap((vm) => (connects(vm.change, name) ? (textOf(vm.change, "before", "name") ?? []) : [])));
  return [...new Set([...planned, ...inventory.machinesOn({ host, change }, name)])].sort();
}

function connects({ before }: ResourceChange, name: string): boolean {
  const adapters = before?.network_adaptors;
  return Array.isArray(adapters) && adapters.some((adapter: { readonly switch_name?: unknown } | null) => adapter?.switch_name === name);
}

const MOST_NAMES = 4;

function listed(names: readonly string[], otherwise: string): string {
  if (names.length === 0) return otherwise;
  const shown = names.slice(0, MOST_NAMES).map(plain);
  return names.length > MOST_NAMES ? `${shown.join(", ")} and ${names.length - MOST_NAMES} more` : shown.join(", ");
}

function lose(vms: readonly string[]): string {
  return vms.length === 1 ? "loses" : "lose";
}
