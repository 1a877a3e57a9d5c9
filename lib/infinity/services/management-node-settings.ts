import { PexipInfinityManagementVm, type PexipInfinityManagementVmConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-management-vm";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { ServerKind } from "../../deployment/management-node";
import { ManagementNodeCertificate, managementNodeSettings, type ManagementNodeSettingsFields, selfSignedManagementNodeSettings } from "../../deployment/services/management-node-settings";
import { snmpAttributes } from "../../deployment/snmp";
import { literal } from "../../terraform/literal";
import { placeOf } from "../../terraform/place";
import { ValidationError } from "../../validation/validation-error";
import { upperCase } from "../api-words";
import { type IManagementNode, ManagementNode } from "../management-node";
import { connectionOf } from "../platform-connection";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";
import type { StaticRoute } from "../static-route";
import type { ITlsCertificate } from "./tls-certificate";

/** Props of ManagementNodeSettings. */
export interface ManagementNodeSettingsProps extends ManagementNodeSettingsFields {
  readonly managementNode: IManagementNode;
  /** Its certificate, or `ManagementNodeCertificate.SELF_SIGNED`, in words because leaving it out would take an uploaded one off. */
  readonly tlsCertificate: ITlsCertificate | ManagementNodeCertificate;
  /** The certificate that it presents when it is a client. @default - none */
  readonly tlsClientCertificate?: ITlsCertificate;
  /** All its static routes. @default - none */
  readonly staticRoutes?: readonly StaticRoute[];
  /** All its syslog servers. @default - none */
  readonly syslogServers?: readonly IPlatformObject[];
  /** For its outbound web requests, such as the activation of licences. @default - none */
  readonly httpProxy?: IPlatformObject;
  /** Where its traps go. @default - none */
  readonly snmpNetworkManagementSystem?: IPlatformObject;
}

const resource = resourceOf<ManagementNodeSettingsFields, PexipInfinityManagementVmConfig>()({
  collection: "management_vm",
  attributes: {
    name: "name",
    description: "description",
    dnsServers: null,
    ntpServers: null,
    additionalNtpServers: null,
    alternativeFqdn: "alternativeFqdn",
    ipv6Address: "ipv6Address",
    ipv6Gateway: "ipv6Gateway",
    staticNatAddress: "staticNatAddress",
    mtu: "mtu",
    ssh: "enableSsh",
    snmp: null,
    secondaryConfigPassphrase: "secondaryConfigPassphrase",
  },
  references: {
    tlsCertificate: "tlsCertificate",
    tlsClientCertificate: "tlsClientCertificate",
    staticRoutes: "staticRoutes",
    syslogServers: "syslogServers",
    httpProxy: "httpProxy",
    snmpNetworkManagementSystem: "snmpNetworkManagementSystem",
  },
  convert: { ssh: upperCase },
  written: ["dnsServers", "ntpServers", "snmpMode", "snmpCommunity", "snmpUsername", "snmpAuthenticationPassword", "snmpPrivacyPassword", "snmpSystemContact", "snmpSystemLocation"],
  notOffered: {
    eventSinks: "event sinks have no construct, and send what Conferencing Nodes report: a location names them",
    sshAuthorizedKeys: "SSH keys have no construct",
    sshAuthorizedKeysUseCloud: "cloud only",
  },
  make: (scope, config) => new PexipInfinityManagementVm(scope, "Resource", config as unknown as PexipInfinityManagementVmConfig),
});

/**
 * The Management Node's own settings (guide pages 9 and 11): certificate, DNS and NTP servers, static routes, SNMP. It takes over what exists: lists that are left
 * out are emptied, so DNS and NTP servers and the certificate are always written. Removing the construct empties all of them. At most one for a Management Node.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class ManagementNodeSettings extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: ManagementNodeSettingsProps) {
    const { tlsCertificate, ...others } = props ?? {};
    const service =
      tlsCertificate === ManagementNodeCertificate.SELF_SIGNED
        ? prepareService(scope, id, selfSignedManagementNodeSettings, others, resource)
        : prepareService(scope, id, managementNodeSettings, props, resource);
    const dns = serversOf(scope, id, props, "dnsServers");
    const ntp = [...serversOf(scope, id, props, "ntpServers"), ...serversOf(scope, id, props, "additionalNtpServers")];
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this, ({ expressionOf }) => {
      const connection = connectionOf(props.managementNode);
      return { dnsServers: connection.serverUris(ServerKind.DNS, [...new Set(dns)], this), ntpServers: connection.serverUris(ServerKind.NTP, [...new Set(ntp)], this), ...snmpAttributes(props.snmp, expressionOf, literal) };
    });
  }
}

/** The servers that were given, or that the wizard was told. */
function serversOf(scope: Construct, id: string, props: ManagementNodeSettingsProps, key: "dnsServers" | "ntpServers" | "additionalNtpServers"): readonly string[] {
  const { managementNode } = props;
  const ofWizard = key !== "additionalNtpServers" && managementNode instanceof ManagementNode ? managementNode[key] : [];
  const given = props[key] ?? ofWizard;
  if (!Token.isUnresolved(given)) return given;
  if (!connectionOf(managementNode).isApi) return [];
  throw ValidationError.at(placeOf(scope, id).path, `${key} must be a list whose length is known in api mode; its entries may be Terraform values`);
}
