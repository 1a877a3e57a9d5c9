import { asText } from "../../../../lib/lab/providers/engine/members";
import { answering, V1 } from "../../infinity/a-manager";
import { Driver } from "./driver";

// infinity-provider.md, section 2.3, "Generic"


test("reads an empty set back as null, whatever was planned", async () => {
  const driver = await Driver.of(answering().manager);
  const config = { name: "Oslo", dns_servers: [], ntp_servers: [`${V1}/ntp_server/2/`, `${V1}/ntp_server/1/`] };
  expect((await driver.plan("system_location", null, config)).state).toMatchObject({ dns_servers: [] });
  expect(await driver.made("system_location", config)).toMatchObject({ dns_servers: null, client_turn_servers: null, ntp_servers: [`${V1}/ntp_server/1/`, `${V1}/ntp_server/2/`] });
});

test.each([
  ["conference", { name: "Room", pin: "" }, "Invalid Attribute Value Length", "Attribute pin string length must be between 4 and 20, got: 0"],
  ["conference", { name: "Room", crypto_mode: "" }, "Invalid Attribute Value Match", 'Attribute crypto_mode value must be one of: ["besteffort" "on" "off"], got: ""'],
  ["worker_vm", { name: "oslo-1", snmp_privacy_password: "" }, "Invalid Attribute Value Length", "Attribute snmp_privacy_password string length must be at least 8, got: 0"],
])("refuses an empty text of %s that it would fill in itself: %j", async (type, config, summary, detail) => {
  const driver = await Driver.of(answering().manager);
  expect(await driver.validate(type, config)).toContainEqual({ summary, detail, attribute: [Object.keys(config)[1]] });
});

const SECRETS = [
  ["turn_server", { name: "turn", address: "turn.example.com", password: "turn-secret", secret_key: "turn-key" }, ["password", "secret_key"]],
  ["smtp_server", { name: "smtp", address: "smtp.example.com", from_email_address: "pexip@example.com", password: "smtp-secret" }, ["password"]],
  ["http_proxy", { name: "proxy", address: "proxy.example.com", password: "proxy-secret" }, ["password"]],
  ["policy_server", { name: "policy", password: "policy-secret" }, ["password"]],
  ["event_sink", { name: "sink", url: "https://sink.example.com", password: "sink-secret" }, ["password"]],
  ["device", { alias: "room@example.com", password: "device-secret" }, ["password"]],
] as const;

test.each(SECRETS)("keeps the secrets of %s from the plan, then from the state, and has none after an import", async (type, config, names) => {
  const { manager } = answering();
  const driver = await Driver.of(manager);
  const state = await driver.made(type, config);
  const { state: refreshed } = await driver.refresh(type, state);
  const { state: imported } = await driver.import(type, asText(state.resource_id));
  for (const name of names) {
    const secret = (config as Record<string, string>)[name];
    expect([state[name], refreshed![name], imported![name]]).toEqual([secret, secret, ""]);
  }
  expect(JSON.stringify(manager.request("GET", state.id as string, undefined, { username: "admin", password: "wizard-secret" }))).not.toContain("-secret");
});

test("finds another password in the configuration after an import", async () => {
  const driver = await Driver.of(answering().manager);
  const config = { name: "proxy", address: "proxy.example.com", password: "proxy-secret" };
  await driver.made("http_proxy", config);
  const { state } = await driver.import("http_proxy", "1");
  expect((await driver.plan("http_proxy", state, config)).state).toMatchObject({ password: "proxy-secret" });
});

test("plans what is computed and not kept as unknown in each update", async () => {
  const driver = await Driver.of(answering().manager);
  const config = { name: "Oslo proxy", address: "sip.example.com" };
  const state = await driver.made("sip_proxy", config);
  expect((await driver.plan("sip_proxy", state, config)).unknown).toEqual([]);
  expect((await driver.plan("sip_proxy", state, { ...config, port: 5071 })).unknown).toEqual(["description"]);
});

test("clears a description of a SIP proxy that somebody gave by hand, with the next update", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const config = { name: "Oslo proxy", address: "sip.example.com" };
  const state = await driver.made("sip_proxy", config);
  bench.ask("PATCH", state.id as string, { description: "by hand" });
  const { state: refreshed } = await driver.refresh("sip_proxy", state);
  expect(refreshed).toMatchObject({ description: "by hand" });
  await driver.made("sip_proxy", { ...config, port: 5071 }, refreshed);
  expect(bench.read(state.id as string)).toMatchObject({ description: "", port: 5071 });
});

test("fills in what is left out: a tls proxy on 5061, traps to 161", async () => {
  const driver = await Driver.of(answering().manager);
  expect(await driver.made("sip_proxy", { name: "p", address: "sip.example.com" })).toMatchObject({ port: 5061, transport: "tls" });
  expect(await driver.made("snmp_network_management_system", { name: "n", address: "nms.example.com" })).toMatchObject({ port: 161, snmp_trap_community: "public" });
});
