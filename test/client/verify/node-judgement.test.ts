import { NodeRole, PowerState } from "../../../lib/deployment/enums";
import { judgeNode, mayBeOff, type Platform } from "../../../lib/client/verify/node-judgement";
import { nodeStatus } from "../../../lib/client/verify/node-status";
import { statusOf } from "../../support/installed-platform";
import { lines } from "../../support/probe-context";
import { sound, type Changes } from "../../support/records";

const PLATFORM: Platform = { location: "oslo", version: "40 (84500.0.0)" };

function judged(of: Readonly<Record<string, unknown>> = {}, node1: Changes["node1"] = {}, platform = PLATFORM): readonly string[] {
  return lines(judgeNode(sound({ node1 }).nodes[0], nodeStatus(statusOf("oslo-1", of)), platform));
}

/** The one line about something. */
const about = (what: string, ...given: Parameters<typeof judged>) => judged(...given).filter((line) => line.includes(` ${what}: `));

test("is content with a node that is as declared", () => {
  expect(judged()).toEqual([
    "ok synchronised: SYNCED",
    "ok entry: CONFERENCING in oslo, as declared",
    "ok version: 40 (84500.0.0)",
    "ok maintenance mode: off: it takes calls",
    "ok CPU: 12 vCPU, Intel(R) Xeon(R) Gold 6126 CPU @ 2.60GHz, AVX512, Microsoft Hyper-V",
    "ok memory: 12288 MiB",
    expect.stringMatching(/^ok capacity: /),
  ]);
});

test("fails for a node that is not synchronised, whatever the API calls it", () => {
  expect(about("synchronised", { sync_status: "SYNCING" })).toEqual(["failed synchronised: SYNCING"]);
  expect(about("synchronised", { sync_status: "OUT_OF_SYNC" })).toEqual(["failed synchronised: OUT_OF_SYNC"]);
  expect(about("synchronised", { sync_status: null })).toEqual(["failed synchronised: it has no sync status"]);
});

test("judges nothing else of a node that has not reported yet", () => {
  expect(judged({ sync_status: "OUT_OF_SYNC", version: "", cpu_count: 0 })).toEqual(["failed synchronised: OUT_OF_SYNC", "ok entry: CONFERENCING in oslo, as declared"]);
});

test("leaves a node for peak times alone when it is off", () => {
  expect(judged({ sync_status: "OUT_OF_SYNC", version: "", cpu_count: 0 }, { distributedDatabase: false })[0]).toBe("skipped synchronised: OUT_OF_SYNC: it is for peak times, and may be off");
});

test("knows which nodes may be off", () => {
  const node = (node1: Changes["node1"]) => sound({ node1 }).nodes[0];
  expect([node({}), node({ distributedDatabase: false }), node({ powerState: PowerState.UNMANAGED }), { ...node({}), machine: undefined }, { ...node({ distributedDatabase: false }), machine: undefined }].map(mayBeOff)).toEqual([false, true, true, false, true]);
});

test("fails for an entry with another role or location", () => {
  expect(about("entry", { node_type: "PROXYING", system_location: "bergen" })).toEqual(["failed entry: its role is PROXYING, declared is CONFERENCING; its location is bergen, declared is oslo"]);
  expect(about("entry", { node_type: undefined })).toEqual(["ok entry: in oslo, as declared"]);
  expect(about("entry", { node_type: undefined, system_location: undefined })).toEqual([]);
});

test("fails for another version than the Management Node's", () => {
  expect(about("version", { version: "39 (81931.0.0)" })).toEqual(["failed version: 39 (81931.0.0); the Management Node has 40 (84500.0.0)"]);
  expect(about("version", {}, {}, { location: "oslo" })).toEqual(["skipped version: 40 (84500.0.0); the Management Node does not tell its own"]);
  expect(about("version", { version: "" })).toEqual([]);
});

test("fails for maintenance mode, and knows the one that compatibility mode causes", () => {
  expect(about("maintenance mode", { maintenance_mode: true })).toEqual(["failed maintenance mode: on: it takes no calls"]);
  const reason = "CPU instruction set is not supported; system will be placed in maintenance mode";
  const findings = judgeNode(sound().nodes[0], nodeStatus(statusOf("oslo-1", { maintenance_mode: true, maintenance_mode_reason: reason })), PLATFORM);
  expect(findings.find(({ what }) => what === "maintenance mode")).toMatchObject({ state: "failed", evidence: `on (${reason}): it takes no calls`, advice: [expect.stringMatching(/compatibility mode off/)] });
  expect(findings.map(({ what }) => what)).not.toContain("capacity");
});

test("warns of a CPU without AVX2, and of one without AVX", () => {
  const state = (capabilities: string) => about("CPU", { cpu_capabilities: capabilities })[0].split(" ")[0];
  expect(["AVX2", "avx-512", "AVX", "SSE4.2", ""].map(state)).toEqual(["ok", "ok", "warning", "warning", "ok"]);
});

test("warns of another size than declared", () => {
  expect(about("CPU", { cpu_count: 8 })).toEqual([expect.stringMatching(/^warning CPU: 8 vCPU, .*; declared are 12 vCPU$/)]);
  expect(about("memory", { total_ram: 8192 * 1024 })).toEqual(["warning memory: 8192 MiB; declared are 12288 MiB"]);
  expect(about("memory", { total_ram: 11_900 * 1024 })).toEqual(["ok memory: 11900 MiB"]);
  expect(about("memory", { total_ram: 0 })).toEqual([]);
});

test("says when a node does not tell of its CPU", () => {
  expect(about("CPU", { cpu_count: 0, cpu_model: "", cpu_capabilities: "", hypervisor: "" })).toEqual(["skipped CPU: it does not tell"]);
});

test("asks no proxying node for its capacity", () => {
  expect(about("capacity", { node_type: "PROXYING" }, { role: NodeRole.PROXYING })).toEqual([]);
});
