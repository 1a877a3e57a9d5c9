import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { templateSegments } from "../../../lib/deployment/rules/templates";
import { TemplateDisk } from "../../../lib/deployment/template-disk";
import { judged, judgedWith, sound, TOKEN } from "../../support/records";

const NODE1 = "platform/oslo-1";
const NODE2 = "platform/oslo-2";
const on = (path: string): { readonly templateDisk: TemplateDisk } => ({ templateDisk: TemplateDisk.onHost(path) });
const zip = (url: string): { readonly templateDisk: TemplateDisk } => ({ templateDisk: TemplateDisk.fromZip(url, "pexip.vhd") });
const MANAGER_DISK = "D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd";

test("a template is judged by every part of its path", () => {
  const url = TemplateDisk.fromZip("https://images.example.com/v21/pexip%2Doslo-1.example.com.zip?token=1", "pexip.vhd");
  expect(templateSegments(url.toRecord(() => false))).toEqual(["v21", "pexip-oslo-1.example.com.zip", "pexip.vhd"]);
  expect(templateSegments(TemplateDisk.fromZip(TOKEN, "pexip.vhd").toRecord((value) => value === TOKEN))).toEqual(["pexip.vhd"]);
  expect(templateSegments(TemplateDisk.onHost("\\\\files\\pexip\\a.vhd").toRecord(() => false))).toEqual(["files", "pexip", "a.vhd"]);
});

test.each([
  ["https://images.example.com/pexip-oslo-9.example.com.zip", "pexip-oslo-9.example.com.zip"],
  ["https://images.example.com/Pexip_Infinity_v21_generic_ConfNode_45902.zip", "Pexip_Infinity_v21_generic_ConfNode_45902.zip"],
])("%s is no disk for the Management Node", (url, segment) => {
  expect(judgedWith({ manager: zip(url) })).toEqual([`error PXH090 manager/manager: templateDisk ${segment} is a Conferencing Node's; give the disk of Pexip_Infinity_v21_HyperV_pxMgr_<build>.zip`]);
});

test("an unpacked node's disk is recognised by its folder", () => {
  expect(judgedWith({ manager: on("D:\\Downloads\\pexip-Oslo-1.example.com\\pexip.vhd") })).toEqual([
    "error PXH090 manager/manager: templateDisk pexip-Oslo-1.example.com is a Conferencing Node's; give the disk of Pexip_Infinity_v21_HyperV_pxMgr_<build>.zip",
  ]);
  expect(judgedWith({ manager: on("D:\\pexip-images.2024\\manager.vhd") })).toEqual([]);
});

test("the Management Node's disk is none for a Conferencing Node", () => {
  expect(judgedWith({ node1: on("D:\\ConfNode\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\2\\pexip.vhd") })).toEqual([
    `error PXH090 ${NODE1}: templateDisk Pexip_Infinity_v21_HyperV_pxMgr_45902 is the Management Node's; give the disk of the node's own ZIP, pexip-oslo-1.example.com.zip`,
  ]);
});

test("a template's name has the version in use", () => {
  const v20 = on("D:\\Templates\\Pexip_Infinity_v20_HyperV_pxMgr_45400\\pexip.vhd");
  expect(judgedWith({ manager: v20 })).toEqual([
    "refused PXH091 manager/manager: templateDisk is of version 20 by its name, and templateVersion is 21; give the disk of 21, or set templateVersion to what the disk was born with, or accept it with a reason",
  ]);
  expect(judgedWith({ manager: { ...v20, templateVersion: InfinityVersion.of("20") } })).toEqual([]);
  expect(judgedWith({ node1: on("D:\\Templates\\Pexip_Infinity_v38.1_generic_ConfNode_81931\\pexip.vhd") })).toEqual([
    `refused PXH091 ${NODE1}: templateDisk is of version 38.1 by its name, and infinityVersion is 21; give the disk of 21, or accept it with a reason`,
  ]);
});

test.each([
  ["21.1", "21", true],
  ["21.1", "21.1", true],
  ["21", "21.1", false],
  ["21.2", "21.1", false],
])("a template named v%s for version %s: %p", (named, wanted, fine) => {
  expect(judgedWith({ manager: { infinityVersion: InfinityVersion.of(wanted), ...on(`D:\\T\\Pexip_Infinity_v${named}_HyperV_pxMgr_1\\pexip.vhd`) } })).toHaveLength(fine ? 0 : 1);
});

test("a node's disk is no other node's", () => {
  const path = "D:\\Templates\\node\\pexip.vhd";
  expect(judgedWith({ node1: on(path), node2: on("d:\\templates\\NODE\\pexip.vhd") })).toEqual([`error PXH092 ${NODE2}: templateDisk d:\\templates\\NODE\\pexip.vhd is already used by ${NODE1}; every node needs the disk of its own ZIP`]);
  const url = "https://images.example.com/node.zip";
  expect(judgedWith({ node1: zip(url), node2: zip(url) })).toEqual([`error PXH092 ${NODE2}: templateDisk ${url} is already used by ${NODE1}; every node needs the disk of its own ZIP`]);
  expect(judgedWith({ node1: zip(TOKEN), node2: zip(TOKEN) })).toEqual([]);
});

test("a node's disk is not its manager's", () => {
  expect(judgedWith({ manager: on("D:\\T\\pexip.vhd"), node1: on("D:\\T\\pexip.vhd") })).toEqual([`error PXH092 ${NODE1}: templateDisk D:\\T\\pexip.vhd is already used by manager/manager; every node needs the disk of its own ZIP`]);
});

test("in api mode nodes share a generic disk, which is still not the manager's", () => {
  const path = "D:\\T\\generic\\pexip.vhd";
  const { records } = sound({ node1: on(path), node2: on(path) });
  expect(judged(records.map((record) => (record.kind === "managementNode" ? { ...record, mode: "api" as const, infinityVersion: "40" } : record)))).toEqual([]);
  const same = sound({ node1: on(MANAGER_DISK.replace("pxMgr_", "")), manager: on(MANAGER_DISK.replace("pxMgr_", "")) }).records;
  expect(judged(same.map((record) => (record.kind === "managementNode" ? { ...record, mode: "api" as const, infinityVersion: "40" } : record)))).toContainEqual(expect.stringContaining(`error PXH092 ${NODE1}`));
});

test.each([
  ["ZIP", zip("https://images.example.com/pexip-oslo-2.example.com.zip"), "pexip-oslo-2.example.com.zip", "oslo-2.example.com"],
  ["second download", zip("https://images.example.com/pexip-edge.example.org%20(1).zip"), "pexip-edge.example.org (1).zip", "edge.example.org"],
  ["folder of another node", on("D:\\T\\pexip-oslo-2.example.com (1)\\pexip.vhd"), "pexip-oslo-2.example.com (1)", "oslo-2.example.com"],
  ["folder in the node's domain", on("D:\\T\\pexip-old.example.com\\pexip.vhd"), "pexip-old.example.com", "old.example.com"],
  ["renamed disk", on("D:\\T\\pexip-old.example.com.vhd"), "pexip-old.example.com.vhd", "old.example.com"],
])("a %s named after another node is refused", (_, node1, segment, name) => {
  expect(judgedWith({ node1 })).toEqual([`error PXH093 ${NODE1}: templateDisk ${segment} is named after ${name}, and the node is oslo-1.example.com; give the disk of pexip-oslo-1.example.com.zip`]);
});

test.each(["D:\\pexip-images.2024\\a.vhd", "D:\\pexip-nodes\\a.vhd", "D:\\PEXIP-OSLO-1.EXAMPLE.COM (2)\\a.vhd"])("%s is not named after another node", (path) => {
  expect(judgedWith({ node1: on(path) })).toEqual([]);
});

test("a disk is not newer than the platform", () => {
  const from = (infinityVersion: string, templateVersion: string): readonly string[] => judgedWith({ manager: { ...on("D:\\T\\a.vhd"), infinityVersion: InfinityVersion.of(infinityVersion), templateVersion: InfinityVersion.of(templateVersion) } });
  expect(from("21", "22")).toEqual(["error PXH097 manager/manager: templateVersion 22 is later than infinityVersion 21; correct one of the two"]);
  expect(from("21.1", "21.2")).toHaveLength(1);
  expect(from("21", "21.2")).toEqual([]);
  expect(from("38", "21")).toEqual([]);
});

test("a template does not lie in a VM's folder", () => {
  const lies = (path: string, at: string): string => `error PXH094 ${at}: templateDisk ${path} lies in the folder of the disk of ${NODE1}, which the provider clears by name; keep templates in a folder of their own`;
  const [beside, below, apart] = ["D:\\Pexip\\oslo-1\\template.vhd", "D:\\Pexip\\oslo-1\\oslo-1-template\\pexip.vhd", "D:\\Pexip\\oslo-1\\template\\pexip.vhd"];
  expect(judgedWith({ node1: on(beside) })).toEqual([lies(beside, NODE1)]);
  expect(judgedWith({ node2: on(below) })).toEqual([lies(below, NODE2)]);
  expect(judgedWith({ node2: on(apart) })).toEqual([]);
});

test("every disk lies in a folder of its own", () => {
  expect(judgedWith({ node1: { diskPath: "D:\\Disks\\oslo-1.vhd" }, node2: { diskPath: "d:\\disks\\oslo-2.vhd" } })).toEqual([
    `error PXH095 ${NODE2}: diskPath d:\\disks\\oslo-2.vhd is in the folder of the disk of ${NODE1} on hv1; give each disk a folder of its own`,
  ]);
  expect(judgedWith({ node1: { diskPath: "D:\\Disks\\a.vhd" }, node2: { diskPath: "D:\\Disks\\a.vhd" } })).toHaveLength(1);
});

test("a disk does not lie beside a folder that begins with its name", () => {
  expect(judgedWith({ node1: { diskPath: "D:\\Pexip\\oslo.vhd" } })).toEqual([
    `error PXH095 ${NODE1}: diskPath D:\\Pexip\\oslo.vhd is beside oslo-2, where the disk of ${NODE2} lies: deleting the one deletes the other; give each disk a folder of its own`,
  ]);
  expect(judgedWith({ node1: { diskPath: "D:\\Pexip\\first.vhd" } })).toEqual([]);
});

test("a disk keeps the name of its template's file", () => {
  expect(judgedWith({ node1: { diskPath: "D:\\Disks\\oslo-1\\oslo-1.vhdx" } })).toEqual([`error PXH096 ${NODE1}: diskPath D:\\Disks\\oslo-1\\oslo-1.vhdx must end in .vhd, as the template does; correct it, or leave it out`]);
  expect(judgedWith({ node1: { ...zip("https://images.example.com/one.zip"), diskPath: "D:\\Disks\\oslo-1\\oslo-1.vhd" } })).toEqual([
    `error PXH096 ${NODE1}: diskPath D:\\Disks\\oslo-1\\oslo-1.vhd must end in \\pexip.vhd, as the template does; correct it, or leave it out`,
  ]);
  expect(judgedWith({ node1: { ...zip("https://images.example.com/one.zip"), diskPath: "D:\\Disks\\oslo-1\\PEXIP.VHD" } })).toEqual([]);
});
