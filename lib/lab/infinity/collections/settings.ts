import { SETTING, type Collection, type FieldErrors } from "../collection";
import { choice, flag, kept, one, password, text, textOf, whole, type FieldSpec, type JsonValue } from "../fields";

const codecs = (values: readonly string[]): FieldSpec => ({ is: "codecs", fallback: values.map((value) => ({ value })) });
const nullableText = (longest: number): FieldSpec => text(longest, { nullable: true });

/** Defaults are those that pexip/infinity 40.0.0 resets to (infinity-provider.md, appendix A); the policy is shortened nowhere, because the provider compares it. */
const CONTENT_SECURITY_POLICY =
  "upgrade-insecure-requests; default-src 'self'; frame-ancestors 'self'; frame-src 'self' https://telemetryservice.firstpartyapps.oaspapps.com/telemetryservice/telemetryproxy.html https://*.microsoft.com https://*.office.com; style-src 'self' 'unsafe-inline' https://*.microsoft.com https://*.office.com; object-src 'self'; font-src 'self' https://*.microsoft.com https://*.office.com; img-src 'self' https://www.adobe.com data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' https://*.microsoft.com https://*.office.com https://ajax.aspnetcdn.com https://api.keen.io; media-src 'self' blob:; connect-src 'self' https://*.microsoft.com https://*.office.com https://example.com;";

/** Smallest range of ports. Source: schema of pexip/infinity 40.0.0, media_ports_end ("must contain at least 100 ports"). */
const FEWEST_PORTS = 100;

const globalSettings: Collection = {
  name: "global",
  title: "Global settings",
  singleton: true,
  methods: SETTING,
  fields: {
    aws_access_key: nullableText(40),
    aws_secret_key: password(250, { nullable: true }),
    azure_client_id: nullableText(250),
    azure_secret: password(250, { nullable: true }),
    azure_subscription_id: nullableText(250),
    azure_tenant: nullableText(250),
    bdpm_max_pin_failures_per_window: whole(5, 200, 20),
    bdpm_max_scan_attempts_per_window: whole(5, 200, 20),
    bdpm_pin_checks_enabled: flag(true),
    bdpm_scan_quarantine_enabled: flag(true),
    bursting_enabled: flag(false),
    bursting_min_lifetime: { ...whole(5, 1_000_000, 50), nullable: true },
    bursting_threshold: { ...whole(1, 1_000_000, 5), nullable: true },
    cloud_provider: choice(["AWS", "AZURE", "GCP"], "AWS"),
    contact_email_address: text(100),
    content_security_policy_header: text(4_096, { fallback: CONTENT_SECURITY_POLICY }),
    content_security_policy_state: flag(true),
    crypto_mode: choice(["besteffort", "on", "off"], "besteffort"),
    default_theme: one("ivr_theme", "object"),
    default_webapp_alias: one("webapp_alias"),
    deployment_uuid: kept(""),
    disabled_codecs: codecs(["MP4A-LATM_128", "H264_H_0", "H264_H_1"]),
    eject_last_participant_backstop_timeout: whole(60, 86_400, 0, [0]),
    enable_analytics: flag(false),
    enable_application_api: flag(true),
    enable_breakout_rooms: flag(false),
    enable_chat: flag(true),
    enable_clock: flag(false),
    enable_denoise: flag(true),
    enable_dialout: flag(true),
    enable_directory: flag(true),
    enable_edge_non_mesh: flag(true),
    enable_fecc: flag(true),
    enable_h323: flag(true),
    enable_legacy_dialout_api: flag(false),
    enable_lync_auto_escalate: flag(false),
    enable_lync_vbss: flag(false),
    enable_mlvad: flag(false),
    enable_rtmp: flag(true),
    enable_sip: flag(true),
    enable_sip_udp: flag(false),
    enable_softmute: flag(true),
    enable_ssh: flag(true),
    enable_turn_443: flag(false),
    enable_webrtc: flag(true),
    error_reporting_enabled: flag(false),
    error_reporting_url: text(255, { fallback: "https://acr.pexip.com" }),
    es_connection_timeout: whole(0, 1_000_000, 7),
    es_initial_retry_backoff: whole(0, 1_000_000, 1),
    es_maximum_retry_backoff: whole(0, 1_000_000, 1800),
    es_media_streams_wait: whole(0, 1_000_000, 1),
    es_metrics_update_interval: whole(0, 1_000_000, 60),
    es_short_term_memory_expiration: whole(0, 1_000_000, 2),
    external_participant_avatar_lookup: flag(true),
    gcp_client_email: nullableText(250),
    gcp_private_key: password(12_288, { nullable: true }),
    gcp_project_id: nullableText(250),
    guests_only_timeout: whole(0, 86_400, 60),
    legacy_api_username: text(100),
    legacy_api_password: password(100),
    live_captions_vmr_default: flag(false),
    liveview_show_conferences: flag(true),
    local_mssip_domain: text(255),
    logon_banner: text(4_096),
    logs_max_age: whole(0, 3650, 0),
    management_qos: { ...whole(0, 63, 0), nullable: true },
    management_session_timeout: whole(5, 1440, 30),
    management_start_page: text(255, { fallback: "/admin/conferencingstatus/deploymentgraph/deployment_graph/" }),
    max_callrate_in: whole(128, 8192, null),
    max_callrate_out: whole(128, 8192, null),
    max_pixels_per_second: choice(["sd", "hd", "fullhd"], "hd"),
    max_presentation_bandwidth_ratio: whole(25, 75, 75),
    media_ports_end: whole(10_000, 49_999, 49_999),
    media_ports_start: whole(10_000, 49_999, 40_000),
    min_pin_length: whole(4, 20, 6),
    ocsp_responder_url: text(255),
    ocsp_state: choice(["OFF", "ON", "OVERRIDE"], "OFF"),
    pin_entry_timeout: whole(30, 86_400, 120),
    session_timeout_enabled: flag(true),
    signalling_ports_end: whole(10_000, 49_999, 39_999),
    signalling_ports_start: whole(10_000, 49_999, 33_000),
    sip_tls_cert_verify_mode: choice(["OFF", "ON"], "OFF"),
    site_banner: text(255),
    site_banner_bg: text(250, { fallback: "#c0c0c0" }),
    site_banner_fg: text(250, { fallback: "#000000" }),
    teams_enable_powerpoint_render: flag(false),
    waiting_for_chair_timeout: whole(0, 86_400, 900),
  },
  judge: (values) =>
    Object.fromEntries(
      ["media", "signalling"]
        .filter((range) => Number(values[`${range}_ports_end`]) - Number(values[`${range}_ports_start`]) + 1 < FEWEST_PORTS)
        .map((range) => [`${range}_ports_end`, [`The port range must contain at least ${FEWEST_PORTS} ports.`]]),
    ),
};

const authentication: Collection = {
  name: "authentication",
  title: "Administrator authentication",
  singleton: true,
  methods: SETTING,
  fields: {
    source: choice(["LOCAL", "LDAP", "LDAP+LOCAL", "OIDC", "OIDC+LOCAL", "LDAP+OIDC+LOCAL"], "LOCAL"),
    client_certificate: choice(["NO", "CN", "UPN"], "NO"),
    api_oauth2_disable_basic: flag(false),
    api_oauth2_allow_all_perms: flag(false),
    api_oauth2_expiration: whole(0, 1_000_000, 3600),
    ldap_server: text(255),
    ldap_base_dn: text(255),
    ldap_bind_username: text(255),
    ldap_bind_password: password(100),
    ldap_user_search_dn: text(255),
    ldap_user_filter: text(1_024, { fallback: "(&(objectclass=person)(!(objectclass=computer)))" }),
    ldap_user_search_filter: text(1_024, { fallback: "(|(uid={username})(sAMAccountName={username}))" }),
    ldap_user_group_attributes: text(100, { fallback: "memberOf" }),
    ldap_group_search_dn: text(255),
    ldap_group_filter: text(1_024, { fallback: "(|(objectclass=group)(objectclass=groupOfNames)(objectclass=groupOfUniqueNames)(objectclass=posixGroup))" }),
    ldap_group_membership_filter: text(1_024, { fallback: "(|(member={userdn})(uniquemember={userdn})(memberuid={useruid}))" }),
    ldap_use_global_catalog: flag(false),
    ldap_permit_no_tls: flag(false),
    oidc_metadata_url: text(1_024),
    oidc_metadata: kept(""),
    oidc_client_id: text(250),
    oidc_client_secret: password(250),
    oidc_private_key: password(12_288),
    oidc_auth_method: choice(["pkce", "client_secret", "private_key"], "client_secret"),
    oidc_scope: text(250, { fallback: "openid email profile" }),
    oidc_authorize_url: text(1_024),
    oidc_token_endpoint_url: text(1_024),
    oidc_username_field: text(250, { fallback: "preferred_username" }),
    oidc_groups_field: text(250, { fallback: "groups" }),
    oidc_required_key: text(250),
    oidc_required_value: text(250),
    oidc_domain_hint: text(255),
    oidc_login_button: text(128),
  },
  judge: (values): FieldErrors => (values.client_certificate === "NO" ? {} : { client_certificate: ["The lab does not simulate client certificates of administrators."] }),
};

/** Can somebody still log in with a password of this Management Node? Source: infinity-provider.md, section 2.3. */
export const takesLocalPasswords = (values: Readonly<Record<string, JsonValue>>): boolean => values.api_oauth2_disable_basic !== true && textOf(values.source).split("+").includes("LOCAL");

const autobackup: Collection = {
  name: "autobackup",
  title: "Automatic backup",
  singleton: true,
  methods: SETTING,
  fields: {
    autobackup_enabled: flag(false),
    autobackup_interval: whole(1, 24, 24),
    autobackup_passphrase: password(100),
    autobackup_start_hour: whole(0, 23, 1),
    autobackup_upload_url: text(255),
    autobackup_upload_username: text(100),
    autobackup_upload_password: password(100),
  },
  // both from pexip/infinity 40.0.0: ValidateConfig, and the description of autobackup_upload_url
  judge: (values) => ({
    ...(values.autobackup_enabled === true && values.autobackup_passphrase === "" ? { autobackup_passphrase: ["A passphrase is required when automatic backup is enabled."] } : {}),
    ...(values.autobackup_upload_url === "" || /^ftps?:\/\//i.test(textOf(values.autobackup_upload_url)) ? {} : { autobackup_upload_url: ["Enter a valid URL. Supported schemes: FTPS, FTP."] }),
  }),
};

/** Ranges and defaults: resource_infinity_registration.go of pexip/infinity 40.0.0. */
const registration: Collection = {
  name: "registration",
  title: "Registration settings",
  singleton: true,
  methods: SETTING,
  fields: {
    enable: flag(true),
    refresh_strategy: choice(["adaptive", "maximum"], "adaptive"),
    adaptive_min_refresh: whole(60, 3600, 60),
    adaptive_max_refresh: whole(60, 7200, 3600),
    maximum_min_refresh: whole(60, 3600, 60),
    maximum_max_refresh: whole(60, 7200, 300),
    natted_min_refresh: whole(60, 3600, 60),
    natted_max_refresh: whole(60, 3600, 90),
    route_via_registrar: flag(true),
    enable_push_notifications: flag(false),
    enable_google_cloud_messaging: flag(true),
    push_token: password(250, { nullable: true }),
  },
};

/** Settings of which a Management Node has one. */
export const settings: readonly Collection[] = [globalSettings, authentication, autobackup, registration];
