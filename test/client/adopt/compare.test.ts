import { compare, type Comparison } from "../../../lib/client/adopt/compare";
import { ADOPTABLE } from "../../../lib/client/adopt/resources";
import type { ResourceSchema } from "../../../lib/client/adopt/schema";
import { readFileSync } from "node:fs";

interface Schemas {
  readonly provider_schemas: Readonly<Record<string, { readonly resource_schemas: Readonly<Record<string, { readonly block: { readonly attributes: ResourceSchema } }>> }>>;
}
const { provider_schemas } = JSON.parse(readFileSync(require.resolve("@cdktf/provider-pexip/schema.json"), "utf8")) as Schemas;
const schemas = Object.values(provider_schemas)[0].resource_schemas;

interface Around {
  readonly variables?: Readonly<Record<string, string>>;
  readonly uris?: Readonly<Record<string, string>>;
  readonly ignored?: ReadonlySet<string> | "all";
}

function compared(type: string, attributes: Readonly<Record<string, unknown>>, object: Readonly<Record<string, unknown>>, { variables = {}, uris = {}, ignored = new Set() }: Around = {}): Comparison {
  const declared = { stack: "platform", address: `pexip_infinity_${type}.x`, type, attributes, ignored, repeated: false };
  return compare(declared, object, { resource: ADOPTABLE.get(type)!, schema: schemas[`pexip_infinity_${type}`].block.attributes, variables: new Map(Object.entries(variables)), uriOf: (address) => uris[address] });
}

const uri = (collection: string, id: number) => `/api/admin/configuration/v1/${collection}/${id}/`;
const LOCATION = { name: "Oslo", description: "", mtu: 1500, media_qos: 0, signalling_qos: 0, local_mssip_domain: "", bdpm_pin_checks_enabled: "GLOBAL", bdpm_scan_quarantine_enabled: "GLOBAL", use_relay_candidates_only: false, dns_servers: [], sip_proxy: null };
const SAME = { changes: [], written: [], unknown: [], replaced: false };

test("finds nothing to change in an object that is as the program and the provider's defaults say", () => {
  expect(compared("system_location", { name: "Oslo", mtu: 1500 }, LOCATION)).toEqual(SAME);
});

test("tells what the program says otherwise, with both values", () => {
  expect(compared("system_location", { name: "Oslo", mtu: 1400 }, LOCATION).changes).toEqual([{ attribute: "mtu", from: "1500", to: "1400", because: "program", replaces: false }]);
});

test("tells that what the program does not say goes back to the provider's default, or to nothing", () => {
  const { changes } = compared("system_location", { name: "Oslo" }, { ...LOCATION, media_qos: 46, sip_proxy: uri("sip_proxy", 3) });
  expect(changes).toEqual([
    { attribute: "media_qos", from: "46", to: "0", because: "default", replaces: false },
    { attribute: "sip_proxy", from: "sip_proxy 3", to: "unset", because: "unset", replaces: false },
  ]);
});

test("knows a reference to an adopted object, embedded or not and in any order, for the same", () => {
  const attributes = { name: "Oslo", dns_servers: ["${pexip_infinity_dns_server.b.id}", uri("dns_server", 1)], sip_proxy: "${pexip_infinity_sip_proxy.p.id}" };
  const uris = { "pexip_infinity_dns_server.b": uri("dns_server", 2), "pexip_infinity_sip_proxy.p": uri("sip_proxy", 3) };
  const object = { ...LOCATION, dns_servers: [{ id: 1, address: "a" }, { id: 2, resource_uri: uri("dns_server", 2) }], sip_proxy: uri("sip_proxy", 3) };
  expect(compared("system_location", attributes, object, { uris })).toEqual(SAME);
});

test("tells that a reference leads to an object which is yet to be created", () => {
  const { changes } = compared("system_location", { name: "Oslo", sip_proxy: "${pexip_infinity_sip_proxy.p.id}" }, { ...LOCATION, sip_proxy: uri("sip_proxy", 3) });
  expect(changes).toEqual([{ attribute: "sip_proxy", from: "sip_proxy 3", to: "pexip_infinity_sip_proxy.p (to be created)", because: "program", replaces: false }]);
});

test("says which attributes it cannot compare", () => {
  expect(compared("system_location", { name: "Oslo", description: "${data.x.y}", dns_servers: ["${data.x.y}"] }, { ...LOCATION, description: "d" }).unknown).toEqual(["description", "dns_servers"]);
});

test("leaves out what Terraform is told to ignore", () => {
  expect(compared("system_location", { name: "Oslo", mtu: 1400 }, LOCATION, { ignored: new Set(["mtu"]) })).toEqual(SAME);
  expect(compared("system_location", { name: "Oslo", mtu: 1400 }, LOCATION, { ignored: "all" })).toEqual(SAME);
});

test("tells that an entry with other addresses would be made anew", () => {
  const attributes = { name: "oslo-1", address: "10.44.0.12", hostname: "oslo-1", domain: "example.com", netmask: "255.255.255.0", gateway: "10.44.0.1", password: "${var.p}", system_location: uri("system_location", 1) };
  const object = { ...attributes, address: "10.44.0.11", password: undefined, node_type: "CONFERENCING" };
  const { changes, written, replaced } = compared("worker_vm", attributes, object);
  expect(replaced).toBe(true);
  expect(changes).toContainEqual({ attribute: "address", from: '"10.44.0.11"', to: '"10.44.0.12"', because: "program", replaces: true });
  expect(written).toEqual(expect.arrayContaining(["deployment_type", "password", "vm_cpu_count", "vm_system_memory"]));
});

test("tells that an update of a node's entry takes away the certificate that the program does not name", () => {
  const { changes } = compared("worker_vm", { name: "oslo-1", password: "${var.p}" }, { name: "oslo-1", tls_certificate: uri("tls_certificate", 4) });
  expect(changes).toContainEqual({ attribute: "tls_certificate", from: "tls_certificate 4", to: "unset", because: "update", replaces: false });
});

test("tells that a web app branding is made anew, because the provider cannot read its file back", () => {
  expect(compared("webapp_branding", { name: "x", webapp_type: "webapp3", branding_file: "/a.zip" }, { name: "x", webapp_type: "webapp3", description: "" })).toMatchObject({ replaced: true, written: ["branding_file"] });
});

test("compares aliases by what is written of them", () => {
  const written = { name: "x", aliases: [{ alias: "b" }, { alias: "a", description: "d" }], pin: "${var.pin}" };
  const shown = (description: string) => ({ name: "x", pin: "1234", aliases: [{ id: 1, alias: "a", description, conference: "/c/", resource_uri: uri("conference_alias", 1) }, { id: 2, alias: "b", description: "", resource_uri: uri("conference_alias", 2) }] });
  expect(compared("conference", written, shown("d"))).toEqual({ ...SAME, unknown: ["pin"] });
  expect(compared("conference", written, shown("e")).changes.map(({ attribute }) => attribute)).toEqual(["aliases"]);
});

test("reads disabled codecs and the one attribute with another name as the API shows them", () => {
  const rule = { name: "x", priority: 1, match_string: "a", disabled_codecs: ["H264_H_0"], enable_participant_avatar_lookup: "yes" };
  const { changes } = compared("gateway_routing_rule", rule, { ...rule, enable_participant_avatar_lookup: undefined, external_participant_avatar_lookup: "no", disabled_codecs: [{ value: "H264_H_0" }] });
  expect(changes.map(({ attribute }) => attribute)).toEqual(["enable_participant_avatar_lookup"]);
});

test("never shows a secret: sensitive attributes, those that should be, what came from a variable, and addresses with a password in them", () => {
  const told = [
    compared("conference", { name: "x", pin: "${var.pin}" }, { name: "x", pin: "1111", guest_pin: "2222" }, { variables: { pin: "3333" } }),
    compared("system_location", { name: "x", description: "${var.d}" }, { ...LOCATION, name: "x", description: "4444" }, { variables: { d: "5555" } }),
    compared("autobackup", { autobackup_upload_url: "ftps://u:6666@host/" }, { autobackup_upload_url: "ftps://u:7777@host/" }),
    compared("licence", { entitlement_id: "${var.e}" }, { entitlement_id: "8888" }, { variables: { e: "8 888" } }),
    compared("snmp_network_management_system", { name: "x", address: "a", snmp_trap_community: "9999" }, { name: "x", address: "a", snmp_trap_community: "0000" }),
  ];
  expect(told.flatMap(({ changes }) => changes.map(({ attribute }) => attribute))).toEqual(["pin", "description", "autobackup_upload_url", "entitlement_id", "snmp_trap_community"]);
  expect(JSON.stringify(told)).not.toMatch(/(\d)\1{3}/);
});

test("says so when two long texts begin alike", () => {
  const text = "x".repeat(100);
  expect(compared("system_location", { name: "Oslo", description: `${text}1` }, { ...LOCATION, description: `${text}2` }).changes[0].to).toBe("another that begins alike");
});
