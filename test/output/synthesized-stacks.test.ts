import { join } from "node:path";
import { App, TerraformLocal, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { synthesizedStacks } from "../../lib/output/synthesized-stacks";
import { aFolder, anOutput, removeFolders, write, type Json } from "../support/output-folder";

afterAll(removeFolders);

const namesIn = (output: string): readonly string[] => synthesizedStacks(output).map(({ name }) => name);

test("each stack comes after those that it depends on, also inside another construct", () => {
  const output = aFolder();
  const app = new App({ outdir: output });
  const platform = new TerraformStack(app, "platform");
  const manager = new TerraformStack(new Construct(app, "oslo"), "manager");
  new TerraformOutput(platform, "address", { value: new TerraformLocal(manager, "address", "10.0.0.1").asString });
  app.synth();
  expect(namesIn(output)).toEqual(["manager", "platform"]);
});

test("stacks that depend on each other, or on one that is not there, come in some order", () => {
  expect(namesIn(anOutput({ a: {}, b: {} }, { a: { dependencies: ["b", "gone"] }, b: { dependencies: ["a"] } }))).toEqual(["b", "a"]);
});

test.each([
  ["is not there", "none"],
  ["holds no manifest.json", "."],
])("a folder that %s holds nothing that cdktf synthesized", (_, path) => {
  const folder = aFolder();
  expect(() => synthesizedStacks(join(folder, path))).toThrow(`${join(folder, path)}: holds nothing that cdktf synthesized; synthesize first (cdktf synth, or pexip-hyperv synth)`);
});

test.each<[string, string, unknown]>([
  ["is no JSON", "cannot be read as what cdktf writes (no JSON); synthesize again", "{"],
  ["is a list", "holds something else than what cdktf writes; synthesize again", []],
  ["has no stacks", "has a manifest.json that cdktf did not write; synthesize again", { version: "1" }],
  ["has a list of stacks", "has a manifest.json that cdktf did not write; synthesize again", { stacks: [] }],
  ["has a stack that is a word", "has a manifest.json that cdktf did not write; synthesize again", { stacks: { one: "stack" } }],
])("a manifest that %s is refused", (_, message, manifest) => {
  const folder = aFolder();
  write(folder, "manifest.json", manifest);
  expect(() => synthesizedStacks(folder)).toThrow(`${folder}: ${message}`);
});

test.each<[string, Json, string]>([
  ["a name that leads elsewhere", { name: "../one" }, 'has a stack "../one", which is no name for a file; synthesize again'],
  ["the name of a folder above", { name: ".." }, 'has a stack "..", which is no name for a file; synthesize again'],
  ["a name for Windows' folders", { name: "..\\one" }, 'has a stack "..\\\\one", which is no name for a file; synthesize again'],
  ["a folder above", { workingDirectory: "../..", synthesizedStackPath: "../../cdk.tf.json" }, "has a stack one outside its folder; synthesize again"],
  ["a folder above that hides", { workingDirectory: "stacks/../../x", synthesizedStackPath: "stacks/../../x/cdk.tf.json" }, "has a stack one outside its folder; synthesize again"],
  ["the whole output as its folder", { workingDirectory: ".", synthesizedStackPath: "cdk.tf.json" }, "has a stack one outside its folder; synthesize again"],
  ["a configuration elsewhere", { synthesizedStackPath: "stacks/two/cdk.tf.json" }, "has a stack one outside its folder; synthesize again"],
  ["a configuration outside", { synthesizedStackPath: "../../etc/cdk.tf.json" }, "has a stack one outside its folder; synthesize again"],
  ["HCL", { synthesizedStackPath: "stacks/one/cdk.tf" }, "has a stack one as HCL; synthesize without --hcl"],
  ["no dependencies", { dependencies: "none" }, "has a manifest.json that cdktf did not write; synthesize again"],
])("a stack with %s is refused", (_, entry, message) => {
  const output = anOutput({ one: {} }, { one: entry });
  expect(() => synthesizedStacks(output)).toThrow(`${output}: ${message}`);
});

test("a folder whose name begins with two dots is one like any other", () => {
  const output = anOutput({ one: {} }, { one: { workingDirectory: "..stacks/one/", synthesizedStackPath: "..stacks/one/cdk.tf.json" } });
  expect(namesIn(output)).toEqual(["one"]);
});
