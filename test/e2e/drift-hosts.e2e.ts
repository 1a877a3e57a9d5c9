import { switchMode } from "./support/definition";
import { oneNode, onEstate } from "./support/estate";
import { addressOf, forget, terraform } from "./support/rollout";
import { testInLab, type Scene } from "./support/scene";
import { expectWorld } from "./support/world";
import { driftIn } from "./support/world-drift";

const GIB = 1024 ** 3;
const HOST = "hv1.oslo.example.com";

/** One node, in a VLAN. */
function edit(definition: Scene["definition"]): void {
  switchMode(definition, "api");
  definition.conferencingNodes["oslo-1"].vlanId = 44;
}

/** Nothing is left to do, and everything is as the deployment says. */
async function repaired(scene: Scene, stack = "platform"): Promise<void> {
  await scene.rehearsal.apply(stack);
  await scene.rehearsal.synchronized();
  expect(await scene.pending()).toEqual({});
  await expectWorld(scene.lab, scene.view);
}

testInLab(
  "what somebody changed with Hyper-V Manager is noticed, setting by setting, and put right",
  "single-host",
  async (scene) => {
    await scene.rehearsal.install();
    const { byHand } = scene.lab.host(HOST);
    const noticed: string[] = [];
    const changed = async (change: () => void, ...attributes: readonly string[]): Promise<void> => {
      change();
      noticed.push(...attributes);
      expect(await driftIn(scene)).toEqual(noticed.length === 0 ? {} : { "oslo-1 Vm-hv1": [...noticed].sort() });
    };
    await changed(() => byHand.editVm("oslo-1", { notes: "do not touch" }), "notes");
    await changed(() => byHand.switchOff("oslo-1"), "state");
    await changed(() => byHand.editVm("oslo-1", { processorCount: 6, checkpointType: "Standard", automaticStopAction: "Save" }), "processor_count", "checkpoint_type", "automatic_stop_action");
    await changed(() => byHand.editVm("oslo-1", { memoryStartupBytes: 8 * GIB, memoryMinimumBytes: 4 * GIB }), "memory_startup_bytes", "memory_minimum_bytes");
    await changed(() => byHand.editProcessor("oslo-1", { compatibilityForMigrationEnabled: true }), "vm_processor.0.compatibility_for_migration_enabled");
    await changed(() => byHand.editNetworkAdapter("oslo-1", "Primary", { macAddress: "025058000099" }), "network_adaptors.0.static_mac_address");
    await changed(() => byHand.editNetworkAdapter("oslo-1", "Primary", { vlanId: 45 }), "network_adaptors.0.vlan_id");
    await repaired(scene);

    byHand.removeVm("oslo-1");
    expect(await driftIn(scene)).toEqual({ "oslo-1 Vm-hv1": "create" });
    await repaired(scene);
  },
  { edit },
);

onEstate(
  "a disk that vanished comes back with a new node, and a switch that was changed is put right; one that vanished is missed by nobody until Terraform is told",
  async (scene) => {
    const { byHand } = scene.lab.host(HOST);
    byHand.switchOff("oslo-1");
    byHand.removeFile("D:\\VMs\\oslo-1\\oslo-1.vhd");
    expect(await driftIn(scene)).toEqual({ "oslo-1 Disk-hv1": ["path"], "oslo-1 Vm-hv1": "delete,create", "oslo-1 NodeEntry": "delete,create", "oslo-1 Synced": "delete,create" });
    await repaired(scene);

    byHand.editSwitch("Pexip External", { notes: "mine", allowManagementOs: false });
    expect(await driftIn(scene)).toEqual({ "lan1 Switch-hv1": ["allow_management_os", "notes"] });
    await repaired(scene);

    byHand.switchOff("oslo-1");
    byHand.removeSwitch("Pexip External");
    // hyperv-provider.md, section 1.2: Read of a vanished switch keeps it in the state
    expect(await driftIn(scene)).toEqual({ "oslo-1 Vm-hv1": ["network_adaptors.0.switch_name", "state"] });
    await forget(scene, "lan1 Switch-hv1");
    await repaired(scene);
  },
  { edit: oneNode },
);

onEstate(
  "an adapter that somebody tagged is noticed, and cannot be untagged in place; its VM made anew is as it should be",
  async (scene) => {
    const { byHand } = scene.lab.host(HOST);
    byHand.switchOff("oslo-1");
    byHand.editNetworkAdapter("oslo-1", "Primary", { vlanAccess: true, vlanId: 45 });
    byHand.switchOn("oslo-1");
    const tagged = { "oslo-1 Vm-hv1": ["network_adaptors.0.vlan_access", "network_adaptors.0.vlan_id"] };
    expect(await driftIn(scene)).toEqual(tagged);
    // hyperv-provider.md, section 1.2: Set-VMNetworkAdapterVlan is called with a VLAN only
    await scene.rehearsal.apply("platform");
    expect(await driftIn(scene)).toEqual(tagged);
    await terraform(scene, "platform", ["apply", "-auto-approve", `-replace=${await addressOf(scene, "oslo-1 Vm-hv1")}`]);
    await repaired(scene);
  },
  { edit: oneNode },
);
