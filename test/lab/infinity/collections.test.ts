import { FormBody, type ApiBody } from "../../../lib/lab/infinity/api-response";
import { collectionOf } from "../../../lib/lab/infinity/collections";
import { COLLECTION_NAMES, type CollectionName } from "../../../lib/lab/infinity/collections/names";
import { readSchema } from "./pexip-schema";
import { certificate, privateKey } from "../../support/certificates";
import { answering, NODE, type Bench } from "./a-manager";

const ZIP = Uint8Array.from([0x50, 0x4b, 3, 4]);

interface Case {
  /** What else must exist. */
  readonly before?: (bench: Bench) => void;
  readonly make: ApiBody;
  /** What GET shows of it, besides id and URI. */
  readonly shows: Readonly<Record<string, unknown>>;
  readonly change?: Readonly<Record<string, string | number | boolean | null>>;
}

const location = (bench: Bench): void => void bench.make("system_location", { name: "Oslo" });
const licensed = (bench: Bench): void => void bench.make("licence", { entitlement_id: "LAB-1" });
const uri = (collection: string, id: number): string => `/api/admin/configuration/v1/${collection}/${id}/`;
const server = { name: "one", address: "server.example.com" };

const CASES: Partial<Record<CollectionName, Case>> = {
  azure_tenant: { make: { name: "tenant", tenant_id: "t-1" }, shows: { name: "tenant", description: "", tenant_id: "t-1" }, change: { description: "x" } },
  ca_certificate: { make: { certificate: certificate(["ca.example.com"]) }, shows: { trusted_intermediate: false, subject_name: "ca.example.com", end_date: "2036-01-01T00:00:00" }, change: { trusted_intermediate: true } },
  conference: {
    before: licensed,
    make: { name: "Test room", pin: "123456" },
    shows: { name: "Test room", pin: "123456", guest_pin: "", service_type: "conference", guests_can_present: true, crypto_mode: "", on_completion: "", aliases: [], ivr_theme: null, participant_limit: null },
    change: { description: "for tests", participant_limit: 0 },
  },
  conference_alias: {
    before: (bench) => {
      licensed(bench);
      bench.make("conference", { name: "Test room" });
    },
    make: { alias: "meet.test@example.com", conference: uri("conference", 1) },
    shows: { alias: "meet.test@example.com", conference: uri("conference", 1), description: "" },
    change: { alias: "meet@example.com" },
  },
  device: { make: { alias: "room-1@example.com", password: "secret-1" }, shows: { alias: "room-1@example.com", enable_sip: true, username: "" }, change: { enable_sip: false } },
  dns_server: { make: { address: "10.44.0.54" }, shows: { address: "10.44.0.54", description: "" }, change: { description: "second" } },
  end_user: { make: { primary_email_address: "alice@example.com" }, shows: { primary_email_address: "alice@example.com", display_name: "", user_oid: null }, change: { display_name: "Alice" } },
  event_sink: { make: { name: "sink", url: "https://sink.example.com/" }, shows: { name: "sink", version: 1, bulk_support: false }, change: { version: 2 } },
  gateway_routing_rule: {
    make: { name: "out", priority: 10, match_string: ".*" },
    shows: { name: "out", priority: 10, disabled_codecs: [], outgoing_protocol: "sip", crypto_mode: null, enable: true },
    change: { priority: 200 },
  },
  gms_access_token: { make: { name: "meet", token: "secret-2" }, shows: { name: "meet" }, change: { name: "google" } },
  h323_gatekeeper: { make: server, shows: { ...server, port: 1719 }, change: { port: 1720 } },
  http_proxy: { make: { ...server, password: "secret-3" }, shows: { ...server, port: 8080, protocol: "http" }, change: { port: 3128 } },
  ivr_theme: { make: new FormBody({ name: "Acme", custom_layouts: "", pinning_configs: "" }, { package: { fileName: "theme.zip", content: ZIP } }), shows: { name: "Acme", custom_layouts: "" }, change: { name: "Acme 2" } },
  licence: { make: { entitlement_id: "LAB 0001 0002" }, shows: { entitlement_id: "LAB00010002", offline_mode: false, status: "active" } },
  mssip_proxy: { make: server, shows: { ...server, port: 5061, transport: "tls" }, change: { transport: "tcp" } },
  ntp_server: { make: { address: "ntp3.example.com" }, shows: { address: "ntp3.example.com", description: "" }, change: { description: "third" } },
  policy_server: { make: { name: "policy", password: "secret-4" }, shows: { name: "policy", enable_service_lookup: false }, change: { enable_service_lookup: true } },
  sip_proxy: { make: { ...server, port: null }, shows: { ...server, port: null, transport: "tls" }, change: { port: 5061 } },
  smtp_server: { make: { ...server, from_email_address: "pexip@example.com", password: "secret-5" }, shows: { ...server, port: 587, connection_security: "NONE" }, change: { connection_security: "STARTTLS" } },
  snmp_network_management_system: { make: server, shows: { ...server, port: 161, snmp_trap_community: "public" }, change: { port: 162 } },
  ssh_authorized_key: { make: { keytype: "ssh-ed25519", key: "AAAA", comment: "me" }, shows: { keytype: "ssh-ed25519", nodes: [] }, change: { comment: "you" } },
  static_route: { make: { name: "lan", address: "10.0.0.0", prefix: 0, gateway: "10.44.0.2" }, shows: { name: "lan", prefix: 0 }, change: { prefix: 8 } },
  stun_server: { make: server, shows: { ...server, port: 3478 }, change: { port: 3479 } },
  syslog_server: { make: { address: "log.example.com" }, shows: { address: "log.example.com", port: 514, transport: "udp", proto_format: "rfc3164" }, change: { port: 6514 } },
  system_location: {
    make: { name: "Oslo", dns_servers: [uri("dns_server", 1)], media_qos: 46 },
    shows: { name: "Oslo", mtu: 1500, media_qos: 46, signalling_qos: 0, dns_servers: [{ id: 1, address: "10.44.0.53", description: "", resource_uri: uri("dns_server", 1) }], ntp_servers: [], sip_proxy: null },
    change: { mtu: 1400 },
  },
  teams_proxy: {
    before: (bench) => void bench.make("azure_tenant", { name: "tenant", tenant_id: "t-1" }),
    make: { ...server, azure_tenant: uri("azure_tenant", 1), notifications_queue: "secret-6" },
    shows: { ...server, azure_tenant: uri("azure_tenant", 1), port: 443, eventhub_id: null },
    change: { port: 8443 },
  },
  tls_certificate: {
    make: { certificate: certificate(["oslo-1.example.com"]), private_key: privateKey },
    shows: { certificate: certificate(["oslo-1.example.com"]), subject_name: "oslo-1.example.com", start_date: "2026-01-01T00:00:00", nodes: [], parameters: "" },
    change: { parameters: "x" },
  },
  turn_server: { make: { ...server, password: "secret-7", secret_key: "secret-8" }, shows: { ...server, server_type: "namepsw", transport_type: "udp" }, change: { username: "turn" } },
  webapp_alias: { make: { slug: "acme", webapp_type: "webapp3" }, shows: { slug: "acme", is_enabled: false, branding: null, bundle: null }, change: { is_enabled: true } },
  webapp_branding: {
    make: new FormBody({ name: "Acme", description: "", webapp_type: "webapp3" }, { branding_file: { fileName: "branding.zip", content: ZIP } }),
    shows: { name: "Acme", webapp_type: "webapp3", is_default: false },
    change: { description: "blue" },
  },
  worker_vm: {
    before: location,
    make: { ...NODE, system_location: uri("system_location", 1), snmp_privacy_password: "secret-9" },
    shows: { name: "oslo-1", transcoding: true, cloud_bursting: false, node_type: "CONFERENCING", media_priority_weight: 0, static_routes: [], tls_certificate: null, secondary_address: null, vm_cpu_count: 4 },
    change: { node_type: "PROXYING", media_priority_weight: null },
  },
};

const NO_OBJECTS_OF_ONES_OWN: readonly CollectionName[] = ["authentication", "autobackup", "global", "licence_request", "management_vm", "registration"];

test("every collection is tried below", () => {
  expect([...Object.keys(CASES), ...NO_OBJECTS_OF_ONES_OWN].sort()).toEqual([...COLLECTION_NAMES].sort());
});

describe.each(Object.entries(CASES))("%s", (collection, { before, make, shows, change }) => {
  test("is made, read, listed, changed and removed", () => {
    const bench = answering();
    before?.(bench);
    const earlier = bench.read(`${collection}/`).meta.total_count as number;
    const answer = bench.ask("POST", `${collection}/`, make);
    expect([answer.status, answer.headers.Location]).toEqual([201, expect.stringMatching(new RegExp(`^/api/admin/configuration/v1/${collection}/[0-9a-f-]+/$`))]);
    const made = bench.read(answer.headers.Location);
    expect(made).toMatchObject({ ...shows, resource_uri: answer.headers.Location });
    expect(JSON.stringify(made)).not.toMatch(/secret|PRIVATE KEY/);
    const list = bench.read(`${collection}/`);
    expect([list.meta.total_count, list.objects.at(-1)]).toEqual([earlier + 1, made]);
    if (change !== undefined) {
      expect(bench.ask("PATCH", answer.headers.Location, change)).toEqual({ status: 202, headers: {} });
      expect(bench.read(answer.headers.Location)).toMatchObject({ ...shows, ...change, ...(collection === "worker_vm" ? { transcoding: false } : {}) });
    }
    expect(bench.ask("DELETE", answer.headers.Location)).toEqual({ status: 204, headers: {} });
    expect(bench.ask("GET", answer.headers.Location)).toEqual({ status: 404, headers: {} });
    expect(bench.read(`${collection}/`).meta.total_count).toBe(earlier);
  });
});

test.each(["authentication", "autobackup", "global", "registration", "management_vm"])("%s is one object, which is read and changed, and neither made nor removed", (collection) => {
  const bench = answering();
  const { id, resource_uri: one } = bench.read(`${collection}/1/`);
  expect([id, one]).toEqual([1, uri(collection, 1)]);
  expect(bench.read(`${collection}/`).objects).toEqual([bench.read(one)]);
  expect([bench.ask("POST", `${collection}/`, {}).status, bench.ask("PUT", one, {}).status, bench.ask("DELETE", one).status]).toEqual([405, 405, 405]);
});

test("the global settings take the default theme and codecs as the official client sends them, and show both as objects", () => {
  const bench = answering();
  expect(bench.ask("PATCH", "global/1/", { default_theme: { name: "Base theme" }, disabled_codecs: [{ value: "H264_H_0" }], min_pin_length: 4 }).status).toBe(202);
  expect(bench.read("global/1/")).toMatchObject({ default_theme: { id: 1, name: "Base theme" }, disabled_codecs: [{ value: "H264_H_0" }], min_pin_length: 4 });
  expect(bench.ask("PATCH", "global/1/", { default_theme: { name: "none such" } }).body).toEqual({ default_theme: ["Could not find the provided ivr_theme object via resource URI 'object'."] });
});

test("the Management Node's addresses are the wizard's alone, and its servers and certificate can be taken away", () => {
  const bench = answering();
  expect(bench.ask("PATCH", "management_vm/1/", { name: "mgr", address: "10.9.9.9", dns_servers: [], ntp_servers: null, tls_certificate: null }).status).toBe(202);
  expect(bench.read("management_vm/1/")).toMatchObject({ name: "mgr", address: "10.44.0.10", dns_servers: [], ntp_servers: [], tls_certificate: null });
});

/** Terraform's word for a field that the API calls otherwise. Source: go-infinity-sdk v40.0.0, gateway_routing_rule_model.go. */
const TERRAFORM_WORDS: Readonly<Record<string, string>> = { enable_participant_avatar_lookup: "external_participant_avatar_lookup" };
/** Made by the provider, not by the API: the raw answer to a POST, files, and what hashes and URIs are called there. */
const NOT_OF_THE_API = ["id", "resource_id", "resource_uri", "config", "fulfillment_id", "package", "branding_file"];

test.each(COLLECTION_NAMES.filter((name) => name !== "licence_request"))("%s has every attribute of the official provider's resource", (name) => {
  const attributes = readSchema(`pexip_infinity_${name === "global" ? "global_configuration" : name}`).filter((attribute) => !NOT_OF_THE_API.includes(attribute));
  expect(attributes.length).toBeGreaterThan(1);
  expect(attributes.map((attribute) => TERRAFORM_WORDS[attribute] ?? attribute).filter((attribute) => collectionOf(name).fields[attribute] === undefined)).toEqual([]);
});
