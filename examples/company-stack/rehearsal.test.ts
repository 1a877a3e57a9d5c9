import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { deploymentIn, type Rehearsal, startRehearsal } from "cdktf-pexip-hyperv/lab";
import { terraformOnPath } from "cdktf-pexip-hyperv/testing";
import { BERGEN, companyVideo } from "./lib/company-video";

// Our installation on this machine, before anything is done to a host: real Terraform, simulated hosts and a simulated Pexip Infinity. Minutes pass in milliseconds.

const folder = mkdtempSync(join(tmpdir(), "company-stack-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What `cdktf synth` writes. */
function synthesized(name: string, bergenNodes = BERGEN): string {
  const outdir = join(folder, name);
  const app = new App({ outdir });
  companyVideo(app, bergenNodes);
  app.synth();
  return outdir;
}

const bergen2 = { hostname: "bergen-2", address: "10.55.0.12", macAddress: "02-50-58-55-00-0C", vcpus: 4 };

/** Names, power and sizes of the VMs of each host. */
function machinesOf({ lab }: Rehearsal): Record<string, string[]> {
  const { hosts } = lab.dump();
  return Object.fromEntries(hosts.map(({ address, machines }) => [address, machines.map(({ name, state, processorCount, networkAdapters: [{ vlanId }] }) => `${name} ${state} ${processorCount} vCPUs VLAN ${vlanId}`)]));
}

/** What a plan does, by Terraform's address. */
async function changes(rehearsal: Rehearsal, stack: string): Promise<Record<string, string>> {
  const { resource_changes } = (await rehearsal.show(stack, await rehearsal.plan(stack))) as { resource_changes: { address: string; change: { actions: string[] } }[] };
  return Object.fromEntries(resource_changes.map(({ address, change }) => [address, change.actions.join(", ")] as const).filter(([, actions]) => actions !== "no-op"));
}

const rehearse = terraformOnPath() === undefined ? describe.skip : describe;

rehearse(`the whole installation${terraformOnPath() === undefined ? " (skipped: terraform is not on PATH)" : ""}`, () => {
  let rehearsal: Rehearsal;
  let later: string;

  beforeAll(async () => {
    later = synthesized("later", [...BERGEN, bergen2]);
    // the lab is to know what comes later: addresses, and the ZIP that is published for the new node
    rehearsal = await startRehearsal(synthesized("today"), { others: [deploymentIn(later)] });
    await rehearsal.install();
  }, 120_000);

  afterAll(() => rehearsal?.stop());

  test("both sites have the VMs that we planned, and every node is synchronized", () => {
    expect(machinesOf(rehearsal)).toEqual({
      "hv-management.example.com": ["manager Running 4 vCPUs VLAN 0"],
      "hv1.oslo.example.com": ["oslo-1 Running 12 vCPUs VLAN 44", "oslo-2 Running 12 vCPUs VLAN 44"],
      "hv1.bergen.example.com": ["bergen-1 Running 12 vCPUs VLAN 55"],
    });
    expect(rehearsal.lab.managementNode().dump().nodes).toEqual(["oslo-1", "oslo-2", "bergen-1"].map((name) => ({ name, syncStatus: "SYNCED" })));
  });

  test("a second plan has nothing to do", async () => {
    expect(await Promise.all(rehearsal.stacks.map((stack) => changes(rehearsal, stack)))).toEqual([{}, {}]);
  });

  test("another node in Bergen touches nothing else, and what goes wrong on its way is said plainly", async () => {
    rehearsal.takeOver(later);
    const planned = await changes(rehearsal, "platform");
    expect(Object.values(planned)).toEqual(Object.values(planned).map(() => "create"));
    expect(Object.keys(planned).filter((address) => !address.includes("bergen-2"))).toEqual([]);

    // what the runbook says: the node is entered in the Administrator interface, and its ZIP is published
    await rehearsal.doByHand("manager");
    rehearsal.lab.fault({ name: "winrm-refused", subject: "hv1.bergen.example.com" });
    await expect(rehearsal.apply("platform")).rejects.toThrow("dial tcp hv1.bergen.example.com:5986: connect: connection refused");
    await rehearsal.apply("platform"); // the host is back, and what failed is made up for
    await rehearsal.synchronized();
    expect(machinesOf(rehearsal)["hv1.bergen.example.com"]).toEqual(["bergen-1 Running 12 vCPUs VLAN 55", "bergen-2 Running 4 vCPUs VLAN 55"]);
  }, 60_000);
});
