import { synthesize } from "../../../examples/synthesized";
import { testWithTerraform } from "../../../support/test-with-terraform";
import { rehearse } from "./rehearsal";
import { PASSWORD, simulatedHosts } from "./simulated-hosts";

const TEMPLATE = { bytes: 3 * 1024 ** 3 };

// the stack as our constructs write it, with its state in the test's folder
async function managerStack(example: string) {
  const { stacks } = await synthesize(example);
  const stack = JSON.parse(stacks.manager);
  delete stack.terraform.backend;
  return stack;
}

function unprotected(stack: { resource: Record<string, Record<string, { lifecycle?: object }>> }) {
  const copy = structuredClone(stack);
  for (const resources of Object.values(copy.resource)) {
    for (const resource of Object.values(resources)) delete (resource.lifecycle as { prevent_destroy?: boolean } | undefined)?.prevent_destroy;
  }
  return copy;
}

testWithTerraform("the manager stack of examples/single-host: applied, an empty plan, protected, destroyed", async () => {
  const stack = await managerStack("single-host");
  const lab = simulatedHosts(["hv1.oslo.example.com"], { "C:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd": TEMPLATE });
  const [host] = lab.hosts;
  const variables = { TF_VAR_hv1_password: PASSWORD };
  await rehearse(
    await lab.serve(),
    stack,
    async ({ configure, run, apply, plan }) => {
      expect(await apply()).toContain("Resources: 6 added, 0 changed, 0 destroyed.");
      expect(await plan()).toContain("No changes.");
      expect(host.dump().machines).toMatchObject([
        {
          name: "manager",
          state: "Running",
          processorCount: 4,
          memoryStartupBytes: 4294967296,
          staticMemory: true,
          automaticStartAction: "StartIfRunning",
          automaticStopAction: "ShutDown",
          networkAdapters: [{ name: "Primary", switchName: "Pexip External", macAddress: "0200202323A0", vlanAccess: false }],
          hardDisks: [{ controllerType: "Ide", controllerNumber: 0, controllerLocation: 0, path: "D:\\Pexip\\manager\\manager.vhd" }],
        },
      ]);

      expect((await run("destroy", "-auto-approve")).stderr).toContain("Instance cannot be destroyed");
      expect(host.dump().machines).toHaveLength(1);
      configure(unprotected(stack));
      expect((await run("destroy", "-auto-approve")).stdout).toContain("Destroy complete! Resources: 6 destroyed.");
      expect(host.dump()).toMatchObject({ machines: [], switches: [] });
    },
    variables,
  );
  expect(lab.heard).toEqual([
    "hv1.oslo.example.com: manager on",
    "hv1.oslo.example.com: manager off",
    expect.stringMatching(/^removed d:\\pexip\\manager\\manager\.vhd$/i),
  ]);
});

testWithTerraform("the manager stack of examples/two-sites: two hosts, embedded teaming and a VLAN, the second host out of reach at first", async () => {
  const stack = unprotected(await managerStack("two-sites"));
  const lab = simulatedHosts(["hv1.oslo.example.com", "hv1.bergen.example.com"], { "D:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd": TEMPLATE });
  const [oslo, bergen] = lab.hosts;
  bergen.becomeUnreachable();
  await rehearse(
    await lab.serve(),
    stack,
    async ({ run, apply, plan }) => {
      const failed = await run("apply", "-auto-approve");
      expect(failed.stderr.replace(/\s*│\s*|\s+/g, " ")).toContain(
        'checking for existing Pexip External: error uploading shell script: unknown error Post "https://hv1.bergen.example.com:5986/wsman": dial tcp hv1.bergen.example.com:5986: i/o timeout',
      );
      expect(oslo.dump().machines).toMatchObject([{ name: "manager", state: "Running" }]);

      bergen.becomeReachable();
      expect(await apply()).toContain("Resources: 1 added, 0 changed, 0 destroyed.");
      expect(await plan()).toContain("No changes.");
      expect(bergen.dump().switches).toMatchObject([{ name: "Pexip External", enableEmbeddedTeaming: true, netAdapterNames: ["Ethernet 1", "Ethernet 2"] }]);
      expect(oslo.dump().switches.map(({ name }) => name)).toEqual(["Pexip DMZ", "Pexip External"]);
      expect(oslo.dump().machines[0].networkAdapters).toMatchObject([{ vlanAccess: true, vlanId: 110 }]);

      expect((await run("destroy", "-auto-approve")).stdout).toContain("Destroy complete!");
      for (const host of lab.hosts) expect(host.dump()).toMatchObject({ machines: [], switches: [] });
    },
    { TF_VAR_hv_oslo_password: PASSWORD, TF_VAR_hv_bergen_password: PASSWORD },
  );
  expect(JSON.stringify(lab.journal.entries)).not.toContain(PASSWORD);
});
