import { TerraformOutput, type TerraformStack } from "cdktf";
import { ExternalSwitch, HypervHost, InfinityVersion, ManagementNode, ServerKind, TemplateDisk, WindowsServer } from "cdktf-pexip-hyperv";

export const domain = "example.com";

const dnsServers = ["10.44.10.53", "10.55.10.53"];
const ntpServers = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];

export type Site = ReturnType<typeof buildManager>;

/** Hosts, switches and the Management Node. */
export function buildManager(stack: TerraformStack) {
  const server = {
    username: "EXAMPLE\\svc-terraform", // its passwords: TF_VAR_hv_oslo_password and TF_VAR_hv_bergen_password
    windowsServer: WindowsServer.V2022,
    sockets: 2,
    networkAdapters: ["Ethernet 1", "Ethernet 2", "Ethernet 3", "Ethernet 4"],
    managementAdapter: "Ethernet 4",
    ntpServers,
    vmDirectory: "D:\\Pexip",
  };
  const hvOslo = new HypervHost(stack, "hv-oslo", {
    ...server,
    address: "hv1.oslo.example.com",
    cpuModel: "Intel Xeon Gold 6342",
    coresPerSocket: 24,
    memoryGib: 128,
  });
  const hvBergen = new HypervHost(stack, "hv-bergen", {
    ...server,
    address: "hv1.bergen.example.com",
    cpuModel: "Intel Xeon Gold 6346",
    coresPerSocket: 16,
    memoryGib: 96,
  });

  const teamed = ["Ethernet 1", "Ethernet 2"];
  const osloLan = new ExternalSwitch(stack, "oslo-lan", { host: hvOslo, netAdapterNames: teamed });
  const osloDmz = new ExternalSwitch(stack, "oslo-dmz", {
    host: hvOslo,
    switchName: "Pexip DMZ",
    netAdapterNames: ["Ethernet 3"],
    allowManagementOs: false, // the host itself is no part of the DMZ
  });
  const bergenLan = new ExternalSwitch(stack, "bergen-lan", { host: hvBergen, netAdapterNames: teamed });

  const managementNode = new ManagementNode(stack, "manager", {
    externalSwitch: osloLan,
    vlanId: 110,
    infinityVersion: InfinityVersion.of("40"),
    // The installation wizard makes these servers, so they are named by their numbers and not made again. The numbers are what a new
    // Management Node is expected to give: compare them with System > DNS Servers and System > NTP Servers.
    api: {
      existingServers: [
        ...dnsServers.map((address, index) => ({ kind: ServerKind.DNS, address, resourceId: index + 1 })),
        ...ntpServers.map((address, index) => ({ kind: ServerKind.NTP, address, resourceId: index + 1 })),
      ],
    },
    templateDisk: TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v40_HyperV_pxMgr_84500\\pexip.vhd"),
    hostname: "manager",
    domain,
    address: "10.44.10.10",
    netmask: "255.255.255.0",
    gateway: "10.44.10.1",
    macAddress: "02-50-58-00-00-0A", // the licence is bound to it
    dnsServers,
    ntpServers,
    incidentReporting: true,
    usageStatistics: false,
    contactEmail: "video@example.com",
  });

  // the answers to type into the installation wizard, shown after the apply
  new TerraformOutput(stack, "wizard", {
    value: managementNode.wizardAnswers.map(({ number, label, value }) => `${number}. ${label}: ${value ?? "choose one"}`),
  });

  return { managementNode, osloLan, osloDmz, bergenLan };
}
