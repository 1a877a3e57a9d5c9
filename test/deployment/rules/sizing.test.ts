import { HostEdition } from "../../../lib/deployment/enums";
import { aHost, aNode, aSwitch, judged, judgedWith, sound, type Changes } from "../../support/records";

const large = { sockets: 2, coresPerSocket: 80, memoryGib: 512 };

test.each([1, 65])("a node does not have %d vCPUs", (vcpus) => {
  expect(judgedWith({ host: large, node1: { vcpus } })).toEqual([`error PXH010 platform/oslo-1: vcpus ${vcpus} is out of range; a node has 2 to 64`]);
});

test("a node may have 2 vCPUs, and the manager 64", () => {
  expect(judgedWith({ host: large, node1: { vcpus: 2 }, manager: { vcpus: 64 } })).toEqual([]);
});

test("a VM has no more vCPUs than its host has logical processors", () => {
  const host = { sockets: 1, coresPerSocket: 8, threadsPerCore: 2, reservedVcpus: 0 };
  const manager = (vcpus: number): readonly string[] => judged(sound({ host, manager: { vcpus } }).records.filter(({ kind }) => kind !== "conferencingNode"));
  expect(manager(17)).toEqual([
    "error PXH011 manager/manager: vcpus 17 is more than the 16 logical processors of hv1; lower it",
    "refused PXH013 manager/hv1: 17 vCPUs of 1 VM are more than the 8 physical cores of hv1; make a node smaller or move it to another host, or accept it with a reason",
  ]);
  expect(manager(16)).toHaveLength(1);
});

test("a Conferencing Node stays within a socket", () => {
  const host = { sockets: 4 };
  expect(judgedWith({ host, node1: { vcpus: 17 } })).toEqual([
    "refused PXH012 platform/oslo-1: vcpus 17 is more than the 16 physical cores of one socket of hv1; lower it to 16, or turn NUMA affinity on (Datacenter edition), or accept it with a reason",
  ]);
  expect(judgedWith({ host, node1: { vcpus: 16 } })).toEqual([]);
});

const pinned = { numaAffinity: true, edition: HostEdition.DATACENTER, threadsPerCore: 2 };

/** A node with these props on a host of its own with NUMA affinity. */
function pinnedNode(fields: Changes["node1"], host: Changes["host"] = {}): readonly string[] {
  const { host: hv1, externalSwitch: lan, manager, systemLocation, nodes } = sound();
  const hv2 = aHost({ ...pinned, ...host }, "hv2");
  const externalSwitch = aSwitch(hv2, {}, "lan2");
  return judged([hv1, lan, manager, systemLocation, nodes[0], hv2, externalSwitch, aNode({ host: hv2, externalSwitch, systemLocation }, "oslo-2", fields)]);
}

test("with NUMA affinity a Conferencing Node stays within the threads of a socket", () => {
  const fields = { vcpus: 33 };
  expect(pinnedNode(fields, { memoryGib: 128 })).toEqual(["refused PXH012 platform/oslo-2: vcpus 33 is more than the 32 threads of one socket of hv2; lower it to 32, or accept it with a reason"]);
  expect(pinnedNode({ vcpus: 32 }, { memoryGib: 128 })).toEqual([]);
});

test("the VMs of a host together stay within its cores", () => {
  const host = { reservedVcpus: 5 };
  expect(judgedWith({ host })).toEqual([
    "refused PXH013 manager/hv1: 28 vCPUs of 3 VMs and 5 reserved are more than the 32 physical cores of hv1; make a node smaller or move it to another host, or accept it with a reason",
  ]);
  expect(judgedWith({ host: { reservedVcpus: 4 } })).toEqual([]);
});

test("VMs that do not fit into the sockets one by one are a warning", () => {
  expect(judgedWith({ node1: { vcpus: 14 }, node2: { vcpus: 14 } })).toEqual(["warning PXH014 manager/hv1: VMs with 14, 14, 4 vCPUs do not fit into 2 sockets of 16 physical cores on hv1 without one spanning two; change a size or move a VM to another host"]);
  expect(judgedWith({ node1: { vcpus: 16 }, node2: { vcpus: 12 } })).toEqual([]);
});

/** A host with two sockets of 12 cores, and nodes of these sizes. */
function nodesOf(sizes: readonly number[], host: Changes["host"]): readonly string[] {
  const { records, ...on } = sound({ host, manager: { vcpus: sizes[0] } });
  return judged([...records.filter(({ kind }) => kind !== "conferencingNode"), ...sizes.slice(1).map((vcpus, index) => aNode(on, `oslo-${index + 1}`, { vcpus }))]).filter((text) => text.includes("PXH014"));
}

test("on two sockets a division is found where putting the largest first finds none", () => {
  expect(nodesOf([6, 4, 4, 4, 3, 3], { coresPerSocket: 12 })).toEqual([]);
  expect(nodesOf([9, 9, 6], { coresPerSocket: 12 })).toHaveLength(1);
});

test("what is reserved is spread over the sockets", () => {
  expect(nodesOf([4, 12, 8], { coresPerSocket: 14, reservedVcpus: 4 })).toEqual([]);
});

test("a long list of sizes is cut", () => {
  const sizes = new Array<number>(9).fill(7);
  expect(nodesOf(sizes, { sockets: 4, coresPerSocket: 16, memoryGib: 128 })[0]).toContain("VMs with 7, 7, 7, 7, 7, 7, 7, 7, ... vCPUs do not fit into 4 sockets");
});

test("nonsense numbers end at once", () => {
  const nonsense = { sockets: 2 ** 50, coresPerSocket: 1, memoryGib: 64 };
  expect(judgedWith({ host: nonsense })).toEqual(expect.arrayContaining([expect.stringContaining("refused PXH012")]));
  expect(judgedWith({ host: { sockets: 2, coresPerSocket: 2 ** 50 }, node1: { vcpus: -(2 ** 40) }, node2: { vcpus: 2 ** 40, memoryMib: -4 } }).length).toBeGreaterThan(0);
});

test("more than 48 vCPUs are a warning", () => {
  expect(judgedWith({ host: large, node1: { vcpus: 49 } })).toEqual(["warning PXH018 platform/oslo-1: vcpus 49 is more than the recommended 48; use two smaller nodes"]);
  expect(judgedWith({ host: large, node1: { vcpus: 48 } })).toEqual([]);
});

test.each([
  [12290, "give 12288 or 12292"],
  [12289, "give 12288 or 12292"],
  [0, "give 1024 for each vCPU"],
  [-4, "give 1024 for each vCPU"],
])("memory of %d MiB is refused", (memoryMib, advice) => {
  expect(judgedWith({ node1: { memoryMib } })[0]).toBe(`error PXH015 platform/oslo-1: memoryMib ${memoryMib} is not a positive multiple of 4; ${advice}`);
});

test("the VMs of a host fit into its memory less the reserve", () => {
  expect(judgedWith({ host: { memoryGib: 31.5, memoryReserveGib: 4 } })).toEqual([
    "error PXH016 manager/hv1: memoryGib 31.5 leaves 27.5 GiB for VMs on hv1 (memoryReserveGib 4), and its 3 VMs need 28 GiB; make a node smaller or move it to another host",
  ]);
  expect(judgedWith({ host: { memoryGib: 32, memoryReserveGib: 4 } })).toEqual([]);
});

test("other memory than 1024 MB for each vCPU is a warning", () => {
  expect(judgedWith({ node1: { memoryMib: 12292 } })).toEqual(["warning PXH017 platform/oslo-1: memoryMib 12292 is not the recommended 12288 (1024 for each of 12 vCPUs)"]);
});

test("with NUMA affinity a node fits into the memory of one socket", () => {
  expect(pinnedNode({ vcpus: 16 }, { memoryGib: 31 })).toEqual(["error PXH019 platform/oslo-2: memoryMib 16384 is more than the 15872 of one socket of hv2, which has NUMA affinity; lower it"]);
  expect(pinnedNode({ vcpus: 16 }, { memoryGib: 32 })).toEqual([]);
});
