import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { NodeRole } from "../../deployment/enums";
import { protocolsOf } from "../protocols";
import { inLocation, type Groups, type LocationGroup } from "./groups";
import { rule, type FirewallRule, type Party } from "./rule";

const FACT = "docs.pexip.com, v23/admin/port_usage";

/** Management Node and Conferencing Nodes among each other: IPsec. It grows with the locations, never with pairs of nodes. */
export function* betweenNodes(groups: Groups): Iterable<FirewallRule> {
  const { platform, manager, locations, among } = groups;
  if (platform.nodes.length === 0) return;
  yield* ipsec(manager, among("All Conferencing Nodes", platform.nodes), "Management Node and nodes");

  const edges = protocolsOf(platform).edgeNonMesh ? locations.filter((group) => reachable(group, locations).length > 0) : [];
  const meshed = locations.filter((group) => !edges.includes(group));
  const mesh = meshed.flatMap(({ nodes }) => nodes);
  if (mesh.length > 1) {
    const all = among(edges.length === 0 ? "All Conferencing Nodes" : isProxying(mesh) ? "Conferencing Nodes that need every other" : "Transcoding Conferencing Nodes", mesh);
    yield* ipsec(all, all, "each node with every other");
  }

  for (const edge of edges) {
    const own = among(inLocation(edge), edge.nodes);
    if (edge.nodes.length > 1) yield* ipsec(own, own, "proxying nodes of one location with each other");
    const forwardsTo = reachable(edge, locations);
    for (const other of forwardsTo) yield* ipsec(own, among(inLocation(other), other.nodes), "proxying nodes with the nodes that they forward media to");
    // a proxying node without a transcoding location must reach every node, so every node must reach it
    for (const other of meshed.filter((group) => isProxying(group.nodes) && !forwardsTo.includes(group))) yield* ipsec(own, among(inLocation(other), other.nodes), "each node with every other");
  }
}

/**
 * Where the nodes of a location must reach: the transcoding and overflow locations when all of them are proxying nodes; nothing for one that needs every node, such as
 * one of mixed roles or without those locations. Source: docs.pexip.com, v18 and v23/admin/port_usage.
 */
function reachable({ location, nodes }: LocationGroup, locations: readonly LocationGroup[]): readonly LocationGroup[] {
  if (!nodes.every(({ role }) => role === NodeRole.PROXYING)) return [];
  const named = new Set([location.transcodingLocation, location.primaryOverflowLocation, location.secondaryOverflowLocation]);
  return locations.filter((other) => other.location !== location && named.has(other.location.path));
}

function isProxying(nodes: readonly ConferencingNodeRecord[]): boolean {
  return nodes.some(({ role }) => role === NodeRole.PROXYING);
}

function* ipsec(source: Party, destination: Party, who: string): Iterable<FirewallRule> {
  yield rule({ source, destination, protocol: "UDP", ports: "500", purpose: `IPsec key exchange (ISAKMP, source port 500 too): ${who}; no NAT between them`, direction: "both ways", fact: FACT });
  yield rule({ source, destination, protocol: "50 (ESP)", ports: "", purpose: `IPsec: ${who}; no NAT between them`, direction: "both ways", fact: FACT });
}
