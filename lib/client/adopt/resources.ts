/** How the objects of one kind of resource are told apart, and what an import of one does. */
export interface AdoptableResource {
  /** In `/api/admin/configuration/v1/<collection>/`. */
  readonly collection: string;
  /** There is one of it. */
  readonly singleton?: true;
  /** Attributes that identify an object together: the first of these that fits decides. None: nothing in the API tells two apart. */
  readonly keys: readonly (readonly string[])[];
  /** What the import takes. @default id, the bare number (infinity-provider.md, section 2.4) */
  readonly importId?: string;
  /** What an import puts in the place of attributes that the provider cannot read back, so that the next plan writes them. */
  readonly lost?: Readonly<Record<string, "" | 0 | null>>;
  /** Attributes of which a change means delete and create. */
  readonly replacedBy?: readonly string[];
  /** Attributes that any update empties when the configuration does not name them, although no plan says so. */
  readonly emptiedByUpdate?: readonly string[];
  /** Attributes that the API calls otherwise. */
  readonly apiNames?: Readonly<Record<string, string>>;
  /** Numbers of objects that the Management Node makes for itself. */
  readonly builtIn?: readonly number[];
  /** Objects that nobody declares are told of, also when the program declares nothing of this kind. */
  readonly watched?: true;
}

const named = (collection: string, more: Partial<AdoptableResource> = {}): AdoptableResource => ({ collection, keys: [["name"]], ...more });
/** Servers have a name; without one of that name, the address tells. */
const server = (collection: string, more: Partial<AdoptableResource> = {}): AdoptableResource => ({ collection, keys: [["name"], ["address", "port"]], watched: true, ...more });
const empty = (...attributes: readonly string[]): Readonly<Record<string, "">> => Object.fromEntries(attributes.map((attribute) => [attribute, ""]));
const single = (collection: string, more: Partial<AdoptableResource> = {}): AdoptableResource => ({ collection, singleton: true, keys: [], ...more });

/**
 * The resources of pexip/infinity by type, without `pexip_infinity_`.
 *
 * Sources: collections from the provider's SDK v40.0.0 (config/*.go); `lost` and `replacedBy` from read(), ImportState() and RequiresReplace() of the provider's v40.0.0;
 * `emptiedByUpdate` from infinity-provider.md, section 2.3; `builtIn` from section 6 there ("Seed"), whose numbers are unverified. The keys are what the API wants unique, as far
 * as that is documented (DNS server: the provider's FAQ; nodes: docs.pexip.com, "Creating Conferencing Nodes"; aliases: pexip-domain.md); for the others it is unverified, and
 * two that are alike are called ambiguous.
 */
const TABLE: Readonly<Record<string, AdoptableResource>> = {
  adfs_auth_server: named("adfs_auth_server"),
  authentication: single("authentication", { lost: empty("ldap_bind_password", "oidc_client_secret", "oidc_private_key") }),
  autobackup: single("autobackup", { lost: empty("autobackup_passphrase", "autobackup_upload_password") }),
  automatic_participant: { collection: "automatic_participant", keys: [["alias"]] },
  azure_tenant: named("azure_tenant", { keys: [["name"], ["tenant_id"]] }),
  break_in_allow_list_address: named("break_in_allow_list_address", { keys: [["name"], ["address", "prefix"]] }),
  ca_certificate: { collection: "ca_certificate", keys: [["certificate"]], watched: true },
  conference: named("conference", { keys: [["name"], ["aliases"]], watched: true }),
  conference_alias: { collection: "conference_alias", keys: [["alias"]] },
  device: { collection: "device", keys: [["alias"]], lost: empty("password"), watched: true },
  diagnostic_graph: { collection: "diagnostic_graphs", keys: [["title"]] },
  dns_server: { collection: "dns_server", keys: [["address"]], watched: true },
  end_user: { collection: "end_user", keys: [["primary_email_address"]] },
  event_sink: named("event_sink", { keys: [["name"], ["url"]], lost: empty("password") }),
  external_webapp_host: { collection: "external_webapp_host", keys: [["address"]] },
  gateway_routing_rule: named("gateway_routing_rule", {
    keys: [["name", "priority"], ["name"], ["priority", "match_string"]],
    apiNames: { enable_participant_avatar_lookup: "external_participant_avatar_lookup" },
    watched: true,
  }),
  global_configuration: single("global", { lost: { aws_secret_key: null, azure_secret: null, gcp_private_key: null, ...empty("legacy_api_password") } }),
  gms_access_token: named("gms_access_token", { lost: empty("token") }),
  gms_gateway_token: single("gms_gateway_token", { lost: { certificate: "", private_key: null } }),
  h323_gatekeeper: server("h323_gatekeeper"),
  http_proxy: server("http_proxy", { lost: empty("password") }),
  identity_provider: named("identity_provider", { keys: [["name"], ["uuid"]], lost: empty("service_private_key", "oidc_client_secret") }),
  identity_provider_attribute: named("identity_provider_attribute"),
  identity_provider_group: named("identity_provider_group"),
  ivr_theme: named("ivr_theme", { lost: empty("package"), builtIn: [1], watched: true }),
  ldap_role: named("ldap_role"),
  ldap_sync_field: named("ldap_sync_field"),
  ldap_sync_source: named("ldap_sync_source"),
  licence: { collection: "licence", keys: [["entitlement_id"]], importId: "fulfillment_id", replacedBy: ["entitlement_id"], watched: true },
  log_level: named("log_level"),
  management_vm: single("management_vm", {
    lost: { snmp_authentication_password: null, snmp_privacy_password: null },
    emptiedByUpdate: ["dns_servers", "ntp_servers", "syslog_servers", "event_sinks", "static_routes", "ssh_authorized_keys", "tls_certificate"],
  }),
  media_library_entry: named("media_library_entry", { lost: empty("media_file") }),
  media_library_playlist: named("media_library_playlist"),
  media_library_playlist_entry: { collection: "media_library_playlist_entry", keys: [] },
  media_processing_server: { collection: "media_processing_server", keys: [["fqdn"]] },
  mjx_endpoint: named("mjx_endpoint"),
  mjx_endpoint_group: named("mjx_endpoint_group"),
  mjx_exchange_autodiscover_url: named("mjx_exchange_autodiscover_url"),
  mjx_exchange_deployment: named("mjx_exchange_deployment"),
  mjx_google_deployment: named("mjx_google_deployment"),
  mjx_graph_deployment: named("mjx_graph_deployment"),
  mjx_integration: named("mjx_integration"),
  mjx_meeting_processing_rule: named("mjx_meeting_processing_rule"),
  mssip_proxy: server("mssip_proxy"),
  ntp_server: { collection: "ntp_server", keys: [["address"]], watched: true },
  policy_server: named("policy_server", { keys: [["name"], ["url"]], lost: empty("password") }),
  registration: single("registration", { lost: empty("push_token") }),
  role: named("role"),
  role_mapping: named("role_mapping"),
  scheduled_scaling: { collection: "scheduled_scaling", keys: [["policy_name", "resource_identifier"]] },
  sip_credential: { collection: "sip_credential", keys: [["realm", "username"]], lost: empty("password") },
  sip_proxy: server("sip_proxy"),
  smtp_server: server("smtp_server", { lost: empty("password") }),
  snmp_network_management_system: server("snmp_network_management_system"),
  ssh_authorized_key: { collection: "ssh_authorized_key", keys: [["key"]] },
  static_route: named("static_route", { keys: [["name"], ["address", "prefix"]], watched: true }),
  stun_server: server("stun_server"),
  syslog_server: { collection: "syslog_server", keys: [["address", "port", "transport"], ["address"]], watched: true },
  system_location: named("system_location", { watched: true }),
  system_tuneable: named("system_tuneable"),
  teams_proxy: named("teams_proxy", { keys: [["name"], ["address", "port"]], lost: empty("notifications_queue") }),
  tls_certificate: { collection: "tls_certificate", keys: [["certificate"]], lost: empty("private_key", "private_key_passphrase"), builtIn: [1], watched: true },
  turn_server: server("turn_server", { lost: empty("password", "secret_key") }),
  user_group: named("user_group"),
  user_group_entity_mapping: { collection: "user_group_entity_mapping", keys: [] },
  webapp_alias: { collection: "webapp_alias", keys: [["slug"]], builtIn: [1, 2, 3] },
  webapp_branding: named("webapp_branding", { keys: [["name", "webapp_type"], ["name"]], importId: "uuid", lost: empty("branding_file"), replacedBy: ["branding_file", "webapp_type"], watched: true }),
  worker_vm: named("worker_vm", {
    keys: [["name"], ["address"], ["hostname", "domain"]],
    lost: { ...empty("deployment_type", "password", "snmp_authentication_password", "snmp_privacy_password"), vm_cpu_count: 0, vm_system_memory: 0 },
    replacedBy: ["address", "netmask", "gateway", "hostname", "domain", "ipv6_address", "ipv6_gateway"],
    emptiedByUpdate: ["tls_certificate"],
    watched: true,
  }),
};

export const ADOPTABLE: ReadonlyMap<string, AdoptableResource> = new Map(Object.entries(TABLE));

/** The provider's own import of one asks for a number, and the API gives a text (resource_infinity_oauth2_client.go, ImportState). */
export const NOT_IMPORTABLE: ReadonlySet<string> = new Set(["oauth2_client"]);

/** Computed by the provider alone: nothing on the Management Node. */
export const LOCAL_ONLY: ReadonlySet<string> = new Set(["ssh_password_hash", "web_password_hash"]);

export const TYPE_PREFIX = "pexip_infinity_";
