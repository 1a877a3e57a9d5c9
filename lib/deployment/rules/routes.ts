import { interfacesOf } from "./interfaces";
import { contains, ipv4Number, networkOf, networkText } from "./ip";
import type { Rule } from "./rule";

const prefixRange: Rule = {
  id: "PXH124",
  severity: "error",
  title: "The prefix length of a static route is 0 to 32.",
  why: "An IPv4 address has 32 bits.",
  source: "pexip/infinity 40.0.0, static_route",
  *check(view) {
    for (const { path, prefix } of view.staticRoutes) {
      if (prefix < 0 || prefix > 32) yield { path, key: "prefix", message: `prefix ${prefix} is out of range; a prefix length is 0 to 32` };
    }
  },
};

const networkAddress: Rule = {
  id: "PXH125",
  severity: "warning",
  title: "A static route names the address of its network.",
  why: "An address inside the network hints at a wrong prefix length; Linux takes no such route, what Pexip Infinity does with it is unverified.",
  source: "iproute2, ip-route (unverified for Pexip Infinity)",
  *check(view) {
    for (const { path, address, prefix } of view.staticRoutes) {
      if (typeof address !== "string") continue;
      const network = networkOf(address, prefix);
      if (network === undefined || network.first === ipv4Number(address)) continue;
      yield { path, key: "address", message: `address ${address} with prefix ${prefix} lies inside ${networkText(network)}; give that network's address, or a longer prefix` };
    }
  },
};

const routeGateway: Rule = {
  id: "PXH126",
  severity: "error",
  title: "The gateway of a node's static route is in one of the node's networks.",
  why: "A node reaches a gateway directly or not at all.",
  source: "RFC 1122 section 3.3.1; docs.pexip.com, admin/managing_static_routes",
  *check(view) {
    const routes = new Map(view.staticRoutes.map((route) => [route.path, route]));
    for (const node of view.nodes) {
      if (node.staticRoutes.length === 0) continue;
      const interfaces = interfacesOf(node);
      for (const path of node.staticRoutes) {
        const gateway = routes.get(path)?.gateway;
        if (typeof gateway !== "string") continue;
        const own = interfaces.find(({ address }) => address === gateway);
        if (own !== undefined) yield { path: node.path, key: "staticRoutes", message: `staticRoutes ${path}: its gateway ${gateway} is the node's own ${own.key}; give the router's` };
        else if (interfaces.every(({ network }) => network !== undefined && !contains(network, gateway))) {
          const networks = interfaces.map(({ network }) => networkText(network!)).join(" and ");
          yield { path: node.path, key: "staticRoutes", message: `staticRoutes ${path}: its gateway ${gateway} is outside of ${networks}; give a router in one of the node's networks` };
        }
      }
    }
  },
};

export const routeRules: readonly Rule[] = [prefixRange, networkAddress, routeGateway];
