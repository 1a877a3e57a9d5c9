import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import type { ManagementNodeRecord } from "../../deployment/management-node";
import type { DeploymentView, PlatformView } from "../../deployment/model";
import { valuesOf } from "../../deployment/service";
import { managementNodeSettings } from "../../deployment/services/management-node-settings";
import { isDeferred, type Deferrable } from "../../validation/fields";
import { callName, callNodes, clientAddress, isPublic, isRoutable, publicAddress } from "../facing";
import { aliasDomains } from "./alias-domains";
import type { DnsView, DnsViewRecords } from "./model";
import { callServices, PRIORITY, WEIGHT } from "./services";
import { ZoneBuilder } from "./zone-builder";

/** The DNS records that a deployment needs, by view and zone: what the documents print, and what a comparison with the real DNS expects. */
export function dnsRecords(view: DeploymentView): Readonly<Record<DnsView, DnsViewRecords>> {
  return { internal: viewRecords(view, "internal"), external: viewRecords(view, "external") };
}

function viewRecords(view: DeploymentView, which: DnsView): DnsViewRecords {
  const zones = new ZoneBuilder(which);
  for (const platform of view.platforms) {
    const domains = aliasDomains(platform);
    for (const { subject, reason } of domains.leftOut) zones.leaveOut(subject, reason);
    for (const domain of domains.found) zones.declare(domain);
    const nodes = which === "internal" ? platform.nodes : callNodes(platform);
    if (which === "internal") zones.declareFor(platform.managementNode);
    for (const node of nodes) zones.declareFor(node);
    if (which === "internal") addManager(zones, platform);
    for (const node of nodes) addNode(zones, node, which);
    addServices(zones, platform, domains.found);
  }
  return zones.build();
}

function addManager(zones: ZoneBuilder, { managementNode, services }: PlatformView): void {
  const record = services.find(({ service }) => service === "managementNodeSettings");
  const settings = record === undefined ? {} : valuesOf(managementNodeSettings, record);
  const { path, fqdn, address } = managementNode;
  addNames(zones, managementNode, [fqdn, ...(settings.alternativeFqdn === undefined ? [] : [settings.alternativeFqdn])], [address, settings.ipv6Address], "Management Node");
  addPointers(zones, path, fqdn, [address, settings.ipv6Address]);
}

function addNode(zones: ZoneBuilder, node: ConferencingNodeRecord, which: DnsView): void {
  const names = [...new Set([node.fqdn.toLowerCase(), callName(node).toLowerCase()])];
  const ipv4 = which === "internal" ? clientAddress(node) : publicAddress(node);
  const ipv6 = which === "internal" || isDeferred(node.ipv6Address) || isPublic(node.ipv6Address) ? node.ipv6Address : undefined;
  if (ipv4 === undefined && ipv6 === undefined) {
    zones.leaveOut(node.fqdn, "has only a private address; give it a staticNatAddress if calls from outside should reach it");
    return;
  }
  addNames(zones, node, names, [ipv4, ipv6], which === "internal" ? internalRemark(node) : undefined);
  if (which === "internal") addPointers(zones, node.path, node.fqdn, [node.address, node.secondaryAddress, ipv6]);
  else addPointers(zones, node.path, callName(node), [ipv4, ipv6]);
}

/** A node with two interfaces has one name, which is for its clients; nodes find each other by address. */
function internalRemark({ secondaryAddress }: ConferencingNodeRecord): string | undefined {
  return secondaryAddress === undefined ? undefined : "its secondary interface, for clients; other nodes use the address of the primary one";
}

type Addresses = readonly (Deferrable<string> | undefined)[];

function addNames(zones: ZoneBuilder, { path }: ManagementNodeRecord | ConferencingNodeRecord, names: readonly string[], [ipv4, ipv6]: Addresses, remark: string | undefined): void {
  for (const name of names) {
    if (ipv4 !== undefined) zones.addAddress({ type: "A", name, path, remark }, ipv4);
    if (typeof ipv6 === "string" && !isRoutable(ipv6)) zones.leaveOut(`${name} AAAA ${ipv6}`, "is an address that only its own link knows");
    else if (ipv6 !== undefined) zones.addAddress({ type: "AAAA", name, path }, ipv6);
  }
}

function addPointers(zones: ZoneBuilder, path: string, target: string, addresses: Addresses): void {
  for (const address of new Set(addresses)) if (typeof address === "string" && isRoutable(address)) zones.addPointer(address, target, path);
}

/** One record for each service and node. Source: docs.pexip.com, v21/admin/dns_records. */
function addServices(zones: ZoneBuilder, platform: PlatformView, domains: readonly string[]): void {
  const services = callServices(platform);
  const skypeForBusiness = platform.services.some(({ service }) => service === "mssipProxy");
  if (skypeForBusiness) for (const domain of domains) zones.leaveOut(`_sipfederationtls._tcp.${domain}`, "decides who federates with Skype for Business for the whole domain; add it by hand if that is Pexip Infinity");
  for (const node of callNodes(platform)) {
    if (!node.distributedDatabase && domains.length > 0) {
      zones.leaveOut(`${node.fqdn} SRV`, "is switched on at peak times only, and clients would try it at other times too");
      continue;
    }
    for (const domain of domains) {
      for (const { service, port } of services) zones.addService({ type: "SRV", name: `${service}.${domain}`, priority: PRIORITY, weight: WEIGHT, port, target: callName(node).toLowerCase(), path: node.path }, domain);
    }
  }
}
