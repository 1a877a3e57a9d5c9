import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabAuthority, labFor } from "../../../lib/lab";
import { testWithTerraform } from "../plugin/with-terraform";
import { aLab, api, ask, stopLabs, type Json } from "./a-lab";
import { Workspace } from "./workspace";

jest.setTimeout(110_000);
afterEach(stopLabs);

const STATUS = "/api/admin/status/v1/worker_vm/";

async function inWorkspace(example: string, body: (workspace: Workspace) => Promise<void>): Promise<void> {
  const workspace = new Workspace(example);
  try {
    await workspace.begin();
    await body(workspace);
  } finally {
    workspace.remove();
  }
}

testWithTerraform("examples/single-host: both stacks, with what a person does between them, and an empty second plan", () =>
  inWorkspace("single-host", async (workspace) => {
    workspace.synthesize();
    const lab = await aLab(labFor(workspace.model));
    await workspace.apply(lab, "manager");
    await lab.finishWizard();
    lab.enterByHand();
    await workspace.apply(lab, "platform");
    await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
    for (const stack of ["manager", "platform"]) expect(await workspace.plan(lab, stack)).toContain("No changes.");
    expect(lab.dump().hosts[0].machines.map(({ name, state }) => [name, state])).toEqual([["manager", "Running"], ["oslo-1", "Running"]]);
  }),
);

testWithTerraform("examples/full-platform: both stacks with all that Terraform calls, each node SYNCED, a call, and an empty second plan", () =>
  inWorkspace("full-platform", async (workspace) => {
    const authority = await LabAuthority.create();
    const nodes = ["oslo-1", "oslo-2", "bergen-1", "bergen-2", "edge-1", "edge-2"];
    const certificates = { "manager.pem": ["manager.example.com"], "nodes.pem": ["video.example.com", ...nodes.map((node) => `${node}.example.com`)] };
    for (const [file, names] of Object.entries(certificates)) writeFileSync(join(workspace.project, "certificates", file), authority.issue(names).certificate);
    workspace.synthesize();
    const lab = await aLab({ ...labFor(workspace.model), authority });
    await workspace.apply(lab, "manager");
    await lab.finishWizard();
    await workspace.apply(lab, "platform");
    expect((await api(lab, STATUS)).json.objects.map(({ name, sync_status }: Json) => [name, sync_status]).sort()).toEqual([...nodes].sort().map((name) => [name, "SYNCED"]));
    for (const stack of ["manager", "platform"]) expect(await workspace.plan(lab, stack)).toContain("No changes.");

    const call = "/api/client/v2/conferences/meet.test%40example.com/request_token";
    const joined = await ask(lab, "edge-1.example.com", 443, call, { method: "POST", headers: { pin: lab.environment.TF_VAR_test_room_pin }, body: { display_name: "A tester" } });
    expect(joined.json).toMatchObject({ status: "success", result: { role: "HOST", conference_name: "Test room" } });
    const told = JSON.stringify([lab.journal, lab.dump()]);
    expect(Object.entries(lab.environment).filter(([name, value]) => name.startsWith("TF_VAR_") && told.includes(value))).toEqual([]);
  }),
);
