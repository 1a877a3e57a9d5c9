import { switchMode, type Definition, type Mode } from "./support/definition";
import { during, rollOut } from "./support/rollout";
import { testInLab, type Scene } from "./support/scene";

const MODES: readonly Mode[] = ["runbook", "api"];

const stateOf = (scene: Scene, name: string): string | undefined => scene.lab.host("hv1.oslo.example.com").dump().machines.find((machine) => machine.name === name)?.state;

/** A second node, which is switched on for peak times. */
function withPeakTimeNode({ conferencingNodes: nodes }: Definition): void {
  nodes["oslo-1"].vcpus = 8;
  nodes["oslo-2"] = { ...nodes["oslo-1"], hostname: "oslo-2", address: "10.44.0.12", sipTlsFqdn: "oslo-2.example.com", distributedDatabase: false, templateDisk: { zip: "https://images.example.com/pexip-oslo-2.example.com.zip", fileName: "pexip.vhd" } };
}

const anotherNode = ({ conferencingNodes }: Definition): unknown => (conferencingNodes["oslo-1"].memoryMib = 8192 + 1024);
const itsOwnSettings = ({ conferencingNodes }: Definition): unknown => (conferencingNodes["oslo-2"].automaticStart = "nothing");
const itsMemory = ({ conferencingNodes }: Definition): unknown => (conferencingNodes["oslo-2"].memoryMib = 8192 + 1024);

for (const mode of MODES) {
  testInLab(
    `a node for peak times stays off, or on, as people left it (${mode} mode)`,
    "single-host",
    async (scene) => {
      await scene.rehearsal.install();
      const { byHand } = scene.lab.host("hv1.oslo.example.com");
      // in api mode it must run once, to be given its configuration
      expect(stateOf(scene, "oslo-2")).toBe(mode === "api" ? "Running" : "Off");
      if (mode === "api") byHand.switchOff("oslo-2");

      expect(await scene.pending()).toEqual({});
      expect((await rollOut(scene, anotherNode)).touched).toEqual(["oslo-1"]);
      await rollOut(scene, itsOwnSettings);
      expect(stateOf(scene, "oslo-2")).toBe("Off");

      byHand.switchOn("oslo-2");
      expect(await scene.pending()).toEqual({});
      const { touched } = await during(scene, () => rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-1"].memoryMib = 8192)));
      expect(touched).toEqual(["oslo-1"]);
      // a change of its own needs it off for a moment
      await rollOut(scene, itsMemory);
      expect(stateOf(scene, "oslo-2")).toBe("Running");
    },
    {
      edit: (definition) => {
        withPeakTimeNode(definition);
        switchMode(definition, mode);
      },
    },
  );
}
