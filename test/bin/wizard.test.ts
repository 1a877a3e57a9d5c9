import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { deploymentFileText } from "../../lib/deployment/deployment-file";
import type { DeploymentRecord } from "../../lib/deployment/model";
import { aManager, sound } from "../support/records";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "pexip-hyperv-"))));
afterEach(() => rmSync(folder, { recursive: true }));

async function wizard(records: readonly DeploymentRecord[], ...argv: readonly string[]) {
  mkdirSync(join(folder, "cdktf.out"), { recursive: true });
  writeFileSync(join(folder, "cdktf.out", "deployment.json"), deploymentFileText({ records, acceptances: [], machines: {} }));
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ columns: 100, write: (text: string) => (written[name] += text) });
  const code = await run(["wizard", ...argv], { env: {}, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal });
  return { code, ...written };
}

/** Two Management Nodes of two platforms on one host. */
function two(): readonly DeploymentRecord[] {
  const { records, host, externalSwitch } = sound();
  return [...records, aManager({ host, externalSwitch }, { address: "10.44.0.20" }, "second")];
}

describe("wizard", () => {
  test("prints the sheet of the only Management Node", async () => {
    const { code, stdout, stderr } = await wizard(sound().records);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Installation wizard of manager\.example\.com, Infinity v21 .*\n[^]* 1 ! IP address {19}10\.44\.0\.10\n/);
  });

  test("prints those of all, or of the one that is named by VM, path or FQDN", async () => {
    const titles = async (...argv: readonly string[]) => (await wizard(two(), ...argv)).stdout.split("\n").filter((line) => line.startsWith("Installation wizard"));
    expect(await titles()).toHaveLength(2);
    for (const name of ["second", "manager/second", "second.example.com"]) expect(await titles("cdktf.out", "--node", name)).toEqual([expect.stringContaining("second.example.com")]);
  });

  test("gives JSON to programs", async () => {
    expect(JSON.parse((await wizard(two(), "--format", "json", "--node", "second")).stdout).managementNodes.map(({ path }: { readonly path: string }) => path)).toEqual(["manager/second"]);
  });

  test("knows no other node", async () => {
    expect(await wizard(two(), "--node", "third")).toEqual({ code: 1, stdout: "", stderr: 'error  --node "third": there is no such Management Node; there are manager, second\n' });
  });

  test("has nothing to say where none is built", async () => {
    const { code, stderr } = await wizard(sound().records.filter(({ kind }) => kind === "host"));
    expect({ code, stderr }).toEqual({ code: 1, stderr: "error  cdktf.out/deployment.json: builds no Management Node, so there is no wizard to answer\n" });
  });

  test("--help has an example", async () => {
    expect((await wizard(sound().records, "--help")).stdout).toMatch(/\nExample:\n {2}pexip-hyperv wizard /);
  });
});
