import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { DeploymentView } from "../../deployment/model";
import { shown } from "../text";
import { type Content, type Section, table } from "./content";

type Row = readonly Content[];

/** Every address of every node, one a line. */
export function addressSection(view: DeploymentView): readonly Section[] {
  const rows = [...view.managementNodes.map(managerRow), ...view.nodes.flatMap(nodeRows)];
  const columns = ["Hostname and domain", "Interface", "IP address", "Network mask", "Gateway"];
  return rows.length === 0 ? [] : [{ id: "addresses", title: "Addresses", blocks: table(undefined, columns, rows) }];
}

function managerRow(node: ManagementNodeRecord): Row {
  const built = node.origin === "managed" ? node : undefined;
  return [node.fqdn, "Primary", shown(node.address), shown(built?.netmask), shown(built?.gateway)];
}

function nodeRows(node: ConferencingNodeRecord): readonly Row[] {
  const { fqdn, secondaryAddress, ipv6Address, staticNatAddress, bootstrapAddress } = node;
  return [
    [fqdn, "Primary", shown(node.address), shown(node.netmask), shown(node.gateway)],
    // a node has one gateway, whichever side it is on: the form asks for it with the primary interface
    ...(secondaryAddress === undefined ? [] : [[fqdn, "Secondary", shown(secondaryAddress), shown(node.secondaryNetmask), ""]]),
    ...(ipv6Address === undefined ? [] : [[fqdn, "IPv6", shown(ipv6Address), "", node.ipv6Gateway === undefined ? "by router advertisements" : shown(node.ipv6Gateway)]]),
    ...(staticNatAddress === undefined ? [] : [[fqdn, "IPv4 static NAT", shown(staticNatAddress), "", ""]]),
    ...(bootstrapAddress === undefined ? [] : [[fqdn, "At first start", shown(bootstrapAddress), "", ""]]),
  ];
}
