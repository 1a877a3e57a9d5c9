import type { DeploymentRecord } from "../../../lib/deployment/model";
import { DeploymentView } from "../../../lib/deployment/model";
import type { Card } from "../../../lib/documents/topology/graph";
import { hostFrames } from "../../../lib/documents/topology/hosts";
import { MOST_SINGLE_MACHINES, MOST_SINGLE_MACHINES_ON_HOST } from "../../../lib/documents/topology/node-groups";
import { DEFERRED } from "../../../lib/validation/fields";
import { aHost, aLocation, aManager, aNode, aSwitch } from "../../support/records";

const host = aHost();
const lan = aSwitch(host, { netAdapterNames: ["Ethernet 1", "Ethernet 2"] });
const dmz = aSwitch(host, { switchName: "Pexip DMZ" }, "dmz");
const manager = aManager({ host, externalSwitch: lan }, { vlanId: 110 });
const oslo = aLocation(manager, { name: "Oslo" });
const on = { host, externalSwitch: lan, systemLocation: oslo };
const framesOf = (records: readonly DeploymentRecord[]) => hostFrames(new DeploymentView({ records, acceptances: [] }));
const written = ({ name, tag, rows }: Card) => [name, tag, ...rows.map(({ lead = "", text }) => lead + text)];

test("a host has its switches, its VMs, and what is promised of it", () => {
  const [{ name, aside, facts, cards, links }] = framesOf([host, lan, manager, oslo, aNode(on, "oslo-1")]);
  expect([name, aside, ...facts]).toEqual(["hv1", "hv1.example.com", "Windows Server 2022 · 2 x 16 cores · 64 GiB", "16 of 32 cores and 16 of 60 GiB promised"]);
  expect(cards.map(written)).toEqual([
    ["Pexip External", undefined, "switch", "Ethernet 1", "Ethernet 2"],
    ["manager", undefined, "10.44.0.10 · VLAN 110", "Management Node · 4 vCPU · 4 GiB"],
    ["oslo-1", "Oslo", "10.44.0.11", "Transcoding · 12 vCPU · 12 GiB"],
  ]);
  expect(links.map(({ from, to }) => [from, to])).toEqual([
    ["h0s0", "h0m0"],
    ["h0s0", "h0n0"],
  ]);
});

test("what else is promised of a host counts, and pinned nodes are promised threads", () => {
  const [{ facts }] = framesOf([aHost({ reservedVcpus: 2, numaAffinity: true, threadsPerCore: 2, memoryReserveGib: 4.5 })]);
  expect(facts[1]).toBe("2 of 64 threads and 0 of 59.5 GiB promised");
});

test("a second interface has an address of its own, and leads on to its switch", () => {
  const edge = aNode({ ...on, secondarySwitch: dmz }, "edge-1", { secondaryAddress: "10.44.30.11", secondaryNetmask: "255.255.255.0", secondaryVlanId: 130 });
  const [{ cards, links }] = framesOf([host, lan, dmz, manager, oslo, edge]);
  expect(written(cards[3]).slice(2)).toEqual(["10.44.0.11", "secondary 10.44.30.11 · VLAN 130", "Transcoding · 12 vCPU · 12 GiB"]);
  expect(links.slice(1).map(({ from, to }) => [from, to])).toEqual([
    ["h0s0", "h0n0"],
    ["h0n0", "h0s1"],
  ]);
});

test("two interfaces on one switch are one line", () => {
  const edge = aNode(on, "edge-1", { secondaryAddress: "10.44.30.11", secondaryNetmask: "255.255.255.0" });
  expect(framesOf([host, lan, oslo, manager, edge])[0].links).toHaveLength(2);
});

test("a VM on a switch of another host stands there without a line", () => {
  const elsewhere = aSwitch(aHost({}, "hv2"), {}, "lan2");
  expect(framesOf([host, lan, manager, oslo, aNode({ ...on, externalSwitch: elsewhere }, "oslo-1")])[0].links.map(({ to }) => to)).toEqual(["h0m0"]);
});

test("a switch that exists already, and an address that only Terraform knows", () => {
  const imported = { kind: "externalSwitch", origin: "imported", path: lan.path, host: host.path, switchName: "Production" } as const;
  const [{ cards }] = framesOf([host, imported, manager, oslo, aNode(on, "oslo-1", {}), { ...aNode(on, "oslo-2"), address: DEFERRED }]);
  expect(written(cards[0])).toEqual(["Production", undefined, "existing switch"]);
  expect(cards.map(({ existing }) => existing)).toEqual([true, false, false, false]);
  expect(written(cards[3])[2]).toBe("..........");
});

test("what Terraform does not build has a frame of its own, after the hosts", () => {
  const { machine, ...imported } = aManager({ host, externalSwitch: lan });
  const frames = framesOf([host, lan, { ...imported, origin: "imported" }, oslo, { ...aNode(on, "oslo-1"), machine: undefined }]);
  expect(machine.host).toBe(host.path);
  expect(frames.map(({ name, existing }) => [name, existing])).toEqual([
    ["hv1", false],
    ["Built elsewhere", true],
  ]);
  expect(frames[1].cards.map(written)).toEqual([
    ["manager", undefined, "10.44.0.10", "Management Node"],
    ["oslo-1", "Oslo", "10.44.0.11", "Transcoding"],
  ]);
  expect(frames[1].cards.every(({ existing }) => existing)).toBe(true);
});

test("more VMs than a host can show are one box for each location", () => {
  const nodes = Array.from({ length: MOST_SINGLE_MACHINES_ON_HOST }, (_, index) => aNode(on, `oslo-${index + 1}`, { vcpus: 2 }));
  const shown = (count: number) => framesOf([host, lan, manager, oslo, ...nodes.slice(0, count)])[0].cards;
  expect(shown(MOST_SINGLE_MACHINES_ON_HOST - 1)).toHaveLength(2 + MOST_SINGLE_MACHINES_ON_HOST - 1);
  const [, , group, ...none] = shown(MOST_SINGLE_MACHINES_ON_HOST);
  expect([written(group), group.count, none]).toEqual([["24 nodes", "Oslo", "10.44.0.11 – 10.44.0.34", "Transcoding · 48 vCPU · 48 GiB"], 24, []]);
});

test("more VMs than a picture can show are one box for each host and location", () => {
  const hosts = ["hv1", "hv2", "hv3"].map((id) => aHost({}, id));
  const switches = hosts.map((one) => aSwitch(one, {}, `lan-${one.id}`));
  const nodes = Array.from({ length: MOST_SINGLE_MACHINES }, (_, index) => aNode({ host: hosts[index % 3], externalSwitch: switches[index % 3], systemLocation: oslo }, `oslo-${index + 1}`));
  const machines = (count: number) => framesOf([...hosts, ...switches, aManager({ host: hosts[0], externalSwitch: switches[0] }), oslo, ...nodes.slice(0, count)]).flatMap(({ cards }) => cards.filter(({ shape }) => shape === "machine"));
  expect(machines(MOST_SINGLE_MACHINES - 1)).toHaveLength(MOST_SINGLE_MACHINES);
  expect(machines(MOST_SINGLE_MACHINES).map(({ count }) => count)).toEqual([1, 20, 20, 20]);
});

test("two platforms whose Management Nodes have one hostname are told apart by their domain", () => {
  const lab = aManager({ host, externalSwitch: lan }, { hostname: "manager", domain: "lab.example.com" }, "lab");
  const labOslo = aLocation(lab, { name: "Oslo" }, "lab-oslo");
  const nodes = [aNode(on, "oslo-1"), aNode({ ...on, systemLocation: labOslo }, "lab-1")];
  expect(framesOf([host, lan, manager, lab, oslo, labOslo, ...nodes])[0].cards.flatMap(({ tag }) => tag ?? [])).toEqual(["Oslo, manager.example.com", "Oslo, manager.lab.example.com"]);
});
