import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Lab } from "../../lib/lab";
import type { Definition } from "./support/definition";
import { estate, oneNode, onBareEstate } from "./support/estate";
import { testInLab, type Scene } from "./support/scene";
import { expectWorld } from "./support/world";
import { failedApply, HaltingClock, killedApply, nothingWasRemoved } from "./support/world-failure";

const HOST = "hv1.oslo.example.com";
const OTHER = "hv2.oslo.example.com";

interface Moment {
  readonly when: string;
  /** Terraform is killed, and time stands still meanwhile, as soon as this is so in the lab. */
  readonly during?: (lab: Lab) => boolean;
  /** Terraform is killed as soon as it has printed this. */
  readonly printed?: RegExp;
  /** What the next apply says, which sends a person to do something. @default - it succeeds */
  readonly says?: string;
  readonly byHand?: (scene: Scene) => void;
}

const ENTERED = "Conferencing Node with this Name already exists.";

/** What was made and is not in the state: terraform-shapes.md, section 1, "Half-made VM". Terraform names it, and a person removes it. */
const MOMENTS: readonly Moment[] = [
  {
    when: "while a disk is copied",
    during: (lab) => lab.host(HOST).dump().files.some(({ incomplete }) => incomplete === true),
    says: 'a resource with the ID "D:\\\\VMs\\\\oslo-1\\\\oslo-1.vhd" already exists',
    byHand: ({ lab }) => lab.host(HOST).byHand.removeFile("D:\\VMs\\oslo-1\\oslo-1.vhd"),
  },
  {
    when: "while a VM is made",
    during: (lab) => lab.host(HOST).dump().machines.length > 0,
    says: 'a resource with the ID "oslo-1" already exists',
    byHand: ({ lab }) => lab.host(HOST).byHand.removeVm("oslo-1"),
  },
  { when: "while a node's configuration is delivered", printed: /NodeEntry_\w+: Provisioning with/, says: ENTERED, byHand: removeEntry },
  { when: "while it waits for a node", printed: /Synced_\w+: Provisioning with/ },
];

/** Terraform makes them while it copies a disk: half made, they would be in its way, too, or not, as it happens. */
async function makeSwitches({ rehearsal }: Scene): Promise<void> {
  const { resource } = JSON.parse(readFileSync(join(rehearsal.folder, "stacks/platform/cdk.tf.json"), "utf8")) as { readonly resource: Readonly<Record<string, object>> };
  const targets = Object.keys(resource.hyperv_network_switch).map((name) => `-target=hyperv_network_switch.${name}`);
  for (const args of [["init"], ["apply", "-auto-approve", ...targets]]) expect(await rehearsal.terraform("platform", args)).toMatchObject({ code: 0 });
}

function removeEntry(scene: Scene): void {
  scene.administer("DELETE", "worker_vm/1/");
}

async function recovers(scene: Scene, { says, byHand }: Pick<Moment, "says" | "byHand">): Promise<void> {
  const { rehearsal, lab } = scene;
  nothingWasRemoved(scene);
  if (says !== undefined) expect(await failedApply(scene)).toContain(says);
  byHand?.(scene);
  // what else was entered in that moment, pexip-hyperv adopt takes over
  await rehearsal.install();
  expect(await scene.pending()).toEqual({});
  await expectWorld(lab, scene.view);
}

for (const moment of MOMENTS) {
  const { when, during, printed, says } = moment;
  const clock = new HaltingClock();
  testInLab(
    `Terraform that is killed ${when} ${says === undefined ? "goes on with the next apply" : "says what is in its way, and goes on once that is gone"}`,
    "single-host",
    async (scene) => {
      const { rehearsal, lab } = scene;
      // in a time of a test's own nobody waits for the Management Node that was there before
      await lab.until(() => lab.managementNode().answersRequests);
      await rehearsal.adopt();
      await makeSwitches(scene);
      await killedApply(scene, { moment: during && clock.haltWhen(() => during(lab)), onOutput: (text) => printed?.test(text) === true });
      clock.goOn();
      await recovers(scene, moment);
    },
    { edit: oneNode, lab: { clock } },
  );
}

onBareEstate(
  "Terraform that is killed when a node has taken its configuration leaves an entry that nobody can use again: it is removed, and the node made anew",
  async (scene) => {
    const { rehearsal, lab } = scene;
    const slow = join(scene.folder, "slow.sh");
    writeFileSync(slow, 'case "$1" in bootstrap-node) pexip-hyperv "$@"; exec sleep 100;; *) exec pexip-hyperv "$@";; esac\n');
    scene.change(({ managementNode }) => (managementNode.commands = { prefix: `sh ${slow}` }));
    await rehearsal.adopt();
    await killedApply(scene, { moment: lab.until(() => lab.journal.some(({ event }) => /^took the configuration/.test(event))) });
    scene.change(({ managementNode }) => delete managementNode.commands);
    await recovers(scene, {
      says: ENTERED,
      // it takes no second one: terraform-shapes.md, section 1, "registration deleted on the manager"
      byHand: () => {
        removeEntry(scene);
        scene.change(({ conferencingNodes }: Definition) => (conferencingNodes["oslo-1"].redeployToken = "after the power cut"));
      },
    });
  },
  { edit: oneNode },
);

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
