import { GIB, MIB } from "../../../lib/lab/hyperv/host-spec";
import { build, diskOf, eventsOf, ideDisk, labHost, newVm, NODE_TEMPLATE, refusalOf, ZIP_URL } from "./lab-host";

const filesOf = ({ host }: ReturnType<typeof labHost>) => host.dump().files.map(({ path }) => path);

test("a copy has the wanted name, the template's size and a place in the folder", async () => {
  const lab = labHost();
  const before = lab.clock.now();
  await lab.host.disks.create({ path: diskOf("oslo-1"), source: NODE_TEMPLATE });
  expect(lab.host.disks.get(diskOf("oslo-1"))).toEqual({
    path: "d:\\pexip\\oslo-1\\oslo-1.vhd",
    type: "Dynamic",
    format: "VHD",
    sizeBytes: 6 * GIB,
    fileSizeBytes: 6 * GIB,
    blockSizeBytes: 2 * MIB,
    logicalSectorBytes: 512,
    physicalSectorBytes: 512,
    parentPath: "",
    attached: false,
  });
  expect(lab.clock.now() - before).toBeCloseTo((6 * GIB * 1000) / (300 * MIB), 0);
  expect(eventsOf(lab.journal)).toEqual([`copied ${NODE_TEMPLATE} to ${diskOf("oslo-1")}`]);
});

test("a larger disk takes longer", async () => {
  const { host, clock } = labHost({ templates: { "D:\\a.vhd": { bytes: GIB }, "D:\\b.vhd": { bytes: 10 * GIB } } });
  await host.disks.create({ path: "D:\\1\\1.vhd", source: "D:\\a.vhd" });
  const small = clock.now();
  await host.disks.create({ path: "D:\\2\\2.vhd", source: "D:\\b.vhd" });
  expect(clock.now() - small).toBeCloseTo(10 * small, 0);
});

test("paths are equal whatever their case and their slashes", async () => {
  const { host } = labHost();
  await host.disks.create({ path: "D:\\Pexip\\a\\A.vhd", source: NODE_TEMPLATE.toUpperCase() });
  expect(host.disks.exists("d:/pexip/a/a.VHD")).toBe(true);
  expect(host.disks.exists("d:\\pexip\\a\\")).toBe(true);
  expect(host.disks.get("D:\\Pexip\\a\\b.vhd")).toBeUndefined();
});

test("a file that is there already makes creation do nothing", async () => {
  const { host, journal } = labHost();
  host.byHand.putFile(diskOf("oslo-1"), 1);
  await host.disks.create({ path: diskOf("oslo-1"), source: NODE_TEMPLATE });
  expect(host.dump().files.find(({ path }) => path === diskOf("oslo-1"))).toMatchObject({ bytes: 1, kind: "other" });
  expect(eventsOf(journal)).toEqual([`somebody put ${diskOf("oslo-1")} there by hand`]);
});

test("the fault disk-exists shows a file to one question", () => {
  const { host, journal } = labHost({}, { name: "disk-exists", subject: "oslo-1" });
  expect(host.disks.exists(diskOf("oslo-2"))).toBe(false);
  expect(host.disks.exists(diskOf("oslo-1"))).toBe(true);
  expect(host.disks.exists(diskOf("oslo-1"))).toBe(false);
  expect(eventsOf(journal)).toEqual([`found somebody else's file at ${diskOf("oslo-1")}, which was gone again afterwards`]);
});

test("refuses sources that nobody knows, as PowerShell does", async () => {
  const { host } = labHost();
  expect(await refusalOf(() => host.disks.create({ path: diskOf("a"), source: "D:\\Templates\\nothing.vhd" }))).toEqual({
    kind: "not-found",
    message: "Copy-Item : Cannot find path 'D:\\Templates\\nothing.vhd' because it does not exist.",
  });
  expect((await refusalOf(() => host.disks.create({ path: diskOf("a"), source: "https://images.example.com/nothing.zip" }))).message).toBe(
    'Exception calling "GetResponse" with "0" argument(s): "The remote server returned an error: (404) Not Found."',
  );
  expect(host.disks.exists(diskOf("a"))).toBe(false);
});

test("copies from a share, and from a disk that somebody else made", async () => {
  const { host } = labHost({ templates: { "\\\\files\\images\\pexip.vhd": { bytes: MIB } } });
  await host.disks.create({ path: diskOf("a"), source: "\\\\FILES\\images\\pexip.vhd" });
  await host.disks.create({ path: diskOf("b"), source: diskOf("a") });
  expect(host.disks.get(diskOf("b"))?.fileSizeBytes).toBe(MIB);
});

test("a running VM keeps its disk for itself", async () => {
  const { host } = labHost();
  await build(host, "oslo-1");
  await host.power.change("oslo-1", "Running");
  expect(host.disks.get(diskOf("oslo-1"))?.attached).toBe(true);
  expect((await refusalOf(() => host.disks.create({ path: diskOf("b"), source: diskOf("oslo-1") }))).message).toBe(
    `Copy-Item : The process cannot access the file '${diskOf("oslo-1")}' because it is being used by another process.`,
  );
  expect((await refusalOf(() => host.disks.remove(diskOf("oslo-1")))).kind).toBe("in-use");
  expect((await refusalOf(() => host.disks.resize(diskOf("oslo-1"), 20 * GIB))).kind).toBe("in-use");
  expect(() => host.byHand.removeFile(diskOf("oslo-1"))).toThrow("Remove-Item : The process cannot access the file");
  expect(host.disks.exists(diskOf("oslo-1"))).toBe(true);
});

test("a URL of a disk keeps the URL's name, whatever the path says", async () => {
  const lab = labHost({ templates: { "https://images.example.com/pexip.vhd": { bytes: MIB } } });
  await lab.host.disks.create({ path: diskOf("oslo-1"), source: "https://images.example.com/pexip.vhd" });
  expect(filesOf(lab)).toEqual(["D:\\Pexip\\oslo-1\\pexip.vhd"]);
  expect(lab.host.disks.get(diskOf("oslo-1"))).toBeUndefined();
});

test("neither journal nor dump shows the signature in a URL", async () => {
  const source = "https://user:hunter2@images.example.com/pexip.vhd?sig=hunter2";
  const { host, journal } = labHost({ templates: { [source]: { bytes: MIB } } });
  await host.disks.create({ path: "D:\\Pexip\\a\\pexip.vhd", source });
  expect(eventsOf(journal)).toEqual(["downloaded https://images.example.com/pexip.vhd to D:\\Pexip\\a\\pexip.vhd"]);
  expect(JSON.stringify(host.dump()) + host.tree()).not.toContain("hunter2");
});

test("a local ZIP is copied under the disk's name and never unpacked", async () => {
  const { host } = labHost({ templates: { "D:\\Templates\\node.zip": { bytes: MIB, diskInZip: "pexip.vhd" } } });
  await host.disks.create({ path: diskOf("oslo-1"), source: "D:\\Templates\\node.zip" });
  expect((await refusalOf(() => host.disks.get(diskOf("oslo-1")))).message).toBe(`Get-VHD : '${diskOf("oslo-1")}' is not an existing virtual hard disk file.`);
  host.machines.create(newVm("oslo-1"));
  expect((await refusalOf(() => host.drives.addHardDisk("oslo-1", ideDisk(diskOf("oslo-1"))))).message).toContain("is not an existing virtual hard disk file");
});

test("each copy is another disk to the network", async () => {
  const { host, told } = labHost();
  for (const path of [diskOf("a"), diskOf("b"), diskOf("a")]) {
    await host.disks.create({ path, source: NODE_TEMPLATE });
    host.disks.remove(path);
  }
  expect(told.map(({ diskRemoved }) => diskRemoved?.path)).toEqual([diskOf("a"), diskOf("b"), diskOf("a")]);
  expect(new Set(told.map(({ diskRemoved }) => diskRemoved?.copy)).size).toBe(3);
  expect(told[0]?.diskRemoved?.source).toBe(NODE_TEMPLATE);
});

test("removes everything in the folder whose name begins with the disk's", async () => {
  const lab = labHost({ templates: { "D:\\Pexip\\pexip-template.vhd": { bytes: MIB } } });
  for (const name of ["pexip", "pexip2", "Pexip-conf", "other"]) await lab.host.disks.create({ path: `D:\\Pexip\\${name}.vhd`, source: "D:\\Pexip\\pexip-template.vhd" });
  lab.host.disks.remove("D:\\Pexip\\pexip.vhd");
  expect(filesOf(lab)).toEqual(["D:\\Pexip\\other.vhd", "D:\\Pexip\\Pexip-conf.vhd"]);
  expect(eventsOf(lab.journal).slice(4)).toEqual(["removed D:\\Pexip\\pexip-template.vhd", "removed D:\\Pexip\\pexip.vhd", "removed D:\\Pexip\\pexip2.vhd"]);
});

test("a disk beside its VM's folder cannot be removed: the folder begins with its name", async () => {
  const { host } = labHost();
  await host.disks.create({ path: "D:\\Pexip\\oslo-1.vhd", source: NODE_TEMPLATE });
  host.machines.create(newVm("oslo-1"));
  host.machines.remove("oslo-1");
  expect((await refusalOf(() => host.disks.remove("D:\\Pexip\\oslo-1.vhd"))).message).toBe(
    "Remove-Item : D:\\Pexip\\oslo-1 is not empty. Windows PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
  );
});

test("an empty folder of that beginning goes along", async () => {
  const { host, journal } = labHost();
  await host.disks.create({ path: "D:\\Pexip\\oslo-1.vhd", source: NODE_TEMPLATE });
  await refusalOf(() => host.disks.create({ path: "D:\\Pexip\\oslo-10\\oslo-10.vhd", source: "D:\\nothing.vhd" }));
  host.disks.remove("D:\\Pexip\\oslo-1.vhd");
  expect(host.disks.exists("D:\\Pexip\\oslo-10")).toBe(false);
  expect(eventsOf(journal).slice(1)).toEqual(["removed D:\\Pexip\\oslo-1.vhd", "removed D:\\Pexip\\oslo-10"]);
});

test("removing where no folder is fails, where no file is does nothing", async () => {
  const { host } = labHost();
  expect((await refusalOf(() => host.disks.remove("E:\\gone\\a.vhd"))).message).toBe("Get-ChildItem : Cannot find path 'E:\\gone' because it does not exist.");
  expect(() => host.disks.remove("D:\\Templates\\node\\a.vhd")).not.toThrow();
});

test("blank disks: dynamic, fixed and differencing", async () => {
  const { host } = labHost();
  await host.disks.create({ path: "D:\\a\\a.vhdx", sizeBytes: 10 * GIB + 1 });
  await host.disks.create({ path: "D:\\b\\b.vhd", type: "Fixed", sizeBytes: GIB });
  await host.disks.create({ path: "D:\\c\\c.vhd", type: "Differencing", parentPath: NODE_TEMPLATE });
  expect(host.disks.get("D:\\a\\a.vhdx")).toMatchObject({ type: "Dynamic", format: "VHDX", sizeBytes: 10 * GIB + 512, fileSizeBytes: 4 * MIB, blockSizeBytes: 32 * MIB, physicalSectorBytes: 4096 });
  expect(host.disks.get("D:\\b\\b.vhd")).toMatchObject({ type: "Fixed", sizeBytes: GIB, fileSizeBytes: GIB, blockSizeBytes: 0 });
  expect(host.disks.get("D:\\c\\c.vhd")).toMatchObject({ type: "Differencing", sizeBytes: 6 * GIB, parentPath: NODE_TEMPLATE });
});

test("refuses a blank disk without size or parent, and what is not modelled by its name", async () => {
  const { host } = labHost();
  expect((await refusalOf(() => host.disks.create({ path: "D:\\a\\a.vhd" }))).message).toBe("Vhd Size must be specified for - D:\\a\\a.vhd");
  expect((await refusalOf(() => host.disks.create({ path: "D:\\a\\a.vhd", type: "Differencing", parentPath: "D:\\x.vhd" }))).message).toBe("New-VHD : Cannot find path 'D:\\x.vhd' because it does not exist.");
  expect(await refusalOf(() => host.disks.create({ path: "D:\\a\\a.vhd", sourceVm: "gold" }))).toEqual({ kind: "not-modelled", message: "the simulated Hyper-V host does not model Export-VM (source_vm gold)" });
  expect((await refusalOf(() => host.disks.create({ path: "D:\\a\\a.vhd", sourceDisk: 2 }))).message).toContain("source_disk 2");
});

test("grows a disk, leaves one of that size alone, and does not shrink", async () => {
  const { host, journal } = labHost();
  await host.disks.create({ path: diskOf("a"), source: NODE_TEMPLATE });
  host.disks.resize(diskOf("a"), 6 * GIB);
  expect(journal.entries).toHaveLength(1);
  host.disks.resize(diskOf("a"), 8 * GIB);
  expect(host.disks.get(diskOf("a"))?.sizeBytes).toBe(8 * GIB);
  expect((await refusalOf(() => host.disks.resize(diskOf("a"), GIB))).kind).toBe("not-modelled");
  expect((await refusalOf(() => host.disks.resize(diskOf("b"), GIB))).message).toBe(`Get-VHD : Cannot find path '${diskOf("b")}' because it does not exist.`);
});

test("while it is copied, a disk is there and of no use", async () => {
  const { host } = labHost();
  const copying = host.disks.create({ path: diskOf("a"), source: NODE_TEMPLATE });
  expect(host.disks.exists(diskOf("a"))).toBe(true);
  expect((await refusalOf(() => host.disks.get(diskOf("a")))).kind).toBe("in-use");
  expect((await refusalOf(() => host.disks.remove(diskOf("a")))).kind).toBe("in-use");
  await copying;
  expect(host.disks.get(diskOf("a"))?.type).toBe("Dynamic");
});

test("with the fault half-way the disk is there and the answer is not", async () => {
  const { host } = labHost({}, { name: "half-way" });
  expect((await refusalOf(() => host.disks.create({ path: diskOf("a"), source: NODE_TEMPLATE }))).kind).toBe("connection");
  expect(host.disks.get(diskOf("a"))?.type).toBe("Dynamic");
});

test("a ZIP at a URL leaves the disk of its inside, under that name", async () => {
  const lab = labHost({ templates: { [ZIP_URL]: { bytes: MIB, diskInZip: "pexip.vhd", virtualBytes: GIB, type: "Fixed" } } });
  await lab.host.disks.create({ path: "D:\\Pexip\\oslo-1\\pexip.vhd", source: ZIP_URL });
  expect(filesOf(lab)).toEqual(["D:\\Pexip\\oslo-1\\pexip.vhd"]);
  expect(lab.host.disks.get("D:\\Pexip\\oslo-1\\pexip.vhd")).toMatchObject({ type: "Fixed", sizeBytes: GIB });
  expect(lab.host.dump().files[0]?.source).toBe(ZIP_URL);
});
