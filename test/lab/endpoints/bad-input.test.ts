import { connect } from "node:net";
import { labFor, type Lab } from "../../../lib/lab";
import { decodeBody } from "../../../lib/lab/endpoints/request-body";
import { COLLECTION_NAMES } from "../../../lib/lab/infinity/collections/names";
import { BOOTSTRAP_PATH } from "../../../lib/lab/infinity/conferencing-node";
import { aLab, api, ask, build, events, modelOf, refusalOf, stopLabs, V1, type Answer, type Asked } from "../lab/a-lab";
import { enterLittle, installed } from "../lab/an-installation";

const full = modelOf("full-platform");
const JSON_TYPE = { "Content-Type": "application/json" };
/** More than any recursion reaches. */
const DEEP = 50_000;
const deep = `${"[".repeat(DEEP)}${"]".repeat(DEEP)}`;
const CALL = "/api/client/v2/conferences/meet.alice%40example.com/request_token";

jest.setTimeout(30_000);
let lab: Lab;
beforeAll(async () => {
  lab = await installed(full);
  await enterLittle(lab);
  await build(lab, full, "oslo-1");
  await lab.settled();
});
afterAll(stopLabs);
/** Whatever came: nothing was a bug, and the lab is as alive as before. */
afterEach(async () => {
  expect(events(lab).filter((event) => /a bug of the lab/.test(event))).toEqual([]);
  expect((await api(lab, "/admin/login/")).status).toBe(200);
});

const REFUSED = [400, 401, 403, 404, 405, 409, 413, 415, 501];
const TAKEN = [201, 202, 204, ...REFUSED];

/** Not a success, and no stack trace. */
function refused({ status, text }: Pick<Answer, "status" | "text">, allowed: readonly number[] = REFUSED): void {
  expect(allowed).toContain(status);
  expect(text).not.toMatch(/\n +at |Error:|undefined|node:/);
}

const hostile: readonly (readonly [string, Asked])[] = [
  ["deep JSON", { headers: JSON_TYPE, body: deep }],
  ["deep objects", { headers: JSON_TYPE, body: `${'{"name":'.repeat(DEEP)}1${"}".repeat(DEEP)}` }],
  ["a deep value of each usual field", { headers: JSON_TYPE, body: `{"name":${deep},"address":${deep},"certificate":${deep},"description":${deep}}` }],
  ["keys that name the machinery", { headers: JSON_TYPE, body: '{"__proto__":{"name":"x","isAdmin":true},"constructor":{"prototype":{"name":"y"}},"toString":"x","hasOwnProperty":1}' }],
  ["a number", { headers: JSON_TYPE, body: "7" }],
  ["a list", { headers: JSON_TYPE, body: '[{"name":"x"}]' }],
  ["null", { headers: JSON_TYPE, body: "null" }],
  ["half of a text", { headers: JSON_TYPE, body: '{"name":"x' }],
  ["bytes that are no UTF-8", { headers: JSON_TYPE, body: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]) }],
  ["numbers without end", { headers: JSON_TYPE, body: `{"name":${"9".repeat(100_000)},"priority":1e999,"id":-1}` }],
  ["control characters and lone surrogates", { headers: JSON_TYPE, body: '{"name":"\\u0000\\ud800\\u001b[2J","address":"\\u202e"}' }],
  ["a form with strange names", { headers: { "Content-Type": "multipart/form-data; boundary=x" }, body: '--x\r\nContent-Disposition: form-data; name="__proto__"\r\n\r\na\r\n--x\r\nContent-Disposition: form-data; name="__proto__"; filename="../../x"\r\n\r\nb\r\n--x--\r\n' }],
  ["XML", { headers: { "Content-Type": "text/xml" }, body: '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>' }],
  ["no body", { headers: JSON_TYPE }],
];

test.each(hostile)("every collection refuses %s, or takes what it can of it", async (_, asked) => {
  const { headers = {}, body = "" } = asked;
  const decoded = await decodeBody(Buffer.from(body as string | Buffer), headers["Content-Type"], "");
  if ("status" in decoded) throw new Error(`answered ${decoded.status} before any collection was asked`);
  for (const name of COLLECTION_NAMES) {
    for (const [method, path] of [["POST", `${name}/`], ["PATCH", `${name}/1/`], ["PUT", `${name}/1/`]] as const) {
      const answer = lab.managementNode().request(method, `${V1}/${path}`, decoded.body, lab.loginTo());
      refused({ status: answer.status, text: JSON.stringify(answer.body ?? "") }, TAKEN);
    }
  }
  for (const [method, path] of [["POST", "conference/"], ["PATCH", "management_vm/1/"]]) refused(await api(lab, path, { ...asked, method }), TAKEN);
  expect(({} as { readonly isAdmin?: boolean }).isAdmin).toBeUndefined();
});

test.each(hostile)("a node refuses %s, as its configuration and in a call", async (_, asked) => {
  refused(await ask(lab, "10.44.10.11", 8443, BOOTSTRAP_PATH, { ...asked, method: "POST", trust: null }));
  refused(await ask(lab, "10.44.10.11", 8443, CALL, { ...asked, method: "POST", trust: null }));
  expect(lab.conferencingNode("oslo-1").state).toBe("fresh");
});

test.each([
  "limit=-1", "limit=1e9", "limit=99999999999999999999", "offset=x", "limit=1&limit=2", "%", "%00=%00", "%ff=%fe", "a".repeat(7000), "&".repeat(7000), "name__=x", "__=x", "__proto__=x", "constructor=x", "name__constructor=x", "name____exact=x", "format=xml", "name__regex=(a%2B)%2B%24", "order_by=name",
])("a query is answered or refused by its name: %.20s", async (query) => {
  for (const path of [`${V1}/conference/?${query}`, `/api/admin/status/v1/worker_vm/?${query}`]) refused(await api(lab, path), [200, 400]);
});

test.each([
  "/api/admin/configuration/v1/__proto__/", "/api/admin/configuration/v1/constructor/", "/api/admin/configuration/v1/conference/__proto__/", "/api/admin/configuration/v1/conference/1/2/3/", "/api/admin/configuration/v1/conference/%/", "/api/admin/configuration/v1/conference/%2e%2e%2f/", "/api/admin/configuration/v1//", "/api/admin/configuration/v1/", "/api/admin/configuration/", "/api/admin/status/v1/__proto__/", "/api/admin/status/v1/worker_vm/toString/", "/api/admin/command/v1/platform/snapshot/", "/api/admin/", "/api/", "/../../etc/passwd", "//", "/%00", "https://elsewhere.example.com/", "*", "/api/admin/configuration/v1/conference", "/admin/login", "/admin/", `/${"a/".repeat(3000)}`,
])("what does not exist is not there: %.60s", async (path) => {
  refused(await ask(lab, "manager.example.com", 443, path, { login: lab.loginTo() }), [404, 501]);
});

test.each(["HEAD", "OPTIONS", "TRACE", "PROPFIND", "DELETE", "PURGE", "M-SEARCH", "LOCK"])("the method %s removes nothing and breaks nothing", async (method) => {
  const before = lab.tree();
  for (const path of ["/admin/login/", `${V1}/conference/`, `${V1}/global/1/`, `${V1}/system_location/`, "/api/admin/status/v1/alarm/", "/"]) refused(await api(lab, path, { method }), [200, 404, 405, 501]);
  refused(await ask(lab, "10.44.10.11", 8443, BOOTSTRAP_PATH, { method, trust: null }), [405]);
  expect(lab.tree()).toBe(before);
});

test("calls to rooms with strange names are refused", async () => {
  const other = await aLab({ ...labFor(modelOf("existing-switch")) });
  other.enterByHand();
  await other.until(() => other.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
  await other.settled();
  for (const alias of ["__proto__", "%", "%ff", "a".repeat(5000), "", "..%2f..", "%00", "(a%2B)%2B%24"]) {
    for (const action of ["request_token", "release_token", "constructor"]) {
      refused(await ask(other, "oslo-1.example.com", 443, `/api/client/v2/conferences/${alias}/${action}`, { method: "POST", headers: { ...JSON_TYPE, token: "\u00ff".repeat(100), pin: "x".repeat(1000) }, body: '{"display_name":"x"}', trust: null }), action === "release_token" ? [200, 404, 501] : REFUSED);
    }
  }
  expect(events(other).filter((event) => /a bug of the lab/.test(event))).toEqual([]);
});

test("the journal of it is short, on one line each, and holds no login", async () => {
  await api(lab, "conference/", { login: { username: "planted-user", password: "planted-password" } });
  await api(lab, `/planted%0aline/${"x".repeat(5000)}?pin=planted-pin`);
  for (const { event } of lab.journal) {
    expect(event.length).toBeLessThan(300);
    expect(event).not.toMatch(/\p{Cc}|planted-/u);
  }
});

test("half-open connections on every port, Terraform's among them, keep no lab from stopping", async () => {
  const other = await installed(full);
  const plugins = Object.values(JSON.parse(other.environment.TF_REATTACH_PROVIDERS) as Readonly<Record<string, { readonly Addr: { readonly String: string } }>>).map(({ Addr }) => Number(Addr.String.split(":")[1]));
  const ports = [other.localPort("manager.example.com", 443), ...plugins];
  const sockets = await Promise.all(
    ports.flatMap((port) => ["", "\0garbage", "\x16\x03\x01\x02\x00"].map((bytes) => new Promise<ReturnType<typeof connect>>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => socket.write(bytes, () => resolve(socket)));
      socket.on("error", () => undefined).resume();
    }))),
  );
  const gone = Promise.all(sockets.filter(({ closed }) => !closed).map((socket) => new Promise((resolve) => socket.on("close", resolve))));
  await Promise.all([other.stop(), gone]);
  for (const port of ports) expect(await refusalOf(new Promise((resolve, reject) => connect(port, "127.0.0.1", () => resolve(undefined)).on("error", reject)))).toBe("ECONNREFUSED");
});

test("two labs of one deployment share no port, and know nothing of what is in the other", async () => {
  const others = await Promise.all([installed(full), installed(full)]);
  const [one, other] = others.map(({ resolve, environment }) => ({ places: resolve.map((line) => line.split(":")[3]), environment }));
  expect(one.places.filter((port) => other.places.includes(port))).toEqual([]);
  for (const name of ["TF_REATTACH_PROVIDERS", "PEXIP_HYPERV_RESOLVE", "PEXIP_HYPERV_CACERT", "PEXIP_PASSWORD", "TF_VAR_hv_oslo_password"]) expect(one.environment[name]).not.toBe(other.environment[name]);
  await build(others[0], full, "oslo-1");
  await others[0].settled();
  expect(await refusalOf(ask(others[0], "10.44.10.11", 8443, "/", { trust: null }))).toBe("nothing was refused");
  expect(await refusalOf(ask(others[1], "10.44.10.11", 8443, "/", { trust: null }))).toBe("ECONNREFUSED");
  await others[0].stop();
  expect((await api(others[1], "/admin/login/")).status).toBe(200);
});
