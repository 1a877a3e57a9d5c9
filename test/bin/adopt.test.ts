import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../bin/program";
import { importFileText } from "../../lib/client/adopt/import-file";
import { reattachProviders, startProviderServer } from "../../lib/lab/plugin/server";
import type { ProviderSchemas } from "../../lib/lab/plugin/schema";
import { isUnknown, UNKNOWN, type Value } from "../../lib/lab/plugin/values";
import { runTerraform, terraformOnPath, withoutTerraformSettings } from "../../lib/lab/terraform/terraform-command";
import { testWithTerraform } from "../support/test-with-terraform";
import { anObject, servesCollections, type Collections } from "../support/api-collections";
import { FakeClock } from "../support/fake-clock";
import { HttpsServer, makeIdentities } from "../support/https-servers";

const identities = makeIdentities();
const PASSWORD = "s3cret-of-the-manager";
const IMPORTS = "cdktf.out/stacks/platform/pexip-imports.tf.json";
const ROOM = 'The "${big}" room';
const uri = (collection: string, id: number) => `/api/admin/configuration/v1/${collection}/${id}/`;

let folder: string;
let server: HttpsServer;
let collections: Record<string, Collections[string]>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "adopt-"));
  writeFileSync(join(folder, "authority.pem"), identities.authority);
  collections = {
    dns_server: [anObject("dns_server", 3, { address: "10.44.0.53", description: "" }), anObject("dns_server", 8, { address: "10.44.0.54", description: "" })],
    system_location: [anObject("system_location", 5, { name: "Oslo", description: "", mtu: 1500, dns_servers: [{ id: 3 }, { id: 8 }] })],
    conference: [...Array.from({ length: 25 }, (_, index) => anObject("conference", index + 1, { name: `room ${index}` })), anObject("conference", 77, { name: ROOM, pin: "1234", aliases: [], service_type: "conference" })],
  };
  server = await HttpsServer.start(identities.good, servesCollections(collections, { password: PASSWORD }));
  synthesized({ platform: configuration() });
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const PROVIDER = { alias: "manager", address: "https://manager.example.com", username: "admin", password: "${var.manager_web_password}", insecure: false };

function configuration(more: object = {}): object {
  return {
    terraform: { required_providers: { pexip: { source: "pexip/infinity" } } },
    provider: { pexip: [PROVIDER] },
    variable: { manager_web_password: { type: "string", sensitive: true }, pin: { type: "string", sensitive: true } },
    resource: {
      pexip_infinity_dns_server: { "dns-1_AB12": { address: "10.44.0.53", provider: "pexip.manager" } },
      pexip_infinity_system_location: {
        oslo: { name: "Oslo", mtu: 1500, dns_servers: ["${pexip_infinity_dns_server.dns-1_AB12.id}", uri("dns_server", 8)], provider: "pexip.manager" },
        bergen: { name: "Bergen", provider: "pexip.manager" },
      },
      pexip_infinity_conference: { big: { name: 'The "$${big}" room', pin: "${var.pin}", provider: "pexip.manager" } },
      ...more,
    },
  };
}

function synthesized(stacks: Readonly<Record<string, object>>): void {
  for (const [name, content] of Object.entries(stacks)) {
    mkdirSync(join(folder, "cdktf.out/stacks", name), { recursive: true });
    writeFileSync(join(folder, "cdktf.out/stacks", name, "cdk.tf.json"), JSON.stringify(content));
  }
  const entries = Object.keys(stacks).map((name) => [name, { name, synthesizedStackPath: `stacks/${name}/cdk.tf.json`, workingDirectory: `stacks/${name}`, dependencies: [] }]);
  writeFileSync(join(folder, "cdktf.out/manifest.json"), JSON.stringify({ version: "0.21.0", stacks: Object.fromEntries(entries) }));
}

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const ENVIRONMENT = { TF_VAR_manager_web_password: PASSWORD, TF_VAR_pin: "98765" };

/** With the certificate of the tests, which is localhost's. */
function adopt(argv: readonly string[] = [], env: Readonly<Record<string, string>> = ENVIRONMENT): Promise<Result> {
  return adoptAt(["--manager", "localhost", "--port", String(server.port)], argv, env);
}

async function adoptAt(manager: readonly string[], argv: readonly string[] = [], env: Readonly<Record<string, string>> = ENVIRONMENT): Promise<Result> {
  let stdout = "";
  let stderr = "";
  const world = {
    env,
    cwd: folder,
    stdout: { write: (text: string) => void (stdout += text) },
    stderr: { write: (text: string) => void (stderr += text) },
    clock: new FakeClock(),
    signal: new AbortController().signal,
  };
  const code = await run(["adopt", ...argv, ...manager, ...(argv.includes("--insecure") ? [] : ["--cacert", join(folder, "authority.pem")])], world);
  expect(stdout + stderr).not.toMatch(/s3cret|98765|"?1234"?/);
  return { code, stdout, stderr };
}

const written = () => JSON.parse(readFileSync(join(folder, IMPORTS), "utf8")) as { readonly import: readonly object[] };

test("writes an import block for what exists, tells the rest, and reads every page of a list", async () => {
  const { code, stdout, stderr } = await adopt();
  expect([code, stderr]).toEqual([0, ""]);
  expect(written().import).toEqual([
    { to: "pexip_infinity_conference.big", id: "77" },
    { to: "pexip_infinity_dns_server.dns-1_AB12", id: "3" },
    { to: "pexip_infinity_system_location.oslo", id: "5" },
  ]);
  expect(stdout.split("\n").slice(0, 7)).toEqual([
    "stack platform",
    '  adopted    pexip_infinity_dns_server.dns-1_AB12   dns_server 3 "10.44.0.53"',
    '  adopted    pexip_infinity_system_location.oslo   system_location 5 "Oslo"',
    "  created    pexip_infinity_system_location.bergen",
    '  adopted    pexip_infinity_conference.big   conference 77 "The \\"${big}\\" room"',
    "             pin differs (not shown)",
    "",
  ]);
  expect(stdout).toContain("undeclared conference: 5 more");
  expect(stdout).toContain("not looked at: worker_vm; the Management Node has none (404)");
  expect(stdout).toContain("https://manager.example.com: 4 declared, 3 adopted (1 changed by the next plan), 1 to be created, 25 undeclared");
  expect(stdout).toContain(`written ${IMPORTS}`);
});

test("does not take the servers that the program names by number for undeclared", async () => {
  expect((await adopt()).stdout).not.toContain("undeclared dns_server");
});

test("writes nothing with --dry-run", async () => {
  const { code, stdout } = await adopt(["--dry-run"]);
  expect([code, existsSync(join(folder, IMPORTS))]).toEqual([0, false]);
  expect(stdout).toContain("nothing was written (--dry-run)");
});

test("ends with 1 under --strict while something is undeclared, and writes what it found nevertheless", async () => {
  expect((await adopt(["--strict"])).code).toBe(1);
  expect(written().import).toHaveLength(3);
  collections.conference = [];
  expect((await adopt(["--strict"])).code).toBe(0);
});

test("ends with 1 when somebody has to decide", async () => {
  collections.system_location = [anObject("system_location", 1, { name: "Oslo" }), anObject("system_location", 2, { name: "Oslo" })];
  const { code, stdout } = await adopt();
  expect(code).toBe(1);
  expect(stdout).toContain('ambiguous  pexip_infinity_system_location.oslo   system_location 1 "Oslo", system_location 2 "Oslo"; make name different');
});

test("speaks to programs in JSON", async () => {
  const { stdout } = await adopt(["--format", "json"]);
  expect(JSON.parse(stdout)).toMatchObject({ manager: "https://manager.example.com", counts: { adopted: 3, created: 1 }, written: [IMPORTS], removed: [] });
});

test("writes the file anew each time, and removes it when nothing is left to import", async () => {
  await adopt();
  collections.dns_server = [anObject("dns_server", 9, { address: "10.44.0.53", description: "" }), anObject("dns_server", 8, { address: "x" })];
  await adopt();
  expect(written().import).toContainEqual({ to: "pexip_infinity_dns_server.dns-1_AB12", id: "9" });
  collections.dns_server = [anObject("dns_server", 8, { address: "x" })];
  collections.system_location = collections.conference = [];
  expect((await adopt()).stdout).toContain(`removed ${IMPORTS}, which has nothing to import any more`);
  expect(existsSync(join(folder, IMPORTS))).toBe(false);
});

test("removes its files with --remove, without asking anybody", async () => {
  await adopt();
  await server.stop();
  expect(await adopt(["--remove"], {})).toEqual({ code: 0, stdout: `removed ${IMPORTS}\n`, stderr: "" });
  expect(await adopt(["--remove"], {})).toMatchObject({ code: 0, stdout: "there was no import file\n" });
});

test("neither overwrites nor removes a file of that name that is not its own", async () => {
  writeFileSync(join(folder, IMPORTS), '{"import":[]}');
  for (const argv of [[], ["--remove"]]) {
    const { code, stderr } = await adopt(argv);
    expect([code, stderr]).toEqual([1, `error  ${IMPORTS} was not written by this command, or was edited since; move it away\n`]);
  }
  expect(readFileSync(join(folder, IMPORTS), "utf8")).toBe('{"import":[]}');
  expect(server.received).toEqual([]);
});

test("writes a file for each stack, none where nothing is adopted", async () => {
  const site = { ...configuration(), resource: { pexip_infinity_dns_server: { second: { address: "10.44.0.54", provider: "pexip.manager" } } } };
  synthesized({ platform: configuration(), site, other: { resource: { terraform_data: { x: {} } } } });
  const { stdout } = await adopt();
  expect(stdout).toContain("written cdktf.out/stacks/site/pexip-imports.tf.json");
  expect(existsSync(join(folder, "cdktf.out/stacks/other/pexip-imports.tf.json"))).toBe(false);
});

test("asks which Management Node is meant when the stacks configure two, and keeps the other's blocks in the same stack", async () => {
  const both = configuration() as { readonly resource: Readonly<Record<string, Readonly<Record<string, object>>>> };
  const second = { ...both.resource.pexip_infinity_dns_server, theirs: { address: "10.44.0.53", provider: "pexip.local" } };
  synthesized({ platform: { ...both, provider: { pexip: [PROVIDER, { ...PROVIDER, alias: "local", address: `https://localhost:${server.port}` }] }, resource: { ...both.resource, pexip_infinity_dns_server: second } } });
  const names = `https://manager.example.com, https://localhost:${server.port}`;
  expect(await adoptAt([])).toMatchObject({ code: 1, stderr: expect.stringContaining(`error  the stacks configure several Management Nodes (${names}); choose one with --manager\n`) });
  expect(await adoptAt(["--manager", "elsewhere.example.com"])).toMatchObject({ code: 1, stderr: `error  --manager must be one that the stacks configure (${names}), got "elsewhere.example.com"\n` });
  const theirs = { to: "pexip_infinity_dns_server.dns-1_AB12", id: "3" };
  writeFileSync(join(folder, IMPORTS), importFileText([], false, [theirs, { to: "pexip_infinity_dns_server.gone", id: "1" }])!);
  expect(await adopt()).toMatchObject({ code: 0 });
  expect(written().import).toEqual([theirs, { to: "pexip_infinity_dns_server.theirs", id: "3" }]);
});

test("takes address, port, account and password variable from the stack's provider", async () => {
  synthesized({ platform: { ...configuration(), provider: { pexip: [{ ...PROVIDER, address: `https://localhost:${server.port}`, username: "terraform" }] } } });
  server.handler = servesCollections(collections, { username: "terraform", password: PASSWORD });
  expect(await adoptAt([])).toMatchObject({ code: 0, stdout: expect.stringContaining("3 adopted") });
});

test("goes where --resolve says", async () => {
  expect(await adoptAt(["--manager", "localhost", "--resolve", `localhost:443:127.0.0.1:${server.port}`])).toMatchObject({ code: 0, stdout: expect.stringContaining("3 adopted") });
});

test("tells what is missing before anything is asked: password, stacks, api mode", async () => {
  expect((await adopt([], {})).stderr).toContain("TF_VAR_manager_web_password is not set");
  expect(server.received).toEqual([]);
  synthesized({ platform: { resource: { terraform_data: { x: {} } } } });
  expect((await adopt()).stderr).toContain("in runbook mode there is nothing to adopt");
  writeFileSync(join(folder, "cdktf.out/stacks/platform/cdk.tf.json"), "{");
  expect((await adopt()).stderr).toContain("cannot be read as what cdktf writes (no JSON); synthesize again");
  rmSync(join(folder, "cdktf.out"), { recursive: true });
  expect((await adopt()).stderr).toContain("synthesize first");
});

test("ends with 2 for a wrong password, an untrusted certificate and a manager that does not answer, and leaves the stacks alone", async () => {
  expect(await adopt([], { PEXIP_PASSWORD: "wrong" })).toMatchObject({ code: 2, stderr: expect.stringContaining("refused the login") });
  server.replaceIdentity(identities.selfSigned);
  expect(await adopt()).toMatchObject({ code: 2, stderr: expect.stringContaining("No password was sent.") });
  await server.stop();
  expect(await adopt()).toMatchObject({ code: 2, stderr: expect.stringContaining("has the installation wizard been finished?") });
  expect(existsSync(join(folder, IMPORTS))).toBe(false);
});

test("does without verification only where the program, or the caller, says so", async () => {
  server.replaceIdentity(identities.selfSigned);
  expect((await adopt(["--insecure"])).code).toBe(0);
  expect((await adopt()).code).toBe(2);
});

test("explains itself, and refuses an option that it does not have", async () => {
  const { code, stdout } = await adoptAt([], ["--help"]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Usage: pexip-hyperv adopt \[options\] \[folder\]\n/);
  for (const option of ["--manager", "--dry-run", "--strict", "--allow-replacement", "--remove", "--format", "--username", "--resolve", "--cacert", "--timeout"]) expect(stdout).toContain(`  ${option}`);
  expect(stdout).toContain("Example:\n  PEXIP_PASSWORD=... pexip-hyperv adopt && ");
  expect(await adoptAt([], ["--password", "x"])).toMatchObject({ code: 1, stderr: expect.stringContaining("passwords come from PEXIP_PASSWORD alone") });
});

type Attributes = { [name: string]: Value };

testWithTerraform("Terraform imports what was adopted instead of creating it, and is content afterwards", async () => {
  await adopt();
  const schemas = JSON.parse(readFileSync(require.resolve("@cdktf/provider-pexip/schema.json"), "utf8")) as ProviderSchemas;
  const [schema] = Object.values(schemas.provider_schemas);
  const attributesOf = (typeName: string) => schema.resource_schemas![typeName].block.attributes!;
  const calls: string[] = [];
  const empty = (typeName: string): Attributes => Object.fromEntries(Object.keys(attributesOf(typeName)).map((name) => [name, null]));
  const provider = await startProviderServer({
    address: "registry.terraform.io/pexip/infinity",
    schema,
    handler: {
      configureProvider: () => ({}),
      upgradeResourceState: ({ state }) => ({ state }),
      readResource: ({ state }) => ({ state }),
      importResourceState: ({ typeName, id }) => {
        calls.push(`import ${typeName} ${id}`);
        const collection = typeName.slice("pexip_infinity_".length);
        const object = collections[collection].find((one) => String(one.id) === id)!;
        const state = { ...empty(typeName), id: uri(collection, Number(id)), resource_id: Number(id), name: object.name ?? null, address: object.address ?? null, mtu: object.mtu ?? null, pin: "98765" };
        const known = Object.fromEntries(Object.keys(empty(typeName)).map((name) => [name, (state as Attributes)[name] ?? null]));
        return { resources: [{ typeName, state: collection === "system_location" ? { ...known, dns_servers: [uri("dns_server", 3), uri("dns_server", 8)] } : known }] };
      },
      planResourceChange: ({ typeName, proposedState, priorState }) => {
        if (proposedState === null) return { state: null };
        const planned = proposedState as Attributes;
        const computed = Object.entries(attributesOf(typeName)).filter(([name, { computed: isComputed }]) => isComputed === true && planned[name] === null).map(([name]) => [name, UNKNOWN]);
        return { state: priorState === null ? { ...planned, ...(Object.fromEntries(computed) as Attributes) } : planned };
      },
      applyResourceChange: ({ typeName, plannedState, priorState }) => {
        calls.push(`${priorState === null ? "create" : "change"} ${typeName}`);
        const state = plannedState as Attributes;
        return { state: Object.fromEntries(Object.entries(state).map(([name, value]) => [name, isUnknown(value) ? (name === "id" ? uri("system_location", 99) : null) : value])) };
      },
    },
  });
  const directory = join(folder, "cdktf.out/stacks/platform");
  const environment = { ...withoutTerraformSettings(), CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"), TF_REATTACH_PROVIDERS: reattachProviders([provider]) };
  writeFileSync(environment.TF_CLI_CONFIG_FILE, "");
  const terraform = (...args: string[]) => runTerraform({ terraform: terraformOnPath()!, directory, environment, timeoutSeconds: 60 }, args);
  try {
    const variables = ["-var", "manager_web_password=x", "-var", "pin=98765", "-no-color"];
    expect(await terraform("init", "-no-color")).toMatchObject({ succeeded: true });
    const planned = await terraform("plan", ...variables);
    expect(planned.stdout).toContain("Plan: 3 to import, 1 to add, 0 to change, 0 to destroy.");
    calls.length = 0;
    const applied = await terraform("apply", "-auto-approve", ...variables);
    expect(applied.stdout).toContain("Apply complete! Resources: 3 imported, 1 added, 0 changed, 0 destroyed.");
    expect(calls.sort()).toEqual(["create pexip_infinity_system_location", "import pexip_infinity_conference 77", "import pexip_infinity_dns_server 3", "import pexip_infinity_system_location 5"]);
    calls.length = 0;
    // the blocks are still there: what the state has is not imported again
    expect((await terraform("plan", ...variables)).stdout).toContain("No changes.");
    expect(calls).toEqual([]);
  } finally {
    await provider.stop();
  }
});
