import { GIB } from "../../../lib/lab/hyperv/host-spec";
import { HypervError } from "../../../lib/lab/hyperv/hyperv-error";
import type { SimulatedHypervHost } from "../../../lib/lab/hyperv/simulated-hyperv-host";
import type { Fault } from "../../../lib/lab/world/faults";
import { diskOf, ideDisk, labHost, newAdapter, newSwitch, newVm, NODE_TEMPLATE, vmSettings, ZIP_URL } from "./lab-host";

/** Mulberry32: the same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function brokenRules(host: SimulatedHypervHost): string[] {
  const { machines, switches, memoryMib, files } = host.dump();
  const broken: string[] = [];
  const on = machines.filter(({ state }) => state === "Running" || state === "Starting" || state === "Stopping");
  const used = on.reduce((sum, { memoryStartupBytes }) => sum + memoryStartupBytes / 2 ** 20, 0);
  if (memoryMib.free < 0 || used !== memoryMib.used || memoryMib.used + memoryMib.reserve + memoryMib.free !== memoryMib.total) broken.push(`memory ${JSON.stringify(memoryMib)}, used ${used}`);
  const unique = (what: string, all: string[]) => new Set(all.map((one) => one.toLowerCase())).size === all.length || broken.push(`${what}: ${all.join(", ")}`);
  unique("an adapter in two switches", switches.flatMap(({ netAdapterNames }) => netAdapterNames));
  unique("two switches of a name", switches.map(({ name }) => name));
  unique("two VMs of a name", machines.map(({ name }) => name));
  unique("a disk in two VMs that run", on.flatMap(({ hardDisks }) => hardDisks.map(({ path }) => path)));
  unique("two files of a path", files.map(({ path }) => path));
  const dynamic = machines.flatMap(({ networkAdapters }) => networkAdapters.filter(({ dynamicMacAddress, macAddress }) => dynamicMacAddress && macAddress !== "").map(({ macAddress }) => macAddress));
  unique("a dynamic MAC address twice", dynamic);
  for (const { name, hardDisks, processorCount, uptimeSeconds } of on) {
    for (const { path } of hardDisks) if (!files.some((file) => file.path.toLowerCase() === path.toLowerCase() && file.kind === "disk")) broken.push(`${name} runs without its disk ${path}`);
    if (processorCount > 16 || uptimeSeconds < 0) broken.push(`${name} has ${processorCount} processors and ran ${uptimeSeconds} s`);
  }
  for (const { name, networkAdapters } of machines) for (const { switchName } of networkAdapters) if (switchName !== "" && !switches.some((one) => one.name === switchName)) broken.push(`${name} is on ${switchName}, which is not there`);
  return broken;
}

const FAULTS: Fault["name"][] = ["adapter-missing", "disk-exists", "host-out-of-memory", "half-way"];

test.each([1, 2, 3, 4, 5, 6, 7, 8])("no walk breaks a rule (seed %i)", async (seed) => {
  const next = numbers(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)];
  const lab = labHost({ macPool: { minimum: "00155D000000", maximum: "00155D000002" } });
  const { host } = lab;
  const vm = () => pick(["a", "b", "c", "A"]);
  const lan = () => pick(["one", "two", "ONE"]);
  const adapters = () => pick([["Ethernet 1"], ["Ethernet 2"], ["Ethernet 1", "Ethernet 2"], ["ethernet 1", "Ethernet 1"], ["Ethernet 9"], []]);
  const someSwitch = () => newSwitch({ name: lan(), netAdapterNames: adapters(), enableEmbeddedTeaming: next() < 0.7, switchType: pick(["External", "Internal", "Private"]) });
  const memory = () => pick([8, 20, 30, 61]) * GIB;
  const someVm = () => ({ memoryStartupBytes: memory(), processorCount: pick([4, 16, 17, 65]), automaticStartAction: pick(["Start", "StartIfRunning"] as const), automaticStopAction: pick(["Save", "TurnOff"] as const) });
  const someAdapter = () => newAdapter({ name: pick(["x", "y"]), switchName: pick(["", lan()]), dynamicMacAddress: next() < 0.7 });
  const steps: (() => unknown)[] = [
    () => host.switches.create(someSwitch()),
    () => host.switches.update(lan(), someSwitch()),
    () => host.switches.remove(lan()),
    () => host.disks.create({ path: diskOf(vm()), source: pick([NODE_TEMPLATE, NODE_TEMPLATE, ZIP_URL]) }),
    () => host.disks.exists(diskOf(vm())),
    () => host.disks.remove(diskOf(vm())),
    () => host.machines.create(newVm(vm(), someVm())),
    () => host.machines.create(newVm(vm(), someVm())),
    () => host.machines.update(vm(), vmSettings(someVm())),
    () => host.machines.remove(vm()),
    () => host.networkAdapters.add(vm(), someAdapter()),
    () => host.networkAdapters.update(vm(), 0, someAdapter()),
    () => host.drives.addHardDisk(vm(), ideDisk(diskOf(vm()).toLowerCase(), pick([0, 1]))),
    () => host.drives.addHardDisk(vm(), { ...ideDisk(diskOf("a"), pick([0, 1])), controllerType: "Scsi" }),
    () => host.drives.removeHardDisk(vm(), 0, pick([0, 1])),
    () => host.power.change(vm(), "Running", 10),
    () => host.power.change(vm(), "Running", 10),
    () => host.power.change(vm(), "Off", 10),
    () => host.byHand.switchOn(vm()),
    () => host.byHand.switchOff(vm()),
    () => host.byHand.save(vm()),
    () => host.byHand.renameVm(vm(), vm()),
    () => host.byHand.removeFile(diskOf(vm())),
    () => host.byHand.removeSwitch(lan()),
    () => lab.faults.add({ name: pick(FAULTS) }),
    () => next() < 0.1 && host.losePower(),
    () => next() < 0.2 && host.becomeUnreachable(),
    () => next() < 0.05 && host.rebuild(),
  ];
  const walk = async () => {
    if (next() < 0.3) host.becomeReachable();
    if (next() < 0.3) host.powerOn();
    try {
      await pick(steps)();
    } catch (error) {
      if (!(error instanceof HypervError)) throw error;
    }
    expect(brokenRules(host)).toEqual([]);
  };
  // two at a time: what takes time is overtaken
  for (let step = 0; step < 400; step += 1) await Promise.all([walk(), walk()]);
  expect(lab.told.filter((event) => event.started !== undefined).length).toBeGreaterThan(5);
  expect(lab.journal.entries.length).toBeGreaterThan(120);
});
