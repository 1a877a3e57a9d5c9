import { App, TerraformOutput, TerraformStack } from "cdktf";
import {
  ConferencingNode,
  ExternalSwitch,
  HostEdition,
  HypervHost,
  InfinityVersion,
  ManagementNode,
  NodeRole,
  StaticRoute,
  SystemLocation,
  TemplateDisk,
  WindowsServer,
} from "cdktf-pexip-hyperv";

const app = new App();
const domain = "example.com";
const ntpServers = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];
const dnsServers = ["10.44.10.53", "10.55.10.53"];

// first apply: hosts, switches and the Management Node
const manager = new TerraformStack(app, "manager");

const server = {
  username: "EXAMPLE\\svc-terraform",
  windowsServer: WindowsServer.V2022,
  sockets: 2,
  networkAdapters: ["Ethernet 1", "Ethernet 2", "Ethernet 3", "Ethernet 4"],
  managementAdapter: "Ethernet 4",
  ntpServers,
  vmDirectory: "D:\\Pexip",
};
const hvOslo = new HypervHost(manager, "hv-oslo", {
  ...server,
  address: "hv1.oslo.example.com",
  cpuModel: "Intel Xeon Gold 6342",
  coresPerSocket: 24,
  memoryGib: 128,
});
const hvBergen = new HypervHost(manager, "hv-bergen", {
  ...server,
  address: "hv1.bergen.example.com",
  cpuModel: "Intel Xeon Gold 6346",
  coresPerSocket: 16,
  memoryGib: 192,
  // one Conferencing Node on each socket and nothing else, so that a node may use both threads of each core
  edition: HostEdition.DATACENTER,
  threadsPerCore: 2,
  numaAffinity: true,
});

const teamed = ["Ethernet 1", "Ethernet 2"];
const osloLan = new ExternalSwitch(manager, "oslo-lan", { host: hvOslo, netAdapterNames: teamed });
const osloDmz = new ExternalSwitch(manager, "oslo-dmz", {
  host: hvOslo,
  switchName: "Pexip DMZ",
  netAdapterNames: ["Ethernet 3"],
  allowManagementOs: false, // the host itself is no part of the DMZ
});
const bergenLan = new ExternalSwitch(manager, "bergen-lan", { host: hvBergen, netAdapterNames: teamed });

const inOslo = { externalSwitch: osloLan, vlanId: 110, domain, netmask: "255.255.255.0", gateway: "10.44.10.1" };
const inBergen = { externalSwitch: bergenLan, vlanId: 210, domain, netmask: "255.255.255.0", gateway: "10.55.10.1" };

const managementNode = new ManagementNode(manager, "manager", {
  ...inOslo,
  infinityVersion: InfinityVersion.of("21"),
  templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd"),
  hostname: "manager",
  address: "10.44.10.10",
  dnsServers,
  ntpServers,
  incidentReporting: true,
  usageStatistics: false,
});

// the answers to type into the installation wizard, shown after the apply
new TerraformOutput(manager, "wizard", {
  value: managementNode.wizardAnswers.map(({ number, label, value }) => `${number}. ${label}: ${value ?? "choose one"}`),
});

// second apply, after the installation wizard: locations, routes and Conferencing Nodes
const platform = new TerraformStack(app, "platform");

// media stays in Oslo until Oslo is full
const bergen = new SystemLocation(platform, "bergen", { managementNode, name: "Bergen" });
const oslo = new SystemLocation(platform, "oslo", { managementNode, name: "Oslo", primaryOverflowLocation: bergen });
const dmz = new SystemLocation(platform, "dmz", {
  managementNode,
  name: "Oslo DMZ",
  transcodingLocation: oslo,
  primaryOverflowLocation: bergen,
});

/** The Management Node makes one ZIP for each Conferencing Node and names it after the node (guide page 13). */
function diskOf(hostname: string): TemplateDisk {
  return TemplateDisk.fromZip(`https://images.example.com/pexip-${hostname}.${domain}.zip`, "pexip.vhd");
}

// 16 of the 24 cores of each socket in Oslo; the Management Node and the proxying nodes share the others
const transcodingInOslo = { ...inOslo, role: NodeRole.TRANSCODING, systemLocation: oslo, vcpus: 16 };
new ConferencingNode(platform, "oslo-1", {
  ...transcodingInOslo,
  templateDisk: diskOf("oslo-1"),
  hostname: "oslo-1",
  address: "10.44.10.11",
  sipTlsFqdn: "oslo-1.example.com",
});
new ConferencingNode(platform, "oslo-2", {
  ...transcodingInOslo,
  templateDisk: diskOf("oslo-2"),
  hostname: "oslo-2",
  address: "10.44.10.12",
  sipTlsFqdn: "oslo-2.example.com",
});

// without vcpus: all 32 threads of one socket in Bergen
const transcodingInBergen = { ...inBergen, role: NodeRole.TRANSCODING, systemLocation: bergen };
new ConferencingNode(platform, "bergen-1", {
  ...transcodingInBergen,
  templateDisk: diskOf("bergen-1"),
  hostname: "bergen-1",
  address: "10.55.10.11",
  sipTlsFqdn: "bergen-1.example.com",
});
new ConferencingNode(platform, "bergen-2", {
  ...transcodingInBergen,
  templateDisk: diskOf("bergen-2"),
  hostname: "bergen-2",
  address: "10.55.10.12",
  sipTlsFqdn: "bergen-2.example.com",
});

// In the DMZ the primary interface is for the other nodes and the secondary one for clients (guide page 13). A node has one
// gateway: it is on the clients' side here, and static routes lead inwards, or the node would never reach the Management Node.
const inwards = { managementNode, prefix: 24, gateway: "10.44.20.1" };
const edge = {
  role: NodeRole.PROXYING,
  systemLocation: dmz,
  domain,
  externalSwitch: osloLan,
  vlanId: 120,
  netmask: "255.255.255.0",
  secondarySwitch: osloDmz,
  secondaryVlanId: 130,
  secondaryNetmask: "255.255.255.0",
  gateway: "10.44.30.1",
  staticRoutes: [
    new StaticRoute(platform, "to-oslo", { ...inwards, address: "10.44.10.0" }),
    new StaticRoute(platform, "to-bergen", { ...inwards, address: "10.55.10.0" }),
  ],
  vcpus: 4,
};
new ConferencingNode(platform, "edge-1", {
  ...edge,
  templateDisk: diskOf("edge-1"),
  hostname: "edge-1",
  address: "10.44.20.11",
  secondaryAddress: "10.44.30.11",
  staticNatAddress: "203.0.113.11",
  sipTlsFqdn: "edge-1.example.com",
});
new ConferencingNode(platform, "edge-2", {
  ...edge,
  templateDisk: diskOf("edge-2"),
  hostname: "edge-2",
  address: "10.44.20.12",
  secondaryAddress: "10.44.30.12",
  staticNatAddress: "203.0.113.12",
  sipTlsFqdn: "edge-2.example.com",
});

app.synth();
