import { labFor } from "../../../lib/lab";
import { aLab, api, ask, build, cli, events, modelOf, refusalOf, stopLabs } from "./a-lab";

const MANAGER = "manager.example.com";
const STATUS = "/api/admin/status/v1/worker_vm/";

afterEach(stopLabs);

test("from an empty host to a test call, without Terraform", async () => {
  const model = modelOf("full-platform");
  const lab = await aLab(labFor(model));
  expect(await refusalOf(api(lab, "/admin/login/"))).toBe("ECONNREFUSED");
  await build(lab, model, "manager");
  expect([lab.managementNode().state, await refusalOf(api(lab, "/admin/login/"))]).toEqual(["awaiting the wizard", "ECONNREFUSED"]);

  const waiting = cli(lab, ["wait", "manager", "--address", MANAGER, "--timeout", "20s"]);
  await lab.finishWizard();
  expect(await waiting).toMatchObject({ code: 0, stderr: "" });

  // what Terraform enters
  const location = await api(lab, "system_location/", { method: "POST", body: { name: "Oslo" } });
  expect(location.status).toBe(201);
  expect((await api(lab, "licence/", { method: "POST", body: { entitlement_id: "LAB-1" } })).status).toBe(201);
  const room = await api(lab, "conference/", { method: "POST", body: { name: "Test room", pin: "123456", aliases: [] } });
  expect((await api(lab, "conference_alias/", { method: "POST", body: { alias: "meet.test@example.com", conference: room.headers.location } })).status).toBe(201);
  const certificate = lab.authority.issue(["oslo-1.example.com"]);
  const uploaded = await api(lab, "tls_certificate/", { method: "POST", body: { certificate: certificate.certificate, private_key: certificate.privateKey } });
  const entry = { name: "oslo-1", hostname: "oslo-1", domain: "example.com", address: "10.44.10.11", netmask: "255.255.255.0", gateway: "10.44.10.1", system_location: location.headers.location, tls_certificate: uploaded.headers.location };
  const entered = await api(lab, "worker_vm/", { method: "POST", body: entry });
  expect([entered.status, entered.headers["content-type"]]).toEqual([201, "text/xml"]);

  // its VM starts, and is told who it is
  await build(lab, model, "oslo-1");
  await lab.settled();
  expect(await refusalOf(ask(lab, "oslo-1.example.com", 443, "/"))).toBe("ECONNREFUSED");
  expect(await cli(lab, ["bootstrap-node", "oslo-1", "--address", "10.44.10.11", "--timeout", "20s"], { PEXIP_NODE_CONFIG: entered.text })).toMatchObject({ code: 0, stderr: "" });
  expect(await cli(lab, ["wait", "node", "oslo-1", "--manager", MANAGER, "--timeout", "20s", "--password-variable", "manager_web_password"])).toMatchObject({ code: 0, stderr: "" });
  expect((await api(lab, STATUS)).json.objects).toMatchObject([{ name: "oslo-1", sync_status: "SYNCED", cpu_count: 16, system_location: "Oslo" }]);
  expect(await refusalOf(ask(lab, "10.44.10.11", 8443, "/", { trust: null }))).toBe("ECONNREFUSED");

  // a call, with the certificate that the node was given
  const call = "/api/client/v2/conferences/meet.test%40example.com/request_token";
  const joined = await ask(lab, "oslo-1.example.com", 443, call, { method: "POST", headers: { pin: "123456" }, body: { display_name: "A tester" } });
  expect(joined.json).toMatchObject({ status: "success", result: { role: "HOST", conference_name: "Test room" } });
  expect(lab.conferencingNode("oslo-1").participants).toEqual([{ displayName: "A tester", role: "HOST", service: "Test room" }]);
  expect(lab.tree()).toContain("A tester in Test room, host");

  const secrets = [...Object.entries(lab.environment).flatMap(([name, value]) => (/^(TF_VAR_|PEXIP_PASSWORD$)/.test(name) ? [value] : [])), "123456", entered.text];
  const told = JSON.stringify([lab.journal, lab.dump(), lab.tree()]);
  expect(secrets.filter((secret) => told.includes(secret))).toEqual([]);
  expect(events(lab)).toContain("oslo-1 was SYNCED");
});
