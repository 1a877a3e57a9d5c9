import type { ConferencingNodeRecord } from "../conferencing-node";
import type { PlatformView } from "../model";
import type { StaticRouteRecord } from "../static-route";
import type { SystemLocationRecord } from "../system-location";
import { interfacesOf, platformNodes } from "./interfaces";
import { contains, ipv4Number, networkOf, networkText, type Network } from "./ip";
import type { Rule } from "./rule";

const gatewayInNetwork: Rule = {
  id: "PXH023",
  severity: "error",
  title: "The gateway is in the network of the primary or the secondary interface.",
  why: "A node reaches its gateway directly or not at all.",
  source: "guide pages 8 and 12; RFC 1122 section 3.3.1",
  *check(view) {
    for (const node of [...view.managementNodes, ...view.nodes]) {
      if ((node.kind === "managementNode" && node.origin === "imported") || typeof node.gateway !== "string") continue;
      const networks = interfacesOf(node).map(({ network }) => network);
      const gateway = node.gateway;
      if (networks.some((network) => network === undefined || contains(network, gateway))) continue;
      const all = networks.map((network) => networkText(network!)).join(" and ");
      yield { path: node.path, key: "gateway", message: `gateway ${gateway} is outside of ${all}; give the router of ${networks.length === 1 ? "that network" : "one of the two"}, or correct address and netmask` };
    }
  },
};

const gatewayIsNoNode: Rule = {
  id: "PXH024",
  severity: "error",
  title: "A gateway is a router, not a node.",
  why: "Nodes do not forward traffic.",
  source: "guide pages 8 and 12",
  *check(view) {
    for (const platform of view.platforms) {
      const owners = new Map<unknown, string>();
      for (const { address, path } of platformNodes(platform)) if (typeof address === "string" && !owners.has(address)) owners.set(address, path);
      for (const node of platformNodes(platform)) {
        if ((node.kind === "managementNode" && node.origin === "imported") || typeof node.gateway !== "string") continue;
        const own = interfacesOf(node).find(({ address }) => address === node.gateway);
        const owner = owners.get(node.gateway);
        if (own !== undefined) yield { path: node.path, key: "gateway", message: `gateway ${node.gateway} is the node's own ${own.key}; give the router's` };
        else if (owner !== undefined) yield { path: node.path, key: "gateway", message: `gateway ${node.gateway} is the address of ${owner}; give the router's` };
      }
    }
  },
};

const neverContacted: Rule = {
  id: "PXH029",
  severity: "warning",
  title: "A node with its gateway on the secondary side reaches the other nodes.",
  why: "The primary interface is for the other nodes; without a static route a node never gets its configuration.",
  source: "guide page 13; docs.pexip.com, admin/managing_static_routes",
  *check(view) {
    const routes = new Map(view.staticRoutes.map((route) => [route.path, route]));
    for (const platform of view.platforms) {
      const peers = new PeersByLocation(platform);
      const manager = platform.managementNode;
      for (const node of platform.nodes) {
        const [primary, secondary] = interfacesOf(node);
        if (typeof node.gateway !== "string" || primary?.network === undefined || secondary?.network === undefined) continue;
        if (contains(primary.network, node.gateway) || !contains(secondary.network, node.gateway)) continue;
        const reached = reachedNetworks(primary.network, node, routes);
        if (reached === undefined) continue;
        const lost = typeof manager.address === "string" && !reached.some((network) => contains(network, manager.address as string)) ? { path: manager.path, address: manager.address } : peers.outside(node, reached);
        if (lost === undefined) continue;
        yield {
          path: node.path,
          key: "gateway",
          message: `gateway ${node.gateway} is on the secondary side, and ${lost.path} (${lost.address}) is neither in ${networkText(primary.network)} nor behind a static route of the node: it will never be contacted; add a static route to it through the primary network`,
        };
      }
    }
  },
};

/** What a node reaches from its primary interface; undefined when a route is not known yet. */
function reachedNetworks(primary: Network, node: ConferencingNodeRecord, routes: ReadonlyMap<string, StaticRouteRecord>): readonly Network[] | undefined {
  const networks = [primary];
  for (const path of node.staticRoutes) {
    const route = routes.get(path);
    if (route === undefined || typeof route.address !== "string") return undefined;
    const network = networkOf(route.address, route.prefix);
    if (network !== undefined) networks.push(network);
  }
  return networks;
}

interface Peer {
  readonly value: number;
  readonly address: string;
  readonly path: string;
}

/** The nodes of each location in the order of their addresses, so that a search need not look at each of them for each node. */
class PeersByLocation {
  private readonly locations: ReadonlyMap<string, SystemLocationRecord>;
  private readonly nodes = new Map<string, Peer[]>();

  constructor(platform: PlatformView) {
    this.locations = new Map(platform.locations.map((location) => [location.path, location]));
    for (const { path, address, systemLocation } of platform.nodes) {
      if (typeof address !== "string") continue;
      const peers = this.nodes.get(systemLocation) ?? [];
      if (peers.length === 0) this.nodes.set(systemLocation, peers);
      peers.push({ value: ipv4Number(address), address, path });
    }
    for (const peers of this.nodes.values()) peers.sort((a, b) => a.value - b.value);
  }

  /** A node of the transcoding or overflow locations in none of these networks. */
  public outside(node: ConferencingNodeRecord, reached: readonly Network[]): Peer | undefined {
    const location = this.locations.get(node.systemLocation);
    const ordered = [...reached].sort((a, b) => a.first - b.first);
    for (const path of [location?.transcodingLocation, location?.primaryOverflowLocation, location?.secondaryOverflowLocation]) {
      const peers = path === undefined ? [] : (this.nodes.get(path) ?? []);
      let from = 0;
      for (const { first, last } of ordered) {
        const peer = peers[lowerBound(peers, from)];
        if (peer !== undefined && peer.value < first) return peer;
        from = Math.max(from, last + 1);
      }
      const peer = peers[lowerBound(peers, from)];
      if (peer !== undefined) return peer;
    }
    return undefined;
  }
}

/** Index of the first peer whose address is not below this one. */
function lowerBound(peers: readonly Peer[], value: number): number {
  let low = 0;
  let high = peers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (peers[middle].value < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const gatewayRules: readonly Rule[] = [gatewayInNetwork, gatewayIsNoNode, neverContacted];
