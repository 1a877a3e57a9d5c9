/** Where a fact comes from: files of the project's reference, which name the provider's source lines and the runs in which it was seen. */
const HYPERV = "taliesins/hyperv 1.2.1";

/** What a change of one attribute does. */
export interface Fact<Effect extends string> {
  readonly effect: Effect;
  /** How people call the attribute. @default - the provider's name */
  readonly label?: string;
  /** Are its values of no use to people, or none of their business? Then only the name is printed. */
  readonly nameOnly?: true;
  readonly source: string;
}

type Facts<Effect extends string> = Readonly<Record<string, Fact<Effect>>>;

const each = <Effect extends string>(effect: Effect, source: string, ...names: readonly string[]): Facts<Effect> => Object.fromEntries(names.map((name) => [name, { effect, source }]));

/**
 * Of a VM. `powerCycle`: it is shut down, changed and started, whatever the attribute. `none`: only Terraform's own waiting.
 * `ignored`: planned at each apply, and never done.
 */
export type VmEffect = "powerCycle" | "replace" | "power" | "none" | "ignored";

const UPDATE = `${HYPERV}, resource_hyperv_machine_instance.go:1275-1459: nearly any change, even of notes, first turns the VM off; seen for start, stop and checkpoint settings, notes, memory, processors and NICs`;

export const VM_FACTS: Facts<VmEffect> = {
  processor_count: { effect: "powerCycle", label: "vCPUs", source: UPDATE },
  memory_startup_bytes: { effect: "powerCycle", label: "memory", source: UPDATE },
  memory_minimum_bytes: { effect: "powerCycle", label: "minimum memory", source: UPDATE },
  memory_maximum_bytes: { effect: "powerCycle", label: "maximum memory", source: UPDATE },
  notes: { effect: "powerCycle", nameOnly: true, source: UPDATE },
  integration_services: { effect: "powerCycle", nameOnly: true, source: UPDATE },
  network_adaptors: { effect: "powerCycle", label: "network adapters", source: UPDATE },
  hard_disk_drives: { effect: "powerCycle", label: "disks", source: UPDATE },
  dvd_drives: { effect: "powerCycle", label: "DVD drives", source: UPDATE },
  vm_processor: { effect: "powerCycle", label: "processor settings", source: UPDATE },
  vm_firmware: { effect: "powerCycle", label: "firmware", source: UPDATE },
  ...each(
    "powerCycle",
    UPDATE,
    "automatic_critical_error_action",
    "automatic_critical_error_action_timeout",
    "automatic_start_action",
    "automatic_start_delay",
    "automatic_stop_action",
    "checkpoint_type",
    "dynamic_memory",
    "static_memory",
    "guest_controlled_cache_types",
    "high_memory_mapped_io_space",
    "low_memory_mapped_io_space",
    "lock_on_disconnect",
    "smart_paging_file_path",
    "snapshot_file_location",
  ),
  state: { effect: "power", label: "power", source: `${HYPERV}, UpdateVmStatus: Running or Off` },
  ...each("replace", `${HYPERV}, resource_hyperv_machine_instance.go:49 and :80, both ForceNew`, "path", "generation"),
  ...each("none", "seen: a plan with wait_for_ips_timeout alone runs no script on the host; inferred for the others", "wait_for_ips_timeout", "wait_for_ips_poll_period", "wait_for_state_timeout", "wait_for_state_poll_period", "timeouts", "id"),
  name: { effect: "ignored", source: `${HYPERV}, resource_hyperv_machine_instance.go:43: the update cannot rename; seen: no script reaches the host` },
};

/** A newer provider may have more attributes: any update powers the VM off until something else is known. */
export function vmFact(attribute: string): Fact<VmEffect> {
  return VM_FACTS[attribute] ?? { effect: "powerCycle", source: UPDATE };
}

/** Labels of what is inside a VM's network adapter. */
export const ADAPTER_LABELS: Readonly<Record<string, string>> = { static_mac_address: "MAC address", switch_name: "switch", vlan_id: "VLAN", name: "adapter name" };

/** Of a virtual switch. `network`: its VMs may lose the network. `management`: the host's own way through it. `settings`: neither. */
export type SwitchEffect = "network" | "management" | "rename" | "replace" | "settings" | "none";

const SWITCH = `${HYPERV}, resource_hyperv_network_switch.go:22-144`;

export const SWITCH_FACTS: Facts<SwitchEffect> = {
  net_adapter_names: { effect: "network", label: "adapters", source: `${SWITCH}; Set-VMSwitch takes one adapter: with several the update fails (PR 184)` },
  switch_type: { effect: "network", source: SWITCH },
  allow_management_os: { effect: "management", source: `${SWITCH}; seen: updated in place` },
  name: { effect: "rename", source: `${SWITCH}: renamed in place` },
  ...each("replace", `${SWITCH}, ForceNew; seen: adding or removing a second adapter replaces the switch`, "enable_embedded_teaming", "enable_iov", "enable_packet_direct", "minimum_bandwidth_mode"),
  notes: { effect: "settings", nameOnly: true, source: `${SWITCH}; seen: updated in place` },
  ...each(
    "settings",
    `${SWITCH}: updated in place; what it does to running VMs is unverified`,
    "default_flow_minimum_bandwidth_absolute",
    "default_flow_minimum_bandwidth_weight",
    "default_queue_vmmq_enabled",
    "default_queue_vmmq_queue_pairs",
    "default_queue_vrss_enabled",
  ),
  ...each("none", SWITCH, "id", "timeouts"),
};

export function switchFact(attribute: string): Fact<SwitchEffect> {
  return SWITCH_FACTS[attribute] ?? { effect: "network", source: "an attribute of a newer provider, taken for the worst" };
}

/** Of a disk. `copyAgain`: a file that is gone from the host is copied again. `resize`: in place. `ignored`: does nothing while the file exists. */
export type DiskEffect = "copyAgain" | "resize" | "replace" | "ignored" | "none";

const DISK = `${HYPERV}, resource_hyperv_vhd.go`;

export const DISK_FACTS: Facts<DiskEffect> = {
  path: { effect: "copyAgain", source: `${DISK}:250-351: a missing file reads as an empty path and is made again in place; a new path moves nothing (issue 126)` },
  exists: { effect: "copyAgain", source: `${DISK}:250-308` },
  size: { effect: "resize", source: `${DISK}:310-351` },
  ...each("replace", `${DISK}:131-168, ForceNew`, "block_size", "logical_sector_size", "physical_sector_size"),
  ...each("ignored", `${DISK}:310-351 and api/hyperv-winrm/vhd.go:213: nothing is copied while the file exists`, "source", "source_vm", "source_disk", "parent_path", "vhd_type"),
  ...each("none", DISK, "id", "timeouts"),
};

export function diskFact(attribute: string): Fact<DiskEffect> {
  return DISK_FACTS[attribute] ?? { effect: "resize", source: "an attribute of a newer provider" };
}

/** Of a Conferencing Node entry. `restart`: all its calls end and it restarts. `maintenance`: no new calls. `settings`: reaches the node with the next replication. */
export type EntryEffect = "restart" | "maintenance" | "replace" | "settings" | "none";

const ENTRY = "pexip/infinity 40.0.0, resource_infinity_worker_vm.go";

export const ENTRY_FACTS: Facts<EntryEffect> = {
  node_type: { effect: "restart", label: "role", source: `${ENTRY}: warns that all active calls are disconnected and the node is restarted; docs.pexip.com, editing_conferencing_nodes` },
  system_location: { effect: "restart", label: "location", nameOnly: true, source: `${ENTRY}: the same warning` },
  maintenance_mode: { effect: "maintenance", label: "maintenance mode", source: "docs.pexip.com, maintenance_mode: accepts no new calls and registrations" },
  ...each("replace", `${ENTRY}, RequiresReplace`, "address", "netmask", "gateway", "hostname", "domain", "ipv6_address", "ipv6_gateway"),
  ...each("none", `${ENTRY}: used when an image is made, or computed`, "vm_cpu_count", "vm_system_memory", "deployment_type", "config", "id", "resource_id", "cloud_bursting", "transcoding", "maintenance_mode_reason"),
};

export function entryFact(attribute: string): Fact<EntryEffect> {
  return ENTRY_FACTS[attribute] ?? { effect: "settings", source: `${ENTRY}, updated in place; replication takes about a minute (guide page 10)` };
}
