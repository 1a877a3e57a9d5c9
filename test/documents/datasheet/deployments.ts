import { importedConferencingNodeRecord, type ConferencingNodeRecord } from "../../../lib/deployment/conferencing-node";
import { NodeRole } from "../../../lib/deployment/enums";
import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { importedManagementNodeRecord, type ManagementNodeRecord } from "../../../lib/deployment/management-node";
import type { Acceptance, DeploymentRecord } from "../../../lib/deployment/model";
import { Secret } from "../../../lib/deployment/secret";
import { serviceRecord, type ServiceRecord, type ServiceSpec } from "../../../lib/deployment/service";
import { automaticBackup } from "../../../lib/deployment/services/automatic-backup";
import { caCertificate } from "../../../lib/deployment/services/ca-certificate";
import { callRoutingRule } from "../../../lib/deployment/services/call-routing-rule";
import { licence } from "../../../lib/deployment/services/licence";
import { managementNodeSettings } from "../../../lib/deployment/services/management-node-settings";
import { tlsCertificate } from "../../../lib/deployment/services/tls-certificate";
import { virtualMeetingRoom } from "../../../lib/deployment/services/virtual-meeting-room";
import { systemLocationRecord } from "../../../lib/deployment/system-location";
import { documentInput, type DocumentInput } from "../../../lib/documents/document";
import { certificate, intermediate } from "../../support/certificates";
import { placeAt } from "../../support/problems";
import { type Changes, sound } from "../../support/records";

/** What a deployment must never show. */
export const PLANTED = "481516";

export const inputOf = (records: readonly DeploymentRecord[], acceptances: readonly Acceptance[] = [], date?: string): DocumentInput => documentInput({ records, acceptances }, date);

export const soundInput = (changes: Changes = {}): DocumentInput => inputOf(sound(changes).records);

export function service<P, D extends keyof P>(on: ManagementNodeRecord, path: string, spec: ServiceSpec<P, D>, fields: P, references: ServiceRecord["references"] = {}): ServiceRecord {
  return serviceRecord(placeAt(path), path.slice(path.lastIndexOf("/") + 1), spec, fields, on, references);
}

/** Everything that the checklist asks for, by Terraform in api mode and by people in runbook mode. */
export function complete(version: "21" | "40", changes: Changes = {}): readonly DeploymentRecord[] {
  const api = version === "40" ? { api: {} } : {};
  const { records, manager, nodes, systemLocation } = sound({ ...changes, host: { cpuModel: "Xeon Gold 6346", ...changes.host }, manager: { infinityVersion: InfinityVersion.of(version), ...api, ...changes.manager } });
  const names = ["oslo-1.example.com", "oslo-2.example.com"];
  return [
    ...records.filter((record) => record !== nodes[0] && record !== nodes[1]),
    ...nodes.map((node): ConferencingNodeRecord => ({ ...node, tlsCertificate: "platform/nodes" })),
    service(manager, "platform/licence", licence, { entitlementId: Secret.fromVariable("licence_key") }),
    service(manager, "platform/nodes", tlsCertificate, { certificate: certificate(names), privateKey: Secret.fromVariable("nodes_key") }),
    service(manager, "platform/own", tlsCertificate, { certificate: certificate(["manager.example.com"]), privateKey: Secret.fromVariable("own_key") }),
    service(manager, "platform/settings", managementNodeSettings, {}, { tlsCertificate: "platform/own" }),
    service(manager, "platform/ca", caCertificate, { certificate: intermediate }),
    service(manager, "platform/room", virtualMeetingRoom, { aliases: ["meet.test@example.com"], pin: PLANTED }),
    service(manager, "platform/rule", callRoutingRule, { priority: 50, matchString: ".*" }, { outgoingLocation: systemLocation.path }),
    service(manager, "platform/backup", automaticBackup, { enabled: true, passphrase: Secret.fromVariable("backup_passphrase") }),
  ];
}

/** A platform of which Terraform builds no VM. */
export function elsewhere(id = "old"): readonly DeploymentRecord[] {
  const manager = importedManagementNodeRecord(placeAt(`${id}/manager`), "manager", { address: "10.99.0.10", hostname: id, domain: "example.net", infinityVersion: InfinityVersion.of("30") });
  const location = systemLocationRecord(placeAt(`${id}/site`), "site", {}, manager, {});
  const node = importedConferencingNodeRecord(
    placeAt(`${id}/node`),
    `${id}-node`,
    { role: NodeRole.TRANSCODING, hostname: `${id}-node`, domain: "example.net", address: "10.99.0.11", netmask: "255.255.255.0", gateway: "10.99.0.1" },
    { systemLocation: location, staticRoutes: [] },
  );
  return [manager, location, node];
}

/** Markup of every kind that a page or a Markdown text could take for its own. */
export const HOSTILE = '</style><script>alert(1)</script><img src=x onerror=alert(2)>" \' & | `code` [x](javascript:alert(3)) ![y](http://evil.example/y.png) **bold**\n# heading\n| a | b |';

/** A text of users wherever a record has one, whatever the constructs would refuse. */
export function hostile(): DocumentInput {
  const spoilt = (record: DeploymentRecord): DeploymentRecord => {
    switch (record.kind) {
      case "host":
        return { ...record, id: HOSTILE, address: HOSTILE, username: HOSTILE, cpuModel: HOSTILE, networkAdapters: [HOSTILE], vmDirectory: HOSTILE };
      case "externalSwitch":
        return record.origin === "managed" ? { ...record, switchName: HOSTILE, netAdapterNames: [HOSTILE], notes: HOSTILE } : record;
      case "managementNode":
        return record.origin === "managed" ? { ...record, hostname: HOSTILE, domain: HOSTILE, fqdn: HOSTILE, contactEmail: HOSTILE, machine: { ...record.machine, vmName: HOSTILE, diskPath: `C:\\${HOSTILE}` } } : record;
      case "systemLocation":
        return { ...record, name: HOSTILE, description: HOSTILE };
      case "conferencingNode":
        return { ...record, name: HOSTILE, description: HOSTILE, fqdn: HOSTILE, sipTlsFqdn: HOSTILE };
      case "staticRoute":
        return { ...record, name: HOSTILE };
      case "service":
        return { ...record, name: HOSTILE, ...(record.service === "callRoutingRule" ? { values: { priority: 1, matchString: HOSTILE } } : {}) };
    }
  };
  const records = complete("21").map(spoilt);
  const sane = inputOf(records, [{ rule: "PXH041", at: "", reason: HOSTILE }], HOSTILE);
  const problem = { rule: HOSTILE, severity: "warning" as const, source: HOSTILE, path: HOSTILE, message: HOSTILE };
  return { ...sane, fingerprint: HOSTILE, judgement: { rulesRun: 1, problems: [problem, { ...problem, accepted: HOSTILE }] } };
}
