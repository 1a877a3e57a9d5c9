import { PexipInfinityGatewayRoutingRule, type PexipInfinityGatewayRoutingRuleConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-gateway-routing-rule";
import { Construct } from "constructs";
import { callRoutingRule, type CallRoutingRuleFields, refusesLiveCaptions } from "../../deployment/services/call-routing-rule";
import { Override } from "../../deployment/system-location";
import { encryptionWord, hyphenated, overrideWord, qualityWord } from "../api-words";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";
import type { IPexipResource, ISystemLocation } from "../system-location";
import { behindLicences } from "./licence-first";

/** Props of a CallRoutingRule. */
export interface CallRoutingRuleProps extends CallRoutingRuleFields {
  readonly managementNode: IManagementNode;
  /** Calls that are handled in this location only. @default - in any */
  readonly matchSourceLocation?: ISystemLocation;
  /** A node of this location places the call. @default - the location where the call came in */
  readonly outgoingLocation?: ISystemLocation;
  /** For calls with SIP. @default - the outgoing location's, else DNS */
  readonly sipProxy?: IPlatformObject;
  /** For calls with H.323. @default - the outgoing location's, else DNS */
  readonly h323Gatekeeper?: IPlatformObject;
  /** For calls to Skype for Business. @default - the outgoing location's, else DNS */
  readonly mssipProxy?: IPlatformObject;
  /** For calls to Skype for Business. @default - the outgoing location's */
  readonly turnServer?: IPlatformObject;
  /** For calls to Skype for Business. @default - the outgoing location's */
  readonly stunServer?: IPlatformObject;
  /** What the caller hears and sees. @default - that of the global settings */
  readonly ivrTheme?: IPlatformObject;
  /** A `PexipInfinityTeamsProxy` of `cdktf-pexip-hyperv/provider-pexip`: the Teams Connector. @default - the outgoing location's */
  readonly teamsProxy?: IPexipResource;
  /** A `PexipInfinityGmsAccessToken` of `cdktf-pexip-hyperv/provider-pexip`, for Google Meet. @default - none */
  readonly gmsAccessToken?: IPexipResource;
}

const resource = resourceOf<CallRoutingRuleFields, PexipInfinityGatewayRoutingRuleConfig>()({
  collection: "gateway_routing_rule",
  attributes: {
    name: "name",
    description: "description",
    tag: "tag",
    enable: "enable",
    priority: "priority",
    matchIncomingCalls: "matchIncomingCalls",
    matchOutgoingCalls: "matchOutgoingCalls",
    matchIncomingOnlyIfRegistered: "matchIncomingOnlyIfRegistered",
    matchIncomingSip: "matchIncomingSip",
    matchIncomingH323: "matchIncomingH323",
    matchIncomingWebrtc: "matchIncomingWebrtc",
    matchIncomingMssip: "matchIncomingMssip",
    matchIncomingTeams: "matchIncomingTeams",
    matchString: "matchString",
    matchStringFull: "matchStringFull",
    replaceString: "replaceString",
    callCapability: "callType",
    callTarget: "calledDeviceType",
    outgoingProtocol: "outgoingProtocol",
    mediaEncryption: "cryptoMode",
    maximumQuality: "maxPixelsPerSecond",
    maximumInboundCallRateKbps: "maxCallrateIn",
    maximumOutboundCallRateKbps: "maxCallrateOut",
    denoiseAudio: "denoiseAudio",
    disabledCodecs: "disabledCodecs",
    participantAvatarLookup: "enableParticipantAvatarLookup",
    liveCaptions: null,
    treatAsTrusted: "treatAsTrusted",
  },
  references: {
    matchSourceLocation: "matchSourceLocation",
    outgoingLocation: "outgoingLocation",
    sipProxy: "sipProxy",
    h323Gatekeeper: "h323Gatekeeper",
    mssipProxy: "mssipProxy",
    turnServer: "turnServer",
    stunServer: "stunServer",
    ivrTheme: "ivrTheme",
    teamsProxy: "teamsProxy",
    gmsAccessToken: "gmsAccessToken",
  },
  convert: { callCapability: hyphenated, mediaEncryption: encryptionWord, maximumQuality: qualityWord, participantAvatarLookup: overrideWord },
  written: ["liveCaptionsEnabled"],
  notOffered: { telehealthProfile: "telehealth is a product of its own" },
  make: (scope, config) => new PexipInfinityGatewayRoutingRule(scope, "Resource", config as unknown as PexipInfinityGatewayRoutingRuleConfig),
});

/**
 * A Call Routing Rule of the Distributed Gateway (guide page 16). It is made after every Licence of its stack.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class CallRoutingRule extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: CallRoutingRuleProps) {
    const service = prepareService(scope, id, callRoutingRule, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    behindLicences(service.enter(this, () => ({ liveCaptionsEnabled: liveCaptionsWord(props) })), this, props.managementNode);
  }
}

/** The provider wants the word written for Teams and Google Meet. */
function liveCaptionsWord({ liveCaptions, outgoingProtocol }: CallRoutingRuleProps): string | undefined {
  const choice = liveCaptions ?? (refusesLiveCaptions(outgoingProtocol) ? Override.OFF : undefined);
  return choice === undefined ? undefined : overrideWord(choice);
}
