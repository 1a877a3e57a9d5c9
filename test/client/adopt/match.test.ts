import type { DeclaredResource } from "../../../lib/client/adopt/declared";
import { matchResources } from "../../../lib/client/adopt/match";
import type { ApiObject } from "../../../lib/client/json-answer";
import { ADOPTABLE } from "../../../lib/client/adopt/resources";
import { anObject } from "../../support/api-collections";

function declare(type: string, name: string, attributes: object, more: Partial<DeclaredResource> = {}): DeclaredResource {
  return { stack: "platform", address: `pexip_infinity_${type}.${name}`, type, attributes: attributes as DeclaredResource["attributes"], ignored: new Set(), repeated: false, ...more };
}

/** The outcome by name: the number that was found, or what became of it. */
function outcome(declared: readonly DeclaredResource[], objects: readonly ApiObject[], variables: Readonly<Record<string, string>> = {}): Readonly<Record<string, unknown>> {
  const matches = matchResources(declared, objects, ADOPTABLE.get(declared[0].type)!, new Map(Object.entries(variables)));
  return Object.fromEntries([...matches].map(([{ address }, match]) => [address.split(".")[1], match.is === "found" ? match.object.id : match.is === "ambiguous" ? match.candidates.map(({ id }) => id) : match.is]));
}

const objectsOf = (collection: string, ...all: readonly object[]) => all.map((values, index) => anObject(collection, index + 1, values as Readonly<Record<string, unknown>>));

test("goes by name, letter by letter, and creates what has none of it", () => {
  const objects = objectsOf("system_location", { name: "Oslo" }, { name: "oslo" });
  expect(outcome([declare("system_location", "a", { name: "oslo" }), declare("system_location", "b", { name: "Bergen" })], objects)).toEqual({ a: 2, b: "none" });
});

test("goes by address where there is no name, in any case", () => {
  expect(outcome([declare("ntp_server", "a", { address: "NTP1.example.com" })], objectsOf("ntp_server", { address: "ntp1.example.com" }))).toEqual({ a: 1 });
});

test("finds a node of another name by its address, but leaves an object that another resource has by name", () => {
  const objects = objectsOf("worker_vm", { name: "old-name", address: "10.44.0.11" }, { name: "oslo-2", address: "10.44.0.12" });
  const declared = [declare("worker_vm", "a", { name: "oslo-1", address: "10.44.0.11" }), declare("worker_vm", "b", { name: "oslo-3", address: "10.44.0.12" }), declare("worker_vm", "c", { name: "oslo-2", address: "10.44.0.13" })];
  expect(outcome(declared, objects)).toEqual({ a: 1, b: "none", c: 2 });
});

test("tells rules of one name apart by priority", () => {
  const objects = objectsOf("gateway_routing_rule", { name: "x", priority: 1, match_string: "a" }, { name: "x", priority: 2, match_string: "b" });
  expect(outcome([declare("gateway_routing_rule", "a", { name: "x", priority: 2, match_string: "b" }), declare("gateway_routing_rule", "b", { name: "x", priority: 9, match_string: "c" })], objects)).toEqual({ a: 2, b: 1 });
});

test("calls it ambiguous when two objects fit, or two resources fit one object", () => {
  expect(outcome([declare("sip_proxy", "a", { name: "x", address: "p" })], objectsOf("sip_proxy", { name: "x" }, { name: "x" }))).toEqual({ a: [1, 2] });
  expect(outcome([declare("dns_server", "a", { address: "10.0.0.1" }), declare("dns_server", "b", { address: "10.0.0.1" }, { stack: "site" })], objectsOf("dns_server", { address: "10.0.0.1" }))).toEqual({ a: [1], b: [1] });
});

test("fills a part of a key that is not written with the provider's default", () => {
  const objects = objectsOf("syslog_server", { address: "log", port: 514, transport: "tcp" }, { address: "log", port: 514, transport: "udp" });
  expect(outcome([declare("syslog_server", "a", { address: "log" })], objects)).toEqual({ a: 2 });
});

test("finds a meeting room of another name by one of its aliases", () => {
  const objects = objectsOf("conference", { name: "Old", aliases: [{ alias: "Meet.Test@example.com" }, { alias: "5001" }] });
  expect(outcome([declare("conference", "a", { name: "Test", aliases: [{ alias: "meet.test@example.com" }] })], objects)).toEqual({ a: 1 });
});

test("compares certificates whatever their line ends", () => {
  expect(outcome([declare("tls_certificate", "a", { certificate: "-----A\n-----B\n" })], objectsOf("tls_certificate", { certificate: "-----A\r\n-----B" }))).toEqual({ a: 1 });
});

test("finds a licence by its entitlement, when the variable that holds it is known", () => {
  const licences = [{ fulfillment_id: "7", entitlement_id: "ABCD-1234", resource_uri: "/x/7/", id: 7 }];
  const declared = [declare("licence", "a", { entitlement_id: "${var.entitlement}" })];
  expect(outcome(declared, licences)).toEqual({ a: "undecided" });
  expect(outcome(declared, licences, { entitlement: "ABCD -1234" })).toEqual({ a: 7 });
});

test("takes the one object of a singleton, unless two resources want it", () => {
  const objects = objectsOf("global", {});
  expect(outcome([declare("global_configuration", "a", {})], objects)).toEqual({ a: 1 });
  expect(outcome([declare("global_configuration", "a", {}), declare("global_configuration", "b", {})], objects)).toEqual({ a: [1], b: [1] });
});

test("leaves the object of the program's own import block to it", () => {
  const objects = objectsOf("dns_server", { address: "10.0.0.1" });
  expect(outcome([declare("dns_server", "a", { address: "10.0.0.1" }), declare("dns_server", "b", { address: "10.9.9.9" }, { importedId: "1" })], objects)).toEqual({ a: "none", b: 1 });
});

test("knows a name with quotes and template openings for what it is", () => {
  expect(outcome([declare("conference", "a", { name: 'The "$${x}" room %%{y}\\' })], objectsOf("conference", { name: 'The "${x}" room %{y}\\' }))).toEqual({ a: 1 });
});

test("matches ten thousand meeting rooms at once", () => {
  const names = Array.from({ length: 10_000 }, (_, index) => ({ name: `room ${index}` }));
  const found = outcome(names.map(({ name }, index) => declare("conference", `r${index}`, { name })), objectsOf("conference", ...[...names].reverse()));
  expect(found.r0).toBe(10_000);
  expect(Object.keys(found)).toHaveLength(10_000);
});
