import type { Definition } from "./support/definition";
import { events, oneNode, onEstate, redeployment, REPLACED } from "./support/estate";
import { rollOut } from "./support/rollout";

// terraform-shapes.md, section 5: what is changed in place, and what that does to the VM's power

const change = (values: Definition) => ({ conferencingNodes }: Definition): unknown => Object.assign(conferencingNodes["oslo-1"], values);

const VM = "changed the VM oslo-1";
const NIC = "changed the network adapter Primary of the VM oslo-1 on Pexip External";

const otherVlan = change({ vlanId: 20 });
const untagged = ({ conferencingNodes }: Definition): unknown => delete conferencingNodes["oslo-1"].vlanId;

onEstate(
  "every change of a VM in place switches it off and on, and only of a tagged adapter that is to be untagged makes it anew around its disk",
  async (scene) => {
    const inPlace: readonly (readonly [Definition, string])[] = [
      [{ automaticStart: "always" }, VM],
      [{ checkpointType: "standard" }, VM],
      [{ macAddress: "02-50-58-00-00-99" }, NIC],
      [{ vlanId: 20 }, NIC],
    ];
    for (const [values, done] of inPlace) {
      const changed = await rollOut(scene, change(values));
      expect([values, changed]).toEqual([values, { planned: { "oslo-1 Vm-hv1": "update" }, happened: events.powerCycled("oslo-1", [done]), touched: ["oslo-1"] }]);
    }
    // its entry says how large it is
    for (const values of [{ memoryMib: 8192 }, { vcpus: 6 }]) {
      const changed = await rollOut(scene, change(values));
      expect([values, changed.planned]).toEqual([values, { "oslo-1 Vm-hv1": "update", "oslo-1 NodeEntry": "update" }]);
      expect(changed.happened).toEqual([...events.powerCycled("oslo-1", [VM]), "manager: changed worker_vm"]);
    }
    const plain = await rollOut(scene, untagged);
    expect(plain).toEqual({
      planned: { "oslo-1 Nics-hv1": REPLACED.becauseChanged, "oslo-1 Vm-hv1": REPLACED.byTrigger },
      happened: [...events.vmRemoved("oslo-1"), ...events.vmMade("oslo-1")],
      touched: ["oslo-1"],
    });
    await scene.rehearsal.synchronized();
  },
  {
    edit: (definition) => {
      oneNode(definition);
      definition.conferencingNodes["oslo-1"].vlanId = 10;
    },
    later: [otherVlan, untagged],
  },
);

const second = change({ secondaryAddress: "10.55.0.11", secondaryNetmask: "255.255.255.0", secondaryMacAddress: "02-50-58-00-01-11", secondaryVlanId: 30 });
const secondVlan = change({ secondaryVlanId: 31 });
const withoutSecond = ({ conferencingNodes }: Definition): void => ["secondaryAddress", "secondaryNetmask", "secondaryMacAddress", "secondaryVlanId"].forEach((key) => delete conferencingNodes["oslo-1"][key]);

onEstate(
  "a second adapter comes and goes with a new node, because its address lies on the disk; an edit of one of two makes the VM anew around its disk",
  async (scene) => {
    const nics = { "oslo-1 Nics-hv1": REPLACED.becauseChanged };
    expect((await rollOut(scene, second)).planned).toEqual({ ...redeployment("oslo-1"), ...nics });
    await scene.rehearsal.synchronized();

    const edited = await rollOut(scene, secondVlan);
    expect(edited).toEqual({
      planned: { ...nics, "oslo-1 Vm-hv1": REPLACED.byTrigger },
      happened: [...events.vmRemoved("oslo-1"), ...events.vmMade("oslo-1", "hv1", ["Primary on Pexip External", "Secondary on Pexip External"])],
      touched: ["oslo-1"],
    });
    await scene.rehearsal.synchronized();

    expect((await rollOut(scene, withoutSecond)).planned).toEqual({ ...redeployment("oslo-1"), ...nics });
    await scene.rehearsal.synchronized();
  },
  {
    edit: oneNode,
    later: [second, (definition) => (second(definition), secondVlan(definition))],
  },
);
