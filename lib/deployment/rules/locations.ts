import { NodeRole } from "../enums";
import type { PlatformView } from "../model";
import type { SystemLocationRecord } from "../system-location";
import type { Rule } from "./rule";

const REFERENCES = ["transcodingLocation", "primaryOverflowLocation", "secondaryOverflowLocation"] as const;

const someLocation: Rule = {
  id: "PXH040",
  severity: "error",
  absence: true,
  title: "A platform with Conferencing Nodes has a system location.",
  why: "A node is added to a location: one must exist first.",
  source: "guide page 11",
  *check(view) {
    for (const { managementNode, locations, nodes } of view.platforms) {
      if (nodes.length > 0 && locations.length === 0) yield { path: managementNode.path, message: "no system location, and a Conferencing Node needs one; add a SystemLocation" };
    }
  },
};

const secondNode: Rule = {
  id: "PXH041",
  severity: "warning",
  absence: true,
  title: "A location has more than one Conferencing Node of its role.",
  why: "When the only one fails or is upgraded, its meetings end and its callers have nowhere to go.",
  source: "docs.pexip.com, admin/resilience (n+1)",
  *check(view) {
    for (const location of view.locations) {
      if (location.origin === "imported") continue;
      const nodes = view.nodesIn(location);
      const transcoding = nodes.filter(({ role }) => role === NodeRole.TRANSCODING);
      if ((transcoding.length === 0 ? nodes : transcoding).length !== 1) continue;
      yield { path: location.path, message: `one ${nodes.length === 1 ? "Conferencing Node" : "transcoding node"} only; a second one keeps meetings alive when it fails` };
    }
  },
};

const oneRole: Rule = {
  id: "PXH042",
  severity: "refusal",
  title: "A location holds nodes of one role.",
  why: "With both roles in one location media is not forwarded as planned, and every node must reach every other.",
  source: "guide page 13; docs.pexip.com v18, admin/port_usage",
  *check(view) {
    for (const location of view.locations) {
      const nodes = view.nodesIn(location);
      const other = nodes.find(({ role }) => role !== nodes[0].role);
      if (other === undefined) continue;
      yield { path: location.path, message: `${nodes[0].path} is ${nodes[0].role} and ${other.path} is ${other.role}; give proxying nodes a location of their own, or accept it with a reason` };
    }
  },
};

const transcodingForProxies: Rule = {
  id: "PXH043",
  severity: "refusal",
  title: "A location of proxying nodes has a transcoding location.",
  why: "A proxying node forwards media to the nodes of that location; without one it has nobody to forward to.",
  source: "Pexip system_location schema",
  *check(view) {
    for (const location of view.locations) {
      const nodes = view.nodesIn(location);
      if (location.origin === "imported" || location.transcodingLocation !== undefined || nodes.length === 0 || nodes.some(({ role }) => role !== NodeRole.PROXYING)) continue;
      yield { path: location.path, key: "transcodingLocation", message: "transcodingLocation is missing, and the location holds proxying nodes; name the location whose nodes take their media, or accept it with a reason" };
    }
  },
};

const transcodingNodesThere: Rule = {
  id: "PXH044",
  severity: "refusal",
  absence: true,
  title: "A transcoding or overflow location holds transcoding nodes.",
  why: "Media that is sent there is lost.",
  source: "Pexip system_location schema",
  *check(view) {
    for (const platform of view.platforms) {
      if (platform.nodes.length === 0) continue;
      const transcoding = new Set(platform.nodes.filter(({ role }) => role === NodeRole.TRANSCODING).map(({ systemLocation }) => systemLocation));
      const own = new Set(platform.locations.filter(({ origin }) => origin === "managed").map(({ path }) => path));
      for (const { location, key, target } of referencesOf(platform)) {
        // another platform's location is PXH046, a location itself PXH045
        if (transcoding.has(target) || !own.has(target) || target === location.path) continue;
        yield { path: location.path, key, message: `${key} ${target} holds no transcoding node; add one there, name another location, or accept it with a reason` };
      }
    }
  },
};

const notItself: Rule = {
  id: "PXH045",
  severity: "error",
  title: "A location does not refer to itself.",
  why: "Media would overflow to the nodes that are full already.",
  source: "Pexip system_location schema",
  *check(view) {
    for (const platform of view.platforms) {
      for (const { location, key, target } of referencesOf(platform)) {
        if (target === location.path) yield { path: location.path, key, message: `${key} ${target} is the location itself; name another one, or leave it out` };
      }
    }
  },
};

const onePlatform: Rule = {
  id: "PXH046",
  severity: "error",
  title: "What refers to each other belongs to one Management Node.",
  why: "A Management Node knows nothing of another one's locations and routes.",
  source: "Pexip system_location and worker_vm schemas (references stay within one Management Node)",
  *check(view) {
    const locations = new Map(view.locations.map(({ path, managementNode }) => [path, managementNode]));
    const routes = new Map(view.staticRoutes.map(({ path, managementNode }) => [path, managementNode]));
    for (const platform of view.platforms) {
      const own = platform.managementNode.path;
      const text = (key: string, target: string, other: string): string => `${key} ${target} belongs to ${other}, and this to ${own}; give one of the same Management Node`;
      for (const { location, key, target } of referencesOf(platform)) {
        const other = locations.get(target);
        if (other !== undefined && other !== own) yield { path: location.path, key, message: text(key, target, other) };
      }
      for (const { path, staticRoutes } of platform.nodes) {
        for (const route of staticRoutes) {
          const other = routes.get(route);
          if (other !== undefined && other !== own) yield { path, key: "staticRoutes", message: text("staticRoutes", route, other) };
        }
      }
    }
  },
};

function* referencesOf(platform: PlatformView): Iterable<{ readonly location: SystemLocationRecord; readonly key: string; readonly target: string }> {
  for (const location of platform.locations) {
    for (const key of REFERENCES) {
      const target = location[key];
      if (target !== undefined) yield { location, key, target };
    }
  }
}

const natThroughout: Rule = {
  id: "PXH120",
  severity: "refusal",
  title: "The nodes of a location all have a static NAT address, or none has.",
  why: "Callers are sent to any node of a location: those outside reach only some of them.",
  source: "docs.pexip.com v24, admin/edge_guidelines (unverified)",
  *check(view) {
    for (const location of view.locations) {
      const nodes = view.nodesIn(location);
      const first = nodes.find(({ staticNatAddress }) => staticNatAddress !== undefined);
      const without = nodes.find(({ staticNatAddress }) => staticNatAddress === undefined);
      if (first === undefined || without === undefined) continue;
      yield { path: location.path, message: `${first.path} has a staticNatAddress and ${without.path} has none; give every node of the location one, or divide the location, or accept it with a reason` };
    }
  },
};

const mtu: Rule = {
  id: "PXH122",
  severity: "error",
  title: "The MTU of a location is 512 to 1500.",
  why: "Pexip Infinity takes no other value.",
  source: "Pexip system_location schema",
  *check(view) {
    for (const { path, mtu: bytes } of view.locations) {
      if (bytes < 512 || bytes > 1500) yield { path, key: "mtu", message: `mtu ${bytes} is out of range; give 512 to 1500` };
    }
  },
};

const dscp: Rule = {
  id: "PXH123",
  severity: "error",
  title: "A DSCP value is 0 to 63.",
  why: "The field in a packet has six bits.",
  source: "RFC 2474 section 3; Pexip system_location schema",
  *check(view) {
    for (const location of view.locations) {
      for (const key of ["mediaQos", "signallingQos"] as const) {
        if (location[key] < 0 || location[key] > 63) yield { path: location.path, key, message: `${key} ${location[key]} is out of range; give 0 to 63` };
      }
    }
  },
};

export const locationRules: readonly Rule[] = [someLocation, secondNode, oneRole, transcodingForProxies, transcodingNodesThere, notItself, onePlatform, natThroughout, mtu, dscp];
