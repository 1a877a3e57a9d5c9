import { WindowsServer } from "../../../lib/deployment/enums";
import type { HypervHostSpec } from "../../../lib/lab/hyperv/host-spec";
import { GIB } from "../../../lib/lab/hyperv/host-spec";
import { HypervError, type HypervErrorKind } from "../../../lib/lab/hyperv/hyperv-error";
import type { NewVm, VmSettings } from "../../../lib/lab/hyperv/machine";
import type { NetworkAdapterSettings } from "../../../lib/lab/hyperv/network-adapters";
import { SimulatedHypervHost } from "../../../lib/lab/hyperv/simulated-hyperv-host";
import type { NewSwitch } from "../../../lib/lab/hyperv/switches";
import { Faults, type Fault } from "../../../lib/lab/world/faults";
import { Journal } from "../../../lib/lab/world/journal";
import type { DiskOrigin, RunningMachine } from "../../../lib/lab/world/machine-events";
import { JumpingClock } from "./jumping-clock";

export const LOGIN = { username: "EXAMPLE\\svc-terraform", password: "correct horse" };
export const NODE_TEMPLATE = "D:\\Templates\\node\\pexip.vhd";
export const ZIP_URL = "https://images.example.com/pexip-oslo-1.zip";

/** A host of 2 x 8 cores and 64 GiB, of which the host keeps 4, and what it told the rest of the lab. */
export function labHost(spec: Partial<HypervHostSpec> = {}, ...faults: Fault[]) {
  const clock = new JumpingClock();
  const world = { clock, journal: new Journal(clock), faults: new Faults(), events: new Heard() };
  for (const fault of faults) world.faults.add(fault);
  const host = new SimulatedHypervHost(
    {
      address: "10.44.2.5",
      credentials: LOGIN,
      windowsServer: WindowsServer.V2022,
      sockets: 2,
      coresPerSocket: 8,
      memoryGib: 64,
      networkAdapters: ["Ethernet 1", "Ethernet 2", "Ethernet 3"],
      managementAdapter: "Ethernet 3",
      templates: { [NODE_TEMPLATE]: { bytes: 6 * GIB }, [ZIP_URL]: { bytes: 3 * GIB, diskInZip: "pexip.vhd" } },
      ...spec,
    },
    world,
  );
  return { host, ...world, told: world.events.told };
}

class Heard {
  public readonly told: { readonly started?: RunningMachine; readonly stopped?: RunningMachine; readonly diskRemoved?: DiskOrigin }[] = [];
  public started(started: RunningMachine): void {
    this.told.push({ started });
  }
  public stopped(stopped: RunningMachine): void {
    this.told.push({ stopped });
  }
  public diskRemoved(diskRemoved: DiskOrigin): void {
    this.told.push({ diskRemoved });
  }
}

export function vmSettings(changes: Partial<VmSettings> = {}): VmSettings {
  return {
    processorCount: 8,
    staticMemory: true,
    memoryStartupBytes: 8 * GIB,
    memoryMinimumBytes: changes.memoryStartupBytes ?? 8 * GIB,
    memoryMaximumBytes: changes.memoryStartupBytes ?? 8 * GIB,
    automaticStartAction: "StartIfRunning",
    automaticStartDelaySeconds: 0,
    automaticStopAction: "ShutDown",
    checkpointType: "Disabled",
    notes: "",
    automaticCriticalErrorAction: "Pause",
    automaticCriticalErrorActionTimeout: 30,
    guestControlledCacheTypes: false,
    lowMemoryMappedIoSpace: 134217728,
    highMemoryMappedIoSpace: 536870912,
    lockOnDisconnect: "Off",
    smartPagingFilePath: "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V",
    snapshotFileLocation: "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V",
    ...changes,
  };
}

export function newVm(name: string, changes: Partial<NewVm> = {}): NewVm {
  return { ...vmSettings(changes), name, generation: 1, path: "D:\\Pexip", ...changes };
}

export function newSwitch(changes: Partial<NewSwitch> = {}): NewSwitch {
  return { name: "Pexip External", notes: "", switchType: "External", netAdapterNames: ["Ethernet 1"], allowManagementOs: true, enableEmbeddedTeaming: false, ...changes };
}

export function newAdapter(changes: Partial<NetworkAdapterSettings> = {}): NetworkAdapterSettings {
  return { name: "Primary", switchName: "", dynamicMacAddress: false, staticMacAddress: "02505800000A", vlanAccess: false, vlanId: 0, ...changes };
}

export function ideDisk(path: string, controllerLocation = 0) {
  return { controllerType: "Ide" as const, controllerNumber: 0, controllerLocation, path, other: {} };
}

export function diskOf(name: string): string {
  return `D:\\Pexip\\${name}\\${name}.vhd`;
}

/** A VM with its copy of the node template, as the provider builds it. */
export async function build(host: SimulatedHypervHost, name: string, changes: Partial<NewVm> = {}): Promise<void> {
  await host.disks.create({ path: diskOf(name), source: NODE_TEMPLATE });
  host.machines.create(newVm(name, changes));
  host.drives.addHardDisk(name, ideDisk(diskOf(name)));
}

export async function refusalOf(action: () => unknown): Promise<{ readonly kind: HypervErrorKind; readonly message: string }> {
  try {
    await action();
  } catch (error) {
    if (error instanceof HypervError) return { kind: error.kind, message: error.message };
    throw error;
  }
  throw new Error("nothing was refused");
}

export function eventsOf({ entries }: Journal): string[] {
  return entries.map(({ event }) => event);
}
