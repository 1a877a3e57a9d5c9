import type { CollectionTable } from "../collection-resource";
import { flag, kept, references, text, textOrNull, time, readOnly, whole, wholeOrNull, type Field } from "../fields";
import type { Fields } from "../table";
import { atLeast, atMost, between, ipAddress, oneOf } from "../validators";

// resource_infinity_*.go of pexip/infinity 40.0.0, and infinity-provider.md appendix A

const one = textOrNull();
const dscp = wholeOrNull({ default: 0, rules: between(0, 63) });
const globalOffOn = text({ default: "GLOBAL", rules: oneOf("GLOBAL", "OFF", "ON") });

const systemLocation: CollectionTable = {
  collection: "system_location",
  noun: "system location",
  title: "System Location",
  fields: {
    name: text({ rules: atMost(250) }),
    description: text({ default: "", rules: atMost(250) }),
    dns_servers: references("dns_server"),
    ntp_servers: references("ntp_server"),
    syslog_servers: references("syslog_server"),
    event_sinks: references("event_sink"),
    client_turn_servers: references("turn_server"),
    client_stun_servers: references("stun_server"),
    mtu: whole({ default: 1500, rules: between(512, 1500) }),
    media_qos: dscp,
    signalling_qos: dscp,
    h323_gatekeeper: one,
    snmp_network_management_system: one,
    sip_proxy: one,
    http_proxy: one,
    mssip_proxy: one,
    teams_proxy: one,
    turn_server: one,
    stun_server: one,
    use_relay_candidates_only: flag({ default: false }),
    transcoding_location: one,
    overflow_location1: one,
    overflow_location2: one,
    local_mssip_domain: text({ default: "", rules: atMost(255) }),
    policy_server: one,
    bdpm_pin_checks_enabled: globalOffOn,
    bdpm_scan_quarantine_enabled: globalOffOn,
    live_captions_dial_out_1: one,
    live_captions_dial_out_2: one,
    live_captions_dial_out_3: one,
  },
};

const staticRoute: CollectionTable = {
  collection: "static_route",
  noun: "static route",
  title: "Static Route",
  fields: {
    name: text({ rules: atMost(32) }),
    address: text({ rules: ipAddress }),
    // 0 cannot be set later: infinity-provider.md section 2.3, static_route
    prefix: whole({ rules: between(0, 32), emptyIsNotUpdated: true }),
    gateway: text({ rules: ipAddress }),
  },
};

const made: Field = readOnly(text());
const madeOrNull: Field = readOnly(textOrNull());

const readFromCertificate: Fields = {
  start_date: time,
  end_date: time,
  subject_name: made,
  subject_hash: made,
  raw_subject: made,
  issuer_name: made,
  issuer_hash: made,
  raw_issuer: made,
  serial_no: made,
  key_id: madeOrNull,
  issuer_key_id: madeOrNull,
  text: made,
};

const tlsCertificate: CollectionTable = {
  collection: "tls_certificate",
  noun: "TLS certificate",
  title: "TLS Certificate",
  // the API has no PUT for it: section 2.1
  updatedWith: "PATCH",
  fields: {
    certificate: text({ rules: atLeast(1) }),
    private_key: kept("", { rules: atLeast(1), emptyIsNotUpdated: true }),
    private_key_passphrase: kept("", { rules: atMost(100), emptyIsNotUpdated: true }),
    parameters: text({ rules: atMost(1000), emptyIsNotUpdated: true }),
    // always empty; a node names its certificate, not the reverse: section 2.3, tls_certificate
    nodes: { read: () => [] },
    subject_alt_names: made,
    ...readFromCertificate,
  },
};

const caCertificate: CollectionTable = {
  collection: "ca_certificate",
  noun: "CA certificate",
  title: "CA Certificate",
  updatedWith: "PATCH",
  fields: { certificate: text({ rules: atLeast(1) }), trusted_intermediate: flag({ default: false }), ...readFromCertificate },
};

/** Locations, routes and certificates. */
export const platform: readonly CollectionTable[] = [systemLocation, staticRoute, tlsCertificate, caCertificate];
