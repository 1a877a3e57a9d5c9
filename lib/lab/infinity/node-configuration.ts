import { textOf } from "./fields";
import { createHash } from "node:crypto";
import type { StoredObject } from "./collection";
import { fqdn } from "./collections/platform";
import type { Store } from "./store";

/** A certificate and its key, as a server shows them. */
export interface ServedCertificate {
  readonly certificate: string;
  readonly privateKey: string;
  readonly passphrase?: string;
}

/** A service as a Conferencing Node knows it. */
export interface CallableService {
  readonly name: string;
  readonly serviceType: string;
  readonly callType: string;
  readonly aliases: readonly string[];
  readonly pin: string;
  readonly guestPin: string;
  readonly allowGuests: boolean;
}

/** A call routing rule, as far as a call through the client API meets it. */
export interface CallableRule {
  readonly match: string;
  readonly full: boolean;
}

/** What a Conferencing Node has of the platform's configuration, since it was last synchronized. */
export interface NodeConfiguration {
  readonly licensed: boolean;
  readonly clientApi: boolean;
  readonly maintenanceMode: boolean;
  readonly services: readonly CallableService[];
  readonly rules: readonly CallableRule[];
  /** Undefined while the node has none but its own. */
  readonly certificate?: ServedCertificate;
}

/** What this node is to know. */
export function configurationFor(entry: StoredObject, store: Store): NodeConfiguration {
  const global = store.all("global")[0]?.values;
  const aliases = new Map<string, string[]>();
  for (const { values } of store.all("conference_alias")) aliases.set(textOf(values.conference), [...(aliases.get(textOf(values.conference)) ?? []), textOf(values.alias)]);
  return {
    licensed: store.licensed,
    clientApi: global?.enable_application_api !== false && global?.enable_webrtc !== false,
    maintenanceMode: entry.values.maintenance_mode === true,
    services: store.all("conference").map((service) => ({
      name: textOf(service.values.name),
      serviceType: textOf(service.values.service_type),
      callType: textOf(service.values.call_type),
      aliases: aliases.get(service.uri) ?? [],
      pin: textOf(service.values.pin),
      guestPin: textOf(service.values.guest_pin),
      allowGuests: service.values.allow_guests === true,
    })),
    rules: store
      .all("gateway_routing_rule")
      .filter(({ values }) => values.enable === true && values.match_incoming_calls === true && values.match_incoming_webrtc === true)
      .map(({ values }) => ({ match: textOf(values.match_string), full: values.match_string_full === true })),
    certificate: certificateOf(entry, store),
  };
}

/** The certificate that is assigned to a node or to the Management Node. */
export function certificateOf(holder: StoredObject, store: Store): ServedCertificate | undefined {
  const assigned = typeof holder.values.tls_certificate === "string" ? store.find(holder.values.tls_certificate) : undefined;
  if (assigned === undefined) return undefined;
  const { certificate, private_key: key, private_key_passphrase: passphrase } = assigned.values;
  return { certificate: textOf(certificate), privateKey: textOf(key), ...(passphrase === "" ? {} : { passphrase: textOf(passphrase) }) };
}

/** Do a node and an entry mean the same? */
export const isSameNode = (entry: StoredObject, hostname: string, domain: string, address: string): boolean => fqdn(entry.values) === fqdn({ hostname, domain }) && entry.values.address === address;

/** Tells one configuration from another without holding it. */
export const fingerprintOf = (configuration: NodeConfiguration): string => createHash("sha256").update(JSON.stringify(configuration)).digest("hex");
