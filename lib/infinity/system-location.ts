import { PexipInfinitySystemLocation, type PexipInfinitySystemLocationConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-system-location";
import { type TerraformMetaArguments, TerraformStack, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import {
  type ImportedLocationFields,
  importedLocationFields,
  importedLocationRecord,
  LOCATION_REFERENCES,
  LOCATION_RESOURCES,
  LOCATION_SERVICES,
  systemLocationFields,
  type SystemLocationFields,
  type SystemLocationRecord,
  systemLocationRecord,
} from "../deployment/system-location";
import { ServerKind } from "../deployment/management-node";
import { addLateEdges, addressOf } from "../terraform/edges";
import { lateId } from "../terraform/late-attribute";
import { literal } from "../terraform/literal";
import { placeOf } from "../terraform/place";
import { References } from "../terraform/references";
import { Registry, stackOf } from "../terraform/registry";
import { waitFor } from "../terraform/stack-dependency";
import { read } from "../validation/schema";
import { ValidationError } from "../validation/validation-error";
import { type IManagementNode, ManagementNode, stackBuilding } from "./management-node";
import { closesCircle, createOverflowStep, type OverflowAttribute } from "./overflow";
import { connectionOf, type PlatformConnection } from "./platform-connection";
import type { IPlatformObject } from "./platform-object";

/** A resource of `cdktf-pexip-hyperv/provider-pexip`, for what has no construct of its own. */
export interface IPexipResource extends IConstruct {
  readonly id: string;
}

/** Props of a SystemLocation. */
export interface SystemLocationProps extends SystemLocationFields {
  readonly managementNode: IManagementNode;
  /** Where the media of its proxying nodes is processed. @default - none; a location of proxying nodes needs one */
  readonly transcodingLocation?: ISystemLocation;
  /** Takes media when this location, or its transcoding location, is full. @default - none */
  readonly primaryOverflowLocation?: ISystemLocation;
  /** Takes media when the primary overflow location is full too. @default - none */
  readonly secondaryOverflowLocation?: ISystemLocation;
  /** Syslog servers of its nodes. @default - none */
  readonly syslogServers?: readonly IPlatformObject[];
  /** @default - calls go out by DNS */
  readonly sipProxy?: IPlatformObject;
  /** @default - none */
  readonly h323Gatekeeper?: IPlatformObject;
  /** @default - none */
  readonly mssipProxy?: IPlatformObject;
  /** For outbound web requests of its nodes. @default - none */
  readonly httpProxy?: IPlatformObject;
  /** Relays media of its nodes. @default - none */
  readonly turnServer?: IPlatformObject;
  /** Tells its nodes their public address. @default - none */
  readonly stunServer?: IPlatformObject;
  /** TURN servers that clients are told of. @default - none */
  readonly clientTurnServers?: readonly IPlatformObject[];
  /** STUN servers that clients are told of. @default - none */
  readonly clientStunServers?: readonly IPlatformObject[];
  /** @default - none */
  readonly snmpNetworkManagementSystem?: IPlatformObject;
  /** A `PexipInfinityTeamsProxy`. @default - none */
  readonly teamsProxy?: IPexipResource;
  /** A `PexipInfinityPolicyServer`. @default - none */
  readonly policyServer?: IPexipResource;
  /** `PexipInfinityEventSink`s. @default - none */
  readonly eventSinks?: readonly IPexipResource[];
}

/** What names a location that exists already. */
export interface ExistingLocationProps extends ImportedLocationFields {
  readonly managementNode: IManagementNode;
}

/** A system location. */
export interface ISystemLocation extends IConstruct {
  readonly locationName: string;
  readonly managementNode: IManagementNode;
}

type Attribute = Exclude<keyof PexipInfinitySystemLocationConfig, keyof TerraformMetaArguments>;

type Written =
  | keyof typeof LOCATION_SERVICES
  | "name" | "description" | "dnsServers" | "ntpServers" | "mtu" | "mediaQos" | "signallingQos" | "transcodingLocation" | "overflowLocation1" | "overflowLocation2"
  | "localMssipDomain" | "useRelayCandidatesOnly" | "bdpmPinChecksEnabled" | "bdpmScanQuarantineEnabled" | "teamsProxy" | "policyServer" | "eventSinks"; // prettier-ignore

/** An attribute of a newer provider that stands nowhere here does not compile. */
export const NOT_OFFERED: Readonly<Record<Exclude<Attribute, Written>, string>> = {
  liveCaptionsDialOut1: "live captions need a service of Pexip's own; the generated class has it",
  liveCaptionsDialOut2: "as liveCaptionsDialOut1",
  liveCaptionsDialOut3: "as liveCaptionsDialOut1",
};

/**
 * A system location (guide page 11, Platform > Locations): what its nodes share. In api mode it is made on the Management Node; in runbook mode a person makes it.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class SystemLocation extends Construct implements ISystemLocation {
  /** A location that exists on the Management Node already. */
  public static fromAttributes(scope: Construct, id: string, props: ExistingLocationProps): ISystemLocation {
    return new ImportedLocation(scope, id, props);
  }

  public readonly locationName: string;
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: SystemLocationProps) {
    const place = placeOf(scope, id);
    const stack = stackOf(scope, place.path);
    const references = new References(scope, place);
    const managementNode = references.required("managementNode", props?.managementNode, "managementNode");
    const services: Record<string, string | readonly string[]> = {};
    for (const [key, spec] of Object.entries(LOCATION_SERVICES)) {
      const given = props?.[key as keyof typeof LOCATION_SERVICES];
      if (given === undefined) continue;
      const found = "many" in spec ? references.listOfSpec(key, given, spec) : references.ofSpec(key, given, spec)?.path;
      if (found !== undefined) services[key] = found;
    }
    for (const [key, spec] of Object.entries(LOCATION_RESOURCES)) {
      const given = props?.[key as keyof typeof LOCATION_RESOURCES];
      if (given === undefined) continue;
      if ("many" in spec) references.listOfSpec(key, given, spec);
      else references.ofSpec(key, given, spec);
    }
    const to = {
      transcodingLocation: references.optional("transcodingLocation", props?.transcodingLocation, "systemLocation"),
      primaryOverflowLocation: references.optional("primaryOverflowLocation", props?.primaryOverflowLocation, "systemLocation"),
      secondaryOverflowLocation: references.optional("secondaryOverflowLocation", props?.secondaryOverflowLocation, "systemLocation"),
      services,
    };
    references.settle(() => read(systemLocationFields, props, place, LOCATION_REFERENCES));
    const record = systemLocationRecord(place, id, props, managementNode!, to);
    waitFor(stack, stackBuilding(props.managementNode) ?? stack, place.path, `its Management Node ${managementNode!.path}`);
    if (managementNode!.mode === "api") {
      const named = [props.transcodingLocation, props.primaryOverflowLocation, props.secondaryOverflowLocation].filter((one) => one !== undefined);
      for (const location of named) waitFor(stack, TerraformStack.of(location), place.path, `the location ${location.node.path}, which it names,`);
    }
    super(scope, id);
    this.locationName = record.name;
    this.managementNode = props.managementNode;
    const registry = Registry.of(this);
    registry.add(this, record);
    const connection = connectionOf(props.managementNode);
    if (!connection.isApi) return;
    const resource = new PexipInfinitySystemLocation(this, "Resource", { provider: connection.providerIn(this), ...attributes(this, registry, connection, record, props) });
    this.node.defaultChild = resource;
    const gate = connection.gateIn(this);
    if (gate !== undefined) addLateEdges(resource, () => ({ dependsOn: [addressOf(gate)] }));
    registry.addUri(this, lateId(resource));
  }

  /**
   * Names overflow locations after both exist, as two locations that overflow to each other need. An edge that would close a circle,
   * which Terraform refuses, is written by a step of its own after both locations.
   *
   * @throws ValidationError when a location is none, or when this one has such an overflow location already
   */
  public overflowTo(to: { readonly primary?: ISystemLocation; readonly secondary?: ISystemLocation }): void {
    this.overflow("primaryOverflowLocation", "overflow_location1", to.primary);
    this.overflow("secondaryOverflowLocation", "overflow_location2", to.secondary);
  }

  private overflow(key: "primaryOverflowLocation" | "secondaryOverflowLocation", attribute: OverflowAttribute, location: ISystemLocation | undefined): void {
    if (location === undefined) return;
    const registry = Registry.of(this);
    const path = this.node.path;
    const references = new References(this, { path, isToken: Token.isUnresolved });
    const target = references.required(key, location, "systemLocation");
    references.settle(() => undefined);
    const record = registry.record(this, "systemLocation")!;
    if (record[key] !== undefined) throw ValidationError.at(path, `${key} is ${record[key]} already`);
    if (connectionOf(this.managementNode).isApi) waitFor(TerraformStack.of(this), TerraformStack.of(location), path, `the location ${target!.path}, which it names,`);
    const circle = closesCircle(registry.recordsOf("systemLocation"), record, target!);
    registry.add(this, { ...record, [key]: target!.path });
    const resource = this.node.defaultChild as PexipInfinitySystemLocation | undefined;
    if (resource === undefined) return;
    const uri = registry.uri(location)!;
    if (circle) createOverflowStep(this, resource, attribute, uri, connectionOf(this.managementNode));
    else if (attribute === "overflow_location1") resource.overflowLocation1 = uri;
    else resource.overflowLocation2 = uri;
  }
}

class ImportedLocation extends Construct implements ISystemLocation {
  public readonly locationName: string;
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: ExistingLocationProps) {
    const place = placeOf(scope, id);
    stackOf(scope, place.path);
    const references = new References(scope, place);
    const managementNode = references.required("managementNode", props?.managementNode, "managementNode");
    references.settle(() => read(importedLocationFields, props, place, ["managementNode"]));
    const record = importedLocationRecord(place, props, managementNode!);
    super(scope, id);
    this.locationName = record.name;
    this.managementNode = props.managementNode;
    const registry = Registry.of(this);
    registry.add(this, record);
    if (record.resourceId !== undefined) registry.addUri(this, `/api/admin/configuration/v1/system_location/${record.resourceId}/`);
  }
}

/** What is unset is left out: the provider reads an empty list back as unset and then calls its own result inconsistent. */
function attributes(construct: Construct, registry: Registry, connection: PlatformConnection, record: SystemLocationRecord, props: SystemLocationProps) {
  const uriOf = (one: IConstruct | undefined): string | undefined => (one === undefined ? undefined : registry.uri(one));
  const urisOf = (list: readonly IConstruct[] | undefined): string[] | undefined => (list === undefined || list.length === 0 ? undefined : list.map((one) => registry.uri(one)!));
  const servers = (kind: ServerKind, key: "dnsServers" | "ntpServers"): string[] | undefined => {
    const given = props[key] ?? (props.managementNode instanceof ManagementNode ? props.managementNode[key] : []);
    if (Token.isUnresolved(given)) throw ValidationError.at(record.path, `${key} must be a list whose length is known in api mode; its entries may be Terraform values`);
    return given.length === 0 ? undefined : connection.serverUris(kind, given, construct);
  };
  return {
    name: literal(record.name),
    description: record.description === undefined ? undefined : literal(record.description),
    dnsServers: servers(ServerKind.DNS, "dnsServers"),
    ntpServers: servers(ServerKind.NTP, "ntpServers"),
    mtu: record.mtu,
    mediaQos: record.mediaQos,
    signallingQos: record.signallingQos,
    transcodingLocation: uriOf(props.transcodingLocation),
    overflowLocation1: uriOf(props.primaryOverflowLocation),
    overflowLocation2: uriOf(props.secondaryOverflowLocation),
    localMssipDomain: record.localMssipDomain,
    useRelayCandidatesOnly: record.useRelayCandidatesOnly,
    bdpmPinChecksEnabled: record.pinBruteForceResistance?.toUpperCase(),
    bdpmScanQuarantineEnabled: record.scanQuarantine?.toUpperCase(),
    syslogServers: urisOf(props.syslogServers),
    sipProxy: uriOf(props.sipProxy),
    h323Gatekeeper: uriOf(props.h323Gatekeeper),
    mssipProxy: uriOf(props.mssipProxy),
    httpProxy: uriOf(props.httpProxy),
    turnServer: uriOf(props.turnServer),
    stunServer: uriOf(props.stunServer),
    clientTurnServers: urisOf(props.clientTurnServers),
    clientStunServers: urisOf(props.clientStunServers),
    snmpNetworkManagementSystem: uriOf(props.snmpNetworkManagementSystem),
    teamsProxy: uriOf(props.teamsProxy),
    policyServer: uriOf(props.policyServer),
    eventSinks: urisOf(props.eventSinks),
  };
}
