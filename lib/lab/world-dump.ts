import type { HostDump } from "./hyperv/dump";
import type { SimulatedHypervHost } from "./hyperv/simulated-hyperv-host";
import type { ConferencingNodeDump, SimulatedConferencingNode } from "./infinity/conferencing-node";
import type { ManagementNodeDump, SimulatedManagementNode } from "./infinity/management-node";

/** The whole simulated world as plain data, without secrets. */
export interface LabDump {
  /** In the order of `LabOptions.hosts`. */
  readonly hosts: readonly HostDump[];
  /** On and off. */
  readonly managementNodes: readonly ManagementNodeDump[];
  /** On and off. */
  readonly conferencingNodes: readonly ConferencingNodeDump[];
}

interface World {
  readonly hosts: readonly SimulatedHypervHost[];
  readonly managers: readonly SimulatedManagementNode[];
  readonly nodes: readonly SimulatedConferencingNode[];
}

export function dumpOf({ hosts, managers, nodes }: World): LabDump {
  return { hosts: hosts.map((host) => host.dump()), managementNodes: managers.map((manager) => manager.dump()), conferencingNodes: nodes.map((node) => node.dump()) };
}

/** The same for people, as trees of lines. */
export function treeOf(world: World): string {
  const { managementNodes, conferencingNodes } = dumpOf(world);
  return [...world.hosts.map((host) => host.tree()), ...managementNodes.map(managerTree), ...conferencingNodes.map(nodeTree)].join("\n");
}

function managerTree({ name, version, state, nodes, configuration }: ManagementNodeDump): string {
  const collections = Object.entries(configuration).map(([collection, objects]) => `${collection}: ${objects.length === 1 ? objects[0].uri : objects.length}`);
  return tree(`${name} (simulated): Management Node ${version}, ${state}`, [...nodes.map((node) => `${node.name}: ${node.syncStatus}`), ...collections]);
}

function nodeTree({ name, version, state, fqdn, address, secondaryAddress, configured, participants }: ConferencingNodeDump): string {
  const who = fqdn === undefined ? ["nobody yet"] : [`${fqdn}, ${[address, secondaryAddress].filter((one) => one !== undefined).join(" and ")}`, configured ? "has its configuration" : "has no configuration yet"];
  return tree(`${name} (simulated): Conferencing Node ${version}, ${state}`, [...who, ...participants.map(({ displayName, service, role }) => `${displayName} in ${service}, ${role.toLowerCase()}`)]);
}

function tree(title: string, branches: readonly string[]): string {
  return [title, ...branches.map((branch, index) => `${index === branches.length - 1 ? "└── " : "├── "}${branch}`), ""].join("\n");
}
