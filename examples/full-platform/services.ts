import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import {
  AutomaticBackup,
  CaCertificate,
  GlobalSettings,
  type IManagementNode,
  Licence,
  ManagementNodeSettings,
  Secret,
  SipProxy,
  SnmpMode,
  SnmpNetworkManagementSystem,
  SyslogServer,
  SyslogTransport,
  TlsCertificate,
  WebappBranding,
  WebappType,
} from "cdktf-pexip-hyperv";

/** Certificates are public; their keys are not, and never lie here. */
const certificate = (file: string): string => readFileSync(join(__dirname, "certificates", file), "utf8");

/** SNMPv3, for the Management Node and for each Conferencing Node. */
const snmp = {
  mode: SnmpMode.AUTHPRIV,
  username: "monitoring",
  authenticationPassword: Secret.fromVariable("snmp_authentication_password"),
  privacyPassword: Secret.fromVariable("snmp_privacy_password"),
  systemContact: "video@example.com",
};

export type Services = ReturnType<typeof buildServices>;

/** What locations and nodes refer to, and what the platform as a whole is told. */
export function buildServices(stack: TerraformStack, managementNode: IManagementNode) {
  new Licence(stack, "licence", { managementNode, entitlementId: Secret.fromVariable("licence_entitlement_id") });

  new CaCertificate(stack, "root-ca", { managementNode, certificate: certificate("root-ca.pem") });
  new CaCertificate(stack, "issuing-ca", { managementNode, certificate: certificate("issuing-ca.pem"), trustedIntermediate: true });
  const managerCertificate = new TlsCertificate(stack, "manager-certificate", {
    managementNode,
    certificate: certificate("manager.pem"),
    privateKey: Secret.fromVariable("manager_private_key"),
  });
  const nodeCertificate = new TlsCertificate(stack, "node-certificate", {
    managementNode,
    certificate: certificate("nodes.pem"),
    privateKey: Secret.fromVariable("node_private_key"),
  });

  const syslogServer = new SyslogServer(stack, "syslog", {
    managementNode,
    address: "syslog.example.com",
    port: 6514,
    transport: SyslogTransport.TLS,
    auditLog: true,
    supportLog: true,
  });
  const monitoring = new SnmpNetworkManagementSystem(stack, "monitoring", {
    managementNode,
    address: "monitoring.example.com",
    port: 162,
    snmpTrapCommunity: Secret.fromVariable("snmp_trap_community"),
  });
  const sipProxy = new SipProxy(stack, "call-control", { managementNode, address: "sip.example.com" });

  new ManagementNodeSettings(stack, "management-node-settings", {
    managementNode,
    tlsCertificate: managerCertificate,
    syslogServers: [syslogServer],
    snmpNetworkManagementSystem: monitoring,
    snmp,
  });
  new GlobalSettings(stack, "global-settings", {
    managementNode,
    resetsEverythingNotNamed: true, // the provider knows only all of them together
    enableH323: false,
    enableSsh: false,
    minimumPinLength: 6,
    logonBanner: "Authorized use only.",
  });
  new AutomaticBackup(stack, "automatic-backup", {
    managementNode,
    startHourUtc: 2,
    passphrase: Secret.fromVariable("backup_passphrase"),
    uploadUrl: "ftps://backup.example.com/pexip",
    uploadUsername: "pexip",
    uploadPassword: Secret.fromVariable("backup_upload_password"),
  });
  new WebappBranding(stack, "branding", {
    managementNode,
    name: "Example",
    webappType: WebappType.WEBAPP3,
    brandingFile: join(__dirname, "branding", "example-1.zip"), // a new version is a new file name
  });

  return { syslogServer, monitoring, snmp, sipProxy, nodeCertificate };
}
