/** What Set-VM sets, in its words. */
export interface VmSettings {
  readonly processorCount: number;
  /** False is dynamic memory: a VM then counts with its startup memory. */
  readonly staticMemory: boolean;
  readonly memoryStartupBytes: number;
  readonly memoryMinimumBytes: number;
  readonly memoryMaximumBytes: number;
  readonly automaticStartAction: "Nothing" | "StartIfRunning" | "Start";
  readonly automaticStartDelaySeconds: number;
  readonly automaticStopAction: "TurnOff" | "Save" | "ShutDown";
  readonly checkpointType: "Disabled" | "Standard" | "Production" | "ProductionOnly";
  readonly notes: string;
  readonly automaticCriticalErrorAction: "Pause" | "None";
  /** In minutes. */
  readonly automaticCriticalErrorActionTimeout: number;
  readonly guestControlledCacheTypes: boolean;
  readonly lowMemoryMappedIoSpace: number;
  readonly highMemoryMappedIoSpace: number;
  readonly lockOnDisconnect: "On" | "Off";
  readonly smartPagingFilePath: string;
  readonly snapshotFileLocation: string;
}

export interface NewVm extends VmSettings {
  readonly name: string;
  /** 1 is all that the lab models. */
  readonly generation: number;
  /** Folder that gets a folder of the VM's name. @default - Hyper-V's own, without one */
  readonly path?: string;
}

/** What Set-VMProcessor sets, in its words. */
export interface VmProcessor {
  readonly compatibilityForMigrationEnabled: boolean;
  readonly compatibilityForOlderOperatingSystemsEnabled: boolean;
  /** 0 is "as the host", from Server 2019. */
  readonly hwThreadCountPerCore: number;
  readonly maximum: number;
  readonly reserve: number;
  readonly relativeWeight: number;
  /** 0 makes the script take the host's logical processors. */
  readonly maximumCountPerNumaNode: number;
  /** 0 makes the script take the host's sockets. */
  readonly maximumCountPerNumaSocket: number;
  readonly enableHostResourceProtection: boolean;
  readonly exposeVirtualizationExtensions: boolean;
}

/** A VM's virtual network adapter. */
export interface VmNetworkAdapter {
  readonly name: string;
  /** Empty when it is connected to nothing. */
  readonly switchName: string;
  readonly dynamicMacAddress: boolean;
  /** 12 upper-case hex digits; empty while a dynamic one was never needed. */
  readonly macAddress: string;
  readonly vlanAccess: boolean;
  readonly vlanId: number;
  readonly isLegacy: boolean;
  /** Kept and given back, without an effect in the lab: bandwidth, offloads, guards. */
  readonly other: Readonly<Record<string, unknown>>;
}

/** A disk in a VM. */
export interface VmHardDisk {
  readonly controllerType: "Ide" | "Scsi";
  readonly controllerNumber: number;
  readonly controllerLocation: number;
  readonly path: string;
  /** Kept and given back, without an effect in the lab. */
  readonly other: Readonly<Record<string, unknown>>;
}

/** A DVD drive of a VM. */
export interface VmDvdDrive {
  readonly controllerNumber: number;
  readonly controllerLocation: number;
  /** Empty without a medium. */
  readonly path: string;
}

/** Power state, in the words of Get-VM. */
export type VmState = "Off" | "Starting" | "Running" | "Stopping" | "Saved";

/** One VM. Changed only by the parts of its host. */
export interface Vm {
  readonly id: string;
  name: string;
  /** Get-VM's Path: the folder of the VM's own configuration. */
  readonly path: string;
  settings: VmSettings;
  processor: VmProcessor;
  state: VmState;
  /** Simulated time at which it was last switched on. */
  startedAt?: number;
  /** It was on when the host went down. */
  wasRunning: boolean;
  networkAdapters: VmNetworkAdapter[];
  hardDisks: VmHardDisk[];
  dvdDrives: VmDvdDrive[];
  integrationServices: Map<string, boolean>;
}

/** As New-VM makes them: hyperv-provider.md section 1.2. The names are those of an English Windows. */
export const INTEGRATION_SERVICES: Readonly<Record<string, boolean>> = {
  "Guest Service Interface": false,
  Heartbeat: true,
  "Key-Value Pair Exchange": true,
  Shutdown: true,
  "Time Synchronization": true,
  VSS: true,
};

/** As New-VM makes it: the provider's defaults. */
export const DEFAULT_PROCESSOR: VmProcessor = {
  compatibilityForMigrationEnabled: false,
  compatibilityForOlderOperatingSystemsEnabled: false,
  hwThreadCountPerCore: 0,
  maximum: 100,
  reserve: 0,
  relativeWeight: 100,
  maximumCountPerNumaNode: 0,
  maximumCountPerNumaSocket: 0,
  enableHostResourceProtection: false,
  exposeVirtualizationExtensions: false,
};

/** A VM in one of these has its memory, and holds its disks open. */
export function isOn({ state }: Vm): boolean {
  return state === "Running" || state === "Starting" || state === "Stopping";
}

/** The disk that a generation-1 VM boots from: IDE only, in the order of its controllers. */
export function bootDiskOf({ hardDisks }: Vm): VmHardDisk | undefined {
  return sortedDisks(hardDisks).find(({ controllerType }) => controllerType === "Ide");
}

/** In the order of Get-VMHardDiskDrive: IDE, then SCSI, by number and location. */
export function sortedDisks(disks: readonly VmHardDisk[]): VmHardDisk[] {
  const rank = (disk: VmHardDisk): number => (disk.controllerType === "Ide" ? 0 : 1_000_000) + disk.controllerNumber * 1000 + disk.controllerLocation;
  return [...disks].sort((one, other) => rank(one) - rank(other));
}
