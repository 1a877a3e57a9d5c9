import type { Definition } from "./support/definition";
import { estate, onEstate } from "./support/estate";
import { applyPlan, during, shown } from "./support/rollout";
import type { Scene } from "./support/scene";

interface Told {
  readonly verdict: string;
  readonly machines: Readonly<Record<string, { readonly outcome: string; readonly dropsCalls: boolean }>>;
}

/** What explain-plan says of the next plan, and what then happens. */
async function foretold(scene: Scene, edit: (definition: Definition) => void): Promise<Told & { readonly happened: readonly string[] }> {
  scene.change(edit);
  const plan = await scene.rehearsal.plan("platform");
  const { code, stdout } = await scene.rehearsal.command(["explain-plan", await shown(scene, plan.file), "--format", "json"]);
  expect(code).toBe(0);
  const told: Definition = JSON.parse(stdout);
  const { happened } = await during(scene, () => applyPlan(scene, plan));
  return { verdict: told.verdict.level, machines: Object.fromEntries(told.machines.map((machine: Definition) => [machine.name, machine])), happened };
}

const NODES = ["oslo-1", "oslo-2", "oslo-3"];

const CHANGES: readonly (readonly [what: string, verdict: string, edit: (definition: Definition) => void])[] = [
  ["a description", "fine", ({ conferencingNodes }) => (conferencingNodes["oslo-1"].description = "in the cellar")],
  ["memory", "outage", ({ conferencingNodes }) => (conferencingNodes["oslo-1"].memoryMib = 8192)],
  ["a token", "replace", ({ conferencingNodes }) => (conferencingNodes["oslo-2"].redeployToken = "once")],
  ["two adapters of a switch", "replace", ({ switches }) => (switches.lan1.netAdapterNames = ["Ethernet 1", "Ethernet 3"])],
  ["another host", "replace", ({ conferencingNodes }) => (conferencingNodes["oslo-3"].externalSwitch = "lan1")],
  ["a node less", "replace", ({ conferencingNodes }) => delete conferencingNodes["oslo-3"]],
];

onEstate(
  "what explain-plan says of a plan is what happens when it is applied",
  async (scene) => {
    for (const [what, verdict, edit] of CHANGES) {
      const told = await foretold(scene, edit);
      expect([what, told.verdict]).toEqual([what, verdict]);
      for (const name of NODES) {
        const off = told.happened.some((line) => line.endsWith(`shut the VM ${name} down`));
        expect([what, name, told.machines[name]?.dropsCalls ?? false]).toEqual([what, name, off]);
      }
      await scene.rehearsal.synchronized();
    }
  },
  {
    edit: (definition) => {
      estate(definition);
      definition.hosts.hv1.networkAdapters = ["Ethernet 1", "Ethernet 2", "Ethernet 3"];
    },
  },
);
