import { adapterRecord, defaultDiskPath } from "../../lib/deployment/machine";
import { TemplateDisk } from "../../lib/deployment/template-disk";
import { externalSwitch, host } from "../support/minimal";

const ZIP = "https://images.example.com/oslo-1.zip";

test("an adapter without a MAC address gets a stable one from its name", () => {
  expect(adapterRecord(externalSwitch, undefined, undefined, "oslo-1.example.com", "primary")).toEqual({ switch: "manager/lan", vlanId: undefined, macAddress: "02117C53DD52", macOrigin: "derived" });
  expect(adapterRecord(externalSwitch, 7, undefined, "oslo-1.example.com", "secondary")).toEqual({ switch: "manager/lan", vlanId: 7, macAddress: "028DEE4C4B82", macOrigin: "derived" });
});

test.each([
  ["02:8c:11:22:33:6a", "028C1122336A"],
  ["028c.1122.336a", "028C1122336A"],
  ["nonsense", "nonsense"],
])("the given MAC address %s is recorded as %s", (given, macAddress) => {
  expect(adapterRecord(externalSwitch, undefined, given, "oslo-1.example.com", "primary")).toMatchObject({ macAddress, macOrigin: "given" });
});

test.each([
  ["a copy gets the VM's name", TemplateDisk.onHost("C:\\Templates\\pexip.VHDX"), "C:\\Pexip\\oslo-1\\oslo-1.vhdx"],
  ["a copy from a share gets the VM's name", TemplateDisk.onHost("\\\\server\\share\\v21.1.vhd"), "C:\\Pexip\\oslo-1\\oslo-1.vhd"],
  ["a download keeps its name", TemplateDisk.fromUrl("https://images.example.com/pexip.VHD"), "C:\\Pexip\\oslo-1\\pexip.VHD"],
  ["what is unpacked keeps its name", TemplateDisk.fromZip(ZIP, "node.vhd"), "C:\\Pexip\\oslo-1\\node.vhd"],
])("%s", (_, template, path) => {
  expect(defaultDiskPath(host(), "oslo-1", template)).toBe(path);
});

test.each(["D:\\", "D:\\\\"])("the folder of a VM may lie directly in %s", (vmDirectory) => {
  expect(defaultDiskPath(host({ vmDirectory }), "oslo-1", TemplateDisk.fromZip(ZIP, "node.vhd"))).toBe("D:\\oslo-1\\node.vhd");
});
