import { answering, V1 } from "../../infinity/a-manager";
import { Driver } from "./driver";

// infinity-provider.md, section 2.3: management_vm, global_configuration, authentication, autobackup

const servers = { dns_servers: [`${V1}/dns_server/1/`], ntp_servers: [`${V1}/ntp_server/1/`, `${V1}/ntp_server/2/`], tls_certificate: `${V1}/tls_certificate/1/` };

test("adopts the Management Node, and takes from it the servers and the certificate that are not said", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  expect(bench.read(`${V1}/management_vm/1/`)).toMatchObject({ dns_servers: [{ id: 1 }], tls_certificate: servers.tls_certificate });
  const state = await driver.made("management_vm", { name: "manager" });
  expect(state).toMatchObject({ id: `${V1}/management_vm/1/`, resource_id: 1, address: "10.44.0.10", dns_servers: null, ntp_servers: null, tls_certificate: null });
  expect(bench.read(`${V1}/management_vm/1/`)).toMatchObject({ dns_servers: [], ntp_servers: [], tls_certificate: null });
});

test("leaves the Management Node what is said", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  expect(await driver.made("management_vm", { name: "manager", ...servers })).toMatchObject(servers);
  expect(bench.read(`${V1}/management_vm/1/`)).toMatchObject({ dns_servers: [{ id: 1 }], tls_certificate: servers.tls_certificate });
});

test("destroys the Management Node's settings, but not its name and its address", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const state = await driver.made("management_vm", { name: "renamed", mtu: 1400, snmp_mode: "STANDARD", ...servers });
  expect(await driver.destroy("management_vm", state)).toEqual({ state: null, diagnostics: [] });
  expect(bench.read(`${V1}/management_vm/1/`)).toMatchObject({ name: "renamed", address: "10.44.0.10", mtu: 1500, snmp_mode: "DISABLED", dns_servers: [], tls_certificate: null });
});

test("imports the Management Node by a number", async () => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.import("management_vm", "1")).state).toMatchObject({ name: "manager", ...servers, snmp_privacy_password: null });
  expect((await driver.import("management_vm", "manager")).diagnostics).toEqual([{ summary: "Invalid Import ID", detail: "Import ID must be a valid integer for the resource ID. Got: manager" }]);
});

test("adopting the global settings overrides what the wizard was told", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  expect(bench.read(`${V1}/global/1/`)).toMatchObject({ error_reporting_enabled: true });
  const state = await driver.made("global_configuration", { logon_banner: "Authorized use only." });
  expect(state).toMatchObject({ logon_banner: "Authorized use only.", error_reporting_enabled: false, resource_uri: null, disabled_codecs: ["MP4A-LATM_128", "H264_H_0", "H264_H_1"] });
  expect(bench.read(`${V1}/global/1/`)).toMatchObject({ error_reporting_enabled: false });
});

test("keeps what it knows of the deployment in an update of the global settings", async () => {
  const driver = await Driver.of(answering().manager);
  const state = await driver.made("global_configuration", {});
  expect((await driver.plan("global_configuration", state, { enable_ssh: false })).unknown).toEqual(["resource_uri"]);
});

test("destroys the global settings to the provider's defaults, without a web app path, and with the codecs as they are", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const state = await driver.made("global_configuration", { enable_ssh: false, disabled_codecs: ["H264_H_0"] });
  await driver.destroy("global_configuration", state);
  expect(bench.read(`${V1}/global/1/`)).toMatchObject({ enable_ssh: true, default_webapp_alias: null, disabled_codecs: [{ value: "H264_H_0" }] });
});

test("names the default theme by its name", async () => {
  const driver = await Driver.of(answering().manager);
  expect(await driver.made("global_configuration", { default_theme: "Base theme" })).toMatchObject({ default_theme: "Base theme" });
});

test.each(["global_configuration", "autobackup", "registration", "authentication"])("imports %s by anything", async (type) => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.import(type, "anything")).state).toMatchObject({ id: expect.stringMatching(/\/1\/$/) });
});

test("says after an import that there is an empty push token, so that the next apply sends the settings", async () => {
  const driver = await Driver.of(answering().manager);
  const { state } = await driver.import("registration", "1");
  expect(state).toMatchObject({ push_token: "" });
  expect((await driver.plan("registration", state, {})).state).toMatchObject({ push_token: null });
  expect(await driver.made("registration", {})).toMatchObject({ push_token: null });
});

test("bursting needs an account of its cloud", async () => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.validate("global_configuration", { bursting_enabled: true })).map(({ summary }) => summary)).toEqual(["Missing AWS Access Key", "Missing AWS Secret Key"]);
  expect((await driver.validate("global_configuration", { bursting_enabled: true, cloud_provider: "GCP", gcp_project_id: "p" })).map(({ detail }) => detail)).toEqual([
    'gcp_client_email must be configured when bursting_enabled is true and cloud_provider is "GCP".',
    'gcp_private_key must be configured when bursting_enabled is true and cloud_provider is "GCP".',
  ]);
});

test("a backup needs a passphrase", async () => {
  const driver = await Driver.of(answering().manager);
  expect(await driver.validate("autobackup", { autobackup_enabled: true })).toEqual([
    { attribute: ["autobackup_passphrase"], summary: "Missing Required Attribute", detail: "autobackup_passphrase must be set when autobackup_enabled is true." },
  ]);
  expect(await driver.validate("autobackup", { autobackup_enabled: true, autobackup_passphrase: "backup-secret" })).toEqual([]);
});

test("an administrator who must come from elsewhere locks the provider out", async () => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.apply("authentication", null, { source: "OIDC" })).diagnostics).toEqual([
    { summary: "Error Reading Updated Infinity authentication configuration", detail: "Could not read updated Infinity authentication configuration: API error 401: Unauthorized" },
  ]);
  expect((await driver.apply("dns_server", null, { address: "10.0.0.53" })).diagnostics).toMatchObject([{ detail: "Could not create Infinity DNS server: API error 401: Unauthorized" }]);
});

test("calls a refused registration setting created", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  bench.faults.add({ name: "api-401" });
  expect((await driver.apply("registration", null, {})).diagnostics).toMatchObject([{ summary: "Error Creating Infinity registration configuration" }]);
  const state = await driver.made("registration", { refresh_strategy: "maximum", push_token: "push-secret" });
  expect(state).toMatchObject({ push_token: "push-secret", maximum_max_refresh: 300 });
  await driver.destroy("registration", state);
  expect(bench.read(`${V1}/registration/1/`)).toMatchObject({ refresh_strategy: "adaptive" });
});
