import { LabNetwork, type Attachment } from "../../../lib/lab/network";

const MAC = "02505800000A";
const plugged = (switchName: string, vlanId?: number, macAddress = MAC, host = "hv1"): Attachment => ({ host, adapters: [{ switchName, macAddress, vlanId }] });

const network = new LabNetwork(
  [
    { host: "hv1", switchName: "Pexip External", vlanId: 110, subnet: "10.44.10.0/24" },
    { host: "hv1", switchName: "Pexip External", subnet: "10.44.20.0/24" },
    { host: "hv1", switchName: "Pexip External", subnet: "10.44.21.0/24" },
  ],
  [{ macAddress: MAC, address: "10.44.10.11" }],
);

test("an address works on a switch and VLAN that carries its network", () => {
  expect(network.carries(plugged("Pexip External", 110), "10.44.10.11")).toBe(true);
  expect(network.carries(plugged("pexip EXTERNAL", 110, MAC, "HV1"), "10.44.10.11")).toBe(true);
  expect(network.carries(plugged("Pexip External"), "10.44.21.11")).toBe(true);
  expect(network.carries({ host: "hv1", adapters: [] }, "10.44.10.11")).toBe(false);
});

test.each([
  ["another VLAN", plugged("Pexip External", 111)],
  ["no VLAN", plugged("Pexip External")],
  ["another switch", plugged("Other", 110)],
  ["another host", plugged("Pexip External", 110, MAC, "hv2")],
])("and not on %s", (_, attachment) => {
  expect([network.carries(attachment, "10.44.10.11"), network.leaseOf(attachment)]).toEqual([false, undefined]);
});

test("DHCP gives what is reserved for a MAC address, where that network is", () => {
  expect([network.leaseOf(plugged("Pexip External", 110)), network.leaseOf(plugged("Pexip External", 110, "02505800000B")), network.leaseOf("elsewhere")]).toEqual(["10.44.10.11", undefined, undefined]);
});

test("what is elsewhere reaches everything, and so does everything when nobody says what is plugged in where", () => {
  expect([network.carries("elsewhere", "192.0.2.1"), new LabNetwork(undefined, []).carries(plugged("any"), "192.0.2.1"), new LabNetwork(undefined, []).carries({ host: "hv1", adapters: [] }, "192.0.2.1")]).toEqual([true, true, false]);
});
