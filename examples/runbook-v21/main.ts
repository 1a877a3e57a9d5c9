import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
  CaCertificate,
  CallRoutingRule,
  ConferencingNode,
  ExternalSwitch,
  HypervHost,
  InfinityVersion,
  Licence,
  ManagementNode,
  ManagementNodeSettings,
  NodeRole,
  Secret,
  SipProxy,
  SnmpMode,
  SnmpNetworkManagementSystem,
  SystemLocation,
  TemplateDisk,
  TlsCertificate,
  VirtualMeetingRoom,
  WindowsServer,
} from "cdktf-pexip-hyperv";

const app = new App();
const ntpServers = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];
const network = { domain: "example.com", netmask: "255.255.255.0", gateway: "10.44.0.1" };

/** Certificates are public; their keys are not, and never lie here. */
const certificate = (file: string): string => readFileSync(join(__dirname, "certificates", file), "utf8");

// first apply: the switch and the Management Node
const manager = new TerraformStack(app, "manager");

const hv1 = new HypervHost(manager, "hv1", {
  address: "hv1.oslo.example.com",
  username: "EXAMPLE\\svc-terraform", // its password: TF_VAR_hv1_password
  windowsServer: WindowsServer.V2019,
  cpuModel: "Intel Xeon Gold 6246",
  sockets: 2,
  coresPerSocket: 12,
  memoryGib: 64,
  networkAdapters: ["Ethernet 1", "Ethernet 2"],
  managementAdapter: "Ethernet 2",
  ntpServers,
  vmDirectory: "D:\\Pexip",
});
const lan = new ExternalSwitch(manager, "lan", { host: hv1, netAdapterNames: ["Ethernet 1"] });
const managementNode = new ManagementNode(manager, "manager", {
  ...network,
  externalSwitch: lan,
  infinityVersion: InfinityVersion.of("21"), // without api: runbook mode
  templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd"),
  hostname: "manager",
  address: "10.44.0.10",
  macAddress: "02-50-58-00-00-0A", // the licence is bound to it (guide page 4)
  dnsServers: ["10.44.0.53"],
  ntpServers,
  incidentReporting: true,
  usageStatistics: false,
});

// the answers to type into the installation wizard, shown after the apply
new TerraformOutput(manager, "wizard", {
  value: managementNode.wizardAnswers.map(({ number, label, value }) => `${number}. ${label}: ${value ?? "choose one"}`),
});

// second apply, after the wizard and the Administrator interface: the Conferencing Nodes
const platform = new TerraformStack(app, "platform");

// From here to the nodes, Terraform builds nothing: a person enters it, the rules judge it, and deployment.json holds it.
new Licence(platform, "licence", { managementNode, entitlementId: Secret.fromVariable("licence_entitlement_id") });

new CaCertificate(platform, "issuing-ca", { managementNode, certificate: certificate("issuing-ca.pem"), trustedIntermediate: true });
const tlsCertificate = new TlsCertificate(platform, "oslo-certificate", {
  managementNode,
  certificate: certificate("oslo.pem"),
  privateKey: Secret.fromVariable("oslo_private_key"),
});

const snmpNetworkManagementSystem = new SnmpNetworkManagementSystem(platform, "monitoring", {
  managementNode,
  address: "10.44.0.60",
  port: 162,
});
new ManagementNodeSettings(platform, "management-node-settings", { managementNode, tlsCertificate, snmpNetworkManagementSystem });

const sipProxy = new SipProxy(platform, "call-control", { managementNode, address: "sip.example.com" });
const oslo = new SystemLocation(platform, "oslo", { managementNode, name: "Oslo", sipProxy, snmpNetworkManagementSystem });

new VirtualMeetingRoom(platform, "test-room", {
  managementNode,
  name: "Test room",
  aliases: ["meet.test@example.com"],
  pin: Secret.fromVariable("test_room_pin"),
});
new CallRoutingRule(platform, "to-call-control", {
  managementNode,
  priority: 50,
  matchString: "(\\d{4})@example\\.com",
  replaceString: "\\1@sip.example.com",
  outgoingLocation: oslo,
  sipProxy,
});

const node = {
  ...network,
  externalSwitch: lan,
  systemLocation: oslo,
  tlsCertificate,
  role: NodeRole.TRANSCODING,
  vcpus: 8, // of the 12 cores of a socket; the Management Node has 4 beside the first node
  snmp: { mode: SnmpMode.STANDARD, community: Secret.fromVariable("snmp_community") },
};
new ConferencingNode(platform, "oslo-1", {
  ...node,
  templateDisk: TemplateDisk.fromZip("https://images.example.com/pexip-oslo-1.example.com.zip", "pexip.vhd"),
  hostname: "oslo-1",
  address: "10.44.0.11",
  sipTlsFqdn: "oslo-1.example.com",
});
new ConferencingNode(platform, "oslo-2", {
  ...node,
  templateDisk: TemplateDisk.fromZip("https://images.example.com/pexip-oslo-2.example.com.zip", "pexip.vhd"),
  hostname: "oslo-2",
  address: "10.44.0.12",
  sipTlsFqdn: "oslo-2.example.com",
});

app.synth();
