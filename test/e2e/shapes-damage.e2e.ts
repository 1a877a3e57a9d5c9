import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { events, oneNode, onBareEstate, onEstate, redeployed, REPLACED } from "./support/estate";
import { folded, forget, rollOut, taint } from "./support/rollout";

// terraform-shapes.md, section 1: what happens to a node outside Terraform, and how it comes back

const ENTRY_ANEW = { "oslo-1 NodeEntry": REPLACED.byTrigger, "oslo-1 Synced": REPLACED.becauseChanged };

onEstate("a node that is tainted, or lost in part, comes back as far as it must, and no other node is touched", async (scene) => {
  const host = scene.lab.host("hv1.oslo.example.com");

  await taint(scene, "oslo-1 Disk-hv1");
  expect(await rollOut(scene)).toEqual({
    planned: { "oslo-1 Disk-hv1": REPLACED.becauseTainted, "oslo-1 Vm-hv1": REPLACED.byTrigger, ...ENTRY_ANEW },
    happened: redeployed("oslo-1"),
    touched: ["oslo-1"],
  });

  // who a node is lies on its disk: around the same one it comes back as it was
  await taint(scene, "oslo-1 Vm-hv1");
  expect(await rollOut(scene)).toEqual({ planned: { "oslo-1 Vm-hv1": REPLACED.becauseTainted }, happened: [...events.vmRemoved("oslo-1"), ...events.vmMade("oslo-1")], touched: ["oslo-1"] });
  await scene.rehearsal.synchronized();

  host.byHand.removeVm("oslo-1");
  expect(await rollOut(scene)).toEqual({ planned: { "oslo-1 Vm-hv1": "create" }, happened: events.vmMade("oslo-1"), touched: ["oslo-1"] });
  await scene.rehearsal.synchronized();

  host.byHand.switchOff("oslo-1");
  host.byHand.removeFile("D:\\VMs\\oslo-1\\oslo-1.vhd");
  expect(await rollOut(scene)).toEqual({
    planned: { "oslo-1 Disk-hv1": "update", "oslo-1 Vm-hv1": REPLACED.byTrigger, ...ENTRY_ANEW },
    happened: [...events.entryRemoved, "hv1: removed the VM oslo-1", ...events.diskCopied("oslo-1"), ...events.vmMade("oslo-1"), ...events.entered("oslo-1")],
    touched: ["oslo-1"],
  });
  await scene.rehearsal.synchronized();
});

onEstate("the nodes of a host that was rebuilt are made anew once Terraform has forgotten its switch, which it does not miss by itself", async (scene) => {
  const host = scene.lab.host("hv2.oslo.example.com");
  host.rebuild();
  await expect(rollOut(scene)).rejects.toThrow('Hyper-V was unable to find a virtual switch with name "Pexip External"');
  // a VM that was half made is not in the state, and in the way
  await expect(rollOut(scene)).rejects.toThrow('a resource with the ID "oslo-3" already exists');

  host.byHand.removeVm("oslo-3");
  await forget(scene, "lan2 Switch-hv2");
  const { planned, happened, touched } = await rollOut(scene);
  expect(planned).toMatchObject({ "lan2 Switch-hv2": "create", "oslo-3 NodeEntry": "create" });
  expect(happened[0]).toBe("hv2: made the external switch Pexip External on Ethernet 1");
  expect(touched).toEqual(["oslo-3"]);
  await scene.rehearsal.synchronized();
});

onEstate("the nodes of a host that was rebuilt with its switch are made anew in one apply", async (scene) => {
  const host = scene.lab.host("hv2.oslo.example.com");
  host.rebuild();
  host.switches.create({ name: "Pexip External", notes: "", switchType: "External", netAdapterNames: ["Ethernet 1"], allowManagementOs: true, enableEmbeddedTeaming: false });
  expect(await rollOut(scene)).toEqual({
    planned: { "oslo-3 Disk-hv2": "update", "oslo-3 Vm-hv2": "create replace_by_triggers", "oslo-3 NodeEntry": REPLACED.byTrigger, "oslo-3 Synced": REPLACED.becauseChanged },
    happened: [...events.entryRemoved, ...events.diskCopied("oslo-3", { host: "hv2" }), ...events.vmMade("oslo-3", "hv2"), ...events.entered("oslo-3")],
    touched: ["oslo-3"],
  });
  await scene.rehearsal.synchronized();
});

onEstate(
  "an entry that is gone cannot be made again around its node: the delivery says so, and a new token makes both",
  async (scene) => {
    expect(scene.lab.managementNode().request("DELETE", "/api/admin/configuration/v1/worker_vm/1/", undefined, scene.lab.loginTo()).status).toBe(204);
    // by itself it waits for ten minutes
    const impatient = join(scene.folder, "impatient.sh");
    writeFileSync(impatient, 'exec pexip-hyperv "$@" --timeout 1s\n');
    const failed = await rollOut(scene, ({ managementNode }) => (managementNode.commands = { prefix: `sh ${impatient}` })).catch((error: Error) => folded(error.message));
    expect(failed).toContain("did not confirm its configuration within 1 s; at last: waiting for the node: connection refused");
    expect(failed).toContain("A node that has its configuration already does not listen there; a new redeployToken makes it anew");

    const { planned, happened } = await rollOut(scene, ({ managementNode, conferencingNodes }) => {
      delete managementNode.commands;
      conferencingNodes["oslo-1"].redeployToken = "once";
    });
    expect(planned).toMatchObject({ "oslo-1 Disk-hv1": REPLACED.byTrigger, "oslo-1 NodeEntry": REPLACED.byTrigger, "oslo-1 Synced": "create" });
    expect(happened).toEqual(redeployed("oslo-1"));
    await scene.rehearsal.synchronized();
  },
  { edit: oneNode },
);

onBareEstate(
  "a delivery that failed is made again with a fresh configuration, also when the entry was edited meanwhile",
  async (scene) => {
    const without = join(scene.folder, "without-our-package.sh");
    writeFileSync(without, 'case "$1" in bootstrap-node) echo "pexip-hyperv: not found" >&2; exit 127;; *) exec pexip-hyperv "$@";; esac\n');
    scene.change(({ managementNode }) => (managementNode.commands = { prefix: `sh ${without}` }));
    await expect(scene.rehearsal.install()).rejects.toThrow("pexip-hyperv: not found");
    const { planned, happened } = await rollOut(scene, ({ managementNode, conferencingNodes }) => {
      delete managementNode.commands;
      conferencingNodes["oslo-1"].description = "edited meanwhile";
    });
    expect(planned).toEqual({ "oslo-1 NodeEntry": REPLACED.becauseTainted, "oslo-1 Synced": "create" });
    expect(happened).toEqual([...events.entryRemoved, ...events.entered("oslo-1")]);
    await scene.rehearsal.synchronized();
  },
  { edit: oneNode },
);
