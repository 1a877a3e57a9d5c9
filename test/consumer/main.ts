// The program that scripts/consumer-test.mjs compiles and runs against the installed package: the constructs, and the bindings beside them. lab.ts has the lab.
import { App, TerraformStack } from "cdktf";
import { ConferencingNode, ExternalSwitch, HypervHost, InfinityVersion, ManagementNode, NodeRole, SystemLocation, TemplateDisk, WindowsServer } from "cdktf-pexip-hyperv";
import { networkSwitch } from "cdktf-pexip-hyperv/provider-hyperv";
import { pexipInfinityEndUser } from "cdktf-pexip-hyperv/provider-pexip";
import * as testing from "cdktf-pexip-hyperv/testing";

const app = new App({ outdir: process.argv[2] });
const ntpServers = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];
const network = { domain: "example.com", netmask: "255.255.255.0", gateway: "10.44.0.1" };

const manager = new TerraformStack(app, "manager");
const host = new HypervHost(manager, "hv1", {
  address: "hv1.oslo.example.com",
  username: "EXAMPLE\\svc-terraform",
  windowsServer: WindowsServer.V2022,
  sockets: 2,
  coresPerSocket: 12,
  memoryGib: 96,
  ntpServers,
});
const externalSwitch = new ExternalSwitch(manager, "lan", { host, netAdapterNames: ["Ethernet 1"] });
const managementNode = new ManagementNode(manager, "manager", {
  ...network,
  externalSwitch,
  infinityVersion: InfinityVersion.of("40"),
  api: {},
  templateDisk: TemplateDisk.onHost("C:\\Templates\\Pexip_Infinity_v40_HyperV_pxMgr_84500\\pexip.vhd"),
  hostname: "manager",
  address: "10.44.0.10",
  dnsServers: ["10.44.0.53"],
  ntpServers,
  incidentReporting: true,
  usageStatistics: false,
});

const platform = new TerraformStack(app, "platform");
const systemLocation = new SystemLocation(platform, "oslo", { managementNode, name: "Oslo" });
new ConferencingNode(platform, "oslo-1", {
  ...network,
  externalSwitch,
  systemLocation,
  role: NodeRole.TRANSCODING,
  templateDisk: TemplateDisk.onHost("C:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd"),
  hostname: "oslo-1",
  address: "10.44.0.11",
  sipTlsFqdn: "oslo-1.example.com",
});

// the escape hatches: a generated class found below a construct, and one of our users' own
const resource = externalSwitch.node.defaultChild as networkSwitch.NetworkSwitch;
resource.notes = "changed by the consumer";
const gate = managementNode.gateIn(platform);
new pexipInfinityEndUser.PexipInfinityEndUser(platform, "alice", {
  primaryEmailAddress: "alice@example.com",
  provider: managementNode.providerIn(platform),
  dependsOn: gate === undefined ? [] : [gate],
});

if (Object.keys(testing).length === 0) throw new Error("cdktf-pexip-hyperv/testing exports nothing");

app.synth();
