import { startRehearsal } from "../../lib/lab";
import { testWithTerraform } from "../support/test-with-terraform";
import { newApp, newDeployment } from "../support/stacks";

/** What the program synthesizes whose only node is there, was removed, or was removed with its host's provider kept. */
function synthesized(version: "one node" | "no node" | "provider kept"): string {
  const { app, host, platform, node } = newDeployment(newApp());
  if (version === "one node") node(1);
  if (version === "provider kept") host.providerIn(platform);
  app.synth();
  return app.outdir;
}

testWithTerraform("a program that loses its last node in a stack needs the host's provider there once more", async () => {
  await using rehearsal = await startRehearsal(synthesized("one node"));
  await rehearsal.install();

  rehearsal.takeOver(synthesized("no node"));
  await expect(rehearsal.apply("platform")).rejects.toThrow("Provider configuration not present");
  expect(rehearsal.lab.conferencingNode("oslo-1").state).toBe("running");

  rehearsal.takeOver(synthesized("provider kept"));
  await rehearsal.apply("platform");
  expect(rehearsal.lab.dump().hosts[0].machines.map(({ name }) => name)).toEqual(["manager"]);
  rehearsal.takeOver(synthesized("no node"));
  expect((await rehearsal.plan("platform")).isEmpty).toBe(true);
});
