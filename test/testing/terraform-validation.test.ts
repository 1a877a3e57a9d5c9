import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { terraformOnPath } from "../../lib/lab/terraform/terraform-command";
import { terraformMatchers } from "../../lib/testing/terraform-matchers";
import { validateTerraform } from "../../lib/testing/terraform-validation";

expect.extend(terraformMatchers);

const terraform = terraformOnPath();
const describeWithTerraform = terraform ? describe : describe.skip;
const reason = terraform ? "" : " (skipped: terraform is not on PATH)";

const SWITCH = { name: "Pexip External", net_adapter_names: ["Ethernet 1"], switch_type: "External" };
const DISK = { path: "C:\\Pexip\\oslo-1.vhd", source: "C:\\Templates\\pexip.vhd" };
const NODE = {
  name: "oslo-1",
  hostname: "oslo-1",
  domain: "example.com",
  address: "10.44.0.11",
  netmask: "255.255.255.0",
  gateway: "10.44.0.1",
  password: "${var.oslo_1_password}",
  system_location: "${pexip_infinity_system_location.oslo.id}",
};

interface Blocks {
  [type: string]: { [name: string]: object };
}

function configuration(resource: Blocks, further: object = {}): object {
  return {
    terraform: {
      backend: { local: { path: "/nowhere/terraform.tfstate" } },
      required_providers: {
        hyperv: { source: "taliesins/hyperv", version: "~> 1.2" },
        pexip: { source: "pexip/infinity", version: "~> 40.0" },
      },
    },
    provider: {
      hyperv: [{ host: "hv1.example.com", user: "svc", password: "${var.hv1_password}" }],
      pexip: [{ address: "https://manager.example.com", username: "admin", password: "${var.manager_password}" }],
    },
    variable: { hv1_password: { sensitive: true }, manager_password: { sensitive: true }, oslo_1_password: {} },
    resource,
    ...further,
  };
}

let directory: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "terraform-validation-test-"));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`pexip-hyperv-validate-${process.pid}-`))).toEqual([]);
});

function write(path: string, content: object | string): void {
  mkdirSync(dirname(join(directory, path)), { recursive: true });
  writeFileSync(join(directory, path), typeof content === "string" ? content : JSON.stringify(content, null, 2));
}

function writeStacks(stacks: Record<string, object>): void {
  const names = Object.keys(stacks);
  for (const name of names) write(`stacks/${name}/cdk.tf.json`, stacks[name]);
  const entries = names.map((name) => [name, { name, workingDirectory: `stacks/${name}` }]);
  write("manifest.json", { version: "0.21.0", stacks: Object.fromEntries(entries) });
}

async function validated(resource: Blocks, further?: object) {
  write("main.tf.json", configuration(resource, further));
  return validateTerraform(directory);
}

describeWithTerraform(`validateTerraform${reason}`, () => {
  test("accepts resources of both providers, data sources and the built-in provider", async () => {
    const result = await validated(
      {
        hyperv_network_switch: { lan: SWITCH },
        hyperv_vhd: { "oslo-1": { ...DISK, depends_on: ["hyperv_network_switch.lan"] } },
        hyperv_machine_instance: {
          "oslo-1": {
            name: "oslo-1",
            generation: 1,
            processor_count: 4,
            network_adaptors: [{ name: "wan", switch_name: "${hyperv_network_switch.lan.name}" }],
            hard_disk_drives: [{ path: "${hyperv_vhd.oslo-1.path}", controller_number: 0, controller_location: 0 }],
          },
        },
        pexip_infinity_system_location: { oslo: { name: "Oslo" } },
        pexip_infinity_worker_vm: { "oslo-1": NODE },
        pexip_infinity_conference: {
          test: { name: "Test", service_type: "conference", aliases: [{ alias: "test@example.com" }] },
        },
        terraform_data: { redeploy: { triggers_replace: { path: "${hyperv_vhd.oslo-1.path}" } } },
      },
      {
        data: {
          hyperv_network_switch: { existing: { name: "Default Switch" } },
          terraform_remote_state: { manager: { backend: "local", config: { path: "../manager/terraform.tfstate" } } },
        },
      },
    );
    expect(result.diagnostics).toEqual([]);
    expect(result.valid).toBe(true);
  });

  test("tells two aliases of a provider apart", async () => {
    const providers = (...aliases: string[]) => ({
      provider: { hyperv: aliases.map((alias) => ({ alias, host: `${alias}.example.com` })) },
    });
    const disks = {
      hyperv_vhd: { a: { ...DISK, provider: "hyperv.hv1" }, b: { ...DISK, provider: "hyperv.hv2" } },
    };
    expect(await validated(disks, providers("hv1", "hv2"))).toMatchObject({ valid: true, diagnostics: [] });
    const { valid, diagnostics } = await validated(disks, providers("hv1"));
    expect(valid).toBe(false);
    expect(diagnostics).toMatchObject([{ detail: expect.stringContaining("hyperv_vhd.b") }]);
  });

  test.each([
    ["an unknown attribute", { ...DISK, siz: 1 }, 'No argument or block type is named "siz".'],
    ["a missing required attribute", { size: 1 }, 'The argument "path" is required, but no definition was found.'],
    ["a wrong type", { ...DISK, size: "big" }, 'Inappropriate value for attribute "size": a number is required.'],
    ["a value for an attribute that only the provider sets", { ...DISK, exists: true }, /"exists"; remove it/],
    ["a mistyped nested block", { ...DISK, timeouts: { creat: "1h" } }, /"creat"/],
  ])("names %s, its address, construct, file and line", async (_what, disk, detail) => {
    const metadata = { metadata: { path: "platform/oslo-1/Disk-hv1", uniqueId: "oslo-1" } };
    const { valid, diagnostics } = await validated({ hyperv_vhd: { "oslo-1": { "//": metadata, ...disk } } });
    expect(valid).toBe(false);
    expect(diagnostics).toEqual([
      {
        stack: directory.split(/[/\\]/).pop(),
        severity: "error",
        summary: expect.any(String),
        detail: expect.stringMatching(detail),
        address: "hyperv_vhd.oslo-1",
        constructPath: "platform/oslo-1/Disk-hv1",
        file: join(directory, "main.tf.json"),
        line: expect.any(Number),
      },
    ]);
  });

  test("judges the attributes of attributes", async () => {
    const conference = (alias: object) => ({
      pexip_infinity_conference: { test: { name: "Test", aliases: [{ alias: "a" }, alias] } },
    });
    const { diagnostics: missing } = await validated(conference({ description: "no alias" }));
    expect(missing).toMatchObject([
      { detail: 'Inappropriate value for attribute "aliases": element 1: attribute "alias" is required.' },
    ]);
    const { diagnostics: readOnly } = await validated(conference({ alias: "b", resource_id: 7 }));
    expect(readOnly).toMatchObject([{ detail: expect.stringContaining('"resource_id"; remove it') }]);
  });

  test("judges provider blocks and data sources", async () => {
    const { diagnostics } = await validated(
      { pexip_infinity_system_location: { oslo: { name: "Oslo" } } },
      { provider: { pexip: [{ adress: "x" }] }, data: { hyperv_vhd: { old: { path: "x", pth: "x" } } } },
    );
    const found = diagnostics.map(({ address, detail }) => `${address}: ${detail}`).sort();
    expect(found).toEqual([
      expect.stringMatching(/^data\.hyperv_vhd\.old: No argument or block type is named "pth"/),
      expect.stringMatching(/^provider\.pexip\[0\]: No argument or block type is named "adress"/),
    ]);
  });

  test("reports a file that is not JSON", async () => {
    write("main.tf.json", '{"resource": ');
    const { valid, diagnostics } = await validateTerraform(directory);
    expect(valid).toBe(false);
    expect(diagnostics[0]).toMatchObject({ file: join(directory, "main.tf.json"), address: undefined });
  });

  test("reports every stack of the manifest under its name, and nothing that lies about", async () => {
    writeStacks({
      manager: configuration({ hyperv_vhd: { disk: DISK } }),
      platform: configuration({ hyperv_vhd: { disk: { ...DISK, siz: 1 } } }),
    });
    write("stacks/removed/cdk.tf.json", "{");
    const { valid, stacks, diagnostics } = await validateTerraform(directory);
    expect(valid).toBe(false);
    expect(stacks).toEqual(["manager", "platform"]);
    expect(diagnostics).toMatchObject([
      { stack: "platform", file: join(directory, "stacks", "platform", "cdk.tf.json") },
    ]);
  });

  test("leaves the directory as it was, also where modules had to be installed", async () => {
    writeStacks({ manager: configuration({ hyperv_vhd: { disk: DISK } }, { module: { m: { source: "./module" } } }) });
    write("stacks/manager/module/main.tf.json", { output: { answer: { value: 42 } } });
    write("stacks/manager/.terraform/environment", "another workspace");
    const files = () => readdirSync(directory, { recursive: true }).sort();
    const before = files();
    expect(await validateTerraform(directory)).toMatchObject({ valid: true, diagnostics: [] });
    expect(files()).toEqual(before);
  });

  test("installs local modules, and says why another one cannot be", async () => {
    write("module/main.tf.json", { resource: { hyperv_vhd: { disk: { ...DISK, siz: 1 } } } });
    write("module/versions.tf.json", { terraform: { required_providers: { hyperv: { source: "taliesins/hyperv" } } } });
    const local = await validated({ hyperv_vhd: { disk: DISK } }, { module: { m: { source: "./module" } } });
    expect(local.diagnostics).toMatchObject([{ detail: expect.stringContaining('"siz"') }]);
    const missing = await validated({ hyperv_vhd: { disk: DISK } }, { module: { m: { source: "./nowhere" } } });
    expect(missing.valid).toBe(false);
    expect(missing.diagnostics).toMatchObject([
      { summary: "terraform init failed", detail: expect.stringContaining("nowhere") },
    ]);
  });

  test("asks for the schema of a further provider, and takes it", async () => {
    const random = { random_pet: { name: { length: 2 } } };
    const { valid, diagnostics } = await validated(random);
    expect(valid).toBe(false);
    expect(diagnostics).toMatchObject([
      { summary: "Missing required provider", detail: expect.stringContaining("option schemas") },
    ]);
    const length = { type: "number", required: true };
    const schema = { provider: { block: {} }, resource_schemas: { random_pet: { block: { attributes: { length } } } } };
    write("schemas/random.json", { provider_schemas: { "registry.terraform.io/hashicorp/random": schema } });
    const options = { schemas: [join(directory, "schemas", "random.json")] };
    expect(await validateTerraform(directory, options)).toMatchObject({ valid: true, diagnostics: [] });
  });

  test("is not led astray by Terraform's own environment variables", async () => {
    write("main.tf.json", configuration({ hyperv_vhd: { disk: DISK } }));
    const environment = {
      ...process.env,
      TF_CLI_ARGS_validate: "-no-such-flag",
      TF_CLI_CONFIG_FILE: join(directory, "no-such-file"),
      TF_LOG: "trace",
      TF_WORKSPACE: "no such workspace",
    };
    expect(await validateTerraform(directory, { environment })).toMatchObject({ valid: true, diagnostics: [] });
  });

  test("runs many at once", async () => {
    write("main.tf.json", configuration({ hyperv_vhd: { disk: DISK } }));
    const results = await Promise.all(Array.from({ length: 6 }, () => validateTerraform(directory)));
    expect(results.map(({ valid }) => valid)).toEqual(Array(6).fill(true));
  });

  test("ends a Terraform that takes too long", async () => {
    write("main.tf.json", configuration({ hyperv_vhd: { disk: DISK } }));
    await expect(validateTerraform(directory, { timeoutSeconds: 0.001 })).rejects.toThrow(
      /^terraform validate took more than 0.001 s and was ended; raise timeoutSeconds\n$/,
    );
  });

  test("the matcher accepts what is valid and lists what is not", async () => {
    write("main.tf.json", configuration({ hyperv_vhd: { disk: DISK } }));
    await expect(directory).toBeValidAgainstProviders();
    await expect(expect(directory).not.toBeValidAgainstProviders()).rejects.toThrow(
      /^expected an invalid configuration/,
    );
    write("main.tf.json", configuration({ hyperv_vhd: { disk: { ...DISK, siz: 1 } } }));
    await expect(directory).not.toBeValidAgainstProviders();
    await expect(expect(directory).toBeValidAgainstProviders()).rejects.toThrow(
      /^expected a valid configuration, but Terraform says\nerror .*: hyperv_vhd.disk: Extraneous JSON object property\n {2}No argument or block type is named "siz"/,
    );
  });
});

test("a directory without Terraform configuration is refused", async () => {
  write("readme.md", "nothing here");
  await expect(validateTerraform(directory)).rejects.toThrow(/no Terraform configuration here; give the directory/);
  writeStacks({});
  await expect(validateTerraform(directory)).rejects.toThrow(/no Terraform configuration here/);
});

test("a missing terraform is named, with the way out", async () => {
  write("main.tf.json", {});
  await expect(validateTerraform(directory, { environment: { PATH: directory } })).rejects.toThrow(
    "terraform is not on PATH; install it (developer.hashicorp.com/terraform/install) or name the program in the option terraform",
  );
  const nowhere = join(directory, "terraform");
  await expect(validateTerraform(directory, { terraform: nowhere })).rejects.toThrow(
    `${nowhere} did not run: spawn ${nowhere} ENOENT`,
  );
});

test("a program that is not terraform is shown with what it said", async () => {
  write("main.tf.json", {});
  await expect(validateTerraform(directory, { terraform: process.execPath })).rejects.toThrow(
    /: terraform validate gave no JSON: [^]*Cannot find module/,
  );
});

test("a file without schemas is refused by name", async () => {
  write("main.tf.json", {});
  write("schemas/random.json", {});
  const file = join(directory, "schemas", "random.json");
  await expect(validateTerraform(directory, { terraform: process.execPath, schemas: [file] })).rejects.toThrow(
    `${file}: no provider_schemas here; write the file with "terraform providers schema -json"`,
  );
});

test("terraform is looked for in every directory of PATH, programs only", () => {
  const name = process.platform === "win32" ? "terraform.exe" : "terraform";
  mkdirSync(join(directory, "a", name), { recursive: true });
  mkdirSync(join(directory, "b"));
  writeFileSync(join(directory, "b", name), "", { mode: 0o755 });
  const PATH = ["a", "b"].map((entry) => join(directory, entry)).join(delimiter);
  expect(terraformOnPath({ PATH })).toBe(join(directory, "b", name));
  expect(terraformOnPath({ PATH: join(directory, "a") })).toBeUndefined();
  expect(terraformOnPath({})).toBeUndefined();
});
