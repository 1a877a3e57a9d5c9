import { choice, flag, line, list, opt, whole } from "../../validation/fields";
import { CALL_RATE, MaximumQuality, MediaEncryption } from "../call-settings";
import { serviceOf } from "../service";
import { Override } from "../system-location";

/** Where a call that matches a rule goes. */
export enum CallTarget {
  /** A registered device, or an external system. */
  EXTERNAL = "external",
  /** Registered devices only. */
  REGISTRATION = "registration",
  /** A Skype for Business meeting, by its conference id. */
  MSSIP_CONFERENCE_ID = "mssip_conference_id",
  /** A Skype for Business client or meeting, or a Skype for Business Virtual Reception. */
  MSSIP_SERVER = "mssip_server",
  /** A Google Meet conference. */
  GMS_CONFERENCE = "gms_conference",
  /** A Microsoft Teams conference. */
  TEAMS_CONFERENCE = "teams_conference",
  /** A Microsoft Teams Room. */
  TEAMS_USER = "teams_user",
}

/** Protocol of the call that a rule places. */
export enum OutgoingProtocol {
  H323 = "h323",
  /** Skype for Business. */
  MSSIP = "mssip",
  SIP = "sip",
  RTMP = "rtmp",
  /** Google Meet. */
  GMS = "gms",
  /** Microsoft Teams. */
  TEAMS = "teams",
}

/** What a call through the Distributed Gateway may carry. */
export enum RoutedCallCapability {
  AUDIO = "audio",
  /** Main video and presentation. */
  VIDEO = "video",
  /** Main video only. */
  VIDEO_ONLY = "video_only",
  /** As the calling side. */
  AUTO = "auto",
}

/**
 * A Call Routing Rule of the Distributed Gateway (guide page 16; Services > Call Routing). Rules are tried in the order of their priority, for aliases that are no
 * room's; the first one that matches decides.
 */
export interface CallRoutingRuleFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** A tag for statistics, at most 250 characters. @default - none */
  readonly tag?: string;
  /** @default true */
  readonly enable?: boolean;
  /** 1-200, the smallest first. Give each rule its own: the order of equal ones is not defined. */
  readonly priority: number;
  /** Calls that come in through the Distributed Gateway. @default true */
  readonly matchIncomingCalls?: boolean;
  /** Calls that are placed from within a conference. @default false */
  readonly matchOutgoingCalls?: boolean;
  /** Incoming calls from registered devices only. @default false */
  readonly matchIncomingOnlyIfRegistered?: boolean;
  /** Incoming SIP calls. @default true */
  readonly matchIncomingSip?: boolean;
  /** Incoming H.323 calls. @default true */
  readonly matchIncomingH323?: boolean;
  /** Incoming calls from Connect apps (WebRTC). @default true */
  readonly matchIncomingWebrtc?: boolean;
  /** Incoming Skype for Business calls. @default true */
  readonly matchIncomingMssip?: boolean;
  /** Incoming Microsoft Teams calls. @default false */
  readonly matchIncomingTeams?: boolean;
  /** Regular expression (Perl style) that the whole alias must match, at most 250 characters: `9(\d+)`. In TypeScript a backslash is written twice. */
  readonly matchString: string;
  /** Compare with the whole alias as it was received, its scheme (`sip:`) and parameters included. @default false */
  readonly matchStringFull?: boolean;
  /** What the alias becomes: `\1` is the pattern's first group. At most 250 characters. @default - the alias as it was */
  readonly replaceString?: string;
  /** @default RoutedCallCapability.VIDEO */
  readonly callCapability?: RoutedCallCapability;
  /** @default CallTarget.EXTERNAL */
  readonly callTarget?: CallTarget;
  /** @default OutgoingProtocol.SIP */
  readonly outgoingProtocol?: OutgoingProtocol;
  /** @default - as in the global settings */
  readonly mediaEncryption?: MediaEncryption;
  /** @default - as in the global settings */
  readonly maximumQuality?: MaximumQuality;
  /** Of the call that came in: 128-8192 kbit/s. @default - as in the global settings */
  readonly maximumInboundCallRateKbps?: number;
  /** Of the call that is placed: 128-8192 kbit/s. @default - as in the global settings */
  readonly maximumOutboundCallRateKbps?: number;
  /** Remove background noise; used for Google Meet. @default true */
  readonly denoiseAudio?: boolean;
  /** Codecs that are not offered, in the API's words (`H264_H_0`). @default - none */
  readonly disabledCodecs?: readonly string[];
  /** Look up pictures of participants; used for Microsoft Teams. @default - as in the global settings */
  readonly participantAvatarLookup?: Override;
  /** The provider takes only OFF with TEAMS and GMS. @default - OFF with TEAMS and GMS, else as in the global settings */
  readonly liveCaptions?: Override;
  /** Treat the caller as a member of the target's organization; used for Microsoft Teams and Google Meet. @default false */
  readonly treatAsTrusted?: boolean;
}

/** Protocols with which the provider takes no live captions. Source: pexip/infinity 40.0.0, gateway_routing_rule. */
export function refusesLiveCaptions(protocol: OutgoingProtocol | undefined): boolean {
  return protocol === OutgoingProtocol.TEAMS || protocol === OutgoingProtocol.GMS;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, gateway_routing_rule. */
export const callRoutingRule = serviceOf<CallRoutingRuleFields>()({
  service: "callRoutingRule",
  title: "Call Routing Rule",
  menu: "Services > Call Routing",
  page: 16,
  fields: {
    name: opt(line()),
    description: opt(line()),
    tag: opt(line()),
    enable: opt(flag()),
    priority: whole(),
    matchIncomingCalls: opt(flag()),
    matchOutgoingCalls: opt(flag()),
    matchIncomingOnlyIfRegistered: opt(flag()),
    matchIncomingSip: opt(flag()),
    matchIncomingH323: opt(flag()),
    matchIncomingWebrtc: opt(flag()),
    matchIncomingMssip: opt(flag()),
    matchIncomingTeams: opt(flag()),
    matchString: line(),
    matchStringFull: opt(flag()),
    replaceString: opt(line()),
    callCapability: opt(choice(RoutedCallCapability)),
    callTarget: opt(choice(CallTarget)),
    outgoingProtocol: opt(choice(OutgoingProtocol)),
    mediaEncryption: opt(choice(MediaEncryption)),
    maximumQuality: opt(choice(MaximumQuality)),
    maximumInboundCallRateKbps: opt(whole()),
    maximumOutboundCallRateKbps: opt(whole()),
    denoiseAudio: opt(flag()),
    disabledCodecs: opt(list(line())),
    participantAvatarLookup: opt(choice(Override)),
    liveCaptions: opt(choice(Override)),
    treatAsTrusted: opt(flag()),
  },
  limits: {
    name: { longest: 250 },
    description: { longest: 250 },
    tag: { longest: 250 },
    priority: { least: 1, most: 200 },
    matchString: { longest: 250 },
    replaceString: { longest: 250 },
    maximumInboundCallRateKbps: CALL_RATE,
    maximumOutboundCallRateKbps: CALL_RATE,
  },
  references: {
    matchSourceLocation: { to: "systemLocation" },
    outgoingLocation: { to: "systemLocation" },
    sipProxy: { to: "sipProxy" },
    h323Gatekeeper: { to: "h323Gatekeeper" },
    mssipProxy: { to: "mssipProxy" },
    turnServer: { to: "turnServer" },
    stunServer: { to: "stunServer" },
    ivrTheme: { to: "ivrTheme" },
    teamsProxy: { to: "pexip_infinity_teams_proxy" },
    gmsAccessToken: { to: "pexip_infinity_gms_access_token" },
  },
});
