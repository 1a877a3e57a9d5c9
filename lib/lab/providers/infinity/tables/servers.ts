import type { CollectionTable } from "../collection-resource";
import { type Field, flag, kept, plainReferences, readOnly, text, textOrNull, whole, wholeOrNull } from "../fields";
import { atLeast, atMost, between, email, ipAddress, noLessThan, oneOf } from "../validators";

// resource_infinity_*.go of pexip/infinity 40.0.0, and infinity-provider.md appendix A

const name = text({ rules: atMost(250) });
const neededName = text({ rules: [atLeast(1), atMost(250)] });
const description = text({ default: "", rules: atMost(250) });
/** Computed without a default: an update that does not say it clears it. */
const clearedDescription = text({ rules: atMost(250) });
const address = text({ rules: atMost(255) });
const username = text({ default: "", rules: atMost(100) });
/** Not read back: infinity-provider.md section 2.3, "Secrets not returned". */
const password = kept("", { default: "", rules: atMost(100) });

const port = (otherwise: number): Field => whole({ default: otherwise, rules: between(1, 65_535) });
/** Null in the API means DNS SRV; with a default, the provider cannot say that (section 2.3, sip_proxy). */
const portOrSrv = (otherwise: number): Field => wholeOrNull({ default: otherwise, rules: between(1, 65_535) });

/** What locations, nodes and rules refer to. */
export const servers: readonly CollectionTable[] = [
  {
    collection: "dns_server",
    noun: "DNS server",
    title: "DNS Server",
    deletedNoun: "DNS Server",
    deletionTextHasNumber: true,
    fields: { address: text({ rules: ipAddress }), description },
  },
  {
    collection: "ntp_server",
    noun: "NTP server",
    title: "NTP Server",
    deletionTextHasNumber: true,
    fields: { address, description: text({ default: "", rules: atMost(255) }) },
  },
  {
    collection: "syslog_server",
    noun: "syslog server",
    title: "Syslog Server",
    updateTextIsShort: true,
    fields: {
      address,
      description,
      port: port(514),
      transport: text({ default: "udp", rules: oneOf("udp", "tcp", "tls") }),
      audit_log: flag({ default: false }),
      support_log: flag({ default: false }),
      web_log: flag({ default: false }),
    },
  },
  { collection: "stun_server", noun: "STUN server", title: "STUN Server", fields: { name, description, address, port: port(3478) } },
  {
    collection: "turn_server",
    noun: "TURN server",
    title: "TURN Server",
    fields: {
      name,
      description,
      address,
      port: portOrSrv(3478),
      server_type: text({ default: "namepsw", rules: oneOf("namepsw", "coturn_shared") }),
      transport_type: text({ default: "udp", rules: oneOf("udp", "tcp", "tls") }),
      username,
      password,
      secret_key: kept("", { default: "", rules: atMost(256) }),
    },
  },
  {
    collection: "sip_proxy",
    noun: "SIP proxy",
    title: "SIP Proxy",
    fields: { name, description: clearedDescription, address, port: portOrSrv(5061), transport: text({ default: "tls", rules: oneOf("tcp", "udp", "tls") }) },
  },
  {
    collection: "h323_gatekeeper",
    noun: "H.323 gatekeeper",
    title: "H.323 Gatekeeper",
    updateTextIsShort: true,
    fields: { name: neededName, description, address, port: portOrSrv(1719) },
  },
  {
    collection: "mssip_proxy",
    noun: "MSSIP proxy",
    title: "MSSIP Proxy",
    fields: { name, description, address, port: portOrSrv(5061), transport: text({ default: "tls", rules: oneOf("tcp", "tls") }) },
  },
  {
    collection: "teams_proxy",
    noun: "Teams proxy",
    title: "Teams Proxy",
    fields: {
      name,
      description,
      address,
      port: port(443),
      azure_tenant: text({ rules: atMost(255) }),
      eventhub_id: readOnly(textOrNull()),
      min_number_of_instances: whole({ default: 1, rules: noLessThan(0) }),
      notifications_enabled: flag({ default: false }),
      notifications_queue: kept(""),
    },
  },
  {
    collection: "azure_tenant",
    noun: "Azure tenant",
    title: "Azure Tenant",
    updateTextIsShort: true,
    fields: { name: text({ rules: [atLeast(1), atMost(100)] }), description: text({ default: "", rules: atMost(500) }), tenant_id: text({ rules: [atLeast(1), atMost(100)] }) },
  },
  // written as null and read as "": a token that is left out is an inconsistent result (resource_infinity_gms_access_token.go, read)
  { collection: "gms_access_token", noun: "GMS access token", title: "GMS Access Token", fields: { name: neededName, token: kept("", { rules: atMost(100), emptyIsNotUpdated: true }) } },
  {
    collection: "snmp_network_management_system",
    noun: "SNMP network management system",
    title: "SNMP Network Management System",
    updateTextIsShort: true,
    fields: { name: neededName, description: text({ rules: atMost(500) }), address, port: port(161), snmp_trap_community: text({ default: "public", rules: atMost(16) }) },
  },
  {
    collection: "smtp_server",
    noun: "SMTP server",
    title: "SMTP Server",
    updateTextIsShort: true,
    fields: {
      name: neededName,
      description,
      address: text({ rules: [atLeast(1), atMost(255)] }),
      port: port(587),
      username,
      password,
      from_email_address: text({ rules: [email, atMost(100)] }),
      connection_security: text({ default: "NONE", rules: oneOf("NONE", "STARTTLS") }),
    },
  },
  {
    collection: "http_proxy",
    noun: "HTTP proxy",
    title: "HTTP Proxy",
    fields: { name, address, port: portOrSrv(8080), protocol: text({ default: "http", rules: oneOf("http") }), username, password },
  },
  {
    collection: "policy_server",
    noun: "policy server",
    title: "Policy Server",
    fields: {
      name,
      description,
      url: text({ default: "", rules: atMost(255) }),
      username,
      password,
      ...Object.fromEntries(
        [
          "enable_service_lookup",
          "enable_participant_lookup",
          "enable_registration_lookup",
          "enable_directory_lookup",
          "enable_avatar_lookup",
          "enable_media_location_lookup",
          "enable_internal_service_policy",
          "enable_internal_participant_policy",
          "enable_internal_media_location_policy",
          "prefer_local_avatar_configuration",
        ].map((policy) => [policy, flag({ default: false })]),
      ),
      internal_service_policy_template: text({ default: "", rules: atMost(49_152) }),
      internal_participant_policy_template: text({ default: "", rules: atMost(49_152) }),
      internal_media_location_policy_template: text({ default: "", rules: atMost(49_152) }),
    },
  },
  {
    collection: "event_sink",
    noun: "event sink",
    title: "Event Sink",
    fields: {
      name,
      description: textOrNull({ default: "", rules: atMost(250) }),
      url: text({ rules: atMost(500) }),
      username: textOrNull({ default: "", rules: atMost(100) }),
      password,
      bulk_support: flag({ default: false }),
      verify_tls_certificate: flag({ default: false }),
      version: whole({ default: 1, rules: noLessThan(1) }),
    },
  },
  {
    collection: "ssh_authorized_key",
    noun: "SSH authorized key",
    title: "SSH Authorized Key",
    fields: {
      keytype: text(),
      key: text({ rules: atLeast(1) }),
      comment: text({ rules: atMost(250) }),
      nodes: plainReferences("worker_vm", { emptyIsNotUpdated: true }),
    },
  },
];
