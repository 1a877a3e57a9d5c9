/** What an attribute is set to when the configuration says nothing of it. */
export type DefaultValue = string | number | boolean | readonly string[];

/** Global settings, default of content_security_policy_header. */
const CONTENT_SECURITY_POLICY = [
  "upgrade-insecure-requests; default-src 'self'; frame-ancestors 'self'; ",
  "frame-src 'self' https://telemetryservice.firstpartyapps.oaspapps.com/telemetryservice/telemetryproxy.html https://*.microsoft.com https://*.office.com; ",
  "style-src 'self' 'unsafe-inline' https://*.microsoft.com https://*.office.com; object-src 'self'; font-src 'self' https://*.microsoft.com https://*.office.com; ",
  "img-src 'self' https://www.adobe.com data: blob:; ",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' https://*.microsoft.com https://*.office.com https://ajax.aspnetcdn.com https://api.keen.io; ",
  "media-src 'self' blob:; connect-src 'self' https://*.microsoft.com https://*.office.com https://example.com;",
].join("");

/**
 * Defaults of the provider, by resource (without `pexip_infinity_`) and attribute: after an import the next plan changes each that the Management Node has otherwise.
 * Source: taken mechanically from `Default:` in resource_infinity_*.go of pexip/terraform-provider-infinity v40.0.0; what only its descriptions call a default is none,
 * and empty texts of secrets are left out.
 */
const TABLE: Readonly<Record<string, Readonly<Record<string, DefaultValue>>>> = {
  authentication: {
    api_oauth2_allow_all_perms: false, api_oauth2_disable_basic: false, api_oauth2_expiration: 3600, client_certificate: "NO", ldap_base_dn: "", ldap_bind_username: "",
    ldap_group_filter: "(|(objectclass=group)(objectclass=groupOfNames)(objectclass=groupOfUniqueNames)(objectclass=posixGroup))",
    ldap_group_membership_filter: "(|(member={userdn})(uniquemember={userdn})(memberuid={useruid}))", ldap_group_search_dn: "", ldap_permit_no_tls: false, ldap_server: "",
    ldap_use_global_catalog: false, ldap_user_filter: "(&(objectclass=person)(!(objectclass=computer)))", ldap_user_group_attributes: "memberOf", ldap_user_search_dn: "",
    ldap_user_search_filter: "(|(uid={username})(sAMAccountName={username}))", oidc_auth_method: "client_secret", oidc_authorize_url: "", oidc_client_id: "", oidc_domain_hint: "",
    oidc_groups_field: "groups", oidc_login_button: "", oidc_metadata_url: "", oidc_required_key: "", oidc_required_value: "", oidc_scope: "openid email profile",
    oidc_token_endpoint_url: "", oidc_username_field: "preferred_username", source: "LOCAL",
  },
  autobackup: { autobackup_enabled: false, autobackup_interval: 24, autobackup_start_hour: 1, autobackup_upload_url: "", autobackup_upload_username: "" },
  automatic_participant: { call_type: "video", keep_conference_alive: "keep_conference_alive_if_multiple", protocol: "sip", role: "guest", routing: "manual" },
  azure_tenant: { description: "" },
  break_in_allow_list_address: { allowlist_entry_type: "user", ignore_incorrect_aliases: false, ignore_incorrect_pins: false },
  ca_certificate: { trusted_intermediate: false },
  conference: {
    allow_guests: false, breakout_rooms: false, call_type: "video", crypto_mode: "", denoise_enabled: false, description: "", direct_media: "never", direct_media_notification_duration: 0,
    enable_active_speaker_indication: false, enable_chat: "default", enable_overlay_text: false, force_presenter_into_main: false, guests_can_present: true,
    guests_can_see_guests: "no_hosts", live_captions_enabled: "default", match_string: "", mute_all_guests: false, non_idp_participants: "disallow_all", on_completion: "",
    post_match_string: "", post_replace_string: "", primary_owner_email_address: "", replace_string: "", service_type: "conference", softmute_enabled: false, sync_tag: "", tag: "",
    two_stage_dial_type: "regular",
  },
  device: { description: "", username: "" },
  dns_server: { description: "" },
  end_user: { avatar_url: "", department: "", display_name: "", first_name: "", last_name: "", mobile_number: "", sync_tag: "", telephone_number: "", title: "" },
  event_sink: { bulk_support: false, description: "", username: "", verify_tls_certificate: false, version: 1 },
  gateway_routing_rule: {
    disabled_codecs: [],
    call_type: "video", called_device_type: "external", denoise_audio: true, description: "", enable: true, enable_participant_avatar_lookup: "default", live_captions_enabled: "default",
    match_incoming_calls: true, match_incoming_h323: true, match_incoming_mssip: true, match_incoming_only_if_registered: false, match_incoming_sip: true, match_incoming_teams: false,
    match_incoming_webrtc: true, match_outgoing_calls: false, match_string_full: false, outgoing_protocol: "sip", replace_string: "", tag: "", treat_as_trusted: false,
  },
  global_configuration: {
    bdpm_max_pin_failures_per_window: 20, bdpm_max_scan_attempts_per_window: 20, bdpm_pin_checks_enabled: true, bdpm_scan_quarantine_enabled: true, bursting_enabled: false,
    bursting_min_lifetime: 50, bursting_threshold: 5, cloud_provider: "AWS", contact_email_address: "",
    content_security_policy_header: CONTENT_SECURITY_POLICY, disabled_codecs: ["MP4A-LATM_128", "H264_H_0", "H264_H_1"],
    content_security_policy_state: true, crypto_mode: "besteffort", default_webapp_alias: "/api/admin/configuration/v1/webapp_alias/3/", eject_last_participant_backstop_timeout: 0,
    enable_analytics: false, enable_application_api: true, enable_breakout_rooms: false, enable_chat: true, enable_clock: false, enable_denoise: true, enable_dialout: true,
    enable_directory: true, enable_edge_non_mesh: true, enable_fecc: true, enable_h323: true, enable_legacy_dialout_api: false, enable_lync_auto_escalate: false, enable_lync_vbss: false,
    enable_mlvad: false, enable_rtmp: true, enable_sip: true, enable_sip_udp: false, enable_softmute: true, enable_ssh: true, enable_turn_443: false, enable_webrtc: true,
    error_reporting_enabled: false, error_reporting_url: "https://acr.pexip.com", es_connection_timeout: 7, es_initial_retry_backoff: 1, es_maximum_retry_backoff: 1800,
    es_media_streams_wait: 1, es_metrics_update_interval: 60, es_short_term_memory_expiration: 2, external_participant_avatar_lookup: true, gcp_private_key: "", guests_only_timeout: 60,
    legacy_api_password: "", legacy_api_username: "", live_captions_vmr_default: false, liveview_show_conferences: true, local_mssip_domain: "", logon_banner: "", logs_max_age: 0,
    management_qos: 0, management_session_timeout: 30, management_start_page: "/admin/conferencingstatus/deploymentgraph/deployment_graph/", max_pixels_per_second: "hd",
    max_presentation_bandwidth_ratio: 75, media_ports_end: 49999, media_ports_start: 40000, min_pin_length: 6, ocsp_responder_url: "", ocsp_state: "OFF", pin_entry_timeout: 120,
    session_timeout_enabled: true, signalling_ports_end: 39999, signalling_ports_start: 33000, sip_tls_cert_verify_mode: "OFF", site_banner: "", site_banner_bg: "#c0c0c0",
    site_banner_fg: "#000000", teams_enable_powerpoint_render: false, waiting_for_chair_timeout: 900,
  },
  h323_gatekeeper: { description: "", port: 1719 },
  http_proxy: { port: 8080, protocol: "http", username: "" },
  identity_provider: {
    digest_algorithm: "http://www.w3.org/2001/04/xmlenc#sha256", disable_popup_flow: false, display_name_attribute_name: "NameId", idp_type: "saml", oidc_display_name_claim_name: "name",
    oidc_flow: "code", oidc_france_connect_required_eidas_level: "disabled", oidc_registration_alias_claim_name: "sub", oidc_token_endpoint_auth_scheme: "client_secret_post",
    oidc_token_signature_scheme: "rs256", registration_alias_attribute_name: "NameId", signature_algorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", worker_fqdn_acs_urls: false,
  },
  identity_provider_attribute: { description: "" },
  identity_provider_group: { description: "" },
  ldap_sync_field: { description: "", is_binary: false },
  licence: { offline_mode: false },
  log_level: { level: "NOTSET" },
  management_vm: {
    alternative_fqdn: "", description: "", enable_ssh: "GLOBAL", mtu: 1500, snmp_community: "public", snmp_mode: "DISABLED", snmp_system_contact: "admin@domain.com",
    snmp_system_location: "Virtual machine", snmp_username: "", ssh_authorized_keys_use_cloud: true,
  },
  media_library_entry: { description: "" },
  media_library_playlist: { description: "", loop: false, shuffle: false },
  media_library_playlist_entry: { entry_type: "MEDIA", playcount: 1, position: 1 },
  mjx_endpoint: { description: "", endpoint_type: "CISCO", poly_raise_alarms_for_this_endpoint: true, use_https: "GLOBAL", verify_cert: "GLOBAL" },
  mjx_endpoint_group: { description: "", disable_proxy: false },
  mjx_exchange_autodiscover_url: { description: "" },
  mjx_exchange_deployment: {
    authentication_method: "BASIC", description: "", disable_proxy: false, ews_url: "", find_items_request_quota: 1000000, kerberos_auth_every_request: false, kerberos_enable_tls: true,
    kerberos_exchange_spn: "", kerberos_kdc: "", kerberos_kdc_https_proxy: "", kerberos_realm: "", kerberos_verify_tls_using_custom_ca: false, oauth_auth_endpoint: "",
    oauth_redirect_uri: "", oauth_token_endpoint: "",
  },
  mjx_google_deployment: {
    auth_endpoint: "https://accounts.google.com/o/oauth2/v2/auth", client_id: "", description: "", maximum_number_of_api_requests: 900000, redirect_uri: "",
    token_endpoint: "https://oauth2.googleapis.com/token", use_user_consent: false,
  },
  mjx_graph_deployment: { description: "", disable_proxy: false, graph_api_domain: "graph.microsoft.com", request_quota: 1000000 },
  mjx_integration: {
    description: "", display_upcoming_meetings: 7, enable_non_video_meetings: true, enable_private_meetings: true, end_buffer: 0, ep_use_https: true, ep_username: "",
    ep_verify_certificate: false, process_alias_private_meetings: true, replace_empty_subject: true, replace_subject_template: "", replace_subject_type: "PRIVATE", start_buffer: 5,
    use_webex: false, webex_api_domain: "webexapis.com",
  },
  mjx_meeting_processing_rule: {
    company_id: "", custom_template: "", default_processing_enabled: true, description: "", domain: "", enabled: true, include_pin: false, match_string: "", replace_string: "",
  },
  mssip_proxy: { description: "", port: 5061, transport: "tls" },
  ntp_server: { description: "" },
  policy_server: {
    description: "", enable_avatar_lookup: false, enable_directory_lookup: false, enable_internal_media_location_policy: false, enable_internal_participant_policy: false,
    enable_internal_service_policy: false, enable_media_location_lookup: false, enable_participant_lookup: false, enable_registration_lookup: false, enable_service_lookup: false,
    internal_media_location_policy_template: "", internal_participant_policy_template: "", internal_service_policy_template: "", prefer_local_avatar_configuration: false, url: "",
    username: "",
  },
  registration: {
    adaptive_max_refresh: 3600, adaptive_min_refresh: 60, enable: true, enable_google_cloud_messaging: true, enable_push_notifications: false, maximum_max_refresh: 300,
    maximum_min_refresh: 60, natted_max_refresh: 90, natted_min_refresh: 60, refresh_strategy: "adaptive", route_via_registrar: true,
  },
  role_mapping: { source: "LDAP" },
  scheduled_scaling: {
    enabled: true, fri: false, instances_to_add: 0, local_timezone: "UTC", minutes_in_advance: 20, mon: false, sat: false, sun: false, thu: false, tue: false, wed: false,
  },
  sip_proxy: { port: 5061, transport: "tls" },
  smtp_server: { connection_security: "NONE", description: "", port: 587, username: "" },
  snmp_network_management_system: { port: 161, snmp_trap_community: "public" },
  stun_server: { description: "", port: 3478 },
  syslog_server: { audit_log: false, description: "", port: 514, support_log: false, transport: "udp", web_log: false },
  system_location: {
    bdpm_pin_checks_enabled: "GLOBAL", bdpm_scan_quarantine_enabled: "GLOBAL", description: "", local_mssip_domain: "", media_qos: 0, mtu: 1500, signalling_qos: 0,
    use_relay_candidates_only: false,
  },
  teams_proxy: { description: "", min_number_of_instances: 1, notifications_enabled: false, port: 443 },
  turn_server: { description: "", port: 3478, server_type: "namepsw", transport_type: "udp", username: "" },
  user_group: { description: "" },
  user_group_entity_mapping: { description: "" },
  webapp_alias: { description: "", is_enabled: false },
  webapp_branding: { description: "" },
  worker_vm: {
    alternative_fqdn: "", deployment_type: "MANUAL-PROVISION-ONLY", description: "", enable_distributed_database: true, enable_ssh: "GLOBAL", maintenance_mode: false,
    maintenance_mode_reason: "", media_priority_weight: 0, node_type: "CONFERENCING", snmp_community: "public", snmp_mode: "DISABLED", snmp_system_contact: "admin@domain.com",
    snmp_system_location: "Virtual machine", snmp_username: "", ssh_authorized_keys_use_cloud: true, vm_cpu_count: 4, vm_system_memory: 4096,
  },
};

export function providerDefault(type: string, attribute: string): DefaultValue | undefined {
  const defaults = Object.hasOwn(TABLE, type) ? TABLE[type] : {};
  return Object.hasOwn(defaults, attribute) ? defaults[attribute] : undefined;
}
