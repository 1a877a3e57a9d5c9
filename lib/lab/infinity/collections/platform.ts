import type { Collection, FieldErrors, StoredObject, Surroundings } from "../collection";
import { choice, flag, kept, made, many, name, needed, neededOne, one, password, text, textOf, whole, type FieldSpec, type JsonValue } from "../fields";
import { prefixLength } from "../../../validation/network";
import { CERTIFICATE_FIELDS, certificateValues, judgeCaCertificate, judgeTlsCertificate, subjectAltNames } from "../certificate-values";

type Values = Readonly<Record<string, JsonValue>>;

const description = text(250);
const ipv4 = (more: { readonly unique?: "exactly" } = {}): FieldSpec => text(15, { form: "ipv4", nullable: true, ...more });
const neededIpv4 = (more: { readonly unique?: "exactly" } = {}): FieldSpec => needed(15, { form: "ipv4", ...more });

/** What a node's entry and the Management Node's have in common. */
const snmp = {
  snmp_mode: choice(["DISABLED", "STANDARD", "AUTHPRIV"], "DISABLED"),
  snmp_community: text(16, { fallback: "public", secret: true }),
  snmp_username: text(100),
  snmp_authentication_password: password(100, { shortest: 8 }),
  snmp_privacy_password: password(100, { shortest: 8 }),
  snmp_system_contact: text(70, { fallback: "admin@domain.com" }),
  snmp_system_location: text(70, { fallback: "Virtual machine" }),
};

const systemLocation: Collection = {
  name: "system_location",
  title: "System location",
  fields: {
    name: name(),
    description,
    dns_servers: many("dns_server", "object"),
    ntp_servers: many("ntp_server", "object"),
    syslog_servers: many("syslog_server", "object"),
    event_sinks: many("event_sink", "object"),
    mtu: whole(512, 1500, 1500),
    h323_gatekeeper: one("h323_gatekeeper"),
    snmp_network_management_system: one("snmp_network_management_system"),
    sip_proxy: one("sip_proxy"),
    http_proxy: one("http_proxy"),
    mssip_proxy: one("mssip_proxy"),
    teams_proxy: one("teams_proxy"),
    turn_server: one("turn_server"),
    stun_server: one("stun_server"),
    client_turn_servers: many("turn_server", "uri"),
    client_stun_servers: many("stun_server", "uri"),
    use_relay_candidates_only: flag(false),
    media_qos: whole(0, 63, 0),
    signalling_qos: whole(0, 63, 0),
    transcoding_location: one("system_location"),
    overflow_location1: one("system_location"),
    overflow_location2: one("system_location"),
    local_mssip_domain: text(255),
    policy_server: one("policy_server"),
    bdpm_pin_checks_enabled: choice(["GLOBAL", "OFF", "ON"], "GLOBAL"),
    bdpm_scan_quarantine_enabled: choice(["GLOBAL", "OFF", "ON"], "GLOBAL"),
    live_captions_dial_out_1: one("system_location"),
    live_captions_dial_out_2: one("system_location"),
    live_captions_dial_out_3: one("system_location"),
  },
};

const workerVm: Collection = {
  name: "worker_vm",
  title: "Conferencing Node",
  fields: {
    name: name(32),
    description,
    hostname: needed(63),
    domain: needed(192),
    address: neededIpv4({ unique: "exactly" }),
    netmask: neededIpv4(),
    gateway: neededIpv4(),
    secondary_address: ipv4({ unique: "exactly" }),
    secondary_netmask: ipv4(),
    ipv6_address: text(250, { nullable: true, unique: "ignoring case" }),
    ipv6_gateway: text(250, { nullable: true }),
    static_nat_address: ipv4({ unique: "exactly" }),
    alternative_fqdn: text(255),
    // the only type that gives a configuration instead of an image (infinity-provider.md, section 3.3)
    deployment_type: choice(["MANUAL-PROVISION-ONLY"], "MANUAL-PROVISION-ONLY"),
    node_type: choice(["CONFERENCING", "PROXYING"], "CONFERENCING"),
    transcoding: made,
    cloud_bursting: kept(false),
    system_location: neededOne("system_location"),
    vm_cpu_count: whole(2, 128, 4),
    vm_system_memory: whole(2000, 64_000, 4096),
    password: password(250),
    maintenance_mode: flag(false),
    maintenance_mode_reason: text(250),
    media_priority_weight: { ...whole(0, 1_000_000, 0), nullable: true },
    enable_distributed_database: flag(true),
    enable_ssh: choice(["GLOBAL", "OFF", "ON"], "GLOBAL"),
    ssh_authorized_keys: many("ssh_authorized_key", "uri"),
    ssh_authorized_keys_use_cloud: flag(true),
    static_routes: many("static_route", "object"),
    tls_certificate: one("tls_certificate"),
    tls_client_certificate: one("tls_certificate"),
    ...snmp,
  },
  makes: ({ values }) => ({ transcoding: values.node_type === "CONFERENCING" }),
  judge: judgeNode,
};

/** Names, addresses and FQDNs belong to one node only, the Management Node included (docs.pexip.com, "Creating Conferencing Nodes"; guide page 11). */
function judgeNode(values: Values, around: Surroundings, before: StoredObject | undefined): FieldErrors {
  const errors: Record<string, string[]> = {};
  const taken = (field: string, title: string): void => void (errors[field] = [`Conferencing Node with this ${title} already exists.`]);
  const others = around.all("worker_vm").filter(({ uri }) => uri !== before?.uri);
  const managers = around.all("management_vm");
  for (const other of [...others, ...managers].map((object) => object.values)) {
    if (fqdn(other) === fqdn(values)) taken("hostname", "Hostname and Domain");
    if (values.address === other.address || values.address === other.secondary_address) taken("address", "IPv4 address");
    if (values.secondary_address !== null && (values.secondary_address === other.address || values.secondary_address === other.secondary_address)) taken("secondary_address", "Secondary interface IPv4 address");
  }
  if (managers.some(({ values: manager }) => manager.name === values.name)) taken("name", "Name");
  for (const field of ["netmask", "secondary_netmask"]) {
    if (typeof values[field] === "string" && prefixLength(values[field]) === undefined) errors[field] = ["Enter a valid network mask."];
  }
  // both must be given at initial deployment (docs.pexip.com, "Creating Conferencing Nodes")
  if ((values.secondary_address === null) !== (values.secondary_netmask === null)) errors.secondary_netmask = ["A secondary interface needs an address and a network mask."];
  return errors;
}

/** `oslo-1.example.com`, in lower case. */
export const fqdn = (values: Values): string => `${textOf(values.hostname)}.${textOf(values.domain)}`.toLowerCase();

const managementVm: Collection = {
  name: "management_vm",
  title: "Management Node",
  singleton: true,
  // ODA lists POST and DELETE as well, which make a secondary Management Node: not simulated
  methods: { list: ["GET"], detail: ["GET", "PATCH"] },
  fields: {
    name: needed(32),
    description,
    // set by the installation wizard alone (guide page 9)
    address: kept(""),
    netmask: kept(""),
    gateway: kept(""),
    hostname: kept(""),
    domain: kept(""),
    alternative_fqdn: text(255),
    ipv6_address: text(250, { nullable: true }),
    ipv6_gateway: text(250, { nullable: true }),
    mtu: whole(512, 1500, 1500),
    static_nat_address: ipv4(),
    dns_servers: many("dns_server", "object"),
    ntp_servers: many("ntp_server", "object"),
    syslog_servers: many("syslog_server", "object"),
    static_routes: many("static_route", "object"),
    event_sinks: many("event_sink", "object"),
    http_proxy: one("http_proxy"),
    tls_certificate: one("tls_certificate"),
    tls_client_certificate: one("tls_certificate"),
    enable_ssh: choice(["GLOBAL", "OFF", "ON"], "GLOBAL"),
    ssh_authorized_keys: many("ssh_authorized_key", "uri"),
    ssh_authorized_keys_use_cloud: flag(true),
    secondary_config_passphrase: text(100, { secret: true }),
    snmp_network_management_system: one("snmp_network_management_system"),
    initializing: kept(false),
    primary: kept(true),
    ...snmp,
  },
};

const tlsCertificate: Collection = {
  name: "tls_certificate",
  title: "TLS certificate",
  // ODA: DELETE, GET, PATCH for one; no PUT
  methods: { list: ["GET", "POST", "PATCH", "DELETE"], detail: ["GET", "PATCH", "DELETE"] },
  fields: { certificate: needed(1_000_000), private_key: needed(12_288, { writeOnly: true }), private_key_passphrase: password(100), parameters: text(1000), nodes: made, subject_alt_names: made, ...CERTIFICATE_FIELDS },
  makes: (object, around) => ({ ...certificateValues(object.values.certificate), subject_alt_names: subjectAltNames(object.values.certificate), nodes: nodesWith(object, around) }),
  judge: judgeTlsCertificate,
};

/** FQDNs of the nodes that show this certificate. Source: ODA, tls_certificate. */
function nodesWith({ uri }: StoredObject, around: Surroundings): readonly string[] {
  return [...around.all("management_vm"), ...around.all("worker_vm")].filter(({ values }) => values.tls_certificate === uri).map(({ values }) => fqdn(values));
}

const caCertificate: Collection = {
  name: "ca_certificate",
  title: "Trusted CA certificate",
  methods: { list: ["GET", "POST", "DELETE"], detail: ["GET", "PATCH", "DELETE"] },
  fields: { certificate: needed(1_000_000), trusted_intermediate: flag(false), ...CERTIFICATE_FIELDS },
  makes: ({ values }) => certificateValues(values.certificate),
  judge: judgeCaCertificate,
};

const sshAuthorizedKey: Collection = {
  name: "ssh_authorized_key",
  title: "SSH authorized key",
  fields: { keytype: needed(100), key: needed(8192), comment: needed(250), nodes: made },
  makes: ({ uri }, around) => ({
    nodes: [...around.all("management_vm"), ...around.all("worker_vm")].filter(({ values }) => (values.ssh_authorized_keys as readonly string[]).includes(uri)).map((node) => node.uri),
  }),
};

/** Locations, nodes, certificates. */
export const platform: readonly Collection[] = [systemLocation, workerVm, managementVm, tlsCertificate, caCertificate, sshAuthorizedKey];
