import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { NodeRole } from "../../deployment/enums";
import type { SwitchRecord } from "../../deployment/external-switch";
import type { AdapterRecord, MachineRecord } from "../../deployment/machine";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { Deferrable } from "../../validation/fields";
import type { Card, Row, Tone } from "./graph";
import { addressRange, type NodeGroup } from "./node-groups";

export function switchCard(one: SwitchRecord, id: string): Card {
  const existing = one.origin === "imported";
  return { id, shape: "switch", tone: "plain", name: one.switchName, rows: [{ text: existing ? "existing switch" : "switch" }, ...(existing ? [] : one.netAdapterNames.map((text) => ({ text })))], existing, count: 1 };
}

/** The VM of a Management Node. */
export function managerCard(node: ManagementNodeRecord, id: string): Card {
  const machine = machineOf(node);
  return { ...machineCard(id, machine?.vmName ?? node.hostname), tone: "manager", rows: [...addressRows([node], machine), sizeRow("Management Node", machine === undefined ? [] : [machine])] };
}

/** One Conferencing Node, or several in one box. */
export function groupCard(group: NodeGroup, id: string, locationNames: ReadonlyMap<string, string>): Card {
  return group.nodes.length === 1 ? nodeCard(group.nodes[0], id, locationNames) : severalCard(group, id, locationNames);
}

function nodeCard(node: ConferencingNodeRecord, id: string, locationNames: ReadonlyMap<string, string>): Card {
  const { machine, role } = node;
  return { ...machineCard(id, node.name), tone: TONES[role], tag: locationNames.get(node.systemLocation), rows: [...addressRows([node], machine), sizeRow(ROLES[role], machine === undefined ? [] : [machine])] };
}

function severalCard({ nodes, locations }: NodeGroup, id: string, locationNames: ReadonlyMap<string, string>): Card {
  const machines = nodes.flatMap(({ machine }) => (machine === undefined ? [] : [machine]));
  const { role } = nodes[0];
  return {
    ...machineCard(id, `${nodes.length} nodes`),
    tone: TONES[role],
    tag: locations.length === 1 ? locationNames.get(locations[0]) : `${locations.length} locations`,
    rows: [...addressRows(nodes, machines[0]), sizeRow(ROLES[role], machines)],
    count: nodes.length,
  };
}

function machineCard(id: string, name: string): Card {
  return { id, shape: "machine", tone: "plain", name, rows: [], existing: false, count: 1 };
}

const ROLES: Readonly<Record<NodeRole, string>> = { [NodeRole.TRANSCODING]: "Transcoding", [NodeRole.PROXYING]: "Proxying" };
const TONES: Readonly<Record<NodeRole, Tone>> = { [NodeRole.TRANSCODING]: "transcoding", [NodeRole.PROXYING]: "proxying" };

interface Addressed {
  readonly address: Deferrable<string>;
  readonly secondaryAddress?: Deferrable<string>;
}

function addressRows(nodes: readonly Addressed[], machine: MachineRecord | undefined): readonly Row[] {
  const secondary = nodes.flatMap(({ secondaryAddress }) => (secondaryAddress === undefined ? [] : [secondaryAddress]));
  return [
    { text: addressRange(nodes.map(({ address }) => address)) + vlanText(nodes, machine?.primary) },
    ...(secondary.length === 0 ? [] : [{ text: `secondary ${addressRange(secondary)}` + vlanText(nodes, machine?.secondary) }]),
  ];
}

function vlanText(nodes: readonly unknown[], adapter: AdapterRecord | undefined): string {
  return nodes.length > 1 || adapter?.vlanId === undefined ? "" : ` · VLAN ${adapter.vlanId}`;
}

function sizeRow(lead: string, machines: readonly MachineRecord[]): Row {
  if (machines.length === 0) return { lead, text: "" };
  const total = (size: (machine: MachineRecord) => number): number => machines.reduce((sum, machine) => sum + size(machine), 0);
  return { lead, text: ` · ${total(({ vcpus }) => vcpus)} vCPU · ${gib(total(({ memoryMib }) => memoryMib))}` };
}

/** Memory is given in MiB; one decimal is enough to see that it is no whole number. */
export function gib(mib: number): string {
  return `${Number((mib / 1024).toFixed(1))} GiB`;
}

export function machineOf(node: ManagementNodeRecord): MachineRecord | undefined {
  return node.origin === "managed" ? node.machine : undefined;
}
