import { address, choice, deferrable, fqdnLine, hostOrAddress, ipv4, ipv6, line, list, opt, whole } from "../../validation/fields";
import { ValidationError } from "../../validation/validation-error";
import { SshAccess } from "../enums";
import type { ManagementNodeRecord } from "../management-node";
import { secret, type Secret } from "../secret";
import { serviceOf, type ServiceSpec } from "../service";
import { snmp, type SnmpFields } from "../snmp";

/** A certificate of the Management Node that is no TlsCertificate. */
export enum ManagementNodeCertificate {
  /** The one that it made itself: clients do not trust it. */
  SELF_SIGNED = "self_signed",
}

/** The Management Node's own settings (guide pages 9 and 11; Platform > Management Node). What is left out of the lists is taken off it, whoever set it. */
export interface ManagementNodeSettingsFields {
  /** Name in the Administrator interface, at most 32 characters. @default - the hostname (what the wizard stores is unverified) */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** DNS servers, IPv4; three are used. @default - those that the wizard was told; to be given for a Management Node that Terraform does not build */
  readonly dnsServers?: readonly string[];
  /** NTP servers. @default - those that the wizard was told; to be given for a Management Node that Terraform does not build */
  readonly ntpServers?: readonly string[];
  /** NTP servers besides those: at least two more than the wizard's one (guide page 9). @default - none */
  readonly additionalNtpServers?: readonly string[];
  /** The name in its certificate, for redirects, when that is not its FQDN; at most 255 characters. @default - none */
  readonly alternativeFqdn?: string;
  /** @default - none */
  readonly ipv6Address?: string;
  /** @default - none */
  readonly ipv6Gateway?: string;
  /** Public IPv4 address behind NAT. @default - none */
  readonly staticNatAddress?: string;
  /** Largest packet in bytes, 512-1500. @default 1500 */
  readonly mtu?: number;
  /** @default SshAccess.GLOBAL */
  readonly ssh?: SshAccess;
  /** @default - disabled */
  readonly snmp?: SnmpFields;
  /** Passphrase of the secondary configuration. @default - none */
  readonly secondaryConfigPassphrase?: Secret;
}

type Deferring = "dnsServers" | "ntpServers" | "additionalNtpServers" | "ipv6Address" | "ipv6Gateway" | "staticNatAddress";

/** The provider empties lists that are left out, so that what the wizard stored must be written again. */
function complete(fields: ManagementNodeSettingsFields, managementNode: ManagementNodeRecord, path: string): ManagementNodeSettingsFields {
  const name = fields.name ?? managementNode.hostname;
  if (managementNode.origin === "managed") {
    return { ...fields, name, dnsServers: fields.dnsServers ?? (managementNode.dnsServers as readonly string[]), ntpServers: fields.ntpServers ?? (managementNode.ntpServers as readonly string[]) };
  }
  const missing = (["dnsServers", "ntpServers"] as const).filter((key) => fields[key] === undefined);
  if (missing.length > 0) {
    throw new ValidationError(missing.map((key) => ({ path, key, message: `${key} is required: Terraform does not build ${managementNode.path}, and what is left out is taken off it` })));
  }
  return { ...fields, name };
}

const references = {
  tlsCertificate: { to: "tlsCertificate", required: true },
  tlsClientCertificate: { to: "tlsCertificate" },
  staticRoutes: { to: "staticRoute", many: true },
  syslogServers: { to: "syslogServer", many: true },
  httpProxy: { to: "httpProxy" },
  snmpNetworkManagementSystem: { to: "snmpNetworkManagementSystem" },
} as const;

/** Source of ranges, defaults and of what is emptied: pexip/infinity 40.0.0, management_vm. */
export const managementNodeSettings = serviceOf<ManagementNodeSettingsFields, Deferring>()({
  service: "managementNodeSettings",
  title: "Management Node settings",
  menu: "Platform > Management Node",
  page: 11,
  fields: {
    name: opt(line()),
    description: opt(line()),
    dnsServers: opt(deferrable(list(address(), 1))),
    ntpServers: opt(deferrable(list(hostOrAddress(), 1))),
    additionalNtpServers: opt(deferrable(list(hostOrAddress()))),
    alternativeFqdn: opt(fqdnLine()),
    ipv6Address: opt(deferrable(ipv6())),
    ipv6Gateway: opt(deferrable(ipv6())),
    staticNatAddress: opt(deferrable(ipv4())),
    mtu: opt(whole()),
    ssh: opt(choice(SshAccess)),
    snmp: opt(snmp()),
    secondaryConfigPassphrase: opt(secret()),
  },
  limits: { name: { longest: 32 }, description: { longest: 250 }, ntpServers: { longest: 255 }, additionalNtpServers: { longest: 255 }, alternativeFqdn: { longest: 255 }, mtu: { least: 512, most: 1500 } },
  complete,
  singleton: true,
  references,
});

/** The same for a Management Node that keeps the certificate it made itself. */
export const selfSignedManagementNodeSettings: ServiceSpec<ManagementNodeSettingsFields, Deferring> = {
  ...managementNodeSettings,
  references: Object.fromEntries(Object.entries(references).filter(([key]) => key !== "tlsCertificate")),
};
