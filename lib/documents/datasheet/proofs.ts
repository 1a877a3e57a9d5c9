import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { AutomaticStart, TimeSource } from "../../deployment/enums";
import type { HostRecord } from "../../deployment/host";
import type { DeploymentView, PlatformView } from "../../deployment/model";
import { addressRules } from "../../deployment/rules/addresses";
import { hostFactRules } from "../../deployment/rules/host-facts";
import { hostRules } from "../../deployment/rules/hosts";
import { memoryRules } from "../../deployment/rules/memory";
import { nameRules } from "../../deployment/rules/names";
import type { Rule } from "../../deployment/rules/rule";
import { sizingRules } from "../../deployment/rules/sizing";
import type { ServiceKind, ServiceRecord } from "../../deployment/service";
import { isDeferred } from "../../validation/fields";
import { shown, shownList } from "../text";
import { counted, listed } from "./content";
import { uncertified, untrusted } from "./certificates";
import { templateText } from "./machines";
import type { DocumentInput } from "../document";
import type { Outcome } from "../checklist-item";
import { ruleIds } from "./verdict";

type PlatformProof = (platform: PlatformView, input: DocumentInput) => Outcome;

const proven = (how: string): Outcome => ({ ticked: true, how });
const open = (how: string): Outcome => ({ ticked: false, how });

/** What Terraform does in api mode, and a person in runbook mode. */
function byTerraform({ managementNode }: PlatformView, what: string, menu: string): Outcome {
  return managementNode.mode === "api" ? proven(`Terraform does it: ${what}`) : open(`${menu}: ${what}`);
}

function servicesOf({ services }: PlatformView, kind: ServiceKind): readonly ServiceRecord[] {
  return services.filter(({ service }) => service === kind);
}

const names = (records: readonly { readonly name: string }[]): string => listed(records.map(({ name }) => name));

/** Ids of the rules among these that found something: what stops a deployment, warnings, and what somebody accepted. */
function foundBy({ judgement }: DocumentInput, rules: readonly Rule[]): { readonly stopping: string; readonly warning: string; readonly accepted: string } {
  const ids = new Set(rules.map(({ id }) => id));
  const found = judgement.problems.filter(({ rule }) => ids.has(rule));
  const open = found.filter(({ accepted }) => accepted === undefined);
  return {
    stopping: ruleIds(open.filter(({ severity }) => severity !== "warning")),
    warning: ruleIds(open.filter(({ severity }) => severity === "warning")),
    accepted: ruleIds(found.filter(({ accepted }) => accepted !== undefined)),
  };
}

export const installationFile: PlatformProof = ({ managementNode: node }, { view }) => {
  if (node.origin === "imported") return open(`this deployment does not build ${node.fqdn}; nothing to download where it is installed already`);
  return open(`Pexip_Infinity_v${node.templateVersion}_HyperV_pxMgr_<build>.zip; the disk of ${node.machine.vmName} is copied from ${templateText(node.machine.templateDisk)} on ${view.host(node.machine.host).id}`);
};

export function hostServers(input: DocumentInput): Outcome {
  const { view } = input;
  const elsewhere = view.nodes.filter(({ machine }) => machine === undefined);
  if (view.machines.length === 0) return open("this deployment builds on no host");
  const rules = [...hostRules, ...hostFactRules, ...sizingRules, ...memoryRules];
  const found = foundBy(input, rules);
  if (found.stopping !== "") return open(`solve ${found.stopping} first`);
  if (found.warning !== "") return open(`look at the warnings ${found.warning}`);
  if (elsewhere.length > 0) return open(`size the hosts of ${names(elsewhere)}, which are built elsewhere`);
  return proven(`${counted(view.hosts.length, "host")} judged by ${counted(rules.length, "rule")}: ${found.accepted === "" ? "nothing to solve" : `all that they found is accepted (${found.accepted})`}`);
}

export function addresses(input: DocumentInput): Outcome {
  const { managementNodes, nodes } = input.view;
  const unknown = [...managementNodes, ...nodes].filter(({ address }) => isDeferred(address)).map(({ fqdn }) => fqdn);
  const found = foundBy(input, [...addressRules, ...nameRules]).stopping;
  if (nodes.length === 0) return open("this deployment describes no Conferencing Node");
  if (found !== "") return open(`solve ${found} first`);
  if (unknown.length > 0) return open(`only Terraform knows the address of ${listed(unknown)}`);
  return proven(`${counted(managementNodes.length, "Management Node")} and ${counted(nodes.length, "Conferencing Node")}, no address and no name twice`);
}

export const managerDns: PlatformProof = ({ managementNode: { fqdn, address } }) => open(`A and PTR: ${fqdn}, ${shown(address)}; the zone files are in the folder dns`);

export const clientDns: PlatformProof = ({ nodes }) => open(nodes.length === 0 ? "no Conferencing Node is described" : `A, PTR and SRV of ${names(nodes)}; the zone files are in the folder dns`);

export const certificates: PlatformProof = (platform) => {
  const missing = uncertified(platform);
  return missing.length === 0 ? proven(`given for the Management Node and ${counted(platform.nodes.length, "Conferencing Node")}`) : open(`ask a certificate authority for ${listed(missing)}`);
};

function hostsOfNodes({ hosts, nodes }: DeploymentView): readonly HostRecord[] {
  const used = new Set(nodes.map(({ machine }) => machine?.host));
  return hosts.filter(({ path }) => used.has(path));
}

export function processors({ view }: DocumentInput): Outcome {
  const hosts = hostsOfNodes(view);
  const unknown = hosts.filter(({ cpuModel }) => cpuModel === undefined);
  if (hosts.length === 0) return open("no Conferencing Node is built on a host of this deployment");
  if (unknown.length > 0) return open(`the CPU model of ${listed(unknown.map(({ id, coresPerSocket: cores }) => `${id} (${cores} cores per socket)`))} is not noted`);
  return proven(listed(hosts.map(({ id, cpuModel = "", coresPerSocket: cores }) => `${id}: ${cpuModel}, ${cores} cores per socket`), 4, "; "));
}

export function hostTime({ view }: DocumentInput): Outcome {
  if (view.hosts.length === 0) return open("this deployment builds on no host");
  const sources = view.hosts.map(({ id, timeSource, ntpServers }) => `${id} (${timeSource === undefined ? "source not stated" : timeSource === TimeSource.NTP ? shownList(ntpServers) : "its domain controller"})`);
  return open(`check with w32tm /query /status: ${listed(sources, 4)}`);
}

export const wizard: PlatformProof = ({ managementNode: node }, { view }) => {
  if (node.origin === "imported") return open(`this deployment does not build ${node.fqdn}; nothing to do where it is installed already`);
  return open(`Terraform makes the VM ${node.machine.vmName} on ${view.host(node.machine.host).id}; type the wizard's answers in its console (runbook.md)`);
};

export const basicSettings: PlatformProof = (platform) => {
  const licences = servicesOf(platform, "licence");
  if (licences.length === 0) return open("Platform > Licenses: no licence is described");
  return byTerraform(platform, names(licences), "Platform > Licenses");
};

export const locations: PlatformProof = (platform) => (platform.locations.length === 0 ? open("no system location is described") : byTerraform(platform, names(platform.locations), "Platform > Locations"));

export const nodes: PlatformProof = (platform) => {
  const elsewhere = platform.nodes.filter(({ machine }) => machine === undefined);
  if (platform.nodes.length === 0) return open("no Conferencing Node is described");
  if (elsewhere.length > 0) return open(`build the VMs of ${names(elsewhere)}, which Terraform does not`);
  return byTerraform(platform, names(platform.nodes), "Platform > Conferencing Nodes, then Terraform builds the VMs");
};

export const sipTlsFqdns: PlatformProof = (platform) => {
  const without = platform.nodes.filter(({ sipTlsFqdn }) => sipTlsFqdn === undefined);
  if (platform.nodes.length === 0) return open("no Conferencing Node is described");
  if (without.length > 0) return open(`no SIP TLS FQDN is described for ${names(without)}`);
  return byTerraform(platform, listed(platform.nodes.map(({ sipTlsFqdn = "" }) => sipTlsFqdn)), "Platform > Conferencing Nodes");
};

export const dnsVerified: PlatformProof = ({ nodes: all }) => open(all.length === 0 ? "no Conferencing Node is described" : `once the records are there: A, PTR and SRV of ${names(all)}`);

export const ownCertificates: PlatformProof = (platform) => {
  const missing = uncertified(platform);
  if (missing.length > 0) return open(`no certificate is described for ${listed(missing)}`);
  return byTerraform(platform, names(servicesOf(platform, "tlsCertificate")), "Platform > TLS Certificates");
};

export const chain: PlatformProof = (platform) => {
  const issued = servicesOf(platform, "tlsCertificate");
  const authorities = servicesOf(platform, "caCertificate");
  const missing = untrusted(platform);
  if (issued.length === 0) return open("no certificate is described");
  if (missing.length > 0) return open(`no certificate is described of ${listed(missing)}; nothing to do where clients trust it already`);
  return byTerraform(platform, authorities.length === 0 ? "the chain is part of the certificates" : names(authorities), "Platform > Trusted CA Certificates");
};

export const rooms: PlatformProof = (platform) => {
  const all = [...servicesOf(platform, "virtualMeetingRoom"), ...servicesOf(platform, "virtualAuditorium")];
  const without = all.filter(({ values }) => !Array.isArray(values.aliases) || values.aliases.length === 0);
  if (all.length === 0) return open("Services > Virtual Meeting Rooms: none is described");
  if (without.length > 0) return open(`no alias is described for ${names(without)}`);
  return byTerraform(platform, names(all), "Services > Virtual Meeting Rooms");
};

export const gateway: PlatformProof = (platform) => {
  const rules = servicesOf(platform, "callRoutingRule");
  return rules.length === 0 ? open("no Call Routing Rule is described; tick this when none is required") : byTerraform(platform, names(rules), "Services > Call Routing");
};

export function automaticStartup({ view }: DocumentInput): Outcome {
  const off = view.machines.filter(({ machine }) => machine.automaticStart === AutomaticStart.NOTHING).map(({ machine }) => machine.vmName);
  const elsewhere = view.nodes.filter(({ machine }): boolean => machine === undefined).map(({ name }: ConferencingNodeRecord) => name);
  if (view.machines.length === 0) return open("this deployment builds no VM");
  if (off.length > 0) return open(`${listed(off)} stays off when its host starts`);
  if (elsewhere.length > 0) return open(`${listed(elsewhere)}: built elsewhere`);
  return proven(`Terraform does it: ${counted(view.machines.length, "VM")}`);
}

export const backup: PlatformProof = (platform) => {
  const saves = servicesOf(platform, "automaticBackup").some(({ values }) => values.enabled === true);
  const { managementNode: node } = platform;
  return open(`back up the VM ${node.origin === "managed" ? node.machine.vmName : node.hostname}${saves ? "; its configuration is saved automatically" : "; no automatic backup of its configuration is described either"}`);
};
