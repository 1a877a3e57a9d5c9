import type { Definition } from "./support/definition";
import { estate, events, NODE_TEMPLATE, oneNode, onBareEstate, onEstate, redeployed, redeployment, REPLACED } from "./support/estate";
import { addressOf, during, pendingIn, rollOut } from "./support/rollout";

// terraform-shapes.md, sections 3 and 4

const COPIES = / copied .* to D:\\VMs\\(oslo-\d)\\/;
const copiesIn = (happened: readonly string[]): readonly string[] => happened.flatMap((line) => COPIES.exec(line)?.[1] ?? []);

/** Three nodes on one host. */
function crowded(definition: Definition): void {
  estate(definition);
  definition.conferencingNodes["oslo-3"].externalSwitch = "lan1";
}

function first({ conferencingNodes: nodes }: Definition): void {
  nodes["oslo-0"] = { ...nodes["oslo-1"], hostname: "oslo-0", address: "10.44.0.19", sipTlsFqdn: "oslo-0.example.com", macAddress: "02-50-58-00-00-19", bootstrapAddress: "10.44.0.219" };
}

const token = (...names: readonly string[]) => ({ conferencingNodes }: Definition): void => names.forEach((name) => (conferencingNodes[name].redeployToken = `${conferencingNodes[name].redeployToken ?? ""}again`));

onBareEstate(
  "disks of a host are copied one after another, and the chain drags no node into another one's change",
  async (scene) => {
    const { happened } = await during(scene, () => scene.rehearsal.install());
    expect(copiesIn(happened)).toEqual(["oslo-1", "oslo-2", "oslo-3"]);

    const middle = structuredClone(scene.definition.conferencingNodes["oslo-2"]);
    const removed = await rollOut(scene, ({ conferencingNodes }) => delete conferencingNodes["oslo-2"]);
    expect([removed.happened, removed.touched]).toEqual([[...events.entryRemoved, ...events.vmRemoved("oslo-2"), ...events.diskRemoved("oslo-2")], []]);
    const back = await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-2"] = middle));
    expect([copiesIn(back.happened), back.touched]).toEqual([["oslo-2"], ["oslo-2"]]);
    const before = await rollOut(scene, first);
    expect([copiesIn(before.happened), before.touched]).toEqual([["oslo-0"], ["oslo-0"]]);

    const two = await rollOut(scene, token("oslo-1", "oslo-3"));
    expect(two.planned).toEqual({ ...redeployment("oslo-1"), ...redeployment("oslo-3") });
    const disks = two.happened.filter((line) => /(copied|removed) .*vhd/.test(line));
    expect(disks.slice(0, 2).sort()).toEqual([...events.diskRemoved("oslo-1"), ...events.diskRemoved("oslo-3")]);
    expect(disks.slice(2)).toEqual([...events.diskCopied("oslo-1"), ...events.diskCopied("oslo-3")]);
    expect(two.touched).toEqual(["oslo-1", "oslo-3"]);
  },
  { edit: crowded, later: [first] },
);

onEstate(
  "-target of a later node drags in the disk of an earlier one, unless copies of the host are not chained",
  async (scene) => {
    const target = `-target=${await addressOf(scene, "oslo-3 Vm-hv1")}`;
    const dragged = { "oslo-1 Identity": REPLACED.becauseChanged, "oslo-1 Disk-hv1": REPLACED.byTrigger };
    scene.change(token("oslo-1", "oslo-3"));
    const wanted = Object.fromEntries(Object.entries(redeployment("oslo-3")).filter(([name]) => !/NodeEntry|Synced/.test(name)));
    expect(await pendingIn(scene, [target])).toEqual({ ...dragged, ...wanted });
    scene.change(({ hosts }) => (hosts.hv1.serializeDiskCopies = false));
    expect(await pendingIn(scene, [target])).toEqual(wanted);
  },
  { edit: crowded },
);

onEstate(
  "a copy that fails leaves the later nodes of its host without a disk until the next apply",
  async (scene) => {
    const wrong = rollOut(scene, ({ conferencingNodes }) => {
      token("oslo-1", "oslo-2")({ conferencingNodes });
      conferencingNodes["oslo-1"].templateDisk = "D:\\not-there.vhd";
    });
    await expect(wrong).rejects.toThrow("not-there.vhd");
    expect(scene.lab.host("hv1.oslo.example.com").dump().machines).toEqual([]);
    const right = await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-1"].templateDisk = NODE_TEMPLATE));
    expect([copiesIn(right.happened), right.touched]).toEqual([["oslo-1", "oslo-2"], ["oslo-1", "oslo-2"]]);
    await scene.rehearsal.synchronized();
  },
);

const newTemplate = ({ conferencingNodes }: Definition): unknown => (conferencingNodes["oslo-1"].templateDisk = "D:\\newer.vhd");

onEstate(
  "another template is taken when a node is made anew, and changes nothing before; a disk that vanished comes from the old one",
  async (scene) => {
    expect(await rollOut(scene, newTemplate)).toEqual({ planned: {}, happened: [], touched: [] });

    scene.lab.host("hv1.oslo.example.com").byHand.switchOff("oslo-1");
    scene.lab.host("hv1.oslo.example.com").byHand.removeFile("D:\\VMs\\oslo-1\\oslo-1.vhd");
    const vanished = await rollOut(scene);
    expect(vanished.happened.filter((line) => COPIES.test(line))).toEqual(events.diskCopied("oslo-1"));

    const anew = await rollOut(scene, token("oslo-1"));
    expect(anew.planned).toEqual(redeployment("oslo-1"));
    expect(anew.happened.filter((line) => COPIES.test(line))).toEqual(events.diskCopied("oslo-1", { from: "D:\\newer.vhd" }));
    expect(anew.happened).toHaveLength(redeployed("oslo-1").length);
  },
  { edit: oneNode, later: [newTemplate] },
);
