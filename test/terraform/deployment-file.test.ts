import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { TerraformVariable } from "cdktf";
import { Secret } from "../../lib";
import { newApp, newDeployment, newHost, newStack, newSwitch, resources } from "../support/stacks";

const read = (outdir: string): string => readFileSync(join(outdir, "deployment.json"), "utf8");

test("the model is written beside the stacks, with the Terraform addresses of each machine", () => {
  const { app, platform, node } = newDeployment();
  node(1);
  app.synth();
  const file = JSON.parse(read(app.outdir));
  expect(file.formatVersion).toBe(1);
  expect(file.records.map((record: { kind: string; path: string; stack: string }) => [record.kind, record.path, record.stack])).toEqual([
    ["host", "manager/hv1", "manager"],
    ["externalSwitch", "manager/lan", "manager"],
    ["managementNode", "manager/manager", "manager"],
    ["systemLocation", "platform/oslo", "platform"],
    ["conferencingNode", "platform/oslo-1", "platform"],
  ]);
  expect(file.machines["platform/oslo-1"]).toEqual({
    stack: "platform",
    disk: `hyperv_vhd.${Object.keys(resources(platform, "hyperv_vhd"))[0]}`,
    vm: `hyperv_machine_instance.${Object.keys(resources(platform, "hyperv_machine_instance"))[0]}`,
  });
  expect(readdirSync(app.outdir).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test("the same program writes the same bytes", () => {
  const write = (): string => {
    const { app, node } = newDeployment();
    node(1);
    node(2);
    app.synth();
    return read(app.outdir);
  };
  expect(write()).toBe(write());
});

test("a token is written as deferred, and a secret as the name of its variable", () => {
  const app = newApp();
  const stack = newStack("stack", app);
  const vault = new TerraformVariable(stack, "vault", { sensitive: true, default: "planted-in-a-default" });
  newSwitch(stack, newHost(stack, "hv1", { address: vault.stringValue, password: Secret.fromToken(vault.stringValue) }));
  newSwitch(stack, newHost(stack, "hv2"), "lan2");
  app.synth();
  const [first, , second] = JSON.parse(read(app.outdir)).records;
  expect([first.address, first.password]).toEqual([{ deferred: true }, { deferred: true }]);
  expect(second.password).toEqual({ variable: "hv2_password" });
  expect(read(app.outdir)).not.toContain("planted");
});

test("a synth that is refused writes no model", () => {
  const { app, node } = newDeployment();
  node(1, { vcpus: 16 });
  expect(() => app.synth()).toThrow("PXH012");
  expect(() => statSync(join(app.outdir, "deployment.json"))).toThrow("ENOENT");
});
