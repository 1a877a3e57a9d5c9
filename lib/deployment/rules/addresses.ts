import type { AdapterRecord } from "../machine";
import type { DeploymentView, PlatformView } from "../model";
import { interfacesOf, platformNodes, type Interface } from "./interfaces";
import { contains, ipv4Number, ipv6Groups, maskLength, networkText, type Network } from "./ip";
import type { Finding, Rule } from "./rule";
import { claim } from "./unique";

const UNIQUE = "every node needs its own";

const uniqueAddresses: Rule = {
  id: "PXH020",
  severity: "error",
  title: "Every address belongs to one node.",
  why: "Two nodes with one address disturb each other and neither is reachable for certain.",
  source: "guide pages 12-13; docs.pexip.com, admin/creating_conferencing_nodes",
  *check(view) {
    for (const platform of view.platforms) {
      yield* primaryAddresses(platform);
      yield* secondaryAddresses(view, platform);
    }
  },
};

/** Primary, static NAT and IPv6 addresses are unique in the platform. */
function* primaryAddresses(platform: PlatformView): Iterable<Finding> {
  const taken = new Map<string, string>();
  for (const node of platformNodes(platform)) {
    const given = node.kind === "managementNode" ? { address: node.address } : { address: node.address, staticNatAddress: node.staticNatAddress, ipv6Address: node.ipv6Address };
    for (const [key, address] of Object.entries(given)) {
      if (typeof address !== "string") continue;
      const first = claim(taken, key === "ipv6Address" ? ipv6Groups(address) : address, node.path);
      if (first !== undefined && first !== node.path) yield { path: node.path, key, message: `${key} ${address} is already used by ${first}; ${UNIQUE}` };
    }
  }
}

/** Secondary addresses are unique on their switch and VLAN, where primary addresses count too: a site may repeat a network that is cut off from the other. */
function* secondaryAddresses(view: DeploymentView, platform: PlatformView): Iterable<Finding> {
  const taken = new Map<string, { readonly path: string; readonly secondary: boolean }>();
  for (const node of platform.nodes) {
    const { address, secondaryAddress, machine } = node;
    if (typeof address === "string" && machine !== undefined) {
      const first = claim(taken, `${segment(view, machine.primary)}\n${address}`, { path: node.path, secondary: false });
      if (first?.secondary === true) yield { path: node.path, key: "address", message: `address ${address} is already the secondary address of ${first.path} on the same switch; ${UNIQUE}` };
    }
    if (typeof secondaryAddress !== "string") continue;
    if (secondaryAddress === address) {
      yield { path: node.path, key: "secondaryAddress", message: `secondaryAddress ${secondaryAddress} is also the node's address; each interface needs its own` };
    } else if (machine?.secondary !== undefined) {
      const first = claim(taken, `${segment(view, machine.secondary)}\n${secondaryAddress}`, { path: node.path, secondary: true });
      if (first !== undefined) yield { path: node.path, key: "secondaryAddress", message: `secondaryAddress ${secondaryAddress} is already used by ${first.path} on the same switch; ${UNIQUE}` };
    }
  }
}

function segment(view: DeploymentView, adapter: AdapterRecord): string {
  const one = view.externalSwitch(adapter.switch);
  return `${one.host}\n${one.switchName.toLowerCase()}\n${adapter.vlanId ?? ""}`;
}

const contiguousNetmask: Rule = {
  id: "PXH021",
  severity: "error",
  title: "A netmask is contiguous and leaves room for a node and its gateway.",
  why: "With any other netmask the node does not find its gateway.",
  source: "RFC 950; RFC 4632 section 5.1",
  *check(view) {
    for (const node of [...view.managementNodes, ...view.nodes]) {
      const given = node.kind === "managementNode" ? (node.origin === "managed" ? { netmask: node.netmask } : {}) : { netmask: node.netmask, secondaryNetmask: node.secondaryNetmask };
      for (const [key, netmask] of Object.entries(given)) {
        if (typeof netmask !== "string") continue;
        const length = maskLength(netmask);
        if (length === undefined) yield { path: node.path, key, message: `${key} ${netmask} is not contiguous; a netmask looks like 255.255.255.0` };
        else if (length === 0 || length === 32) yield { path: node.path, key, message: `${key} ${netmask} leaves no network of its own; a netmask looks like 255.255.255.0` };
      }
    }
  },
};

const usableAddresses: Rule = {
  id: "PXH022",
  severity: "error",
  title: "An address can belong to a machine.",
  why: "Network, broadcast, loopback and multicast addresses stand for something else.",
  source: "RFC 6890; RFC 1112 section 4; RFC 4291 sections 2.5 and 2.7",
  *check(view) {
    for (const node of [...view.managementNodes, ...view.nodes]) {
      const interfaces = interfacesOf(node);
      for (const { key, address, network } of interfaces) yield* unusable(node.path, key, address, network);
      if (node.kind === "managementNode" && node.origin === "imported") continue;
      yield* unusable(node.path, "gateway", node.gateway, networkWith(interfaces, node.gateway));
      if (node.kind === "managementNode") continue;
      yield* unusable(node.path, "staticNatAddress", node.staticNatAddress, undefined);
      for (const key of ["ipv6Address", "ipv6Gateway"] as const) {
        const address = node[key];
        if (typeof address !== "string") continue;
        const range = /^ff/i.test(address) ? "a multicast address" : NO_MACHINE.get(ipv6Groups(address));
        if (range !== undefined) yield { path: node.path, key, message: `${key} ${address} is ${range}; give an address of a machine` };
      }
    }
    for (const { path, gateway } of view.staticRoutes) yield* unusable(path, "gateway", gateway, undefined);
  },
};

/** IPv6 addresses that stand for something else. Source: RFC 4291 section 2.5. */
const NO_MACHINE: ReadonlyMap<string, string> = new Map([
  ["0:0:0:0:0:0:0:0", "no address at all"],
  ["0:0:0:0:0:0:0:1", "a loopback address"],
]);

function networkWith(interfaces: readonly Interface[], address: unknown): Network | undefined {
  return typeof address === "string" ? interfaces.find(({ network }) => network !== undefined && contains(network, address))?.network : undefined;
}

function* unusable(path: string, key: string, address: unknown, network: Network | undefined): Iterable<Finding> {
  if (typeof address !== "string") return;
  const value = ipv4Number(address);
  const octet = Math.floor(value / 2 ** 24);
  const range = octet === 127 ? "a loopback address" : octet >= 224 && octet < 240 ? "a multicast address" : octet === 0 || octet >= 240 ? "a reserved address" : undefined;
  if (range !== undefined) yield { path, key, message: `${key} ${address} is ${range}; give an address of a machine` };
  // a network of two addresses has neither (RFC 3021)
  else if (network !== undefined && network.prefix < 31 && network.prefix > 0 && (value === network.first || value === network.last)) {
    yield { path, key, message: `${key} ${address} is the ${value === network.first ? "network" : "broadcast"} address of ${networkText(network)}; give an address between` };
  }
}

const staticNat: Rule = {
  id: "PXH025",
  severity: "error",
  title: "A static NAT address is another one than the node's own.",
  why: "The field is for the public address that a NAT device translates to the node's; a node without NAT leaves it empty.",
  source: "guide page 13",
  *check(view) {
    for (const { path, staticNatAddress, address, secondaryAddress } of view.nodes) {
      if (typeof staticNatAddress !== "string" || (staticNatAddress !== address && staticNatAddress !== secondaryAddress)) continue;
      const own = staticNatAddress === address ? "address" : "secondaryAddress";
      yield { path, key: "staticNatAddress", message: `staticNatAddress ${staticNatAddress} is the node's own ${own}; give the public address, or leave it out when there is no NAT` };
    }
  },
};

const ipv6Gateway: Rule = {
  id: "PXH026",
  severity: "error",
  title: "An IPv6 gateway goes with an IPv6 address, and is another one.",
  why: "Without an address the gateway has no use, and a node is not its own gateway.",
  source: "guide page 13",
  *check(view) {
    for (const { path, ipv6Address, ipv6Gateway: gateway } of view.nodes) {
      if (gateway === undefined) continue;
      const text = typeof gateway === "string" ? ` ${gateway}` : "";
      if (ipv6Address === undefined) yield { path, key: "ipv6Gateway", message: `ipv6Gateway${text} needs ipv6Address; give one, or leave the gateway out` };
      else if (typeof ipv6Address === "string" && typeof gateway === "string" && ipv6Groups(ipv6Address) === ipv6Groups(gateway)) {
        yield { path, key: "ipv6Gateway", message: `ipv6Gateway ${gateway} is the node's own address; give the router's` };
      }
    }
  },
};

const secondaryNetmask: Rule = {
  id: "PXH027",
  severity: "error",
  title: "A secondary address comes with its netmask.",
  why: "The node form asks for both.",
  source: "guide page 13",
  *check(view) {
    for (const { path, secondaryAddress, secondaryNetmask: netmask } of view.nodes) {
      if (secondaryAddress === undefined || netmask !== undefined) continue;
      yield { path, key: "secondaryNetmask", message: `secondaryAddress${typeof secondaryAddress === "string" ? ` ${secondaryAddress}` : ""} needs secondaryNetmask; give it` };
    }
  },
};

const secondarySubnet: Rule = {
  id: "PXH028",
  severity: "warning",
  title: "The secondary interface is in another network than the primary.",
  why: "With both in one network the node answers on either, and the separation of clients and nodes is lost.",
  source: "guide page 13 (distinct networks are its purpose; no limit is stated: unverified)",
  *check(view) {
    for (const node of view.nodes) {
      const [primary, secondary] = interfacesOf(node);
      if (primary?.network === undefined || secondary?.address === undefined || secondary.address === primary.address || !contains(primary.network, secondary.address)) continue;
      yield { path: node.path, key: "secondaryAddress", message: `secondaryAddress ${secondary.address} is in the primary interface's network ${networkText(primary.network)}; give an address of the other network` };
    }
  },
};

export const addressRules: readonly Rule[] = [uniqueAddresses, contiguousNetmask, usableAddresses, staticNat, ipv6Gateway, secondaryNetmask, secondarySubnet];
