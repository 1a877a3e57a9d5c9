import { switchMode, type Mode } from "./support/definition";
import { testInLab } from "./support/scene";

const EXAMPLES = ["single-host", "two-sites", "existing-switch", "runbook-v21", "full-platform"];
const MODES: readonly Mode[] = ["runbook", "api"];

describe.each(EXAMPLES)("examples/%s", (example) => {
  for (const mode of MODES) {
    testInLab(
      `in ${mode} mode: from empty hosts to nodes that are SYNCED, and an empty second plan`,
      example,
      async (scene) => {
        await scene.rehearsal.install();
        expect(await scene.pending()).toEqual({});
      },
      { edit: (definition) => switchMode(definition, mode) },
    );
  }
});
