import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { importedManagementNodeRecord } from "../../../lib/deployment/management-node";
import { serviceRecord, type ServiceRecord } from "../../../lib/deployment/service";
import { callRoutingRule, type CallRoutingRuleFields, OutgoingProtocol } from "../../../lib/deployment/services/call-routing-rule";
import { Override } from "../../../lib/deployment/system-location";
import { placeAt } from "../../support/problems";
import { judged } from "../../support/records";

const manager = importedManagementNodeRecord(placeAt("manager"), "manager", { address: "10.44.0.10", hostname: "manager", domain: "example.com", infinityVersion: InfinityVersion.of("21") });

const rule = (fields: Partial<CallRoutingRuleFields>, path = "it"): ServiceRecord => serviceRecord(placeAt(path), path, callRoutingRule, { priority: 1, matchString: ".*", ...fields }, manager, {});
const found = (...rules: readonly ServiceRecord[]): readonly string[] => judged([manager, ...rules]);

test("a priority is 1-200", () => {
  expect(found(rule({ priority: 1 }), rule({ priority: 200 }, "b"))).toEqual([]);
  expect(found(rule({ priority: 0 }))).toEqual(["error PXH130 it: priority is 0; Pexip Infinity takes 1-200"]);
  expect(found(rule({ priority: 201 }))).toEqual(["error PXH130 it: priority is 201; Pexip Infinity takes 1-200"]);
});

test("rules that are on have priorities of their own", () => {
  expect(found(rule({}, "a"), rule({}, "b"), rule({ enable: false }, "c"))).toEqual(["warning PXH155 b: priority 1 is also that of a; give each rule its own"]);
});

test("an expression that JavaScript does not read may be Pexip's", () => {
  const doubt = "warning PXH156 it: matchString cannot be judged here: it is no regular expression of JavaScript, and may be one of Pexip's; try it on the Management Node";
  for (const matchString of ["(?P<name>a)\\1", "(?i)sip:.*", "(?#a ( comment)a", "\\Q(\\E", "(?x) [ ( ]", "a++"]) expect(found(rule({ matchString }))).toEqual([doubt]);
  for (const matchString of ["9(\\d+)", "(.+)@example\\.com", "[]abc", "[(]", "a{2,3}", "(?<n>a)", "\\p"]) expect(found(rule({ matchString }))).toEqual([]);
});

test.each([
  ["(a", "has a ( without its )"],
  ["a)", "has a ) without its ("],
  ["[a", "has a [ without its ]"],
  ["[^]](", "has a ( without its )"],
  ["a\\", "ends with a backslash"],
  ["*a", "begins with a repetition of nothing"],
  ["(\\)", "has a ( without its )"],
])("%s is an expression nowhere", (matchString, problem) => {
  expect(found(rule({ matchString }))).toEqual([`error PXH157 it: matchString ${problem}; correct the regular expression`]);
});

test("a replacement names groups that there are, as \\1", () => {
  expect(found(rule({ matchString: "(a)(?:b)[(](?=c)\\((?<n>d)", replaceString: "\\1\\2" }))).toEqual([]);
  expect(found(rule({ matchString: "(a)", replaceString: "\\2" }))).toEqual(["error PXH157 it: replaceString has \\2, and matchString has one group"]);
  expect(found(rule({ matchString: "a", replaceString: "\\1" }))).toEqual(["error PXH157 it: replaceString has \\1, and matchString has no group"]);
  expect(found(rule({ matchString: "(a)(b)", replaceString: "\\3" }))).toEqual(["error PXH157 it: replaceString has \\3, and matchString has 2 groups"]);
  expect(found(rule({ matchString: "(a)", replaceString: "$1" }))).toEqual(["warning PXH156 it: replaceString holds a $ before a digit, which stays as it is: a group is written \\1"]);
});

test("an expression that would run for ever is judged at once", () => {
  expect(found(rule({ matchString: "(a+)+".repeat(40) }))).toEqual([]);
});

test("no live captions with Microsoft Teams and Google Meet", () => {
  expect(found(rule({ outgoingProtocol: OutgoingProtocol.TEAMS, liveCaptions: Override.GLOBAL }))).toEqual(["error PXH159 it: liveCaptions global is not taken with outgoingProtocol teams; leave it out"]);
  expect(found(rule({ outgoingProtocol: OutgoingProtocol.GMS, liveCaptions: Override.ON }))).toEqual(["error PXH159 it: liveCaptions on is not taken with outgoingProtocol gms; leave it out"]);
  expect(found(rule({ outgoingProtocol: OutgoingProtocol.GMS, liveCaptions: Override.OFF }))).toEqual([]);
  expect(found(rule({ outgoingProtocol: OutgoingProtocol.SIP, liveCaptions: Override.ON }))).toEqual([]);
});
