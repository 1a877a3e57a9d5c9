import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
  ConferencingNode,
  ExternalSwitch,
  HypervHost,
  InfinityVersion,
  ManagementNode,
  NodeRole,
  SystemLocation,
  TemplateDisk,
  WindowsServer,
} from "cdktf-pexip-hyperv";

const app = new App();
const ntpServers = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];
const network = { domain: "example.com", netmask: "255.255.255.0", gateway: "10.44.0.1" };

// first apply: the switch and the Management Node
const manager = new TerraformStack(app, "manager");

const hv1 = new HypervHost(manager, "hv1", {
  address: "hv1.oslo.example.com",
  username: "EXAMPLE\\svc-terraform", // its password: TF_VAR_hv1_password
  windowsServer: WindowsServer.V2022,
  sockets: 2,
  coresPerSocket: 12,
  memoryGib: 96,
  networkAdapters: ["Ethernet 1", "Ethernet 2"],
  managementAdapter: "Ethernet 2",
  ntpServers,
  vmDirectory: "D:\\Pexip",
});
const lan = new ExternalSwitch(manager, "lan", { host: hv1, netAdapterNames: ["Ethernet 1"] });
const managementNode = new ManagementNode(manager, "manager", {
  ...network,
  externalSwitch: lan,
  infinityVersion: InfinityVersion.of("21"),
  templateDisk: TemplateDisk.onHost("C:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd"),
  hostname: "manager",
  address: "10.44.0.10",
  dnsServers: ["10.44.0.53"],
  ntpServers,
  incidentReporting: true,
  usageStatistics: false,
});

// the answers to type into the installation wizard, shown after the apply
new TerraformOutput(manager, "wizard", {
  value: managementNode.wizardAnswers.map(({ number, label, value }) => `${number}. ${label}: ${value ?? "choose one"}`),
});

// second apply, after the installation wizard: the Conferencing Nodes
const platform = new TerraformStack(app, "platform");

const oslo = new SystemLocation(platform, "oslo", { managementNode, name: "Oslo" });
new ConferencingNode(platform, "oslo-1", {
  ...network,
  externalSwitch: lan,
  systemLocation: oslo,
  role: NodeRole.TRANSCODING, // as many vCPUs as a socket has cores: 12, and 12 GiB
  templateDisk: TemplateDisk.fromZip("https://images.example.com/pexip-oslo-1.example.com.zip", "pexip.vhd"),
  hostname: "oslo-1",
  address: "10.44.0.11",
  sipTlsFqdn: "oslo-1.example.com",
});

app.synth();
