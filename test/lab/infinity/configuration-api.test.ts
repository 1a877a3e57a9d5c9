import { FormBody, UNREADABLE, type ApiBody } from "../../../lib/lab/infinity/api-response";
import { certificate, otherPublicKey, privateKey } from "../../support/certificates";
import { answering, NODE, V1, withEntry, type Bench } from "./a-manager";

const refusal = (bench: Bench, collection: string, body: ApiBody): unknown => {
  const { status, body: said } = bench.ask("POST", `${collection}/`, body);
  expect(status).toBe(400);
  return said;
};

const ROOM = { name: "Test room" };
const RULE = { name: "out", priority: 10, match_string: ".*" };

test.each<[string, string, ApiBody, unknown]>([
  ["what must be given", "sip_proxy", { port: 5061 }, { name: ["This field is required."], address: ["This field is required."] }],
  ["what must not be blank", "system_location", { name: "" }, { name: ["This field cannot be blank."] }],
  ["null where there must be something", "system_location", { name: "Oslo", mtu: null }, { mtu: ["This field cannot be null."] }],
  ["too long a text", "static_route", { name: "x".repeat(33), address: "10.0.0.0", prefix: 8, gateway: "10.44.0.1" }, { name: ["Ensure this value has at most 32 characters (it has 33)."] }],
  ["too short a text", "worker_vm", { ...NODE, system_location: "", snmp_privacy_password: "short" }, expect.objectContaining({ snmp_privacy_password: ["Ensure this value has at least 8 characters (it has 5)."] })],
  ["too small a number", "system_location", { name: "Oslo", mtu: 511 }, { mtu: ["Ensure this value is greater than or equal to 512."] }],
  ["too large a number", "gateway_routing_rule", { ...RULE, priority: 201 }, { priority: ["Ensure this value is less than or equal to 200."] }],
  ["a text for a number", "system_location", { name: "Oslo", mtu: "1500" }, { mtu: ["Enter a whole number."] }],
  ["a text for a flag", "event_sink", { name: "sink", url: "https://sink.example.com", bulk_support: "yes" }, { bulk_support: ["'string' value must be either True or False."] }],
  ["a number for a text", "system_location", { name: 7 }, { name: ["Enter a valid value."] }],
  ["a word that is no choice", "sip_proxy", { name: "p", address: "p.example.com", transport: "smoke" }, { transport: ["Value 'smoke' is not a valid choice."] }],
  ["no IPv4 address", "dns_server", { address: "fe80::1" }, { address: ["Enter a valid IPv4 address."] }],
  ["no host", "ntp_server", { address: "https://ntp.example.com" }, { address: ["Enter a valid IP address or FQDN."] }],
  ["no e-mail address", "smtp_server", { name: "mail", address: "mail.example.com", from_email_address: "nobody" }, { from_email_address: ["Enter a valid email address."] }],
  ["no codecs", "gateway_routing_rule", { ...RULE, disabled_codecs: ["H264"] }, { disabled_codecs: ["Enter a list of codecs."] }],
  ["no list", "system_location", { name: "Oslo", dns_servers: `${V1}/dns_server/1/` }, { dns_servers: ["Enter a list of resource URIs."] }],
  ["a reference to nothing", "system_location", { name: "Oslo", sip_proxy: `${V1}/sip_proxy/9/` }, { sip_proxy: [`Could not find the provided sip_proxy object via resource URI '${V1}/sip_proxy/9/'.`] }],
  ["a reference to something else", "system_location", { name: "Oslo", dns_servers: [`${V1}/ntp_server/1/`] }, { dns_servers: [`Could not find the provided dns_server object via resource URI '${V1}/ntp_server/1/'.`] }],
  ["an address that the wizard entered", "dns_server", { address: "10.44.0.53" }, { address: ["DNS server with this Address already exists."] }],
  ["a name in other letters", "ntp_server", { address: "NTP1.example.com" }, { address: ["NTP server with this Address already exists."] }],
  ["captions of a Teams rule", "gateway_routing_rule", { ...RULE, outgoing_protocol: "gms" }, { live_captions_enabled: ["Live captions are not available for this protocol."] }],
])("refuses %s, in the API's shape", (_, collection, body, said) => {
  expect(refusal(answering(), collection, body)).toEqual(said);
});

test("refuses the same syslog server twice, and takes another port", () => {
  const bench = answering();
  bench.make("syslog_server", { address: "log.example.com" });
  expect(refusal(bench, "syslog_server", { address: "log.example.com" })).toEqual({ __all__: ["Syslog server with this Address, Port, Transport already exists."] });
  bench.make("syslog_server", { address: "log.example.com", port: 1514 });
});

test("refuses a PIN that is too short, no number, the Guests' too, or left out where Guests are allowed", () => {
  const bench = answering();
  bench.make("licence", { entitlement_id: "LAB-1" });
  expect(refusal(bench, "conference", { ...ROOM, pin: "123" })).toEqual({ pin: ["Ensure this value has at least 4 characters (it has 3)."] });
  expect(refusal(bench, "conference", { ...ROOM, pin: "12345" })).toEqual({ pin: ["The PIN must be at least 6 characters long."] });
  expect(refusal(bench, "conference", { ...ROOM, pin: "12a456" })).toEqual({ pin: ["Enter digits 0-9, with an optional # at the end."] });
  expect(refusal(bench, "conference", { ...ROOM, allow_guests: true })).toEqual({ pin: ["A Host PIN is required when Guests are allowed."] });
  expect(refusal(bench, "conference", { ...ROOM, allow_guests: true, pin: "123456", guest_pin: "123456" })).toEqual({ guest_pin: ["The Guest PIN must be different from the Host PIN."] });
  bench.ask("PATCH", "global/1/", { min_pin_length: 4 });
  bench.make("conference", { ...ROOM, pin: "1234#" });
});

test("an alias belongs to one room, whatever its letters, and goes with it", () => {
  const bench = answering();
  bench.make("licence", { entitlement_id: "LAB-1" });
  const room = bench.make("conference", ROOM);
  const other = bench.make("conference", { name: "Other" });
  const alias = bench.make("conference_alias", { alias: "Meet@example.com", conference: room });
  expect(refusal(bench, "conference_alias", { alias: "meet@EXAMPLE.com", conference: other })).toEqual({ alias: ["Alias with this Alias already exists."] });
  expect(bench.read(room).aliases).toEqual([{ id: 1, alias: "Meet@example.com", description: "", conference: room, resource_uri: alias }]);
  expect(bench.ask("DELETE", room).status).toBe(204);
  expect(bench.ask("GET", alias).status).toBe(404);
});

test("nodes differ in name, address, FQDN and static NAT address, from the Management Node too", () => {
  const bench = answering();
  withEntry(bench);
  const system_location = `${V1}/system_location/1/`;
  const second = { ...NODE, name: "oslo-2", hostname: "oslo-2", address: "10.44.0.12", system_location };
  const wrong = (more: Readonly<Record<string, string>>): unknown => refusal(bench, "worker_vm", { ...second, ...more });
  expect(wrong({ name: "oslo-1" })).toEqual({ name: ["Conferencing Node with this Name already exists."] });
  expect(wrong({ name: "manager" })).toEqual({ name: ["Conferencing Node with this Name already exists."] });
  expect(wrong({ address: "10.44.0.10" })).toEqual({ address: ["Conferencing Node with this IPv4 address already exists."] });
  expect(wrong({ hostname: "OSLO-1" })).toEqual({ hostname: ["Conferencing Node with this Hostname and Domain already exists."] });
  expect(wrong({ secondary_address: "10.44.0.11", secondary_netmask: "255.255.255.0" })).toEqual({ secondary_address: ["Conferencing Node with this Secondary interface IPv4 address already exists."] });
  expect(wrong({ secondary_address: "10.45.0.11" })).toEqual({ secondary_netmask: ["A secondary interface needs an address and a network mask."] });
  expect(wrong({ netmask: "255.0.255.0" })).toEqual({ netmask: ["Enter a valid network mask."] });
  bench.make("worker_vm", { ...second, static_nat_address: "198.51.100.12" });
  expect(refusal(bench, "worker_vm", { ...second, name: "oslo-3", hostname: "oslo-3", address: "10.44.0.13", static_nat_address: "198.51.100.12" })).toEqual({ static_nat_address: ["Conferencing Node with this Static nat address already exists."] });
});

test("a certificate must be one, with its own key, and is echoed as it was sent", () => {
  const bench = answering();
  const pem = certificate(["oslo-1.example.com"]);
  expect(refusal(bench, "tls_certificate", { certificate: "no certificate", private_key: privateKey })).toEqual({ certificate: ["Enter a valid PEM formatted certificate."] });
  expect(refusal(bench, "tls_certificate", { certificate: pem, private_key: otherPublicKey })).toEqual({ private_key: ["Enter a valid PEM formatted private key, and its passphrase if it has one."] });
  expect(refusal(bench, "ca_certificate", { certificate: "x" })).toEqual({ certificate: ["Enter a valid PEM formatted certificate."] });
  const chain = `${pem}${certificate(["Intermediate"])}`;
  expect(bench.read(bench.make("tls_certificate", { certificate: chain, private_key: privateKey })).certificate).toBe(chain);
});

test("what is used cannot be removed; what is in a list leaves it", () => {
  const bench = answering();
  const proxy = bench.make("sip_proxy", { name: "proxy", address: "sip.example.com" });
  const location = bench.make("system_location", { name: "Oslo", sip_proxy: proxy, dns_servers: [`${V1}/dns_server/1/`] });
  withEntry(bench);
  expect(bench.ask("DELETE", proxy)).toMatchObject({ status: 400, body: { error: "This object cannot be deleted because system_location 1 uses it." } });
  expect(bench.ask("DELETE", location)).toMatchObject({ status: 400, body: { error: "This object cannot be deleted because worker_vm 1 uses it." } });
  expect(bench.ask("DELETE", "tls_certificate/1/").status).toBe(400);
  expect(bench.ask("DELETE", "dns_server/1/").status).toBe(204);
  expect([bench.read(location).dns_servers, bench.read("management_vm/1/").dns_servers]).toEqual([[], []]);
});

test("numbers are not given twice", () => {
  const bench = answering();
  const first = bench.make("stun_server", { name: "a", address: "a.example.com" });
  bench.ask("DELETE", first);
  expect([first, bench.make("stun_server", { name: "a", address: "a.example.com" })]).toEqual([`${V1}/stun_server/1/`, `${V1}/stun_server/2/`]);
});

test("a PUT replaces what it names and keeps what it leaves out, secrets too", () => {
  const bench = answering();
  const uri = bench.make("turn_server", { name: "turn", address: "turn.example.com", password: "secret", description: "first" });
  expect(bench.ask("PUT", uri, { name: "turn", address: "other.example.com", description: "" })).toEqual({ status: 204, headers: {} });
  expect(bench.read(uri)).toMatchObject({ address: "other.example.com", description: "", port: 3478 });
  expect(bench.manager.dump().configuration.turn_server[0].values.password).toBe("(set)");
  expect(bench.ask("PUT", uri, { address: "" }).body).toEqual({ address: ["This field cannot be blank."] });
  expect(bench.read(uri).address).toBe("other.example.com");
});

test.each<[string, ApiBody]>([["nothing", undefined], ["something unreadable", UNREADABLE], ["a list", []], ["a text", "{}"]])("refuses %s for a body", (_, body) => {
  expect(answering().ask("POST", "dns_server/", body)).toMatchObject({ status: 400, body: { error: "Request is not valid JSON." } });
});

test("a form is taken where there is a file to send, and the file must be a ZIP and be there", () => {
  const bench = answering();
  const file = (bytes: readonly number[]): { readonly fileName: string; readonly content: Uint8Array } => ({ fileName: "x.zip", content: Uint8Array.from(bytes) });
  const branding = { name: "Acme", webapp_type: "webapp3" };
  expect(refusal(bench, "webapp_branding", new FormBody(branding))).toEqual({ branding_file: ["This field is required."] });
  expect(refusal(bench, "webapp_branding", branding)).toEqual({ branding_file: ["This field is required."] });
  expect(refusal(bench, "webapp_branding", new FormBody(branding, { branding_file: file([1, 2]) }))).toEqual({ branding_file: ["Upload a valid ZIP file."] });
  expect(bench.ask("POST", "webapp_branding/", new FormBody(branding, { other: file([0x50, 0x4b]) }))).toMatchObject({ status: 501, body: { error: "the lab does not simulate the file other of webapp_branding" } });
  expect(bench.ask("POST", "dns_server/", new FormBody({ address: "10.44.0.54" })).status).toBe(415);
  const theme = bench.make("ivr_theme", { name: "Acme" });
  expect(bench.ask("PATCH", theme, new FormBody({ name: "Acme 2" }, { package: file([0x50, 0x4b]) })).status).toBe(202);
  expect(bench.read(theme).name).toBe("Acme 2");
});

test.each([
  ["GET", `${V1}/mjx_endpoint/`, "the collection mjx_endpoint"],
  ["GET", `${V1}/conference/schema/`, "the schema of conference"],
  ["DELETE", `${V1}/dns_server/`, "DELETE on the whole collection dns_server, which removes all of it: not in this lab"],
  ["PUT", `${V1}/dns_server/`, "PUT on the whole collection dns_server, which replaces all of it"],
  ["PATCH", `${V1}/dns_server/`, "PATCH on the whole collection dns_server, which changes several at once"],
  ["POST", "/api/admin/command/v1/participant/dial/", "the API /api/admin/command/v1/participant/dial/"],
  ["GET", "/api/admin/status/v1/participant/", "the status resource participant"],
  ["GET", "/api/admin/status/v1/worker_vm/1/statistics/", "what is below one worker_vm"],
])("refuses %s %s by name, and notes it", (method, path, what) => {
  const bench = answering();
  expect(bench.ask(method, path, {})).toMatchObject({ status: 501, body: { error: `the lab does not simulate ${what}` } });
  expect(bench.events.at(-1)).toBe(`manager.example.com answered 501 to ${method} ${path}`);
});

test("refuses by name what a field needs that is not simulated, and fields that nobody knows", () => {
  const bench = answering();
  expect(bench.ask("POST", "gateway_routing_rule/", { ...RULE, telehealth_profile: `${V1}/telehealth_profile/1/` }).body).toEqual({ error: "the lab does not simulate telehealth profiles" });
  for (const field of ["colour", "constructor"]) {
    expect(bench.ask("POST", "dns_server/", { address: "10.44.0.54", [field]: "blue" })).toMatchObject({ status: 501, body: { error: `the lab does not simulate the field ${field} of dns_server` } });
  }
});

test("removes a whole collection where the lab was told to allow it", () => {
  const bench = answering({ allowCollectionDelete: true });
  expect(bench.ask("DELETE", "ntp_server/").status).toBe(204);
  expect(bench.read("ntp_server/").meta.total_count).toBe(0);
  withEntry(bench);
  expect(bench.ask("DELETE", "system_location/").status).toBe(400);
});

test.each([
  ["a path without its last slash", "GET", `${V1}/dns_server/1`, 404],
  ["a number that nothing has", "GET", `${V1}/dns_server/99/`, 404],
  ["a number written otherwise", "GET", `${V1}/dns_server/01/`, 404],
  ["a number that cannot be decoded", "GET", `${V1}/dns_server/%zz/`, 404],
  ["something below an object", "GET", `${V1}/dns_server/1/more/`, 404],
  ["a page that is not there", "GET", "/elsewhere", 404],
  ["a method that a certificate has not", "PUT", `${V1}/tls_certificate/1/`, 405],
  ["a method that a licence has not", "PATCH", `${V1}/licence/1/`, 405],
  ["a method that nothing has", "BREW", `${V1}/dns_server/`, 405],
  ["a change of a status", "POST", "/api/admin/status/v1/alarm/", 405],
])("answers %s with its status", (_, method, path, status) => {
  expect(answering().ask(method, path, {}).status).toBe(status);
});

test("says which methods there are", () => {
  expect(answering().ask("PUT", "tls_certificate/1/", {}).headers).toEqual({ Allow: "GET,PATCH,DELETE" });
});

test("a location that overflows to itself can go, and two that overflow to each other only once one edge is taken back", () => {
  const bench = answering();
  const [oslo, bergen] = ["Oslo", "Bergen"].map((name) => bench.make("system_location", { name }));
  bench.ask("PATCH", oslo, { overflow_location1: bergen, overflow_location2: oslo });
  bench.ask("PATCH", bergen, { overflow_location1: oslo });
  expect([bench.ask("DELETE", oslo).status, bench.ask("DELETE", bergen).status]).toEqual([400, 400]);
  bench.ask("PATCH", bergen, { overflow_location1: null });
  expect([bench.ask("DELETE", oslo).status, bench.ask("DELETE", bergen).status]).toEqual([204, 204]);
});

test("null stands for an empty list, whether it is references, codecs or something that is not simulated", () => {
  const bench = answering();
  bench.make("licence", { entitlement_id: "LAB-1" });
  const room = bench.make("conference", ROOM);
  expect(bench.ask("PUT", room, { automatic_participants: null, scheduled_conferences: null }).status).toBe(204);
  expect(bench.read(room)).toMatchObject({ automatic_participants: [], scheduled_conferences: [] });
  const rule = bench.make("gateway_routing_rule", { ...RULE, disabled_codecs: null });
  expect(bench.read(rule).disabled_codecs).toEqual([]);
  expect(bench.read(bench.make("system_location", { name: "Oslo", ntp_servers: null })).ntp_servers).toEqual([]);
});
