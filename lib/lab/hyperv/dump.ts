import { withoutSecrets } from "./disk-copies";
import type { HostContext, HostCondition } from "./host-context";
import type { HostFile, HostFiles } from "./host-files";
import { MIB } from "./host-spec";
import { sortedDisks, type VmDvdDrive, type VmHardDisk, type VmNetworkAdapter, type VmProcessor } from "./machine";
import type { MachineList } from "./machine-list";
import type { HostMachines, VmView } from "./machines";
import { accountOf } from "./memory";
import type { HostSwitches, VirtualSwitch } from "./switches";

/** A host as plain data, everything in the order of its name, and without secrets. */
export interface HostDump {
  readonly address: string;
  /** `2022` */
  readonly windowsServer: string;
  readonly edition: string;
  readonly condition: HostCondition;
  readonly logicalProcessors: number;
  /** In MiB; `used` is that of VMs that are on, `reserve` the host's own. */
  readonly memoryMib: { readonly total: number; readonly reserve: number; readonly used: number; readonly free: number };
  /** Physical ones; `switchName` is empty where no switch is bound. */
  readonly networkAdapters: readonly { readonly name: string; readonly switchName: string; readonly management: boolean }[];
  readonly switches: readonly VirtualSwitch[];
  readonly machines: readonly VmDump[];
  readonly files: readonly FileDump[];
}

/** A VM as plain data. */
export interface VmDump extends VmView {
  readonly processor: VmProcessor;
  readonly networkAdapters: readonly VmNetworkAdapter[];
  readonly hardDisks: readonly VmHardDisk[];
  readonly dvdDrives: readonly VmDvdDrive[];
  /** By the names of an English Windows: is it on? */
  readonly integrationServices: Readonly<Record<string, boolean>>;
}

/** A file on a host. */
export interface FileDump {
  readonly path: string;
  readonly bytes: number;
  readonly kind: "disk" | "archive" | "other";
  /** Where a disk was copied from; a URL without what follows its path. */
  readonly source?: string;
  /** A copy that broke off. */
  readonly incomplete?: true;
}

export function dumpOf(context: HostContext, switches: HostSwitches, list: MachineList, machines: HostMachines, files: HostFiles): HostDump {
  const { hardware } = context;
  const memory = accountOf(hardware, list.all());
  return {
    address: hardware.address,
    windowsServer: hardware.windowsServer,
    edition: hardware.edition,
    condition: context.condition,
    logicalProcessors: hardware.logicalProcessors,
    memoryMib: { total: memory.totalBytes / MIB, reserve: memory.reserveBytes / MIB, used: memory.usedBytes / MIB, free: memory.freeBytes / MIB },
    networkAdapters: [...hardware.networkAdapters].sort().map((name) => ({ name, switchName: switches.holding(name)?.name ?? "", management: name === hardware.managementAdapter })),
    switches: switches.all().map((one) => ({ ...one, netAdapterNames: [...one.netAdapterNames] })),
    machines: list.all().map((vm) => ({
      ...machines.viewOf(vm),
      processor: { ...vm.processor },
      networkAdapters: vm.networkAdapters.map((adapter) => ({ ...adapter })),
      hardDisks: sortedDisks(vm.hardDisks).map((disk) => ({ ...disk })),
      dvdDrives: vm.dvdDrives.map((drive) => ({ ...drive })),
      integrationServices: Object.fromEntries([...vm.integrationServices].sort()),
    })),
    files: files.all().map(fileDump),
  };
}

function fileDump({ path, bytes, content, incomplete }: HostFile): FileDump {
  const source = content.kind === "other" ? "" : content.disk.source;
  return { path, bytes, kind: content.kind, ...(source !== "" && { source: withoutSecrets(source) }), ...(incomplete === true && { incomplete }) };
}

interface Branch {
  readonly text: string;
  readonly below?: readonly Branch[];
}

/** The same for people, as a tree of lines. */
export function treeOf(dump: HostDump): string {
  const { memoryMib: memory } = dump;
  return [
    `${dump.address} (simulated): Windows Server ${dump.windowsServer}, ${dump.edition}, ${dump.condition}`,
    ...lines([
      { text: `${dump.logicalProcessors} logical processors` },
      { text: `memory ${memory.total} MiB: ${memory.used} of VMs, ${memory.reserve} of the host, ${memory.free} free` },
      { text: "adapters", below: dump.networkAdapters.map(({ name, switchName, management }) => ({ text: `${name}${management ? " (management)" : ""}${switchName === "" ? "" : `: ${switchName}`}` })) },
      { text: "switches", below: dump.switches.map((one) => ({ text: `${one.name}: ${one.switchType.toLowerCase()}${one.allowManagementOs ? ", shared with the host" : ""}${one.notes === "" ? "" : `, ${one.notes}`}` })) },
      { text: "machines", below: dump.machines.map(machineBranch) },
      { text: "files", below: dump.files.map((file) => ({ text: `${file.path} (${file.bytes} bytes)${file.source === undefined || file.source === file.path ? "" : ` from ${file.source}`}${file.incomplete ? ", incomplete" : ""}` })) },
    ]),
    "",
  ].join("\n");
}

function machineBranch(vm: VmDump): Branch {
  const memory = `${vm.memoryStartupBytes / MIB} MiB ${vm.staticMemory ? "static" : "dynamic"}`;
  return {
    text: `${vm.name}: ${vm.state}, ${vm.processorCount} vCPUs, ${memory}`,
    below: [
      ...vm.networkAdapters.map(({ name, macAddress, switchName, vlanAccess, vlanId }) => ({
        text: `${name}: ${macAddress === "" ? "no address yet" : macAddress}, ${switchName === "" ? "not connected" : switchName}${vlanAccess ? `, VLAN ${vlanId}` : ""}`,
      })),
      ...vm.hardDisks.map(({ controllerType, controllerNumber, controllerLocation, path }) => ({ text: `${controllerType.toUpperCase()} ${controllerNumber}:${controllerLocation}: ${path}` })),
      ...vm.dvdDrives.map(({ controllerNumber, controllerLocation, path }) => ({ text: `DVD ${controllerNumber}:${controllerLocation}: ${path === "" ? "empty" : path}` })),
    ],
  };
}

function lines(branches: readonly Branch[]): string[] {
  return branches.flatMap(({ text, below = [] }, index) => {
    const last = index === branches.length - 1;
    return [`${last ? "└── " : "├── "}${text}`, ...lines(below).map((line) => `${last ? "    " : "│   "}${line}`)];
  });
}
