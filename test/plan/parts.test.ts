import { partsOf } from "../../lib/plan/parts";
import { aPlan, managerChanges, nodeChanges, planned, switchChange, vmValues, type PlannedChange } from "../support/plans";

const parts = (...changes: readonly PlannedChange[]) => partsOf(aPlan(changes).changes);

test("a node is what its logical ids say", () => {
  const [machine, ...others] = parts(...nodeChanges("site_oslo-1", { host: "hv_a-1", entry: {}, synced: {} })).machines;
  expect(others).toEqual([]);
  expect(machine).toMatchObject({ key: "site_oslo-1", vms: [{ host: "hv_a-1" }], disks: [{ host: "hv_a-1" }], nics: [{ host: "hv_a-1" }], identity: {}, entry: {}, synced: {} });
  expect(machine.placement).toBeUndefined();
});

test("two VMs of one node are one machine", () => {
  expect(parts(...nodeChanges("oslo-1"), ...nodeChanges("oslo-1", { host: "hv2", identity: null })).machines.map(({ vms }) => vms.map(({ host }) => host))).toEqual([["hv1", "hv2"]]);
});

test("steps are told apart from machines", () => {
  const marker = (name: string) => planned("create", "terraform_data", `${name}_4B752F9D`, null, {});
  const { gates, overflowSteps, others, machines } = parts(marker("cdktf-pexip-hyperv_Gate-manager-manager"), marker("oslo_PrimaryOverflow"), marker("somebody-elses"));
  expect([gates.length, overflowSteps.length, others.length, machines.length]).toEqual([1, 1, 1, 0]);
});

test("a name that looks like ours on another type is somebody else's", () => {
  const { others, platform, machines } = parts(planned("create", "azurerm_disk", "a_Disk-hv1_0A1B2C3D", null, {}), planned("create", "pexip_infinity_device", "a_Identity_0A1B2C3D", null, {}));
  expect([others.length, platform.length, machines.length]).toEqual([1, 1, 0]);
});

test("a switch has its host", () => {
  expect(parts(switchChange("keep", {}, {}, { host: "hv-oslo" })).switches).toMatchObject([{ host: "hv-oslo", key: "lan" }]);
});

test("a disk of somebody else's goes to the VM that has it, or to none", () => {
  const disk = (name: string, path: string) => planned("create", "hyperv_vhd", name, null, { path });
  const { machines, looseDisks } = parts(disk("a", "D:\\PEXIP\\web\\web.vhd"), disk("b", "D:\\other.vhd"), planned("create", "hyperv_machine_instance", "web", null, vmValues("web")));
  expect(machines).toMatchObject([{ key: "web", disks: [{ change: { name: "a" } }] }]);
  expect(looseDisks.map(({ name }) => name)).toEqual(["b"]);
});

test("a Management Node has a placement", () => {
  expect(parts(...managerChanges("manager")).machines).toMatchObject([{ key: "manager", placement: {} }]);
});
