import { TimeSource } from "../../../lib/deployment/enums";
import { importedManagementNodeRecord } from "../../../lib/deployment/management-node";
import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { systemLocationRecord } from "../../../lib/deployment/system-location";
import { aHost, judged, judgedWith, TOKEN } from "../../support/records";
import { placeAt } from "../../support/problems";

const NTP = ["ntp1.example.com", "ntp2.example.com", "ntp3.example.com"];
const MANAGER = "manager/manager";
const LOCATION = "platform/oslo";
const few = (path: string, count: string): string => `warning PXH033 ${path}: ntpServers has ${count}; the guide recommends at least three (page 4)`;

test("the Management Node needs an NTP server", () => {
  expect(judgedWith({ manager: { ntpServers: [] }, location: { ntpServers: NTP } })).toEqual([`error PXH030 ${MANAGER}: ntpServers is empty; give at least one server, better three, that answers while the wizard runs`]);
});

test("a host says how it keeps its time", () => {
  expect(judgedWith({ host: { ntpServers: undefined } })).toEqual(["warning PXH031 manager/hv1: timeSource of hv1 is not stated; give active_directory for a host in a domain, or its ntpServers"]);
  expect(judgedWith({ host: { ntpServers: undefined, timeSource: TimeSource.ACTIVE_DIRECTORY } })).toEqual([]);
});

test("the Management Node needs a DNS server", () => {
  expect(judgedWith({ manager: { dnsServers: [] }, location: { dnsServers: ["10.44.0.53"] } })).toEqual([`error PXH032 ${MANAGER}: dnsServers is empty; give at least one DNS server`]);
});

test("three distinct NTP servers are recommended for host, manager and location", () => {
  const two = ["ntp1.example.com", "NTP1.example.com", "10.44.0.1"];
  expect(judgedWith({ host: { ntpServers: two }, manager: { ntpServers: two }, location: { ntpServers: ["10.44.0.1"] } })).toEqual([few("manager/hv1", "2 distinct servers"), few(MANAGER, "2 distinct servers"), few(LOCATION, "1 distinct server")]);
});

test("a location that has its manager's NTP servers is not judged again", () => {
  expect(judgedWith({ manager: { ntpServers: NTP.slice(1) } })).toEqual([few(MANAGER, "2 distinct servers")]);
  expect(judgedWith({ host: { timeSource: TimeSource.NTP, ntpServers: undefined } })).toEqual([few("manager/hv1", "0 distinct servers")]);
});

test("deferred servers count as distinct, and a deferred list is not judged", () => {
  expect(judgedWith({ location: { ntpServers: [TOKEN, TOKEN, "10.44.0.1"] } })).toEqual([]);
  expect(judgedWith({ location: { ntpServers: [TOKEN, "10.44.0.1"] } })).toEqual([few(LOCATION, "2 distinct servers")]);
  const list = TOKEN as unknown as string[];
  expect(judgedWith({ host: { ntpServers: list }, manager: { ntpServers: list, dnsServers: list }, location: { ntpServers: list, dnsServers: list } })).toEqual([]);
});

test("three DNS servers are used", () => {
  const dns = ["10.44.0.53", "10.44.0.54", "10.44.0.55"];
  expect(judgedWith({ manager: { dnsServers: [...dns, "10.44.0.56"] } })).toEqual([`warning PXH034 ${MANAGER}: dnsServers has 4 servers, of which 3 are used; leave the best three`]);
  expect(judgedWith({ manager: { dnsServers: dns } })).toEqual([]);
});

test("a location has a DNS server", () => {
  const numbers = ["10.44.0.1", "10.44.0.2", "10.44.0.3"];
  expect(judgedWith({ location: { dnsServers: [], ntpServers: numbers } })).toEqual([`warning PXH035 ${LOCATION}: dnsServers is empty, so its nodes resolve no name; give a DNS server`]);
});

test("a location that names servers needs a DNS server", () => {
  expect(judgedWith({ location: { dnsServers: [] } })).toEqual([`error PXH036 ${LOCATION}: dnsServers is empty, and ntpServers has the name ntp1.example.com; give a DNS server, or the server's address`]);
});

test("a location of an imported Management Node states its own servers", () => {
  const manager = importedManagementNodeRecord(placeAt("manager"), "manager", { address: "10.44.0.10", hostname: "manager", domain: "example.com", infinityVersion: InfinityVersion.of("21") });
  const location = (fields: object): readonly string[] => judged([manager, systemLocationRecord(placeAt("oslo"), "oslo", fields, manager, {})]);
  expect(location({})).toEqual([few("oslo", "0 distinct servers"), "warning PXH035 oslo: dnsServers is empty, so its nodes resolve no name; give a DNS server"]);
  expect(location({ dnsServers: ["10.44.0.53"], ntpServers: NTP })).toEqual([]);
});

test("a DNS server is given by its IPv4 address", () => {
  expect(judgedWith({ manager: { dnsServers: ["2001:db8::53"] } })).toEqual([`error PXH037 ${MANAGER}: dnsServers 2001:db8::53 is no IPv4 address; give the server's IPv4 address`]);
});

test("a host in a domain follows its domain controller", () => {
  const timeSource = TimeSource.ACTIVE_DIRECTORY;
  expect(judged([aHost({ timeSource })])).toEqual(["warning PXH038 manager/hv1: ntpServers is given, and hv1 keeps its time by active_directory; leave it out, or set timeSource to ntp"]);
  expect(judged([aHost({ timeSource, ntpServers: [] })])).toEqual([]);
});
