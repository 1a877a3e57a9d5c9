import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deploymentFileText } from "../../../lib/deployment/deployment-file";
import type { DeploymentModel } from "../../../lib/deployment/model";
import { labFor, type Lab } from "../../../lib/lab";
import { aLab, api, build, modelOf, stopLabs } from "./a-lab";
import { commandLine, installed, made, platform } from "./an-installation";

const full = modelOf("full-platform");
const single = modelOf("single-host");
let folder: string;

// each test installs a platform, on a machine that may have other things to do
jest.setTimeout(30_000);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "commands-verify-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(stopLabs);

/** `verify` of a deployment, as synthesized. */
function verify(lab: Lab, model: DeploymentModel, argv: readonly string[] = [], env: Readonly<Record<string, string>> = {}) {
  const file = join(folder, "deployment.json");
  writeFileSync(file, deploymentFileText({ ...model, machines: {} }));
  return commandLine(lab, ["verify", file, ...argv], env);
}

/** Who is in a room now. */
const participants = (lab: Lab) => lab.conferencingNodes.flatMap((node) => node.participants);

describe("in api mode, with everything SYNCED", () => {
  test("all is well, nobody stays in the room, and of DNS it says that it did not look", async () => {
    const lab = await platform(full);
    const { code, stdout, stderr } = await verify(lab, full);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^manager\.example\.com {2}10\.44\.10\.10\n {2}skipped {2}DNS +not asked: PEXIP_HYPERV_RESOLVE says where names lead here\n/);
    expect(stdout.match(/DNS|SRV/g)).toEqual(["DNS"]);
    expect(stdout).toMatch(/\n\nbergen-2 {2}10\.55\.10\.12\n {2}ok {7}synchronised +SYNCED\n(.*\n)+? {2}ok {7}TLS 5061 +bergen-2\.example\.com is trusted, from Lab Authority /);
    expect(stdout).toMatch(/\n {2}ok {7}call through edge-1 {2}enters Alice's room as host, and leaves again\n {2}ok {7}call through edge-2 /);
    expect(stdout).toMatch(/\n\n65 ok, 0 warnings, 0 failed, 1 skipped\n$/);
    expect(participants(lab)).toEqual([]);
    const json = await verify(lab, full, ["--format", "json"]);
    expect(JSON.parse(json.stdout)).toMatchObject({ summary: { ok: 65, warning: 0, failed: 0, skipped: 1 } });
  });

  test("a node that is off, and one that takes no calls, are found", async () => {
    const lab = await platform(full);
    lab.host("hv1.oslo.example.com").byHand.switchOff("edge-1");
    const { id } = (await api(lab, "worker_vm/?name=edge-2")).json.objects[0];
    await api(lab, `worker_vm/${id}/`, { method: "PATCH", body: { maintenance_mode: true, maintenance_mode_reason: "moved" } });
    await lab.until(() => ["edge-1", "edge-2"].every((name, index) => lab.managementNode().nodeState(name)?.syncStatus === ["OUT_OF_SYNC", "SYNCED"][index]));
    const { code, stdout } = await verify(lab, full);
    expect(code).toBe(2);
    expect(stdout).toMatch(/\n {2}failed {3}alarm +Connectivity lost between nodes \(error\): edge-1\n/);
    expect(stdout).toMatch(/\n {2}failed {3}synchronised +OUT_OF_SYNC\n +is the VM on, /);
    expect(stdout).toMatch(/\n {2}failed {3}TLS 443 +edge-1\.example\.com: connection refused\n/);
    expect(stdout).toMatch(/\n {2}failed {3}call through edge-1 {2}connection refused\n/);
    expect(stdout).toMatch(/\n {2}failed {3}call through edge-2 {2}it takes no calls now: System in maintenance mode \(503\)\n/);
    expect(stdout).toMatch(/\n\nfailed {3}manager\.example\.com: alarm\n {9}edge-1: synchronised, TLS 443, TLS 5061\n {9}edge-2: maintenance mode\n {9}Alice's room: call through edge-1, call through edge-2\n\n/);
  });

  test("a wrong password is tried once, and everything else is looked at all the same", async () => {
    const lab = await platform(full);
    const { code, stdout } = await verify(lab, full, [], { PEXIP_PASSWORD: "planted" });
    expect(code).toBe(2);
    expect(stdout).toMatch(/\n {2}failed {3}management API +it refuses "admin" with the password of PEXIP_PASSWORD \(401\)\n +the web administration password is the one typed into the installation wizard/);
    expect(stdout).not.toContain("planted");
    expect(stdout).toMatch(/, 1 failed, 10 skipped\n$/);
    expect(lab.journal.filter(({ event }) => event.startsWith("answered 401"))).toHaveLength(1);
  });

  test("a Management Node that has had enough is asked again, as late as it wants", async () => {
    const lab = await platform(full);
    lab.fault({ name: "api-429", times: 2 });
    lab.fault({ name: "api-503" });
    const { code, pauses } = await verify(lab, full);
    expect([code, pauses]).toEqual([0, [1000, 2000, 4000]]);
  });

  test("lists longer than a page are read to their end", async () => {
    const lab = await platform(full);
    const { system_location } = (await api(lab, "worker_vm/1/")).json;
    for (let index = 0; index < 230; index += 1) {
      const entry = { name: `extra-${index}`, hostname: `extra-${index}`, domain: "example.com", address: `10.99.0.${index + 2}`, netmask: "255.255.255.0", gateway: "10.99.0.1", system_location };
      lab.managementNode().request("POST", "/api/admin/configuration/v1/worker_vm/", entry, lab.loginTo());
    }
    const { code, stdout } = await verify(lab, full, ["--skip", "tls", "--skip", "call"]);
    expect(stdout).toMatch(/\n {2}warning {2}Conferencing Nodes +extra-0, .* and 224 more are not in the deployment\n/);
    expect(stdout).toMatch(/\n\noslo-1 {2}10\.44\.10\.11\n {2}ok {7}synchronised +SYNCED\n/);
    expect(code).toBe(0);
  });
});

describe("in runbook mode, v21", () => {
  async function byHand() {
    const lab = await installed(single);
    lab.enterByHand();
    await build(lab, single, "oslo-1");
    await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
    await lab.settled();
    return lab;
  }

  test("says what a person has left out: licence, certificate, and a room to call", async () => {
    const lab = await byHand();
    const { code, stdout } = await verify(lab, single);
    expect(code).toBe(2);
    expect(stdout).toMatch(/\n {2}ok {7}version +21, as declared\n {2}failed {3}licences +none is installed\n +nothing can be called: activate one in Platform > Licenses/);
    expect(stdout).toMatch(/\n {2}failed {3}TLS 443 +it is self-signed\n {2}failed {3}TLS 5061 +it is self-signed\n +SHA-256 /);
    expect(stdout).toMatch(/\n {2}skipped {2}test call +no room of the deployment has an alias; name one with --room ALIAS\n/);
    const call = await verify(lab, single, ["--room", "meet.test@example.com"]);
    expect(call.stdout).toMatch(/\n {2}failed {3}call through oslo-1 {2}its certificate is self-signed: it was not called\n/);
  });

  test("is content when all of it is there", async () => {
    const lab = await byHand();
    await made(lab, "licence/", { entitlement_id: "LAB-1" });
    const conference = await made(lab, "conference/", { name: "Test room", aliases: [] });
    await made(lab, "conference_alias/", { alias: "meet.test@example.com", conference });
    const { certificate, privateKey } = lab.authority.issue(["oslo-1.example.com"]);
    const tls_certificate = await made(lab, "tls_certificate/", { certificate, private_key: privateKey });
    await api(lab, "worker_vm/1/", { method: "PATCH", body: { tls_certificate } });
    await lab.until(() => lab.conferencingNode("oslo-1").servedCertificate?.certificate === certificate && lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
    const { code, stdout } = await verify(lab, single, ["--room", "meet.test@example.com"]);
    expect(stdout).toMatch(/\n\nmeet\.test@example\.com\n {2}ok {7}call through oslo-1 {2}enters Test room as host, and leaves again\n\n18 ok, 0 warnings, 0 failed, 1 skipped\n$/);
    expect(code).toBe(0);
    expect(participants(lab)).toEqual([]);
  });

  test("a node that is never synchronized is found", async () => {
    const lab = await installed(single, { faults: [{ name: "node-never-syncs", times: Infinity }] });
    lab.enterByHand();
    await build(lab, single, "oslo-1");
    await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCING");
    const { code, stdout } = await verify(lab, single);
    expect(code).toBe(2);
    expect(stdout).toMatch(/\n {2}failed {3}synchronised +SYNCING\n +changes take about a minute: pexip-hyperv wait node oslo-1\n/);
  });

  test("a Management Node at its wizard is not there yet", async () => {
    const lab = await aLab(labFor(single));
    await build(lab, single, "manager");
    const { code, stdout } = await verify(lab, single);
    expect(code).toBe(2);
    expect(stdout).toMatch(/\n {2}failed {3}login page +manager\.example\.com \(10\.44\.0\.10\): connection refused\n +is the VM on, and has the installation wizard been finished\? pexip-hyperv wait manager tells\n/);
    expect(stdout).toMatch(/\n {2}failed {3}management API +connection refused\n/);
  });
});
