import { Construct } from "constructs";
import {
  ConferencingNode,
  ExternalSwitch,
  HypervHost,
  type IManagementNode,
  NodeRole,
  Secret,
  SystemLocation,
  TemplateDisk,
  TimeSource,
  WindowsServer,
} from "cdktf-pexip-hyperv";

/** The one server of a site; what all our servers have in common is in `VideoSite`. */
export interface VideoSiteServer {
  readonly address: string;
  readonly sockets: number;
  readonly coresPerSocket: number;
  readonly memoryGib: number;
}

/** The site's network for conferencing. */
export interface VideoSiteNetwork {
  readonly vlanId: number;
  readonly netmask: string;
  readonly gateway: string;
}

/** A Conferencing Node as the address management knows it. */
export interface VideoSiteNode {
  readonly hostname: string;
  readonly address: string;
  /** The MAC address of its DHCP reservation and its firewall rules. */
  readonly macAddress: string;
  /** @default - the cores of one socket */
  readonly vcpus?: number;
  /** A new value deploys the node anew, from the ZIP that is published at that moment. @default - none */
  readonly redeployToken?: string;
}

export interface VideoSiteProps {
  readonly managementNode: IManagementNode;
  readonly server: VideoSiteServer;
  readonly network: VideoSiteNetwork;
  readonly nodes: readonly VideoSiteNode[];
}

/** A site of ours: one server, its switch, a system location, and transcoding nodes. */
export class VideoSite extends Construct {
  constructor(scope: Construct, id: string, { managementNode, server, network, nodes }: VideoSiteProps) {
    super(scope, id);
    const infinity = new Construct(this, "infinity");

    // a host's id is its name in Terraform and unique in the App, so it carries the site's
    const host = new HypervHost(infinity, `hv-${id}`, {
      ...server,
      username: "EXAMPLE\\svc-terraform",
      password: Secret.fromVariable("winrm_password"), // one service account, one variable for all sites
      windowsServer: WindowsServer.V2022,
      networkAdapters: ["Ethernet 1", "Ethernet 2", "Ethernet 3"],
      managementAdapter: "Ethernet 3",
      timeSource: TimeSource.ACTIVE_DIRECTORY,
      vmDirectory: "D:\\Pexip",
    });
    const externalSwitch = new ExternalSwitch(infinity, "lan", { host, netAdapterNames: ["Ethernet 1", "Ethernet 2"] });
    const systemLocation = new SystemLocation(infinity, "location", {
      managementNode,
      name: id,
      dnsServers: ["10.10.0.53"],
      ntpServers: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"],
    });

    for (const node of nodes) {
      new ConferencingNode(infinity, node.hostname, {
        ...node,
        ...network,
        externalSwitch,
        systemLocation,
        role: NodeRole.TRANSCODING,
        domain: "example.com",
        sipTlsFqdn: `${node.hostname}.example.com`,
        templateDisk: TemplateDisk.fromZip(`https://images.example.com/pexip-${node.hostname}.example.com.zip`, "pexip.vhd"),
      });
    }
  }
}
