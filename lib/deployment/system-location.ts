import { address, deferrable, fieldsOf, hostOrAddress, line, list, opt, whole, type DeferredForm } from "../validation/fields";
import { read, type Place } from "../validation/schema";
import type { ManagementNodeRecord } from "./management-node";

/** A label that groups the Conferencing Nodes of one datacenter (guide page 11, Platform > Locations). */
export interface SystemLocationFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** @default - none */
  readonly description?: string;
  /** DNS servers of its nodes; three are used. @default - the Management Node's */
  readonly dnsServers?: readonly string[];
  /** NTP servers of its nodes; at least three are recommended (guide page 4). @default - the Management Node's */
  readonly ntpServers?: readonly string[];
  /** Syslog servers of its nodes. @default - none */
  readonly syslogServers?: readonly string[];
  /** Largest packet in bytes, 512-1500. @default 1500 */
  readonly mtu?: number;
  /** DSCP value of media, 0-63. @default 0 */
  readonly mediaQos?: number;
  /** DSCP value of signalling, 0-63. @default 0 */
  readonly signallingQos?: number;
}

type Deferring = "dnsServers" | "ntpServers" | "syslogServers";

export const systemLocationFields = fieldsOf<SystemLocationFields, Deferring>()({
  name: opt(line()),
  description: opt(line()),
  dnsServers: opt(deferrable(list(address()))),
  ntpServers: opt(deferrable(list(hostOrAddress()))),
  syslogServers: opt(deferrable(list(hostOrAddress()))),
  mtu: opt(whole()),
  mediaQos: opt(whole()),
  signallingQos: opt(whole()),
});

export interface SystemLocationRecord {
  readonly kind: "systemLocation";
  readonly path: string;
  /** Path of its Terraform stack; undefined in a record that was made without one. */
  readonly stack?: string;
  /** Path of the Management Node. */
  readonly managementNode: string;
  readonly name: string;
  readonly description?: string;
  readonly dnsServers: DeferredForm<readonly string[]>;
  readonly ntpServers: DeferredForm<readonly string[]>;
  readonly syslogServers: DeferredForm<readonly string[]>;
  readonly mtu: number;
  readonly mediaQos: number;
  readonly signallingQos: number;
  /** Paths of other locations. */
  readonly transcodingLocation?: string;
  readonly primaryOverflowLocation?: string;
  readonly secondaryOverflowLocation?: string;
}

/** The locations that this one refers to. */
export interface LocationReferences {
  readonly transcodingLocation?: SystemLocationRecord;
  readonly primaryOverflowLocation?: SystemLocationRecord;
  readonly secondaryOverflowLocation?: SystemLocationRecord;
}

/** @throws ValidationError with every problem of the location's props */
export function systemLocationRecord(place: Place, id: string, fields: SystemLocationFields, managementNode: ManagementNodeRecord, to: LocationReferences): SystemLocationRecord {
  const given = read<SystemLocationFields, Deferring>(systemLocationFields, fields, place, ["managementNode", "transcodingLocation", "primaryOverflowLocation", "secondaryOverflowLocation"], { name: id });
  const manager = managementNode.origin === "managed" ? managementNode : { dnsServers: [], ntpServers: [] };
  return {
    kind: "systemLocation",
    path: place.path,
    managementNode: managementNode.path,
    name: given.name ?? id,
    description: given.description,
    dnsServers: given.dnsServers ?? manager.dnsServers,
    ntpServers: given.ntpServers ?? manager.ntpServers,
    syslogServers: given.syslogServers ?? [],
    // Source of both defaults: pexip/infinity 40.0.0, system_location
    mtu: given.mtu ?? 1500,
    mediaQos: given.mediaQos ?? 0,
    signallingQos: given.signallingQos ?? 0,
    transcodingLocation: to.transcodingLocation?.path,
    primaryOverflowLocation: to.primaryOverflowLocation?.path,
    secondaryOverflowLocation: to.secondaryOverflowLocation?.path,
  };
}
