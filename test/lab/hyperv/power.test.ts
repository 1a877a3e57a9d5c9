import { GIB } from "../../../lib/lab/hyperv/host-spec";
import { build, diskOf, eventsOf, ideDisk, labHost, newAdapter, newSwitch, newVm, NODE_TEMPLATE, refusalOf } from "./lab-host";

test("the network hears of a VM that starts and stops, with all that it sees of it", async () => {
  const { host, told, journal } = labHost();
  host.switches.create(newSwitch());
  await build(host, "a");
  host.networkAdapters.add("a", newAdapter({ switchName: "Pexip External", vlanAccess: true, vlanId: 110 }));
  host.networkAdapters.add("a", newAdapter({ name: "spare", staticMacAddress: "02505800000B" }));
  await host.power.change("a", "Running");
  const machine = {
    host: "10.44.2.5",
    vmName: "a",
    disk: { source: NODE_TEMPLATE, path: diskOf("a"), copy: expect.any(Number) },
    adapters: [{ switchName: "Pexip External", macAddress: "02505800000A", vlanId: 110 }],
    vcpus: 8,
    memoryMib: 8192,
  };
  expect(told).toEqual([{ started: machine }]);
  await host.power.change("a", "Off");
  expect(told).toEqual([{ started: machine }, { stopped: machine }]);
  expect(eventsOf(journal).slice(-2)).toEqual(["switched the VM a on", "shut the VM a down"]);
});

test("a VM without a disk starts, and boots nothing; a SCSI disk is not booted from", async () => {
  const { host, told } = labHost();
  host.machines.create(newVm("a"));
  host.drives.addHardDisk("a", { ...ideDisk(NODE_TEMPLATE), controllerType: "Scsi" });
  await host.power.change("a", "Running");
  expect(told[0]?.started).toEqual({ host: "10.44.2.5", vmName: "a", adapters: [], vcpus: 8, memoryMib: 8192 });
});

test("to be what it is already is no change", async () => {
  const { host, told } = labHost();
  await build(host, "a");
  await host.power.change("a", "Off");
  await host.power.change("a", "Running");
  await host.power.change("a", "Running");
  expect(told).toHaveLength(1);
  expect((await refusalOf(() => host.power.change("b", "Off"))).message).toBe("VM does not exist - b");
});

test("a running VM has an uptime", async () => {
  const { host, clock } = labHost();
  await build(host, "a");
  await host.power.change("a", "Running");
  await new Promise<void>((resolve) => clock.after(90_000, resolve));
  expect(host.machines.get("a")?.uptimeSeconds).toBe(90);
  host.byHand.switchOff("a");
  expect(host.machines.get("a")?.uptimeSeconds).toBe(0);
});

test("a start fails when memory is short, and works when another VM is off", async () => {
  const { host } = labHost();
  for (const name of ["a", "b"]) await build(host, name, { memoryStartupBytes: 40 * GIB });
  await host.power.change("a", "Running");
  expect(host.memory).toEqual({ totalBytes: 64 * GIB, reserveBytes: 4 * GIB, usedBytes: 40 * GIB, freeBytes: 20 * GIB });
  const id = host.machines.get("b")?.id;
  expect(await refusalOf(() => host.power.change("b", "Running"))).toEqual({
    kind: "out-of-memory",
    message: [
      "Start-VM : 'b' failed to start.",
      "Not enough memory in the system to start the virtual machine b.",
      "Could not initialize memory: Not enough memory resources are available to complete this operation. (0x8007000E).",
      `'b' failed to start. (Virtual machine ID ${id})`,
      `Not enough memory in the system to start the virtual machine b with ram size 40960 megabytes. (Virtual machine ID ${id})`,
      `'b' could not initialize memory: Not enough memory resources are available to complete this operation. (0x8007000E). (Virtual machine ID ${id})`,
    ].join("\n"),
  });
  expect(host.machines.get("b")?.state).toBe("Off");
  await host.power.change("a", "Off");
  await host.power.change("b", "Running");
  expect(host.memory.usedBytes).toBe(40 * GIB);
});

test("two VMs that start at the same time do not get the same memory", async () => {
  const { host } = labHost();
  for (const name of ["a", "b"]) await build(host, name, { memoryStartupBytes: 40 * GIB });
  const results = await Promise.allSettled(["a", "b"].map((name) => host.power.change(name, "Running")));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  expect(host.memory.usedBytes).toBe(40 * GIB);
});

test("the fault host-out-of-memory strikes one start of one VM", async () => {
  const { host } = labHost({}, { name: "host-out-of-memory", subject: "b" });
  for (const name of ["a", "b"]) await build(host, name);
  await host.power.change("a", "Running");
  expect((await refusalOf(() => host.power.change("b", "Running"))).kind).toBe("out-of-memory");
  await host.power.change("b", "Running");
});

test("more processors than the host has keep a VM from starting; all VMs together may have more", async () => {
  const { host } = labHost();
  await build(host, "a", { processorCount: 17 });
  expect((await refusalOf(() => host.power.change("a", "Running"))).message).toContain("exceeds the logical processor or socket count for the host.");
  for (const name of ["b", "c"]) {
    await build(host, name, { processorCount: 16 });
    await host.power.change(name, "Running");
  }
});

test("a disk that is gone, or held by another VM, keeps a VM from starting", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.machines.create(newVm("b"));
  host.drives.addHardDisk("b", ideDisk(diskOf("a")));
  await host.power.change("b", "Running");
  expect((await refusalOf(() => host.power.change("a", "Running"))).message).toContain(`Failed to open attachment '${diskOf("a")}'. Error: 'The process cannot access the file because it is being used by another process.'`);
  await host.power.change("b", "Off");
  host.byHand.removeFile(diskOf("a"));
  expect((await refusalOf(() => host.power.change("a", "Running"))).message).toContain(`Attachment '${diskOf("a")}' not found. Error: 'The system cannot find the file specified.'`);
});

test("a disk that is attached twice keeps its VM from starting", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.drives.addHardDisk("a", ideDisk(diskOf("a").toUpperCase(), 1));
  expect((await refusalOf(() => host.power.change("a", "Running"))).kind).toBe("in-use");
});

test("without the Shutdown integration service a VM cannot be shut down", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.machines.setIntegrationService("a", "Shutdown", false);
  await host.power.change("a", "Running");
  expect((await refusalOf(() => host.power.change("a", "Off"))).message).toContain("Stop-VM : 'a' failed to shut down.");
  expect(host.machines.get("a")?.state).toBe("Running");
});

test("a saved VM reaches neither Off nor Running: the script waits in vain", async () => {
  const { host, clock } = labHost();
  await build(host, "a");
  await host.power.change("a", "Running");
  host.byHand.save("a");
  expect(host.memory.usedBytes).toBe(0);
  for (const wanted of ["Off", "Running"] as const) {
    const before = clock.now();
    expect((await refusalOf(() => host.power.change("a", wanted, 10, 2))).message).toBe("Timeout while waiting for vm $($Name) to reach final transition state");
    expect(clock.now() - before).toBe(10_000);
  }
  expect((await refusalOf(() => host.power.change("a", "Off", 3, 0))).kind).toBe("timeout");
});

test("a VM that is just starting is waited for", async () => {
  const { host } = labHost();
  await build(host, "a");
  const starting = host.power.change("a", "Running");
  expect(host.machines.get("a")?.state).toBe("Starting");
  await host.power.change("a", "Off");
  await starting;
  expect(host.machines.get("a")?.state).toBe("Off");
});

test("a VM that somebody switches off while it starts fails its start", async () => {
  const { host, told } = labHost();
  await build(host, "a");
  const starting = host.power.change("a", "Running");
  host.byHand.switchOff("a");
  expect((await refusalOf(() => starting)).message).toContain("Start-VM : The operation cannot be performed while the virtual machine is in its current state.");
  expect(told).toEqual([]);
});

test("a VM that somebody switches off while it shuts down fails its shutdown", async () => {
  const { host } = labHost();
  await build(host, "a");
  await host.power.change("a", "Running");
  const stopping = host.power.change("a", "Off");
  host.byHand.switchOff("a");
  expect((await refusalOf(() => stopping)).message).toContain("Stop-VM : The operation cannot be performed while the virtual machine is in its current state.");
});

test("a VM that is removed while its state is waited for is found missing", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.power.change("a", "Running").catch(() => undefined);
  const waiting = host.power.change("a", "Off");
  host.byHand.removeVm("a");
  expect((await refusalOf(() => waiting)).message).toBe('Get-VM : Hyper-V was unable to find a virtual machine with name "a".');
});

test("a VM of the same name that took its place is the one that changes", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.power.change("a", "Running").catch(() => undefined);
  const waiting = host.power.change("a", "Running");
  host.byHand.removeVm("a");
  host.machines.create(newVm("a"));
  await waiting;
  expect(host.machines.get("a")?.state).toBe("Running");
});

test("with the fault half-way the VM runs and the answer is lost", async () => {
  const { host } = labHost({}, { name: "half-way", subject: "b" });
  await build(host, "a");
  host.byHand.renameVm("a", "b");
  expect((await refusalOf(() => host.power.change("b", "Running"))).kind).toBe("connection");
  expect(host.machines.get("b")?.state).toBe("Running");
  await host.power.change("b", "Off");
});
