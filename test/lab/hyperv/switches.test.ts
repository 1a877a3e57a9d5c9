import { WindowsServer } from "../../../lib/deployment/enums";
import { build, eventsOf, LOGIN, labHost, newAdapter, newSwitch, refusalOf } from "./lab-host";

test("an external switch takes its adapter and says so", () => {
  const { host, journal } = labHost();
  host.switches.create(newSwitch({ notes: "for Pexip" }));
  expect(host.switches.exists("pexip EXTERNAL")).toBe(true);
  expect(host.switches.get("Pexip External")).toEqual({
    name: "Pexip External",
    notes: "for Pexip",
    switchType: "External",
    netAdapterNames: ["Ethernet 1"],
    allowManagementOs: true,
    enableEmbeddedTeaming: false,
    enableIov: false,
    enablePacketDirect: false,
    minimumBandwidthMode: "None",
    defaultFlowMinimumBandwidthAbsolute: 0,
    defaultFlowMinimumBandwidthWeight: 0,
    defaultQueueVmmqEnabled: false,
    defaultQueueVmmqQueuePairs: 16,
    defaultQueueVrssEnabled: false,
  });
  expect(eventsOf(journal)).toEqual(["made the external switch Pexip External on Ethernet 1"]);
});

test("an internal switch is the host's own, a private one is not", () => {
  const { host } = labHost();
  host.switches.create(newSwitch({ name: "in", switchType: "Internal", netAdapterNames: [], allowManagementOs: false }));
  host.switches.create(newSwitch({ name: "alone", switchType: "Private", netAdapterNames: [] }));
  expect(host.switches.get("in")?.allowManagementOs).toBe(true);
  expect(host.switches.get("alone")?.allowManagementOs).toBe(false);
});

test("the bandwidth mode Default reads back as Weight", () => {
  const { host } = labHost();
  host.switches.create(newSwitch({ minimumBandwidthMode: "Default" }));
  expect(host.switches.get("Pexip External")?.minimumBandwidthMode).toBe("Weight");
});

test("an adapter is in one switch at most", async () => {
  const { host } = labHost();
  host.switches.create(newSwitch());
  expect(await refusalOf(() => host.switches.create(newSwitch({ name: "second", netAdapterNames: ["ethernet 1"] })))).toEqual({
    kind: "in-use",
    message: "New-VMSwitch : Failed while adding virtual Ethernet switch connections.\nExternal Ethernet adapter 'ethernet 1' is already bound to the Microsoft Virtual Switch protocol.",
  });
  expect((await refusalOf(() => host.switches.create(newSwitch({ name: "twice", netAdapterNames: ["Ethernet 2", "Ethernet 2"], enableEmbeddedTeaming: true })))).kind).toBe("in-use");
  expect(host.switches.exists("second")).toBe(false);
});

test("refuses an adapter that the host does not have", async () => {
  const { host } = labHost();
  expect(await refusalOf(() => host.switches.create(newSwitch({ netAdapterNames: ["Ethernet 9"] })))).toEqual({ kind: "not-found", message: "New-VMSwitch : Cannot find a physical network adapter named Ethernet 9." });
});

test("the fault adapter-missing hides an adapter once", async () => {
  const { host } = labHost({}, { name: "adapter-missing", subject: "10.44.2.5" });
  expect((await refusalOf(() => host.switches.create(newSwitch()))).message).toBe("New-VMSwitch : Cannot find a physical network adapter named Ethernet 1.");
  host.switches.create(newSwitch());
  expect(host.switches.exists("Pexip External")).toBe(true);
});

test("several adapters need embedded teaming", async () => {
  const { host } = labHost();
  const netAdapterNames = ["Ethernet 1", "Ethernet 2"];
  expect((await refusalOf(() => host.switches.create(newSwitch({ netAdapterNames })))).message).toBe("New-VMSwitch : More than one network adapter needs EnableEmbeddedTeaming.");
  host.switches.create(newSwitch({ netAdapterNames, enableEmbeddedTeaming: true }));
  expect(host.switches.get("Pexip External")?.netAdapterNames).toEqual(netAdapterNames);
});

test("refuses a second switch of the same name, an external one without an adapter, and everything on Server 2012 R2", async () => {
  const { host } = labHost();
  host.switches.create(newSwitch());
  expect(await refusalOf(() => host.switches.create(newSwitch({ name: "PEXIP External" })))).toEqual({ kind: "exists", message: "Switch already exists - PEXIP External" });
  expect((await refusalOf(() => host.switches.create(newSwitch({ name: "x", netAdapterNames: [] })))).message).toContain("An external switch needs a network adapter");
  const old = labHost({ windowsServer: WindowsServer.V2012_R2 }).host;
  expect((await refusalOf(() => old.switches.create(newSwitch()))).message).toBe("New-VMSwitch : A parameter cannot be found that matches parameter name 'EnableEmbeddedTeaming'.");
});

test("a rename takes the VMs with it", async () => {
  const { host } = labHost();
  host.switches.create(newSwitch());
  await build(host, "oslo-1");
  host.networkAdapters.add("oslo-1", newAdapter({ switchName: "Pexip External" }));
  host.switches.update("Pexip External", newSwitch({ name: "LAN", notes: "new" }));
  expect(host.switches.exists("Pexip External")).toBe(false);
  expect(host.switches.get("LAN")).toMatchObject({ notes: "new", netAdapterNames: ["Ethernet 1"] });
  expect(host.networkAdapters.get("oslo-1")[0]?.switchName).toBe("LAN");
});

test("an update that fails after the rename leaves the new name, and a line for it", async () => {
  const { host, journal } = labHost();
  host.switches.create(newSwitch());
  expect((await refusalOf(() => host.switches.update("Pexip External", newSwitch({ name: "LAN", netAdapterNames: ["Ethernet 9"] })))).message).toBe("Set-VMSwitch : Cannot find a physical network adapter named Ethernet 9.");
  expect(host.switches.get("LAN")?.netAdapterNames).toEqual(["Ethernet 1"]);
  expect(eventsOf(journal).at(-1)).toBe("renamed the switch Pexip External to LAN");
});

test("an update moves to another adapter and frees the first", () => {
  const { host } = labHost();
  host.switches.create(newSwitch());
  host.switches.update("Pexip External", newSwitch({ netAdapterNames: ["Ethernet 2"] }));
  host.switches.create(newSwitch({ name: "second" }));
  expect(host.dump().networkAdapters.map(({ switchName }) => switchName)).toEqual(["second", "Pexip External", ""]);
});

test("an update refuses several adapters, a switch that is not there, a name that is taken and an adapter that is", async () => {
  const { host } = labHost();
  host.switches.create(newSwitch());
  host.switches.create(newSwitch({ name: "second", netAdapterNames: ["Ethernet 2"] }));
  expect((await refusalOf(() => host.switches.update("Pexip External", newSwitch({ netAdapterNames: ["Ethernet 1", "Ethernet 3"] })))).message).toBe(
    "Set-VMSwitch : Cannot convert 'System.Object[]' to the type 'System.String' required by parameter 'NetAdapterName'. Specified method is not supported.",
  );
  expect((await refusalOf(() => host.switches.update("third", newSwitch()))).message).toBe("Switch does not exist - third");
  expect((await refusalOf(() => host.switches.update("Pexip External", newSwitch({ name: "second" })))).message).toBe("Switch already exists - second");
  expect((await refusalOf(() => host.switches.update("second", newSwitch({ name: "second" })))).kind).toBe("in-use");
});

test("a switch under a running VM stays; under one that is off it goes, and the VM is connected to nothing", async () => {
  const { host } = labHost();
  host.switches.create(newSwitch());
  await build(host, "oslo-1");
  host.networkAdapters.add("oslo-1", newAdapter({ switchName: "Pexip External" }));
  await host.power.change("oslo-1", "Running");
  expect(await refusalOf(() => host.switches.remove("Pexip External"))).toEqual({
    kind: "in-use",
    message: [
      "Remove-VMSwitch : Failed while removing virtual Ethernet switch.",
      "The virtual switch 'Pexip External' cannot be deleted because it is being used by running virtual machines or assigned to child pools.",
      "The operation cannot be performed while the object is in use.",
    ].join("\n"),
  });
  await host.power.change("oslo-1", "Off");
  host.switches.remove("Pexip External");
  expect(host.networkAdapters.get("oslo-1")[0]?.switchName).toBe("");
  expect(() => host.switches.remove("Pexip External")).not.toThrow();
});

test("a switch that takes the management adapter for itself cuts the host off", async () => {
  const { host, journal } = labHost();
  expect((await refusalOf(() => host.switches.create(newSwitch({ netAdapterNames: ["Ethernet 3"], allowManagementOs: false })))).kind).toBe("connection");
  expect(host.condition).toBe("unreachable");
  expect((await refusalOf(() => host.connect(LOGIN))).message).toBe('unknown error Post "https://10.44.2.5:5986/wsman": dial tcp 10.44.2.5:5986: i/o timeout');
  expect(host.dump().switches).toHaveLength(1);
  expect(eventsOf(journal)).toEqual(["made the external switch Pexip External on Ethernet 3, which took the host's own connection: it answers nobody any more"]);
  host.byHand.editSwitch("Pexip External", { allowManagementOs: true });
  host.becomeReachable();
  await host.connect(LOGIN);
});

test("a switch that shares the management adapter leaves the host reachable", () => {
  const { host } = labHost();
  host.switches.create(newSwitch({ netAdapterNames: ["Ethernet 3"] }));
  expect(host.condition).toBe("on");
});
