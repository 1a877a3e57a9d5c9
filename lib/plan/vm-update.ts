import { formatMac } from "../validation/mac";
import { attributeChanges, type AttributeChange, changeText, plain, valueText } from "./attributes";
import { ADAPTER_LABELS, vmFact } from "./facts";
import type { ResourceChange, Values } from "./plan";

const BYTES_PER_MIB = 1024 * 1024;

/** What an update in place does to a VM's power. */
export type PowerChange = "cycle" | "on" | "off" | "changedWhileOff" | "none" | "ignored";

/** An update of a VM. */
export interface VmUpdate {
  readonly power: PowerChange;
  /** What changes, as people read it. */
  readonly reasons: readonly string[];
}

/** Reads an update of a VM: the provider switches it off for nearly anything, applies, and then brings it to the planned state. */
export function vmUpdate(change: ResourceChange): VmUpdate {
  const changes = attributeChanges(change).filter(({ path }) => path[0] !== "network_adaptors" || path[2] !== "ip_addresses");
  const effects = new Set(changes.map(({ path }) => vmFact(String(path[0])).effect));
  return { power: powerOf(effects, isOn(change.before), isOn(change.after)), reasons: reasonsOf(changes) };
}

/** Does the VM run? The provider's default is that it does. */
export function isOn(values: Values | undefined): boolean {
  return values !== undefined && values.state !== "Off";
}

/** The new MAC address of an adapter, be the VM edited or made anew; undefined when all keep theirs. */
export function macChange(change: ResourceChange): string | undefined {
  const changed = attributeChanges(change).find(({ path }) => path[0] === "network_adaptors" && path[2] === "static_mac_address");
  return changed === undefined ? undefined : changeText(ADAPTER_LABELS.static_mac_address, changed, macText);
}

function powerOf(effects: ReadonlySet<string>, wasOn: boolean, willBeOn: boolean): PowerChange {
  if (effects.has("powerCycle") || effects.has("replace")) {
    if (wasOn) return willBeOn ? "cycle" : "off";
    return willBeOn ? "on" : "changedWhileOff";
  }
  if (effects.has("power") && wasOn !== willBeOn) return willBeOn ? "on" : "off";
  return effects.has("ignored") ? "ignored" : "none";
}

function reasonsOf(changes: readonly AttributeChange[]): readonly string[] {
  const startup = changes.find(({ path }) => path[0] === "memory_startup_bytes");
  return changes.flatMap((change) => {
    const [attribute] = change.path.map(String);
    // the outcome says it
    if (vmFact(attribute).effect === "power") return [];
    // a static VM has the same three times
    if (/^memory_(minimum|maximum)_bytes$/.test(attribute) && startup?.before === change.before && startup?.after === change.after) return [];
    return [reasonOf(change)];
  });
}

function reasonOf(change: AttributeChange): string {
  const [attribute, index, inner] = change.path.map(String);
  const { label = attribute, nameOnly } = vmFact(attribute);
  if (nameOnly === true) return label;
  if (attribute.startsWith("memory_")) return memoryText(label, change);
  if (attribute === "network_adaptors" && inner !== undefined) return adapterText(Number(index), inner, change);
  if (inner !== undefined) return changeText(plain(inner), change);
  return index === undefined ? changeText(label === attribute ? plain(label) : label, change) : label;
}

function memoryText(label: string, change: AttributeChange): string {
  const { before, after, isSensitive, isUnknown } = change;
  const whole = [before, after].every((bytes) => typeof bytes === "number" && bytes % BYTES_PER_MIB === 0);
  if (!whole || isSensitive || isUnknown) return changeText(label, change);
  return `${label} ${Number(before) / BYTES_PER_MIB} -> ${Number(after) / BYTES_PER_MIB} MiB`;
}

function adapterText(index: number, inner: string, change: AttributeChange): string {
  const label = ADAPTER_LABELS[inner] ?? plain(inner);
  return changeText(index === 0 ? label : `adapter ${index + 1} ${label}`, change, inner === "static_mac_address" ? macText : undefined);
}

function macText(value: unknown): string {
  return typeof value === "string" && /^[0-9A-Fa-f]{12}$/.test(value) ? formatMac(value) : valueText(value);
}
