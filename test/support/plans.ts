import { readPlan, type Plan } from "../../lib/plan/plan";

type Values = Readonly<Record<string, unknown>>;

/** An entry of `resource_changes` as `terraform show -json` of Terraform 1.11.4 prints it. */
export interface PlannedChange {
  readonly address: string;
  readonly type: string;
  readonly [key: string]: unknown;
  readonly change: Values & { readonly actions: readonly string[] };
}

/** What a change is besides its type, name and values. */
export interface More {
  readonly reason?: string;
  readonly replacePaths?: readonly (readonly (string | number)[])[];
  readonly unknown?: Values;
  readonly sensitive?: Values;
  readonly module?: string;
  readonly index?: string | number;
  readonly deposed?: string;
  readonly importing?: Values;
  readonly mode?: "data";
}

const ACTIONS = { keep: ["no-op"], create: ["create"], update: ["update"], delete: ["delete"], replace: ["delete", "create"], forget: ["forget"], read: ["read"] } as const;

export type Action = keyof typeof ACTIONS;

export function planned(action: Action, type: string, name: string, before: Values | null, after: Values | null, more: More = {}): PlannedChange {
  const { reason, replacePaths, unknown = {}, sensitive = {}, module, index, deposed, importing, mode = "managed" } = more;
  const instance = index === undefined ? "" : `[${JSON.stringify(index)}]`;
  return {
    address: `${module === undefined ? "" : `${module}.`}${type}.${name}${instance}`,
    ...(module && { module_address: module }),
    mode,
    type,
    name,
    ...(index !== undefined && { index }),
    provider_name: "registry.terraform.io/taliesins/hyperv",
    ...(deposed && { deposed }),
    change: {
      actions: ACTIONS[action],
      before: action === "create" ? null : before,
      after: action === "delete" || action === "forget" ? null : after,
      after_unknown: unknown,
      before_sensitive: action === "create" ? false : sensitive,
      after_sensitive: action === "delete" ? false : sensitive,
      ...(replacePaths && { replace_paths: replacePaths }),
      ...(importing && { importing }),
    },
    ...(reason && { action_reason: reason }),
  };
}

/** A plan around these changes; its variables hold a secret in clear, as every plan's do. */
export function planJson(changes: readonly PlannedChange[], more: Values = {}): Values {
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    variables: { manager_web_password: { value: "planted-variable" } },
    planned_values: { root_module: {} },
    ...(changes.length > 0 && { resource_changes: changes }),
    configuration: { root_module: {} },
    timestamp: "2026-11-22T23:27:24Z",
    applyable: changes.length > 0,
    complete: true,
    errored: false,
    ...more,
  };
}

export function bytesOf(json: unknown): Uint8Array {
  return Buffer.from(JSON.stringify(json));
}

export function aPlan(changes: readonly PlannedChange[], more: Values = {}): Plan {
  return readPlan(bytesOf(planJson(changes, more)), "plan.json");
}

const GIB = 1024 * 1024 * 1024;

/** Attributes of a VM of ours. */
export function vmValues(name: string, more: Values = {}): Values {
  return {
    name,
    id: name,
    path: "D:\\Pexip",
    generation: 1,
    processor_count: 12,
    static_memory: true,
    memory_startup_bytes: 12 * GIB,
    memory_minimum_bytes: 12 * GIB,
    memory_maximum_bytes: 12 * GIB,
    automatic_start_delay: 0,
    state: "Running",
    notes: "",
    wait_for_ips_timeout: 300,
    network_adaptors: [{ name: "Primary", switch_name: "Pexip External", static_mac_address: "028C205A2EA6", vlan_access: true, vlan_id: 110, ip_addresses: [] }],
    vm_processor: [{ compatibility_for_migration_enabled: false, hw_thread_count_per_core: 0 }],
    hard_disk_drives: [{ controller_type: "Ide", path: `D:\\Pexip\\${name}\\${name}.vhd` }],
    ...more,
  };
}

export function diskValues(name: string, more: Values = {}): Values {
  return { path: `D:\\Pexip\\${name}\\${name}.vhd`, source: "D:\\Templates\\pexip.vhd", exists: true, vhd_type: "Dynamic", size: 4096, ...more };
}

const SENSITIVE_ENTRY = { config: true, password: true, snmp_community: true };

export function entryValues(name: string, more: Values = {}): Values {
  return {
    id: `/api/admin/configuration/v1/worker_vm/${name}/`,
    name,
    hostname: name,
    domain: "example.com",
    address: "10.44.0.11",
    node_type: "CONFERENCING",
    system_location: "/api/admin/configuration/v1/system_location/1/",
    description: null,
    maintenance_mode: false,
    vm_cpu_count: 12,
    password: "planted-password",
    config: "<planted-config/>",
    ...more,
  };
}

export function identityValues(name: string, more: Values = {}): Values {
  return { id: "b4c50489", triggers_replace: { address: "10.44.0.11", host: "hv1", hostname: name, vmName: name, ...more } };
}

export function switchValues(name: string, more: Values = {}): Values {
  return { id: name, name, switch_type: "External", net_adapter_names: ["Ethernet 1"], allow_management_os: true, enable_embedded_teaming: false, notes: "", ...more };
}

/** A hash as cdktf puts at the end of a logical id; any will do. */
const HASH = "0A1B2C3D";

/** How a part of a machine changes. */
export interface PartChange extends More {
  readonly action?: Action;
  readonly before?: Values;
  readonly after?: Values;
}

/** What differs from a machine that nothing happens to; null leaves a part out. */
export interface MachineChange {
  readonly host?: string;
  readonly module?: string;
  readonly vm?: PartChange | null;
  readonly disk?: PartChange | null;
  readonly nics?: PartChange | null;
  readonly identity?: PartChange | null;
  readonly placement?: PartChange;
  readonly entry?: PartChange;
  readonly synced?: PartChange;
}

function part(type: string, id: string, values: (more?: Values) => Values, change: PartChange | null | undefined, module?: string): readonly PlannedChange[] {
  if (change === null) return [];
  const { action = "keep", before, after, ...more } = change ?? {};
  return [planned(action, type, `${id}_${HASH}`, values(before), values({ ...before, ...after }), { module, ...more })];
}

/** All resources of a Conferencing Node in runbook mode, in api mode when it has an entry. */
export function nodeChanges(name: string, change: MachineChange = {}): readonly PlannedChange[] {
  const { host = "hv1", module, entry, synced } = change;
  return [
    ...part("hyperv_machine_instance", `${name}_Vm-${host}`, (more) => vmValues(name, more), change.vm, module),
    ...part("hyperv_vhd", `${name}_Disk-${host}`, (more) => diskValues(name, more), change.disk, module),
    ...part("terraform_data", `${name}_Nics-${host}`, (more) => ({ triggers_replace: ["tagged"], ...more }), change.nics, module),
    ...part("terraform_data", `${name}_Identity`, (more) => identityValues(name, more), change.identity, module),
    ...(entry === undefined ? [] : part("pexip_infinity_worker_vm", `${name}_NodeEntry`, (more) => entryValues(name, more), { sensitive: SENSITIVE_ENTRY, ...entry }, module)),
    ...(synced === undefined ? [] : part("terraform_data", `${name}_Synced`, (more) => ({ triggers_replace: ["/api/1/"], ...more }), synced, module)),
  ];
}

/** All resources of a Management Node. */
export function managerChanges(name: string, change: MachineChange = {}): readonly PlannedChange[] {
  const identity = (more?: Values): Values => ({ triggers_replace: { address: "10.44.0.10", hostname: name, webAdminUsername: "admin", ...more } });
  return [
    ...nodeChanges(name, { ...change, identity: null }),
    ...part("terraform_data", `${name}_Identity`, identity, change.identity, change.module),
    ...part("terraform_data", `${name}_Placement`, (more) => ({ triggers_replace: { diskPath: `D:\\Pexip\\${name}\\${name}.vhd`, vmName: name, ...more } }), change.placement, change.module),
  ];
}

export function switchChange(action: Action, before: Values = {}, after: Values = {}, more: More & { readonly id?: string; readonly host?: string; readonly name?: string } = {}): PlannedChange {
  const { id = "lan", host = "hv1", name = "Pexip External", ...rest } = more;
  return planned(action, "hyperv_network_switch", `${id}_Switch-${host}_${HASH}`, switchValues(name, before), switchValues(name, { ...before, ...after }), rest);
}

/** A marker that is made anew with its values. */
export const ANEW: PartChange = { action: "replace", reason: "replace_because_cannot_update", replacePaths: [["triggers_replace"]] };

/** What a marker takes along. */
export const TRIGGERED: PartChange = { action: "replace", reason: "replace_by_triggers" };
