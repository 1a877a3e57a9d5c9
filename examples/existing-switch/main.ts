import { App, TerraformStack } from "cdktf";
import {
  ConferencingNode,
  ExternalSwitch,
  HypervHost,
  InfinityVersion,
  ManagementNode,
  NodeRole,
  SystemLocation,
  TemplateDisk,
  TimeSource,
  WindowsServer,
} from "cdktf-pexip-hyperv";

const app = new App();
const platform = new TerraformStack(app, "platform");
const network = { domain: "example.com", netmask: "255.255.255.0", gateway: "10.44.0.1" };

// what is there already: nothing of this is built, changed or destroyed
const managementNode = ManagementNode.fromAddress(platform, "manager", {
  address: "10.44.0.10",
  hostname: "manager",
  domain: "example.com",
  infinityVersion: InfinityVersion.of("21"),
});
const oslo = new SystemLocation(platform, "oslo", {
  managementNode,
  name: "Oslo",
  dnsServers: ["10.44.0.53"],
  ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"],
});
ConferencingNode.fromAddress(platform, "oslo-1", {
  ...network,
  systemLocation: oslo,
  role: NodeRole.TRANSCODING,
  hostname: "oslo-1",
  address: "10.44.0.11",
  sipTlsFqdn: "oslo-1.example.com",
});

const hv2 = new HypervHost(platform, "hv2", {
  address: "hv2.oslo.example.com",
  username: "EXAMPLE\\svc-terraform",
  windowsServer: WindowsServer.V2019,
  sockets: 2,
  coresPerSocket: 16,
  memoryGib: 192,
  // the host's other VMs
  reservedVcpus: 16,
  memoryReserveGib: 100,
  timeSource: TimeSource.ACTIVE_DIRECTORY,
  vmDirectory: "D:\\Pexip",
});
const lan = ExternalSwitch.fromSwitchName(platform, "lan", { host: hv2, switchName: "Production" });

// what is new: one Conferencing Node, from the ZIP that was unpacked on the host
new ConferencingNode(platform, "oslo-2", {
  ...network,
  externalSwitch: lan,
  vlanId: 44,
  systemLocation: oslo,
  role: NodeRole.TRANSCODING,
  templateDisk: TemplateDisk.onHost("D:\\Templates\\pexip-oslo-2.example.com\\pexip.vhd"),
  hostname: "oslo-2",
  address: "10.44.0.12",
  sipTlsFqdn: "oslo-2.example.com",
});

app.synth();
