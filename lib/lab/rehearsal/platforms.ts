import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { ServerKind, type ManagementNodeRecord } from "../../deployment/management-node";
import type { DeploymentView, PlatformView } from "../../deployment/model";
import { wizardAnswers } from "../../deployment/wizard";
import { isDeferred } from "../../validation/fields";
import type { Login } from "../infinity/admission";
import { typedAnswers, type TypedAnswer } from "../infinity/wizard-run";
import type { LabOptions, ManagementNodeSpec, OtherNodeSpec } from "../options";
import { entriesFor } from "./entries/entries";
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
      if (!managers.has(fqdn)) managers.set(fqdn, managerSpec(platform, view, logins.get(fqdn)!, secrets));
      for (const node of platform.nodes) {
        const other = otherNode(node, platform.managementNode);
        if (other !== undefined && !others.has(other.name)) others.set(other.name, other);
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

function managerSpec(platform: PlatformView, view: DeploymentView, login: Login, secrets: SecretValues): ManagementNodeSpec {
  const { managementNode } = platform;
  const { fqdn } = managementNode;
  const address = addressOf(managementNode);
  const spec = { fqdn, address, login, answers: answersOf(managementNode, address, login), entries: entriesFor(platform, secrets) };
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

/** Somebody switched it on before: fresh in api mode, and from its own disk in runbook mode. */
function otherNode(node: ConferencingNodeRecord, { mode, infinityVersion }: ManagementNodeRecord): OtherNodeSpec | undefined {
  const bootstrapAddress = bootstrapAddressOf(node);
  if (node.machine !== undefined || isDeferred(bootstrapAddress)) return undefined;
  return { name: node.name, version: infinityVersion, bootstrapAddress, ...(mode === "runbook" && { identity: identityOf(node) }) };
}
