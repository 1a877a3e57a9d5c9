import type { TerraformStack } from "cdktf";
import { ConferencingNode, NodeRole, Secret, StaticRoute, SystemLocation, TemplateDisk } from "cdktf-pexip-hyperv";
import { domain, type Site } from "./manager";
import type { Services } from "./services";

/** In api mode all nodes of a version start from one disk, and are told who they are by Terraform. */
const templateDisk = TemplateDisk.onHost("D:\\Templates\\Pexip_Infinity_v40_generic_ConfNode_84500\\pexip.vhd");

/** Locations and Conferencing Nodes. */
export function buildNodes(stack: TerraformStack, site: Site, services: Services) {
  const { managementNode } = site;
  const { syslogServer, monitoring, snmp, sipProxy, nodeCertificate } = services;

  const shared = { managementNode, syslogServers: [syslogServer], snmpNetworkManagementSystem: monitoring, sipProxy };
  const oslo = new SystemLocation(stack, "oslo", { ...shared, name: "Oslo", mediaQos: 34, signallingQos: 24 });
  const bergen = new SystemLocation(stack, "bergen", { ...shared, name: "Bergen", mediaQos: 34, signallingQos: 24 });
  const dmz = new SystemLocation(stack, "dmz", { ...shared, name: "Oslo DMZ", transcodingLocation: oslo, primaryOverflowLocation: bergen });

  // Each site takes the other's media when that one is full. Terraform has no way to say this of two resources; a step after both does it.
  oslo.overflowTo({ primary: bergen });
  bergen.overflowTo({ primary: oslo });

  const node = {
    domain,
    netmask: "255.255.255.0",
    tlsCertificate: nodeCertificate,
    sshPassword: Secret.fromVariable("node_ssh_password"),
    snmp,
  };

  const inOslo = {
    ...node,
    templateDisk,
    externalSwitch: site.osloLan,
    vlanId: 110,
    gateway: "10.44.10.1",
    systemLocation: oslo,
    role: NodeRole.TRANSCODING,
    vcpus: 16, // of the 24 cores of a socket; the Management Node and the proxying nodes share the others
  };
  new ConferencingNode(stack, "oslo-1", { ...inOslo, hostname: "oslo-1", address: "10.44.10.11", sipTlsFqdn: "oslo-1.example.com" });
  new ConferencingNode(stack, "oslo-2", { ...inOslo, hostname: "oslo-2", address: "10.44.10.12", sipTlsFqdn: "oslo-2.example.com" });

  const inBergen = { ...node, gateway: "10.55.10.1", systemLocation: bergen, role: NodeRole.TRANSCODING };
  new ConferencingNode(stack, "bergen-1", {
    ...inBergen, // without vcpus: one for each of the 16 cores of a socket
    templateDisk,
    externalSwitch: site.bergenLan,
    vlanId: 210,
    hostname: "bergen-1",
    address: "10.55.10.11",
    sipTlsFqdn: "bergen-1.example.com",
  });
  // Another hypervisor carries this one: Terraform enters it and delivers its configuration, and builds no VM.
  ConferencingNode.fromAddress(stack, "bergen-2", {
    ...inBergen,
    hostname: "bergen-2",
    address: "10.55.10.12",
    sipTlsFqdn: "bergen-2.example.com",
    bootstrapAddress: "10.55.10.212", // by DHCP, until it has its own
  });

  // In the DMZ the primary interface is for the other nodes and the secondary one for clients. A node has one gateway: it is on the
  // clients' side here, and static routes lead inwards, or the node would never reach the Management Node.
  const inwards = { managementNode, prefix: 24, gateway: "10.44.20.1" };
  const edge = {
    ...node,
    templateDisk,
    externalSwitch: site.osloLan,
    vlanId: 120,
    secondarySwitch: site.osloDmz,
    secondaryVlanId: 130,
    secondaryNetmask: "255.255.255.0",
    gateway: "10.44.30.1",
    staticRoutes: [
      new StaticRoute(stack, "to-oslo", { ...inwards, address: "10.44.10.0" }),
      new StaticRoute(stack, "to-bergen", { ...inwards, address: "10.55.10.0" }),
    ],
    systemLocation: dmz,
    role: NodeRole.PROXYING,
    vcpus: 4,
  };
  new ConferencingNode(stack, "edge-1", {
    ...edge,
    hostname: "edge-1",
    address: "10.44.20.11",
    secondaryAddress: "10.44.30.11",
    staticNatAddress: "203.0.113.11",
    sipTlsFqdn: "edge-1.example.com",
  });
  new ConferencingNode(stack, "edge-2", {
    ...edge,
    hostname: "edge-2",
    address: "10.44.20.12",
    secondaryAddress: "10.44.30.12",
    staticNatAddress: "203.0.113.12",
    sipTlsFqdn: "edge-2.example.com",
  });

  return { oslo, bergen, dmz };
}
