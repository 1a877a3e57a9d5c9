import { build, diskOf, eventsOf, ideDisk, labHost, newVm, NODE_TEMPLATE, refusalOf } from "./lab-host";

const UNAVAILABLE = "The specified location of the controller is not available.";
const scsiDisk = (path: string, controllerLocation: number, controllerNumber = 0) => ({ ...ideDisk(path, controllerLocation), controllerType: "Scsi" as const, controllerNumber });
const dvd = (controllerNumber: number, controllerLocation: number, path = "") => ({ controllerNumber, controllerLocation, path });

test("disks are listed in the order of their controllers", async () => {
  const { host, journal } = labHost();
  await build(host, "a");
  for (const name of ["b", "c"]) await host.disks.create({ path: diskOf(name), source: NODE_TEMPLATE });
  host.drives.removeHardDisk("a", 0, 0);
  host.drives.addHardDisk("a", scsiDisk(diskOf("c"), 0));
  host.drives.addHardDisk("a", ideDisk(diskOf("b"), 1));
  host.drives.addHardDisk("a", ideDisk(diskOf("a")));
  expect(host.drives.getHardDisks("a").map(({ path }) => path)).toEqual([diskOf("a"), diskOf("b"), diskOf("c")]);
  expect(eventsOf(journal).at(-1)).toBe(`attached ${diskOf("a")} to the VM a at IDE 0:0`);
  expect(host.drives.getHardDisks("nobody")).toEqual([]);
});

test("a place is taken once: IDE has 0:0 to 1:1 for disks and DVDs together, SCSI 0:0 to 0:63", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.drives.addDvdDrive("a", dvd(1, 0));
  const disk = ideDisk(NODE_TEMPLATE);
  for (const place of [disk, { ...disk, controllerNumber: 1 }, ideDisk(NODE_TEMPLATE, 2), { ...disk, controllerNumber: 2 }, scsiDisk(NODE_TEMPLATE, 64), scsiDisk(NODE_TEMPLATE, 0, 1)]) {
    expect((await refusalOf(() => host.drives.addHardDisk("a", place))).message).toBe(`Add-VMHardDiskDrive : ${UNAVAILABLE}`);
  }
  expect((await refusalOf(() => host.drives.addDvdDrive("a", dvd(0, 0)))).message).toBe(`Add-VMDvdDrive : ${UNAVAILABLE}`);
  host.drives.addHardDisk("a", scsiDisk(NODE_TEMPLATE, 63));
});

test("a disk must be there, and so must the VM", async () => {
  const { host } = labHost();
  host.machines.create(newVm("a"));
  expect((await refusalOf(() => host.drives.addHardDisk("a", ideDisk("D:\\nothing.vhd")))).message).toBe("Add-VMHardDiskDrive : 'D:\\nothing.vhd' is not an existing virtual hard disk file.");
  expect((await refusalOf(() => host.drives.addHardDisk("b", ideDisk(NODE_TEMPLATE)))).message).toContain('virtual machine with name "b"');
  expect((await refusalOf(() => host.drives.addDvdDrive("a", dvd(1, 0, "D:\\nothing.iso")))).message).toContain("Add-VMDvdDrive");
});

test("an update finds the disk by its place, moves it, and keeps the controller's type", async () => {
  const { host } = labHost();
  await build(host, "a");
  host.drives.updateHardDisk("a", 0, 0, scsiDisk(NODE_TEMPLATE, 1, 1));
  expect(host.drives.getHardDisks("a")).toEqual([{ controllerType: "Ide", controllerNumber: 1, controllerLocation: 1, path: NODE_TEMPLATE, other: {} }]);
  expect((await refusalOf(() => host.drives.updateHardDisk("a", 0, 0, ideDisk(NODE_TEMPLATE)))).message).toBe("VM hard disk drive does not exist - 0 0");
});

test("DVD drives come, change and go", async () => {
  const { host } = labHost();
  host.machines.create(newVm("a"));
  host.byHand.putFile("D:\\iso\\a.iso", 1);
  host.drives.addDvdDrive("a", dvd(1, 0));
  host.drives.updateDvdDrive("a", 1, 0, dvd(1, 1, "D:\\iso\\a.iso"));
  expect(host.drives.getDvdDrives("a")).toEqual([dvd(1, 1, "D:\\iso\\a.iso")]);
  expect((await refusalOf(() => host.drives.updateDvdDrive("a", 1, 0, dvd(1, 0)))).message).toBe("VM dvd drive does not exist - 0 1");
  host.drives.removeDvdDrive("a", 1, 1);
  expect(host.drives.getDvdDrives("a")).toEqual([]);
  expect(() => host.drives.removeDvdDrive("a", 1, 1)).not.toThrow();
});

test("IDE disks stay while a VM runs, SCSI disks come and go, and nobody gets another's", async () => {
  const { host } = labHost();
  for (const name of ["a", "b"]) {
    await build(host, name);
    await host.power.change(name, "Running");
  }
  expect((await refusalOf(() => host.drives.removeHardDisk("a", 0, 0))).kind).toBe("state");
  expect((await refusalOf(() => host.drives.addHardDisk("a", ideDisk(NODE_TEMPLATE, 1)))).kind).toBe("state");
  expect((await refusalOf(() => host.drives.addDvdDrive("a", dvd(1, 0)))).kind).toBe("state");
  expect((await refusalOf(() => host.drives.addHardDisk("a", scsiDisk(diskOf("b"), 1)))).kind).toBe("in-use");
  host.drives.addHardDisk("a", scsiDisk(NODE_TEMPLATE, 1));
  host.drives.removeHardDisk("a", 0, 1);
  expect(host.drives.getHardDisks("a")).toHaveLength(1);
});
