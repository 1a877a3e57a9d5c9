import type { ConferencingNodeRecord } from "../conferencing-node";
import type { ManagementNodeRecord } from "../management-node";
import { maskLength, networkOf, type Network } from "./ip";

/** One interface of a node, as far as it is known now. */
export interface Interface {
  readonly key: "address" | "secondaryAddress";
  readonly address?: string;
  /** Undefined when a part of it is deferred, or when the netmask is none: another rule says so. */
  readonly network?: Network;
}

/** The interfaces of a node: one, or two. An imported Management Node has no netmask. */
export function interfacesOf(node: ManagementNodeRecord | ConferencingNodeRecord): readonly Interface[] {
  const primary = interfaceOf("address", node.address, node.kind === "managementNode" && node.origin === "imported" ? undefined : node.netmask);
  if (node.kind === "managementNode" || node.secondaryAddress === undefined) return [primary];
  return [primary, interfaceOf("secondaryAddress", node.secondaryAddress, node.secondaryNetmask)];
}

function interfaceOf(key: Interface["key"], address: unknown, netmask: unknown): Interface {
  if (typeof address !== "string") return { key };
  const prefix = typeof netmask === "string" ? maskLength(netmask) : undefined;
  return { key, address, network: prefix === undefined ? undefined : networkOf(address, prefix) };
}

/** What Pexip counts as nodes of one platform: the Management Node first. */
export function platformNodes(platform: {
  readonly managementNode: ManagementNodeRecord;
  readonly nodes: readonly ConferencingNodeRecord[];
}): readonly (ManagementNodeRecord | ConferencingNodeRecord)[] {
  return [platform.managementNode, ...platform.nodes];
}
