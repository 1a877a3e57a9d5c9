import { existsSync, lstatSync, readdirSync, statSync, symlinkSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { App, CloudBackend, HttpBackend, LocalBackend, NamedCloudWorkspace, S3Backend, TerraformLocal, TerraformOutput, TerraformStack, type TerraformBackend } from "cdktf";
import { aFolder, anOutput, removeFolders, write, type Json } from "../../support/output-folder";
import { contentsOf, copied } from "./copied-stacks";

afterAll(removeFolders);

type Backend = (stack: TerraformStack) => TerraformBackend | undefined;

const BACKENDS: readonly (readonly [string, Backend])[] = [
  ["no backend of its own", () => undefined],
  ["a local one", (stack) => new LocalBackend(stack, { path: `/srv/states/${stack.node.id}.tfstate`, workspaceDir: "/srv/workspaces" })],
  ["S3", (stack) => new S3Backend(stack, { bucket: "company-states", key: `${stack.node.id}.tfstate`, region: "eu-north-1", assumeRole: { roleArn: "arn:aws:iam::1:role/states" } })],
  ["HTTP", (stack) => new HttpBackend(stack, { address: `https://states.example.com/${stack.node.id}`, username: "ci" })],
  ["HCP Terraform", (stack) => new CloudBackend(stack, { hostname: "app.terraform.io", organization: "company", workspaces: new NamedCloudWorkspace(stack.node.id, "video") })],
];

/** Two stacks, of which the second reads something of the first. */
function synthesized(backend: Backend): string {
  const output = aFolder("output-");
  const app = new App({ outdir: output });
  const [manager, platform] = ["manager", "platform"].map((name) => new TerraformStack(app, name));
  for (const stack of [manager, platform]) backend(stack);
  new TerraformOutput(platform, "same", { value: new TerraformLocal(manager, "address", "10.0.0.1").asString });
  app.synth();
  write(output, "deployment.json", { formatVersion: 1, records: [] });
  return output;
}

const stateOf = (folder: string, stack: string): Json => ({ path: join(folder, "states", `${stack}.tfstate`) });

describe.each(BACKENDS)("a program with %s", (_, backend) => {
  test("has its states in the folder of the rehearsal, also where a stack reads that of another", async () => {
    const { folder, stacks, names } = await copied(synthesized(backend));
    expect(names).toEqual(["manager", "platform"]);
    for (const name of names) {
      expect(stacks[name].terraform.backend).toEqual({ local: stateOf(folder, name) });
      expect(stacks[name].terraform).not.toHaveProperty("cloud");
    }
    const reading = Object.values<Json>(stacks.platform.data.terraform_remote_state);
    expect(reading.map(({ backend: kind, config, workspace }) => [kind, config, workspace])).toEqual([["local", stateOf(folder, "manager"), undefined]]);
  });
});

test("a stack without any backend gets a state, too", async () => {
  const { folder, stacks } = await copied(anOutput({ one: { resource: {} } }));
  expect(stacks.one).toEqual({ resource: {}, terraform: { backend: { local: stateOf(folder, "one") } } });
});

test.each<[string, Json]>([
  ["in another bucket", { backend: "s3", config: { bucket: "network-states", key: "one" } }],
  ["of another kind", { backend: "local", config: { bucket: "states", key: "one" } }],
  ["in another notation", [{ backend: "s3", config: { bucket: "states", key: "one" } }]],
  ["without a place", { backend: "s3" }],
])("a state %s is somebody else's and refused", async (_, state) => {
  const output = anOutput({ one: { terraform: { backend: { s3: { bucket: "states", key: "one" } } } }, two: { data: { terraform_remote_state: { network: state } } } });
  await expect(copied(output)).rejects.toThrow("two: reads the state of something else (data.terraform_remote_state.network), which is not part of a rehearsal; hand in its values as variables");
});

describe("providers", () => {
  const using = (...sources: string[]): string => anOutput({ one: { terraform: { required_providers: Object.fromEntries(sources.map((source, index) => [`p${index}`, { source }])) } } });

  test("of others are refused, all at once", async () => {
    await expect(copied(using("hashicorp/aws", "taliesins/hyperv", "registry.example.com/company/dns"))).rejects.toThrow(
      [
        "one: uses the provider hashicorp/aws, which is none of the lab's and would do what it does in the real world; leave it out of the rehearsal, or allow it by this name",
        "one: uses the provider registry.example.com/company/dns, which is none of the lab's and would do what it does in the real world; leave it out of the rehearsal, or allow it by this name",
      ].join("\n"),
    );
  });

  test("that were allowed, the lab's own and Terraform's pass, in any notation", async () => {
    const output = using("hashicorp/random", "registry.terraform.io/Pexip/Infinity", "TALIESINS/hyperv", "terraform.io/builtin/terraform");
    await expect(copied(output, { allowedProviders: ["registry.terraform.io/hashicorp/Random"] })).resolves.toMatchObject({ names: ["one"] });
  });

  test("of the lab's names from elsewhere are refused", async () => {
    await expect(copied(using("registry.example.com/pexip/infinity"))).rejects.toThrow("uses the provider registry.example.com/pexip/infinity");
  });
});

describe("files beside the configuration", () => {
  test("assets come along, and nothing that Terraform left, at any depth", async () => {
    const output = anOutput({ one: {} });
    const left = [".terraform/providers/x", ".terraform.lock.hcl", "terraform.one.tfstate", "terraform.tfstate.backup", "terraform.tfvars", "real.auto.tfvars", "real.auto.tfvars.json", "pexip-imports.tf.json", "modules/a/.terraform/modules.json"];
    for (const path of [...left, "assets/logo.png", "modules/a/main.tf"]) write(output, `stacks/one/${path}`, "secret");
    const { folder } = await copied(output);
    const files = readdirSync(join(folder, "stacks/one"), { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(folder, "stacks/one", path)).isFile());
    expect(files.sort()).toEqual(["assets/logo.png", "cdk.tf.json", "modules/a/main.tf"]);
  });

  test("that Terraform would read are refused: they could lead back to the real state", async () => {
    const output = anOutput({ one: {} });
    write(output, "stacks/one/backend_override.tf", 'terraform { backend "s3" {} }');
    await expect(copied(output)).rejects.toThrow("one: has backend_override.tf beside what cdktf wrote, and what it does there is not known to a rehearsal; take it away, or make it part of the program");
  });

  test("the copy has no links to the original, and its configuration is the owner's alone", async () => {
    const elsewhere = aFolder();
    write(elsewhere, "cdk.tf.json", {});
    write(elsewhere, "logo.png", "a picture");
    const output = anOutput({ one: {} });
    unlinkSync(join(output, "stacks/one/cdk.tf.json"));
    for (const name of ["cdk.tf.json", "logo.png"]) symlinkSync(join(elsewhere, name), join(output, "stacks/one", name));
    const before = contentsOf(elsewhere);
    const { folder } = await copied(output);
    expect(contentsOf(elsewhere)).toEqual(before);
    expect(lstatSync(join(folder, "stacks/one/logo.png")).isSymbolicLink()).toBe(false);
    expect(statSync(join(folder, "stacks/one/cdk.tf.json")).mode & 0o777).toBe(0o600);
  });
});

test("the original stays as it is, byte by byte, when it is copied and when it is refused", async () => {
  const output = synthesized(BACKENDS[2][1]);
  const before = contentsOf(output);
  await copied(output);
  expect(contentsOf(output)).toEqual(before);
  const link = join(aFolder(), "link");
  symlinkSync(output, link);
  for (const folder of [output, link, join(output, "stacks/manager"), join(link, "stacks/manager/x/y")]) {
    await expect(copied(output, {}, folder)).rejects.toThrow(`${folder}: is what was synthesized, and a rehearsal leaves that as it is; choose a folder of its own`);
  }
  expect(contentsOf(output)).toEqual(before);
  await expect(copied(output, {}, join(output, "rehearsal"))).resolves.toMatchObject({ names: ["manager", "platform"] });
});

test("a later copy keeps the states of an earlier one and takes over everything else", async () => {
  const { folder } = await copied(anOutput({ one: { output: { was: { value: "1" } } } }));
  write(folder, "states/one.tfstate", "a state");
  const { stacks } = await copied(anOutput({ one: { output: { is: { value: "2" } } }, two: {} }), {}, folder);
  expect([stacks.one.output, Object.keys(stacks), existsSync(join(folder, "states/one.tfstate"))]).toEqual([{ is: { value: "2" } }, ["one", "two"], true]);
});
