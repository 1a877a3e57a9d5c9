import type { Definition } from "./support/definition";
import { estate, events, onEstate, REPLACED } from "./support/estate";
import { refusal, rollOut } from "./support/rollout";

// terraform-shapes.md, section 6

const change = (values: Definition) => ({ switches }: Definition): unknown => Object.assign(switches.lan1, values);
const ON_VIDEO = ["Primary on Video"];
const renamed = change({ switchName: "Video" });

onEstate(
  "a switch is changed in place under its VMs, replaced with them and around their disks, and renamed with a restart of each",
  async (scene) => {
    for (const values of [{ allowManagementOs: false }, { notes: "for video" }, { netAdapterNames: ["Ethernet 3"] }]) {
      const { planned, happened, touched } = await rollOut(scene, change(values));
      expect([planned, happened.length, touched]).toEqual([{ "lan1 Switch-hv1": "update" }, 1, []]);
    }

    const name = await rollOut(scene, renamed);
    expect(name.planned).toEqual({ "lan1 Switch-hv1": "update", "oslo-1 Vm-hv1": "update", "oslo-2 Vm-hv1": "update" });
    for (const node of ["oslo-1", "oslo-2"]) {
      expect(name.happened.filter((line) => line.includes(node))).toEqual(events.powerCycled(node, [`changed the network adapter Primary of the VM ${node} on Video`]));
    }
    await scene.rehearsal.synchronized();


    const teamed = await rollOut(scene, change({ netAdapterNames: ["Ethernet 1", "Ethernet 3"] }));
    expect(teamed.planned).toEqual({ "lan1 Switch-hv1": REPLACED.becauseChanged, "oslo-1 Vm-hv1": REPLACED.byTrigger, "oslo-2 Vm-hv1": REPLACED.byTrigger });
    const removed = teamed.happened.indexOf("hv1: removed the switch Video");
    expect([...teamed.happened.slice(0, removed)].sort()).toEqual([...events.vmRemoved("oslo-1"), ...events.vmRemoved("oslo-2")].sort());
    expect(teamed.happened[removed + 1]).toBe("hv1: made the external switch Video on Ethernet 1 and Ethernet 3");
    expect([...teamed.happened.slice(removed + 2)].sort()).toEqual([...events.vmMade("oslo-1", "hv1", ON_VIDEO), ...events.vmMade("oslo-2", "hv1", ON_VIDEO)].sort());
    expect(teamed.touched).toEqual(["oslo-1", "oslo-2"]);
    await scene.rehearsal.synchronized();

    // Set-VMSwitch takes one adapter only: in place nothing of a teamed switch can be changed
    await expect(rollOut(scene, change({ notes: "for video calls" }))).rejects.toThrow("Set-VMSwitch : Cannot convert 'System.Object[]' to the type 'System.String' required by parameter 'NetAdapterName'");
    await rollOut(scene, change({ notes: "for video" }));
    await rollOut(scene, change({ deletionProtection: true }));
    const { text, planned } = await refusal(scene, change({ netAdapterNames: ["Ethernet 1"] }));
    expect(text).toMatch(/Resource hyperv_network_switch\.lan1_Switch-hv1_\w+ has lifecycle\.prevent_destroy set/);
    expect(planned).toEqual({ "lan1 Switch-hv1": REPLACED.becauseChanged });
  },
  {
    edit: (definition) => {
      estate(definition);
      definition.hosts.hv1.networkAdapters = ["Ethernet 1", "Ethernet 2", "Ethernet 3"];
    },
    later: [renamed],
  },
);
