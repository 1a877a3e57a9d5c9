import { conferencingNodeRecord, importedConferencingNodeRecord } from "../../lib/deployment/conferencing-node";
import { importedManagementNodeRecord } from "../../lib/deployment/management-node";
import { adaptersOf, DeploymentView, groupBy, type DeploymentRecord } from "../../lib/deployment/model";
import { staticRouteRecord } from "../../lib/deployment/static-route";
import { systemLocationRecord } from "../../lib/deployment/system-location";
import { externalSwitch, host, managementNode, minimalConferencingNode, minimalManagementNode, minimalNodeForm, systemLocation } from "../support/minimal";
import { placeAt } from "../support/problems";

const to = { systemLocation, staticRoutes: [], host: host(), externalSwitch };
const { hostname, domain, address, infinityVersion } = minimalManagementNode;

const oslo1 = conferencingNodeRecord(placeAt("platform/oslo-1"), "oslo-1", { ...minimalConferencingNode, secondaryAddress: "10.45.0.11" }, to);
const oslo2 = importedConferencingNodeRecord(placeAt("platform/oslo-2"), "oslo-2", minimalNodeForm, to);
const other = importedManagementNodeRecord(placeAt("other/m"), "manager", { hostname, domain, address, infinityVersion });
const elsewhere = systemLocationRecord(placeAt("other/elsewhere"), "elsewhere", {}, other, {});
const route = staticRouteRecord(placeAt("platform/r"), "r", { address: "10.50.0.0", prefix: 16, gateway: "10.44.0.1" }, managementNode);

const records: readonly DeploymentRecord[] = [oslo1, oslo2, host(), externalSwitch, managementNode, other, systemLocation, elsewhere, route];
const view = new DeploymentView({ records, acceptances: [] });

test("records are found by kind", () => {
  expect([view.hosts, view.switches, view.managementNodes, view.locations, view.nodes, view.staticRoutes]).toEqual([
    [host()],
    [externalSwitch],
    [managementNode, other],
    [systemLocation, elsewhere],
    [oslo1, oslo2],
    [route],
  ]);
});

test("records are found by path", () => {
  expect(view.host("manager/hv1")).toEqual(host());
  expect(view.externalSwitch("manager/lan")).toBe(externalSwitch);
  expect(view.managementNode("other/m")).toBe(other);
  expect(view.location("platform/oslo")).toBe(systemLocation);
  expect(view.staticRoute("platform/r")).toBe(route);
});

test("a path that leads nowhere, or to something else, is our bug and says so", () => {
  expect(() => view.host("manager/hv2")).toThrow("no host at manager/hv2 in the deployment model");
  expect(() => view.host("manager/lan")).toThrow("no host at manager/lan in the deployment model");
});

test("the VMs that Terraform builds are listed, Management Nodes first", () => {
  expect(view.machines.map(({ node }) => node.path)).toEqual(["manager/manager", "platform/oslo-1"]);
  expect(view.machinesOn(host())).toEqual(view.machines);
  expect(view.machinesOn({ ...host(), path: "manager/hv2" })).toEqual([]);
});

test("a platform is a Management Node and what refers to it", () => {
  expect(view.platforms).toEqual([
    { managementNode, locations: [systemLocation], nodes: [oslo1, oslo2], staticRoutes: [route], services: [] },
    { managementNode: other, locations: [elsewhere], nodes: [], staticRoutes: [], services: [] },
  ]);
});

test("nodes are found by location, switches by host", () => {
  expect([view.nodesIn(systemLocation), view.nodesIn(elsewhere), view.switchesOn(host())]).toEqual([[oslo1, oslo2], [], [externalSwitch]]);
});

test("a VM's adapters come in their order", () => {
  expect(adaptersOf(managementNode.machine)).toEqual([managementNode.machine.primary]);
  expect(adaptersOf(oslo1.machine!)).toEqual([oslo1.machine!.primary, oslo1.machine!.secondary]);
});

test("groups keep the order of their items, whatever the key", () => {
  expect([...groupBy(["__proto__", "b", "a", "b"], (text) => text)]).toEqual([["__proto__", ["__proto__"]], ["b", ["b", "b"]], ["a", ["a"]]]);
});

test("an empty model has an empty view", () => {
  expect(new DeploymentView({ records: [], acceptances: [] }).platforms).toEqual([]);
});
