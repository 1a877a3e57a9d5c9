import type { Collection, FieldErrors, Surroundings } from "../collection";
import { choice, flag, kept, made, name, needed, neededChoice, neededOne, neededWhole, one, password, stamp, text, textOf, unmodelled, unmodelledList, whole, type FieldSpec, type JsonValue } from "../fields";
import { uuidOf } from "../identifiers";

type Values = Readonly<Record<string, JsonValue>>;

const description = text(250);
const callRate: FieldSpec = whole(128, 8192, null);
const quality: FieldSpec = choice(["sd", "hd", "fullhd"], null);
const yesNo = choice(["default", "yes", "no"], "default");

/** The shape of what a refused change says is Tastypie's; the words are the lab's. Source of the rule: pexip-domain.md, section 3 (JOSH). */
const UNLICENSED = "The Management Node has no valid license.";

const conference: Collection = {
  name: "conference",
  title: "Virtual Meeting Room",
  fields: {
    name: name(),
    description,
    service_type: choice(["conference", "lecture", "two_stage_dialing", "test_call", "media_playback"], "conference"),
    aliases: made,
    creation_time: stamp("created"),
    allow_guests: flag(false),
    automatic_participants: unmodelledList("automatically dialed participants"),
    breakout_rooms: flag(false),
    call_type: choice(["audio", "video", "video-only"], "video"),
    // both go out and come back as an empty text (infinity-provider.md, section 2.3)
    crypto_mode: { ...choice(["besteffort", "on", "off"], ""), nullable: true },
    on_completion: text(1024, { nullable: true, fallback: "" }),
    denoise_enabled: flag(false),
    direct_media: choice(["never", "best_effort", "always"], "never"),
    direct_media_notification_duration: whole(0, 30, 0),
    enable_active_speaker_indication: flag(false),
    enable_chat: yesNo,
    enable_overlay_text: flag(false),
    force_presenter_into_main: flag(false),
    gms_access_token: one("gms_access_token"),
    guest_identity_provider_group: unmodelled("identity provider groups"),
    guest_pin: text(20, { shortest: 4, form: "pin", secret: true }),
    guest_view: text(50, { nullable: true }),
    guests_can_present: flag(true),
    guests_can_see_guests: choice(["no_hosts", "never", "always"], "no_hosts"),
    host_identity_provider_group: unmodelled("identity provider groups"),
    host_view: text(50, { nullable: true }),
    ivr_theme: one("ivr_theme", "object"),
    live_captions_enabled: yesNo,
    match_string: text(250),
    max_callrate_in: callRate,
    max_callrate_out: callRate,
    max_pixels_per_second: quality,
    media_playlist: unmodelled("media playlists"),
    mssip_proxy: one("mssip_proxy"),
    mute_all_guests: flag(false),
    non_idp_participants: choice(["allow_if_trusted", "disallow_all"], "disallow_all"),
    participant_limit: whole(0, 1_000_000, null),
    pin: text(20, { shortest: 4, form: "pin", secret: true }),
    pinning_config: text(250, { nullable: true }),
    post_match_string: text(250),
    post_replace_string: text(250),
    primary_owner_email_address: text(100),
    replace_string: text(250),
    scheduled_conferences: unmodelledList("scheduled conferences"),
    scheduled_conferences_count: kept(0),
    softmute_enabled: flag(false),
    sync_tag: text(250),
    system_location: one("system_location"),
    tag: text(250),
    teams_proxy: one("teams_proxy"),
    two_stage_dial_type: choice(["regular", "mssip", "gms", "teams"], "regular"),
  },
  makes: ({ uri }, around) => ({
    aliases: around
      .all("conference_alias")
      .filter(({ values }) => values.conference === uri)
      .map(({ key, uri: resourceUri, values }) => ({ id: key, alias: values.alias, description: values.description, conference: uri, resource_uri: resourceUri })),
  }),
  judge: (values, around, before) => ({ ...pinProblems(values, around), ...(around.licensed || before !== undefined ? {} : { __all__: [UNLICENSED] }) }),
};

/** Sources: schema of pexip/infinity 40.0.0 (min_pin_length; allow_guests needs a Host PIN); that the PINs must differ is general knowledge (pexip-domain.md, section 8). */
function pinProblems(values: Values, around: Surroundings): FieldErrors {
  const shortest = Number(around.all("global")[0]?.values.min_pin_length ?? 0);
  const tooShort = ["pin", "guest_pin"].filter((field) => values[field] !== "" && textOf(values[field]).length < shortest);
  return {
    ...Object.fromEntries(tooShort.map((field) => [field, [`The PIN must be at least ${shortest} characters long.`]])),
    ...(values.allow_guests === true && values.pin === "" ? { pin: ["A Host PIN is required when Guests are allowed."] } : {}),
    ...(values.guest_pin !== "" && values.guest_pin === values.pin ? { guest_pin: ["The Guest PIN must be different from the Host PIN."] } : {}),
  };
}

const conferenceAlias: Collection = {
  name: "conference_alias",
  title: "Alias",
  fields: { alias: needed(250, { unique: "ignoring case" }), conference: neededOne("conference", "cascade"), description, view_order: whole(0, 1_000_000, null), creation_time: stamp("created") },
};

const TEAMS_OR_MEET = ["teams", "gms"];

const gatewayRoutingRule: Collection = {
  name: "gateway_routing_rule",
  title: "Call Routing Rule",
  fields: {
    name: name(),
    description,
    priority: neededWhole(1, 200),
    enable: flag(true),
    match_string: needed(250),
    match_string_full: flag(false),
    replace_string: text(250),
    called_device_type: choice(["external", "registration", "mssip_conference_id", "mssip_server", "gms_conference", "teams_conference", "teams_user", "telehealth_profile"], "external"),
    outgoing_protocol: choice(["h323", "mssip", "sip", "rtmp", "gms", "teams"], "sip"),
    call_type: choice(["audio", "video", "video-only", "auto"], "video"),
    match_incoming_calls: flag(true),
    match_outgoing_calls: flag(false),
    match_incoming_sip: flag(true),
    match_incoming_h323: flag(true),
    match_incoming_mssip: flag(true),
    match_incoming_webrtc: flag(true),
    match_incoming_teams: flag(false),
    match_incoming_only_if_registered: flag(false),
    match_source_location: one("system_location"),
    outgoing_location: one("system_location"),
    sip_proxy: one("sip_proxy"),
    h323_gatekeeper: one("h323_gatekeeper"),
    mssip_proxy: one("mssip_proxy"),
    teams_proxy: one("teams_proxy"),
    stun_server: one("stun_server"),
    turn_server: one("turn_server"),
    gms_access_token: one("gms_access_token"),
    telehealth_profile: unmodelled("telehealth profiles"),
    ivr_theme: one("ivr_theme", "object"),
    max_pixels_per_second: quality,
    max_callrate_in: callRate,
    max_callrate_out: callRate,
    crypto_mode: choice(["besteffort", "on", "off"], null),
    denoise_audio: flag(true),
    live_captions_enabled: yesNo,
    external_participant_avatar_lookup: yesNo,
    treat_as_trusted: flag(false),
    tag: text(250),
    disabled_codecs: { is: "codecs", fallback: [] },
  },
  // Teams rules of an unlicensed Management Node: infinity-provider.md, section 4, 14 (SKL)
  judge: (values, around, before) => ({
    ...(TEAMS_OR_MEET.includes(textOf(values.outgoing_protocol)) && values.live_captions_enabled !== "no" ? { live_captions_enabled: ["Live captions are not available for this protocol."] } : {}),
    ...(values.outgoing_protocol === "teams" && before === undefined && !around.licensed ? { __all__: [UNLICENSED] } : {}),
  }),
};

const ivrTheme: Collection = {
  name: "ivr_theme",
  title: "Theme",
  file: { field: "package", required: false },
  fields: { name: name(), uuid: made, custom_layouts: text(8192), pinning_configs: text(8192), last_updated: stamp("updated") },
  makes: ({ uri }) => ({ uuid: uuidOf(uri) }),
};

const webappBranding: Collection = {
  name: "webapp_branding",
  title: "Web app branding package",
  key: "uuid",
  file: { field: "branding_file", required: true },
  fields: { name: name(100), description, uuid: made, webapp_type: neededChoice(["webapp1", "webapp2", "webapp3"]), is_default: kept(false), last_updated: stamp("updated") },
};

const webappAlias: Collection = {
  name: "webapp_alias",
  title: "Web app path",
  fields: {
    slug: needed(100, { unique: "exactly" }),
    description,
    webapp_type: neededChoice(["webapp1", "webapp2", "webapp3"]),
    is_enabled: flag(false),
    is_default: kept(false),
    bundle: unmodelled("web app bundles"),
    branding: one("webapp_branding", "object"),
  },
};

/** Defaults of what pexip/infinity 40.0.0 leaves to the API are unverified. */
const device: Collection = {
  name: "device",
  title: "Device alias",
  fields: {
    alias: needed(250, { unique: "ignoring case" }),
    description,
    username: text(250),
    password: password(100),
    primary_owner_email_address: text(100),
    enable_sip: flag(true),
    enable_h323: flag(true),
    enable_infinity_connect_non_sso: flag(true),
    enable_infinity_connect_sso: flag(false),
    enable_standard_sso: flag(false),
    sso_identity_provider_group: unmodelled("identity provider groups"),
    tag: text(250),
    sync_tag: text(250),
  },
};

const endUser: Collection = {
  name: "end_user",
  title: "User",
  fields: {
    primary_email_address: needed(100, { unique: "ignoring case" }),
    first_name: text(250),
    last_name: text(250),
    display_name: text(250),
    description,
    telephone_number: text(100),
    mobile_number: text(100),
    title: text(128),
    department: text(100),
    avatar_url: text(255),
    user_groups: unmodelledList("user groups"),
    user_oid: kept(null),
    exchange_user_id: kept(null),
    ms_exchange_guid: text(100, { nullable: true }),
    sync_tag: text(250),
  },
};

/** What is called, and by whom. */
export const services: readonly Collection[] = [conference, conferenceAlias, gatewayRoutingRule, ivrTheme, webappBranding, webappAlias, device, endUser];
