import { importedConferencingNodeRecord, type ConferencingNodeFields, type NodeFormFields } from "../../lib/deployment/conferencing-node";
import { NodeRole } from "../../lib/deployment/enums";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import type { ManagementNodeFields } from "../../lib/deployment/management-node";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { Secret } from "../../lib/deployment/secret";
import { type ServiceRecord, serviceRecord, type ServiceSpec } from "../../lib/deployment/service";
import { callRoutingRule } from "../../lib/deployment/services/call-routing-rule";
import { licence } from "../../lib/deployment/services/licence";
import { sipProxy } from "../../lib/deployment/services/sip-proxy";
import { virtualMeetingRoom } from "../../lib/deployment/services/virtual-meeting-room";
import { TemplateDisk } from "../../lib/deployment/template-disk";
import { documentInput, type DocumentInput } from "../../lib/documents/document";
import { runbook } from "../../lib/documents/runbook";
import { placeAt } from "../support/problems";
import { aHost, aLocation, aManager, aNode, aSwitch, type NodeOn } from "../support/records";

/** As synthesis records them: each in the stack that its path begins with. */
export function inputOf(records: readonly DeploymentRecord[], date?: string): DocumentInput {
  return documentInput({ records: records.map((record) => ({ ...record, stack: record.path.slice(0, record.path.indexOf("/")) })), acceptances: [] }, date);
}

export function runbookOf(records: readonly DeploymentRecord[]): string {
  return runbook(inputOf(records, "2026-11-22"));
}

export type Manager = ReturnType<typeof aManager>;

export function aService<P, D extends keyof P>(manager: Manager, spec: ServiceSpec<P, D>, id: string, fields: P, references: Readonly<Record<string, string | readonly string[]>> = {}): ServiceRecord {
  return serviceRecord(placeAt(`platform/${id}`), id, spec, fields, manager, references);
}

/** A host, a switch, a Management Node, a location that names a SIP proxy, a room, a rule, two nodes. */
export function small(manager: Partial<ManagementNodeFields> = {}, node: Partial<ConferencingNodeFields> = {}) {
  const host = aHost({ cpuModel: "Intel Xeon Gold 6246" });
  const externalSwitch = aSwitch(host);
  const managementNode = aManager({ host, externalSwitch }, manager);
  const proxy = aService(managementNode, sipProxy, "call-control", { address: "sip.example.com" });
  const systemLocation = aLocation(managementNode, { name: "Oslo" }, "oslo", { services: { sipProxy: proxy.path } });
  const on: NodeOn = { host, externalSwitch, systemLocation };
  const services = {
    rule: aService(managementNode, callRoutingRule, "extensions", { priority: 50, matchString: "(a|b)\\d+" }, { sipProxy: proxy.path, outgoingLocation: systemLocation.path }),
    room: aService(managementNode, virtualMeetingRoom, "test-room", { aliases: ["meet.test@example.com"], pin: Secret.fromVariable("test_pin") }),
    licence: aService(managementNode, licence, "licence", { entitlementId: Secret.fromVariable("licence_key") }),
    proxy,
  };
  const nodes = [aNode(on, "oslo-1", node), aNode(on, "oslo-2", node)] as const;
  const records: readonly DeploymentRecord[] = [host, externalSwitch, managementNode, services.rule, services.room, systemLocation, services.licence, proxy, ...nodes];
  return { host, externalSwitch, managementNode, systemLocation, on, services, nodes, records };
}

/** The same in api mode. */
export function smallApi(manager: Partial<ManagementNodeFields> = {}) {
  const disk = TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd");
  return small(
    { infinityVersion: InfinityVersion.of("40"), api: {}, templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v40_HyperV_pxMgr_84500\\pexip.vhd"), ...manager },
    { templateDisk: disk, sshPassword: Secret.fromVariable("ssh_password") },
  );
}

/** A node that Terraform does not build. */
export function nodeElsewhere({ systemLocation }: Pick<NodeOn, "systemLocation">, id: string, fields: Partial<NodeFormFields> = {}, mode: "runbook" | "api" = "runbook") {
  const form = { role: NodeRole.TRANSCODING, hostname: id, domain: "example.com", address: "10.44.0.40", netmask: "255.255.255.0", gateway: "10.44.0.1", sipTlsFqdn: `${id}.example.com`, ...fields };
  return importedConferencingNodeRecord(placeAt(`platform/${id}`), id, form, { systemLocation, staticRoutes: [], mode });
}

/** The titles of the chapters. */
export function headings(text: string): readonly string[] {
  return text.split("\n").filter((line) => line.startsWith("## "));
}

/** The titles of all steps with their numbers; `*` marks those of a person. */
export function stepsOf(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => {
    const match = /^(\d+)\. (\[ \] )?\*\*(.*?)\*\*/.exec(line);
    return match === null ? [] : [`${match[1]}${match[2] === undefined ? " " : "*"} ${match[3].replaceAll("`", "")}`];
  });
}

/** A step without its indentation: from its title to the next step or heading. */
export function stepOf(text: string, title: string): string {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => /^\d+\. /.test(line) && line.replaceAll("`", "").includes(`**${title}`));
  if (start < 0) throw new Error(`no step ${title} in\n${stepsOf(text).join("\n")}`);
  const end = lines.findIndex((line, index) => index > start && /^(\d+\. |#)/.test(line));
  return lines
    .slice(start, end < 0 ? undefined : end)
    .map((line) => line.trim())
    .join("\n")
    .trim();
}
