import type { ServiceKind, ServiceRecord } from "../../../lib/deployment/service";

/** The API's word for each thing that the examples say of a service: deliberately a table of its own, not the one of the constructs or of the lab. */
interface Form {
  readonly collection: string;
  readonly words: Readonly<Record<string, string>>;
  readonly references?: Readonly<Record<string, string>>;
  readonly always?: Readonly<Record<string, unknown>>;
}

const ROOM = { name: "name", pin: "pin", guestPin: "guest_pin", allowGuests: "allow_guests", muteAllGuests: "mute_all_guests", primaryOwnerEmailAddress: "primary_owner_email_address" };

export const SNMP = {
  community: "snmp_community",
  username: "snmp_username",
  authenticationPassword: "snmp_authentication_password",
  privacyPassword: "snmp_privacy_password",
  systemContact: "snmp_system_contact",
  systemLocation: "snmp_system_location",
};

const FORMS: Partial<Readonly<Record<ServiceKind, Form>>> = {
  automaticBackup: {
    collection: "autobackup",
    words: { enabled: "autobackup_enabled", startHourUtc: "autobackup_start_hour", passphrase: "autobackup_passphrase", uploadUrl: "autobackup_upload_url", uploadUsername: "autobackup_upload_username", uploadPassword: "autobackup_upload_password" },
  },
  callRoutingRule: {
    collection: "gateway_routing_rule",
    words: { name: "name", priority: "priority", matchString: "match_string", replaceString: "replace_string", matchOutgoingCalls: "match_outgoing_calls" },
    references: { outgoingLocation: "outgoing_location", sipProxy: "sip_proxy" },
  },
  globalSettings: {
    collection: "global",
    words: {
      incidentReporting: "error_reporting_enabled",
      usageStatistics: "enable_analytics",
      contactEmail: "contact_email_address",
      enableH323: "enable_h323",
      enableSsh: "enable_ssh",
      minimumPinLength: "min_pin_length",
      logonBanner: "logon_banner",
    },
  },
  licence: { collection: "licence", words: { entitlementId: "entitlement_id" } },
  managementNodeSettings: {
    collection: "management_vm",
    words: { name: "name" },
    references: { tlsCertificate: "tls_certificate", syslogServers: "syslog_servers", snmpNetworkManagementSystem: "snmp_network_management_system" },
  },
  sipProxy: { collection: "sip_proxy", words: { name: "name", address: "address" } },
  snmpNetworkManagementSystem: { collection: "snmp_network_management_system", words: { name: "name", address: "address", port: "port", snmpTrapCommunity: "snmp_trap_community" } },
  syslogServer: { collection: "syslog_server", words: { address: "address", port: "port", transport: "transport", auditLog: "audit_log", supportLog: "support_log" } },
  virtualAuditorium: { collection: "conference", words: ROOM, always: { service_type: "lecture" } },
  virtualMeetingRoom: { collection: "conference", words: ROOM, always: { service_type: "conference" } },
  webappBranding: { collection: "webapp_branding", words: { name: "name", webappType: "webapp_type" } },
};

/** What stands elsewhere: in an object of its own, in a file, or only in the program. */
const ELSEWHERE = ["aliases", "brandingFile", "resetsEverythingNotNamed", "snmp", "dnsServers", "ntpServers"];

/**
 * What one service comes to on the Management Node.
 *
 * @param nameOf the path of something in the model, as a reference is shown
 * @throws Error when the deployment says something that stands in no table here
 */
export function expectedService({ service, values, references }: ServiceRecord, nameOf: (path: string) => string): { readonly collection: string; readonly values: Readonly<Record<string, unknown>> } {
  const form = FORMS[service];
  if (form === undefined) throw new Error(`world-services.ts has no form for ${service}`);
  const said = Object.entries(values).filter(([key]) => !ELSEWHERE.includes(key)).map(([key, value]) => [wordIn(form.words, key, service), secretless(value)]);
  const named = Object.entries(references).map(([key, paths]) => [wordIn(form.references ?? {}, key, service), typeof paths === "string" ? nameOf(paths) : paths.map(nameOf).sort()]);
  return { collection: form.collection, values: { ...form.always, ...Object.fromEntries([...said, ...named]) } };
}

/** Values of the SNMP part of a form. */
export function expectedSnmp(snmp: object | undefined): Readonly<Record<string, unknown>> {
  if (snmp === undefined) return {};
  const { mode, ...others } = snmp as Readonly<Record<string, unknown>>;
  return { snmp_mode: String(mode).toUpperCase(), ...Object.fromEntries(Object.entries(others).flatMap(([key, value]) => (value === undefined ? [] : [[wordIn(SNMP, key, "snmp"), secretless(value)]]))) };
}

/** A dump shows of a secret only that there is one. */
export const secretless = (value: unknown): unknown => (typeof value === "object" && value !== null && "variable" in value ? "(set)" : value);

function wordIn(words: Readonly<Record<string, string>>, key: string, of: string): string {
  if (words[key] === undefined) throw new Error(`world-services.ts has no word for ${key} of ${of}`);
  return words[key];
}
