import { type App, TerraformOutput, TerraformStack } from "cdktf";
import {
  Deployment,
  ExternalSwitch,
  HypervHost,
  InfinityVersion,
  ManagementNode,
  Secret,
  TemplateDisk,
  TimeSource,
  WindowsServer,
} from "cdktf-pexip-hyperv";
import { VideoSite, type VideoSiteNode } from "./video-site";

/** Bergen's Conferencing Nodes, as they are today. */
export const BERGEN: readonly VideoSiteNode[] = [{ hostname: "bergen-1", address: "10.55.0.11", macAddress: "02-50-58-55-00-0B", vcpus: 12 }];

/** Everything that we have of Pexip Infinity: a function, so that a rehearsal can ask what becomes of it when Bergen gets another node. */
export function companyVideo(app: App, bergenNodes = BERGEN): void {
  const manager = new TerraformStack(app, "manager");

  const managementHost = new HypervHost(manager, "hv-management", {
    address: "hv-management.example.com",
    username: "EXAMPLE\\svc-terraform",
    password: Secret.fromVariable("winrm_password"),
    windowsServer: WindowsServer.V2022,
    sockets: 1,
    coresPerSocket: 16,
    memoryGib: 64,
    reservedVcpus: 8,
    timeSource: TimeSource.ACTIVE_DIRECTORY,
    vmDirectory: "D:\\Pexip",
  });
  const managementNode = new ManagementNode(manager, "manager", {
    externalSwitch: ExternalSwitch.fromSwitchName(manager, "lan", { host: managementHost, switchName: "Management" }),
    infinityVersion: InfinityVersion.of("21"),
    templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd"),
    hostname: "manager",
    domain: "example.com",
    address: "10.10.0.10",
    netmask: "255.255.255.0",
    gateway: "10.10.0.1",
    dnsServers: ["10.10.0.53"],
    ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"],
    incidentReporting: false,
    usageStatistics: false,
    macAddress: "02-50-58-00-00-0A", // the licence is bound to it
  });

  // the answers to type into the installation wizard, shown after the apply
  new TerraformOutput(manager, "wizard", {
    value: managementNode.wizardAnswers.map(({ number, label, value }) => `${number}. ${label}: ${value ?? "choose one"}`),
  });

  const platform = new TerraformStack(app, "platform");

  new VideoSite(platform, "oslo", {
    managementNode,
    server: { address: "hv1.oslo.example.com", sockets: 2, coresPerSocket: 12, memoryGib: 96 },
    network: { vlanId: 44, netmask: "255.255.255.0", gateway: "10.44.0.1" },
    nodes: [
      { hostname: "oslo-1", address: "10.44.0.11", macAddress: "02-50-58-44-00-0B" },
      { hostname: "oslo-2", address: "10.44.0.12", macAddress: "02-50-58-44-00-0C", redeployToken: "2026-02 new disk array" },
    ],
  });

  const bergen = new VideoSite(platform, "bergen", {
    managementNode,
    server: { address: "hv1.bergen.example.com", sockets: 2, coresPerSocket: 8, memoryGib: 64 },
    network: { vlanId: 55, netmask: "255.255.255.0", gateway: "10.55.0.1" },
    nodes: bergenNodes,
  });
  Deployment.of(bergen).accept("PXH012", "its calls need 12 vCPUs until the server with 16 cores a socket comes in March");
  Deployment.of(bergen).accept("PXH041", "when its only node fails, the few people in Bergen meet in Oslo");
}
