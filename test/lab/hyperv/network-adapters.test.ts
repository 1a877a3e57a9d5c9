import { build, eventsOf, labHost, newAdapter, newSwitch, newVm, refusalOf } from "./lab-host";

function withVm(...faults: Parameters<typeof labHost>[1][]) {
  const lab = labHost({}, ...faults);
  lab.host.switches.create(newSwitch());
  lab.host.machines.create(newVm("a"));
  return lab;
}

test("an adapter has its switch in the switch's spelling, its address in Hyper-V's and its VLAN", () => {
  const { host, journal } = withVm();
  host.networkAdapters.add("a", newAdapter({ switchName: "PEXIP external", staticMacAddress: "02-50-58-00-00-0a", vlanAccess: true, vlanId: 110, other: { dhcpGuard: "On" } }));
  expect(host.networkAdapters.get("a")).toEqual([
    { name: "Primary", switchName: "Pexip External", dynamicMacAddress: false, macAddress: "02505800000A", vlanAccess: true, vlanId: 110, isLegacy: false, other: { dhcpGuard: "On" } },
  ]);
  expect(eventsOf(journal).at(-1)).toBe("gave the VM a the network adapter Primary on Pexip External");
  expect(host.networkAdapters.get("b")).toEqual([]);
});

test("a VLAN needs both the flag and the number, and never goes away again", () => {
  const { host } = withVm();
  host.networkAdapters.add("a", newAdapter({ vlanId: 110 }));
  expect(host.networkAdapters.get("a")[0]).toMatchObject({ vlanAccess: false, vlanId: 0 });
  host.networkAdapters.update("a", 0, newAdapter({ vlanAccess: true, vlanId: 110 }));
  host.networkAdapters.update("a", 0, newAdapter());
  expect(host.networkAdapters.get("a")[0]).toMatchObject({ vlanAccess: true, vlanId: 110 });
});

test("refuses what is not there and what cannot be, and leaves the bare adapter of Add-VMNetworkAdapter", async () => {
  const { host } = withVm();
  expect((await refusalOf(() => host.networkAdapters.add("b", newAdapter()))).message).toBe('Add-VMNetworkAdapter : Hyper-V was unable to find a virtual machine with name "b".');
  expect((await refusalOf(() => host.networkAdapters.add("a", newAdapter({ switchName: "LAN" })))).message).toBe('Add-VMNetworkAdapter : Hyper-V was unable to find a virtual switch with name "LAN".');
  expect(host.networkAdapters.get("a")).toEqual([]);
  expect((await refusalOf(() => host.networkAdapters.add("a", newAdapter({ staticMacAddress: "nonsense" })))).message).toContain("Invalid MAC address 'nonsense'.");
  expect((await refusalOf(() => host.networkAdapters.add("a", newAdapter({ vlanAccess: true, vlanId: 4095 })))).message).toContain("The 4095 argument is not between 1 and 4094.");
  expect(host.networkAdapters.get("a")).toHaveLength(2);
  expect((await refusalOf(() => host.networkAdapters.update("a", 2, newAdapter()))).message).toBe("VM network adapter does not exist - 2");
});

test("an update renames, reconnects and disconnects", () => {
  const { host } = withVm();
  host.networkAdapters.add("a", newAdapter({ switchName: "Pexip External" }));
  host.networkAdapters.update("a", 0, newAdapter({ name: "LAN", switchName: "" }));
  expect(host.networkAdapters.get("a")[0]).toMatchObject({ name: "LAN", switchName: "", macAddress: "02505800000A" });
});

test("a dynamic address comes with the first start, stays, and is given to nobody else", async () => {
  const { host } = labHost();
  host.switches.create(newSwitch());
  for (const name of ["a", "b"]) {
    await build(host, name);
    host.networkAdapters.add(name, newAdapter({ switchName: "Pexip External", dynamicMacAddress: true, staticMacAddress: "" }));
    expect(host.networkAdapters.get(name)[0]?.macAddress).toBe("");
    await host.power.change(name, "Running");
  }
  expect(["a", "b"].map((name) => host.networkAdapters.get(name)[0]?.macAddress)).toEqual(["00155D020500", "00155D020501"]);
  await host.power.change("a", "Off");
  host.networkAdapters.update("a", 0, newAdapter({ dynamicMacAddress: true }));
  await host.power.change("a", "Running");
  expect(host.networkAdapters.get("a")[0]?.macAddress).toBe("00155D020500");
});

test("a static address becomes dynamic again with the next start", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.networkAdapters.add("a", newAdapter());
  host.networkAdapters.update("a", 0, newAdapter({ dynamicMacAddress: true, staticMacAddress: "" }));
  expect(host.networkAdapters.get("a")[0]?.macAddress).toBe("");
  await host.power.change("a", "Running");
  expect(host.networkAdapters.get("a")[0]?.macAddress).toBe("00155D020500");
});

test("two dynamic adapters of one VM differ, and an empty pool keeps a VM from starting", async () => {
  const { host } = labHost({ macPool: { minimum: "00155D010100", maximum: "00155D010101" } });
  await build(host, "a");
  for (const name of ["one", "two"]) host.networkAdapters.add("a", newAdapter({ name, dynamicMacAddress: true }));
  await host.power.change("a", "Running");
  expect(host.networkAdapters.get("a").map(({ macAddress }) => macAddress)).toEqual(["00155D010100", "00155D010101"]);
  await build(host, "b");
  host.networkAdapters.add("b", newAdapter({ dynamicMacAddress: true }));
  expect((await refusalOf(() => host.power.change("b", "Running"))).message).toContain("The dynamic MAC address pool of the host is exhausted.");
  expect(host.machines.get("b")?.state).toBe("Off");
});

test("a VM that runs gets no adapter, loses none and keeps its address, but can be reconnected", async () => {
  const { host } = labHost();
  host.switches.create(newSwitch());
  await build(host, "a");
  host.networkAdapters.add("a", newAdapter());
  await host.power.change("a", "Running");
  expect((await refusalOf(() => host.networkAdapters.add("a", newAdapter({ name: "two" })))).kind).toBe("state");
  expect((await refusalOf(() => host.networkAdapters.remove("a", 0))).kind).toBe("state");
  expect((await refusalOf(() => host.networkAdapters.update("a", 0, newAdapter({ staticMacAddress: "02505800000B" })))).message).toContain("Failed to modify device 'Network Adapter'.");
  host.networkAdapters.update("a", 0, newAdapter({ switchName: "Pexip External" }));
  expect(host.networkAdapters.get("a")[0]).toMatchObject({ switchName: "Pexip External", macAddress: "02505800000A" });
});

test("removes by index", () => {
  const { host } = withVm();
  for (const name of ["one", "two"]) host.networkAdapters.add("a", newAdapter({ name }));
  host.networkAdapters.remove("a", 0);
  expect(host.networkAdapters.get("a").map(({ name }) => name)).toEqual(["two"]);
  expect(() => host.networkAdapters.remove("a", 5)).not.toThrow();
});

test("nobody reports an address: waiting for one ends with the provider's text", async () => {
  const { host, clock } = labHost();
  await build(host, "a");
  await host.networkAdapters.waitForAddresses("a", ["Primary"], 300);
  await host.power.change("a", "Running");
  await host.networkAdapters.waitForAddresses("a", [], 300);
  const before = clock.now();
  expect(await refusalOf(() => host.networkAdapters.waitForAddresses("a", ["Primary"], 300))).toEqual({ kind: "timeout", message: "Timeout while waiting for vm $($Name) to read network adapter ips" });
  expect(clock.now() - before).toBe(300_000);
  expect((await refusalOf(() => host.networkAdapters.waitForAddresses("b", ["Primary"], 300))).message).toBe("VM does not exist - b");
});
