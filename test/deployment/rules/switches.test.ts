import { WindowsServer } from "../../../lib/deployment/enums";
import { importedSwitchRecord } from "../../../lib/deployment/external-switch";
import { aHost, aNode, aSwitch, judged, judgedWith, sound } from "../../support/records";
import { placeAt } from "../../support/problems";

const more = { switchName: "DMZ" };

test("an adapter belongs to one switch of a host, whatever its case", () => {
  const { records, host } = sound();
  expect(judged([...records, aSwitch(host, { ...more, netAdapterNames: ["ETHERNET 1"] }, "dmz")])).toEqual([
    "error PXH060 manager/dmz: netAdapterNames ETHERNET 1 on hv1 is already bound to manager/lan; give another adapter, or use that switch with a VLAN",
  ]);
  const other = aHost({}, "hv2");
  expect(judged([host, aSwitch(host), other, aSwitch(other, {}, "lan2")])).toEqual([]);
});

test("a switch names each adapter once", () => {
  expect(judgedWith({ lan: { netAdapterNames: ["Ethernet 1", "ethernet 1"] } })).toEqual(["error PXH061 manager/lan: netAdapterNames has ethernet 1 twice; name it once"]);
  expect(judgedWith({ lan: { netAdapterNames: ["Ethernet 1", "Ethernet 2"] } })).toEqual([]);
});

test("a switch is bound to an adapter of its host", () => {
  expect(judgedWith({ host: { networkAdapters: ["NIC1", "NIC2"] } })).toEqual(["error PXH062 manager/lan: netAdapterNames Ethernet 1 is not an adapter of hv1 (NIC1, NIC2); give a name that Get-NetAdapter shows there"]);
  expect(judgedWith({ host: { networkAdapters: ["ethernet 1"] } })).toEqual([]);
});

test("two switches of a host have two names", () => {
  const { records, host } = sound();
  const again = { netAdapterNames: ["Ethernet 2"], switchName: "pexip external" };
  expect(judged([...records, aSwitch(host, again, "dmz")])).toEqual(["error PXH063 manager/dmz: switchName pexip external is already the name of manager/lan on hv1; every switch of a host needs its own"]);
  expect(judged([...records, importedSwitchRecord(placeAt("platform/lan"), { switchName: "Pexip External" }, host)])).toEqual([]);
});

test("a switch on the management adapter must leave it to the host", () => {
  const host = { managementAdapter: "Ethernet 1" };
  expect(judgedWith({ host, lan: { allowManagementOs: false } })).toEqual([
    "error PXH064 manager/lan: allowManagementOs false cuts hv1 off: Ethernet 1 is its management adapter; set it to true, or give another adapter",
  ]);
  expect(judgedWith({ host: { managementAdapter: "Ethernet 2" }, lan: { allowManagementOs: false } })).toEqual([]);
});

test("a switch on the management adapter interrupts WinRM", () => {
  expect(judgedWith({ host: { managementAdapter: "Ethernet 1" } })).toEqual([
    "warning PXH065 manager/lan: netAdapterNames Ethernet 1 is the management adapter of hv1: WinRM drops while its address moves to the switch; give another adapter, or be ready to apply twice",
  ]);
});

test("an LBFO team is not bound on Server 2022", () => {
  const lan = { netAdapterNames: ["Team 1"] };
  expect(judgedWith({ lan })).toEqual(["warning PXH066 manager/lan: netAdapterNames Team 1 looks like an LBFO team, which Windows Server 2022 on hv1 does not bind; give the team's adapters one by one"]);
  expect(judgedWith({ lan, host: { windowsServer: WindowsServer.V2019 } })).toEqual([]);
  expect(judgedWith({ lan: { netAdapterNames: ["Steam"] } })).toEqual([]);
});

test("the secondary switch is on the node's host", () => {
  const { records, host, externalSwitch, systemLocation, nodes } = sound();
  const other = aHost({}, "hv2");
  const dmz = aSwitch(other, more, "dmz");
  const secondary = { secondaryAddress: "10.60.0.11", secondaryNetmask: "255.255.255.0" };
  const at = (secondarySwitch: typeof dmz): readonly string[] => judged([...records.filter((record) => record !== nodes[0]), other, dmz, aSwitch(host, { ...more, netAdapterNames: ["Ethernet 2"] }, "near"), aNode({ host, externalSwitch, systemLocation, secondarySwitch }, "oslo-1", secondary)]);
  const spread = "warning PXH075 manager/manager: all 2 Conferencing Nodes are on hv1, which ends every meeting when it fails; put one on hv2";
  expect(at(dmz)).toEqual(["error PXH067 platform/oslo-1: secondarySwitch manager/dmz is on hv2, and the node is on hv1; give a switch of hv1", spread]);
  expect(at(aSwitch(host, { ...more, netAdapterNames: ["Ethernet 2"] }, "near"))).toEqual([spread]);
});

test.each([0, 4095])("%d is no VLAN", (vlanId) => {
  expect(judgedWith({ manager: { vlanId }, node1: { secondaryAddress: "10.60.0.11", secondaryNetmask: "255.255.255.0", secondaryVlanId: vlanId } })).toEqual([
    `error PXH068 manager/manager: vlanId ${vlanId} is out of range; a VLAN is 1 to 4094, leave it out for untagged`,
    `error PXH068 platform/oslo-1: secondaryVlanId ${vlanId} is out of range; a VLAN is 1 to 4094, leave it out for untagged`,
  ]);
});

test.each([1, 4094])("%d is a VLAN", (vlanId) => {
  expect(judgedWith({ node1: { vlanId } })).toEqual([]);
});
