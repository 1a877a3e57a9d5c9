import type { Collection } from "../collection";
import { choice, flag, kept, name, needed, neededOne, neededWhole, password, text, unmodelledList, whole, type FieldSpec } from "../fields";

const description = text(250);
const address = needed(255, { form: "address or name" });
const port = (fallback: number): FieldSpec => whole(1, 65_535, fallback);
/** Blank, so null, means that DNS SRV records are looked up (docs.pexip.com, "About SIP proxies"). */
const portOrSrv = (fallback: number): FieldSpec => ({ ...port(fallback), nullable: true });
const username = text(100);

/** Servers that locations, nodes and rules refer to. Names are used once in each collection (unverified where no comment says more). */
export const servers: readonly Collection[] = [
  // one address twice is refused: FAQ of pexip/infinity 40.0.0; IPv4 only: docs.pexip.com, "Enabling DNS"
  { name: "dns_server", title: "DNS server", fields: { address: needed(15, { form: "ipv4", unique: "exactly" }), description } },
  { name: "ntp_server", title: "NTP server", fields: { address: needed(255, { form: "address or name", unique: "ignoring case" }), description: text(255), key: password(250), key_id: whole(1, 65_535, null) } },
  {
    name: "syslog_server",
    title: "Syslog server",
    fields: {
      address,
      description,
      port: port(514),
      transport: choice(["udp", "tcp", "tls"], "udp"),
      audit_log: flag(false),
      support_log: flag(false),
      syslog_log: flag(false),
      web_log: flag(false),
      proto_format: choice(["pexip", "rfc3164", "rfc5424"], "rfc3164"),
    },
    uniqueTogether: ["address", "port", "transport"],
  },
  { name: "stun_server", title: "STUN server", fields: { name: name(), description, address, port: port(3478) } },
  {
    name: "turn_server",
    title: "TURN server",
    fields: {
      name: name(),
      description,
      address,
      port: port(3478),
      server_type: choice(["namepsw", "coturn_shared"], "namepsw"),
      transport_type: choice(["udp", "tcp", "tls"], "udp"),
      username,
      password: password(100),
      secret_key: password(256),
    },
  },
  { name: "sip_proxy", title: "SIP proxy", fields: { name: name(), description, address, port: portOrSrv(5061), transport: choice(["tcp", "udp", "tls"], "tls") } },
  { name: "h323_gatekeeper", title: "H.323 gatekeeper", fields: { name: name(), description, address, port: portOrSrv(1719) } },
  { name: "mssip_proxy", title: "Skype for Business server", fields: { name: name(), description, address, port: portOrSrv(5061), transport: choice(["tcp", "tls"], "tls") } },
  {
    name: "teams_proxy",
    title: "Microsoft Teams Connector",
    fields: {
      name: name(),
      description,
      address,
      port: port(443),
      azure_tenant: neededOne("azure_tenant"),
      eventhub_id: kept(null),
      min_number_of_instances: whole(1, 1_000, 1),
      notifications_enabled: flag(false),
      notifications_queue: password(250, { nullable: true }),
    },
  },
  { name: "azure_tenant", title: "Azure tenant", fields: { name: name(100), description: text(500), tenant_id: needed(100) } },
  { name: "snmp_network_management_system", title: "SNMP NMS", fields: { name: name(), description: text(500), address, port: port(161), snmp_trap_community: text(16, { fallback: "public", secret: true }) } },
  {
    name: "smtp_server",
    title: "SMTP server",
    fields: { name: name(), description, address, port: port(587), username, password: password(100), from_email_address: needed(100, { form: "email" }), connection_security: choice(["NONE", "STARTTLS"], "NONE") },
  },
  { name: "http_proxy", title: "Web proxy", fields: { name: name(), address, port: port(8080), protocol: choice(["http"], "http"), username, password: password(100) } },
  {
    name: "policy_server",
    title: "Policy profile",
    fields: {
      name: name(),
      description,
      url: text(255),
      username,
      password: password(100),
      enable_service_lookup: flag(false),
      enable_participant_lookup: flag(false),
      enable_registration_lookup: flag(false),
      enable_directory_lookup: flag(false),
      enable_avatar_lookup: flag(false),
      enable_media_location_lookup: flag(false),
      enable_internal_service_policy: flag(false),
      enable_internal_participant_policy: flag(false),
      enable_internal_media_location_policy: flag(false),
      prefer_local_avatar_configuration: flag(false),
      internal_service_policy_template: text(49_152),
      internal_participant_policy_template: text(49_152),
      internal_media_location_policy_template: text(49_152),
    },
  },
  {
    name: "event_sink",
    title: "Event sink",
    fields: {
      name: name(),
      description,
      url: needed(500),
      username,
      password: password(100),
      bulk_support: flag(false),
      verify_tls_certificate: flag(false),
      version: whole(1, 1_000, 1),
      filter_events: flag(false),
      events: unmodelledList("filters of event sinks"),
    },
  },
  {
    name: "static_route",
    title: "Static route",
    fields: { name: name(32), address: needed(15, { form: "ipv4" }), prefix: neededWhole(0, 32), gateway: needed(15, { form: "ipv4" }) },
  },
  { name: "gms_access_token", title: "Google Meet access token", fields: { name: name(), token: password(100, { nullable: true }) } },
];
