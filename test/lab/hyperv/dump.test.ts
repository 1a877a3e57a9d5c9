import { build, diskOf, labHost, newAdapter, newSwitch, NODE_TEMPLATE, vmSettings } from "./lab-host";

async function example(order: readonly string[]) {
  const lab = labHost();
  const switches = order.map((name, index) => newSwitch({ name: `switch ${name}`, netAdapterNames: [`Ethernet ${index + 1}`], notes: name === "a" ? "first" : "" }));
  for (const one of switches) lab.host.switches.create(one);
  for (const name of order) await build(lab.host, name);
  lab.host.networkAdapters.add("a", newAdapter({ switchName: "switch a", vlanAccess: true, vlanId: 110 }));
  lab.host.networkAdapters.add("b", newAdapter({ dynamicMacAddress: true }));
  lab.host.drives.addDvdDrive("b", { controllerNumber: 1, controllerLocation: 0, path: "" });
  await lab.host.power.change("a", "Running");
  return lab.host;
}

test("the data is everything, by name, and survives JSON", async () => {
  const host = await example(["b", "a"]);
  const dump = host.dump();
  expect(JSON.parse(JSON.stringify(dump))).toEqual(dump);
  expect(dump).toMatchObject({
    address: "10.44.2.5",
    windowsServer: "2022",
    edition: "standard",
    condition: "on",
    logicalProcessors: 16,
    memoryMib: { total: 65536, reserve: 4096, used: 8192, free: 53248 },
    networkAdapters: [
      { name: "Ethernet 1", switchName: "switch b", management: false },
      { name: "Ethernet 2", switchName: "switch a", management: false },
      { name: "Ethernet 3", switchName: "", management: true },
    ],
    switches: [{ name: "switch a" }, { name: "switch b" }],
  });
  expect(dump.machines[0]).toEqual({
    ...vmSettings(),
    id: expect.any(String),
    name: "a",
    path: "D:\\Pexip\\a",
    generation: 1,
    state: "Running",
    uptimeSeconds: 0,
    processor: expect.objectContaining({ compatibilityForMigrationEnabled: false, maximumCountPerNumaNode: 16 }),
    networkAdapters: [{ name: "Primary", switchName: "switch a", dynamicMacAddress: false, macAddress: "02505800000A", vlanAccess: true, vlanId: 110, isLegacy: false, other: {} }],
    hardDisks: [{ controllerType: "Ide", controllerNumber: 0, controllerLocation: 0, path: diskOf("a"), other: {} }],
    dvdDrives: [],
    integrationServices: { "Guest Service Interface": false, Heartbeat: true, "Key-Value Pair Exchange": true, Shutdown: true, "Time Synchronization": true, VSS: true },
  });
  expect(dump.files.filter(({ kind }) => kind === "disk")).toEqual([
    { path: diskOf("a"), bytes: 6 * 2 ** 30, kind: "disk", source: NODE_TEMPLATE },
    { path: diskOf("b"), bytes: 6 * 2 ** 30, kind: "disk", source: NODE_TEMPLATE },
    { path: NODE_TEMPLATE, bytes: 6 * 2 ** 30, kind: "disk", source: NODE_TEMPLATE },
  ]);
});

test("what was made in another order is dumped in the same", async () => {
  const names = async (order: string[]) => {
    const { machines, switches, files } = (await example(order)).dump();
    return [machines.map(({ name }) => name), switches.map(({ name }) => name), files.map(({ kind, bytes }) => [kind, bytes])];
  };
  expect(await names(["a", "b"])).toEqual(await names(["b", "a"]));
});

test("a dump is a copy: nobody changes the host with it", async () => {
  const host = await example(["a", "b"]);
  (host.dump().switches[0]?.netAdapterNames as string[]).push("Ethernet 3");
  expect(host.switches.get("switch a")?.netAdapterNames).toEqual(["Ethernet 1"]);
});

test("the tree says it in lines", async () => {
  const host = await example(["a", "b"]);
  expect(host.tree().replace(/[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}/g, "ID")).toBe(
    String.raw`10.44.2.5 (simulated): Windows Server 2022, standard, on
├── 16 logical processors
├── memory 65536 MiB: 8192 of VMs, 4096 of the host, 53248 free
├── adapters
│   ├── Ethernet 1: switch a
│   ├── Ethernet 2: switch b
│   └── Ethernet 3 (management)
├── switches
│   ├── switch a: external, shared with the host, first
│   └── switch b: external, shared with the host
├── machines
│   ├── a: Running, 8 vCPUs, 8192 MiB static
│   │   ├── Primary: 02505800000A, switch a, VLAN 110
│   │   └── IDE 0:0: D:\Pexip\a\a.vhd
│   └── b: Off, 8 vCPUs, 8192 MiB static
│       ├── Primary: no address yet, not connected
│       ├── IDE 0:0: D:\Pexip\b\b.vhd
│       └── DVD 1:0: empty
└── files
    ├── D:\Pexip\a\a.vhd (6442450944 bytes) from D:\Templates\node\pexip.vhd
    ├── D:\Pexip\a\Virtual Machines\ID.vmcx (1048576 bytes)
    ├── D:\Pexip\b\b.vhd (6442450944 bytes) from D:\Templates\node\pexip.vhd
    ├── D:\Pexip\b\Virtual Machines\ID.vmcx (1048576 bytes)
    └── D:\Templates\node\pexip.vhd (6442450944 bytes)
`,
  );
});

test("the tree shows what is being written", async () => {
  const { host } = labHost();
  const copying = host.disks.create({ path: diskOf("a"), source: NODE_TEMPLATE });
  expect(host.tree()).toContain("D:\\Pexip\\a\\a.vhd (6442450944 bytes), incomplete");
  await copying;
});
