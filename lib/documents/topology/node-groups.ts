import * as ipaddr from "ipaddr.js";
import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { groupBy } from "../../deployment/model";
import { isDeferred, type Deferrable } from "../../validation/fields";
import { isAddress } from "../../validation/network";
import { DOTTED, shown } from "../text";

/** A host with more VMs than this is drawn with several in one box; so is every host of a picture with more than MOST_SINGLE_MACHINES. */
export const MOST_SINGLE_MACHINES_ON_HOST = 24;
export const MOST_SINGLE_MACHINES = 60;

/** A host with VMs of more locations than this is drawn with one box for each role. */
export const MOST_LOCATIONS_ON_HOST = 6;

/** Nodes of one host that are drawn as one box: same role and switches, and as a rule the same location. */
export interface NodeGroup {
  readonly nodes: readonly ConferencingNodeRecord[];
  /** Paths of their locations, in the order of the nodes. */
  readonly locations: readonly string[];
}

/** The boxes of one host, in the order of the model. */
export function nodeGroups(nodes: readonly ConferencingNodeRecord[], each: boolean): readonly NodeGroup[] {
  if (each) return nodes.map((node) => ({ nodes: [node], locations: [node.systemLocation] }));
  const oneRole = ({ role, machine }: ConferencingNodeRecord): readonly unknown[] => [role, machine?.primary.switch, machine?.secondary?.switch];
  const byLocation = groupBy(nodes, (node) => JSON.stringify([node.systemLocation, ...oneRole(node)]));
  const groups = byLocation.size <= MOST_LOCATIONS_ON_HOST ? byLocation : groupBy(nodes, (node) => JSON.stringify(oneRole(node)));
  return [...groups.values()].map((group) => ({ nodes: group, locations: [...new Set(group.map((node) => node.systemLocation))] }));
}

/** `10.44.0.11 – 10.44.0.35`: the first and the last, by number. */
export function addressRange(addresses: readonly Deferrable<string>[]): string {
  if (addresses.length === 1) return shown(addresses[0]);
  const known = addresses.filter((address): address is string => !isDeferred(address));
  if (known.length < addresses.length || !known.every(isAddress)) return DOTTED;
  const sorted = known.map((address) => ({ address, key: Buffer.from(ipaddr.parse(address).toByteArray()).toString("hex").padStart(32, "0") })).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const [first, last] = [sorted[0]?.address, sorted.at(-1)?.address];
  return first === last ? (first ?? DOTTED) : `${first} – ${last}`;
}
