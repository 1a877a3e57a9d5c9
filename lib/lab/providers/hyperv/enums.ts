// The names of the provider's enums (api/*.go of taliesins/hyperv 1.2.1). It takes them in any case of letters and
// reads them back as they stand here, so that another case is a difference in each plan.

export const VHD_TYPES = ["Unknown", "Fixed", "Dynamic", "Differencing"];
export const CRITICAL_ERROR_ACTIONS = ["None", "Pause"];
export const START_ACTIONS = ["Nothing", "StartIfRunning", "Start"];
export const STOP_ACTIONS = ["TurnOff", "Save", "ShutDown"];
export const CHECKPOINT_TYPES = ["Disabled", "Production", "ProductionOnly", "Standard"];
export const ON_OFF = ["On", "Off"];
export const SETTABLE_STATES = ["Running", "Off"];
export const BANDWIDTH_MODES = ["Default", "Weight", "Absolute", "None"];
export const SWITCH_TYPES = ["Private", "Internal", "External"];
export const CONSOLE_MODES = ["Default", "COM1", "COM2", "None"];
export const NETWORK_BOOT_PROTOCOLS = ["IPv4", "IPv6"];
export const BOOT_TYPES = ["HardDiskDrive", "DvdDrive", "NetworkAdapter"];
export const PORT_MIRRORINGS = ["None", "Destination", "Source"];
export const IOV_INTERRUPT_MODERATIONS = ["Default", "Adaptive", "Off", "Low", "Medium", "High"];
export const CONTROLLER_TYPES = ["Ide", "Scsi"];
export const CACHE_ATTRIBUTES = ["Default", "WriteCacheEnabled", "WriteCacheAndFUAEnabled", "WriteCacheDisabled"];

/** The name that the provider makes of a configured one; the first of the names for one that it does not know. */
export function canonical(names: readonly string[], written: string): string {
  return names.find((name) => name.toLowerCase() === written.toLowerCase()) ?? names[0];
}
