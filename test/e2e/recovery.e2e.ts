import { estate, oneNode, onBareEstate } from "./support/estate";
import type { Scene } from "./support/scene";
import { expectWorld } from "./support/world";
import { failedApply, killedApply, nothingWasRemoved } from "./support/world-failure";

const HOST = "hv1.oslo.example.com";
const OTHER = "hv2.oslo.example.com";

interface Moment {
  readonly when: string;
  /** Terraform is killed as soon as this is so; told what it has printed. */
  readonly isNow: (scene: Scene, printed: string) => boolean;
  /** What the next apply says, which sends a person to do something. @default - it succeeds */
  readonly says?: string;
  readonly byHand?: (scene: Scene) => void;
}

const happened = ({ lab }: Scene, what: RegExp): boolean => lab.journal.some(({ event }) => what.test(event));

const ENTERED = "Conferencing Node with this Name already exists.";

/** What was made and is not in the state: terraform-shapes.md, section 1, "Half-made VM". Terraform names it, and a person removes it. */
const MOMENTS: readonly Moment[] = [
  {
    when: "while a disk is copied",
    isNow: ({ lab }) => lab.host(HOST).dump().files.some(({ incomplete }) => incomplete === true),
    says: 'a resource with the ID "D:\\\\VMs\\\\oslo-1\\\\oslo-1.vhd" already exists',
    byHand: ({ lab }) => lab.host(HOST).byHand.removeFile("D:\\VMs\\oslo-1\\oslo-1.vhd"),
  },
  {
    when: "while a VM is made",
    isNow: (scene) => happened(scene, /^made the VM oslo-1/),
    says: 'a resource with the ID "oslo-1" already exists',
    byHand: ({ lab }) => lab.host(HOST).byHand.removeVm("oslo-1"),
  },
  {
    when: "while a node's configuration is delivered",
    isNow: (_, printed) => /NodeEntry_\w+: Provisioning with/.test(printed),
    says: ENTERED,
    byHand: (scene) => void scene.administer("DELETE", "worker_vm/1/"),
  },
  {
    when: "when a node has just taken its configuration",
    isNow: (scene) => happened(scene, /^took the configuration of oslo-1/),
    says: ENTERED,
    // it takes no second one: its disk must be made anew (terraform-shapes.md, section 1, "registration deleted on the manager")
    byHand: (scene) => {
      scene.administer("DELETE", "worker_vm/1/");
      scene.change(({ conferencingNodes }) => (conferencingNodes["oslo-1"].redeployToken = "after the power cut"));
    },
  },
  { when: "while it waits for a node", isNow: (_, printed) => /Synced_\w+: Provisioning with/.test(printed) },
];

for (const { when, isNow, says, byHand } of MOMENTS) {
  onBareEstate(
    `Terraform that is killed ${when} ${says === undefined ? "goes on with the next apply" : "says what is in its way, and goes on once that is gone"}`,
    async (scene) => {
      const { rehearsal, lab } = scene;
      await rehearsal.adopt();
      await killedApply(scene, isNow);
      nothingWasRemoved(scene);
      if (says !== undefined) expect(await failedApply(scene)).toContain(says);
      byHand?.(scene);
      // what else was entered in that moment, pexip-hyperv adopt takes over
      await rehearsal.install();
      expect(await scene.pending()).toEqual({});
      await expectWorld(lab, scene.view);
    },
    { edit: oneNode },
  );
}

onBareEstate("of two hosts one cannot be reached: the other one gets its nodes, and the rest comes when the host is back", async (scene) => {
  const { rehearsal, lab, view } = scene;
  await rehearsal.adopt();
  lab.host(OTHER).becomeUnreachable();
  expect(await failedApply(scene)).toContain(`dial tcp ${OTHER}:5986: i/o timeout`);
  const machines = lab.host(HOST).dump().machines.map(({ name, state }) => `${name} ${state}`);
  expect(machines).toEqual(["oslo-1 Running", "oslo-2 Running"]);
  await lab.until(() => ["oslo-1", "oslo-2"].every((name) => lab.managementNode().nodeState(name)?.syncStatus === "SYNCED"));

  lab.host(OTHER).becomeReachable();
  const from = lab.journal.length;
  await rehearsal.apply("platform");
  await rehearsal.synchronized();
  nothingWasRemoved(scene, from);
  expect(lab.journal.slice(from).filter(({ subject, event }) => subject === HOST && !/configuration/.test(event))).toEqual([]);
  expect(await scene.pending()).toEqual({});
  await expectWorld(lab, view);
}, { edit: estate });
