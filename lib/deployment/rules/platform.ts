import { known } from "../../validation/fields";
import { NodeRole } from "../enums";
import { WIZARD_DEFAULTS } from "../wizard";
import type { Rule } from "./rule";

/** What the default size of the Management Node is enough for. Source: docs.pexip.com v22, "Server design guidelines". */
const NODES_OF_A_SMALL_MANAGER = 30;
const SMALL_MANAGER_VCPUS = 4;
/** Source: guide page 10. */
const NODES_OF_QUICK_REPLICATION = 60;
/** Source: docs.pexip.com v24, admin/edge_guidelines. */
const NODES_TO_CONSIDER_PROXYING = 5;

const managerSize: Rule = {
  id: "PXH047",
  severity: "warning",
  title: "A Management Node of more than 30 Conferencing Nodes has more than 4 vCPUs.",
  why: "Statistics and replication of a large platform need more than the default.",
  source: 'docs.pexip.com, "Server design guidelines" (how much more: ask Pexip)',
  *check(view) {
    for (const { managementNode, nodes } of view.platforms) {
      if (managementNode.origin === "imported" || nodes.length <= NODES_OF_A_SMALL_MANAGER || managementNode.machine.vcpus > SMALL_MANAGER_VCPUS) continue;
      yield {
        path: managementNode.path,
        key: "vcpus",
        message: `vcpus ${managementNode.machine.vcpus} is enough for ${NODES_OF_A_SMALL_MANAGER} Conferencing Nodes, and there are ${nodes.length}; give it more vCPUs and memory (ask Pexip how much)`,
      };
    }
  },
};

const replication: Rule = {
  id: "PXH048",
  severity: "warning",
  title: "Up to 60 Conferencing Nodes take changes within about a minute.",
  why: "In larger platforms replication slows: a change made just before a meeting may come too late.",
  source: "guide page 10",
  *check(view) {
    for (const { managementNode, nodes } of view.platforms) {
      if (nodes.length > NODES_OF_QUICK_REPLICATION) yield { path: managementNode.path, message: `${nodes.length} Conferencing Nodes: above ${NODES_OF_QUICK_REPLICATION}, changes take longer than a minute to reach all; use fewer, larger nodes if you can` };
    }
  },
};

const considerProxying: Rule = {
  id: "PXH049",
  severity: "warning",
  absence: true,
  title: "A platform of five or more Conferencing Nodes has proxying nodes.",
  why: "Proxying nodes take the connections off transcoding nodes, which then have their whole capacity for media.",
  source: "docs.pexip.com v24, admin/edge_guidelines",
  *check(view) {
    for (const { managementNode, nodes } of view.platforms) {
      if (nodes.length < NODES_TO_CONSIDER_PROXYING || nodes.some(({ role }) => role === NodeRole.PROXYING)) continue;
      yield { path: managementNode.path, message: `${nodes.length} Conferencing Nodes and no proxying one; from ${NODES_TO_CONSIDER_PROXYING} on Pexip recommends to consider Proxying Edge Nodes` };
    }
  },
};

const wizardDefaults: Rule = {
  id: "PXH121",
  severity: "warning",
  title: "The wizard's default addresses are replaced by the network's own.",
  why: "They are the wizard's guess on a network without DHCP; a public DNS server knows no internal name.",
  source: "guide page 8",
  *check(view) {
    for (const node of view.managementNodes) {
      if (node.origin === "imported") continue;
      if (node.address === WIZARD_DEFAULTS.address) yield { path: node.path, key: "address", message: `address ${node.address} is the wizard's default; give an address of your network` };
      const servers = known<string>(node.dnsServers);
      if (servers.length === 1 && servers[0] === WIZARD_DEFAULTS.dnsServer) yield { path: node.path, key: "dnsServers", message: `dnsServers ${WIZARD_DEFAULTS.dnsServer} is the wizard's default; give a server that knows the platform's own names` };
    }
  },
};

export const platformRules: readonly Rule[] = [managerSize, replication, considerProxying, wizardDefaults];
