import type { Hardware } from "./host-spec";
import { isOn, type Vm } from "./machine";

export interface MemoryAccount {
  readonly totalBytes: number;
  /** The host's own. */
  readonly reserveBytes: number;
  /** Of VMs that are on. */
  readonly usedBytes: number;
  readonly freeBytes: number;
}

/** Static memory is taken whole when a VM starts; dynamic memory counts with what a start needs. */
export function accountOf(hardware: Hardware, machines: readonly Vm[]): MemoryAccount {
  const usedBytes = machines.filter(isOn).reduce((sum, { settings }) => sum + settings.memoryStartupBytes, 0);
  return {
    totalBytes: hardware.memoryBytes,
    reserveBytes: hardware.memoryReserveBytes,
    usedBytes,
    freeBytes: Math.max(0, hardware.memoryBytes - hardware.memoryReserveBytes - usedBytes),
  };
}
