import { PexipInfinityGmsAccessToken } from "@cdktf/provider-pexip/lib/pexip-infinity-gms-access-token";
import { PexipInfinityTeamsProxy } from "@cdktf/provider-pexip/lib/pexip-infinity-teams-proxy";
import { TerraformVariable } from "cdktf";
import {
  CallRoutingRule,
  type CallRoutingRuleProps,
  CallTarget,
  H323Gatekeeper,
  IvrTheme,
  Licence,
  MaximumQuality,
  MediaEncryption,
  MssipProxy,
  OutgoingProtocol,
  Override,
  RoutedCallCapability,
  Secret,
  SipProxy,
  StunServer,
  SystemLocation,
  TurnServer,
} from "../../../lib";
import { errorOf, newApiPlatform, newDeployment, resources, synthesized, theResource } from "../../support/stacks";

const TYPE = "pexip_infinity_gateway_routing_rule";

test("a minimal rule is its name, priority and expression, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new CallRoutingRule(platform, "it", { managementNode, priority: 10, matchString: "9(\\d+)" });
  expect(resources(platform, TYPE)).toEqual({ it_10B07C0F: { name: "it", priority: 10, match_string: "9(\\d+)", depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  const existing = (resourceId: number) => ({ managementNode, resourceId });
  const location = (id: string, resourceId: number) => SystemLocation.fromAttributes(platform, id, { managementNode, name: id, resourceId });
  new CallRoutingRule(platform, "it", {
    managementNode,
    name: "To ${1}",
    description: "%{2}",
    tag: "gateway",
    enable: false,
    priority: 200,
    matchIncomingCalls: false,
    matchOutgoingCalls: true,
    matchIncomingOnlyIfRegistered: true,
    matchIncomingSip: false,
    matchIncomingH323: false,
    matchIncomingWebrtc: false,
    matchIncomingMssip: false,
    matchIncomingTeams: true,
    matchString: '(.+)@"${x}"',
    matchStringFull: true,
    replaceString: "\\1@%{y}",
    callCapability: RoutedCallCapability.VIDEO_ONLY,
    callTarget: CallTarget.TEAMS_CONFERENCE,
    outgoingProtocol: OutgoingProtocol.MSSIP,
    mediaEncryption: MediaEncryption.BEST_EFFORT,
    maximumQuality: MaximumQuality.FULL_HD,
    maximumInboundCallRateKbps: 128,
    maximumOutboundCallRateKbps: 8192,
    denoiseAudio: false,
    disabledCodecs: ["H264_H_0"],
    participantAvatarLookup: Override.ON,
    liveCaptions: Override.GLOBAL,
    treatAsTrusted: true,
    matchSourceLocation: location("oslo", 1),
    outgoingLocation: location("bergen", 2),
    sipProxy: SipProxy.fromResourceId(platform, "sip", existing(3)),
    h323Gatekeeper: H323Gatekeeper.fromResourceId(platform, "h323", existing(4)),
    mssipProxy: MssipProxy.fromResourceId(platform, "mssip", existing(5)),
    turnServer: TurnServer.fromResourceId(platform, "turn", existing(6)),
    stunServer: StunServer.fromResourceId(platform, "stun", existing(7)),
    ivrTheme: IvrTheme.fromResourceId(platform, "theme", existing(8)),
    teamsProxy: new PexipInfinityTeamsProxy(platform, "teams", { name: "Teams", address: "teams.example.com", azureTenant: "/api/admin/configuration/v1/azure_tenant/1/", provider: managementNode.providerIn(platform) }),
    gmsAccessToken: new PexipInfinityGmsAccessToken(platform, "meet", { name: "Meet", provider: managementNode.providerIn(platform) }),
  });
  const uri = (collection: string, number: number): string => `/api/admin/configuration/v1/${collection}/${number}/`;
  expect(theResource(platform, TYPE)).toEqual({
    name: "To $${1}",
    description: "%%{2}",
    tag: "gateway",
    enable: false,
    priority: 200,
    match_incoming_calls: false,
    match_outgoing_calls: true,
    match_incoming_only_if_registered: true,
    match_incoming_sip: false,
    match_incoming_h323: false,
    match_incoming_webrtc: false,
    match_incoming_mssip: false,
    match_incoming_teams: true,
    match_string: '(.+)@"$${x}"',
    match_string_full: true,
    replace_string: "\\1@%%{y}",
    call_type: "video-only",
    called_device_type: "teams_conference",
    outgoing_protocol: "mssip",
    crypto_mode: "besteffort",
    max_pixels_per_second: "fullhd",
    max_callrate_in: 128,
    max_callrate_out: 8192,
    denoise_audio: false,
    disabled_codecs: ["H264_H_0"],
    enable_participant_avatar_lookup: "yes",
    live_captions_enabled: "default",
    treat_as_trusted: true,
    match_source_location: uri("system_location", 1),
    outgoing_location: uri("system_location", 2),
    sip_proxy: uri("sip_proxy", 3),
    h323_gatekeeper: uri("h323_gatekeeper", 4),
    mssip_proxy: uri("mssip_proxy", 5),
    turn_server: uri("turn_server", 6),
    stun_server: uri("stun_server", 7),
    ivr_theme: uri("ivr_theme", 8),
    teams_proxy: "${pexip_infinity_teams_proxy.teams.id}",
    gms_access_token: "${pexip_infinity_gms_access_token.meet.id}",
    depends_on: [expect.any(String)],
    provider: "pexip.manager",
  });
});

test.each([OutgoingProtocol.TEAMS, OutgoingProtocol.GMS])("live captions are off with %s, as the provider demands", (outgoingProtocol) => {
  const { platform, managementNode } = newApiPlatform();
  new CallRoutingRule(platform, "it", { managementNode, priority: 1, matchString: ".*", outgoingProtocol });
  expect(theResource(platform, TYPE)).toMatchObject({ outgoing_protocol: outgoingProtocol, live_captions_enabled: "no" });
});

test("a rule waits for a licence, as a room does", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  new CallRoutingRule(platform, "it", { managementNode, priority: 1, matchString: ".*" });
  new Licence(platform, "licence", { managementNode, entitlementId: Secret.fromVariable("key") });
  expect(theResource(platform, TYPE).depends_on).toEqual([gate, `pexip_infinity_licence.${Object.keys(resources(platform, "pexip_infinity_licence"))[0]}`]);
});

test("nothing is built in runbook mode", () => {
  const { platform, managementNode } = newDeployment();
  new CallRoutingRule(platform, "it", { managementNode, priority: 1, matchString: ".*" });
  expect(synthesized(platform).resource).toBeUndefined();
});

test("what is wrong is refused, all of it", () => {
  const { platform, managementNode } = newApiPlatform();
  const refused = (props: object): readonly string[] => errorOf(() => new CallRoutingRule(platform, "it", { managementNode, ...props } as CallRoutingRuleProps)).message.split("\n");
  expect(refused({ priority: 1.5, matchString: "a\nb", outgoingProtocol: "SIP", disabledCodecs: "H264", sipProxy: managementNode })).toEqual([
    "platform/it: sipProxy must be a SipProxy, got an object (ImportedManagementNode)",
    "platform/it: priority must be a whole number, got 1.5",
    'platform/it: matchString must be one line without control characters, got "a\\nb"',
    'platform/it: outgoingProtocol must be one of h323, mssip, sip, rtmp, gms, teams, got "SIP"',
    'platform/it: disabledCodecs must be a list, got "H264"',
  ]);
  expect(refused({})).toEqual(["platform/it: priority is required", "platform/it: matchString is required"]);
  expect(refused({ priority: 1, matchString: new TerraformVariable(platform, "token", {}).stringValue })).toEqual([
    "platform/it: matchString must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later",
  ]);
});

test("what has no construct of ours is a generated class of its kind", () => {
  const { platform, managementNode } = newApiPlatform();
  const meet = new PexipInfinityGmsAccessToken(platform, "meet", { name: "Meet", provider: managementNode.providerIn(platform) });
  expect(errorOf(() => new CallRoutingRule(platform, "it", { managementNode, priority: 1, matchString: ".*", teamsProxy: meet, gmsAccessToken: "meet" as never })).message.split("\n")).toEqual([
    "platform/it: teamsProxy must be a PexipInfinityTeamsProxy of cdktf-pexip-hyperv/provider-pexip, got an object (PexipInfinityGmsAccessToken)",
    'platform/it: gmsAccessToken must be a PexipInfinityGmsAccessToken of cdktf-pexip-hyperv/provider-pexip, got "meet"',
  ]);
});
