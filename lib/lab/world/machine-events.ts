/** Where the disk of a VM came from, which decides what boots from it. */
export interface DiskOrigin {
  /** Path or URL that the disk was copied from. */
  readonly source: string;
  /** Full path of the VM's own disk on its host. */
  readonly path: string;
  /** Changes with each copy: a disk that was made anew has forgotten everything. */
  readonly copy: number;
}

/** One virtual network adapter of a running VM. */
export interface RunningAdapter {
  readonly switchName: string;
  /** 12 upper-case hex digits. */
  readonly macAddress: string;
  readonly vlanId?: number;
}

/** A VM as the network sees it. */
export interface RunningMachine {
  /** Address of the host, as in its provider block. */
  readonly host: string;
  readonly vmName: string;
  /** Undefined when no disk is attached. */
  readonly disk?: DiskOrigin;
  readonly adapters: readonly RunningAdapter[];
  readonly vcpus: number;
  readonly memoryMib: number;
}

/** What the rest of the lab hears of VMs. */
export interface MachineEvents {
  /** The VM is on. Called again after it was off. */
  started(machine: RunningMachine): void;
  /** The VM is off. */
  stopped(machine: RunningMachine): void;
  /** The disk is gone, and with it what was installed on it. */
  diskRemoved(disk: DiskOrigin): void;
}
