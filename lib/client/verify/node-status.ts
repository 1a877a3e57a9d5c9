import type { ApiObject } from "../json-answer";
import { countOf, textOf } from "./admin-api";

/** What a Conferencing Node reports of itself; undefined is what it does not tell. */
export interface NodeStatus {
  readonly name: string;
  /** SYNCED, SYNCING or OUT_OF_SYNC (infinity-provider.md, section 6). */
  readonly syncStatus?: string;
  /** CONFERENCING or PROXYING. */
  readonly nodeType?: string;
  /** Name of its location. */
  readonly location?: string;
  readonly version?: string;
  readonly isInMaintenance: boolean;
  readonly maintenanceReason?: string;
  /** The highest instruction set that it may use. */
  readonly cpuCapabilities?: string;
  readonly cpuModel?: string;
  readonly cpuCount?: number;
  readonly memoryMib?: number;
  readonly hypervisor?: string;
  readonly calls: CallCapacity;
}

/** How many calls of one kind alone it takes, by its own measure. */
export interface CallCapacity {
  readonly fullHd?: number;
  readonly hd?: number;
  readonly sd?: number;
  readonly audio?: number;
}

export function nodeStatus(status: ApiObject): NodeStatus {
  const kib = countOf(status.total_ram);
  return {
    name: textOf(status.name) ?? "",
    syncStatus: textOf(status.sync_status),
    nodeType: textOf(status.node_type),
    location: textOf(status.system_location),
    version: textOf(status.version),
    isInMaintenance: status.maintenance_mode === true,
    maintenanceReason: textOf(status.maintenance_mode_reason),
    cpuCapabilities: textOf(status.cpu_capabilities),
    cpuModel: textOf(status.cpu_model),
    // a node that has not reported has none
    cpuCount: countOf(status.cpu_count) || undefined,
    memoryMib: kib === undefined || kib === 0 ? undefined : Math.round(kib / 1024),
    hypervisor: textOf(status.hypervisor),
    calls: { fullHd: countOf(status.max_full_hd_calls), hd: countOf(status.max_hd_calls), sd: countOf(status.max_sd_calls), audio: countOf(status.max_audio_calls) },
  };
}
