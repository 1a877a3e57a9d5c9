import { type DeploymentRecord, DeploymentView } from "../../../lib/deployment/model";
import { Secret } from "../../../lib/deployment/secret";
import { runbook } from "../../../lib/documents/runbook";
import { aHost, aManager, aSwitch } from "../../support/records";
import { headings, inputOf, runbookOf, small, smallApi, stepOf, stepsOf } from "../runbook-deployment";

test("every variable is named with its stacks, and set before its apply; what a person types is apart", () => {
  const text = runbookOf(small({}, { sshPassword: Secret.fromVariable("ssh") }).records);
  const secrets = stepOf(text, "Have the passwords at hand");
  expect(secrets).toContain("| `TF_VAR_hv1_password` | `manager`, `platform` | `EXAMPLE\\svc-terraform` on the host `hv1` |");
  expect(secrets).toMatch(/You type these[\s\S]*\| `TF_VAR_test_pin` \| Host PIN of Virtual Meeting Room `test-room` \|[\s\S]*\| `TF_VAR_ssh` \| SSH password of oslo-1, oslo-2 \|/);
  expect(stepOf(text, "Apply the stack platform")).toContain("```sh\nexport TF_VAR_hv1_password=...\nnpx cdktf deploy platform\n```");
  expect(stepOf(text, "Apply the stack platform")).toContain("cd cdktf.out/stacks/platform && terraform init && terraform apply");
  const api = runbookOf(smallApi().records);
  expect(stepOf(api, "Apply the stack manager")).not.toContain("licence_key");
  for (const variable of ["hv1_password", "manager_web_password", "licence_key", "test_pin", "ssh_password"]) expect(stepOf(api, "Apply the stack platform")).toContain(`export TF_VAR_${variable}=...`);
});

test("stacks are applied in the order of what they need, and one that builds nothing is left out", () => {
  const { host, managementNode, systemLocation, nodes, externalSwitch } = small();
  const inStack = (record: DeploymentRecord, stack: string): DeploymentRecord => ({ ...record, stack });
  const records = [inStack(nodes[0], "nodes"), inStack(systemLocation, "config"), inStack(managementNode, "manager"), inStack(externalSwitch, "network"), inStack(host, "network")];
  const text = runbook({ ...inputOf([]), view: new DeploymentView({ records, acceptances: [] }) });
  expect(stepsOf(text).filter((step) => step.includes("Apply the stack"))).toEqual([expect.stringMatching(/network$/), expect.stringMatching(/manager$/), expect.stringMatching(/nodes$/)]);
});

test("with the nodes in the Management Node's stack, one apply waits for the wizard", () => {
  const records = smallApi().records.map((record) => ({ ...record, stack: "all" }));
  const text = runbook({ ...inputOf([]), view: new DeploymentView({ records, acceptances: [] }) });
  expect(stepsOf(text).filter((step) => step.includes("Apply the stack"))).toEqual([expect.stringMatching(/all$/)]);
  expect(stepOf(text, "Apply the stack all")).toMatch(/waits up to 1h for the installation wizard: leave it running, and go on here\. Do step \d+ and step \d+ before\./);
  expect(stepOf(text, "Let the apply go on")).toMatch(/The apply of step \d+ waited for the wizard/);
});

test("several platforms have chapters of their own, and a program without one still has its hosts", () => {
  const { records } = small();
  const host = aHost({}, "hv9");
  const externalSwitch = aSwitch(host, {}, "lan9");
  const second = { ...aManager({ host, externalSwitch }, { hostname: "second" }), path: "second/manager" };
  const text = runbookOf([...records, host, externalSwitch, second]);
  expect(headings(text)).toContain("## 3 Install the Management Node: manager.example.com");
  expect(headings(text)).toContain("## 11 Install the Management Node: second.example.com");
  expect(stepsOf(text).filter((step) => step.endsWith("Apply the stack manager"))).toHaveLength(1);
  const lonely = runbookOf([host, externalSwitch]);
  expect(headings(lonely)).toEqual(["## Contents", "## 1 Before you start", "## 2 Configure Hyper-V", "## 3 If something goes wrong"]);
  expect(stepOf(lonely, "Apply the stack manager")).toContain("export TF_VAR_hv9_password=...");
});
