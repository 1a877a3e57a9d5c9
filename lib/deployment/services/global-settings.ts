import { choice, flag, fqdnLine, line, linesThat, lineThat, list, opt, value, whole, type Field } from "../../validation/fields";
import { ValidationError } from "../../validation/validation-error";
import { CALL_RATE, MaximumQuality, MediaEncryption } from "../call-settings";
import type { ManagementNodeRecord } from "../management-node";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** Are certificates checked for revocation (OCSP)? */
export enum OcspChecks {
  OFF = "off",
  /** The responder that the certificate names. */
  ON = "on",
  /** Always ocspResponderUrl. */
  OVERRIDE = "override",
}

/**
 * The global settings (guide page 13 names one of them; Platform > Global Settings). A Management Node has one such object with almost ninety settings: taking it over resets each one
 * that is not named here to the provider's default, whoever set it, cloud bursting and the default web app included; removing the construct resets all.
 */
export interface GlobalSettingsFields {
  /** Written out, so that nobody resets a platform by accident. */
  readonly resetsEverythingNotNamed: true;
  /** Incident reports to Pexip. @default - as the wizard was told; to be given for a Management Node that Terraform does not build */
  readonly incidentReporting?: boolean;
  /** Deployment and usage statistics to Pexip. @default - as the wizard was told; to be given for a Management Node that Terraform does not build */
  readonly usageStatistics?: boolean;
  /** Contact for incident reports, at most 100 characters. @default - the Management Node's contactEmail */
  readonly contactEmail?: string;
  /** At most 255 characters. @default "https://acr.pexip.com" */
  readonly incidentReportingUrl?: string;

  /** @default true */
  readonly enableSip?: boolean;
  /** @default false */
  readonly enableSipUdp?: boolean;
  /** @default true */
  readonly enableH323?: boolean;
  /** Connect apps. @default true */
  readonly enableWebrtc?: boolean;
  /** @default true */
  readonly enableRtmp?: boolean;
  /** TURN on port 443 of the nodes. @default false */
  readonly enableTurn443?: boolean;
  /** SSH to all nodes. @default true */
  readonly enableSsh?: boolean;
  /** The client API, which Connect apps need. @default true */
  readonly enableApplicationApi?: boolean;
  /** The dial-out API of old clients. @default false */
  readonly enableLegacyDialoutApi?: boolean;
  /** Far-end camera control. @default true */
  readonly enableFarEndCameraControl?: boolean;
  /** @default true */
  readonly enableChat?: boolean;
  /** Dial out from Connect apps. @default true */
  readonly enableDialout?: boolean;
  /** The phone book in Connect apps. @default true */
  readonly enableDirectory?: boolean;
  /** @default false */
  readonly enableBreakoutRooms?: boolean;
  /** A timer in the picture. @default false */
  readonly enableClock?: boolean;
  /** @default true */
  readonly enableDenoise?: boolean;
  /** @default true */
  readonly enableSoftmute?: boolean;
  /** The `enable_mlvad` setting. @default false */
  readonly enableMlvad?: boolean;
  /** Proxying nodes need a connection to their own and the transcoding locations only. @default true */
  readonly enableEdgeNonMesh?: boolean;
  /** Skype for Business: automatic escalation to video. @default false */
  readonly enableLyncAutoEscalate?: boolean;
  /** Skype for Business: video-based screen sharing. @default false */
  readonly enableLyncVbss?: boolean;
  /** Microsoft Teams: PowerPoint Live. @default false */
  readonly enableTeamsPowerpointLive?: boolean;
  /** @default true */
  readonly externalParticipantAvatarLookup?: boolean;
  /** Live captions in rooms that do not say otherwise. @default false */
  readonly liveCaptionsByDefault?: boolean;
  /** @default true */
  readonly liveviewShowConferences?: boolean;

  /** @default MediaEncryption.BEST_EFFORT */
  readonly mediaEncryption?: MediaEncryption;
  /** @default MaximumQuality.HD */
  readonly maximumQuality?: MaximumQuality;
  /** 128-8192 kbit/s. @default - no limit */
  readonly maximumInboundCallRateKbps?: number;
  /** 128-8192 kbit/s. @default - no limit */
  readonly maximumOutboundCallRateKbps?: number;
  /** Most of a call's bandwidth that a presentation gets: 25-75. @default 75 */
  readonly maximumPresentationBandwidthPercent?: number;
  /** Codecs that are not offered, in the API's words (`H264_H_0`). @default - the provider's: MP4A-LATM_128 and H264_H_0 among them */
  readonly disabledCodecs?: readonly string[];
  /** 10000-49999; the range holds at least 100 ports. @default 40000 */
  readonly mediaPortsStart?: number;
  /** 10000-49999. @default 49999 */
  readonly mediaPortsEnd?: number;
  /** 10000-49999; the range holds at least 100 ports. @default 33000 */
  readonly signallingPortsStart?: number;
  /** 10000-49999. @default 39999 */
  readonly signallingPortsEnd?: number;
  /** DSCP value of management traffic, 0-63. @default 0 */
  readonly managementQos?: number;
  /** Domain of SIP calls to Skype for Business, at most 255 characters. @default - none */
  readonly localMssipDomain?: string;

  /** Shortest PIN of a room, 4-20. @default 6 */
  readonly minimumPinLength?: number;
  /** 30-86400 seconds. @default 120 */
  readonly pinEntryTimeoutSeconds?: number;
  /** How long guests wait for a host: 0-86400 seconds. @default 900 */
  readonly waitingForHostTimeoutSeconds?: number;
  /** How long guests stay after the last host left: 0-86400 seconds. @default 60 */
  readonly guestsOnlyTimeoutSeconds?: number;
  /** How long the last participant stays: 60-86400 seconds, or 0 for ever. @default 0 */
  readonly lastParticipantTimeoutSeconds?: number;
  /** Break-in resistance: limit PIN attempts. @default true */
  readonly pinBruteForceResistance?: boolean;
  /** 5-200 in ten minutes. @default 20 */
  readonly maximumPinFailures?: number;
  /** Break-in resistance: quarantine callers that scan for services. @default true */
  readonly scanQuarantine?: boolean;
  /** 5-200 in ten minutes. @default 20 */
  readonly maximumScanAttempts?: number;

  /** Verify the certificates of SIP peers. @default false */
  readonly sipTlsVerification?: boolean;
  /** @default OcspChecks.OFF */
  readonly ocsp?: OcspChecks;
  /** At most 255 characters. @default - none */
  readonly ocspResponderUrl?: string;
  /** Send the Content-Security-Policy header. @default true */
  readonly contentSecurityPolicy?: boolean;
  /** At most 4096 characters. @default - the provider's */
  readonly contentSecurityPolicyHeader?: string;

  /** Sessions of administrators end when idle. @default true */
  readonly managementSessionTimeout?: boolean;
  /** 5-1440 minutes. @default 30 */
  readonly managementSessionTimeoutMinutes?: number;
  /** The page after signing in. @default "/admin/conferencingstatus/deploymentgraph/deployment_graph/" */
  readonly managementStartPage?: string;
  /** Text before signing in, also of several lines: at most 4096 characters. @default - none */
  readonly logonBanner?: string;
  /** Text on every page, at most 255 characters. @default - none */
  readonly siteBanner?: string;
  /** As in `#c0c0c0`. @default "#c0c0c0" */
  readonly siteBannerBackground?: string;
  /** As in `#000000`. @default "#000000" */
  readonly siteBannerForeground?: string;
  /** Days that logs are kept, 0-3650; 0 for ever. @default 0 */
  readonly logsMaxAgeDays?: number;
  /** At most 100 characters. @default - none */
  readonly legacyApiUsername?: string;
  /** At most 100 characters. @default - none */
  readonly legacyApiPassword?: Secret;
}

const acknowledged = (): Field<true> => value("true: every setting that is not named here is reset to the provider's default", "true", (given): given is true => given === true);

const colour = (): Field<string> => lineThat((text) => (/^#[0-9A-Fa-f]{6}$/.test(text) ? undefined : "must be a colour such as #c0c0c0"));

/** Taking the settings over would override what the wizard was told. */
function complete(fields: GlobalSettingsFields, managementNode: ManagementNodeRecord, path: string): GlobalSettingsFields {
  if (managementNode.origin === "managed") {
    const { incidentReporting, usageStatistics, contactEmail } = managementNode;
    return { ...fields, incidentReporting: fields.incidentReporting ?? incidentReporting, usageStatistics: fields.usageStatistics ?? usageStatistics, contactEmail: fields.contactEmail ?? contactEmail };
  }
  const missing = (["incidentReporting", "usageStatistics"] as const).filter((key) => fields[key] === undefined);
  if (missing.length === 0) return fields;
  throw new ValidationError(missing.map((key) => ({ path, key, message: `${key} is required: Terraform does not build ${managementNode.path}, and what its wizard was told would be reset` })));
}

const TIMEOUT = { least: 0, most: 86_400 };
const PORT = { least: 10_000, most: 49_999 };

/** Ports that the provider uses when none are given. */
export const DEFAULT_PORTS = { mediaPortsStart: 40_000, mediaPortsEnd: 49_999, signallingPortsStart: 33_000, signallingPortsEnd: 39_999 } as const;

/** Source of ranges and defaults: pexip/infinity 40.0.0, global_configuration. */
export const globalSettings = serviceOf<GlobalSettingsFields>()({
  service: "globalSettings",
  title: "Global settings",
  menu: "Platform > Global Settings",
  page: 13,
  fields: {
    resetsEverythingNotNamed: acknowledged(),
    incidentReporting: opt(flag()),
    usageStatistics: opt(flag()),
    contactEmail: opt(line()),
    incidentReportingUrl: opt(line()),
    enableSip: opt(flag()),
    enableSipUdp: opt(flag()),
    enableH323: opt(flag()),
    enableWebrtc: opt(flag()),
    enableRtmp: opt(flag()),
    enableTurn443: opt(flag()),
    enableSsh: opt(flag()),
    enableApplicationApi: opt(flag()),
    enableLegacyDialoutApi: opt(flag()),
    enableFarEndCameraControl: opt(flag()),
    enableChat: opt(flag()),
    enableDialout: opt(flag()),
    enableDirectory: opt(flag()),
    enableBreakoutRooms: opt(flag()),
    enableClock: opt(flag()),
    enableDenoise: opt(flag()),
    enableSoftmute: opt(flag()),
    enableMlvad: opt(flag()),
    enableEdgeNonMesh: opt(flag()),
    enableLyncAutoEscalate: opt(flag()),
    enableLyncVbss: opt(flag()),
    enableTeamsPowerpointLive: opt(flag()),
    externalParticipantAvatarLookup: opt(flag()),
    liveCaptionsByDefault: opt(flag()),
    liveviewShowConferences: opt(flag()),
    mediaEncryption: opt(choice(MediaEncryption)),
    maximumQuality: opt(choice(MaximumQuality)),
    maximumInboundCallRateKbps: opt(whole()),
    maximumOutboundCallRateKbps: opt(whole()),
    maximumPresentationBandwidthPercent: opt(whole()),
    disabledCodecs: opt(list(line())),
    mediaPortsStart: opt(whole()),
    mediaPortsEnd: opt(whole()),
    signallingPortsStart: opt(whole()),
    signallingPortsEnd: opt(whole()),
    managementQos: opt(whole()),
    localMssipDomain: opt(fqdnLine()),
    minimumPinLength: opt(whole()),
    pinEntryTimeoutSeconds: opt(whole()),
    waitingForHostTimeoutSeconds: opt(whole()),
    guestsOnlyTimeoutSeconds: opt(whole()),
    lastParticipantTimeoutSeconds: opt(whole()),
    pinBruteForceResistance: opt(flag()),
    maximumPinFailures: opt(whole()),
    scanQuarantine: opt(flag()),
    maximumScanAttempts: opt(whole()),
    sipTlsVerification: opt(flag()),
    ocsp: opt(choice(OcspChecks)),
    ocspResponderUrl: opt(line()),
    contentSecurityPolicy: opt(flag()),
    contentSecurityPolicyHeader: opt(line()),
    managementSessionTimeout: opt(flag()),
    managementSessionTimeoutMinutes: opt(whole()),
    managementStartPage: opt(line()),
    logonBanner: opt(linesThat(() => undefined)),
    siteBanner: opt(line()),
    siteBannerBackground: opt(colour()),
    siteBannerForeground: opt(colour()),
    logsMaxAgeDays: opt(whole()),
    legacyApiUsername: opt(line()),
    legacyApiPassword: opt(secret()),
  },
  limits: {
    contactEmail: { longest: 100 },
    incidentReportingUrl: { longest: 255 },
    maximumInboundCallRateKbps: CALL_RATE,
    maximumOutboundCallRateKbps: CALL_RATE,
    maximumPresentationBandwidthPercent: { least: 25, most: 75 },
    mediaPortsStart: PORT,
    mediaPortsEnd: PORT,
    signallingPortsStart: PORT,
    signallingPortsEnd: PORT,
    managementQos: { least: 0, most: 63 },
    localMssipDomain: { longest: 255 },
    minimumPinLength: { least: 4, most: 20 },
    pinEntryTimeoutSeconds: { least: 30, most: 86_400 },
    waitingForHostTimeoutSeconds: TIMEOUT,
    guestsOnlyTimeoutSeconds: TIMEOUT,
    lastParticipantTimeoutSeconds: { least: 60, most: 86_400, also: [0] },
    maximumPinFailures: { least: 5, most: 200 },
    maximumScanAttempts: { least: 5, most: 200 },
    ocspResponderUrl: { longest: 255 },
    contentSecurityPolicyHeader: { longest: 4096 },
    managementSessionTimeoutMinutes: { least: 5, most: 1440 },
    logonBanner: { longest: 4096 },
    siteBanner: { longest: 255 },
    logsMaxAgeDays: { least: 0, most: 3650 },
    legacyApiUsername: { longest: 100 },
  },
  complete,
  singleton: true,
  references: { defaultTheme: { to: "ivrTheme" } },
});
