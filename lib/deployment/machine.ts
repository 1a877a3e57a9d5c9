import { deriveMac, normalizeMac } from "../validation/mac";
import { joinPath } from "../validation/windows";
import type { AutomaticStart, CheckpointType, PowerState } from "./enums";
import type { HostRecord } from "./host";
import type { SwitchRecord } from "./external-switch";
import type { TemplateDisk, TemplateDiskRecord } from "./template-disk";

/** One virtual network adapter. */
export interface AdapterRecord {
  /** Path of the switch. */
  readonly switch: string;
  readonly vlanId?: number;
  /** 12 upper-case hex digits; as it was written when it is no MAC address, which a rule reports. */
  readonly macAddress: string;
  /** Was it derived from the FQDN, or pinned? */
  readonly macOrigin: "derived" | "given";
}

/** The VM of a node that Terraform builds: what both kinds of node share. */
export interface MachineRecord {
  /** Path of the host. */
  readonly host: string;
  /** Name in Hyper-V Manager. */
  readonly vmName: string;
  readonly templateDisk: TemplateDiskRecord;
  /** Full path of the VM's own disk on the host. */
  readonly diskPath: string;
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly primary: AdapterRecord;
  readonly secondary?: AdapterRecord;
  readonly automaticStart: AutomaticStart;
  readonly checkpointType: CheckpointType;
  readonly powerState: PowerState;
  readonly deletionProtection: boolean;
}

/** Recommended memory: 1024 MB for each virtual CPU (guide page 12). */
export const MEMORY_MIB_PER_VCPU = 1024;

export function adapterRecord(of: SwitchRecord, vlanId: number | undefined, mac: string | undefined, fqdn: string, nic: "primary" | "secondary"): AdapterRecord {
  return {
    switch: of.path,
    vlanId,
    macAddress: mac === undefined ? deriveMac(fqdn, nic) : (normalizeMac(mac) ?? mac),
    macOrigin: mac === undefined ? "derived" : "given",
  };
}

/**
 * One folder for each VM: the provider deletes every file whose name begins with the disk's, and unpacks archives beside it
 * (taliesins/hyperv 1.2.1, api/hyperv-winrm/vhd.go). A download keeps its own file name; a copy gets the VM's.
 */
export function defaultDiskPath(host: HostRecord, vmName: string, template: TemplateDisk): string {
  const fileName = template.diskFileName;
  return joinPath(host.vmDirectory, vmName, template.isDownloaded ? fileName : `${vmName}${fileName.slice(fileName.lastIndexOf(".")).toLowerCase()}`);
}
