import type { Diagnostic } from "../../../plugin/handler";
import { isUnknown } from "../../../plugin/values";
import { isRecord, type JsonValue } from "../../../infinity/fields";
import type { Attributes } from "../../engine/behaviour";
import { codecs, type Field, flag, kept, readOnly, text, textOrNull, whole, wholeOrNull, AS_IT_IS } from "../fields";
import type { SingletonTable } from "../singleton-resource";
import type { Fields } from "../table";
import { atMost, between, noLessThan, oneOf, zeroOrBetween } from "../validators";

// resource_infinity_global_configuration.go of pexip/infinity 40.0.0, and infinity-provider.md appendix A

const CONTENT_SECURITY_POLICY =
  "upgrade-insecure-requests; default-src 'self'; frame-ancestors 'self'; frame-src 'self' https://telemetryservice.firstpartyapps.oaspapps.com/telemetryservice/telemetryproxy.html https://*.microsoft.com https://*.office.com; style-src 'self' 'unsafe-inline' https://*.microsoft.com https://*.office.com; object-src 'self'; font-src 'self' https://*.microsoft.com https://*.office.com; img-src 'self' https://www.adobe.com data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval' https://*.microsoft.com https://*.office.com https://ajax.aspnetcdn.com https://api.keen.io; media-src 'self' blob:; connect-src 'self' https://*.microsoft.com https://*.office.com https://example.com;";

const ON = flag({ default: true });
const OFF = flag({ default: false });
const textOf = (most: number, otherwise = "") => text({ default: otherwise, rules: atMost(most) });
const number = (otherwise: number, least?: number, most?: number) => whole({ default: otherwise, ...(least === undefined || most === undefined ? {} : { rules: between(least, most) }) });

/** By its name, in both directions (`DefaultTheme.Name`). */
const themeByName: Field = {
  write: (value) => (typeof value === "string" ? { name: value } : null),
  read: (shown: JsonValue) => (isRecord(shown) && typeof shown.name === "string" ? shown.name : null),
};

const fields: Fields = {
  aws_access_key: textOrNull({ rules: atMost(40) }),
  aws_secret_key: kept(null),
  azure_client_id: textOrNull(),
  azure_secret: kept(null),
  azure_subscription_id: textOrNull(),
  azure_tenant: textOrNull(),
  bdpm_max_pin_failures_per_window: number(20, 5, 200),
  bdpm_max_scan_attempts_per_window: number(20, 5, 200),
  bdpm_pin_checks_enabled: ON,
  bdpm_scan_quarantine_enabled: ON,
  bursting_enabled: OFF,
  bursting_min_lifetime: wholeOrNull({ default: 50, rules: noLessThan(5) }),
  bursting_threshold: wholeOrNull({ default: 5, rules: noLessThan(1) }),
  cloud_provider: text({ default: "AWS", rules: oneOf("AWS", "AZURE", "GCP") }),
  contact_email_address: textOf(100),
  content_security_policy_header: textOf(4096, CONTENT_SECURITY_POLICY),
  content_security_policy_state: ON,
  crypto_mode: text({ default: "besteffort", rules: oneOf("besteffort", "on", "off") }),
  default_theme: themeByName,
  // destroyed it is null, not its default (Delete)
  default_webapp_alias: textOrNull({ default: "/api/admin/configuration/v1/webapp_alias/3/", reset: null }),
  deployment_uuid: readOnly(text({ staysKnown: true })),
  // what was disabled stays so when it is destroyed (Delete: omitempty)
  disabled_codecs: codecs({ default: ["MP4A-LATM_128", "H264_H_0", "H264_H_1"], emptyIsNotUpdated: true, reset: AS_IT_IS }),
  eject_last_participant_backstop_timeout: whole({ default: 0, rules: zeroOrBetween(60, 86_400) }),
  enable_analytics: OFF,
  enable_application_api: ON,
  enable_breakout_rooms: OFF,
  enable_chat: ON,
  enable_clock: OFF,
  enable_denoise: ON,
  enable_dialout: ON,
  enable_directory: ON,
  enable_edge_non_mesh: ON,
  enable_fecc: ON,
  enable_h323: ON,
  enable_legacy_dialout_api: OFF,
  enable_lync_auto_escalate: OFF,
  enable_lync_vbss: OFF,
  enable_mlvad: OFF,
  enable_rtmp: ON,
  enable_sip: ON,
  enable_sip_udp: OFF,
  enable_softmute: ON,
  enable_ssh: ON,
  enable_turn_443: OFF,
  enable_webrtc: ON,
  error_reporting_enabled: OFF,
  error_reporting_url: textOf(255, "https://acr.pexip.com"),
  es_connection_timeout: number(7),
  es_initial_retry_backoff: number(1),
  es_maximum_retry_backoff: number(1800),
  es_media_streams_wait: number(1),
  es_metrics_update_interval: number(60),
  es_short_term_memory_expiration: number(2),
  external_participant_avatar_lookup: ON,
  gcp_client_email: textOrNull(),
  gcp_private_key: kept(null, { default: "", rules: atMost(12_288) }),
  gcp_project_id: textOrNull(),
  guests_only_timeout: number(60, 0, 86_400),
  legacy_api_username: textOf(100),
  legacy_api_password: kept("", { default: "", rules: atMost(100) }),
  live_captions_vmr_default: OFF,
  liveview_show_conferences: ON,
  local_mssip_domain: textOf(255),
  logon_banner: textOf(4096),
  logs_max_age: number(0, 0, 3650),
  management_qos: wholeOrNull({ default: 0, rules: between(0, 63) }),
  management_session_timeout: number(30, 5, 1440),
  management_start_page: text({ default: "/admin/conferencingstatus/deploymentgraph/deployment_graph/" }),
  max_callrate_in: wholeOrNull({ rules: between(128, 8192) }),
  max_callrate_out: wholeOrNull({ rules: between(128, 8192) }),
  max_pixels_per_second: text({ default: "hd", rules: oneOf("sd", "hd", "fullhd") }),
  max_presentation_bandwidth_ratio: number(75, 25, 75),
  media_ports_end: number(49_999, 10_000, 49_999),
  media_ports_start: number(40_000, 10_000, 49_999),
  min_pin_length: number(6, 4, 20),
  ocsp_responder_url: textOf(255),
  ocsp_state: text({ default: "OFF", rules: oneOf("OFF", "ON", "OVERRIDE") }),
  pin_entry_timeout: number(120, 30, 86_400),
  // in the schema, and never filled in (read)
  resource_uri: { read: () => null },
  session_timeout_enabled: ON,
  signalling_ports_end: number(39_999, 10_000, 49_999),
  signalling_ports_start: number(33_000, 10_000, 49_999),
  sip_tls_cert_verify_mode: text({ default: "OFF", rules: oneOf("OFF", "ON") }),
  site_banner: textOf(255),
  site_banner_bg: text({ default: "#c0c0c0" }),
  site_banner_fg: text({ default: "#000000" }),
  teams_enable_powerpoint_render: OFF,
  waiting_for_chair_timeout: number(900, 0, 86_400),
};

const CLOUDS: Readonly<Record<string, readonly (readonly [attribute: string, what: string])[]>> = {
  AWS: [["aws_access_key", "AWS Access Key"], ["aws_secret_key", "AWS Secret Key"]],
  GCP: [["gcp_client_email", "GCP Service Account ID"], ["gcp_private_key", "GCP Private Key"], ["gcp_project_id", "GCP Project ID"]],
  AZURE: [["azure_client_id", "Azure Client ID"], ["azure_secret", "Azure Secret Key"], ["azure_subscription_id", "Azure Subscription ID"], ["azure_tenant", "Azure Tenant ID"]],
};

function judgeBursting(config: Attributes): Diagnostic[] {
  const { bursting_enabled: bursting, cloud_provider: provider } = config;
  if (bursting !== true || isUnknown(provider)) return [];
  const cloud = typeof provider === "string" ? provider : "AWS";
  return (CLOUDS[cloud] ?? [])
    .filter(([attribute]) => (config[attribute] ?? null) === null)
    .map(([attribute, what]) => ({
      attribute: [attribute],
      summary: `Missing ${what}`,
      detail: `${attribute} must be configured when bursting_enabled is true and cloud_provider is "${cloud}".`,
    }));
}

/** Adopting it sets each setting that is not said to the provider's default (infinity-provider.md section 2.3, global_configuration). */
export const globalConfiguration: SingletonTable = {
  collection: "global",
  noun: "global configuration",
  title: "Global Configuration",
  destruction: "delete",
  fields,
  validate: judgeBursting,
};
