import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { coresOf, type HostRecord, logicalProcessorsOf } from "../../deployment/host";
import type { MachineRecord } from "../../deployment/machine";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import { adaptersOf, type DeploymentView, groupBy } from "../../deployment/model";
import { shown } from "../text";
import type { Card, Frame, Link } from "./graph";
import { gib, groupCard, machineOf, managerCard, switchCard } from "./machine-cards";
import { MOST_SINGLE_MACHINES, MOST_SINGLE_MACHINES_ON_HOST, nodeGroups } from "./node-groups";

/** Each host with its switches and VMs; last, what is built elsewhere. */
export function hostFrames(view: DeploymentView): readonly Frame[] {
  const many = view.managementNodes.length + view.nodes.length > MOST_SINGLE_MACHINES;
  const locationNames = namesOfLocations(view);
  const frames = view.hosts.map((host, index) => hostFrame(view, host, { id: `h${index}`, many, locationNames }));
  const elsewhere = elsewhereFrame(view, { id: "e", many, locationNames });
  return elsewhere === undefined ? frames : [...frames, elsewhere];
}

interface Drawn {
  readonly id: string;
  /** Is this a picture of many VMs? */
  readonly many: boolean;
  readonly locationNames: ReadonlyMap<string, string>;
}

/** One box, and the VM that says how it is connected. */
interface Box {
  readonly card: Card;
  readonly machine?: MachineRecord;
}

function hostFrame(view: DeploymentView, host: HostRecord, drawn: Drawn): Frame {
  const { id } = drawn;
  const switches = view.switchesOn(host);
  const switchIds = new Map(switches.map((one, index) => [one.path, `${id}s${index}`]));
  const machines = view.machinesOn(host);
  const boxes = boxesOf(machines.map(({ node }) => node), drawn);
  return {
    id,
    name: host.id,
    aside: shown(host.address),
    facts: [
      [`Windows Server ${host.windowsServer}`, `${host.sockets} x ${host.coresPerSocket} cores`, `${host.memoryGib} GiB`].join(" · "),
      promised(host, machines.map(({ machine }) => machine)),
    ],
    existing: false,
    cards: [...switches.map((one) => switchCard(one, switchIds.get(one.path)!)), ...boxes.map(({ card }) => card)],
    links: boxes.flatMap(({ card, machine }) => (machine === undefined ? [] : adapterLinks(card.id, machine, switchIds))),
  };
}

function elsewhereFrame(view: DeploymentView, drawn: Drawn): Frame | undefined {
  const nodes = [...view.managementNodes.filter((node) => node.origin === "imported"), ...view.nodes.filter((node) => node.machine === undefined)];
  if (nodes.length === 0) return undefined;
  const cards = boxesOf(nodes, drawn).map(({ card }) => ({ ...card, existing: true }));
  return { id: drawn.id, name: "Built elsewhere", aside: "not by this deployment", facts: [], existing: true, cards, links: [] };
}

function boxesOf(all: readonly (ManagementNodeRecord | ConferencingNodeRecord)[], { id, many, locationNames }: Drawn): readonly Box[] {
  const managers = all.filter((node) => node.kind === "managementNode");
  const nodes = all.filter((node) => node.kind === "conferencingNode");
  const groups = nodeGroups(nodes, !many && all.length <= MOST_SINGLE_MACHINES_ON_HOST);
  return [
    ...managers.map((node, index) => ({ card: managerCard(node, `${id}m${index}`), machine: machineOf(node) })),
    ...groups.map((group, index) => ({ card: groupCard(group, `${id}n${index}`, locationNames), machine: group.nodes[0].machine })),
  ];
}

/** The primary adapter comes from the left, the secondary leaves to the right: a DMZ stands on the other side of its nodes. */
function adapterLinks(card: string, machine: MachineRecord, switchIds: ReadonlyMap<string, string>): readonly Link[] {
  const [primary, secondary] = adaptersOf(machine).map((adapter) => switchIds.get(adapter.switch));
  return [
    ...(primary === undefined ? [] : [{ id: `${card}a0`, kind: "adapter" as const, from: primary, to: card }]),
    ...(secondary === undefined || secondary === primary ? [] : [{ id: `${card}a1`, kind: "adapter" as const, from: card, to: secondary }]),
  ];
}

/** `16 of 24 cores and 16 of 92 GiB promised`; threads where nodes are pinned and use both of a core. */
function promised(host: HostRecord, machines: readonly MachineRecord[]): string {
  const vcpus = machines.reduce((sum, machine) => sum + machine.vcpus, host.reservedVcpus);
  const mib = machines.reduce((sum, machine) => sum + machine.memoryMib, 0);
  const capacity = host.numaAffinity && host.threadsPerCore > 1 ? `${logicalProcessorsOf(host)} threads` : `${coresOf(host)} cores`;
  return `${vcpus} of ${capacity} and ${Number((mib / 1024).toFixed(1))} of ${gib((host.memoryGib - host.memoryReserveGib) * 1024)} promised`;
}

/** Two platforms may both have a location "Oslo": there the Management Node is named too, by as little as tells it from the others. */
function namesOfLocations(view: DeploymentView): ReadonlyMap<string, string> {
  const sameName = groupBy(view.locations, ({ name }) => name);
  const sameHostname = groupBy(view.managementNodes, ({ hostname }) => hostname);
  return new Map(
    view.locations.map(({ path, name, managementNode }) => {
      const { hostname, fqdn } = view.managementNode(managementNode);
      return [path, sameName.get(name)!.length === 1 ? name : `${name}, ${sameHostname.get(hostname)!.length === 1 ? hostname : fqdn}`];
    }),
  );
}
