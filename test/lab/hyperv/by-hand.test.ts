import { GIB } from "../../../lib/lab/hyperv/host-spec";
import { build, diskOf, eventsOf, labHost, newAdapter, newSwitch, refusalOf } from "./lab-host";

async function running() {
  const lab = labHost();
  lab.host.switches.create(newSwitch());
  await build(lab.host, "a");
  lab.host.networkAdapters.add("a", newAdapter({ switchName: "Pexip External" }));
  await lab.host.power.change("a", "Running");
  return lab;
}

test("notes and start actions change any time, memory and processors only while the VM is off", async () => {
  const { host } = await running();
  host.byHand.editVm("a", { notes: "mine", automaticStartAction: "Nothing" });
  expect(host.machines.get("a")).toMatchObject({ notes: "mine", automaticStartAction: "Nothing", processorCount: 8 });
  expect((await refusalOf(() => host.byHand.editVm("a", { processorCount: 4 }))).message).toContain("device 'Processor'");
  expect((await refusalOf(() => host.byHand.editVm("a", { memoryStartupBytes: GIB }))).message).toContain("device 'Memory'");
  expect((await refusalOf(() => host.byHand.editProcessor("a", { reserve: 100 }))).kind).toBe("state");
  host.byHand.switchOff("a");
  host.byHand.editVm("a", { processorCount: 4 });
  host.byHand.editProcessor("a", { reserve: 100 });
  expect(host.machines.get("a")?.processorCount).toBe(4);
  expect(host.machines.getProcessor("a")?.reserve).toBe(100);
  expect((await refusalOf(() => host.byHand.editVm("a", { processorCount: 65 }))).kind).toBe("invalid");
});

test("somebody switches a VM off, and on again", async () => {
  const { host, told, journal } = await running();
  host.byHand.switchOff("a");
  expect(host.machines.get("a")?.state).toBe("Off");
  host.byHand.switchOn("a");
  expect(told.map((event) => Object.keys(event)[0])).toEqual(["started", "stopped", "started"]);
  expect((await refusalOf(() => host.byHand.switchOn("a"))).kind).toBe("state");
  expect(eventsOf(journal).slice(-2)).toEqual(["somebody switched the VM a off by hand", "somebody switched the VM a on by hand"]);
});

test("memory counts for people, too", async () => {
  const { host } = await running();
  await build(host, "b", { memoryStartupBytes: 60 * GIB });
  expect((await refusalOf(() => host.byHand.switchOn("b"))).kind).toBe("out-of-memory");
});

test("only a VM that runs is saved", async () => {
  const { host } = await running();
  host.byHand.save("a");
  expect(host.machines.get("a")?.state).toBe("Saved");
  expect((await refusalOf(() => host.byHand.save("a"))).kind).toBe("state");
  host.byHand.switchOn("a");
  expect(host.machines.get("a")?.state).toBe("Running");
});

test("a removed VM is off and gone, its disk is not; then the disk is", async () => {
  const { host, told } = await running();
  host.byHand.removeVm("a");
  expect(host.machines.exists("a")).toBe(false);
  expect(host.disks.exists(diskOf("a"))).toBe(true);
  host.byHand.removeFile(diskOf("a"));
  expect(host.disks.exists(diskOf("a"))).toBe(false);
  expect(told.map((event) => Object.keys(event)[0])).toEqual(["started", "stopped", "diskRemoved"]);
  expect((await refusalOf(() => host.byHand.removeFile(diskOf("a")))).kind).toBe("not-found");
  expect((await refusalOf(() => host.byHand.removeVm("a"))).message).toBe("VM does not exist - a");
});

test("a renamed VM is no longer found, and a name is used once", async () => {
  const { host } = await running();
  await build(host, "b");
  expect((await refusalOf(() => host.byHand.renameVm("a", "B"))).kind).toBe("exists");
  host.byHand.renameVm("a", "c");
  expect(host.machines.names()).toEqual(["b", "c"]);
});

test("adapters are changed while the VM is off", async () => {
  const { host } = await running();
  expect((await refusalOf(() => host.byHand.editNetworkAdapter("a", "Primary", { vlanAccess: true, vlanId: 7 }))).kind).toBe("state");
  host.byHand.switchOff("a");
  host.byHand.editNetworkAdapter("a", "primary", { vlanAccess: true, vlanId: 7 });
  expect(host.networkAdapters.get("a")[0]).toMatchObject({ switchName: "Pexip External", vlanId: 7 });
  expect((await refusalOf(() => host.byHand.editNetworkAdapter("a", "other", {}))).kind).toBe("not-found");
  expect((await refusalOf(() => host.byHand.editNetworkAdapter("a", "Primary", { switchName: "LAN" }))).message).toContain('virtual switch with name "LAN"');
});

test("switches change and go, unless a VM runs on them; a person can cut the host off as well", async () => {
  const { host } = await running();
  host.byHand.editSwitch("Pexip External", { notes: "mine" });
  expect(host.switches.get("Pexip External")?.notes).toBe("mine");
  expect((await refusalOf(() => host.byHand.removeSwitch("Pexip External"))).kind).toBe("in-use");
  host.byHand.switchOff("a");
  host.byHand.removeSwitch("Pexip External");
  expect((await refusalOf(() => host.byHand.removeSwitch("Pexip External"))).kind).toBe("not-found");
  expect((await refusalOf(() => host.byHand.editSwitch("Pexip External", {}))).kind).toBe("not-found");
  host.switches.create(newSwitch({ netAdapterNames: ["Ethernet 3"] }));
  host.byHand.editSwitch("Pexip External", { allowManagementOs: false });
  expect(host.condition).toBe("unreachable");
});

test("it works on a host that nobody else reaches, and no fault strikes", async () => {
  const { host, faults } = await running();
  faults.add({ name: "half-way", times: Infinity });
  host.becomeUnreachable();
  host.byHand.editVm("a", { notes: "mine" });
  expect(host.dump().machines[0]?.notes).toBe("mine");
});
