import { PexipInfinityGlobalConfiguration, type PexipInfinityGlobalConfigurationConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-global-configuration";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { globalSettings, type GlobalSettingsFields } from "../../deployment/services/global-settings";
import { lateAttribute } from "../../terraform/late-attribute";
import { placeOf } from "../../terraform/place";
import { ValidationError } from "../../validation/validation-error";
import { encryptionWord, qualityWord, upperCase } from "../api-words";
import type { IManagementNode } from "../management-node";
import { connectionOf } from "../platform-connection";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of GlobalSettings. */
export interface GlobalSettingsProps extends GlobalSettingsFields {
  readonly managementNode: IManagementNode;
  /** Theme of rooms that name none. In api mode one that this program makes: the provider takes its name, and `fromResourceId` knows only its number. @default - Pexip's own */
  readonly defaultTheme?: IPlatformObject;
}

const CLOUD = "cloud bursting, which is not about Hyper-V; it is switched off";
const TUNING = "tuning of event sinks, in units that no source names";

const resource = resourceOf<GlobalSettingsFields, PexipInfinityGlobalConfigurationConfig>()({
  collection: "global",
  attributes: {
    resetsEverythingNotNamed: null,
    incidentReporting: "errorReportingEnabled",
    usageStatistics: "enableAnalytics",
    contactEmail: "contactEmailAddress",
    incidentReportingUrl: "errorReportingUrl",
    enableSip: "enableSip",
    enableSipUdp: "enableSipUdp",
    enableH323: "enableH323",
    enableWebrtc: "enableWebrtc",
    enableRtmp: "enableRtmp",
    enableTurn443: "enableTurn443",
    enableSsh: "enableSsh",
    enableApplicationApi: "enableApplicationApi",
    enableLegacyDialoutApi: "enableLegacyDialoutApi",
    enableFarEndCameraControl: "enableFecc",
    enableChat: "enableChat",
    enableDialout: "enableDialout",
    enableDirectory: "enableDirectory",
    enableBreakoutRooms: "enableBreakoutRooms",
    enableClock: "enableClock",
    enableDenoise: "enableDenoise",
    enableSoftmute: "enableSoftmute",
    enableMlvad: "enableMlvad",
    enableEdgeNonMesh: "enableEdgeNonMesh",
    enableLyncAutoEscalate: "enableLyncAutoEscalate",
    enableLyncVbss: "enableLyncVbss",
    enableTeamsPowerpointLive: "teamsEnablePowerpointRender",
    externalParticipantAvatarLookup: "externalParticipantAvatarLookup",
    liveCaptionsByDefault: "liveCaptionsVmrDefault",
    liveviewShowConferences: "liveviewShowConferences",
    mediaEncryption: "cryptoMode",
    maximumQuality: "maxPixelsPerSecond",
    maximumInboundCallRateKbps: "maxCallrateIn",
    maximumOutboundCallRateKbps: "maxCallrateOut",
    maximumPresentationBandwidthPercent: "maxPresentationBandwidthRatio",
    disabledCodecs: "disabledCodecs",
    mediaPortsStart: "mediaPortsStart",
    mediaPortsEnd: "mediaPortsEnd",
    signallingPortsStart: "signallingPortsStart",
    signallingPortsEnd: "signallingPortsEnd",
    managementQos: "managementQos",
    localMssipDomain: "localMssipDomain",
    minimumPinLength: "minPinLength",
    pinEntryTimeoutSeconds: "pinEntryTimeout",
    waitingForHostTimeoutSeconds: "waitingForChairTimeout",
    guestsOnlyTimeoutSeconds: "guestsOnlyTimeout",
    lastParticipantTimeoutSeconds: "ejectLastParticipantBackstopTimeout",
    pinBruteForceResistance: "bdpmPinChecksEnabled",
    maximumPinFailures: "bdpmMaxPinFailuresPerWindow",
    scanQuarantine: "bdpmScanQuarantineEnabled",
    maximumScanAttempts: "bdpmMaxScanAttemptsPerWindow",
    sipTlsVerification: "sipTlsCertVerifyMode",
    ocsp: "ocspState",
    ocspResponderUrl: "ocspResponderUrl",
    contentSecurityPolicy: "contentSecurityPolicyState",
    contentSecurityPolicyHeader: "contentSecurityPolicyHeader",
    managementSessionTimeout: "sessionTimeoutEnabled",
    managementSessionTimeoutMinutes: "managementSessionTimeout",
    managementStartPage: "managementStartPage",
    logonBanner: "logonBanner",
    siteBanner: "siteBanner",
    siteBannerBackground: "siteBannerBg",
    siteBannerForeground: "siteBannerFg",
    logsMaxAgeDays: "logsMaxAge",
    legacyApiUsername: "legacyApiUsername",
    legacyApiPassword: "legacyApiPassword",
  },
  references: { defaultTheme: null },
  written: ["defaultTheme"],
  convert: { mediaEncryption: encryptionWord, maximumQuality: qualityWord, ocsp: upperCase, sipTlsVerification: (verify: boolean) => (verify ? "ON" : "OFF") },
  notOffered: {
    awsAccessKey: CLOUD,
    awsSecretKey: CLOUD,
    azureClientId: CLOUD,
    azureSecret: CLOUD,
    azureSubscriptionId: CLOUD,
    azureTenant: CLOUD,
    burstingEnabled: CLOUD,
    burstingMinLifetime: CLOUD,
    burstingThreshold: CLOUD,
    cloudProvider: CLOUD,
    defaultWebappAlias: "web app aliases have no construct; the provider names the third one, which Pexip ships",
    esConnectionTimeout: TUNING,
    esInitialRetryBackoff: TUNING,
    esMaximumRetryBackoff: TUNING,
    esMediaStreamsWait: TUNING,
    esMetricsUpdateInterval: TUNING,
    esShortTermMemoryExpiration: TUNING,
    gcpClientEmail: CLOUD,
    gcpPrivateKey: CLOUD,
    gcpProjectId: CLOUD,
  },
  make: (scope, config) => new PexipInfinityGlobalConfiguration(scope, "Resource", config as unknown as PexipInfinityGlobalConfigurationConfig),
});

/**
 * The global settings (guide page 13 names one of them; Platform > Global Settings). Taking them over resets every setting that is not named, so that the prop
 * `resetsEverythingNotNamed: true` is required; what the installation wizard was told is kept. At most one for a Management Node.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class GlobalSettings extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: GlobalSettingsProps) {
    const service = prepareService(scope, id, globalSettings, props, resource);
    const defaultTheme = themeName(placeOf(scope, id).path, props);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this, () => ({ defaultTheme }));
  }
}

/** The provider writes this one by name, and all other references by URI. Source: pexip/infinity 40.0.0, resource_infinity_global_configuration.go (`&config.IVRTheme{Name: val}`). */
function themeName(path: string, { managementNode, defaultTheme }: GlobalSettingsProps): string | undefined {
  if (defaultTheme === undefined || !connectionOf(managementNode).isApi) return undefined;
  const theme = TerraformResource.isTerraformResource(defaultTheme) ? defaultTheme : defaultTheme.node.defaultChild;
  if (theme !== undefined && TerraformResource.isTerraformResource(theme)) return lateAttribute(theme, "name");
  throw ValidationError.at(path, "defaultTheme must be a theme that this program makes (IvrTheme): the provider takes its name, and fromResourceId knows only its number; or choose it in the Administrator interface (Platform > Global Settings)");
}
