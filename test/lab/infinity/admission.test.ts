import { answering, LOGIN, MINUTE, V1 } from "./a-manager";

const LIST = `${V1}/dns_server/`;

test("asks for a login, and takes the right one only", () => {
  const { manager } = answering();
  const statuses = [undefined, { ...LOGIN, password: "wrong" }, { ...LOGIN, username: "root" }, { username: "", password: "" }, LOGIN].map((login) => manager.request("GET", LIST, undefined, login).status);
  expect(statuses).toEqual([401, 401, 401, 401, 200]);
  expect(manager.request("GET", LIST).headers).toEqual({ "WWW-Authenticate": 'Basic realm="Pexip Infinity (simulated)"' });
  expect(manager.request("GET", "/admin/login/").status).toBe(200);
  expect(manager.request("POST", "/admin/login/").status).toBe(501);
});

test("an account that may only look changes nothing", () => {
  const { manager } = answering();
  const reader = { username: "reader", password: "reads" };
  manager.addAccount(reader);
  manager.addAccount({ username: "second", password: "writes" }, true);
  expect(manager.request("GET", LIST, undefined, reader).status).toBe(200);
  expect(manager.request("POST", LIST, { address: "10.44.0.54" }, reader)).toMatchObject({ status: 403, body: { error: "This account may not change anything." } });
  expect(manager.request("POST", LIST, { address: "10.44.0.54" }, { username: "second", password: "writes" }).status).toBe(201);
});

test.each<Readonly<Record<string, string | boolean>>>([{ source: "LDAP" }, { source: "OIDC" }, { api_oauth2_disable_basic: true }])("%j locks out who signs in with a password", (change) => {
  const bench = answering();
  expect(bench.ask("PATCH", "authentication/1/", change).status).toBe(202);
  expect(bench.ask("GET", "authentication/1/").status).toBe(401);
});

test("directories beside local accounts lock nobody out, and client certificates are refused", () => {
  const bench = answering();
  expect(bench.ask("PATCH", "authentication/1/", { source: "LDAP+LOCAL", client_certificate: "CN" }).body).toEqual({ client_certificate: ["The lab does not simulate client certificates of administrators."] });
  expect(bench.ask("PATCH", "authentication/1/", { source: "LDAP+LOCAL" }).status).toBe(202);
  expect(bench.ask("GET", "authentication/1/").status).toBe(200);
});

test("takes a thousand requests a minute, and says when the next one may come", () => {
  const bench = answering();
  for (let request = 0; request < 999; request++) expect(bench.ask("GET", "registration/1/").status).toBe(200);
  bench.clock.advance(20_000);
  expect(bench.ask("GET", "registration/1/").status).toBe(200);
  expect(bench.ask("GET", "registration/1/")).toEqual({ status: 429, headers: { "Retry-After": "40" } });
  expect(bench.manager.request("GET", "/admin/login/").status).toBe(200);
  bench.clock.advance(40_000);
  expect(bench.ask("GET", "registration/1/").status).toBe(200);
});

test.each([
  ["api-401", 401, {}],
  ["api-429", 429, { "Retry-After": "1" }],
  ["api-503", 503, { "Retry-After": "1" }],
] as const)("the fault %s answers as often as it was asked to, and only where", (name, status, headers) => {
  const bench = answering();
  bench.faults.add({ name, subject: "other.example.com", times: Infinity });
  bench.faults.add({ name, subject: "manager.example.com", times: 2 });
  const answers = [1, 2, 3].map(() => bench.ask("GET", LIST));
  expect(answers.map((answer) => answer.status)).toEqual([status, status, 200]);
  expect(answers[0].headers).toMatchObject(headers);
});

test("half way: what was asked is done, and the answer is an error; looking is not half way", () => {
  const bench = answering();
  bench.faults.add({ name: "half-way" });
  expect(bench.ask("GET", LIST).status).toBe(200);
  expect(bench.ask("POST", LIST, { address: "10.44.0.53" }).status).toBe(400);
  expect(bench.ask("POST", LIST, { address: "10.44.0.54" })).toMatchObject({ status: 500, body: { error_message: "Sorry, this request could not be processed. Please try again later." } });
  expect(bench.read(LIST).meta.total_count).toBe(2);
  expect(bench.ask("POST", LIST, { address: "10.44.0.55" }).status).toBe(201);
});

test("the journal tells of refusals and changes, and never a login, a value or a query", () => {
  const bench = answering();
  bench.manager.request("GET", `${LIST}?address=query-secret`, undefined, { username: "user-secret", password: "pass-secret" });
  bench.make("licence", { entitlement_id: "LAB-secret" });
  const turn = bench.make("turn_server", { name: "turn", address: "turn.example.com", password: "turn-secret", secret_key: "key-secret" });
  bench.ask("PATCH", turn, { password: "other-secret" });
  bench.ask("POST", "conference/", { name: "room-secret", pin: "12-secret" });
  bench.ask("DELETE", turn);
  bench.ask("GET", `${V1}/evil\r\n\u001b[31mpath/`);
  bench.clock.advance(MINUTE);
  expect(bench.events.slice(3)).toEqual([
    "manager.example.com answered 401 to GET /api/admin/configuration/v1/dns_server/",
    expect.stringMatching(/^manager.example.com made licence [0-9a-f-]{36}$/),
    "manager.example.com made turn_server 1",
    "manager.example.com changed turn_server 1",
    "manager.example.com refused to make a conference: pin",
    "manager.example.com answered 400 to POST /api/admin/configuration/v1/conference/",
    "manager.example.com removed turn_server 1",
    "manager.example.com answered 501 to GET /api/admin/configuration/v1/evil???[31mpath/",
  ]);
});

test("a dump is plain data without secrets, the same each time", () => {
  const dump = (): string => {
    const bench = answering();
    bench.make("licence", { entitlement_id: "LAB-secret" });
    bench.make("conference", { name: "Room", pin: "987654", guest_pin: "" });
    bench.make("http_proxy", { name: "proxy", address: "proxy.example.com", password: "pass-secret" });
    return JSON.stringify(bench.manager.dump());
  };
  const text = dump();
  expect(text).toBe(dump());
  expect(text).not.toMatch(/LAB-secret|pass-secret|987654|PRIVATE KEY|creation_time/);
  expect(JSON.parse(text).configuration.conference).toEqual([{ uri: `${V1}/conference/1/`, values: expect.objectContaining({ name: "Room", pin: "(set)", guest_pin: "" }) }]);
});
