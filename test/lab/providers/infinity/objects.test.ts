import { asText } from "../../../../lib/lab/providers/engine/members";
import { certificate, privateKey } from "../../../support/certificates";
import { answering, V1 } from "../../infinity/a-manager";
import { networkOf } from "./an-infinity-provider";
import { Driver } from "./driver";

// infinity-provider.md, sections 1.3, 2.3 and 2.4

const DNS = { address: "10.0.0.53" };

test("imports by a bare number, and by nothing else", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  expect((await driver.import("dns_server", "1")).state).toMatchObject({ id: `${V1}/dns_server/1/`, resource_id: 1, address: "10.44.0.53" });
  const uri = `${V1}/dns_server/1/`;
  expect((await driver.import("dns_server", uri)).diagnostics).toEqual([{ summary: "Invalid Import ID", detail: `Import ID must be a valid integer for the resource ID. Got: ${uri}` }]);
  expect((await driver.import("dns_server", "17")).diagnostics).toEqual([{ summary: "Infinity DNS Server Not Found", detail: "Infinity DNS server with resource ID 17 not found." }]);
});

test.each(["+1", "01"])("takes %j for the number 1", async (id) => {
  expect((await (await Driver.of(answering().manager)).import("dns_server", id)).state).toMatchObject({ resource_id: 1 });
});

test.each(["9223372036854775808", " 1", "1.0", ""])("takes %j for no number", async (id) => {
  expect((await (await Driver.of(answering().manager)).import("dns_server", id)).diagnostics).toMatchObject([{ summary: "Invalid Import ID" }]);
});

test("what is not said of an end user's GUID at Exchange goes out as an empty text, and clears one that was given", async () => {
  const driver = await Driver.of(answering().manager);
  const config = { primary_email_address: "alice@example.com" };
  expect(await driver.made("end_user", config)).toMatchObject({ ms_exchange_guid: "" });
  const given = await driver.made("end_user", { primary_email_address: "bob@example.com", ms_exchange_guid: "one" });
  expect(await driver.made("end_user", { primary_email_address: "bob@example.com", first_name: "Bob" }, given)).toMatchObject({ ms_exchange_guid: "" });
});

test("a server that the wizard made cannot be made again", async () => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.apply("dns_server", null, { address: "10.44.0.53" })).diagnostics).toEqual([
    { summary: "Error Creating Infinity DNS server", detail: 'Could not create Infinity DNS server: API error 400: Bad Request ({"address":["DNS server with this Address already exists."]})' },
  ]);
});

test("something that is gone leaves the state", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const state = await driver.made("dns_server", DNS);
  bench.ask("DELETE", state.id as string);
  expect(await driver.refresh("dns_server", state)).toEqual({ state: null, diagnostics: [] });
  expect(await driver.destroy("dns_server", state)).toEqual({ state: null, diagnostics: [] });
});

const REFUSED = { reach: () => ({ unreachable: "dial tcp 10.44.0.10:443: connect: connection refused" }) };

test("an object whose number has 404 in it leaves the state when nobody answers", async () => {
  const driver = await Driver.of(REFUSED);
  expect(await driver.refresh("conference", { resource_id: 1404, aliases: null })).toEqual({ state: null, diagnostics: [] });
  expect((await driver.refresh("conference", { resource_id: 1403, aliases: null })).diagnostics).toMatchObject([{ summary: "Error Reading Infinity conference" }]);
});

test("a name that does not resolve counts as deleted, a refused connection does not", async () => {
  const state = { id: `${V1}/dns_server/3/`, resource_id: 3 };
  expect(await (await Driver.of(networkOf({}))).destroy("dns_server", state)).toEqual({ state: null, diagnostics: [] });
  const { state: left, diagnostics } = await (await Driver.of(REFUSED)).destroy("dns_server", state);
  expect(left).toEqual(state);
  expect(diagnostics).toEqual([
    {
      summary: "Error Deleting Infinity DNS Server",
      detail: `Could not delete Infinity DNS Server with ID 3: failed to perform HTTP request after 3 attempts: Delete "https://manager.example.com${V1}/dns_server/3/": dial tcp 10.44.0.10:443: connect: connection refused`,
    },
  ]);
});

test("a failed update leaves the state as it was", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const state = await driver.made("dns_server", DNS);
  bench.faults.add({ name: "api-401" });
  expect(await driver.apply("dns_server", state, { address: "10.0.0.54" })).toEqual({
    state,
    diagnostics: [{ summary: "Error Updating Infinity DNS server", detail: `Could not update Infinity DNS server with ID ${asText(state.resource_id)}: API error 401: Unauthorized` }],
  });
});

test.each([
  ["azure_tenant", { name: "t", tenant_id: "1" }],
  ["h323_gatekeeper", { name: "g", address: "gk.example.com" }],
  ["syslog_server", { address: "syslog.example.com" }],
])("the text of a failed update of %s names no number", async (type, config) => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const state = await driver.made(type, config);
  bench.faults.add({ name: "api-401" });
  expect((await driver.apply(type, state, { ...config, description: "edited" })).diagnostics[0].detail).toMatch(/^Could not update Infinity [\w. ]+: API error 401: Unauthorized$/);
});

test("a certificate is changed with PATCH, keeps its key, and never says which nodes have it", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const config = { certificate: certificate(["one.example.com"]), private_key: privateKey };
  const state = await driver.made("tls_certificate", config);
  expect(state).toMatchObject({ certificate: config.certificate, private_key: privateKey, private_key_passphrase: "", parameters: "", nodes: [], subject_name: "one.example.com", start_date: "2026-01-01 00:00:00 +0000 UTC" });
  bench.ask("PATCH", `${V1}/management_vm/1/`, { tls_certificate: state.id as string });
  const { state: refreshed } = await driver.refresh("tls_certificate", state);
  expect(refreshed).toEqual(state);
  expect(await driver.made("tls_certificate", { ...config, certificate: certificate(["two.example.com"]) }, state)).toMatchObject({ id: state.id, subject_name: "two.example.com" });
});

test("a prefix of 0 can be given, and not set later", async () => {
  const driver = await Driver.of(answering().manager);
  const config = { name: "default", address: "0.0.0.0", prefix: 0, gateway: "10.44.0.1" };
  expect(await driver.made("static_route", config)).toMatchObject({ prefix: 0 });
  const other = { ...config, name: "other", prefix: 24 };
  const state = await driver.made("static_route", other);
  expect(await driver.made("static_route", { ...other, prefix: 0 }, state)).toMatchObject({ prefix: 24 });
});

test("a token of Google Meet that is not said comes back as an empty one", async () => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.plan("gms_access_token", null, { name: "meet" })).state).toMatchObject({ token: null });
  expect(await driver.made("gms_access_token", { name: "meet" })).toMatchObject({ token: "" });
});

test("what is not said of a device is switched off", async () => {
  const driver = await Driver.of(answering().manager);
  expect(await driver.made("device", { alias: "room@example.com", enable_sip: true })).toMatchObject({ enable_sip: true, enable_h323: false, enable_infinity_connect_non_sso: false, tag: "" });
});

test("a rule towards Teams or Google Meet must say that there are no captions", async () => {
  const driver = await Driver.of(answering().manager);
  const rule = { name: "r", priority: 1, match_string: ".*" };
  expect(await driver.validate("gateway_routing_rule", { ...rule, outgoing_protocol: "teams" })).toEqual([
    { attribute: ["live_captions_enabled"], summary: "Invalid live_captions_enabled for Teams protocol", detail: "When outgoing_protocol is 'teams', live_captions_enabled must be 'no'." },
  ]);
  expect(await driver.validate("gateway_routing_rule", { ...rule, outgoing_protocol: "gms", live_captions_enabled: "yes" })).toMatchObject([{ summary: "Invalid live_captions_enabled for GMS protocol" }]);
  expect(await driver.validate("gateway_routing_rule", { ...rule, outgoing_protocol: "gms", live_captions_enabled: "no" })).toEqual([]);
  expect(await driver.validate("gateway_routing_rule", { ...rule, priority: 201 })).toEqual([
    { attribute: ["priority"], summary: "Invalid Attribute Value", detail: "Attribute priority value must be between 1 and 200, got: 201" },
  ]);
});

test("a rule's avatar lookup has another name in the API", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const state = await driver.made("gateway_routing_rule", { name: "r", priority: 1, match_string: ".*", enable_participant_avatar_lookup: "no", disabled_codecs: [] });
  expect(state).toMatchObject({ enable_participant_avatar_lookup: "no", disabled_codecs: [] });
  expect(bench.read(state.id as string)).toMatchObject({ external_participant_avatar_lookup: "no" });
});

test("what the lab does not model is refused by its name", async () => {
  const driver = await Driver.of(answering().manager);
  await expect(driver.validate("mjx_integration", { name: "one-touch join" })).rejects.toThrow("the lab does not model the resource pexip_infinity_mjx_integration");
});
