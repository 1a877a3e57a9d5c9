import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformResource, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import { Deployment } from "../../lib";
import { ruleProblemText } from "../../lib/deployment/judgement";
import { judge } from "../../lib/testing/judge";
import { errorOf, newApp, newDeployment, newHost, newLocation, newManager, newNode, newStack, newSwitch, synthesized, temporaryFolder } from "../support/stacks";

function warningsOf(app: App): readonly string[] {
  return app.node.findAll().flatMap((one) => one.node.metadata.filter((entry) => entry.type === "@cdktf/warn").map((entry) => String(entry.data)));
}

test("all problems of the App come together and once, whichever stack is asked", () => {
  const { app, manager, platform, node } = newDeployment();
  node(1, { vcpus: 16 });
  node(2, { address: "10.44.0.11", vcpus: 4 });
  const messages = [manager, platform].map((stack) => errorOf(() => Testing.synth(stack, true)).message);
  messages.push(errorOf(() => app.synth()).message);
  for (const message of messages) {
    expect(message.match(/PXH012/g)).toHaveLength(1);
    expect(message.match(/PXH020/g)).toHaveLength(1);
    expect(message).toContain("2 problems in the Pexip Infinity deployment:");
    expect(message).toContain("refused PXH012 platform/oslo-1: vcpus 16 is more than the 12 physical cores of one socket of hv1");
  }
});

test("a problem that was found stays found, and one that was mended is gone", () => {
  const { app, platform, node } = newDeployment();
  const big = node(1, { vcpus: 16 });
  expect(() => app.synth()).toThrow("PXH012");
  expect(() => synthesized(platform)).toThrow("PXH012");
  Deployment.of(big).accept("PXH012", "measured with four calls");
  expect(() => app.synth()).not.toThrow();
});

test("validations can be switched off, and the configuration is the same", () => {
  const outdir = temporaryFolder();
  const { app, platform, node } = newDeployment(Testing.stubVersion(new App({ outdir, skipValidation: true, stackTraces: false })));
  node(1, { vcpus: 16 });
  app.synth();
  expect(readFileSync(join(outdir, "stacks", platform.node.id, "cdk.tf.json"), "utf8")).toContain('"processor_count": 16');
});

test("a warning is an annotation of its construct, written once", () => {
  const { app, node } = newDeployment();
  node(1, { memoryMib: 16384 });
  app.synth();
  app.synth();
  expect(warningsOf(app).filter((text) => text.includes("PXH017"))).toEqual(["PXH017: memoryMib 16384 is not the recommended 8192 (1024 for each of 8 vCPUs)"]);
});

test("an accepted warning is no annotation", () => {
  const { app, platform, node } = newDeployment();
  node(1, { memoryMib: 16384 });
  Deployment.of(platform).accept("PXH017", "the host has memory to spare");
  app.synth();
  expect(warningsOf(app).join("\n")).not.toContain("PXH017");
});

test("two Apps do not see each other", () => {
  const first = newDeployment();
  const second = newDeployment();
  first.node(1, { vcpus: 16 });
  expect(() => second.app.synth()).not.toThrow();
  expect(() => first.app.synth()).toThrow("PXH012");
});

test("nothing of ours is a direct child of the App", () => {
  const { app } = newDeployment();
  expect(app.node.children.map((child) => child.node.id)).toEqual(["manager", "platform"]);
});

test("an App for tests, which may refuse constructs outside of stacks, is content", () => {
  const { app, node } = newDeployment(Testing.app({ outdir: temporaryFolder() }));
  node(1);
  expect(() => app.synth()).not.toThrow();
});

test("ids that differ only in characters that Terraform's addresses drop are an error", () => {
  const app = newApp();
  const stack = newStack("stack", app);
  const lan = newSwitch(stack, newHost(stack));
  new TerraformResource(stack, "a.b", { terraformResourceType: "terraform_data" });
  new TerraformResource(stack, "ab", { terraformResourceType: "terraform_data" });
  newManager(stack, { externalSwitch: lan });
  expect(errorOf(() => app.synth()).message).toContain("error PXH110 stack/ab: its Terraform address terraform_data.ab is also that of stack/a.b; choose ids that differ in letters, digits, _ or -");
});

test("nodes whose ids differ in dropped characters keep addresses of their own, thanks to the hash", () => {
  const { platform, lan, oslo } = newDeployment();
  newNode(platform, 1, { externalSwitch: lan, systemLocation: oslo, name: "a-b" }, "a.b");
  newNode(platform, 2, { externalSwitch: lan, systemLocation: oslo, name: "ab" }, "ab");
  expect(Object.keys(synthesized(platform).resource.hyperv_machine_instance)).toHaveLength(2);
});

test("a user's variable of our name is an error that says how to go on", () => {
  const stack = newStack();
  new TerraformVariable(stack, "hv1_password", { sensitive: true });
  newHost(stack);
  expect(errorOf(() => synthesized(stack)).message).toMatch(/error PXH110 stack\/\S+: the Terraform variable hv1_password is declared here and by stack\/\S+; rename one of them, or pass the value of yours with Secret\.fromToken\(variable\.stringValue\)/);
});

test("a node in its Management Node's own stack is an error", () => {
  const { manager, managementNode, lan, node } = newDeployment();
  node(1, { externalSwitch: lan, systemLocation: newLocation(manager, { managementNode }, "here") }, manager);
  expect(errorOf(() => synthesized(manager)).message).toContain("error PXH111 manager/oslo-1: is in the stack manager of its Management Node");
});

test("a host declared away from everything on it is a warning", () => {
  const app = newApp();
  const host = newHost(newStack("hosts", app));
  const stack = newStack("manager", app);
  newManager(stack, { externalSwitch: newSwitch(stack, host) });
  expect(judge(app).problems.map(ruleProblemText)).toContain("warning PXH112 hosts/hv1: is declared in the stack hosts, but all that is built on it is in manager; declare the host there");
});

test("the registry follows constructs that are two scopes deep", () => {
  const { app, platform, node } = newDeployment();
  const site = new Construct(new Construct(platform, "sites"), "oslo");
  node(1, { vcpus: 16 }, site);
  expect(errorOf(() => app.synth()).message).toContain("refused PXH012 platform/sites/oslo/oslo-1:");
});
