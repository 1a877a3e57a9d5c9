import { HostEdition, WindowsServer } from "../../deployment/enums";

/** A disk, or a ZIP with one disk in it, that VMs' disks are copied from. */
export interface Template {
  /** Size of the disk's file, in bytes. */
  readonly bytes: number;
  /** Name of the disk inside, which makes the template a ZIP: `pexip.vhd`. @default - the template is the disk itself */
  readonly diskInZip?: string;
  /** What the disk offers to its VM, in bytes. @default bytes */
  readonly virtualBytes?: number;
  /** @default "Dynamic"; unverified for Pexip's own disks */
  readonly type?: "Dynamic" | "Fixed";
}

/** What can be copied, by path on the host (`D:\Templates\pexip.vhd`), path on a share, or http(s) URL. */
export type Templates = Readonly<Record<string, Template>>;

/** One physical server. */
export interface HypervHostSpec {
  /** As in the provider block: host name or IP address. */
  readonly address: string;
  /** Compared with what a login gives; never shown. */
  readonly credentials: { readonly username: string; readonly password: string };
  /** @default WindowsServer.V2022 */
  readonly windowsServer?: WindowsServer;
  /** @default HostEdition.STANDARD */
  readonly edition?: HostEdition;
  /** @default 2 */
  readonly sockets?: number;
  /** Physical ones. @default 12 */
  readonly coresPerSocket?: number;
  /** @default 1 */
  readonly threadsPerCore?: number;
  /** @default 96 */
  readonly memoryGib?: number;
  /** What the host keeps for itself, in GiB. @default 4, as `HypervHost` assumes; what Windows really takes depends on the server */
  readonly memoryReserveGib?: number;
  /** Names, as Get-NetAdapter shows them. */
  readonly networkAdapters: readonly string[];
  /** The adapter that WinRM comes in by. @default - none: no switch can cut the host off */
  readonly managementAdapter?: string;
  /** @default - none */
  readonly templates?: Templates;
  /**
   * Get-VMHost's MacAddressMinimum and MacAddressMaximum, 12 hex digits each.
   * @default - 256 addresses in 00-15-5D that follow from the last two bytes of the host's address
   */
  readonly macPool?: { readonly minimum: string; readonly maximum: string };
}

/** A host's hardware with its defaults, and without the credentials. */
export interface Hardware {
  readonly address: string;
  readonly windowsServer: WindowsServer;
  readonly edition: HostEdition;
  readonly sockets: number;
  readonly threadsPerCore: number;
  readonly logicalProcessors: number;
  readonly memoryBytes: number;
  readonly memoryReserveBytes: number;
  readonly networkAdapters: readonly string[];
  readonly managementAdapter?: string;
  readonly templates: Templates;
  readonly macPool?: HypervHostSpec["macPool"];
}

export const MIB = 1024 ** 2;
export const GIB = 1024 ** 3;

export function hardwareOf(spec: HypervHostSpec): Hardware {
  const { sockets = 2, coresPerSocket = 12, threadsPerCore = 1 } = spec;
  return {
    address: spec.address,
    windowsServer: spec.windowsServer ?? WindowsServer.V2022,
    edition: spec.edition ?? HostEdition.STANDARD,
    sockets,
    threadsPerCore,
    logicalProcessors: sockets * coresPerSocket * threadsPerCore,
    memoryBytes: (spec.memoryGib ?? 96) * GIB,
    memoryReserveBytes: (spec.memoryReserveGib ?? 4) * GIB,
    networkAdapters: [...spec.networkAdapters],
    managementAdapter: spec.managementAdapter,
    templates: { ...spec.templates },
    macPool: spec.macPool,
  };
}
