import { WindowsServer } from "../../../lib/deployment/enums";
import { GIB, MIB } from "../../../lib/lab/hyperv/host-spec";
import { DEFAULT_PROCESSOR } from "../../../lib/lab/hyperv/machine";
import { build, eventsOf, labHost, newVm, refusalOf, vmSettings } from "./lab-host";

test("a new VM is off, has what it was given, and a folder of its own", () => {
  const { host, journal } = labHost();
  host.machines.create(newVm("oslo-1", { notes: "Pexip" }));
  expect(host.machines.exists("OSLO-1")).toBe(true);
  expect(host.machines.names()).toEqual(["oslo-1"]);
  expect(host.machines.get("oslo-1")).toEqual({
    ...vmSettings({ notes: "Pexip" }),
    id: expect.stringMatching(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/),
    name: "oslo-1",
    path: "D:\\Pexip\\oslo-1",
    generation: 1,
    state: "Off",
    uptimeSeconds: 0,
  });
  expect(host.dump().files.some(({ path }) => /^D:\\Pexip\\oslo-1\\Virtual Machines\\.+\.vmcx$/.test(path))).toBe(true);
  expect(eventsOf(journal)).toEqual(["made the VM oslo-1"]);
});

test("without a path a VM lies in Hyper-V's own folder", () => {
  const { host } = labHost();
  host.machines.create(newVm("oslo-1", { path: "" }));
  expect(host.machines.get("oslo-1")?.path).toBe("C:\\ProgramData\\Microsoft\\Windows\\Hyper-V");
});

test("a name is used once on a host", async () => {
  const { host } = labHost();
  host.machines.create(newVm("oslo-1"));
  expect(await refusalOf(() => host.machines.create(newVm("OSLO-1")))).toEqual({ kind: "exists", message: "VM already exists - OSLO-1" });
});

test("refuses generation 2 by name, and Windows that is too old", async () => {
  expect(await refusalOf(() => labHost().host.machines.create(newVm("a", { generation: 2 })))).toEqual({ kind: "not-modelled", message: "the simulated Hyper-V host does not model VMs of generation 2 (a)" });
  const { host } = labHost({ windowsServer: WindowsServer.V2012 });
  expect((await refusalOf(() => host.machines.create(newVm("a")))).message).toBe("Unable to find type [Microsoft.HyperV.PowerShell.CriticalErrorAction].");
});

test.each([
  ["startup memory that is not aligned", { memoryStartupBytes: 9001 * MIB }, "The memory value assigned ('9001' MB) is not properly aligned."],
  ["too little memory", { memoryStartupBytes: 16 * MIB }, "New-VM : Failed to modify device 'Memory'.\nInvalid memory value assigned for 'a'. 16 MB is not between 32 MB and 1048576 MB."],
  ["too much memory", { memoryStartupBytes: 2048 * GIB }, "2097152 MB is not between 32 MB and 1048576 MB."],
])("refuses %s before there is a VM", async (_, changes, text) => {
  const { host } = labHost();
  const refusal = await refusalOf(() => host.machines.create(newVm("a", changes)));
  expect(refusal.kind).toBe("invalid");
  expect(refusal.message).toContain(text);
  expect(host.machines.exists("a")).toBe(false);
});

test.each([
  ["a minimum above the startup memory", { memoryMinimumBytes: 9 * GIB }, "are not in this order"],
  ["a maximum below it", { memoryMaximumBytes: 4 * GIB }, "are not in this order"],
  ["65 processors", { processorCount: 65 }, "Cannot assign the specified number of processors for virtual machine 'a' is out of range. The range is 1 through 64."],
  ["no processor", { processorCount: 0 }, "The range is 1 through 64."],
])("%s fails in Set-VM and leaves a half-made VM", async (_, changes, text) => {
  const { host } = labHost();
  expect((await refusalOf(() => host.machines.create(newVm("a", changes)))).message).toContain(text);
  expect(host.machines.get("a")?.processorCount).toBe(1);
});

test("more processors than the host has are found at the start, 64 are the most", () => {
  const { host } = labHost();
  host.machines.create(newVm("a", { processorCount: 64 }));
  expect(host.machines.get("a")?.processorCount).toBe(64);
});

test("an update changes a VM that is off, and no other", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.machines.update("a", vmSettings({ notes: "new", processorCount: 4 }));
  expect(host.machines.get("a")).toMatchObject({ notes: "new", processorCount: 4 });
  await host.power.change("a", "Running");
  const refusal = await refusalOf(() => host.machines.update("a", vmSettings()));
  expect(refusal).toEqual({ kind: "state", message: expect.stringMatching(/^Set-VM : Failed to modify device 'Memory'.\n'a' failed to modify device 'Memory'. \(Virtual machine ID .+\)$/) });
  expect((await refusalOf(() => host.machines.update("b", vmSettings()))).message).toBe("VM does not exist - b");
});

test("a VM that runs is not removed; off it goes with its configuration, and its disk stays", async () => {
  const { host } = labHost();
  await build(host, "a");
  await host.power.change("a", "Running");
  expect((await refusalOf(() => host.machines.remove("a"))).message).toMatch(/^Remove-VM : The operation cannot be performed while the virtual machine is in its current state\./);
  await host.power.change("a", "Off");
  host.machines.remove("a");
  expect(host.machines.get("a")).toBeUndefined();
  expect(host.dump().files.map(({ path }) => path)).toEqual(["D:\\Pexip\\a\\a.vhd", "D:\\Templates\\node\\pexip.vhd"]);
  expect(() => host.machines.remove("a")).not.toThrow();
});

test("a VM of the same name is another VM", () => {
  const { host } = labHost();
  host.machines.create(newVm("a"));
  const { id } = host.machines.get("a")!;
  host.machines.remove("a");
  host.machines.create(newVm("a"));
  expect(host.machines.get("a")?.id).not.toBe(id);
});

test("the processor's NUMA zeros become the host's numbers", () => {
  const { host } = labHost({ threadsPerCore: 2 });
  host.machines.create(newVm("a"));
  host.machines.setProcessor("a", { ...DEFAULT_PROCESSOR, compatibilityForMigrationEnabled: true });
  expect(host.machines.getProcessor("a")).toEqual({ ...DEFAULT_PROCESSOR, compatibilityForMigrationEnabled: true, maximumCountPerNumaNode: 32, maximumCountPerNumaSocket: 2 });
  expect(host.machines.getProcessor("b")).toBeUndefined();
});

test("threads per core: 0 from Server 2019, never more than the host's", async () => {
  const on = async (windowsServer: WindowsServer, hwThreadCountPerCore: number) => {
    const { host } = labHost({ windowsServer, threadsPerCore: 2 });
    host.machines.create(newVm("a"));
    host.machines.setProcessor("a", { ...DEFAULT_PROCESSOR, hwThreadCountPerCore });
  };
  await on(WindowsServer.V2016, 1);
  await on(WindowsServer.V2019, 0);
  expect((await refusalOf(() => on(WindowsServer.V2016, 0))).message).toContain("Cannot assign the specified number of threads per core for virtual machine 'a' is out of range. The range is 1 through 2.");
  expect((await refusalOf(() => on(WindowsServer.V2022, 3))).kind).toBe("invalid");
});

test("the processor of a VM that runs, or is not there, cannot be set", async () => {
  const { host } = labHost();
  await build(host, "a");
  await host.power.change("a", "Running");
  expect((await refusalOf(() => host.machines.setProcessor("a", DEFAULT_PROCESSOR))).message).toContain("Set-VMProcessor : Failed to modify device 'Processor'.");
  expect((await refusalOf(() => host.machines.setProcessor("b", DEFAULT_PROCESSOR))).message).toBe('Set-VMProcessor : Hyper-V was unable to find a virtual machine with name "b".');
});

test("integration services begin as Hyper-V has them and can be switched", async () => {
  const { host } = labHost();
  host.machines.create(newVm("a"));
  expect(host.machines.getIntegrationServices("a").filter(({ enabled }) => !enabled)).toEqual([{ name: "Guest Service Interface", enabled: false }]);
  host.machines.setIntegrationService("a", "vss", false);
  expect(host.machines.getIntegrationServices("a")).toContainEqual({ name: "VSS", enabled: false });
  expect((await refusalOf(() => host.machines.setIntegrationService("a", "Herzschlag", true))).message).toContain("'Herzschlag'");
  expect(() => host.machines.setIntegrationService("b", "VSS", true)).not.toThrow();
  expect(host.machines.getIntegrationServices("b")).toEqual([]);
});

test("with the fault half-way the VM is there and the answer is not", async () => {
  const { host } = labHost({}, { name: "half-way", subject: "a" });
  expect((await refusalOf(() => host.machines.create(newVm("a")))).kind).toBe("connection");
  expect(host.machines.get("a")?.processorCount).toBe(8);
  host.machines.update("a", vmSettings());
});
