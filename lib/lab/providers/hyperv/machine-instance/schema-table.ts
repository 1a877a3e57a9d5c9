import type { ResourceBehaviour, SchemaPath, Suppression } from "../../engine/behaviour";
import { asText } from "../../engine/members";
import { exactlyOneOf } from "../../engine/sdkv2-rules";
import {
  BOOT_TYPES,
  CACHE_ATTRIBUTES,
  CHECKPOINT_TYPES,
  CONSOLE_MODES,
  CONTROLLER_TYPES,
  CRITICAL_ERROR_ACTIONS,
  IOV_INTERRUPT_MODERATIONS,
  NETWORK_BOOT_PROTOCOLS,
  ON_OFF,
  PORT_MIRRORINGS,
  SETTABLE_STATES,
  START_ACTIONS,
  STOP_ACTIONS,
} from "../enums";
import type { HostConnection } from "../host-connection";
import { between, oneOf, oneOfNumbers } from "../validators";

// hyperv-provider.md section 1.2; P/resource_hyperv_machine_instance.go

const MACHINE_DEFAULTS = {
  generation: 2,
  automatic_critical_error_action: "Pause",
  automatic_critical_error_action_timeout: 30,
  automatic_start_action: "StartIfRunning",
  automatic_start_delay: 0,
  automatic_stop_action: "Save",
  checkpoint_type: "Production",
  dynamic_memory: false,
  guest_controlled_cache_types: false,
  high_memory_mapped_io_space: 536870912,
  lock_on_disconnect: "Off",
  low_memory_mapped_io_space: 134217728,
  memory_maximum_bytes: 1099511627776,
  memory_minimum_bytes: 536870912,
  memory_startup_bytes: 536870912,
  notes: "",
  processor_count: 1,
  smart_paging_file_path: "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V",
  snapshot_file_location: "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V",
  static_memory: false,
  state: "Running",
  wait_for_state_timeout: 120,
  wait_for_state_poll_period: 2,
  wait_for_ips_timeout: 300,
  wait_for_ips_poll_period: 5,
};

export const PROCESSOR_DEFAULTS = {
  compatibility_for_migration_enabled: false,
  compatibility_for_older_operating_systems_enabled: false,
  hw_thread_count_per_core: 0,
  maximum: 100,
  reserve: 0,
  relative_weight: 100,
  maximum_count_per_numa_node: 0,
  maximum_count_per_numa_socket: 0,
  enable_host_resource_protection: false,
  expose_virtualization_extensions: false,
};

export const ADAPTER_DEFAULTS = {
  switch_name: "",
  management_os: false,
  is_legacy: false,
  dynamic_mac_address: true,
  static_mac_address: "",
  mac_address_spoofing: "Off",
  dhcp_guard: "Off",
  router_guard: "Off",
  port_mirroring: "None",
  ieee_priority_tag: "Off",
  vmq_weight: 100,
  iov_queue_pairs_requested: 1,
  iov_interrupt_moderation: "Off",
  iov_weight: 100,
  ipsec_offload_maximum_security_association: 512,
  maximum_bandwidth: 0,
  minimum_bandwidth_absolute: 0,
  minimum_bandwidth_weight: 0,
  resource_pool_name: "",
  test_replica_pool_name: "",
  test_replica_switch_name: "",
  virtual_subnet_id: 0,
  allow_teaming: "On",
  not_monitored_in_cluster: false,
  storm_limit: 0,
  dynamic_ip_address_limit: 0,
  device_naming: "Off",
  fix_speed_10g: "Off",
  packet_direct_num_procs: 0,
  packet_direct_moderation_count: 0,
  packet_direct_moderation_interval: 0,
  vrss_enabled: true,
  vmmq_enabled: false,
  vmmq_queue_pairs: 16,
  vlan_access: false,
  vlan_id: 0,
  wait_for_ips: true,
};

const DVD_DEFAULTS = { path: "", resource_pool_name: "" };

export const DISK_DEFAULTS = {
  controller_type: "Scsi",
  path: "",
  disk_number: 4294967295,
  resource_pool_name: "Primordial",
  support_persistent_reservations: false,
  maximum_iops: 0,
  minimum_iops: 0,
  qos_policy_id: "00000000-0000-0000-0000-000000000000",
  override_cache_attributes: "Default",
};

const FIRMWARE_DEFAULTS = {
  enable_secure_boot: "On",
  secure_boot_template: "MicrosoftWindows",
  preferred_network_boot_protocol: "IPv4",
  console_mode: "Default",
  pause_after_boot_failure: "Off",
};

const BOOT_DEFAULTS = { network_adapter_name: "", switch_name: "", mac_address: "", path: "", controller_number: -1, controller_location: -1 };

/** Attributes whose values are names: taken in any case of letters, sent and read back as the names stand. */
export const MACHINE_ENUMS: Readonly<Record<SchemaPath, readonly string[]>> = {
  automatic_critical_error_action: CRITICAL_ERROR_ACTIONS,
  automatic_start_action: START_ACTIONS,
  automatic_stop_action: STOP_ACTIONS,
  checkpoint_type: CHECKPOINT_TYPES,
  lock_on_disconnect: ON_OFF,
  state: SETTABLE_STATES,
  ...below("network_adaptors", {
    mac_address_spoofing: ON_OFF,
    dhcp_guard: ON_OFF,
    router_guard: ON_OFF,
    port_mirroring: PORT_MIRRORINGS,
    ieee_priority_tag: ON_OFF,
    iov_interrupt_moderation: IOV_INTERRUPT_MODERATIONS,
    allow_teaming: ON_OFF,
    device_naming: ON_OFF,
    fix_speed_10g: ON_OFF,
  }),
  ...below("hard_disk_drives", { controller_type: CONTROLLER_TYPES, override_cache_attributes: CACHE_ATTRIBUTES }),
  ...below("vm_firmware", {
    enable_secure_boot: ON_OFF,
    preferred_network_boot_protocol: NETWORK_BOOT_PROTOCOLS,
    console_mode: CONSOLE_MODES,
    pause_after_boot_failure: ON_OFF,
  }),
  "vm_firmware.boot_order.boot_type": BOOT_TYPES,
};

const notOtherwiseAsked: Suppression = (was, planned) => planned === 0 || was === planned;
const notAsked: Suppression = (was, planned) => planned === "" || planned === null || was === planned;
const bootPosition: Suppression = (_was, planned) => planned === -1 || planned === null;
const equalFold = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

export const machineTable: Pick<ResourceBehaviour<HostConnection>, "defaults" | "validators" | "validate" | "forceNew" | "suppress"> = {
  defaults: {
    ...MACHINE_DEFAULTS,
    ...below("vm_processor", PROCESSOR_DEFAULTS),
    ...below("network_adaptors", ADAPTER_DEFAULTS),
    ...below("dvd_drives", DVD_DEFAULTS),
    ...below("hard_disk_drives", DISK_DEFAULTS),
    ...below("vm_firmware", FIRMWARE_DEFAULTS),
    ...below("vm_firmware.boot_order", BOOT_DEFAULTS),
  },
  validators: {
    ...Object.fromEntries(Object.entries(MACHINE_ENUMS).map(([path, names]) => [path, oneOf(names)])),
    generation: oneOfNumbers([1, 2]),
    ...below("vm_processor", { maximum: between(0, 100), reserve: between(0, 100), relative_weight: between(0, 10000) }),
    ...below("network_adaptors", {
      vmq_weight: between(0, 100),
      iov_queue_pairs_requested: between(1, 4294967295),
      iov_weight: between(0, 100),
      minimum_bandwidth_weight: between(0, 100),
      virtual_subnet_id: between(4096, 16777215, 0),
    }),
  },
  // counts what is written, be it false: one of the two must be, and must be true
  validate: (config) => exactlyOneOf(config, ["dynamic_memory", "static_memory"]),
  // an adapter that comes or goes replaces the VM by its is_legacy (terraform-shapes.md section 5)
  forceNew: ["path", "generation", "network_adaptors.is_legacy"],
  suppress: {
    path: (was, planned, { planned: machine }) => {
      if (planned === null || planned === "") return true;
      const [old, wanted] = [asText(was), asText(planned)];
      return equalFold(old, wanted) || equalFold(old, `${wanted.endsWith("\\") ? wanted : `${wanted}\\`}${asText(machine.name)}`);
    },
    // asked for each service; one that is not configured is not looked at
    integration_services: (was, planned) => planned === null || was === planned,
    ...below("vm_processor", { maximum_count_per_numa_node: notOtherwiseAsked, maximum_count_per_numa_socket: notOtherwiseAsked }),
    ...below("network_adaptors", { static_mac_address: notAsked }),
    ...below("hard_disk_drives", {
      path: (was, planned) => notAsked(was, planned, NOTHING) || isCheckpointOf(asText(was), asText(planned)),
    }),
    ...below("vm_firmware.boot_order", {
      boot_type: notAsked,
      network_adapter_name: notAsked,
      switch_name: notAsked,
      mac_address: (was, planned) => notAsked(was, planned, NOTHING) || equalFold(asText(was), asText(planned)),
      path: (was, planned) => notAsked(was, planned, NOTHING) || equalFold(asText(was), asText(planned)),
      controller_number: bootPosition,
      controller_location: bootPosition,
    }),
  },
};

const NOTHING = { prior: {}, planned: {}, config: {} };

function below<Entry>(block: string, table: Readonly<Record<string, Entry>>): Record<string, Entry> {
  return Object.fromEntries(Object.entries(table).map(([name, entry]) => [`${block}.${name}`, entry]));
}

/** `web_B63C9D15-....avhdx` is a checkpoint of `web.vhdx`; letters in their case. */
function isCheckpointOf(file: string, disk: string): boolean {
  if (!/\.avhdx$/i.test(file) || !/\.vhdx$/i.test(disk)) return false;
  return file.startsWith(`${disk.slice(0, -".vhdx".length)}_`);
}
