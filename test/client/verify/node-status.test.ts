import { nodeStatus } from "../../../lib/client/verify/node-status";
import { statusOf } from "../../support/installed-platform";

test("reads what a node reports", () => {
  expect(nodeStatus(statusOf("oslo-1", { maintenance_mode: true, maintenance_mode_reason: "upgrade" }))).toEqual({
    name: "oslo-1",
    syncStatus: "SYNCED",
    nodeType: "CONFERENCING",
    location: "oslo",
    version: "40 (84500.0.0)",
    isInMaintenance: true,
    maintenanceReason: "upgrade",
    cpuCapabilities: "AVX512",
    cpuModel: "Intel(R) Xeon(R) Gold 6126 CPU @ 2.60GHz",
    cpuCount: 12,
    memoryMib: 12_288,
    hypervisor: "Microsoft Hyper-V",
    calls: { fullHd: 11, hd: 22, sd: 44, audio: 264 },
  });
});

test("takes nothing for told that has another type, or is empty", () => {
  const told = nodeStatus({ name: 7, sync_status: "", version: null, cpu_count: 0, total_ram: "12", maintenance_mode: "yes", max_hd_calls: -1, max_sd_calls: Number.NaN });
  expect(told).toEqual({ name: "", isInMaintenance: false, calls: {} });
});
