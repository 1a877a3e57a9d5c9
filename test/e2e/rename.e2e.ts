import { switchMode, type Mode } from "./support/definition";
import { rollOut } from "./support/rollout";
import { testInLab } from "./support/scene";

const MODES: readonly (readonly [Mode, Awaited<ReturnType<typeof rollOut>>])[] = [
  ["runbook", { planned: {}, happened: [], touched: [] }],
  ["api", { planned: { oslo: "update" }, happened: ["manager: changed system_location"], touched: [] }],
];

for (const [mode, all] of MODES) {
  testInLab(
    `a location that gets another name restarts no VM (${mode} mode)`,
    "single-host",
    async (scene) => {
      await scene.rehearsal.install();
      expect(await rollOut(scene, ({ locations }) => (locations.oslo.name = "Oslo, west"))).toEqual(all);
    },
    { edit: (definition) => switchMode(definition, mode) },
  );
}
