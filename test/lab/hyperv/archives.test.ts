import { MIB } from "../../../lib/lab/hyperv/host-spec";
import { labHost, refusalOf } from "./lab-host";

const A = "https://images.example.com/a.zip";
const B = "https://images.example.com/b.zip";
const templates = { [A]: { bytes: 10 * MIB, diskInZip: "pexip.vhd" }, [B]: { bytes: 50 * MIB, diskInZip: "pexip.vhd" } };
const folder = "D:\\Pexip\\both";

test("two ZIPs in folders of their own do not meet", async () => {
  const { host } = labHost({ templates });
  await Promise.all([host.disks.create({ path: "D:\\1\\pexip.vhd", source: A }), host.disks.create({ path: "D:\\2\\pexip.vhd", source: B })]);
  expect(host.dump().files.map(({ path, source }) => [path, source])).toEqual([
    ["D:\\1\\pexip.vhd", A],
    ["D:\\2\\pexip.vhd", B],
  ]);
});

test("two ZIPs in one folder get into each other's way", async () => {
  const { host } = labHost({ templates });
  const second = host.disks.create({ path: `${folder}\\second.vhd`, source: B });
  expect((await refusalOf(() => host.disks.create({ path: `${folder}\\first.vhd`, source: A }))).message).toBe(
    `Exception calling "ExtractToDirectory" with "2" argument(s): "The process cannot access the file '${folder}\\b.zip' because it is being used by another process."`,
  );
  expect((await refusalOf(() => second)).message).toBe("Move-Item : Cannot create a file when that file already exists.");
});

test("what a failed unpacking left in temp stops the next", async () => {
  const { host } = labHost({ templates });
  await host.disks.create({ path: `${folder}\\pexip.vhd`, source: A });
  expect((await refusalOf(() => host.disks.create({ path: `${folder}\\second.vhd`, source: B }))).message).toContain("Move-Item");
  expect((await refusalOf(() => host.disks.create({ path: `${folder}\\third.vhd`, source: A }))).message).toContain(`The file '${folder}\\temp\\pexip.vhd' already exists.`);
});

test("a file beside the disk that only calls itself a ZIP stops the unpacking", async () => {
  const { host } = labHost({ templates });
  host.byHand.putFile(`${folder}\\0.zip`, 1);
  expect((await refusalOf(() => host.disks.create({ path: `${folder}\\pexip.vhd`, source: A }))).message).toContain("End of Central Directory record could not be found.");
});

test("7z wants a program that the host does not have, and box is not modelled", async () => {
  const seven = "https://images.example.com/a.7z";
  const box = "https://images.example.com/a.box";
  const { host } = labHost({ templates: { [seven]: { bytes: MIB, diskInZip: "pexip.vhd" }, [box]: { bytes: MIB, diskInZip: "pexip.vhd" } } });
  expect((await refusalOf(() => host.disks.create({ path: "D:\\1\\pexip.vhd", source: seven }))).message).toBe("7z.exe needed");
  expect(await refusalOf(() => host.disks.create({ path: "D:\\2\\pexip.vhd", source: box }))).toEqual({ kind: "not-modelled", message: "the simulated Hyper-V host does not model .box archives (D:\\2\\a.box)" });
});
