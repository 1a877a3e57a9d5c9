import type { VmNetworkAdapter, VmHardDisk, VmSettings } from "../../../hyperv/machine";
import type { NetworkAdapterSettings } from "../../../hyperv/network-adapters";
import type { Value } from "../../../plugin/values";
import type { Attributes } from "../../engine/behaviour";
import { flagOf, numberOf, textOf, withCanonicalNames } from "../settings";
import { ADAPTER_DEFAULTS, DISK_DEFAULTS, MACHINE_ENUMS, PROCESSOR_DEFAULTS } from "./schema-table";

/** The attribute of each setting of a VM. */
const VM_ATTRIBUTES: Readonly<Record<keyof VmSettings, string>> = {
  processorCount: "processor_count",
  staticMemory: "static_memory",
  memoryStartupBytes: "memory_startup_bytes",
  memoryMinimumBytes: "memory_minimum_bytes",
  memoryMaximumBytes: "memory_maximum_bytes",
  automaticStartAction: "automatic_start_action",
  automaticStartDelaySeconds: "automatic_start_delay",
  automaticStopAction: "automatic_stop_action",
  checkpointType: "checkpoint_type",
  notes: "notes",
  automaticCriticalErrorAction: "automatic_critical_error_action",
  automaticCriticalErrorActionTimeout: "automatic_critical_error_action_timeout",
  guestControlledCacheTypes: "guest_controlled_cache_types",
  lowMemoryMappedIoSpace: "low_memory_mapped_io_space",
  highMemoryMappedIoSpace: "high_memory_mapped_io_space",
  lockOnDisconnect: "lock_on_disconnect",
  smartPagingFilePath: "smart_paging_file_path",
  snapshotFileLocation: "snapshot_file_location",
};

/** What a change of which is sent with UpdateVm, and switches the VM off before, be it the notes. */
export const OWN_ATTRIBUTES: readonly string[] = [...Object.values(VM_ATTRIBUTES), "dynamic_memory"];

const ADAPTER_OWN = ["name", "switch_name", "dynamic_mac_address", "static_mac_address", "vlan_access", "vlan_id", "is_legacy"];
const ADAPTER_UNSENT = ["wait_for_ips", "ip_addresses"];
const DISK_OWN = ["controller_type", "controller_number", "controller_location", "path"];

/** A text that was planned as none is empty. @throws Error in the provider's words when not exactly one kind of memory is chosen */
export function vmSettingsOf(step: "create" | "update", planned: Attributes): VmSettings {
  const [dynamic, fixed] = [flagOf(planned, "dynamic_memory"), flagOf(planned, "static_memory")];
  const [memory, hint] = step === "create" ? ["", ""] : [" memory", " i.e. static_memory=true and dynamic_memory=false"];
  if (dynamic && fixed) throw new Error(`[ERROR][hyperv][${step}] Dynamic and static${memory} can't be both selected at the same time${hint}`);
  if (!dynamic && !fixed) throw new Error(`[ERROR][hyperv][${step}] Either dynamic or static${memory} must be selected${hint}`);
  const written = withCanonicalNames(planned, MACHINE_ENUMS);
  return Object.fromEntries(Object.entries(VM_ATTRIBUTES).map(([setting, attribute]) => [setting, written[attribute] ?? ""])) as unknown as VmSettings;
}

export function vmAttributesOf(settings: VmSettings): Attributes {
  const attributes = Object.entries(VM_ATTRIBUTES).map(([setting, attribute]): [string, Value] => [attribute, settings[setting as keyof VmSettings]]);
  return { ...Object.fromEntries(attributes), dynamic_memory: !settings.staticMemory };
}

/** What is planned as none is the default, 0, which lets the host choose. */
export function processorSettings(block: Attributes): Attributes {
  return { ...PROCESSOR_DEFAULTS, ...without(block, []) };
}

export function adapterSettingsOf(block: Attributes): NetworkAdapterSettings {
  return {
    name: textOf(block, "name"),
    switchName: textOf(block, "switch_name"),
    dynamicMacAddress: flagOf(block, "dynamic_mac_address"),
    staticMacAddress: textOf(block, "static_mac_address"),
    vlanAccess: flagOf(block, "vlan_access"),
    vlanId: numberOf(block, "vlan_id"),
    isLegacy: flagOf(block, "is_legacy"),
    other: without(withCanonicalNames(block, MACHINE_ENUMS, "network_adaptors."), [...ADAPTER_OWN, ...ADAPTER_UNSENT]),
  };
}

/** Whether Terraform waits for its addresses is nothing that a host knows. */
export function adapterAttributesOf(adapter: VmNetworkAdapter, waitForIps: Value): Attributes {
  return {
    ...ADAPTER_DEFAULTS,
    mandatory_feature_id: [],
    ...(adapter.other as Attributes),
    name: adapter.name,
    switch_name: adapter.switchName,
    dynamic_mac_address: adapter.dynamicMacAddress,
    static_mac_address: adapter.macAddress,
    vlan_access: adapter.vlanAccess,
    vlan_id: adapter.vlanId,
    is_legacy: adapter.isLegacy,
    wait_for_ips: waitForIps,
    ip_addresses: [],
  };
}

export function diskSettingsOf(block: Attributes): VmHardDisk {
  const written = withCanonicalNames(block, MACHINE_ENUMS, "hard_disk_drives.");
  return {
    controllerType: written.controller_type as VmHardDisk["controllerType"],
    controllerNumber: numberOf(block, "controller_number"),
    controllerLocation: numberOf(block, "controller_location"),
    path: textOf(block, "path"),
    other: without(written, DISK_OWN),
  };
}

export function diskAttributesOf(disk: VmHardDisk): Attributes {
  return {
    ...DISK_DEFAULTS,
    ...(disk.other as Attributes),
    controller_type: disk.controllerType,
    controller_number: disk.controllerNumber,
    controller_location: disk.controllerLocation,
    path: disk.path,
  };
}

// d.Get knows no null, but the zero value, which is the default of what a plan may leave out
function without(attributes: Attributes, names: readonly string[]): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name, value]) => value !== null && !names.includes(name)));
}
