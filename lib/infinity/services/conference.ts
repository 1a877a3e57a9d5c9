import { PexipInfinityConference, type PexipInfinityConferenceConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-conference";
import { aliasesOf, type ConferenceAlias } from "../../deployment/services/conference";
import { literal } from "../../terraform/literal";
import { encryptionWord, hyphenated, overrideWord, qualityWord } from "../api-words";
import type { IPlatformObject, ResourceConfig } from "../platform-object";
import type { Construct } from "constructs";

/** What both kinds of room may name. */
export interface ConferenceReferenceProps {
  /** What participants hear and see. @default - that of the global settings */
  readonly ivrTheme?: IPlatformObject;
}

export const conferenceAttributes = {
  name: "name",
  description: "description",
  aliases: null,
  pin: "pin",
  allowGuests: "allowGuests",
  guestPin: "guestPin",
  participantLimit: "participantLimit",
  callCapability: "callType",
  mediaEncryption: "cryptoMode",
  maximumQuality: "maxPixelsPerSecond",
  maximumInboundCallRateKbps: "maxCallrateIn",
  maximumOutboundCallRateKbps: "maxCallrateOut",
  hostLayout: "hostView",
  pinningConfiguration: "pinningConfig",
  enableOverlayText: "enableOverlayText",
  enableActiveSpeakerIndication: "enableActiveSpeakerIndication",
  chat: "enableChat",
  liveCaptions: "liveCaptionsEnabled",
  muteAllGuests: "muteAllGuests",
  enableDenoise: "denoiseEnabled",
  enableSoftmute: "softmuteEnabled",
  primaryOwnerEmailAddress: "primaryOwnerEmailAddress",
  tag: "tag",
} as const;

export const conferenceConvert = { callCapability: hyphenated, mediaEncryption: encryptionWord, maximumQuality: qualityWord, chat: overrideWord, liveCaptions: overrideWord };

const OTHER_SERVICE = "of Virtual Receptions, test calls and media playback, which have no construct";

export const conferenceNotOffered = {
  automaticParticipants: "automatic participants have no construct",
  gmsAccessToken: OTHER_SERVICE,
  guestIdentityProviderGroup: "identity providers have no construct",
  guestsCanPresent: "pexip/infinity 40.0.0 leaves false out when it creates a room, gets true back and fails",
  hostIdentityProviderGroup: "identity providers have no construct",
  matchString: OTHER_SERVICE,
  mediaPlaylist: OTHER_SERVICE,
  mssipProxy: OTHER_SERVICE,
  nonIdpParticipants: "identity providers have no construct",
  onCompletion: OTHER_SERVICE,
  postMatchString: OTHER_SERVICE,
  postReplaceString: OTHER_SERVICE,
  replaceString: OTHER_SERVICE,
  syncTag: "written by LDAP synchronization",
  systemLocation: OTHER_SERVICE,
  teamsProxy: OTHER_SERVICE,
  twoStageDialType: OTHER_SERVICE,
} as const;

/** What the code of a room writes itself. */
export const conferenceWritten = ["aliases", "serviceType"] as const;

/** The aliases as the resource takes them; the provider calls an empty list inconsistent. */
export function aliasAttributes(aliases: readonly (string | ConferenceAlias)[] | undefined): Readonly<Record<string, unknown>> {
  if (aliases === undefined || aliases.length === 0) return {};
  return { aliases: aliasesOf(aliases).map(({ alias, description }) => ({ alias: literal(alias), description: description === undefined ? undefined : literal(description) })) };
}

export const makeConference = (scope: Construct, config: ResourceConfig): PexipInfinityConference => new PexipInfinityConference(scope, "Resource", config as unknown as PexipInfinityConferenceConfig);
