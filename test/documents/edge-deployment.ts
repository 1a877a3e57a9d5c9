import type { ConferencingNodeFields } from "../../lib/deployment/conferencing-node";
import { NodeRole } from "../../lib/deployment/enums";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import type { ManagementNodeFields } from "../../lib/deployment/management-node";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { serviceRecord, type ServiceRecord, type ServiceSpec } from "../../lib/deployment/service";
import { globalSettings, type GlobalSettingsFields } from "../../lib/deployment/services/global-settings";
import { virtualMeetingRoom } from "../../lib/deployment/services/virtual-meeting-room";
import type { LocationReferences, SystemLocationRecord } from "../../lib/deployment/system-location";
import { TemplateDisk } from "../../lib/deployment/template-disk";
import { documentInput, type Document, type DocumentInput } from "../../lib/documents/document";
import { placeAt } from "../support/problems";
import { aHost, aLocation, aManager, aNode, aSwitch, sound, type Sound } from "../support/records";

/** What documents of these records are made of. */
export function inputOf(records: readonly DeploymentRecord[]): DocumentInput {
  return documentInput({ records, acceptances: [] }, "2026-11-22");
}

/** One of the documents. */
export function contentOf(documents: readonly Document[], path: string): string {
  const found = documents.find((document) => document.path === path);
  if (found === undefined) throw new Error(`no ${path} among ${documents.map((document) => document.path).join(", ")}`);
  return found.content;
}

export function aService<P, D extends keyof P>({ manager }: Pick<Sound, "manager">, spec: ServiceSpec<P, D>, id: string, fields: P, references: Readonly<Record<string, string | readonly string[]>> = {}): ServiceRecord {
  return serviceRecord(placeAt(`platform/${id}`), id, spec, fields, manager, references);
}

export function aRoom(on: Pick<Sound, "manager">, ...aliases: readonly string[]): ServiceRecord {
  return aService(on, virtualMeetingRoom, `room-${aliases[0]}`, { aliases });
}

export function settings(on: Pick<Sound, "manager">, fields: Partial<GlobalSettingsFields>): ServiceRecord {
  return aService<GlobalSettingsFields, never>(on, globalSettings, "settings", { ...fields, resetsEverythingNotNamed: true });
}

export interface WithEdge extends Sound {
  readonly dmz: SystemLocationRecord;
  /** A node of the DMZ. */
  readonly edge: (number: number, fields?: Partial<ConferencingNodeFields>) => DeploymentRecord;
}

/** The sound deployment, and a location of proxying nodes `edge-1`, `edge-2`, ... with two interfaces behind a NAT. */
export function withEdge(to: LocationReferences = {}): WithEdge {
  const base = sound();
  const dmz = aLocation(base.manager, { name: "DMZ" }, "dmz", { transcodingLocation: base.systemLocation, ...to });
  const edge = (number: number, fields: Partial<ConferencingNodeFields> = {}) =>
    aNode({ ...base, systemLocation: dmz }, `edge-${number}`, {
      role: NodeRole.PROXYING,
      address: `10.44.20.${number}`,
      secondaryAddress: `10.44.30.${number}`,
      secondaryNetmask: "255.255.255.0",
      staticNatAddress: `203.0.113.${number}`,
      vcpus: 4,
      ...fields,
    });
  return { ...base, dmz, edge };
}

/** A platform that Terraform configures. */
export function apiManager(on: Pick<Sound, "host" | "externalSwitch">, fields: Partial<ManagementNodeFields> = {}): Sound["manager"] {
  return aManager(on, { infinityVersion: InfinityVersion.of("40"), templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v40_HyperV_pxMgr_84500\\pexip.vhd"), api: {}, ...fields });
}

/** A platform of this many nodes in locations of fifty: one in ten locations is a DMZ. */
export function large(count: number): readonly DeploymentRecord[] {
  const host = aHost();
  const externalSwitch = aSwitch(host);
  const manager = aManager({ host, externalSwitch });
  const records: DeploymentRecord[] = [host, externalSwitch, manager, aRoom({ manager }, "meet.alice@vc.example.com")];
  let first: SystemLocationRecord | undefined;
  for (let site = 0; site * 50 < count; site += 1) {
    const proxying = site % 10 === 9;
    const location: SystemLocationRecord = aLocation(manager, { name: `Site ${site}` }, `site-${site}`, proxying ? { transcodingLocation: first } : {});
    first ??= location;
    records.push(location);
    for (let index = 0; index < 50 && site * 50 + index < count; index += 1) {
      const address = `10.50.${site}.${index + 10}`;
      const staticNatAddress = proxying ? `203.0.${site}.${index + 10}` : undefined;
      records.push(aNode({ host, externalSwitch, systemLocation: location }, `site-${site}-${index}`, { role: proxying ? NodeRole.PROXYING : NodeRole.TRANSCODING, address, gateway: `10.50.${site}.1`, staticNatAddress }));
    }
  }
  return records;
}
