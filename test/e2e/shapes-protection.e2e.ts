import { readFileSync } from "node:fs";
import { events, oneNode, onEstate, redeployed, redeployment, REPLACED } from "./support/estate";
import { folded, refusal, rollOut } from "./support/rollout";

// terraform-shapes.md, section 2

onEstate(
  "a protected node is not made anew before the protection is off, and is removed all the same when it leaves the program",
  async (scene) => {
    const protectedNode = await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-1"].deletionProtection = true));
    expect(protectedNode).toEqual({ planned: {}, happened: [], touched: [] });

    const refused = await refusal(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-1"].redeployToken = "once"));
    expect(refused.text).toMatch(/Error: Instance cannot be destroyed .* Resource hyperv_vhd\.oslo-1_Disk-hv1_\w+ has lifecycle\.prevent_destroy set/);
    expect(refused.planned).toEqual({ "oslo-1 Identity": REPLACED.becauseChanged, "oslo-1 Disk-hv1": REPLACED.byTrigger });
    const { stdout, code } = await scene.rehearsal.command(["explain-plan", refused.json, "--fail-on", "outage"]);
    expect(code).toBe(3);
    expect(stdout).toContain("Terraform stopped with an error");
    expect(stdout).toMatch(/oslo-1 .*deletionProtection/);
    expect(readFileSync(refused.json, "utf8")).toContain('"errored":true');

    const destroyed = await scene.rehearsal.terraform("platform", ["destroy", "-auto-approve"]);
    expect(destroyed.code).toBe(1);
    expect(folded(destroyed.stderr)).toContain("Error: Instance cannot be destroyed");

    const allowed = await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-1"].deletionProtection = false));
    expect(allowed).toEqual({ planned: redeployment("oslo-1"), happened: redeployed("oslo-1"), touched: ["oslo-1"] });

    await rollOut(scene, ({ conferencingNodes }) => (conferencingNodes["oslo-1"].deletionProtection = true));
    // the protection leaves with what it protects
    const removed = await rollOut(scene, ({ conferencingNodes }) => delete conferencingNodes["oslo-1"]);
    expect(removed.happened).toEqual([...events.entryRemoved, ...events.vmRemoved("oslo-1"), ...events.diskRemoved("oslo-1")]);
  },
  { edit: oneNode },
);
