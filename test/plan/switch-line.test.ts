import { explainPlan } from "../../lib/plan/explain";
import type { Line } from "../../lib/plan/explanation";
import type { PlanModel } from "../../lib/plan/inventory";
import { DeploymentView } from "../../lib/deployment/model";
import { aPlan, managerChanges, nodeChanges, switchChange, vmValues, type PlannedChange } from "../support/plans";
import { sound, type Changes } from "../support/records";

function modelOf(changes: Changes = {}): PlanModel {
  return { view: new DeploymentView({ records: sound(changes).records, acceptances: [] }), machines: {} };
}

function told(change: PlannedChange, others: readonly PlannedChange[] = [], model?: PlanModel): readonly [string, string, string, string, string] {
  const [{ name, outcome, level, reasons, consequences }]: readonly Line[] = explainPlan(aPlan([change, ...others]), model).switches;
  return [name, outcome, level, reasons.join(", "), consequences.join("; ")];
}

const NAME = "switch Pexip External on hv1";
const TEAM = "the provider cannot change a team in place and this apply ends with an error";

test("a switch that nothing happens to is unchanged", () => {
  expect(told(switchChange("keep"))).toEqual([NAME, "unchanged", "fine", "", ""]);
});

test.each([
  [{ net_adapter_names: ["Ethernet 1", "Ethernet 2"] }, "outage", "adapters Ethernet 1 -> Ethernet 1 + Ethernet 2", `its VMs lose the network for a moment; ${TEAM}: make the change on the host (Set-VMSwitch, Set-VMSwitchTeam), and the next plan is empty`],
  [{ switch_type: "Internal" }, "outage", "switch_type External -> Internal", "its VMs lose the network for a moment"],
  [{ allow_management_os: false }, "outage", "allow_management_os true -> false", "the host loses its own connection through it: if it is managed there, the apply cuts it off"],
  [{ name: "Other" }, "fine", "name Pexip External -> Other", "its VMs must follow its name, and each that does is powered off"],
  [{ notes: "planted" }, "fine", "notes", "what running VMs notice of it is unverified"],
])("an update %j", (after, level, reasons, consequences) => {
  expect(told(switchChange("update", {}, after))).toEqual([NAME, "updated", level, reasons, consequences]);
});

test.each([
  [{ notes: "planted" }, "notes", `what running VMs notice of it is unverified; ${TEAM}: make the change on the host (Set-VMSwitch, Set-VMSwitchTeam), and the next plan is empty`],
  [{ name: "Other" }, "name Pexip External -> Other", `its VMs must follow its name, and each that does is powered off; ${TEAM}, with the switch renamed already: keep its name`],
])("an update of a team %j", (after, reasons, consequences) => {
  expect(told(switchChange("update", { net_adapter_names: ["Ethernet 1", "Ethernet 2"] }, after))).toEqual([NAME, "updated", "fine", reasons, consequences]);
});

test("the host may get a connection too", () => {
  expect(told(switchChange("update", { allow_management_os: false }, { allow_management_os: true }))).toEqual([NAME, "updated", "fine", "allow_management_os false -> true", "the host gets a connection of its own through it"]);
});

test("a sensitive value is named only", () => {
  expect(told(switchChange("update", {}, { net_adapter_names: ["planted"] }, { sensitive: { net_adapter_names: [true] } }))[3]).toBe("adapters (sensitive)");
});

test("a replacement takes the network from the VMs that the plan knows", () => {
  const here = [...managerChanges("manager"), ...nodeChanges("oslo-1"), ...nodeChanges("other", { vm: { before: { network_adaptors: [] } } }), ...nodeChanges("far", { host: "hv2" })];
  expect(told(switchChange("replace", {}, { enable_embedded_teaming: true }, { replacePaths: [["enable_embedded_teaming"]] }), here)).toEqual([
    NAME,
    "replaced",
    "replace",
    "enable_embedded_teaming",
    "manager, oslo-1 lose the network; the host loses its own connection through it: WinRM may drop during the apply",
  ]);
});

test("a replaced switch takes its VM along", () => {
  const changes = [switchChange("replace"), ...nodeChanges("oslo-1", { vm: { action: "replace", reason: "replace_by_triggers" } })];
  expect(explainPlan(aPlan(changes)).machines[0].reasons).toEqual(["its switch is replaced"]);
});

test("the model knows the VMs of other stacks too", () => {
  const removed = switchChange("delete", { allow_management_os: false });
  expect(told(removed, [], modelOf())).toEqual([NAME, "removed", "replace", "", "manager, oslo-1, oslo-2 lose the network"]);
});

describe("on the management adapter", () => {
  const managed = modelOf({ host: { networkAdapters: ["Ethernet 1"], managementAdapter: "Ethernet 1" } });
  const elsewhere = modelOf({ host: { networkAdapters: ["Ethernet 1", "Ethernet 9"], managementAdapter: "Ethernet 9" } });

  test("a new switch moves the host's address", () => {
    expect(told(switchChange("create"), [], managed)).toEqual([NAME, "created", "fine", "", "WinRM drops for a moment, while the address of Ethernet 1 moves to the switch"]);
  });

  test("a switch that the host may not use cuts it off", () => {
    const text = "it takes Ethernet 1, through which the host is managed: the apply cuts the host off";
    expect(told(switchChange("create", { allow_management_os: false }), [], managed).slice(1)).toEqual(["created", "outage", "", text]);
    expect(told(switchChange("update", {}, { allow_management_os: false }), [], managed).slice(1)).toEqual(["updated", "outage", "allow_management_os true -> false", text]);
  });

  test("a switch on another adapter cuts nothing off", () => {
    expect(told(switchChange("update", {}, { allow_management_os: false }), [], elsewhere).slice(1)).toEqual(["updated", "fine", "allow_management_os true -> false", ""]);
  });
});

test("what is found on a VM only after the apply is no VM of the switch yet", () => {
  const created = nodeChanges("oslo-1", { vm: { action: "create", after: vmValues("oslo-1") } });
  expect(told(switchChange("delete", { allow_management_os: false }), created)[4]).toBe("its VMs lose the network");
});
