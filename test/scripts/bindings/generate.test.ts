import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import * as hyperv from "@cdktf/provider-hyperv";
import { HypervProvider } from "@cdktf/provider-hyperv/lib/provider";
import { Vhd } from "@cdktf/provider-hyperv/lib/vhd";
import * as pexip from "@cdktf/provider-pexip";
import { PexipProvider } from "@cdktf/provider-pexip/lib/provider";
import { bindingNames, readBinding } from "../../../scripts/bindings/workspaces.cjs";

const bindings = bindingNames().map((name) => readBinding(name));

test("required_providers name the local names, sources and constraints of package.json", () => {
  const stack = new TerraformStack(new App(), "stack");
  new HypervProvider(stack, "hyperv");
  new PexipProvider(stack, "pexip");
  const { terraform } = stack.toTerraform() as { terraform: { required_providers: unknown } };
  expect(terraform.required_providers).toEqual({
    hyperv: { source: "taliesins/hyperv", version: "~> 1.2" },
    pexip: { source: "pexip/infinity", version: "~> 40.0" },
  });
  expect(bindings.map(({ constraint }) => constraint)).toEqual([
    { name: "hyperv", source: "taliesins/hyperv", version: "~> 1.2" },
    { name: "pexip", source: "pexip/infinity", version: "~> 40.0" },
  ]);
});

test("resources carry the provider's version and constraint", () => {
  const { providerVersion, constraint } = readBinding("hyperv");
  const disk = new Vhd(new TerraformStack(new App(), "stack"), "disk", { path: "C:\\disk.vhd" });
  expect(disk.terraformGeneratorMetadata).toEqual({
    providerName: "hyperv",
    providerVersion,
    providerVersionConstraint: constraint.version,
  });
});

test("the barrel gives the classes of deep imports", () => {
  expect(hyperv.vhd.Vhd).toBe(Vhd);
  expect(pexip.provider.PexipProvider).toBe(PexipProvider);
});

test.each(bindings.map((binding) => [binding.name, binding] as const))(
  "every class of %s is in its barrel",
  (name, { output }) => {
    const barrel: { [module: string]: object } = { hyperv, pexip }[name] ?? {};
    expect(Object.keys(barrel).length).toBeGreaterThan(5);
    for (const module of Object.keys(barrel)) expect(Object.keys(barrel[module])).not.toEqual([]);
    expect(existsSync(join(output, "index.d.ts"))).toBe(true);
  },
);

test("a second run has nothing to do", () => {
  const stamps = () => bindings.map(({ output }) => statSync(join(output, ".stamp")).mtimeMs);
  const before = stamps();
  const script = join(__dirname, "../../../scripts/bindings/generate.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "", stderr: "" });
  expect(stamps()).toEqual(before);
});
