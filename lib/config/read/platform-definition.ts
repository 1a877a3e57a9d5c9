import type { ConferencingNodeFields, NodeFormFields } from "../../deployment/conferencing-node";
import type { ExternalSwitchFields, ImportedSwitchFields } from "../../deployment/external-switch";
import type { HypervHostFields } from "../../deployment/host";
import type { InfinityVersion } from "../../deployment/infinity-version";
import type { ImportedManagementNodeFields, ManagementNodeFields } from "../../deployment/management-node";
import type { Secret } from "../../deployment/secret";
import type { ExistingObjectFields } from "../../deployment/service";
import type { AutomaticBackupFields } from "../../deployment/services/automatic-backup";
import type { CaCertificateFields } from "../../deployment/services/ca-certificate";
import type { CallRoutingRuleFields } from "../../deployment/services/call-routing-rule";
import type { DeviceFields } from "../../deployment/services/device";
import type { GlobalSettingsFields } from "../../deployment/services/global-settings";
import type { H323GatekeeperFields } from "../../deployment/services/h323-gatekeeper";
import type { HttpProxyFields } from "../../deployment/services/http-proxy";
import type { IvrThemeFields } from "../../deployment/services/ivr-theme";
import type { LicenceFields } from "../../deployment/services/licence";
import type { ManagementNodeSettingsFields } from "../../deployment/services/management-node-settings";
import type { MssipProxyFields } from "../../deployment/services/mssip-proxy";
import type { RegistrationSettingsFields } from "../../deployment/services/registration-settings";
import type { SipProxyFields } from "../../deployment/services/sip-proxy";
import type { SmtpServerFields } from "../../deployment/services/smtp-server";
import type { SnmpNetworkManagementSystemFields } from "../../deployment/services/snmp-network-management-system";
import type { StunServerFields } from "../../deployment/services/stun-server";
import type { SyslogServerFields } from "../../deployment/services/syslog-server";
import type { TlsCertificateFields } from "../../deployment/services/tls-certificate";
import type { TurnServerFields } from "../../deployment/services/turn-server";
import type { VirtualAuditoriumFields } from "../../deployment/services/virtual-auditorium";
import type { VirtualMeetingRoomFields } from "../../deployment/services/virtual-meeting-room";
import type { WebappBrandingFields } from "../../deployment/services/webapp-branding";
import type { StaticRouteFields } from "../../deployment/static-route";
import type { ImportedLocationFields, SystemLocationFields } from "../../deployment/system-location";
import type { TemplateDisk } from "../../deployment/template-disk";

/** A Terraform variable that holds a secret. */
export interface SecretVariable {
  /** Its value comes from the environment: `TF_VAR_<variable>`. */
  readonly variable: string;
}

/** A disk's template: a path on the host, a VHD behind a URL, or a VHD inside a ZIP behind a URL. */
export type DefinedDisk = string | { readonly url: string; readonly fileName?: string } | { readonly zip: string; readonly fileName: string };

/** A value of a construct's prop, as data: secrets by their variable, versions and enum values as text. */
export type Defined<T> = T extends Secret
  ? T | SecretVariable
  : T extends TemplateDisk
    ? T | DefinedDisk
    : T extends InfinityVersion
      ? T | string | number
      : T extends string
        ? T | `${T}`
        : T extends number | boolean
          ? T
          : T extends readonly (infer E)[]
            ? readonly Defined<E>[]
            : { readonly [K in keyof T]: Defined<T[K]> };

/** Entries by their id, which is the construct id. */
export type Entries<T> = Readonly<Record<string, T>>;

/** An entry that refers to what is there already. */
export type Existing<T> = { readonly existing: true } & Defined<T>;

/** An entry, with the ids of what it names. */
type Entry<F, One extends string = never, Many extends string = never> = Defined<F> & { readonly existing?: false } & { readonly [K in One]?: string } & { readonly [K in Many]?: readonly string[] };

/** A refusal or a warning that is taken upon oneself. */
export interface DefinedAcceptance {
  /** The rule's id: `PXH041`. docs/rules.md lists them; an error cannot be accepted. */
  readonly rule: string;
  /** The place of an entry: `locations.oslo`. @default - the whole platform */
  readonly at?: string;
  /** Why, in one line; the datasheet prints it. */
  readonly reason: string;
}

type LocationIds = "transcodingLocation" | "primaryOverflowLocation" | "secondaryOverflowLocation" | "sipProxy" | "h323Gatekeeper" | "mssipProxy" | "httpProxy" | "turnServer" | "stunServer" | "snmpNetworkManagementSystem";

/** A platform as data: what a platform file holds. */
export interface PlatformDefinition {
  readonly hosts?: Entries<Defined<HypervHostFields>>;
  readonly switches?: Entries<({ readonly host: string } & Defined<ExternalSwitchFields>) | ({ readonly host: string } & Existing<ImportedSwitchFields>)>;
  readonly managementNode?: ({ readonly externalSwitch: string } & Defined<ManagementNodeFields>) | Existing<ImportedManagementNodeFields>;
  readonly locations?: Entries<Entry<SystemLocationFields, LocationIds, "syslogServers" | "clientTurnServers" | "clientStunServers"> | Existing<ImportedLocationFields>>;
  readonly staticRoutes?: Entries<Defined<StaticRouteFields>>;
  readonly conferencingNodes?: Entries<
    Entry<ConferencingNodeFields, "externalSwitch" | "secondarySwitch" | "systemLocation" | "tlsCertificate", "staticRoutes"> | ({ readonly systemLocation: string; readonly tlsCertificate?: string; readonly staticRoutes?: readonly string[] } & Existing<NodeFormFields>)
  >;
  readonly syslogServers?: Entries<Entry<SyslogServerFields> | Existing<ExistingObjectFields>>;
  readonly licences?: Entries<Entry<LicenceFields>>;
  readonly caCertificates?: Entries<Entry<CaCertificateFields>>;
  readonly tlsCertificates?: Entries<Entry<TlsCertificateFields> | Existing<ExistingObjectFields>>;
  readonly managementNodeSettings?: Entry<ManagementNodeSettingsFields, "tlsCertificate" | "tlsClientCertificate" | "httpProxy" | "snmpNetworkManagementSystem", "staticRoutes" | "syslogServers">;
  readonly virtualMeetingRooms?: Entries<Entry<VirtualMeetingRoomFields, "ivrTheme">>;
  readonly virtualAuditoriums?: Entries<Entry<VirtualAuditoriumFields, "ivrTheme">>;
  readonly globalSettings?: Entry<GlobalSettingsFields, "defaultTheme">;
  readonly snmpNetworkManagementSystems?: Entries<Entry<SnmpNetworkManagementSystemFields> | Existing<ExistingObjectFields>>;
  readonly httpProxies?: Entries<Entry<HttpProxyFields> | Existing<ExistingObjectFields>>;
  readonly smtpServers?: Entries<Entry<SmtpServerFields>>;
  readonly stunServers?: Entries<Entry<StunServerFields> | Existing<ExistingObjectFields>>;
  readonly turnServers?: Entries<Entry<TurnServerFields> | Existing<ExistingObjectFields>>;
  readonly sipProxies?: Entries<Entry<SipProxyFields> | Existing<ExistingObjectFields>>;
  readonly h323Gatekeepers?: Entries<Entry<H323GatekeeperFields> | Existing<ExistingObjectFields>>;
  readonly mssipProxies?: Entries<Entry<MssipProxyFields> | Existing<ExistingObjectFields>>;
  readonly callRoutingRules?: Entries<Entry<CallRoutingRuleFields, "matchSourceLocation" | "outgoingLocation" | "sipProxy" | "h323Gatekeeper" | "mssipProxy" | "turnServer" | "stunServer" | "ivrTheme">>;
  readonly registrationSettings?: Entry<RegistrationSettingsFields>;
  readonly devices?: Entries<Entry<DeviceFields>>;
  readonly webappBrandings?: Entries<Entry<WebappBrandingFields>>;
  readonly ivrThemes?: Entries<Entry<IvrThemeFields> | Existing<ExistingObjectFields>>;
  readonly automaticBackup?: Entry<AutomaticBackupFields>;
  /** What the entries of a map share; an entry's own value wins. */
  readonly defaults?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Refusals and warnings that are taken upon oneself; `at` is the place of an entry, and without it the whole platform is meant. */
  readonly accept?: readonly DefinedAcceptance[];
  /** Where Terraform keeps its state: a type of backend with its settings, in which `{stack}` stands for the stack's name. @default - local files */
  readonly backend?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
