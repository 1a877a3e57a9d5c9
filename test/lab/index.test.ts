import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { FAULTS, HypervError, labFor, startLab, WindowsServer, type HypervHostSpec, type Lab } from "../../lib/lab";
import { modelOf } from "./lab/a-lab";
import { testWithTerraform } from "../support/test-with-terraform";
import { runTerraform, terraformOnPath, withoutTerraformSettings } from "../../lib/lab/terraform/terraform-command";
import { aFolder, removeFolders, write } from "../support/output-folder";

afterAll(removeFolders);

const HOST: HypervHostSpec = { address: "hv1.example.com", credentials: { username: "svc", password: "secret-of-hv1" }, networkAdapters: ["Ethernet 1"] };

const foldersOf = ({ environment }: Lab): readonly string[] => [environment.PEXIP_HYPERV_CACERT, environment.SSL_CERT_FILE].map((file) => dirname(file));

test("an address, a login and adapters make a host; the rest has defaults", async () => {
  await using lab = await startLab({ hosts: [HOST, { ...HOST, address: "hv2.example.com", sockets: 1, coresPerSocket: 8, memoryGib: 32, windowsServer: WindowsServer.V2019 }] });
  const [one, two] = lab.dump().hosts;
  expect(one).toMatchObject({ windowsServer: "2022", edition: "standard", condition: "on", logicalProcessors: 24, memoryMib: { total: 96 * 1024, reserve: 4096, used: 0 }, machines: [], switches: [], files: [] });
  expect(two).toMatchObject({ windowsServer: "2019", logicalProcessors: 8, memoryMib: { total: 32 * 1024 } });
});

test("a person changes a host by hand, and the journal and the tree tell of it, without a secret", async () => {
  await using lab = await startLab({ hosts: [HOST] });
  const host = lab.host("HV1.example.com");
  host.byHand.putFile("D:\\Pexip\\notes.txt", 12);
  host.becomeUnreachable();
  expect(lab.journal.map(({ subject, event }) => [subject, event])).toEqual([["hv1.example.com", "somebody put D:\\Pexip\\notes.txt there by hand"], ["hv1.example.com", "nobody reaches the host any more"]]);
  expect(lab.tree()).toContain("D:\\Pexip\\notes.txt (12 bytes)");
  expect(() => host.byHand.switchOn("oslo-1")).toThrow(HypervError);
  expect(JSON.stringify([lab.journal, lab.dump(), lab.tree()])).not.toContain("secret-of-hv1");
});

test.each([
  ["host", (lab: Lab) => lab.host("hv9.example.com"), "the lab has no host hv9.example.com"],
  ["Conferencing Node", (lab: Lab) => lab.conferencingNode("oslo-1"), "the lab has no Conferencing Node oslo-1"],
  ["Management Node", (lab: Lab) => lab.managementNode("manager.example.com"), "the lab was told of no Management Node manager.example.com"],
  ["place", (lab: Lab) => lab.localPort("manager.example.com", 443), "the lab has no place manager.example.com:443"],
])("a %s that is not there is an error with its name", async (_, find, message) => {
  await using lab = await startLab({ hosts: [HOST] });
  expect(() => find(lab)).toThrow(message);
});

describe("after the end", () => {
  /** What a process of its own prints, which ends when nothing keeps it alive any more. */
  function alone(body: string): string {
    const source = `require("ts-node").register({ swc: true }); const { startLab } = require("./lib/lab"); (async () => { ${body} })();`;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", source], { cwd: join(__dirname, "../.."), encoding: "utf8", timeout: 60_000 });
    expect([status, stderr]).toEqual([0, ""]);
    return stdout;
  }

  test("there is no port, no timer and no process, and the process ends by itself", () => {
    const held = 'process.getActiveResourcesInfo().filter((kind) => kind === "TCPServerWrap").length';
    const told = alone(`const lab = await startLab({ hosts: [${JSON.stringify(HOST)}], reachable: [{ address: "10.0.0.1", names: [], ports: [443] }], faults: [{ name: "winrm-slow" }] });
      const before = ${held};
      await lab.stop();
      console.log(before > 0, ${held});`);
    expect(told).toBe("true 0\n");
  });

  test("the same is true of one that could not start", () => {
    const twice = { host: HOST.address, switchName: "LAN", netAdapterName: "Ethernet 1" };
    expect(alone(`await startLab({ hosts: [${JSON.stringify(HOST)}], switches: ${JSON.stringify([twice, twice])} }).catch(() => console.log("refused"));`)).toBe("refused\n");
  });

  test("its files are gone, and it may be ended twice", async () => {
    const lab = await startLab({ hosts: [HOST] });
    const there = (): readonly boolean[] => foldersOf(lab).map((folder) => existsSync(folder));
    expect(there()).toEqual([true, true]);
    await Promise.all([lab.stop(), lab.stop()]);
    await lab.stop();
    expect(there()).toEqual([false, false]);
    await expect(lab.until(() => true)).rejects.toThrow("the lab was stopped");
  });
});

test("several at once do not see each other", async () => {
  const model = modelOf("full-platform");
  const labs = await Promise.all([1, 2, 3, 4].map(() => startLab(labFor(model))));
  try {
    labs[0].host("hv1.oslo.example.com").byHand.putFile("D:\\one.txt", 1);
    labs[1].fault({ name: "api-503" });
    const dumps = labs.map((lab) => JSON.stringify(lab.dump()).includes("one.txt"));
    const ports = labs.map((lab) => new Set(lab.resolve.map((override) => override.split(":").at(-1)!)));
    const shared = ports.flatMap((own, index) => [...own].filter((port) => ports.some((others, other) => other !== index && others.has(port))));
    const noted = labs.map(({ journal }) => journal.some(({ event }) => /one\.txt|api-503/.test(event)));
    expect([dumps, ports[0].size > 0, shared, noted]).toEqual([[true, false, false, false], true, [], [true, true, false, false]]);
    expect(new Set(labs.map(({ authority }) => authority.certificate)).size).toBe(4);
    expect(new Set(labs.map(({ environment }) => environment.TF_REATTACH_PROVIDERS)).size).toBe(4);
  } finally {
    await Promise.all(labs.map((lab) => lab.stop()));
  }
});

testWithTerraform("a configuration of one's own is applied with the lab's environment, and a fault strikes there", async () => {
  await using lab = await startLab({ hosts: [HOST], variables: { hv1_password: HOST.credentials.password } });
  const directory = aFolder();
  write(directory, "main.tf.json", {
    terraform: { required_providers: { hyperv: { source: "taliesins/hyperv" } } },
    variable: { hv1_password: { sensitive: true } },
    provider: { hyperv: { host: HOST.address, user: HOST.credentials.username, password: "${var.hv1_password}", port: 5986, https: true } },
    resource: { hyperv_network_switch: { lan: { name: "LAN", switch_type: "External", net_adapter_names: ["Ethernet 1"], allow_management_os: true } } },
  });
  write(directory, "terraform.rc", "");
  const environment = { ...withoutTerraformSettings(), ...lab.environment, TF_CLI_CONFIG_FILE: join(directory, "terraform.rc") };
  const apply = () => runTerraform({ terraform: terraformOnPath()!, directory, environment, timeoutSeconds: 60 }, ["apply", "-auto-approve", "-no-color"]);
  lab.fault({ name: "winrm-refused", subject: HOST.address });
  expect((await apply()).stderr).toContain("connection refused");
  expect(await apply()).toMatchObject({ succeeded: true, stderr: "" });
  expect(lab.dump().hosts[0].switches.map(({ name, netAdapterNames }) => [name, netAdapterNames])).toEqual([["LAN", ["Ethernet 1"]]]);
});

describe("docs/lab.md", () => {
  const root = join(__dirname, "../..");
  const page = readFileSync(join(root, "docs/lab.md"), "utf8");

  test("has each fault with its words, and no other", () => {
    const rows = [...page.slice(page.indexOf("## Faults")).matchAll(/^\| `([\w-]+)` \| (.+) \|$/gm)].map(([, name, text]) => [name, text]);
    expect(Object.fromEntries(rows)).toEqual(FAULTS);
  });

  test("shows the example as it is", () => {
    const slices = [...page.matchAll(/<!-- slice: (\S+) -->\n```ts\n([\s\S]*?)\n```/g)];
    expect(slices).toHaveLength(2);
    for (const [, file, code] of slices) expect(readFileSync(join(root, file), "utf8")).toContain(code);
  });

  test("links what is there", () => {
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link);
    expect([links.length > 2, links.filter((link) => !existsSync(join(root, "docs", link)))]).toEqual([true, []]);
  });
});
