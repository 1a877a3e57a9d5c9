import { X509Certificate } from "node:crypto";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Definition } from "./definition";
import type { Scene } from "./scene";

const variable = (name: string) => ({ variable: name });

/** Adds to examples/full-platform what it leaves out: each kind of service with all of its fields, and with none but those that it must have. */
export function withEverything({ definition, folder }: Scene): void {
  writeFileSync(join(folder, "certificates/nodes.pub"), publicKeyOf(join(folder, "certificates/nodes.pem")));
  writeFileSync(join(folder, "certificates/parameters.pem"), "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n");
  copyFileSync(join(folder, "branding/example-1.zip"), join(folder, "branding/theme-1.zip"));
  definition.syslogServers["least-syslog"] = { address: "10.44.10.71" };
  definition.syslogServers["full-syslog"] = { address: "10.44.10.72", description: "second", port: 1514, transport: "tcp", auditLog: true, supportLog: true, webLog: true };
  Object.assign(definition.tlsCertificates["node-certificate"], { privateKeyPassphrase: variable("node_key_passphrase"), publicKey: "certificates/nodes.pub", parameters: "certificates/parameters.pem" });
  // with true the provider finds no licence after it has asked for one (pexip/infinity 40.0.0, licence)
  definition.licences["second-licence"] = { entitlementId: variable("second_entitlement_id"), offlineMode: false };
  Object.assign(definition.snmpNetworkManagementSystems, { "least-nms": { address: "10.44.10.73" }, "full-nms": { name: "Traps", description: "second", address: "10.44.10.74", port: 1162, snmpTrapCommunity: variable("other_community") } });
  definition.httpProxies = { "least-proxy": { address: "10.44.10.75" }, "full-proxy": { name: "Web", address: "proxy.example.com", port: 3128, username: "pexip", password: variable("proxy_password") } };
  definition.smtpServers = {
    "least-mail": { address: "10.44.10.76", fromEmailAddress: "video@example.com" },
    "full-mail": { name: "Mail", description: "of the company", address: "mail.example.com", port: 25, username: "pexip", password: variable("mail_password"), fromEmailAddress: "video@example.com", connectionSecurity: "starttls" },
  };
  definition.stunServers = { "least-stun": { address: "10.44.10.77" }, "full-stun": { name: "Public", description: "outside", address: "stun.example.com", port: 3479 } };
  definition.turnServers = {
    "least-turn": { address: "10.44.10.78", username: "pexip", password: variable("turn_password") },
    "full-turn": { name: "Relay", description: "outside", address: "turn.example.com", port: 3480, serverType: "coturn_shared", transportType: "tcp", secretKey: variable("turn_secret") },
  };
  Object.assign(definition.sipProxies, { "full-sip": { name: "SIP", description: "second", address: "10.44.10.79", port: 5060, transport: "tcp" } });
  definition.h323Gatekeepers = { "least-gatekeeper": { address: "10.44.10.80" }, "full-gatekeeper": { name: "H.323", description: "second", address: "10.44.10.81", port: 1720 } };
  definition.mssipProxies = { "least-skype": { address: "10.44.10.82" }, "full-skype": { name: "Skype", description: "second", address: "10.44.10.83", port: 5060, transport: "tcp" } };
  definition.ivrThemes = { theme: { name: "Company", package: "branding/theme-1.zip" } };
  definition.webappBrandings["full-branding"] = { name: "Second", description: "of the company", webappType: "webapp2", brandingFile: "branding/example-1.zip" };
  definition.devices = {
    "least-device": { alias: "phone-1@example.com" },
    "full-device": {
      alias: "phone-2@example.com",
      description: "hall",
      username: "phone-2",
      password: variable("phone_password"),
      primaryOwnerEmailAddress: "alice@example.com",
      enableSip: true,
      enableH323: true,
      enableInfinityConnectNonSso: true,
      enableInfinityConnectSso: true,
      tag: "hall",
    },
  };
  addRooms(definition);
  addSettings(definition);
  addPlaces(definition);
}

function addRooms(definition: Definition): void {
  const shared = {
    description: "all fields",
    aliases: [{ alias: "Full.Room@example.com", description: "upper case" }],
    pin: variable("full_pin"),
    allowGuests: true,
    guestPin: variable("full_guest_pin"),
    participantLimit: 12,
    callCapability: "video_only",
    mediaEncryption: "best_effort",
    maximumQuality: "full_hd",
    maximumInboundCallRateKbps: 2048,
    maximumOutboundCallRateKbps: 1024,
    hostLayout: "five_mains_seven_pips",
    pinningConfiguration: "pinned",
    enableOverlayText: true,
    enableActiveSpeakerIndication: true,
    chat: "off",
    liveCaptions: "on",
    muteAllGuests: true,
    enableDenoise: true,
    enableSoftmute: true,
    primaryOwnerEmailAddress: "alice@example.com",
    tag: "full",
    ivrTheme: "theme",
  };
  Object.assign(definition.virtualMeetingRooms, { "least-room": {}, "full-room": { name: "Full room", ...shared, enableBreakoutRooms: true, directMedia: "best_effort", directMediaNotificationSeconds: 7 } });
  Object.assign(definition.virtualAuditoriums, {
    "least-auditorium": {},
    "full-auditorium": { name: "Full auditorium", ...shared, aliases: ["full.auditorium@example.com"], guestLayout: "four_mains_zero_pips", guestsCanSeeGuests: "always", forcePresenterIntoMain: true },
  });
  Object.assign(definition.callRoutingRules, {
    "to-teams": { priority: 110, matchString: "teams.*", callTarget: "teams_conference", outgoingProtocol: "teams" },
    "full-rule": {
      name: "Full rule",
      description: "all fields",
      tag: "full",
      enable: false,
      priority: 120,
      matchIncomingCalls: false,
      matchOutgoingCalls: true,
      matchIncomingOnlyIfRegistered: true,
      matchIncomingSip: false,
      matchIncomingH323: false,
      matchIncomingWebrtc: false,
      matchIncomingMssip: false,
      matchIncomingTeams: true,
      matchString: "(.*)@full\\.example\\.com",
      matchStringFull: true,
      replaceString: "\\1",
      callCapability: "video_only",
      callTarget: "mssip_server",
      outgoingProtocol: "mssip",
      mediaEncryption: "best_effort",
      maximumQuality: "full_hd",
      maximumInboundCallRateKbps: 2048,
      maximumOutboundCallRateKbps: 1024,
      denoiseAudio: false,
      disabledCodecs: ["H264_H_0"],
      participantAvatarLookup: "off",
      liveCaptions: "on",
      treatAsTrusted: true,
      matchSourceLocation: "oslo",
      outgoingLocation: "bergen",
      sipProxy: "full-sip",
      h323Gatekeeper: "full-gatekeeper",
      mssipProxy: "full-skype",
      turnServer: "full-turn",
      stunServer: "full-stun",
      ivrTheme: "theme",
    },
  });
}

function addSettings(definition: Definition): void {
  Object.assign(definition.managementNodeSettings, {
    name: "manager-1",
    description: "of the company",
    dnsServers: ["10.44.10.53", "10.55.10.53"],
    ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"],
    additionalNtpServers: ["10.44.10.54"],
    alternativeFqdn: "manager.example.com",
    ipv6Address: "2001:db8::10",
    ipv6Gateway: "2001:db8::1",
    staticNatAddress: "203.0.113.10",
    mtu: 1400,
    ssh: "on",
    secondaryConfigPassphrase: variable("configuration_passphrase"),
    tlsClientCertificate: "node-certificate",
    staticRoutes: ["to-oslo"],
    httpProxy: "full-proxy",
  });
  definition.managementNodeSettings.snmp = { ...definition.managementNodeSettings.snmp, community: variable("manager_community"), systemLocation: "Oslo" };
  Object.assign(definition.automaticBackup, { enabled: true, intervalHours: 12 });
  definition.registrationSettings = {
    enable: false,
    refreshStrategy: "maximum",
    adaptiveMinRefreshSeconds: 61,
    adaptiveMaxRefreshSeconds: 3601,
    maximumMinRefreshSeconds: 62,
    maximumMaxRefreshSeconds: 302,
    nattedMinRefreshSeconds: 63,
    nattedMaxRefreshSeconds: 93,
    routeViaRegistrar: false,
    enablePushNotifications: true,
    enableGoogleCloudMessaging: false,
    pushToken: variable("push_token"),
  };
  Object.assign(definition.globalSettings, {
    defaultTheme: "theme",
    incidentReporting: true,
    usageStatistics: true,
    contactEmail: "help@example.com",
    incidentReportingUrl: "https://incidents.example.com",
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
    mediaEncryption: "on",
    maximumQuality: "full_hd",
    maximumInboundCallRateKbps: 4096,
    maximumOutboundCallRateKbps: 3072,
    maximumPresentationBandwidthPercent: 50,
    disabledCodecs: ["H264_H_1"],
    mediaPortsStart: 40_100,
    mediaPortsEnd: 49_900,
    signallingPortsStart: 33_100,
    signallingPortsEnd: 39_900,
    managementQos: 16,
    localMssipDomain: "skype.example.com",
    minimumPinLength: 5,
    pinEntryTimeoutSeconds: 130,
    waitingForHostTimeoutSeconds: 910,
    guestsOnlyTimeoutSeconds: 70,
    lastParticipantTimeoutSeconds: 80,
    pinBruteForceResistance: false,
    maximumPinFailures: 25,
    scanQuarantine: false,
    maximumScanAttempts: 26,
    sipTlsVerification: true,
    ocsp: "override",
    ocspResponderUrl: "http://ocsp.example.com",
    contentSecurityPolicy: false,
    contentSecurityPolicyHeader: "default-src 'self'",
    managementSessionTimeout: false,
    managementSessionTimeoutMinutes: 40,
    managementStartPage: "/admin/",
    logonBanner: "Authorized use only.\nGo away.",
    siteBanner: "Test",
    siteBannerBackground: "#101010",
    siteBannerForeground: "#efefef",
    logsMaxAgeDays: 30,
    legacyApiUsername: "legacy",
    legacyApiPassword: variable("legacy_password"),
  });
}

function addPlaces(definition: Definition): void {
  definition.accept = [{ rule: "PXH044", at: "locations.oslo", reason: "no third location has transcoding nodes" }];
  Object.assign(definition.locations.oslo, {
    description: "head office",
    dnsServers: ["10.44.10.53"],
    ntpServers: ["ntp1.example.com", "10.44.10.54", "ntp3.example.com"],
    mtu: 1450,
    localMssipDomain: "oslo.example.com",
    useRelayCandidatesOnly: true,
    pinBruteForceResistance: "off",
    scanQuarantine: "on",
    secondaryOverflowLocation: "dmz",
    syslogServers: ["syslog", "full-syslog"],
    h323Gatekeeper: "full-gatekeeper",
    mssipProxy: "full-skype",
    httpProxy: "full-proxy",
    turnServer: "full-turn",
    stunServer: "full-stun",
    clientTurnServers: ["least-turn", "full-turn"],
    clientStunServers: ["least-stun", "full-stun"],
  });
  Object.assign(definition.conferencingNodes["edge-1"], {
    name: "edge-one",
    description: "in the DMZ",
    ipv6Address: "2001:db8::11",
    ipv6Gateway: "fe80::1",
    ssh: "off",
    distributedDatabase: false,
  });
  definition.conferencingNodes["edge-1"].snmp = { mode: "standard", community: variable("edge_community"), systemLocation: "DMZ" };
}

const publicKeyOf = (file: string): string => new X509Certificate(readFileSync(file)).publicKey.export({ type: "spki", format: "pem" }).toString();
