import { switchMode, type Mode } from "./support/definition";
import { testInLab } from "./support/scene";
import { expectWorld } from "./support/world";

const EXAMPLES = ["single-host", "two-sites", "existing-switch", "runbook-v21", "full-platform"];
const MODES: readonly Mode[] = ["runbook", "api"];

describe.each(EXAMPLES)("examples/%s", (example) => {
  for (const mode of MODES) {
    testInLab(
      `in ${mode} mode: from empty hosts to nodes that are SYNCED; the world is as the deployment says, and the second plan is empty`,
      example,
      async (scene) => {
        await scene.rehearsal.install();
        expect(await scene.pending()).toEqual({});
        await expectWorld(scene.lab, scene.view);
      },
      { edit: (definition) => switchMode(definition, mode) },
    );
  }
});
