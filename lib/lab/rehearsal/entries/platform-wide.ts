import type { AutomaticBackupFields } from "../../../deployment/services/automatic-backup";
import type { IvrThemeFields } from "../../../deployment/services/ivr-theme";
import type { LicenceFields } from "../../../deployment/services/licence";
import type { ManagementNodeSettingsFields } from "../../../deployment/services/management-node-settings";
import type { RegistrationSettingsFields } from "../../../deployment/services/registration-settings";
import type { WebappBrandingFields } from "../../../deployment/services/webapp-branding";
import type { SnmpRecord } from "../../../deployment/snmp";
import type { Deferrable } from "../../../validation/fields";
import type { ManualEntry } from "../../manual-entry";
import type { ServiceRecord } from "../../../deployment/service";
import type { SecretValues } from "../secret-values";
import { upperCase } from "./api-words";
import { as, secret } from "./form";
import { serverReferences } from "./server-references";
import { formOf } from "./service-form";
import { fillSnmp } from "./snmp";

/** Nobody can be told the content of a file that lies elsewhere. */
const placeholder = (field: string) => (): Pick<ManualEntry, "upload"> => ({ upload: field });

/** What a Management Node has one of, and what is uploaded to it. */
export const platformWideForms = {
  licence: formOf<LicenceFields>()({
    collection: "licence",
    by: ["entitlement_id"],
    // kept without spaces: infinity-provider.md, section 2.3
    words: { entitlementId: { field: "entitlement_id", secret: true, write: (entitlement: string) => entitlement.split(" ").join("") }, offlineMode: "offline_mode" },
  }),
  managementNodeSettings: formOf<ManagementNodeSettingsFields>()({
    collection: "management_vm",
    words: {
      name: "name",
      description: "description",
      dnsServers: null,
      ntpServers: null,
      additionalNtpServers: null,
      alternativeFqdn: "alternative_fqdn",
      ipv6Address: "ipv6_address",
      ipv6Gateway: "ipv6_gateway",
      staticNatAddress: "static_nat_address",
      mtu: "mtu",
      ssh: as("enable_ssh", upperCase),
      snmp: null,
      secondaryConfigPassphrase: secret("secondary_config_passphrase"),
    },
    references: {
      tlsCertificate: "tls_certificate",
      tlsClientCertificate: "tls_client_certificate",
      staticRoutes: "static_routes",
      syslogServers: "syslog_servers",
      httpProxy: "http_proxy",
      snmpNetworkManagementSystem: "snmp_network_management_system",
    },
    // without one it is told to keep the certificate that it signed itself
    otherwise: { tls_certificate: null },
    more: managementNode,
  }),
  registrationSettings: formOf<RegistrationSettingsFields>()({
    collection: "registration",
    words: {
      enable: "enable",
      refreshStrategy: "refresh_strategy",
      adaptiveMinRefreshSeconds: "adaptive_min_refresh",
      adaptiveMaxRefreshSeconds: "adaptive_max_refresh",
      maximumMinRefreshSeconds: "maximum_min_refresh",
      maximumMaxRefreshSeconds: "maximum_max_refresh",
      nattedMinRefreshSeconds: "natted_min_refresh",
      nattedMaxRefreshSeconds: "natted_max_refresh",
      routeViaRegistrar: "route_via_registrar",
      enablePushNotifications: "enable_push_notifications",
      enableGoogleCloudMessaging: "enable_google_cloud_messaging",
      pushToken: secret("push_token"),
    },
  }),
  automaticBackup: formOf<AutomaticBackupFields>()({
    collection: "autobackup",
    words: {
      enabled: "autobackup_enabled",
      intervalHours: "autobackup_interval",
      startHourUtc: "autobackup_start_hour",
      passphrase: secret("autobackup_passphrase"),
      uploadUrl: "autobackup_upload_url",
      uploadUsername: "autobackup_upload_username",
      uploadPassword: secret("autobackup_upload_password"),
    },
  }),
  webappBranding: formOf<WebappBrandingFields>()({
    collection: "webapp_branding",
    words: { name: "name", description: "description", webappType: "webapp_type", brandingFile: null },
    more: placeholder("branding_file"),
  }),
  ivrTheme: formOf<IvrThemeFields>()({ collection: "ivr_theme", words: { name: "name", package: null }, more: placeholder("package") }),
};

function managementNode({ path, values }: ServiceRecord, secrets: SecretValues): Pick<ManualEntry, "values" | "references" | "unknown"> {
  const { dnsServers, ntpServers, additionalNtpServers, snmp } = values as { readonly [K in "dnsServers" | "ntpServers" | "additionalNtpServers"]?: Deferrable<readonly Deferrable<string>[]> } & { readonly snmp?: SnmpRecord };
  const filled = fillSnmp(snmp, path, secrets);
  const servers = serverReferences({ dns_servers: [dnsServers], ntp_servers: [ntpServers, additionalNtpServers] });
  return { values: filled.values, references: servers.references, unknown: [...filled.unknown, ...servers.unknown] };
}
