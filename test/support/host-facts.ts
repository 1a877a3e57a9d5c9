import { HOST_FACTS_FORMAT, HOST_FACTS_VERSION } from "../../lib/client/preflight/host-facts";

const GIB = 1024 ** 3;

/** What the script prints on a host that is as `aHost()` of records.ts declares, at this moment. */
export function hostFactsContent(of: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  return {
    format: HOST_FACTS_FORMAT,
    formatVersion: HOST_FACTS_VERSION,
    computerName: "HV1",
    dnsName: "hv1.example.com",
    windows: { caption: "Microsoft Windows Server 2022 Standard", build: 20348, sku: 7 },
    memoryBytes: 63.6 * GIB,
    processors: [
      { model: "Intel(R) Xeon(R) Gold 6326 CPU @ 2.90GHz", cores: 16, logicalProcessors: 16 },
      { model: "Intel(R) Xeon(R) Gold 6326 CPU @ 2.90GHz", cores: 16, logicalProcessors: 16 },
    ],
    numaSpanningEnabled: true,
    adapters: [
      { name: "Ethernet 1", description: "Intel(R) Ethernet Controller X710", status: "Up" },
      { name: "Ethernet 2", description: "Intel(R) Ethernet Controller X710 #2", status: "Up" },
    ],
    lbfoTeams: [],
    switches: [],
    drives: [
      { name: "C:", freeBytes: 50 * GIB },
      { name: "D:", freeBytes: 900 * GIB },
    ],
    virtualMachines: [],
    templates: [
      { path: "D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd", bytes: 8 * GIB },
      { path: "D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd", bytes: 4 * GIB },
      { path: "D:\\Templates\\pexip-oslo-2.example.com\\pexip.vhd", bytes: 4 * GIB },
    ],
    timeSource: "dc1.example.com",
    clockUtc: new Date().toISOString(),
    ...of,
  };
}
