import { staticRouteRecord, type StaticRouteFields } from "../../lib/deployment/static-route";
import { managementNode } from "../support/minimal";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

const minimal: StaticRouteFields = { address: "10.50.0.0", prefix: 16, gateway: "10.44.0.1" };
const record = (more: object = {}): unknown => staticRouteRecord(placeAt("platform/inwards"), "inwards", { ...minimal, ...more }, managementNode);
const problems = (more: object): readonly string[] => problemsOf(() => record(more)).map((text) => text.replace("platform/inwards: ", ""));
const LITERAL = "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later";

test("a route has its id for a name", () => {
  expect(record()).toEqual({ kind: "staticRoute", path: "platform/inwards", managementNode: "manager/manager", name: "inwards", address: "10.50.0.0", prefix: 16, gateway: "10.44.0.1" });
  expect(record({ name: "To the LAN" })).toMatchObject({ name: "To the LAN" });
});

const WRONG: Record<keyof StaticRouteFields, [unknown, string]> = {
  name: [7, "must be text, got 7"],
  address: ["10.50.0.0/16", 'must be an IPv4 address such as 10.44.0.11, got "10.50.0.0/16"'],
  prefix: ["16", 'must be a whole number, got "16"'],
  gateway: ["2001:db8::1", 'must be an IPv4 address such as 10.44.0.11, got "2001:db8::1"'],
};

test.each(Object.entries(WRONG))("refuses a wrong %s", (prop, [value, message]) => {
  expect(problems({ [prop]: value })).toEqual([`${prop} ${message}`]);
});

test.each(["address", "gateway"])("%s may be known to Terraform only", (prop) => {
  expect(record({ [prop]: TOKEN })).toMatchObject({ [prop]: { deferred: true } });
});

test.each(["name", "prefix"])("%s must be a literal", (prop) => {
  expect(problems({ [prop]: TOKEN })).toEqual([`${prop} ${LITERAL}`]);
});

test("an unknown prop is refused with the nearest one", () => {
  expect(problems({ prefixLength: 16, getaway: "10.44.0.1" })).toEqual(["prefixLength: unknown prop", "getaway: unknown prop; did you mean gateway?"]);
});
