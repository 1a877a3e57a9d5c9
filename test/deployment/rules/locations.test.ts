import { NodeRole } from "../../../lib/deployment/enums";
import { aHost, aLocation, aNode, aSwitch, judged, judgedWith, sound } from "../../support/records";

const OSLO = "platform/oslo";
const PROXYING = { role: NodeRole.PROXYING, vcpus: 4 };

test("a platform with Conferencing Nodes has a location", () => {
  const { records } = sound();
  expect(judged(records.filter(({ kind }) => kind !== "systemLocation"))).toEqual(["error PXH040 manager/manager: no system location, and a Conferencing Node needs one; add a SystemLocation"]);
  expect(judged(records.filter(({ kind }) => kind !== "systemLocation" && kind !== "conferencingNode"))).toEqual([]);
});

test("a second node keeps meetings alive", () => {
  const { records, nodes } = sound();
  expect(judged(records.filter((record) => record !== nodes[1]))).toEqual([`warning PXH041 ${OSLO}: one Conferencing Node only; a second one keeps meetings alive when it fails`]);
});

test("a location holds nodes of one role", () => {
  expect(judgedWith({ node2: PROXYING })).toEqual([
    `refused PXH042 ${OSLO}: platform/oslo-1 is transcoding and platform/oslo-2 is proxying; give proxying nodes a location of their own, or accept it with a reason`,
    `warning PXH041 ${OSLO}: one transcoding node only; a second one keeps meetings alive when it fails`,
  ]);
});

/** The sound deployment with two proxying nodes in a location of their own. */
function withEdge(transcodes: boolean, more: Parameters<typeof aNode>[2] = {}): readonly string[] {
  const { records, manager, systemLocation, ...on } = sound({ host: { coresPerSocket: 24 } });
  const dmz = aLocation(manager, {}, "dmz", transcodes ? { transcodingLocation: systemLocation } : {});
  const edges = ["edge-3", "edge-4"].map((id) => aNode({ ...on, systemLocation: dmz }, id, { ...PROXYING, ...(id === "edge-3" ? more : {}) }));
  return judged([...records, dmz, ...edges]);
}

test("a location of proxying nodes has a transcoding location", () => {
  expect(withEdge(false)).toEqual(["refused PXH043 platform/dmz: transcodingLocation is missing, and the location holds proxying nodes; name the location whose nodes take their media, or accept it with a reason"]);
  expect(withEdge(true)).toEqual([]);
});

test("transcoding and overflow locations hold transcoding nodes", () => {
  const { records, manager, systemLocation } = sound();
  const empty = aLocation(manager, {}, "empty");
  const oslo = aLocation(manager, {}, "oslo", { primaryOverflowLocation: empty });
  const oneWithout = [...records.filter((record) => record !== systemLocation), empty, oslo];
  expect(judged(oneWithout)).toEqual([`refused PXH044 ${OSLO}: primaryOverflowLocation platform/empty holds no transcoding node; add one there, name another location, or accept it with a reason`]);
  expect(judged(oneWithout.filter(({ kind }) => kind !== "conferencingNode"))).toEqual([]);
});

test("a location does not refer to itself", () => {
  const { records, manager, systemLocation } = sound();
  const itself = aLocation(manager, {}, "oslo", { secondaryOverflowLocation: systemLocation });
  expect(judged([...records.filter((record) => record !== systemLocation), itself])).toEqual([`error PXH045 ${OSLO}: secondaryOverflowLocation ${OSLO} is the location itself; name another one, or leave it out`]);
});

test("the nodes of a location are all behind static NAT, or none is", () => {
  expect(judgedWith({ node2: { staticNatAddress: "203.0.113.12" } })).toEqual([
    `refused PXH120 ${OSLO}: platform/oslo-2 has a staticNatAddress and platform/oslo-1 has none; give every node of the location one, or divide the location, or accept it with a reason`,
  ]);
  expect(judgedWith({ node1: { staticNatAddress: "203.0.113.11" }, node2: { staticNatAddress: "203.0.113.12" } })).toEqual([]);
});

test.each([511, 1501])("an MTU of %d is refused", (mtu) => {
  expect(judgedWith({ location: { mtu } })).toEqual([`error PXH122 ${OSLO}: mtu ${mtu} is out of range; give 512 to 1500`]);
});

test("an MTU is 512 to 1500, a DSCP value 0 to 63", () => {
  expect(judgedWith({ location: { mtu: 512, mediaQos: 63, signallingQos: 0 } })).toEqual([]);
  expect(judgedWith({ location: { mediaQos: 64, signallingQos: -1 } })).toEqual([
    `error PXH123 ${OSLO}: mediaQos 64 is out of range; give 0 to 63`,
    `error PXH123 ${OSLO}: signallingQos -1 is out of range; give 0 to 63`,
  ]);
});

/** A platform with so many transcoding nodes, four on each host, and a manager of these vCPUs. */
function large(count: number, vcpus: number, roleOfLast = NodeRole.TRANSCODING): readonly string[] {
  const { records, manager, systemLocation } = sound({ manager: { vcpus } });
  const others = Array.from({ length: Math.ceil((count - 2) / 4) }, (_, index) => {
    const host = aHost({ coresPerSocket: 32 }, `hv${index + 2}`);
    return { host, externalSwitch: aSwitch(host, {}, `lan${index + 2}`) };
  });
  const nodes = Array.from({ length: count - 2 }, (_, index) => aNode({ ...others[Math.floor(index / 4)], systemLocation }, `oslo-${index + 3}`, { role: index === count - 3 ? roleOfLast : NodeRole.TRANSCODING }));
  return judged([...records, ...others.flatMap(({ host, externalSwitch }) => [host, externalSwitch]), ...nodes]).filter((text) => text.includes(manager.path));
}

const noProxies = (count: number): string => `warning PXH049 manager/manager: ${count} Conferencing Nodes and no proxying one; from 5 on Pexip recommends to consider Proxying Edge Nodes`;

test("a Management Node of 4 vCPUs is enough for 30 nodes", () => {
  expect(large(31, 4)).toEqual(["warning PXH047 manager/manager: vcpus 4 is enough for 30 Conferencing Nodes, and there are 31; give it more vCPUs and memory (ask Pexip how much)", noProxies(31)]);
  expect(large(30, 4)).toEqual([noProxies(30)]);
  expect(large(31, 8)).toEqual([noProxies(31)]);
});

test("replication slows above 60 nodes", () => {
  expect(large(61, 8)).toEqual(["warning PXH048 manager/manager: 61 Conferencing Nodes: above 60, changes take longer than a minute to reach all; use fewer, larger nodes if you can", noProxies(61)]);
  expect(large(60, 8)).toEqual([noProxies(60)]);
});

test("from five nodes on proxying nodes are considered", () => {
  expect(large(5, 4)).toEqual([noProxies(5)]);
  expect(large(5, 4, NodeRole.PROXYING)).toEqual([]);
  expect(large(4, 4)).toEqual([]);
});

test("the wizard's default addresses are replaced", () => {
  const elsewhere = { netmask: "255.255.255.0", gateway: "192.168.0.1" };
  const manager = { ...elsewhere, address: "192.168.0.100", dnsServers: ["8.8.8.8"] };
  expect(judgedWith({ manager })).toEqual([
    "warning PXH121 manager/manager: address 192.168.0.100 is the wizard's default; give an address of your network",
    "warning PXH121 manager/manager: dnsServers 8.8.8.8 is the wizard's default; give a server that knows the platform's own names",
  ]);
  expect(judgedWith({ manager: { ...elsewhere, address: "192.168.0.101", dnsServers: ["8.8.8.8", "10.44.0.53"] } })).toEqual([]);
});
