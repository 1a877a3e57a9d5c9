import type { Definition } from "./support/definition";
import { events, onBareEstate, onEstate, redeployed, redeployment } from "./support/estate";
import { during, rollOut } from "./support/rollout";

// terraform-shapes.md, section 1: what a change of a node comes to, and that it is nobody else's

const NODES = [["oslo-1", "hv1"], ["oslo-2", "hv1"], ["oslo-3", "hv2"]] as const;
const GONE = "delete delete_because_no_resource_config";

const newAddress = ({ conferencingNodes }: Definition): unknown => (conferencingNodes["oslo-3"].address = "10.44.0.33");
const newHostname = ({ conferencingNodes }: Definition): unknown => (conferencingNodes["oslo-2"].hostname = "oslo-two");

onBareEstate(
  "a node is built in the order disk, VM, entry, configuration; what changes it touches no other node",
  async (scene) => {
    const { happened } = await during(scene, () => scene.rehearsal.install());
    for (const [name, host] of NODES) {
      expect(happened.filter((line) => line.includes(name))).toEqual([...events.diskCopied(name, { host }), ...events.vmMade(name, host), ...events.entered(name).slice(1)]);
    }
    expect(happened.filter((line) => line.endsWith("worker_vm"))).toHaveLength(3);
    expect(await scene.pending()).toEqual({});

    const words = await rollOut(scene, ({ conferencingNodes }) => Object.assign(conferencingNodes["oslo-1"], { description: "in the cellar", staticNatAddress: "203.0.113.11" }));
    expect(words).toEqual({ planned: { "oslo-1 NodeEntry": "update" }, happened: ["manager: changed worker_vm"], touched: [] });

    const token = await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-1"].redeployToken = "once"));
    expect(token).toEqual({ planned: redeployment("oslo-1"), happened: redeployed("oslo-1"), touched: ["oslo-1"] });

    const address = await rollOut(scene, newAddress);
    expect(address).toEqual({ planned: redeployment("oslo-3", "hv2"), happened: redeployed("oslo-3", "hv2"), touched: ["oslo-3"] });

    const hostname = await rollOut(scene, newHostname);
    expect(hostname).toEqual({ planned: redeployment("oslo-2"), happened: redeployed("oslo-2"), touched: ["oslo-2"] });
    await scene.rehearsal.synchronized();
  },
  { later: [newAddress, newHostname] },
);

onEstate("addresses and names of two nodes change places in one apply", async (scene) => {
  const swapped = await rollOut(scene, ({ conferencingNodes: nodes }) => ([nodes["oslo-1"].address, nodes["oslo-3"].address] = [nodes["oslo-3"].address, nodes["oslo-1"].address]));
  expect(swapped.planned).toEqual({ ...redeployment("oslo-1"), ...redeployment("oslo-3", "hv2") });
  expect(swapped.happened.filter((line) => line.endsWith("worker_vm"))).toEqual([...events.entryRemoved, ...events.entryRemoved, "manager: made worker_vm", "manager: made worker_vm"]);
  expect(swapped.touched).toEqual(["oslo-1", "oslo-3"]);

  // a node's name is the name of its VM and the path of its disk as well: all of both is made anew, and the names are free in between
  const renamed = await rollOut(scene, ({ conferencingNodes: nodes }) => {
    nodes["oslo-1"].name = "oslo-3";
    nodes["oslo-3"].name = "oslo-1";
  });
  expect(renamed.planned).toEqual({ ...redeployment("oslo-1"), ...redeployment("oslo-3", "hv2") });
  expect(renamed.happened.filter((line) => line.includes(" made the VM ")).sort()).toEqual(["hv1: made the VM oslo-3", "hv2: made the VM oslo-1"]);
  await scene.rehearsal.synchronized();
});

onEstate("a node moves to another host and leaves nothing behind; a host that stays declared may lose its last node", async (scene) => {
  const moved = await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-3"].externalSwitch = "lan1"));
  expect(moved.planned).toEqual({
    ...redeployment("oslo-3"),
    "oslo-3 Disk-hv1": "create replace_by_triggers",
    "oslo-3 Vm-hv1": "create",
    "oslo-3 Nics-hv1": "create",
    "oslo-3 Disk-hv2": GONE,
    "oslo-3 Vm-hv2": GONE,
    "oslo-3 Nics-hv2": GONE,
  });
  expect(moved.happened.filter((line) => line.startsWith("hv2"))).toEqual([...events.vmRemoved("oslo-3", "hv2"), ...events.diskRemoved("oslo-3", "hv2")]);
  expect(moved.happened.filter((line) => line.includes("oslo-3") && !line.startsWith("hv2"))).toEqual([...events.diskCopied("oslo-3"), ...events.vmMade("oslo-3"), ...events.entered("oslo-3").slice(1)]);
  expect(moved.touched).toEqual(["oslo-3"]);
  await scene.rehearsal.synchronized();

  await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-3"].externalSwitch = "lan2"));
  const removed = await rollOut(scene, ({ conferencingNodes }) => delete conferencingNodes["oslo-3"]);
  expect(removed.planned).toEqual(Object.fromEntries(["Identity", "Disk-hv2", "Nics-hv2", "Vm-hv2", "NodeEntry", "Synced"].map((part) => [`oslo-3 ${part}`, GONE])));
  expect(removed.happened).toEqual([...events.entryRemoved, ...events.vmRemoved("oslo-3", "hv2"), ...events.diskRemoved("oslo-3", "hv2")]);
  // its switch is the last thing that needs the host's provider
  const both = ({ hosts, switches }: Definition): void => {
    delete hosts.hv2;
    delete switches.lan2;
  };
  await expect(rollOut(scene, both)).rejects.toThrow("Provider configuration not present");
});

onBareEstate("an address that the lab was not told of is refused before anything asks for it in the real world", async (scene) => {
  expect(() => scene.change(newAddress)).toThrow("the lab knows nothing of 10.44.0.33:443, 10.44.0.33:5061; give it this model among the others when the rehearsal starts");
});
