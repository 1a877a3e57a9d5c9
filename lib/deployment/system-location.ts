import { address, choice, deferrable, fieldsOf, flag, fqdnLine, hostOrAddress, line, list, opt, whole, type DeferredForm } from "../validation/fields";
import { read, type Place } from "../validation/schema";
import { ValidationError } from "../validation/validation-error";
import type { ManagementNodeRecord } from "./management-node";
import type { ReferenceSpec } from "./service";

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
  /** Largest packet in bytes, 512-1500. @default 1500 */
  readonly mtu?: number;
  /** DSCP value of media, 0-63. @default 0 */
  readonly mediaQos?: number;
  /** DSCP value of signalling, 0-63. @default 0 */
  readonly signallingQos?: number;
  /** Domain of SIP calls to Skype for Business, at most 255 characters. @default - that of the global settings */
  readonly localMssipDomain?: string;
  /** Offer clients only media relayed by TURN. @default false */
  readonly useRelayCandidatesOnly?: boolean;
  /** Break-in resistance: limit PIN attempts. @default - as in the global settings */
  readonly pinBruteForceResistance?: Override;
  /** Break-in resistance: quarantine callers that scan for services. @default - as in the global settings */
  readonly scanQuarantine?: Override;
}

/** A setting of a location: its own, or that of the global settings. */
export enum Override {
  GLOBAL = "global",
  OFF = "off",
  ON = "on",
}

type Deferring = "dnsServers" | "ntpServers";

export const systemLocationFields = fieldsOf<SystemLocationFields, Deferring>()({
  name: opt(line()),
  description: opt(line()),
  dnsServers: opt(deferrable(list(address()))),
  ntpServers: opt(deferrable(list(hostOrAddress()))),
  mtu: opt(whole()),
  mediaQos: opt(whole()),
  signallingQos: opt(whole()),
  localMssipDomain: opt(fqdnLine()),
  useRelayCandidatesOnly: opt(flag()),
  pinBruteForceResistance: opt(choice(Override)),
  scanQuarantine: opt(choice(Override)),
});

/** A location that exists on the Management Node already. */
export interface ImportedLocationFields {
  /** Its name in the Administrator interface. */
  readonly name: string;
  /** Its number in the management API, needed in api mode: no data source finds it. @default - none */
  readonly resourceId?: number;
}

export const importedLocationFields = fieldsOf<ImportedLocationFields>()({ name: line(), resourceId: opt(whole()) });

/** What a location may name besides other locations: each is one thing, apart from the lists. */
export const LOCATION_SERVICES = {
  syslogServers: { to: "syslogServer", many: true },
  sipProxy: { to: "sipProxy" },
  h323Gatekeeper: { to: "h323Gatekeeper" },
  mssipProxy: { to: "mssipProxy" },
  httpProxy: { to: "httpProxy" },
  turnServer: { to: "turnServer" },
  stunServer: { to: "stunServer" },
  clientTurnServers: { to: "turnServer", many: true },
  clientStunServers: { to: "stunServer", many: true },
  snmpNetworkManagementSystem: { to: "snmpNetworkManagementSystem" },
} as const satisfies Readonly<Record<string, ReferenceSpec>>;

export interface SystemLocationRecord {
  readonly kind: "systemLocation";
  readonly path: string;
  /** Path of its Terraform stack; undefined in a record that was made without one. */
  readonly stack?: string;
  /** imported: it exists already, and nothing is known of its servers and of its other nodes. */
  readonly origin: "managed" | "imported";
  /** Path of the Management Node. */
  readonly managementNode: string;
  readonly name: string;
  readonly resourceId?: number;
  readonly description?: string;
  readonly dnsServers: DeferredForm<readonly string[]>;
  readonly ntpServers: DeferredForm<readonly string[]>;
  readonly mtu: number;
  readonly mediaQos: number;
  readonly signallingQos: number;
  /** Paths of other locations. */
  readonly transcodingLocation?: string;
  readonly primaryOverflowLocation?: string;
  readonly secondaryOverflowLocation?: string;
  readonly localMssipDomain?: string;
  readonly useRelayCandidatesOnly?: boolean;
  readonly pinBruteForceResistance?: Override;
  readonly scanQuarantine?: Override;
  /** Paths of the servers and proxies that it names. */
  readonly services: Readonly<Record<string, string | readonly string[]>>;
}

/** What a location may name that has no construct of ours. */
export const LOCATION_RESOURCES = {
  teamsProxy: { to: "pexip_infinity_teams_proxy" },
  policyServer: { to: "pexip_infinity_policy_server" },
  eventSinks: { to: "pexip_infinity_event_sink", many: true },
} as const satisfies Readonly<Record<string, ReferenceSpec>>;

/** The locations that this one refers to. */
export interface LocationReferences {
  readonly transcodingLocation?: SystemLocationRecord;
  readonly primaryOverflowLocation?: SystemLocationRecord;
  readonly secondaryOverflowLocation?: SystemLocationRecord;
  readonly services?: Readonly<Record<string, string | readonly string[]>>;
}

/** Props of a location that name other constructs. */
export const LOCATION_REFERENCES: readonly string[] = ["managementNode", "transcodingLocation", "primaryOverflowLocation", "secondaryOverflowLocation", ...Object.keys(LOCATION_RESOURCES), ...Object.keys(LOCATION_SERVICES)];

/** @throws ValidationError with every problem of the location's props */
export function systemLocationRecord(place: Place, id: string, fields: SystemLocationFields, managementNode: ManagementNodeRecord, to: LocationReferences): SystemLocationRecord {
  const given = read<SystemLocationFields, Deferring>(systemLocationFields, fields, place, LOCATION_REFERENCES, { name: id });
  const manager = managementNode.origin === "managed" ? managementNode : { dnsServers: [], ntpServers: [] };
  return {
    kind: "systemLocation",
    path: place.path,
    origin: "managed",
    managementNode: managementNode.path,
    name: given.name ?? id,
    description: given.description,
    dnsServers: given.dnsServers ?? manager.dnsServers,
    ntpServers: given.ntpServers ?? manager.ntpServers,
    // Source of both defaults: pexip/infinity 40.0.0, system_location
    mtu: given.mtu ?? 1500,
    mediaQos: given.mediaQos ?? 0,
    signallingQos: given.signallingQos ?? 0,
    transcodingLocation: to.transcodingLocation?.path,
    primaryOverflowLocation: to.primaryOverflowLocation?.path,
    secondaryOverflowLocation: to.secondaryOverflowLocation?.path,
    localMssipDomain: given.localMssipDomain,
    useRelayCandidatesOnly: given.useRelayCandidatesOnly,
    pinBruteForceResistance: given.pinBruteForceResistance,
    scanQuarantine: given.scanQuarantine,
    services: to.services ?? {},
  };
}

/** @throws ValidationError with every problem of the props */
export function importedLocationRecord(place: Place, fields: ImportedLocationFields, managementNode: ManagementNodeRecord): SystemLocationRecord {
  const given = read(importedLocationFields, fields, place, ["managementNode"]);
  if (managementNode.mode === "api" && given.resourceId === undefined) {
    throw ValidationError.at(place.path, "resourceId is required in api mode: the number at the end of the location's address in the Administrator interface, because no data source finds it");
  }
  return {
    kind: "systemLocation",
    path: place.path,
    origin: "imported",
    managementNode: managementNode.path,
    name: given.name,
    resourceId: given.resourceId,
    dnsServers: [],
    ntpServers: [],
    mtu: 1500,
    mediaQos: 0,
    signallingQos: 0,
    services: {},
  };
}
