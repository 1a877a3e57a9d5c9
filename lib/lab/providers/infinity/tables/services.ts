import type { Diagnostic } from "../../../plugin/handler";
import { isUnknown } from "../../../plugin/values";
import type { Attributes } from "../../engine/behaviour";
import type { CollectionTable } from "../collection-resource";
import { codecs, embedded, flag, kept, plainReferences, readOnly, text, textOrNull, whole, wholeOrNull } from "../fields";
import { atLeast, atMost, between, oneOf } from "../validators";

// resource_infinity_*.go of pexip/infinity 40.0.0, and infinity-provider.md appendix A

const description = text({ default: "", rules: atMost(250) });
const one = textOrNull();
const callRate = wholeOrNull({ rules: between(128, 8192) });
const defaultYesNo = { default: "default", rules: oneOf("default", "yes", "no") };
const webappType = oneOf("webapp1", "webapp2", "webapp3");

export const conferenceAlias: CollectionTable = {
  collection: "conference_alias",
  noun: "conference alias",
  title: "Conference Alias",
  // a description cannot be cleared: infinity-provider.md section 2.3, conference_alias
  fields: { alias: text({ rules: atMost(250) }), description: text({ rules: atMost(250), emptyIsNotUpdated: true }), conference: text() },
};

export const gatewayRoutingRule: CollectionTable = {
  collection: "gateway_routing_rule",
  noun: "gateway routing rule",
  title: "Gateway Routing Rule",
  fields: {
    name: text({ rules: atMost(250) }),
    description,
    priority: whole({ rules: between(1, 200) }),
    enable: flag({ default: true }),
    match_string: text({ rules: atMost(250) }),
    match_string_full: flag({ default: false }),
    replace_string: text({ default: "", rules: atMost(250) }),
    called_device_type: text({
      default: "external",
      rules: oneOf("external", "registration", "mssip_conference_id", "mssip_server", "gms_conference", "teams_conference", "teams_user", "telehealth_profile"),
    }),
    outgoing_protocol: text({ default: "sip", rules: oneOf("h323", "mssip", "sip", "rtmp", "gms", "teams") }),
    call_type: text({ default: "video", rules: oneOf("audio", "video", "video-only", "auto") }),
    match_incoming_calls: flag({ default: true }),
    match_outgoing_calls: flag({ default: false }),
    match_incoming_sip: flag({ default: true }),
    match_incoming_h323: flag({ default: true }),
    match_incoming_mssip: flag({ default: true }),
    match_incoming_webrtc: flag({ default: true }),
    match_incoming_teams: flag({ default: false }),
    match_incoming_only_if_registered: flag({ default: false }),
    match_source_location: one,
    outgoing_location: one,
    sip_proxy: one,
    h323_gatekeeper: one,
    mssip_proxy: one,
    teams_proxy: one,
    stun_server: one,
    turn_server: one,
    gms_access_token: one,
    telehealth_profile: one,
    ivr_theme: embedded("ivr_theme"),
    max_pixels_per_second: textOrNull({ rules: oneOf("sd", "hd", "fullhd") }),
    max_callrate_in: callRate,
    max_callrate_out: callRate,
    crypto_mode: textOrNull({ rules: oneOf("besteffort", "on", "off") }),
    denoise_audio: flag({ default: true }),
    live_captions_enabled: text(defaultYesNo),
    // the one attribute with another name in the API
    enable_participant_avatar_lookup: textOrNull({ ...defaultYesNo, api: "external_participant_avatar_lookup" }),
    treat_as_trusted: flag({ default: false }),
    tag: text({ default: "", rules: atMost(250) }),
    disabled_codecs: codecs({ default: [] }),
  },
};

/** Captions must be said to be off, because their default is not (infinity-provider.md section 2.3, gateway_routing_rule). */
export function judgeCaptions({ outgoing_protocol: protocol, live_captions_enabled: captions }: Attributes): Diagnostic[] {
  if (isUnknown(captions) || (protocol !== "teams" && protocol !== "gms") || captions === "no") return [];
  return [
    {
      attribute: ["live_captions_enabled"],
      summary: `Invalid live_captions_enabled for ${protocol === "teams" ? "Teams" : "GMS"} protocol`,
      detail: `When outgoing_protocol is '${protocol}', live_captions_enabled must be 'no'.`,
    },
  ];
}

const webappAlias: CollectionTable = {
  collection: "webapp_alias",
  noun: "webapp alias",
  title: "Webapp Alias",
  updateTextIsShort: true,
  fields: {
    slug: text({ rules: [atLeast(1), atMost(100)] }),
    description,
    webapp_type: text({ rules: webappType }),
    is_enabled: flag({ default: false }),
    // omitempty: a bundle or branding that was set cannot be taken away
    bundle: textOrNull({ rules: atMost(200), emptyIsNotUpdated: true }),
    branding: embedded("webapp_branding", { rules: atMost(200), emptyIsNotUpdated: true }),
  },
};

/** Flags without a default in the provider: one that is not said is false, whatever the API's default (resource_infinity_device.go, Create). */
const device: CollectionTable = {
  collection: "device",
  noun: "device",
  title: "Device",
  fields: {
    alias: text({ rules: atMost(250) }),
    description,
    username: text({ default: "", rules: atMost(250) }),
    password: kept("", { default: "", rules: atMost(100) }),
    primary_owner_email_address: text({ rules: atMost(100) }),
    enable_sip: flag(),
    enable_h323: flag(),
    enable_infinity_connect_non_sso: flag(),
    enable_infinity_connect_sso: flag(),
    enable_standard_sso: flag(),
    sso_identity_provider_group: one,
    tag: text({ rules: atMost(250) }),
    sync_tag: text({ rules: atMost(250) }),
  },
};

const textOf = (most: number) => text({ default: "", rules: atMost(most) });

const endUser: CollectionTable = {
  collection: "end_user",
  noun: "end user",
  title: "End User",
  fields: {
    primary_email_address: text({ rules: atMost(100) }),
    first_name: textOf(250),
    last_name: textOf(250),
    display_name: textOf(250),
    telephone_number: textOf(100),
    mobile_number: textOf(100),
    title: textOf(128),
    department: textOf(100),
    avatar_url: textOf(255),
    // user groups are not simulated, so there is never one to name
    user_groups: plainReferences("end_user", { emptyIsNotUpdated: true }),
    user_oid: readOnly(one),
    exchange_user_id: readOnly(one),
    // not said, it is unknown to the plan and goes out as "" (resource_infinity_end_user.go, Create and Update: IsNull alone is asked)
    ms_exchange_guid: textOrNull({ rules: atMost(100), unknownIsEmpty: true }),
    sync_tag: textOf(250),
  },
};

/** What is called, and by whom, as far as one table says it all. */
export const services: readonly CollectionTable[] = [conferenceAlias, webappAlias, device, endUser];
