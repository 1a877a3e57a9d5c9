import { HostEdition, WindowsServer } from "../../deployment/enums";

/** Source: Microsoft Learn, "Windows Server release information". */
const BUILDS: ReadonlyMap<number, WindowsServer> = new Map([
  [9200, WindowsServer.V2012],
  [9600, WindowsServer.V2012_R2],
  [14393, WindowsServer.V2016],
  [17763, WindowsServer.V2019],
  [20348, WindowsServer.V2022],
  [26100, WindowsServer.V2025],
]);

/** The release of a build number; undefined for one that is none of the releases that we know. */
export function windowsOfBuild(build: number): WindowsServer | undefined {
  return BUILDS.get(build);
}

/** Win32_OperatingSystem.OperatingSystemSKU. Source: Microsoft Learn, "OperatingSystemSKU Enum" and "GetProductInfo" (full, core and evaluation each). */
const EDITIONS: ReadonlyMap<number, HostEdition> = new Map([
  ...[7, 13, 79, 160].map((sku) => [sku, HostEdition.STANDARD] as const),
  ...[8, 12, 80, 159].map((sku) => [sku, HostEdition.DATACENTER] as const),
  [42, HostEdition.HYPERV_SERVER],
]);

export function editionOfSku(sku: number): HostEdition | undefined {
  return EDITIONS.get(sku);
}
