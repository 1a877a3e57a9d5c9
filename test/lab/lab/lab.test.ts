import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { LabAuthority, labFor, ManualClock, type LabOptions } from "../../../lib/lab";
import { sendTcp, sendTls, shownName } from "../endpoints/a-client";
import { aLab, api, ask, build, cli, events, modelOf, refusalOf, stopLabs } from "./a-lab";

const MANAGER = "manager.example.com";
const single = modelOf("single-host");
const full = modelOf("full-platform");

afterEach(stopLabs);

/** A lab in which the Management Node of the model has been installed. */
async function installed(model = full, options: Partial<LabOptions> = {}) {
  const lab = await aLab({ ...labFor(model), ...options });
  await build(lab, model, "manager");
  await lab.finishWizard();
  return lab;
}

describe("the installation wizard", () => {
  test("is not to be had while the VM is off, nor twice, and stops at the first answer that it does not take", async () => {
    const lab = await aLab({ ...labFor(single), unreachable: ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"] });
    await expect(lab.finishWizard()).rejects.toThrow("manager.example.com is not there: its VM was never on");
    await build(lab, single, "manager");
    await expect(lab.finishWizard()).rejects.toThrow("manager.example.com: NTP servers no NTP server can be reached; the installation fails");
    expect([lab.managementNode().state, await refusalOf(api(lab, "/admin/login/"))]).toEqual(["awaiting the wizard", "ECONNREFUSED"]);

    const typed = labFor(single).managementNodes![0].answers!.map(({ label, value }) => ({ label, value: label === "NTP servers" ? "ntp.example.com" : label === "Web administration password" ? "typed otherwise" : value }));
    await lab.finishWizard({ answers: typed });
    expect([(await api(lab, "/admin/login/")).status, lab.loginTo().password]).toEqual([200, "typed otherwise"]);
    await expect(lab.finishWizard()).rejects.toThrow("has been run");
  });

  test("is answered by somebody as soon as it is there, when that is wanted", async () => {
    const lab = await aLab({ ...labFor(single), answersWizard: true });
    await build(lab, single, "manager");
    await lab.until(() => lab.managementNode().state === "answering" && lab.managementNode().dump().configuration.tls_certificate?.length === 2);
    expect((await api(lab, "management_vm/1/")).json).toMatchObject({ hostname: "manager", address: "10.44.0.10" });
  });

  test("takes time on the lab's clock, and its port refuses connections until it is done", async () => {
    const clock = new ManualClock();
    const lab = await aLab({ ...labFor(single), clock });
    const host = lab.host("hv1.oslo.example.com");
    const building = build(lab, single, "manager");
    while (host.dump().machines[0]?.state !== "Running") {
      clock.advance(10_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await building;
    const finished = lab.finishWizard();
    clock.advance(59_000);
    await lab.settled();
    expect([lab.managementNode().state, await refusalOf(api(lab, "/admin/login/"))]).toEqual(["restarting", "ECONNREFUSED"]);
    clock.advance(1_000);
    await finished;
    expect((await api(lab, "/admin/login/")).status).toBe(200);
  });
});

test("a Management Node is self-signed until a certificate is assigned to it, and shows that to the next connection", async () => {
  const lab = await aLab(labFor(single));
  await build(lab, single, "manager");
  await lab.finishWizard({ certificate: false });
  expect(await refusalOf(api(lab, "/admin/login/"))).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
  const waited = await cli(lab, ["wait", "manager", "--address", MANAGER, "--timeout", "300ms"]);
  expect([waited.code, waited.stderr]).toEqual([2, expect.stringMatching(/certificate .*self-signed|signed by itself/)]);

  const { certificate, privateKey } = lab.authority.issue([MANAGER]);
  const made = await api(lab, "tls_certificate/", { method: "POST", trust: null, body: { certificate, private_key: privateKey } });
  expect((await api(lab, "management_vm/1/", { method: "PATCH", trust: null, body: { tls_certificate: made.headers.location } })).status).toBe(202);
  expect((await api(lab, "/admin/login/")).status).toBe(200);
  expect(await refusalOf(ask(lab, "10.44.0.10", 443, "/admin/login/"))).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
});

test("the API asks for a login, knows what it does not have, and refuses what is no JSON", async () => {
  const lab = await installed();
  expect([(await api(lab, "system_location/")).status, (await api(lab, "system_location/", { login: { username: "admin", password: "planted" } })).status, (await api(lab, "system_location/", { login: undefined })).status]).toEqual([200, 401, 401]);
  expect([(await api(lab, "/nowhere/")).status, (await api(lab, "system_location/99/")).status, (await api(lab, "nothing_such/")).status]).toEqual([404, 404, 501]);
  const headers = { "Content-Type": "application/json" };
  expect((await api(lab, "system_location/", { method: "POST", headers, body: "{" })).status).toBe(400);
  expect((await api(lab, "system_location/", { method: "POST", headers: { "Content-Type": "text/html" }, body: "<p>" })).status).toBe(415);
  expect((await api(lab, "system_location/", { method: "POST", headers, body: Buffer.alloc(17 * 1024 * 1024, " ") })).status).toBe(413);
  expect((await api(lab, "system_location/", { method: "POST", body: {} })).json).toEqual({ name: ["This field is required."] });
  expect(events(lab)).toContain(`${MANAGER} answered 413 to POST /api/admin/configuration/v1/system_location/: a body of more than 16777216 bytes`);
  expect(JSON.stringify(lab.journal)).not.toContain("planted");
});

test("garbage on every port leaves everything as it is", async () => {
  const lab = await installed();
  await build(lab, full, "oslo-1");
  await lab.settled();
  const before = lab.tree();
  const ports = [...new Set(lab.resolve.map((one) => Number(one.split(":")[3])))];
  const noises = ["\r\n\r\n", "GET / HTTP/1.1\r\n\r\n", "\0".repeat(5000), "x".repeat(100_000)];
  const heard = await Promise.all(ports.flatMap((port) => noises.flatMap((noise) => [sendTcp(port, noise, "goodbye"), sendTls(port, noise, "goodbye")])));
  expect(heard).toHaveLength(ports.length * noises.length * 2);
  expect(lab.tree()).toBe(before);
  expect((await api(lab, "/admin/login/")).status).toBe(200);
  expect(events(lab)).toContain("oslo-1 answered 400 to something that was no proper request (HPE_INVALID_METHOD)");
});

describe("the Administrator interface", () => {
  test.each(["runbook-v21", "full-platform"])("has all that the runbook of examples/%s says once a person was there, and the journal holds no secret", async (example) => {
    const model = modelOf(example);
    const lab = await installed(model);
    lab.enterByHand();
    const before = lab.dump().managementNodes;
    lab.enterByHand();
    expect(lab.dump().managementNodes).toEqual(before);
    expect(before[0].configuration).toMatchObject({ licence: [{}], conference: expect.arrayContaining([expect.objectContaining({ values: expect.objectContaining({ name: "Test room" }) })]) });
    expect(events(lab)).toContain(`${MANAGER} entered "Test room" (conference)`);
    const journal = JSON.stringify(lab.journal);
    for (const secret of [...Object.values(labFor(model).variables!), ...Object.entries(lab.environment).filter(([name]) => name.startsWith("TF_VAR_")).map(([, value]) => value)]) expect(journal).not.toContain(secret);
  });

  test("can be told of something else, by whoever knows more than the deployment did", async () => {
    const lab = await installed(single);
    lab.enterByHand(MANAGER, [{ collection: "system_location", values: { name: "Bergen" } }]);
    expect(lab.dump().managementNodes[0].configuration.system_location).toMatchObject([{ values: { name: "Bergen" } }]);
  });
});

describe("a VM", () => {
  async function synced() {
    const lab = await installed(single);
    lab.enterByHand();
    await build(lab, single, "oslo-1");
    await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
    return { lab, host: lab.host("hv1.oslo.example.com") };
  }

  test("that starts from a node's own ZIP knows itself, and is synchronized once it was entered", async () => {
    const { lab } = await synced();
    expect(await shownName(lab.localPort("oslo-1.example.com", 5061))).toBe("oslo-1.example.com");
    expect(lab.dump().conferencingNodes).toMatchObject([{ name: "oslo-1", version: "21", state: "running", fqdn: "oslo-1.example.com", configured: true }]);
    lab.enterByHand();
    expect(lab.dump().managementNodes[0].nodes).toEqual([{ name: "oslo-1", syncStatus: "SYNCED" }]);
  });

  test("that is switched off answers nothing, and is lost", async () => {
    const { lab, host } = await synced();
    host.byHand.switchOff("oslo-1");
    await lab.settled();
    expect(await refusalOf(ask(lab, "oslo-1.example.com", 443, "/", { trust: null }))).toBe("ECONNREFUSED");
    await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "OUT_OF_SYNC");
    host.byHand.switchOn("oslo-1");
    await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
  });

  test.each([
    ["on another VLAN", { vlanAccess: true, vlanId: 9 }],
    ["on no switch", { switchName: "" }],
  ])("%s answers nothing, and nobody hears of it", async (_, changes) => {
    const { lab, host } = await synced();
    host.byHand.switchOff("oslo-1");
    host.byHand.editNetworkAdapter("oslo-1", "Adapter 0", changes);
    await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "OUT_OF_SYNC");
    host.byHand.switchOn("oslo-1");
    await lab.until(() => lab.conferencingNode("oslo-1").running);
    expect(await refusalOf(ask(lab, "oslo-1.example.com", 443, "/", { trust: null }))).toBe("ECONNREFUSED");
    expect(lab.managementNode().nodeState("oslo-1")?.syncStatus).toBe("OUT_OF_SYNC");
  });

  test("whose disk is made anew begins anew: a Management Node at its wizard", async () => {
    const { lab, host } = await synced();
    host.byHand.switchOff("manager");
    host.byHand.removeVm("manager");
    host.disks.remove("D:\\Pexip\\manager\\manager.vhd");
    expect(lab.managementNodes).toEqual([]);
    await build(lab, single, "manager");
    expect(lab.managementNode().state).toBe("awaiting the wizard");
    await lab.finishWizard();
    expect((await api(lab, "worker_vm/")).json.objects).toEqual([]);
  });

  test("that keeps its disk stays who it is, whatever becomes of the VM around it", async () => {
    const { lab, host } = await synced();
    host.byHand.switchOff("manager");
    host.byHand.removeVm("manager");
    host.machines.create({ ...host.dump().machines[0], name: "manager", generation: 1 });
    host.drives.addHardDisk("manager", { ...host.drives.getHardDisks("oslo-1")[0], path: "D:\\Pexip\\manager\\manager.vhd" });
    host.byHand.switchOn("manager");
    await lab.until(() => lab.managementNode().state === "answering");
    // a VM without a network adapter has no address
    expect(await refusalOf(api(lab, "/admin/login/"))).toBe("ECONNREFUSED");
  });

  test("that boots something else is noted, and nothing more", async () => {
    const lab = await aLab({ ...labFor(single), images: {} });
    await build(lab, single, "manager");
    expect(events(lab)).toContain("manager is on, and boots something that the lab does not know");
    expect(() => lab.managementNode()).toThrow("manager.example.com is not there: its VM was never on");
  });
});

test("what is there already answers from the beginning", async () => {
  const lab = await aLab(labFor(modelOf("existing-switch")));
  expect([(await api(lab, "/admin/login/")).status, lab.host("hv2.oslo.example.com").switches.exists("Production")]).toEqual([200, true]);
  lab.enterByHand();
  await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
});

test("faults happen over HTTPS, too, and can be taken back", async () => {
  const lab = await installed();
  lab.fault({ name: "api-503", times: Infinity });
  expect((await api(lab, "system_location/")).status).toBe(503);
  lab.clearFaults();
  expect((await api(lab, "system_location/")).status).toBe(200);
  expect(events(lab)).toContain("lab the fault api-503 was asked for");
});

test("commands find their way and their trust in the environment, and nothing of it outlives the lab", async () => {
  const lab = await installed();
  const { environment } = lab;
  expect(Object.keys(environment).filter((name) => !name.startsWith("TF_VAR_")).sort()).toEqual(["CHECKPOINT_DISABLE", "PEXIP_HYPERV_CACERT", "PEXIP_HYPERV_INTERVAL", "PEXIP_HYPERV_RESOLVE", "PEXIP_PASSWORD", "SSL_CERT_FILE", "TF_REATTACH_PROVIDERS"]);
  expect(environment.TF_VAR_manager_private_key).toBe(lab.authority.serverKey);
  expect(environment.PEXIP_PASSWORD).toBe(environment.TF_VAR_manager_web_password);
  expect(readFileSync(environment.PEXIP_HYPERV_CACERT, "utf8")).toBe(lab.authority.certificate);
  expect(readFileSync(environment.SSL_CERT_FILE, "utf8").startsWith(lab.authority.certificate)).toBe(true);
  expect(Object.keys(JSON.parse(environment.TF_REATTACH_PROVIDERS)).sort()).toEqual(["registry.terraform.io/pexip/infinity", "registry.terraform.io/taliesins/hyperv"]);
  await lab.stop();
  expect([existsSync(environment.PEXIP_HYPERV_CACERT), existsSync(environment.SSL_CERT_FILE)]).toEqual([false, false]);
});

test("two labs at once do not see each other", async () => {
  const [one, other] = await Promise.all([await LabAuthority.create(), await LabAuthority.create()].map((authority) => installed(full, { authority })));
  expect((await api(one, "system_location/", { method: "POST", body: { name: "Oslo" } })).status).toBe(201);
  expect((await api(other, "system_location/")).json.objects).toEqual([]);
  expect([await refusalOf(api(one, "/admin/login/", { trust: other.authority.certificate })), one.localPort(MANAGER, 443) === other.localPort(MANAGER, 443)]).toEqual(["UNABLE_TO_VERIFY_LEAF_SIGNATURE", false]);
  expect((await api(one, "system_location/", { login: other.loginTo() })).status).toBe(401);
});

test("stops with everything that is open, once and for all", async () => {
  const lab = await installed();
  const port = lab.localPort(MANAGER, 443);
  const halfOpen = connect(port, "127.0.0.1").on("error", () => undefined);
  await new Promise((resolve) => halfOpen.on("connect", resolve));
  const gone = new Promise((resolve) => halfOpen.on("close", resolve));
  const never = lab.until(() => false);
  const refused = expect(never).rejects.toThrow("the lab was stopped");
  await Promise.all([lab.stop(), lab.stop(), gone, refused]);
  expect(await refusalOf(sendAway(port))).toBe("ECONNREFUSED");
  await expect(lab.until(() => true)).rejects.toThrow("the lab was stopped");
});

function sendAway(port: number): Promise<void> {
  return new Promise((resolve, reject) => connect(port, "127.0.0.1", resolve).on("error", reject));
}

test("a condition that cannot be told fails", async () => {
  const lab = await aLab(labFor(single));
  await expect(lab.until(() => lab.managementNode().state === "answering")).rejects.toThrow("is not there");
});

test("says what it does not have", async () => {
  const lab = await aLab({ hosts: [] });
  expect(() => lab.host("hv9")).toThrow("the lab has no host hv9");
  expect(() => lab.conferencingNode("oslo-9")).toThrow("the lab has no Conferencing Node oslo-9");
  expect(() => lab.localPort("a", 443)).toThrow("the lab has no place a:443");
  expect(() => lab.managementNode()).toThrow("the lab has 0 Management Nodes; say which one by its FQDN");
  expect(() => lab.managementNode("a.example.com")).toThrow("the lab was told of no Management Node a.example.com");
  expect([lab.dump(), lab.tree(), lab.environment.PEXIP_HYPERV_RESOLVE]).toEqual([{ hosts: [], managementNodes: [], conferencingNodes: [] }, "", "*:*:127.0.0.1:1"]);
});
