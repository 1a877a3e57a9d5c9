// A platform file of many Conferencing Nodes that no rule refuses: ten on each host, fifty in each location.

const NODES_ON_HOST = 10;
const NODES_IN_LOCATION = 50;

/** @param {number} nodes */
export function platformFile(nodes) {
  const count = (of) => Math.ceil(nodes / of);
  const each = (number, write) => Array.from({ length: number }, (_, index) => write(index)).join("");
  const network = (host) => `10.${1 + Math.floor(host / 200)}.${host % 200}`;
  return `defaults:
  hosts:
    username: EXAMPLE\\svc-terraform
    windowsServer: "2022"
    sockets: 2
    coresPerSocket: 32
    memoryGib: 256
    timeSource: active_directory
    vmDirectory: D:\\Pexip
  switches: { netAdapterNames: [Ethernet 1] }
  conferencingNodes:
    role: transcoding
    domain: example.com
    netmask: 255.255.255.0
    vcpus: 4
hosts:
${each(count(NODES_ON_HOST), (host) => `  hv${host}: { address: hv${host}.example.com }\n`)}switches:
${each(count(NODES_ON_HOST), (host) => `  lan${host}: { host: hv${host} }\n`)}managementNode:
  externalSwitch: lan0
  infinityVersion: "21"
  templateDisk: D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd
  hostname: manager
  domain: example.com
  address: 10.0.0.10
  netmask: 255.255.255.0
  gateway: 10.0.0.1
  dnsServers: [10.0.0.53]
  ntpServers: [ntp1.example.com, ntp2.example.com, ntp3.example.com]
  incidentReporting: true
  usageStatistics: false
locations:
${each(count(NODES_IN_LOCATION), (location) => `  site-${location}: { name: Site ${location} }\n`)}conferencingNodes:
${each(nodes, (node) => {
  const host = Math.floor(node / NODES_ON_HOST);
  const name = `conf-${node}`;
  return `  ${name}:
    externalSwitch: lan${host}
    systemLocation: site-${Math.floor(node / NODES_IN_LOCATION)}
    templateDisk: { zip: https://images.example.com/pexip-${name}.example.com.zip, fileName: pexip.vhd }
    hostname: ${name}
    address: ${network(host)}.${11 + (node % NODES_ON_HOST)}
    gateway: ${network(host)}.1
    sipTlsFqdn: ${name}.example.com
`;
})}`;
}
