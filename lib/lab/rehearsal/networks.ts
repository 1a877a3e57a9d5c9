import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { DeploymentView, MachineOf } from "../../deployment/model";
import { isDeferred, type Deferrable } from "../../validation/fields";
import { Subnet } from "../../validation/network";
import type { Reachable } from "../endpoints/places";
import { MANAGER_PORT } from "../guests";
import { NODE_PORTS } from "../infinity/conferencing-node";
import type { Reservation, Segment } from "../network";
import type { LabOptions } from "../options";
import { addressOf, bootstrapAddressOf } from "./known";

const NODE_SERVICES = [NODE_PORTS.https, NODE_PORTS.sipTls];

/** What switches are plugged into, what DHCP gives, and what is reached from outside. Where only Terraform knows an address, nothing is there. */
export function networkOf(views: readonly DeploymentView[]): Required<Pick<LabOptions, "reachable" | "segments" | "reservations">> {
  return {
    segments: views.flatMap((view) => view.machines.flatMap((machine) => segmentsOf(machine, view))),
    reservations: views.flatMap((view) => view.nodes.flatMap(reservationOf)),
    reachable: views.flatMap((view) => [...view.managementNodes.flatMap((node) => at(node.address, [node.fqdn], [MANAGER_PORT])), ...view.nodes.flatMap(reachableOf)]),
  };
}

function segmentsOf({ node, machine }: MachineOf, view: DeploymentView): Segment[] {
  const host = addressOf(view.host(machine.host));
  const netmask = node.kind === "conferencingNode" || node.origin === "managed" ? node.netmask : undefined;
  const secondary = node.kind === "conferencingNode" ? [[machine.secondary, node.secondaryAddress, node.secondaryNetmask] as const] : [];
  const bootstrap = node.kind === "conferencingNode" ? [[machine.primary, node.bootstrapAddress, netmask] as const] : [];
  return [[machine.primary, node.address, netmask] as const, ...bootstrap, ...secondary].flatMap(([adapter, address, mask]) => {
    if (adapter === undefined || address === undefined || mask === undefined || isDeferred(address) || isDeferred(mask)) return [];
    const subnet = Subnet.of(address, mask);
    return subnet === undefined ? [] : [{ host, switchName: view.externalSwitch(adapter.switch).switchName, vlanId: adapter.vlanId, subnet: subnet.toString() }];
  });
}

function reservationOf(node: ConferencingNodeRecord): Reservation[] {
  const address = bootstrapAddressOf(node);
  return node.machine === undefined || isDeferred(address) ? [] : [{ macAddress: node.machine.primary.macAddress, address }];
}

function reachableOf(node: ConferencingNodeRecord): Reachable[] {
  const names = [...new Set([node.fqdn, node.sipTlsFqdn ?? node.fqdn])];
  return [...at(node.address, names, NODE_SERVICES), ...at(node.secondaryAddress, [], NODE_SERVICES), ...at(bootstrapAddressOf(node), [], [NODE_PORTS.provisioning])];
}

function at(address: Deferrable<string> | undefined, names: readonly string[], ports: readonly number[]): Reachable[] {
  return address === undefined || isDeferred(address) ? [] : [{ address, names, ports }];
}
