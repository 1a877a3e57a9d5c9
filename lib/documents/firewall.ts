import { csv } from "./csv";
import type { Document, DocumentInput } from "./document";
import { administration } from "./firewall/administration";
import { betweenNodes } from "./firewall/between-nodes";
import { building } from "./firewall/build";
import { callControl } from "./firewall/call-control";
import { calls } from "./firewall/calls";
import { groupsOf } from "./firewall/groups";
import { internet } from "./firewall/internet";
import type { FirewallRule } from "./firewall/rule";
import { servers } from "./firewall/servers";
import type { DeploymentView } from "../deployment/model";

const COLUMNS = ["source", "source address", "destination", "destination address", "protocol", "ports", "purpose", "direction", "need", "fact"] as const;

/**
 * Who talks to whom, for whoever opens the firewalls. Nodes appear as groups, one for each location, with the addresses of all in one cell: the number of
 * rows follows the locations and servers, not the pairs of nodes. Directions are those of the first packet.
 */
export function firewallCsv({ view }: DocumentInput): Document {
  const rows = firewallRules(view).map(({ source, destination, ...rest }) => ({
    source: source.name,
    "source address": source.address,
    destination: destination.name,
    "destination address": destination.address,
    ...rest,
  }));
  return { path: "firewall.csv", content: csv(COLUMNS, rows) };
}

/** The rules in the order of a deployment: what building needs, what nodes need among each other, what people and their clients need. */
export function firewallRules(view: DeploymentView): readonly FirewallRule[] {
  const platforms = view.platforms.map((platform) => groupsOf(view, platform));
  const themes = [administration, betweenNodes, calls, callControl, servers, internet];
  return [...building(view), ...platforms.flatMap((groups) => themes.flatMap((theme) => [...theme(groups)]))];
}
