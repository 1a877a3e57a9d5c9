import { explainPlan } from "../../lib/plan/explain";
import type { MachineLine } from "../../lib/plan/explanation";
import { ANEW, aPlan, managerChanges, nodeChanges, planned, type PlannedChange, TRIGGERED, vmValues, type MachineChange } from "../support/plans";

const GIB = 1024 * 1024 * 1024;

type Told = readonly [outcome: string, level: string, reasons: string, consequences: string];

function machinesOf(changes: readonly PlannedChange[], more = {}): readonly MachineLine[] {
  return explainPlan(aPlan(changes, more)).machines;
}

/** The only machine of these changes, as its line tells it. */
function told(changes: readonly PlannedChange[], more = {}): Told {
  const machines = machinesOf(changes, more);
  expect(machines).toHaveLength(1);
  const [{ outcome, level, reasons, consequences }] = machines;
  return [outcome, level, reasons.join(", "), consequences.join("; ")];
}

const node = (change: MachineChange): Told => told(nodeChanges("oslo-1", change));
const manager = (change: MachineChange): Told => told(managerChanges("manager", change));

const DROPS = "every call on it drops; put it in maintenance mode first";
const AWAY = "no meetings end; the Administrator interface is away for minutes";
const LOST = "configuration and licences are lost: back up (Utilities > Backup/Restore) and return the licences first";
const RISK = "licence at risk: it is bound to the MAC address (guide page 4)";

const adapter = (more: Record<string, unknown>) => [{ ...(vmValues("x").network_adaptors as readonly Record<string, unknown>[])[0], ...more }];

describe("an update of a node's VM", () => {
  const update = (after: Record<string, unknown>, before: Record<string, unknown> = {}) => node({ vm: { action: "update", before, after } });

  test.each([
    [{ memory_startup_bytes: 16 * GIB, memory_minimum_bytes: 16 * GIB, memory_maximum_bytes: 16 * GIB }, "memory 12288 -> 16384 MiB"],
    [{ memory_maximum_bytes: 16 * GIB }, "maximum memory 12288 -> 16384 MiB"],
    [{ memory_startup_bytes: 5 }, "memory 12884901888 -> 5"],
    [{ processor_count: 16 }, "vCPUs 12 -> 16"],
    [{ automatic_start_delay: 30 }, "automatic_start_delay 0 -> 30"],
    [{ notes: "planted note" }, "notes"],
    [{ vm_processor: [{ compatibility_for_migration_enabled: false, hw_thread_count_per_core: 1 }] }, "hw_thread_count_per_core 0 -> 1"],
    [{ network_adaptors: adapter({ static_mac_address: "02AABBCCDDEE" }) }, "MAC address 02:8C:20:5A:2E:A6 -> 02:AA:BB:CC:DD:EE"],
    [{ network_adaptors: adapter({ vlan_id: 120, switch_name: "Other" }) }, "switch Pexip External -> Other, VLAN 110 -> 120"],
    [{ network_adaptors: [...adapter({}), ...adapter({ name: "Secondary" })] }, "network adapters"],
    [{ checkpoint_type: "Production" }, "checkpoint_type none -> Production"],
  ])("switches it off and on: %j", (after, reasons) => {
    expect(update(after)).toEqual(["powered off, then on", "outage", reasons, DROPS]);
  });

  test.each([
    [{ wait_for_ips_timeout: 10 }, "wait_for_ips_timeout 300 -> 10"],
    [{ name: "oslo-9" }, "name oslo-1 -> oslo-9, the provider plans it and does nothing"],
  ])("touches nothing: %j", (after, reasons) => {
    expect(update(after)).toEqual(["not touched", "fine", reasons, ""]);
  });

  test("says nothing of addresses that the VM got meanwhile", () => {
    expect(update({ processor_count: 16, network_adaptors: adapter({ ip_addresses: ["10.44.0.11"] }) })[2]).toBe("vCPUs 12 -> 16");
  });

  test("of the power alone switches it on or off", () => {
    expect(update({ state: "Running" }, { state: "Off" })).toEqual(["powered on", "fine", "", "takes calls again when it is in sync"]);
    expect(update({ state: "Off" })).toEqual(["powered off", "outage", "", DROPS]);
  });

  test("that is switched off drops no call", () => {
    expect(update({ processor_count: 16 }, { state: "Off" })).toEqual(["changed while off", "fine", "vCPUs 12 -> 16", ""]);
    expect(update({ processor_count: 16, state: "Running" }, { state: "Off" })).toEqual(["powered on", "fine", "vCPUs 12 -> 16", "takes calls again when it is in sync"]);
  });

  test("names sensitive and unknown values only", () => {
    expect(node({ vm: { action: "update", after: { processor_count: 99 }, sensitive: { processor_count: true } } })[2]).toBe("vCPUs (sensitive)");
    expect(node({ vm: { action: "update", after: { memory_startup_bytes: null }, unknown: { memory_startup_bytes: true } } })[2]).toBe("memory 12884901888 -> known after the apply");
    expect(node({ vm: { action: "update", after: { network_adaptors: adapter({ static_mac_address: "planted" }) }, sensitive: { network_adaptors: [{ static_mac_address: true }] } } })[2]).toBe("MAC address (sensitive)");
  });
});

describe("a node", () => {
  test("that is new drops nothing", () => {
    const create = { action: "create" } as const;
    expect(node({ vm: create, disk: create, nics: create, identity: create, entry: create, synced: create })).toEqual(["created", "fine", "", "new: nothing drops"]);
  });

  test.each([
    [{ address: "10.44.0.99" }, "address 10.44.0.11 -> 10.44.0.99"],
    [{ token: "planted-token" }, "redeployToken"],
    [{ vmName: "oslo-9", hostname: "oslo-9" }, "hostname oslo-1 -> oslo-9, name oslo-1 -> oslo-9"],
  ])("is replaced with its identity: %j", (identity, reasons) => {
    const change = { vm: TRIGGERED, disk: TRIGGERED, identity: { ...ANEW, after: identity } };
    expect(node(change)).toEqual(["replaced", "replace", reasons, `${DROPS}; its disk is made anew, and its ZIP works only once: delete its entry, enter it again and download a new one (guide pages 12-13)`]);
  });

  test("in api mode is entered again with its disk", () => {
    expect(node({ vm: TRIGGERED, disk: TRIGGERED, entry: TRIGGERED, synced: ANEW })[3]).toBe(`${DROPS}; its disk and entry are made anew`);
    expect(node({ vm: TRIGGERED, disk: TRIGGERED, entry: {} })[3]).toBe(`${DROPS}; its disk is made anew, and its entry is not: give it a new redeployToken`);
  });

  test.each([
    [{ ...TRIGGERED, reason: "replace_by_request" }, {}, "asked for with -replace"],
    [{ ...TRIGGERED, reason: "replace_because_tainted" }, {}, "an earlier apply failed half-way (tainted)"],
    [{ ...TRIGGERED, reason: "replace_because_cannot_update", replacePaths: [["generation"]] }, {}, "generation"],
    [TRIGGERED, {}, "replaced with something that it depends on"],
    [TRIGGERED, { disk: { action: "update", after: { path: "E:\\x.vhd" } } }, "disk path D:\\Pexip\\oslo-1\\oslo-1.vhd -> E:\\x.vhd, which the provider plans and does not do"],
    [TRIGGERED, { disk: { action: "update", after: { size: 8192, vhd_type: "Fixed" } } }, "disk vhd_type Dynamic -> Fixed, which the provider plans and does not do, disk size 4096 -> 8192"],
  ] as const)("keeps its disk when its VM alone is replaced: %j %j", (vm, more, reasons) => {
    expect(node({ vm, ...more })).toEqual(["replaced around its disk", "outage", reasons, `${DROPS}; it comes back as it was, its entry stays`]);
  });

  test.each([
    [["tagged"], ["untagged"], "network adapter tagged -> untagged"],
    [["untagged"], [{ name: "Primary" }, { name: "Secondary" }], "network adapters"],
  ])("is replaced for its adapters: %j to %j", (before, after, reasons) => {
    const changes = nodeChanges("oslo-1", { vm: TRIGGERED, nics: ANEW }).map((one) => (one.address.includes("_Nics-") ? { ...one, change: { ...one.change, before: { triggers_replace: before }, after: { triggers_replace: after } } } : one));
    expect(told(changes)[2]).toBe(reasons);
  });

  test("loses its disk when the file is gone from the host", () => {
    expect(node({ vm: TRIGGERED, disk: { action: "update", before: { path: "" }, after: { path: "D:\\a.vhd" } }, entry: TRIGGERED }).slice(0, 3)).toEqual(["replaced", "replace", "its disk file is gone from the host"]);
  });

  test("that is created around a disk in state may have moved", () => {
    const drift = { resource_drift: nodeChanges("oslo-1", { vm: { action: "delete" }, disk: null, nics: null, identity: null }) };
    expect(told(nodeChanges("oslo-1", { vm: { action: "create" } }), drift)).toEqual([
      "created over a disk in state",
      "replace",
      "found gone from its host",
      "if it was moved to another host, do not apply, or there will be two of it; if it was deleted, applying makes it again around its disk",
    ]);
  });

  test("that moves is one line, not two", () => {
    const gone = { action: "delete" } as const;
    const made = { action: "create" } as const;
    const changes = [...nodeChanges("oslo-1", { vm: gone, disk: gone, nics: gone, identity: null, entry: TRIGGERED }), ...nodeChanges("oslo-1", { host: "hv2", vm: made, disk: made, nics: made, identity: ANEW })];
    expect(told(changes)).toEqual(["moved to another host", "replace", "hv1 -> hv2", `${DROPS}; its disk and entry are made anew`]);
  });

  test("that is removed takes what it has along", () => {
    const gone = { action: "delete" } as const;
    expect(node({ vm: gone, disk: gone, nics: gone, identity: gone })).toEqual(["removed", "replace", "", `${DROPS}; delete its entry in the Administrator interface`]);
    expect(node({ vm: gone, disk: gone, entry: gone })[3]).toBe(`${DROPS}; its VM, disk and entry are gone then`);
    expect(node({ vm: gone })[2]).toBe("its disk stays");
  });

  test("that is off, or gone, has no calls to drop", () => {
    expect(node({ vm: { ...TRIGGERED, before: { state: "Off" } } })).toEqual(["replaced around its disk", "fine", "replaced with something that it depends on", "it takes no calls now, so none drop"]);
  });

  test("is told with what was found outside Terraform", () => {
    const drift = { resource_drift: nodeChanges("oslo-1", { vm: { action: "update", after: { state: "Off" } }, disk: null, nics: null, identity: null }) };
    expect(told(nodeChanges("oslo-1", { vm: { action: "update", before: { state: "Off" }, after: { state: "Running" } } }), drift).slice(0, 3)).toEqual(["powered on", "fine", "found switched off"]);
    expect(told([], drift)).toEqual(["unchanged", "fine", "found switched off", ""]);
  });

  test("may be forgotten, adopted, or left to a later plan", () => {
    expect(node({ vm: { action: "forget" }, disk: { action: "forget" } })).toEqual(["forgotten", "fine", "", "it runs on; Terraform does not know it any more"]);
    expect(node({ vm: { importing: { id: "oslo-1" } } })).toEqual(["adopted", "fine", "", ""]);
    expect(told([], { deferred_changes: nodeChanges("oslo-1", { vm: { action: "create" } }).map((resource_change) => ({ resource_change })) })).toEqual(["deferred", "fine", "", "Terraform decides in a later plan"]);
  });

  test("with a leftover of its VM's name loses the VM with it", () => {
    const leftover = nodeChanges("oslo-1", { vm: { action: "delete", deposed: "00000000" }, disk: null, nics: null, identity: null });
    expect(told([...nodeChanges("oslo-1"), ...leftover]).slice(0, 3)).toEqual(["removed", "replace", "an object that a failed replacement left behind has its name: deleting it deletes the VM"]);
  });

  test("whose marker is targeted alone would not follow it", () => {
    expect(node({ identity: ANEW })).toEqual(["marker made anew alone", "fine", "", "its disk and VM would not follow any more: plan without -target"]);
  });

  test("whose disk is brought along by -target runs on it", () => {
    const changes = nodeChanges("oslo-1", { vm: null, nics: null, disk: TRIGGERED, identity: ANEW });
    expect(told(changes, { complete: false })).toEqual(["disk made anew", "replace", "", "every call on it drops; its VM is not in the plan and runs on that disk: -target of another machine brought it along; take this machine first"]);
  });
});

describe("a node's entry", () => {
  const entry = (after: Record<string, unknown>, more = {}) => node({ entry: { action: "update", after, ...more } });

  test.each([
    [{ node_type: "PROXYING" }, "role transcoding -> proxying"],
    [{ system_location: "/api/admin/configuration/v1/system_location/2/", description: "x" }, "location"],
  ])("restarts the node for %j", (after, reasons) => {
    expect(entry(after)).toEqual(["restarted by the platform", "outage", reasons, "every call on it drops and it restarts; put it in maintenance mode first"]);
  });

  test("restarts the node also when the new location is not known yet", () => {
    expect(entry({ system_location: null }, { unknown: { system_location: true } })[0]).toBe("restarted by the platform");
  });

  test("is changed in place otherwise, and its values are nobody's business", () => {
    expect(entry({ description: "planted", password: "planted-new", config: "planted-new", static_nat_address: "192.0.2.1" })).toEqual(["settings changed", "fine", "description, password, static_nat_address", "no call drops; the node has it within minutes"]);
  });

  test("does not touch the node for what only an image is made with", () => {
    expect(entry({ vm_cpu_count: 16 })).toEqual(["not touched", "fine", "entry", ""]);
  });

  test("says nothing of what the provider computes", () => {
    expect(entry({ tls_certificate: null, description: "x" }, { unknown: { tls_certificate: true } })[2]).toBe("description");
  });

  test("may put the node in maintenance mode, and out of it", () => {
    expect(entry({ maintenance_mode: true })).toEqual(["put in maintenance mode", "outage", "", "it takes no new calls"]);
    expect(node({ entry: { action: "update", before: { maintenance_mode: true }, after: { maintenance_mode: false } } }).slice(0, 3)).toEqual(["settings changed", "fine", "out of maintenance mode"]);
  });

  test("is told beside what happens to the VM", () => {
    expect(node({ vm: { action: "update", after: { processor_count: 16 } }, entry: { action: "update", after: { node_type: "PROXYING", vm_cpu_count: 16 } } })[2]).toBe("vCPUs 12 -> 16, role transcoding -> proxying");
  });

  test("that is lost cuts the node off, whatever happens to its VM", () => {
    expect(node({ entry: { action: "delete" } })).toEqual(["entry lost", "replace", "", "every call on it drops; the platform does not know the node any more"]);
    expect(node({ vm: { action: "update", after: { processor_count: 16 } }, entry: { action: "delete" } }).slice(0, 3)).toEqual(["entry lost", "replace", "vCPUs 12 -> 16"]);
  });

  test("that is made anew without its disk needs a redeployment", () => {
    expect(node({ entry: { action: "replace", reason: "replace_because_cannot_update", replacePaths: [["address"]] } })).toEqual(["entry made anew", "replace", "address", "every call on it drops; a node that has its configuration takes no second one: give it a new redeployToken"]);
    expect(node({ entry: { action: "replace", reason: "replace_because_tainted" } })[3]).toBe("every call on it drops; an earlier delivery of its configuration failed; a fresh one is delivered");
  });

  test("that was found gone is entered again", () => {
    const drift = { resource_drift: nodeChanges("oslo-1", { vm: null, disk: null, nics: null, identity: null, entry: { action: "delete" } }) };
    expect(told(nodeChanges("oslo-1", { entry: { action: "create" } }), drift).slice(0, 3)).toEqual(["entered again", "fine", "its entry was found gone"]);
  });

  test("of a node that is built elsewhere is the whole node", () => {
    const alone = (action: "create" | "delete") => told(nodeChanges("bergen-2", { vm: null, disk: null, nics: null, identity: null, entry: { action } }));
    expect(alone("create").slice(0, 2)).toEqual(["created", "fine"]);
    expect(alone("delete")).toEqual(["removed", "replace", "", DROPS]);
  });
});

describe("a Management Node", () => {
  test("that is new wants its wizard", () => {
    const create = { action: "create" } as const;
    expect(manager({ vm: create, disk: create, nics: create, identity: create, placement: create })).toEqual(["created", "fine", "", "new: run the installation wizard on its console (pexip-hyperv wizard)"]);
  });

  test("ends no meetings when it restarts", () => {
    expect(manager({ vm: { action: "update", after: { automatic_start_delay: 30 } } })).toEqual(["powered off, then on", "manager", "automatic_start_delay 0 -> 30", AWAY]);
    expect(manager({ vm: TRIGGERED })[1]).toBe("manager");
  });

  test("risks its licence with its MAC address", () => {
    expect(manager({ vm: { action: "update", after: { network_adaptors: adapter({ static_mac_address: "02AABBCCDDEE" }) } } })).toEqual(["powered off, then on", "outage", "MAC address 02:8C:20:5A:2E:A6 -> 02:AA:BB:CC:DD:EE", `${AWAY}; ${RISK}`]);
    expect(manager({ vm: { ...TRIGGERED, after: { network_adaptors: adapter({ static_mac_address: "02AABBCCDDEE" }) } } }).slice(1)).toEqual(["outage", "replaced with something that it depends on, MAC address 02:8C:20:5A:2E:A6 -> 02:AA:BB:CC:DD:EE", `${AWAY}; it comes back as it was; ${RISK}`]);
  });

  test("loses everything with its disk", () => {
    const changes = managerChanges("manager", { vm: TRIGGERED, disk: TRIGGERED, placement: ANEW });
    expect(told(changes)).toEqual(["replaced", "replace", "replaced with something that it depends on", `${LOST}; then run the installation wizard again`]);
    const gone = { action: "delete" } as const;
    expect(manager({ vm: gone, disk: gone, nics: gone, identity: gone, placement: gone })).toEqual(["removed", "replace", "", `${LOST}; the nodes lose their Management Node`]);
  });

  test("needs its wizard again when an answer changes that only the wizard can change", () => {
    const changes = managerChanges("manager", { identity: { ...ANEW, after: { address: "10.44.0.99" } } });
    expect(told(changes)).toEqual(["wizard to re-run", "manager", "address 10.44.0.10 -> 10.44.0.99", "run the installation wizard again on its console (pexip-hyperv wizard): nothing else changes these answers, and it restarts the Management Node"]);
  });

  test("that is protected stops the plan, which knows no more then", () => {
    const changes = managerChanges("manager", { vm: null, disk: TRIGGERED, placement: ANEW });
    expect(told(changes, { errored: true, complete: false })[3]).toBe(`${LOST}; then run the installation wizard again; it seems to be protected: if you mean it, set deletionProtection: false and apply that first`);
  });
});

describe("machines that are not ours", () => {
  test("are told by their own name, with the disk that they have", () => {
    const changes = [
      planned("replace", "hyperv_machine_instance", "web", vmValues("web-1"), vmValues("web-1"), { reason: "replace_by_request", module: "module.site", index: 0 }),
      planned("replace", "hyperv_vhd", "web_disk", { path: "d:\\pexip\\web-1\\web-1.vhd" }, { path: "d:\\pexip\\web-1\\web-1.vhd" }, { module: "module.site" }),
    ];
    expect(machinesOf(changes)).toMatchObject([{ name: "module.site.web-1[0]", kind: "vm", outcome: "replaced", level: "replace", consequences: ["what runs on it stops, and what is on its disk is lost"] }]);
  });

  test("of a module are told apart from those of the root", () => {
    const changes = [...nodeChanges("oslo-1"), ...nodeChanges("oslo-1", { module: "module.site", vm: { action: "update", after: { processor_count: 16 } } })];
    expect(machinesOf(changes).map(({ name, outcome }) => [name, outcome])).toEqual([
      ["module.site.oslo-1", "powered off, then on"],
      ["oslo-1", "unchanged"],
    ]);
  });

  test("with a hostile name steer no terminal", () => {
    expect(machinesOf([planned("delete", "hyperv_machine_instance", "web", vmValues("\u001b[2Jweb"), null)])[0].name).toBe('"\\u001b[2Jweb"');
  });

  test("with a sensitive name are told by their address", () => {
    expect(machinesOf(nodeChanges("oslo-1", { vm: { before: { name: "planted" }, sensitive: { name: true } } }))[0].name).toBe("oslo-1");
  });
});
