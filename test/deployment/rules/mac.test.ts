import { aHost, aLocation, aManager, aNode, aSwitch, judged, judgedWith, sound } from "../../support/records";

const NODE1 = "platform/oslo-1";
const dual = { secondaryAddress: "10.60.0.11", secondaryNetmask: "255.255.255.0" };

test("a MAC address is 12 hexadecimal digits", () => {
  expect(judgedWith({ node1: { macAddress: "02-8C-11-22-33" } })).toEqual([`error PXH080 ${NODE1}: macAddress 02-8C-11-22-33 is no MAC address; give 12 hexadecimal digits, such as 02:8C:11:22:33:6A, or leave it out`]);
  expect(judgedWith({ node1: { macAddress: "028c.1122.336a" } })).toEqual([]);
});

test.each([
  ["01:8C:11:22:33:6A", "is a multicast address (its first byte is odd)"],
  ["00:00:00:00:00:00", "is all zero"],
])("%s belongs to no adapter", (macAddress, problem) => {
  expect(judgedWith({ manager: { macAddress } })).toEqual([`error PXH081 manager/manager: macAddress ${macAddress} ${problem}; give one that begins with 02, or leave it out`]);
});

test("every adapter of the App has a MAC address of its own, however it is written", () => {
  const macAddress = "028C1122336A";
  expect(judgedWith({ manager: { macAddress: "02:8c:11:22:33:6a" }, node1: { macAddress, ...dual, secondaryMacAddress: "02-8C-11-22-33-6A" } })).toEqual([
    `error PXH082 ${NODE1}: macAddress 02:8C:11:22:33:6A is already used by manager/manager; every adapter needs its own`,
    `error PXH082 ${NODE1}: secondaryMacAddress 02:8C:11:22:33:6A is already used by manager/manager; every adapter needs its own`,
  ]);
  expect(judgedWith({ node1: { macAddress, ...dual, secondaryMacAddress: macAddress } })).toEqual([`error PXH082 ${NODE1}: secondaryMacAddress 02:8C:11:22:33:6A is already used by the node's primary interface; every adapter needs its own`]);
});

test("nodes of one FQDN in two platforms derive one MAC address", () => {
  const { records } = sound();
  const host = aHost({}, "hv2");
  const externalSwitch = aSwitch(host, {}, "lan2");
  const manager = aManager({ host, externalSwitch }, {}, "second");
  const systemLocation = aLocation(manager, {}, "bergen");
  const nodes = [aNode({ host, externalSwitch, systemLocation }, "bergen-1", { hostname: "oslo-1" }), aNode({ host, externalSwitch, systemLocation }, "bergen-2")];
  expect(judged([...records, host, externalSwitch, manager, systemLocation, ...nodes]).filter((text) => text.includes("MAC") || text.includes("mac"))).toEqual([
    expect.stringMatching(/^error PXH082 platform\/bergen-1: macAddress 02(:[0-9A-F]{2}){5} is already used by platform\/oslo-1; every adapter needs its own$/),
  ]);
});

test("a MAC address is outside of Hyper-V's dynamic range", () => {
  expect(judgedWith({ node1: { ...dual, secondaryMacAddress: "00155D010203" } })).toEqual([`warning PXH083 ${NODE1}: secondaryMacAddress 00:15:5D:01:02:03 is in the range that hosts hand out (00:15:5D); give one that begins with 02, or leave it out`]);
});
