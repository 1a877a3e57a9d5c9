import { type CallRoutingRuleFields, refusesLiveCaptions, type OutgoingProtocol } from "../../../deployment/services/call-routing-rule";
import type { ConferenceAlias, ConferenceFields } from "../../../deployment/services/conference";
import type { DeviceFields } from "../../../deployment/services/device";
import type { VirtualAuditoriumFields } from "../../../deployment/services/virtual-auditorium";
import type { VirtualMeetingRoomFields } from "../../../deployment/services/virtual-meeting-room";
import type { ServiceRecord } from "../../../deployment/service";
import type { ManualEntry } from "../../manual-entry";
import { codecList, encryptionWord, hyphenated, overrideWord, qualityWord } from "./api-words";
import { as, secret, type Words } from "./form";
import { formOf, knownValue } from "./service-form";

const conferenceWords: Words<ConferenceFields> = {
  name: "name",
  description: "description",
  aliases: null,
  pin: secret("pin"),
  allowGuests: "allow_guests",
  guestPin: secret("guest_pin"),
  participantLimit: "participant_limit",
  callCapability: as("call_type", hyphenated),
  mediaEncryption: as("crypto_mode", encryptionWord),
  maximumQuality: as("max_pixels_per_second", qualityWord),
  maximumInboundCallRateKbps: "max_callrate_in",
  maximumOutboundCallRateKbps: "max_callrate_out",
  hostLayout: "host_view",
  pinningConfiguration: "pinning_config",
  enableOverlayText: "enable_overlay_text",
  enableActiveSpeakerIndication: "enable_active_speaker_indication",
  chat: as("enable_chat", overrideWord),
  liveCaptions: as("live_captions_enabled", overrideWord),
  muteAllGuests: "mute_all_guests",
  enableDenoise: "denoise_enabled",
  enableSoftmute: "softmute_enabled",
  primaryOwnerEmailAddress: "primary_owner_email_address",
  tag: "tag",
};

const conferenceReferences = { ivrTheme: "ivr_theme" };

/** An alias cannot be there without its room. */
function aliases(record: ServiceRecord, { unknown }: ManualEntry): readonly ManualEntry[] {
  return (knownValue<readonly ConferenceAlias[]>(record, "aliases") ?? []).map(({ alias, description }) => ({
    collection: "conference_alias",
    title: alias,
    by: ["alias"],
    values: { alias, ...(description === undefined ? {} : { description }) },
    references: { conference: { entry: record.path } },
    unknown,
  }));
}

/** What is called, and who calls. */
export const roomAndRuleForms = {
  virtualMeetingRoom: formOf<VirtualMeetingRoomFields>()({
    collection: "conference",
    words: { ...conferenceWords, enableBreakoutRooms: "breakout_rooms", directMedia: "direct_media", directMediaNotificationSeconds: "direct_media_notification_duration" },
    references: conferenceReferences,
    otherwise: { service_type: "conference" },
    then: aliases,
  }),
  virtualAuditorium: formOf<VirtualAuditoriumFields>()({
    collection: "conference",
    words: { ...conferenceWords, guestLayout: "guest_view", guestsCanSeeGuests: "guests_can_see_guests", forcePresenterIntoMain: "force_presenter_into_main" },
    references: conferenceReferences,
    otherwise: { service_type: "lecture" },
    then: aliases,
  }),
  callRoutingRule: formOf<CallRoutingRuleFields>()({
    collection: "gateway_routing_rule",
    words: {
      name: "name",
      description: "description",
      tag: "tag",
      enable: "enable",
      priority: "priority",
      matchIncomingCalls: "match_incoming_calls",
      matchOutgoingCalls: "match_outgoing_calls",
      matchIncomingOnlyIfRegistered: "match_incoming_only_if_registered",
      matchIncomingSip: "match_incoming_sip",
      matchIncomingH323: "match_incoming_h323",
      matchIncomingWebrtc: "match_incoming_webrtc",
      matchIncomingMssip: "match_incoming_mssip",
      matchIncomingTeams: "match_incoming_teams",
      matchString: "match_string",
      matchStringFull: "match_string_full",
      replaceString: "replace_string",
      callCapability: as("call_type", hyphenated),
      callTarget: "called_device_type",
      outgoingProtocol: "outgoing_protocol",
      mediaEncryption: as("crypto_mode", encryptionWord),
      maximumQuality: as("max_pixels_per_second", qualityWord),
      maximumInboundCallRateKbps: "max_callrate_in",
      maximumOutboundCallRateKbps: "max_callrate_out",
      denoiseAudio: "denoise_audio",
      disabledCodecs: as("disabled_codecs", codecList),
      participantAvatarLookup: as("external_participant_avatar_lookup", overrideWord),
      liveCaptions: as("live_captions_enabled", overrideWord),
      treatAsTrusted: "treat_as_trusted",
    },
    references: {
      matchSourceLocation: "match_source_location",
      outgoingLocation: "outgoing_location",
      sipProxy: "sip_proxy",
      h323Gatekeeper: "h323_gatekeeper",
      mssipProxy: "mssip_proxy",
      turnServer: "turn_server",
      stunServer: "stun_server",
      ivrTheme: "ivr_theme",
      teamsProxy: null,
      gmsAccessToken: null,
    },
    // Teams and Google Meet take none, and the form offers none
    more: (record) => (record.values.liveCaptions === undefined && refusesLiveCaptions(knownValue<OutgoingProtocol>(record, "outgoingProtocol")) ? { values: { live_captions_enabled: "no" } } : {}),
  }),
  device: formOf<DeviceFields>()({
    collection: "device",
    by: ["alias"],
    words: {
      alias: "alias",
      description: "description",
      username: "username",
      password: secret("password"),
      primaryOwnerEmailAddress: "primary_owner_email_address",
      enableSip: "enable_sip",
      enableH323: "enable_h323",
      enableInfinityConnectNonSso: "enable_infinity_connect_non_sso",
      enableInfinityConnectSso: "enable_infinity_connect_sso",
      tag: "tag",
    },
    // a box that the deployment does not name is not ticked, whatever the form begins with
    otherwise: { enable_sip: false, enable_h323: false, enable_infinity_connect_non_sso: false, enable_infinity_connect_sso: false },
  }),
};
