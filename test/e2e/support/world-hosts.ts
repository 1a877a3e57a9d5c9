import { AutomaticStart, CheckpointType, PowerState, WindowsServer } from "../../../lib/deployment/enums";
import type { HostRecord } from "../../../lib/deployment/host";
import type { AdapterRecord } from "../../../lib/deployment/machine";
import { adaptersOf, type DeploymentView, type MachineOf } from "../../../lib/deployment/model";
import type { TemplateDiskRecord } from "../../../lib/deployment/template-disk";
import type { FileDump, HostDump, VmDump } from "../../../lib/lab";

const BYTES_PER_MIB = 1024 * 1024;

/** As the deployment has it, in Hyper-V's words. */
const START_ACTION: Readonly<Record<AutomaticStart, string>> = { [AutomaticStart.RESTART_IF_RUNNING]: "StartIfRunning", [AutomaticStart.ALWAYS]: "Start", [AutomaticStart.NOTHING]: "Nothing" };
const CHECKPOINT: Readonly<Record<CheckpointType, string>> = {
  [CheckpointType.DISABLED]: "Disabled",
  [CheckpointType.STANDARD]: "Standard",
  [CheckpointType.PRODUCTION]: "Production",
  [CheckpointType.PRODUCTION_ONLY]: "ProductionOnly",
};

/** What New-VMSwitch gives when nobody says otherwise: hyperv-provider.md, section 1.2. */
const ORDINARY_SWITCH = {
  notes: "",
  switchType: "External",
  allowManagementOs: true,
  enableEmbeddedTeaming: false,
  enableIov: false,
  enablePacketDirect: false,
  minimumBandwidthMode: "None",
  defaultFlowMinimumBandwidthAbsolute: 0,
  defaultFlowMinimumBandwidthWeight: 0,
  defaultQueueVmmqEnabled: false,
  defaultQueueVmmqQueuePairs: 16,
  defaultQueueVrssEnabled: false,
};

/** The same of New-VM and of the provider's defaults. */
const ORDINARY_VM = {
  generation: 1,
  staticMemory: true,
  automaticStartDelaySeconds: 0,
  automaticStopAction: "ShutDown",
  notes: "",
  automaticCriticalErrorAction: "Pause",
  automaticCriticalErrorActionTimeout: 30,
  guestControlledCacheTypes: false,
  lowMemoryMappedIoSpace: 128 * BYTES_PER_MIB,
  highMemoryMappedIoSpace: 512 * BYTES_PER_MIB,
  lockOnDisconnect: "Off",
  smartPagingFilePath: "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V",
  snapshotFileLocation: "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V",
  dvdDrives: [],
  integrationServices: { "Guest Service Interface": false, Heartbeat: true, "Key-Value Pair Exchange": true, Shutdown: true, "Time Synchronization": true, VSS: true },
};

/** What must be on each host, by its address: no less, and no more. */
export function expectedHosts(view: DeploymentView): unknown {
  return Object.fromEntries(view.hosts.map((host) => [host.address, expectedHost(host, view)]));
}

function expectedHost(host: HostRecord, view: DeploymentView): unknown {
  const machines = view.machinesOn(host);
  return {
    windowsServer: host.windowsServer,
    edition: host.edition,
    condition: "on",
    switches: byName(view.switchesOn(host).map((one) => ({
      ...ORDINARY_SWITCH,
      name: one.switchName,
      ...(one.origin === "imported"
        ? { netAdapterNames: [`Adapter of ${one.switchName}`] }
        : { netAdapterNames: one.netAdapterNames, allowManagementOs: one.allowManagementOs, enableEmbeddedTeaming: one.netAdapterNames.length > 1, notes: one.notes ?? "" }),
    }))),
    machines: byName(machines.map((one) => expectedVm(one, host, view))),
    files: Object.fromEntries(machines.flatMap(({ machine: { templateDisk, diskPath, vmName } }) => [
      ...(templateDisk.from === "host" ? [[templateDisk.path, { kind: "disk", source: templateDisk.path }]] : []),
      [diskPath, { kind: "disk", source: sourceOf(templateDisk) }],
      [configurationFile(vmName), { kind: "other" }],
    ])),
  };
}

function expectedVm({ node, machine }: MachineOf, host: HostRecord, view: DeploymentView): unknown {
  const bytes = machine.memoryMib * BYTES_PER_MIB;
  // in api mode a fresh node must run to be given its configuration
  const startsOff = machine.powerState === PowerState.UNMANAGED && node.kind === "conferencingNode" && view.managementNode(node.managementNode).mode === "runbook";
  return {
    ...ORDINARY_VM,
    name: machine.vmName,
    path: `${host.vmDirectory}\\${machine.vmName}`,
    state: startsOff ? "Off" : "Running",
    processorCount: machine.vcpus,
    memoryStartupBytes: bytes,
    memoryMinimumBytes: bytes,
    memoryMaximumBytes: bytes,
    automaticStartAction: START_ACTION[machine.automaticStart],
    checkpointType: CHECKPOINT[machine.checkpointType],
    processor: {
      compatibilityForMigrationEnabled: false,
      compatibilityForOlderOperatingSystemsEnabled: false,
      hwThreadCountPerCore: host.windowsServer === WindowsServer.V2016 ? 1 : 0,
      maximum: 100,
      reserve: 0,
      relativeWeight: 100,
      // 0 makes the provider's script take the host's own (hyperv-provider.md, section 1.2)
      maximumCountPerNumaNode: host.sockets * host.coresPerSocket * host.threadsPerCore,
      maximumCountPerNumaSocket: host.sockets,
      enableHostResourceProtection: false,
      exposeVirtualizationExtensions: false,
    },
    networkAdapters: adaptersOf(machine).map((adapter, index) => expectedAdapter(adapter, index, view)),
    hardDisks: [{ controllerType: "Ide", controllerNumber: 0, controllerLocation: 0, path: machine.diskPath }],
  };
}

const expectedAdapter = ({ switch: path, macAddress, vlanId }: AdapterRecord, index: number, view: DeploymentView): unknown => ({
  name: ["Primary", "Secondary"][index],
  switchName: view.externalSwitch(path).switchName,
  dynamicMacAddress: false,
  macAddress,
  vlanAccess: vlanId !== undefined,
  vlanId: vlanId ?? 0,
  isLegacy: false,
});

const sourceOf = (disk: TemplateDiskRecord): unknown => (disk.from === "host" ? disk.path : disk.url);

/** The hosts as they are, without what Hyper-V makes up and without what passes: identifiers, uptime, sizes. */
export function actualHosts(hosts: readonly HostDump[]): unknown {
  return Object.fromEntries(hosts.map(({ address, windowsServer, edition, condition, switches, machines, files }) => [
    address,
    { windowsServer, edition, condition, switches: byName(switches), machines: byName(machines.map(actualVm)), files: Object.fromEntries(files.map((file) => actualFile(file, machines))) },
  ]));
}

function actualVm(vm: VmDump): object {
  return {
    ...without(vm, "id", "uptimeSeconds"),
    networkAdapters: vm.networkAdapters.map((adapter) => without(adapter, "other")),
    hardDisks: vm.hardDisks.map((disk) => without(disk, "other")),
  };
}

function actualFile(file: FileDump, machines: readonly VmDump[]): readonly [string, unknown] {
  const owner = machines.find(({ id }) => file.path.endsWith(`${id}.vmcx`));
  return [owner === undefined ? file.path : configurationFile(owner.name), without(file, "path", "bytes")];
}

function without<T extends object, K extends keyof T>(whole: T, ...keys: readonly K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(whole).filter(([key]) => !keys.includes(key as K))) as Omit<T, K>;
}

/** Hyper-V names it after an identifier that it makes up. */
const configurationFile = (vmName: string): string => `the configuration of ${vmName}`;

function byName<T>(all: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(all.map((one) => [(one as { readonly name: string }).name, one]));
}
