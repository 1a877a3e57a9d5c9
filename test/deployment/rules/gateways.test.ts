import type { ConferencingNodeFields } from "../../../lib/deployment/conferencing-node";
import { NodeRole } from "../../../lib/deployment/enums";
import { aLocation, aManager, aNode, aRoute, aSwitch, aHost, judged, judgedWith, sound, TOKEN } from "../../support/records";

test("the gateway is in the node's network", () => {
  expect(judgedWith({ manager: { gateway: "10.44.1.1" } })).toEqual([
    "error PXH023 manager/manager: gateway 10.44.1.1 is outside of 10.44.0.0/24; give the router of that network, or correct address and netmask",
  ]);
  expect(judgedWith({ node1: { gateway: "10.44.1.1", netmask: "255.255.254.0" } })).toEqual([]);
});

test("the gateway is in one of two networks", () => {
  const node1 = { secondaryAddress: "10.60.0.11", secondaryNetmask: "255.255.255.0", gateway: "10.61.0.1" };
  expect(judgedWith({ node1 })).toEqual([
    "error PXH023 platform/oslo-1: gateway 10.61.0.1 is outside of 10.44.0.0/24 and 10.60.0.0/24; give the router of one of the two, or correct address and netmask",
  ]);
  expect(judgedWith({ node1: { ...node1, secondaryNetmask: TOKEN } })).toEqual([]);
});

test("a gateway is not a node", () => {
  expect(judgedWith({ node1: { gateway: "10.44.0.11" }, node2: { gateway: "10.44.0.10" } })).toEqual([
    "error PXH024 platform/oslo-1: gateway 10.44.0.11 is the node's own address; give the router's",
    "error PXH024 platform/oslo-2: gateway 10.44.0.10 is the address of manager/manager; give the router's",
  ]);
});

const edge: Partial<ConferencingNodeFields> = { address: "10.50.0.11", secondaryAddress: "10.60.0.11", secondaryNetmask: "255.255.255.0", gateway: "10.60.0.1" };

test("a node whose gateway is on the secondary side reaches the Management Node", () => {
  const lost = "warning PXH029 platform/oslo-1: gateway 10.60.0.1 is on the secondary side, and manager/manager (10.44.0.10) is neither in 10.50.0.0/24 nor behind a static route of the node: it will never be contacted; add a static route to it through the primary network";
  expect(judgedWith({ node1: edge })).toEqual([lost]);
  expect(judgedWith({ node1: { ...edge, gateway: TOKEN } })).toEqual([]);
  expect(judgedWith({ node1: { ...edge, address: "10.44.0.11" } })).toEqual([]);

  const { records, nodes, manager, ...on } = sound();
  const withRoute = (address: string): readonly string[] => {
    const route = aRoute(manager, { address, gateway: "10.50.0.1" });
    return judged([...records.filter((record) => record !== nodes[0]), route, aNode({ ...on, staticRoutes: [route] }, "oslo-1", edge)]);
  };
  expect(withRoute("10.44.0.0")).toEqual([]);
  expect(withRoute("10.45.0.0")).toEqual([lost]);
  expect(withRoute(TOKEN)).toEqual([]);
});

test("a proxying node whose gateway is on the secondary side reaches the nodes that take its media", () => {
  const { records, nodes, manager, host, externalSwitch, systemLocation } = sound({ host: { coresPerSocket: 32 }, node2: { address: "10.45.0.12", gateway: "10.45.0.1" } });
  const dmz = aLocation(manager, {}, "dmz", { transcodingLocation: systemLocation });
  const judgedEdges = (routes: readonly string[]): readonly string[] => {
    const staticRoutes = routes.map((address, index) => aRoute(manager, { address, gateway: "10.50.0.1" }, `route-${index}`));
    const edges = ["edge-1", "edge-2"].map((id, index) =>
      aNode({ host, externalSwitch, systemLocation: dmz, staticRoutes }, id, { ...edge, role: NodeRole.PROXYING, vcpus: 4, address: `10.50.0.1${index}`, secondaryAddress: `10.60.0.1${index}` }),
    );
    return judged([...records, dmz, ...staticRoutes, ...edges]);
  };
  const lost = (id: string): string => `warning PXH029 platform/${id}: gateway 10.60.0.1 is on the secondary side, and ${nodes[1].path} (10.45.0.12) is neither in 10.50.0.0/24 nor behind a static route of the node: it will never be contacted; add a static route to it through the primary network`;
  expect(judgedEdges(["10.44.0.0"])).toEqual([lost("edge-1"), lost("edge-2")]);
  expect(judgedEdges(["10.44.0.0", "10.45.0.0"])).toEqual([]);
  expect(judgedEdges(["10.45.0.0", "10.44.0.0"])).toEqual([]);
});

test.each([-1, 33])("%d is no prefix length", (prefix) => {
  const { records, manager } = sound();
  expect(judged([...records, aRoute(manager, { prefix })])).toEqual([`error PXH124 platform/inside: prefix ${prefix} is out of range; a prefix length is 0 to 32`]);
});

test.each([
  ["0.0.0.0", 0],
  ["10.99.0.7", 32],
])("%s/%d is a route", (address, prefix) => {
  const { records, manager } = sound();
  expect(judged([...records, aRoute(manager, { address, prefix })])).toEqual([]);
});

test("a static route names its network", () => {
  const { records, manager } = sound();
  expect(judged([...records, aRoute(manager, { address: "10.99.0.7" })])).toEqual(["warning PXH125 platform/inside: address 10.99.0.7 with prefix 24 lies inside 10.99.0.0/24; give that network's address, or a longer prefix"]);
  expect(judged([...records, aRoute(manager, { address: TOKEN })])).toEqual([]);
});

test("the gateway of a static route is a machine", () => {
  const { records, manager } = sound();
  expect(judged([...records, aRoute(manager, { gateway: "224.0.0.1" })])).toEqual(["error PXH022 platform/inside: gateway 224.0.0.1 is a multicast address; give an address of a machine"]);
});

test("the gateway of a node's static route is in one of its networks", () => {
  const { records, nodes, manager, ...on } = sound();
  const routed = (gateway: string): readonly string[] => {
    const route = aRoute(manager, { gateway });
    return judged([...records.filter((record) => record !== nodes[0]), route, aNode({ ...on, staticRoutes: [route] }, "oslo-1")]);
  };
  expect(routed("10.50.0.1")).toEqual(["error PXH126 platform/oslo-1: staticRoutes platform/inside: its gateway 10.50.0.1 is outside of 10.44.0.0/24; give a router in one of the node's networks"]);
  expect(routed("10.44.0.11")).toEqual(["error PXH126 platform/oslo-1: staticRoutes platform/inside: its gateway 10.44.0.11 is the node's own address; give the router's"]);
  expect(routed("10.44.0.254")).toEqual([]);
  expect(routed(TOKEN)).toEqual([]);
});

test("what refers to each other belongs to one Management Node", () => {
  const { records, nodes, systemLocation, ...on } = sound();
  const host = aHost({}, "hv2");
  const externalSwitch = aSwitch(host, {}, "lan2");
  const second = aManager({ host, externalSwitch }, {}, "second");
  const abroad = aLocation(second, {}, "abroad", { primaryOverflowLocation: systemLocation });
  const route = aRoute(second);
  const node = aNode({ ...on, systemLocation, staticRoutes: [route] }, "oslo-1");
  expect(judged([...records.filter((record) => record !== nodes[0]), host, externalSwitch, second, abroad, route, node])).toEqual([
    "error PXH046 platform/abroad: primaryOverflowLocation platform/oslo belongs to manager/manager, and this to manager/second; give one of the same Management Node",
    "error PXH046 platform/oslo-1: staticRoutes platform/inside belongs to manager/second, and this to manager/manager; give one of the same Management Node",
  ]);
});
