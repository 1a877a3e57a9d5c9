import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { NodeRole } from "../../deployment/enums";
import { ServerKind, type ManagementNodeRecord } from "../../deployment/management-node";
import type { DeploymentView, PlatformView } from "../../deployment/model";
import type { SystemLocationRecord } from "../../deployment/system-location";
import { wizardAnswers } from "../../deployment/wizard";
import { isDeferred, isFullyKnown, known } from "../../validation/fields";
import type { EntryReference, ManualEntry } from "../administrator";
import type { Login } from "../infinity/admission";
import { typedAnswers, type TypedAnswer } from "../infinity/wizard-run";
import type { LabOptions, ManagementNodeSpec, OtherNodeSpec } from "../options";
import { addressOf, bootstrapAddressOf, identityOf } from "./known";
import { valueFor, type SecretValues } from "./secret-values";

/** Management Nodes with what people type there, and the nodes that no host of the lab carries. */
export function platformsOf(views: readonly DeploymentView[], secrets: SecretValues): Required<Pick<LabOptions, "managementNodes" | "otherNodes">> {
  const managers = new Map<string, ManagementNodeSpec>();
  const others = new Map<string, OtherNodeSpec>();
  const logins = loginsOf(views, secrets);
  for (const view of views) {
    for (const platform of view.platforms) {
      const { fqdn } = platform.managementNode;
      // of several models the first is installed, and the others are what becomes of it
      if (!managers.has(fqdn)) managers.set(fqdn, managerSpec(platform, view, logins.get(fqdn)!));
      for (const node of platform.nodes) {
        const other = otherNode(node, platform.managementNode);
        if (other !== undefined) others.set(other.name, other);
      }
    }
  }
  return { managementNodes: [...managers.values()], otherNodes: [...others.values()] };
}

/** Who signs in to each, by its FQDN: Terraform in api mode, and otherwise a person who thinks of a password. */
function loginsOf(views: readonly DeploymentView[], secrets: SecretValues): ReadonlyMap<string, Login> {
  const logins = new Map<string, Login>();
  for (const node of views.flatMap(({ managementNodes }) => managementNodes)) {
    if (node.api !== undefined) logins.set(node.fqdn, { username: node.api.username, password: secrets.of(node.api.password, node.path) });
    else if (!logins.has(node.fqdn)) logins.set(node.fqdn, { username: node.origin === "managed" ? node.webAdminUsername : "admin", password: valueFor("password") });
  }
  return logins;
}

function managerSpec({ managementNode, locations, nodes }: PlatformView, view: DeploymentView, login: Login): ManagementNodeSpec {
  const { fqdn } = managementNode;
  const address = addressOf(managementNode);
  const spec = { fqdn, address, login, answers: answersOf(managementNode, address, login), entries: entriesOf(locations, nodes) };
  if (managementNode.origin === "imported") return { ...spec, version: managementNode.infinityVersion };
  const { host, vmName } = managementNode.machine;
  return { ...spec, machine: { host: addressOf(view.host(host)), vmName } };
}

/** What a Management Node was told that is there already is not in the model: it has the servers that are named by their numbers, and an ordinary network. */
function answersOf(manager: ManagementNodeRecord, address: string, { username, password }: Login): readonly TypedAnswer[] | undefined {
  if (manager.origin === "managed") return manager.wizardAnswers.some(({ deferred }) => deferred === true) ? undefined : typedAnswers(manager.wizardAnswers, password);
  const servers = (kind: ServerKind, otherwise: string): readonly string[] => {
    const named = (manager.api?.existingServers ?? []).filter((one) => one.kind === kind).sort((a, b) => a.resourceId - b.resourceId).map((one) => one.address);
    return named.length === 0 ? [otherwise] : named;
  };
  const gateway = address.replace(/\d+$/, (last) => (last === "1" ? "254" : "1"));
  const dnsServers = servers(ServerKind.DNS, gateway);
  const { hostname, domain } = manager;
  const settings = { address, netmask: "255.255.255.0", gateway, hostname, domain, dnsServers, ntpServers: servers(ServerKind.NTP, gateway), webAdminUsername: username, incidentReporting: false, usageStatistics: false };
  return typedAnswers(wizardAnswers(settings), password);
}

/** Locations first, in their order; of a node what its form must have. */
function entriesOf(locations: readonly SystemLocationRecord[], nodes: readonly ConferencingNodeRecord[]): readonly ManualEntry[] {
  return [...locations.map(locationEntry), ...nodes.flatMap((node) => nodeEntry(node, locations))];
}

function locationEntry({ name, description = "", dnsServers, ntpServers, mtu, mediaQos, signallingQos }: SystemLocationRecord): ManualEntry {
  const servers = (collection: string, list: SystemLocationRecord["dnsServers"]): readonly EntryReference[] => (isFullyKnown(list) ? known(list).map((value) => ({ collection, field: "address", value, makeIt: true })) : []);
  return {
    collection: "system_location",
    values: { name, description, mtu, media_qos: mediaQos, signalling_qos: signallingQos },
    references: { dns_servers: servers("dns_server", dnsServers), ntp_servers: servers("ntp_server", ntpServers) },
  };
}

function nodeEntry(node: ConferencingNodeRecord, locations: readonly SystemLocationRecord[]): ManualEntry[] {
  const { name, description = "", hostname, domain, address, netmask, gateway, secondaryAddress, secondaryNetmask, sipTlsFqdn = "", distributedDatabase } = node;
  const location = locations.find(({ path }) => path === node.systemLocation);
  if (location === undefined || isDeferred(address) || isDeferred(netmask) || isDeferred(gateway) || isDeferred(secondaryAddress) || isDeferred(secondaryNetmask)) return [];
  const values = {
    name,
    description,
    hostname,
    domain,
    address,
    netmask,
    gateway,
    secondary_address: secondaryAddress ?? null,
    secondary_netmask: secondaryNetmask ?? null,
    alternative_fqdn: sipTlsFqdn,
    node_type: node.role === NodeRole.PROXYING ? "PROXYING" : "CONFERENCING",
    enable_distributed_database: distributedDatabase,
  };
  return [{ collection: "worker_vm", values, references: { system_location: { collection: "system_location", field: "name", value: location.name } } }];
}

/** Somebody switched it on before: fresh in api mode, and from its own disk in runbook mode. */
function otherNode(node: ConferencingNodeRecord, { mode, infinityVersion }: ManagementNodeRecord): OtherNodeSpec | undefined {
  const bootstrapAddress = bootstrapAddressOf(node);
  if (node.machine !== undefined || isDeferred(bootstrapAddress)) return undefined;
  return { name: node.name, version: infinityVersion, bootstrapAddress, ...(mode === "runbook" && { identity: identityOf(node) }) };
}
