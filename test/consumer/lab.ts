// The second program that scripts/consumer-test.mjs compiles and runs: a lab, and with terraform on PATH a rehearsal of what main.ts synthesized.
import { startLab, startRehearsal, type LabDump } from "cdktf-pexip-hyperv/lab";
import { terraformOnPath } from "cdktf-pexip-hyperv/testing";

function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(`cdktf-pexip-hyperv/lab: ${what}`);
}

async function lab(): Promise<void> {
  const lab = await startLab({ hosts: [{ address: "hv1.example.com", credentials: { username: "svc", password: "a password" }, networkAdapters: ["Ethernet 1"] }] });
  lab.host("hv1.example.com").byHand.putFile("D:\\Pexip\\notes.txt", 12);
  const { hosts }: LabDump = lab.dump();
  must(hosts[0].files.length === 1 && lab.tree().includes("notes.txt"), "the dump is not what was done");
  await lab.stop();
}

async function rehearsal(output: string): Promise<void> {
  await using rehearsal = await startRehearsal(output, { timeoutSeconds: 100 });
  await rehearsal.install();
  for (const stack of rehearsal.stacks) must((await rehearsal.plan(stack)).isEmpty, `the second plan of ${stack} is not empty`);
  must(rehearsal.lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED", "oslo-1 is not synchronized");
  must(rehearsal.lab.managementNode().dump().configuration.end_user?.length === 1, "the generated class made no user");
}

async function main(): Promise<void> {
  await lab();
  if (terraformOnPath() === undefined) console.log("terraform is not on PATH: nothing was rehearsed");
  else await rehearsal(process.argv[2]);
}

void main();
