import { LOCATION_SERVICES, type SystemLocationFields, type SystemLocationRecord } from "../../../deployment/system-location";
import type { StaticRouteRecord, StaticRouteFields } from "../../../deployment/static-route";
import type { ManualEntry } from "../../manual-entry";
import type { SecretValues } from "../secret-values";
import { upperCase } from "./api-words";
import { as, fill, type Words } from "./form";
import { serverReferences } from "./server-references";
import type { ReferenceOf } from "./service-form";

export const locationWords: Words<SystemLocationFields> = {
  name: "name",
  description: "description",
  dnsServers: null,
  ntpServers: null,
  mtu: "mtu",
  mediaQos: "media_qos",
  signallingQos: "signalling_qos",
  localMssipDomain: "local_mssip_domain",
  useRelayCandidatesOnly: "use_relay_candidates_only",
  pinBruteForceResistance: as("bdpm_pin_checks_enabled", upperCase),
  scanQuarantine: as("bdpm_scan_quarantine_enabled", upperCase),
};

export const locationReferences = {
  syslogServers: "syslog_servers",
  sipProxy: "sip_proxy",
  h323Gatekeeper: "h323_gatekeeper",
  mssipProxy: "mssip_proxy",
  httpProxy: "http_proxy",
  turnServer: "turn_server",
  stunServer: "stun_server",
  clientTurnServers: "client_turn_servers",
  clientStunServers: "client_stun_servers",
  snmpNetworkManagementSystem: "snmp_network_management_system",
} as const satisfies Record<keyof typeof LOCATION_SERVICES, string>;

const otherLocations = { transcodingLocation: "transcoding_location", primaryOverflowLocation: "overflow_location1", secondaryOverflowLocation: "overflow_location2" } as const;

/** Of one that exists already no more than the name is known: in a lab somebody has entered that. */
export function locationEntry(location: SystemLocationRecord, referenceTo: ReferenceOf, secrets: SecretValues): ManualEntry {
  const { values } = fill(locationWords, location, location.path, secrets);
  const servers = serverReferences({ dns_servers: [location.dnsServers], ntp_servers: [location.ntpServers] });
  const services = Object.entries(locationReferences).flatMap(([key, field]) => {
    const paths = location.services[key];
    return paths === undefined ? [] : [[field, typeof paths === "string" ? referenceTo(paths) : paths.map(referenceTo)] as const];
  });
  const locations = Object.entries(otherLocations).flatMap(([key, field]) => {
    const path = location[key as keyof typeof otherLocations];
    return path === undefined ? [] : [[field, referenceTo(path)] as const];
  });
  const references = { ...servers.references, ...Object.fromEntries([...services, ...locations]) };
  return { id: location.path, collection: "system_location", title: location.name, values, references, unknown: servers.unknown, withoutUnknown: true };
}

export const staticRouteWords: Words<StaticRouteFields> = { name: "name", address: "address", prefix: "prefix", gateway: "gateway" };

export function staticRouteEntry(route: StaticRouteRecord, secrets: SecretValues): ManualEntry {
  return { id: route.path, collection: "static_route", title: route.name, ...fill(staticRouteWords, route, route.path, secrets) };
}
