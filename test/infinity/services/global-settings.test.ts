import { TerraformVariable } from "cdktf";
import { GlobalSettings, type GlobalSettingsProps, InfinityVersion, IvrTheme, MaximumQuality, MediaEncryption, OcspChecks, Secret } from "../../../lib";
import { Registry } from "../../../lib/terraform/registry";
import { errorOf, newApiPlatform, newHost, newManager, newStack, newSwitch, resources, synthesized, theResource } from "../../support/stacks";

const TYPE = "pexip_infinity_global_configuration";
const acknowledged = { resetsEverythingNotNamed: true, incidentReporting: false, usageStatistics: true } as const;

test("minimal global settings write what the wizard asked, behind the gate", () => {
  const { platform, managementNode, gate } = newApiPlatform();
  const construct = new GlobalSettings(platform, "it", { managementNode, ...acknowledged });
  expect(resources(platform, TYPE)).toEqual({ it_10B07C0F: { error_reporting_enabled: false, enable_analytics: true, depends_on: [gate], provider: "pexip.manager" } });
  expect(construct.node.defaultChild).toBe(construct.node.findChild("Resource"));
});

test("what the wizard was told is kept, when Terraform builds the Management Node", () => {
  const stack = newStack("manager");
  const managementNode = newManager(stack, { externalSwitch: newSwitch(stack, newHost(stack)), contactEmail: "it@example.com", infinityVersion: InfinityVersion.of("40"), api: {} });
  const platform = newStack("platform", stack.node.root as never);
  new GlobalSettings(platform, "it", { managementNode, resetsEverythingNotNamed: true });
  const { resource } = JSON.parse(JSON.stringify(platform.toTerraform()));
  expect(Object.values(resource[TYPE])[0]).toMatchObject({ error_reporting_enabled: true, enable_analytics: false, contact_email_address: "it@example.com" });
});

test("every prop reaches the resource", () => {
  const { platform, managementNode } = newApiPlatform();
  const props: GlobalSettingsProps = {
    managementNode,
    ...acknowledged,
    defaultTheme: new IvrTheme(platform, "theme", { managementNode, name: "Example", package: "theme.zip" }),
    contactEmail: "it@example.com",
    incidentReportingUrl: "https://acr.example.com",
    enableSip: false,
    enableSipUdp: true,
    enableH323: false,
    enableWebrtc: false,
    enableRtmp: false,
    enableTurn443: true,
    enableSsh: false,
    enableApplicationApi: false,
    enableLegacyDialoutApi: true,
    enableFarEndCameraControl: false,
    enableChat: false,
    enableDialout: false,
    enableDirectory: false,
    enableBreakoutRooms: true,
    enableClock: true,
    enableDenoise: false,
    enableSoftmute: false,
    enableMlvad: true,
    enableEdgeNonMesh: false,
    enableLyncAutoEscalate: true,
    enableLyncVbss: true,
    enableTeamsPowerpointLive: true,
    externalParticipantAvatarLookup: false,
    liveCaptionsByDefault: true,
    liveviewShowConferences: false,
    mediaEncryption: MediaEncryption.BEST_EFFORT,
    maximumQuality: MaximumQuality.FULL_HD,
    maximumInboundCallRateKbps: 129,
    maximumOutboundCallRateKbps: 130,
    maximumPresentationBandwidthPercent: 50,
    disabledCodecs: ["H264_H_0"],
    mediaPortsStart: 41000,
    mediaPortsEnd: 42000,
    signallingPortsStart: 34000,
    signallingPortsEnd: 35000,
    managementQos: 16,
    localMssipDomain: "example.com",
    minimumPinLength: 8,
    pinEntryTimeoutSeconds: 60,
    waitingForHostTimeoutSeconds: 61,
    guestsOnlyTimeoutSeconds: 62,
    lastParticipantTimeoutSeconds: 63,
    pinBruteForceResistance: false,
    maximumPinFailures: 10,
    scanQuarantine: false,
    maximumScanAttempts: 11,
    sipTlsVerification: true,
    ocsp: OcspChecks.OVERRIDE,
    ocspResponderUrl: "http://ocsp.example.com",
    contentSecurityPolicy: false,
    contentSecurityPolicyHeader: "default-src 'self'",
    managementSessionTimeout: false,
    managementSessionTimeoutMinutes: 20,
    managementStartPage: "/admin/",
    logonBanner: 'Authorised use only\n"${a}" %{b}',
    siteBanner: "Production",
    siteBannerBackground: "#ff0000",
    siteBannerForeground: "#ffffff",
    logsMaxAgeDays: 90,
    legacyApiUsername: "legacy",
    legacyApiPassword: Secret.fromVariable("legacy_password"),
  };
  new GlobalSettings(platform, "it", props);
  const written = theResource(platform, TYPE);
  expect(written).toEqual({
    error_reporting_enabled: false,
    enable_analytics: true,
    default_theme: expect.stringMatching(/^\$\{pexip_infinity_ivr_theme\.theme_\w+\.name\}$/),
    contact_email_address: "it@example.com",
    error_reporting_url: "https://acr.example.com",
    enable_sip: false,
    enable_sip_udp: true,
    enable_h323: false,
    enable_webrtc: false,
    enable_rtmp: false,
    enable_turn_443: true,
    enable_ssh: false,
    enable_application_api: false,
    enable_legacy_dialout_api: true,
    enable_fecc: false,
    enable_chat: false,
    enable_dialout: false,
    enable_directory: false,
    enable_breakout_rooms: true,
    enable_clock: true,
    enable_denoise: false,
    enable_softmute: false,
    enable_mlvad: true,
    enable_edge_non_mesh: false,
    enable_lync_auto_escalate: true,
    enable_lync_vbss: true,
    teams_enable_powerpoint_render: true,
    external_participant_avatar_lookup: false,
    live_captions_vmr_default: true,
    liveview_show_conferences: false,
    crypto_mode: "besteffort",
    max_pixels_per_second: "fullhd",
    max_callrate_in: 129,
    max_callrate_out: 130,
    max_presentation_bandwidth_ratio: 50,
    disabled_codecs: ["H264_H_0"],
    media_ports_start: 41000,
    media_ports_end: 42000,
    signalling_ports_start: 34000,
    signalling_ports_end: 35000,
    management_qos: 16,
    local_mssip_domain: "example.com",
    min_pin_length: 8,
    pin_entry_timeout: 60,
    waiting_for_chair_timeout: 61,
    guests_only_timeout: 62,
    eject_last_participant_backstop_timeout: 63,
    bdpm_pin_checks_enabled: false,
    bdpm_max_pin_failures_per_window: 10,
    bdpm_scan_quarantine_enabled: false,
    bdpm_max_scan_attempts_per_window: 11,
    sip_tls_cert_verify_mode: "ON",
    ocsp_state: "OVERRIDE",
    ocsp_responder_url: "http://ocsp.example.com",
    content_security_policy_state: false,
    content_security_policy_header: "default-src 'self'",
    session_timeout_enabled: false,
    management_session_timeout: 20,
    management_start_page: "/admin/",
    logon_banner: 'Authorised use only\n"$${a}" %%{b}',
    site_banner: "Production",
    site_banner_bg: "#ff0000",
    site_banner_fg: "#ffffff",
    logs_max_age: 90,
    legacy_api_username: "legacy",
    legacy_api_password: "${var.legacy_password}",
    depends_on: [expect.any(String)],
    provider: "pexip.manager",
  });
});

const refused = (props: object): readonly string[] => {
  const { platform, managementNode } = newApiPlatform();
  return errorOf(() => new GlobalSettings(platform, "it", { managementNode, ...props } as GlobalSettingsProps)).message.split("\n");
};

test("a theme whose name nobody knows is refused in api mode: the provider takes no number", () => {
  const { platform, managementNode } = newApiPlatform();
  const defaultTheme = IvrTheme.fromResourceId(platform, "theme", { managementNode, resourceId: 3 });
  expect(errorOf(() => new GlobalSettings(platform, "it", { managementNode, ...acknowledged, defaultTheme })).message).toBe(
    "platform/it: defaultTheme must be a theme that this program makes (IvrTheme): the provider takes its name, and fromResourceId knows only its number; or choose it in the Administrator interface (Platform > Global Settings)",
  );
});

test("nobody takes the global settings over by accident", () => {
  const { resetsEverythingNotNamed, ...others } = acknowledged;
  expect(resetsEverythingNotNamed).toBe(true);
  expect(refused(others)).toEqual(["platform/it: resetsEverythingNotNamed is required"]);
  expect(refused({ ...others, resetsEverythingNotNamed: false })).toEqual(["platform/it: resetsEverythingNotNamed must be true: every setting that is not named here is reset to the provider's default, got false"]);
  expect(refused({ resetsEverythingNotNamed: true })).toEqual([
    "platform/it: incidentReporting is required: Terraform does not build manager/manager, and what its wizard was told would be reset",
    "platform/it: usageStatistics is required: Terraform does not build manager/manager, and what its wizard was told would be reset",
  ]);
});

test("what is wrong is refused, all of it", () => {
  expect(refused({ ...acknowledged, siteBanner: "a\nb", siteBannerBackground: "red", logonBanner: "\ud800", legacyApiPassword: "secret", ocsp: "OFF", enableSip: 1 })).toEqual([
    "platform/it: enableSip must be true or false, got 1",
    'platform/it: ocsp must be one of off, on, override, got "OFF"',
    "platform/it: logonBanner contains half of a character (an unpaired surrogate)",
    'platform/it: siteBanner must be one line without control characters, got "a\\nb"',
    'platform/it: siteBannerBackground must be a colour such as #c0c0c0, got "red"',
    "platform/it: legacyApiPassword must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program",
  ]);
  const { platform, managementNode } = newApiPlatform();
  const token = new TerraformVariable(platform, "token", {}).stringValue;
  expect(errorOf(() => new GlobalSettings(platform, "it", { managementNode, ...acknowledged, siteBanner: token })).message).toContain("siteBanner must be a literal");
});

test("in runbook mode it is a record, with what the wizard was told", () => {
  const stack = newStack("manager");
  const managementNode = newManager(stack, { externalSwitch: newSwitch(stack, newHost(stack)) });
  const platform = newStack("platform", stack.node.root as never);
  const construct = new GlobalSettings(platform, "it", { managementNode, resetsEverythingNotNamed: true, enableSip: false });
  expect(synthesized(platform).resource).toBeUndefined();
  expect(Registry.of(platform).record(construct, "service")!.values).toEqual({ resetsEverythingNotNamed: true, incidentReporting: true, usageStatistics: false, enableSip: false });
});
