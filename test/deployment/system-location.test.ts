import { importedManagementNodeRecord } from "../../lib/deployment/management-node";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import { Override, systemLocationRecord, type SystemLocationFields } from "../../lib/deployment/system-location";
import { managementNode, systemLocation } from "../support/minimal";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

const record = (more: object = {}, id = "oslo"): unknown => systemLocationRecord(placeAt(`platform/${id}`), id, more, managementNode, {});
const problems = (more: object): readonly string[] => problemsOf(() => record(more)).map((text) => text.replace("platform/oslo: ", ""));
const LITERAL = "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later";

const MINIMAL = {
  kind: "systemLocation",
  path: "platform/oslo",
  origin: "managed",
  managementNode: "manager/manager",
  name: "oslo",
  description: undefined,
  dnsServers: ["10.44.0.53"],
  ntpServers: ["ntp1.example.com", "ntp2.example.com"],
  mtu: 1500,
  mediaQos: 0,
  signallingQos: 0,
  transcodingLocation: undefined,
  primaryOverflowLocation: undefined,
  secondaryOverflowLocation: undefined,
  services: {},
};

test("a location has its id for a name and the Management Node's servers", () => {
  expect(record()).toEqual(MINIMAL);
});

test("everything that is given is recorded", () => {
  const given: Required<SystemLocationFields> = {
    name: "Zürich's [1]",
    description: "${x} %{y}",
    dnsServers: ["2001:db8::53"],
    ntpServers: [],
    mtu: 1400,
    mediaQos: 46,
    signallingQos: 24,
    localMssipDomain: "sfb.example.com",
    useRelayCandidatesOnly: true,
    pinBruteForceResistance: Override.OFF,
    scanQuarantine: Override.ON,
  };
  const to = { transcodingLocation: systemLocation, primaryOverflowLocation: { ...systemLocation, path: "platform/a" }, secondaryOverflowLocation: { ...systemLocation, path: "platform/b" } };
  expect(systemLocationRecord(placeAt("platform/oslo"), "oslo", given, managementNode, to)).toEqual({
    ...MINIMAL,
    ...given,
    transcodingLocation: "platform/oslo",
    primaryOverflowLocation: "platform/a",
    secondaryOverflowLocation: "platform/b",
  });
});

test("the servers of a Management Node that exists already are not known", () => {
  const existing = importedManagementNodeRecord(placeAt("m"), "manager", { address: "10.44.0.10", hostname: "manager", domain: "example.com", infinityVersion: InfinityVersion.of("40") });
  expect(systemLocationRecord(placeAt("oslo"), "oslo", {}, existing, {})).toMatchObject({ dnsServers: [], ntpServers: [] });
});

const WRONG: Record<keyof SystemLocationFields, [unknown, string]> = {
  name: ["", 'must not be empty, got ""'],
  description: [["a"], "must be text, got a list of 1 entry"],
  dnsServers: [["dns.example.com"], 'entry 1 must be an IP address such as 10.44.0.53, got "dns.example.com"'],
  ntpServers: [["10.44.0"], 'entry 1 must be an IPv4 address such as 10.44.0.11, got "10.44.0"'],
  mtu: [NaN, "must be a whole number, got NaN"],
  mediaQos: ["46", 'must be a whole number, got "46"'],
  signallingQos: [Infinity, "must be a whole number, got Infinity"],
  localMssipDomain: ["sfb example", 'must consist of DNS labels (letters, digits, underscores, and hyphens inside; at most 63 characters); "sfb example" is none, got "sfb example"'],
  useRelayCandidatesOnly: ["yes", 'must be true or false, got "yes"'],
  pinBruteForceResistance: [true, "must be one of global, off, on, got true"],
  scanQuarantine: ["auto", 'must be one of global, off, on, got "auto"'],
};

test.each(Object.entries(WRONG))("refuses a wrong %s", (prop, [value, message]) => {
  expect(problems({ [prop]: value })).toEqual([`${prop} ${message}`]);
});

const DEFERRABLE = ["dnsServers", "ntpServers"];

test.each(DEFERRABLE)("%s may be known to Terraform only, whole or in part", (prop) => {
  expect(record({ [prop]: TOKEN })).toMatchObject({ [prop]: { deferred: true } });
  expect(record({ [prop]: [TOKEN, "10.44.0.53"] })).toMatchObject({ [prop]: [{ deferred: true }, "10.44.0.53"] });
});

test.each(Object.keys(WRONG).filter((prop) => !DEFERRABLE.includes(prop)))("%s must be a literal", (prop) => {
  expect(problems({ [prop]: TOKEN })).toEqual([`${prop} ${LITERAL}`]);
});

test("an unknown prop is refused with the nearest one, references included", () => {
  expect(problems({ mediaQOS: 1, transcodingLocaton: 1, sla: 1 })).toEqual([
    "mediaQOS: unknown prop; did you mean mediaQos?",
    "transcodingLocaton: unknown prop; did you mean transcodingLocation?",
    "sla: unknown prop",
  ]);
});

test("an id that cannot be a name needs a name", () => {
  expect(problemsOf(() => record({}, "a\ud800"))).toEqual(['platform/a\ud800: name contains half of a character (an unpaired surrogate), got "a\\ud800"']);
  expect(record({ name: "Oslo" }, "a\ud800")).toMatchObject({ name: "Oslo" });
});
