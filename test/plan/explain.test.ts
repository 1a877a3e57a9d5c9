import { DeploymentView } from "../../lib/deployment/model";
import { NodeRole } from "../../lib/deployment/enums";
import { explainPlan } from "../../lib/plan/explain";
import type { PlanModel } from "../../lib/plan/inventory";
import { ANEW, aPlan, entryValues, managerChanges, nodeChanges, planned, type PlannedChange, switchChange, TRIGGERED } from "../support/plans";
import { aLocation, aNode, sound } from "../support/records";

const MORE_CPUS = { action: "update", after: { processor_count: 16 } } as const;

/** oslo-1 and oslo-2 in the location oslo, transcoding; edge-1 in another stack. */
function model(): PlanModel {
  const { records, host, externalSwitch, manager } = sound();
  const dmz = aLocation(manager, {}, "dmz");
  const edge = aNode({ host, externalSwitch, systemLocation: dmz }, "edge-1", { role: NodeRole.PROXYING });
  const addresses = (id: string, stack = "platform") => ({ stack, disk: `hyperv_vhd.${id}_Disk-hv1_0A1B2C3D`, vm: `hyperv_machine_instance.${id}_Vm-hv1_0A1B2C3D` });
  return {
    view: new DeploymentView({ records: [...records, dmz, edge], acceptances: [] }),
    machines: { "manager/manager": addresses("manager", "manager"), "platform/oslo-1": addresses("oslo-1"), "platform/oslo-2": addresses("oslo-2"), "platform/edge-1": addresses("edge-1", "edge") },
  };
}

const verdict = (changes: readonly PlannedChange[], given?: PlanModel, more = {}) => explainPlan(aPlan(changes, more), given).verdict;

describe("the verdict", () => {
  test("without changes", () => {
    expect(verdict([...nodeChanges("oslo-1")])).toEqual({ level: "fine", word: "fine", sentences: ["no changes; nothing happens to calls"], steps: [] });
    expect(verdict([]).word).toBe("fine");
  });

  test("of a Management Node that restarts", () => {
    expect(verdict(managerChanges("manager", { vm: MORE_CPUS }))).toMatchObject({ level: "manager", word: "restart of manager only", sentences: ["the Management Node manager restarts; no meetings end"] });
    expect(verdict(managerChanges("manager", { identity: { ...ANEW, after: { address: "10.9.9.9" } } })).sentences).toEqual(["the Management Node manager needs its installation wizard run again"]);
    expect(verdict(managerChanges("manager", { vm: { action: "update", after: { state: "Off" } } })).sentences).toEqual(["the Management Node manager is switched off; no meetings end"]);
  });

  test("of a Management Node that loses what it knows", () => {
    expect(verdict(managerChanges("manager", { vm: TRIGGERED, disk: TRIGGERED }))).toMatchObject({ level: "replace", sentences: ["the Management Node manager loses its configuration and licences"] });
  });

  test("of all nodes of a location, with a way to keep one up", () => {
    expect(verdict([...nodeChanges("oslo-2", { vm: MORE_CPUS }), ...nodeChanges("oslo-1", { vm: MORE_CPUS })], model())).toEqual({
      level: "outage",
      word: "outage",
      sentences: ["2 of 2 transcoding nodes of location oslo would be down", "apply one at a time, in this order, and wait until each is in sync"],
      steps: [
        { machine: "oslo-1", target: "hyperv_machine_instance.oslo-1_Vm-hv1_0A1B2C3D" },
        { machine: "oslo-2", target: "hyperv_machine_instance.oslo-2_Vm-hv1_0A1B2C3D" },
      ],
    });
  });

  test("of one node of a location, which others stand in for", () => {
    expect(verdict([...nodeChanges("oslo-1", { vm: MORE_CPUS })], model())).toMatchObject({ sentences: ["1 of 2 transcoding nodes of location oslo would be down", "put oslo-1 in maintenance mode and wait until its calls have ended"], steps: [] });
  });

  test("counts no node that is new, or off", () => {
    const changes = [...nodeChanges("oslo-1", { vm: MORE_CPUS }), ...nodeChanges("oslo-2", { vm: { action: "create" }, disk: { action: "create" } })];
    expect(verdict(changes, model()).sentences[0]).toBe("1 of 1 transcoding node of location oslo would be down");
    const off = [...nodeChanges("oslo-1", { vm: MORE_CPUS }), ...nodeChanges("oslo-2", { vm: { before: { state: "Off" } } })];
    expect(verdict(off, model()).sentences[0]).toBe("1 of 1 transcoding node of location oslo would be down");
  });

  test("says of nodes that are off what becomes of them, and that nothing is down", () => {
    const off = { vm: { ...TRIGGERED, before: { state: "Off" } }, disk: TRIGGERED };
    expect(verdict(nodeChanges("oslo-1", off), model())).toMatchObject({ level: "replace", sentences: ["the machine oslo-1 takes no calls now: replaced"], steps: [] });
    expect(verdict([...nodeChanges("oslo-1", off), ...nodeChanges("oslo-2", off)], model())).toMatchObject({ sentences: ["2 machines that take no calls now are made anew or removed"], steps: [] });
  });

  test("takes roles and locations from the plan when there is no model", () => {
    const location = planned("keep", "pexip_infinity_system_location", "oslo_0A1B2C3D", { id: "/api/admin/configuration/v1/system_location/1/", name: "Oslo" }, { name: "Oslo" });
    const changes = [location, ...nodeChanges("oslo-1", { vm: MORE_CPUS, entry: {} }), ...nodeChanges("edge-1", { entry: { before: { node_type: "PROXYING" } } })];
    expect(verdict(changes).sentences[0]).toBe("1 of 1 transcoding node of location Oslo would be down");
    expect(verdict(nodeChanges("oslo-1", { vm: MORE_CPUS })).sentences[0]).toBe("1 of 1 node would be down");
  });

  test("puts the last link of a machine into -target, so that all of it is applied", () => {
    const replaced = { vm: TRIGGERED, disk: TRIGGERED, entry: TRIGGERED, synced: ANEW };
    const { steps } = verdict([...nodeChanges("oslo-2", replaced), ...nodeChanges("oslo-1", { vm: MORE_CPUS, entry: { action: "update", after: { vm_cpu_count: 16 } } })]);
    expect(steps.map(({ target }) => target)).toEqual(["pexip_infinity_worker_vm.oslo-1_NodeEntry_0A1B2C3D", "terraform_data.oslo-2_Synced_0A1B2C3D"]);
  });

  test("orders replacements as their disks are copied, whatever they are called", () => {
    const { steps } = verdict([...nodeChanges("b", { disk: TRIGGERED, vm: { ...TRIGGERED, before: { name: "1" } } }), ...nodeChanges("a", { disk: TRIGGERED, vm: { ...TRIGGERED, before: { name: "2" } } })]);
    expect(steps.map(({ machine }) => machine)).toEqual(["2", "1"]);
  });

  test("does not advise -target about a plan with -target", () => {
    expect(verdict([...nodeChanges("oslo-1", { vm: MORE_CPUS }), ...nodeChanges("oslo-2", { vm: MORE_CPUS })], undefined, { complete: false }).steps).toEqual([]);
  });

  test("of a plan that Terraform stopped says so first", () => {
    expect(verdict(nodeChanges("oslo-1", { vm: null, disk: TRIGGERED }), undefined, { errored: true }).sentences[0]).toMatch(/^Terraform stopped with an error/);
    expect(verdict([], undefined, { errored: true }).sentences).toHaveLength(1);
  });

  test("of services, switches and what is not judged", () => {
    const licence = planned("delete", "pexip_infinity_licence", "licence_0A1B2C3D", {}, null);
    expect(verdict([licence, switchChange("delete"), planned("update", "azurerm_dns_record", "a", {}, {})])).toMatchObject({
      level: "replace",
      sentences: ["the switch Pexip External on hv1 is removed", "the licence is removed", "1 resource of other providers is not judged"],
    });
    expect(verdict([switchChange("delete"), switchChange("delete", {}, {}, { id: "dmz" }), licence, { ...licence, name: "b", address: "b" }]).sentences).toEqual([
      "2 switches are changed or removed that machines or hosts are connected through",
      "2 objects of the platform that calls need are replaced or removed",
    ]);
  });

  test("of a VM that may have moved", () => {
    expect(verdict(nodeChanges("oslo-1", { vm: { action: "create" } }))).toMatchObject({ level: "replace", sentences: ["the VM oslo-1 may have moved to another host: find out before you apply"] });
  });
});

describe("with the deployment model", () => {
  test("machines have names, roles, locations and hosts", () => {
    const [one] = explainPlan(aPlan(nodeChanges("oslo-1")), model()).machines;
    expect(one).toMatchObject({ name: "oslo-1", kind: "node", role: "transcoding", location: "oslo", host: "hv1" });
  });

  test("a protected disk is known to be the reason why Terraform stopped", () => {
    const [one] = explainPlan(aPlan(managerChanges("manager", { vm: null, disk: TRIGGERED, placement: ANEW }), { errored: true }), model()).machines;
    expect(one.consequences).toContain("it is protected, so Terraform refuses: set deletionProtection: false and apply that first, if you mean it");
  });

  test("the stack is the one that most addresses are from", () => {
    const { view, machines } = model();
    const twins = { ...machines, "platform/edge-1": { ...machines["platform/oslo-1"], stack: "edge" } };
    const names = explainPlan(aPlan([...nodeChanges("oslo-1"), ...nodeChanges("oslo-2")]), { view, machines: twins }).machines.map(({ role }) => role);
    expect(names).toEqual(["transcoding", "transcoding"]);
  });

  test("of something else it says so", () => {
    expect(explainPlan(aPlan(nodeChanges("elsewhere")), model()).notes).toEqual(["the deployment model describes none of these machines: names, roles and locations come from the plan"]);
  });
});

test("notes tell of steps, leftovers, loose disks and partial plans", () => {
  const changes = [
    planned("create", "terraform_data", "x_Gate-manager-manager_4B752F9D", null, { triggers_replace: { address: "manager.example.com" } }),
    planned("create", "terraform_data", "oslo_PrimaryOverflow_4B752F9D", null, {}),
    planned("create", "hyperv_vhd", "loose", null, { path: "x" }),
    planned("delete", "azurerm_thing", "a", {}, null, { deposed: "00000000" }),
  ];
  expect(explainPlan(aPlan(changes, { complete: false })).notes).toEqual([
    "the apply waits until the Management Node answers at manager.example.com",
    "1 overflow between locations is written by a step of its own",
    "1 disk that no VM of the plan has: hyperv_vhd.loose",
    "1 leftover of a failed replacement is destroyed",
    "the plan is a part of what is to be done (-target, or changes that Terraform puts off)",
  ]);
});

test("resources of other providers are counted by type", () => {
  const other = (type: string, name: string) => planned("update", type, name, {}, {});
  expect(explainPlan(aPlan([other("b_x", "1"), other("a_x", "1"), other("b_x", "2"), planned("keep", "c_x", "1", {}, {})])).others).toEqual({ a_x: 1, b_x: 2 });
});

test("nothing that a plan keeps secret comes out of it", () => {
  const sensitive = { name: true, node_type: true, password: true, system_location: true };
  const changes = [
    ...nodeChanges("oslo-1", { entry: { action: "update", sensitive, before: { name: "planted-name", node_type: "planted-type", system_location: "planted-uri" }, after: { node_type: "planted-other", password: "planted-new" } }, vm: null, disk: null, nics: null, identity: { ...ANEW, sensitive: { triggers_replace: true }, after: { address: "planted-address" } } }),
    planned("create", "terraform_data", "x_Gate-manager_4B752F9D", null, { triggers_replace: { address: "planted-gate" } }, { sensitive: { triggers_replace: { address: true } } }),
  ];
  expect(JSON.stringify(explainPlan(aPlan(changes)))).not.toContain("planted");
  expect(JSON.stringify(entryValues("x"))).toContain("planted");
});
