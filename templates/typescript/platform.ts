import { type App, TerraformOutput, TerraformStack } from "cdktf";
import {
  ConferencingNode,
  ExternalSwitch,
  HypervHost,
  InfinityVersion,
  Licence,
  ManagementNode,
  NodeRole,
  Secret,
  SystemLocation,
  TemplateDisk,
  VirtualMeetingRoom,
  WindowsServer,
} from "cdktf-pexip-hyperv";

// names, addresses and paths are examples: replace what "yours" stands beside
const ntpServers = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"]; // yours
const network = { domain: "example.com", netmask: "255.255.255.0", gateway: "10.44.0.1" }; // yours

/** The stacks of the platform, in the order of their applies. */
export interface PlatformStacks {
  readonly manager: TerraformStack;
  readonly platform: TerraformStack;
}

export function describePlatform(app: App): PlatformStacks {
  // first apply: the switch and the Management Node
  const manager = new TerraformStack(app, "manager");
  // A pipeline needs the state in a backend; its login comes from the environment. For both stacks, for example:
  // new S3Backend(manager, { bucket: "example-terraform-state", key: "pexip/manager.tfstate", region: "eu-north-1" });

  const hv1 = new HypervHost(manager, "hv1", {
    address: "hv1.oslo.example.com", // yours; WinRM over HTTPS, port 5986
    username: "EXAMPLE\\svc-terraform", // yours; its password: TF_VAR_hv1_password
    windowsServer: WindowsServer.V2022, // yours
    sockets: 2, // yours: sockets and physical cores decide what a node may have
    coresPerSocket: 12,
    memoryGib: 96,
    networkAdapters: ["Ethernet 1", "Ethernet 2"], // yours; the names that Get-NetAdapter shows
    managementAdapter: "Ethernet 2", // yours; carries WinRM, so no switch is made on it
    ntpServers,
    vmDirectory: "D:\\Pexip", // yours; not the system disk
  });
  const lan = new ExternalSwitch(manager, "lan", { host: hv1, netAdapterNames: ["Ethernet 1"] }); // yours
  const managementNode = new ManagementNode(manager, "manager", {
    ...network,
    externalSwitch: lan,
    infinityVersion: InfinityVersion.of("21"), // yours
    templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd"), // yours; on the host, unpacked
    hostname: "manager",
    address: "10.44.0.10", // yours
    dnsServers: ["10.44.0.53"], // yours
    ntpServers,
    macAddress: "02-50-58-00-00-0A", // yours; the licence is bound to it
    incidentReporting: true, // yours to decide: the installation wizard asks
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
    role: NodeRole.TRANSCODING, // as many vCPUs as a socket has cores, 1 GiB for each
    templateDisk: TemplateDisk.fromZip("https://images.example.com/pexip-oslo-1.example.com.zip", "pexip.vhd"), // yours
    hostname: "oslo-1",
    address: "10.44.0.11", // yours
    sipTlsFqdn: "oslo-1.example.com",
  });

  new Licence(platform, "main", { managementNode, entitlementId: Secret.fromVariable("licence_entitlement_id") });
  new VirtualMeetingRoom(platform, "test", {
    managementNode,
    name: "Test room",
    aliases: ["meet.test@example.com"], // yours; what the first test call dials
  });

  return { manager, platform };
}
