import { importedConferencingNodeRecord, type ConferencingNodeFields } from "../../../lib/deployment/conferencing-node";
import { aLocation, aManager, aNode, aSwitch, judged, judgedWith, sound, TOKEN } from "../../support/records";

const NODE1 = "platform/oslo-1";
const NODE2 = "platform/oslo-2";
const dual = (fields: Partial<ConferencingNodeFields> = {}): Partial<ConferencingNodeFields> => ({ secondaryAddress: "10.60.0.11", secondaryNetmask: "255.255.255.0", ...fields });

test("every address belongs to one node, the Management Node included", () => {
  expect(judgedWith({ node1: { address: "10.44.0.10" }, node2: { address: "10.44.0.10" } })).toEqual([
    `error PXH020 ${NODE1}: address 10.44.0.10 is already used by manager/manager; every node needs its own`,
    `error PXH020 ${NODE2}: address 10.44.0.10 is already used by manager/manager; every node needs its own`,
  ]);
});

test("static NAT and IPv6 addresses belong to one node, however they are written", () => {
  const nat = "203.0.113.11";
  expect(judgedWith({ node1: { staticNatAddress: nat, ipv6Address: "2001:db8::11" }, node2: { staticNatAddress: nat, ipv6Address: "2001:0DB8:0:0::11" } })).toEqual([
    `error PXH020 ${NODE2}: ipv6Address 2001:0DB8:0:0::11 is already used by ${NODE1}; every node needs its own`,
    `error PXH020 ${NODE2}: staticNatAddress ${nat} is already used by ${NODE1}; every node needs its own`,
  ]);
});

test("a secondary address belongs to one node of its switch and VLAN", () => {
  expect(judgedWith({ node1: dual(), node2: dual() })).toEqual([`error PXH020 ${NODE2}: secondaryAddress 10.60.0.11 is already used by ${NODE1} on the same switch; every node needs its own`]);
  expect(judgedWith({ node1: dual({ secondaryVlanId: 20 }), node2: dual({ secondaryVlanId: 30 }) })).toEqual([]);
  const { records, host, nodes, ...on } = sound({ node1: dual() });
  const dmz = aSwitch(host, { switchName: "DMZ", netAdapterNames: ["Ethernet 2"] }, "dmz");
  expect(judged([...records.filter((record) => record !== nodes[1]), dmz, aNode({ ...on, host, secondarySwitch: dmz }, "oslo-2", dual())])).toEqual([]);
});

test("a secondary address is no primary address on the same switch", () => {
  const used = { secondaryAddress: "10.44.0.12", secondaryNetmask: "255.255.255.0" };
  const elsewhere = { address: "10.70.0.11", netmask: "255.255.255.0", gateway: "10.70.0.1" };
  expect(judgedWith({ node1: { ...used, ...elsewhere } })).toEqual([`error PXH020 ${NODE2}: address 10.44.0.12 is already the secondary address of ${NODE1} on the same switch; every node needs its own`]);
  expect(judgedWith({ node1: dual({ secondaryAddress: "10.44.0.11" }) })).toEqual([`error PXH020 ${NODE1}: secondaryAddress 10.44.0.11 is also the node's address; each interface needs its own`]);
});

test("two platforms may use the same addresses", () => {
  const { records, host, externalSwitch } = sound({ host: { coresPerSocket: 48 } });
  const manager = aManager({ host, externalSwitch }, { hostname: "second" }, "second");
  const systemLocation = aLocation(manager, {}, "bergen");
  const nodes = ["bergen-1", "bergen-2"].map((id) => aNode({ host, externalSwitch, systemLocation }, id));
  expect(judged([...records, manager, systemLocation, ...nodes])).toEqual([]);
});

test("deferred addresses are not compared", () => {
  const deferred = { address: TOKEN, netmask: TOKEN, gateway: TOKEN, staticNatAddress: TOKEN, ipv6Address: TOKEN, ipv6Gateway: TOKEN, secondaryAddress: TOKEN, secondaryNetmask: TOKEN };
  expect(judgedWith({ node1: deferred, node2: deferred, manager: { address: TOKEN, netmask: TOKEN, gateway: TOKEN } })).toEqual([]);
});

test("a netmask is contiguous", () => {
  expect(judgedWith({ manager: { netmask: "255.0.255.0" }, node1: dual({ secondaryNetmask: "0.255.255.255" }) })).toEqual([
    "error PXH021 manager/manager: netmask 255.0.255.0 is not contiguous; a netmask looks like 255.255.255.0",
    `error PXH021 ${NODE1}: secondaryNetmask 0.255.255.255 is not contiguous; a netmask looks like 255.255.255.0`,
  ]);
});

test.each(["0.0.0.0", "255.255.255.255"])("%s leaves no network", (netmask) => {
  expect(judgedWith({ node1: { netmask } })[0]).toBe(`error PXH021 ${NODE1}: netmask ${netmask} leaves no network of its own; a netmask looks like 255.255.255.0`);
});

test("an address is neither its network's first nor its last", () => {
  expect(judgedWith({ node1: { address: "10.44.0.0" }, node2: { address: "10.44.0.255" } })).toEqual([
    `error PXH022 ${NODE1}: address 10.44.0.0 is the network address of 10.44.0.0/24; give an address between`,
    `error PXH022 ${NODE2}: address 10.44.0.255 is the broadcast address of 10.44.0.0/24; give an address between`,
  ]);
  expect(judgedWith({ node1: { netmask: "255.255.254.0", address: "10.44.0.255" } })).toEqual([]);
  expect(judgedWith({ node1: { netmask: "255.255.255.254", address: "10.44.0.20", gateway: "10.44.0.21" } })).toEqual([]);
});

test("a gateway is neither its network's first nor its last address", () => {
  expect(judgedWith({ manager: { gateway: "10.44.0.255" } })).toEqual(["error PXH022 manager/manager: gateway 10.44.0.255 is the broadcast address of 10.44.0.0/24; give an address between"]);
});

test.each([
  ["127.0.0.1", "a loopback address"],
  ["239.1.1.1", "a multicast address"],
  ["0.1.2.3", "a reserved address"],
  ["255.255.255.255", "a reserved address"],
])("%s cannot be a static NAT address", (staticNatAddress, what) => {
  expect(judgedWith({ node1: { staticNatAddress }, node2: { staticNatAddress: "203.0.113.12" } })).toEqual([`error PXH022 ${NODE1}: staticNatAddress ${staticNatAddress} is ${what}; give an address of a machine`]);
});

test.each([
  ["ff02::1", "a multicast address"],
  ["::1", "a loopback address"],
  ["::", "no address at all"],
])("%s cannot be an IPv6 address", (ipv6Address, what) => {
  expect(judgedWith({ node1: { ipv6Address } })).toEqual([`error PXH022 ${NODE1}: ipv6Address ${ipv6Address} is ${what}; give an address of a machine`]);
});

test("a static NAT address differs from the node's own addresses", () => {
  const text = (own: string, address: string): string => `error PXH025 ${NODE1}: staticNatAddress ${address} is the node's own ${own}; give the public address, or leave it out when there is no NAT`;
  const node2 = { staticNatAddress: "203.0.113.12" };
  expect(judgedWith({ node1: { staticNatAddress: "10.44.0.11" }, node2 })).toEqual([text("address", "10.44.0.11")]);
  expect(judgedWith({ node1: dual({ staticNatAddress: "10.60.0.11" }), node2 })).toEqual([text("secondaryAddress", "10.60.0.11")]);
});

test("an IPv6 gateway goes with another address", () => {
  expect(judgedWith({ node1: { ipv6Gateway: "fe80::1" } })).toEqual([`error PXH026 ${NODE1}: ipv6Gateway fe80::1 needs ipv6Address; give one, or leave the gateway out`]);
  expect(judgedWith({ node1: { ipv6Address: "2001:db8::1", ipv6Gateway: "2001:DB8::0001" } })).toEqual([`error PXH026 ${NODE1}: ipv6Gateway 2001:DB8::0001 is the node's own address; give the router's`]);
  expect(judgedWith({ node1: { ipv6Address: "2001:db8::11", ipv6Gateway: "fe80::1" } })).toEqual([]);
});

test("a secondary address needs its netmask", () => {
  expect(judgedWith({ node1: { secondaryAddress: "10.60.0.11" } })).toEqual([`error PXH027 ${NODE1}: secondaryAddress 10.60.0.11 needs secondaryNetmask; give it`]);
});

test("the secondary interface is in a network of its own", () => {
  expect(judgedWith({ node1: dual({ secondaryAddress: "10.44.0.111" }) })).toEqual([`warning PXH028 ${NODE1}: secondaryAddress 10.44.0.111 is in the primary interface's network 10.44.0.0/24; give an address of the other network`]);
  expect(judgedWith({ node1: dual() })).toEqual([]);
});

test("a node that Terraform does not build is judged by its addresses too", () => {
  const { records, nodes, systemLocation } = sound();
  const { path, role, hostname, domain, sipTlsFqdn } = nodes[1];
  const imported = importedConferencingNodeRecord({ path, isToken: () => false }, "oslo-2", { role, hostname, domain, sipTlsFqdn, address: "10.44.0.11", netmask: "255.255.255.0", gateway: "10.44.0.1" }, { systemLocation, staticRoutes: [] });
  expect(judged([...records.filter((record) => record !== nodes[1]), imported])).toEqual([`error PXH020 ${NODE2}: address 10.44.0.11 is already used by ${NODE1}; every node needs its own`]);
});
