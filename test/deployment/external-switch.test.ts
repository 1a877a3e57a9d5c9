import { importedSwitchRecord, switchRecord, type ExternalSwitchFields } from "../../lib/deployment/external-switch";
import { host, minimalSwitch } from "../support/minimal";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

const record = (more: object = {}): unknown => switchRecord(placeAt("manager/lan"), { ...minimalSwitch, ...more }, host());
const problems = (more: object): readonly string[] => problemsOf(() => record(more)).map((text) => text.replace("manager/lan: ", ""));
const LITERAL = "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later";

test("a switch has defaults for all that may be left out", () => {
  expect(record()).toEqual({
    kind: "externalSwitch",
    path: "manager/lan",
    origin: "managed",
    host: "manager/hv1",
    switchName: "Pexip External",
    netAdapterNames: ["Ethernet 1"],
    allowManagementOs: true,
    notes: undefined,
    deletionProtection: true,
  });
});

test("everything that is given is recorded", () => {
  const given: Required<ExternalSwitchFields> = { switchName: "DMZ ${x}", netAdapterNames: ["Ethernet 1", "Ethernet 2"], allowManagementOs: false, notes: "%{x}", deletionProtection: false };
  expect(record({ ...given, host: "the construct" })).toEqual({ kind: "externalSwitch", path: "manager/lan", origin: "managed", host: "manager/hv1", ...given });
});

const WRONG: Record<keyof ExternalSwitchFields, [unknown, string]> = {
  switchName: ["a/b", 'must not contain / (it becomes the name of a folder), got "a/b"'],
  netAdapterNames: [[], "must be a list with at least one entry, got a list of 0 entries"],
  allowManagementOs: [1, "must be true or false, got 1"],
  notes: ["it's", "must not contain ' (it would reach PowerShell on the host unescaped), got \"it's\""],
  deletionProtection: [null, "must be true or false, got null"],
};

test.each(Object.entries(WRONG))("refuses a wrong %s", (prop, [value, message]) => {
  expect(problems({ [prop]: value })).toEqual([`${prop} ${message}`]);
});

test.each(Object.keys(WRONG))("%s must be a literal", (prop) => {
  expect(problems({ [prop]: TOKEN })).toEqual([`${prop} ${LITERAL}`]);
});

test("names the adapter that is wrong", () => {
  expect(problems({ netAdapterNames: ["Ethernet 1", "Ethernet*", TOKEN] })).toEqual([
    `netAdapterNames entry 3 ${LITERAL}`,
    'netAdapterNames entry 2 must not contain * (it would reach PowerShell on the host unescaped), got "Ethernet*"',
  ]);
});

test("an unknown prop is refused with the nearest one", () => {
  expect(problems({ netAdapterName: "Ethernet 1", hosts: 1 })).toEqual(["netAdapterName: unknown prop; did you mean netAdapterNames?", "hosts: unknown prop; did you mean host?"]);
});

test("a switch that exists already is known by its name", () => {
  expect(importedSwitchRecord(placeAt("platform/lan"), { switchName: "LAN" }, host())).toEqual({ kind: "externalSwitch", path: "platform/lan", origin: "imported", host: "manager/hv1", switchName: "LAN" });
});

test("a switch that exists already needs a literal, clean name and nothing else", () => {
  const imported = (fields: object) => (): unknown => importedSwitchRecord(placeAt("lan"), fields as { switchName: string }, host());
  expect(problemsOf(imported({}))).toEqual(["lan: switchName is required"]);
  expect(problemsOf(imported({ switchName: TOKEN }))).toEqual([`lan: switchName ${LITERAL}`]);
  expect(problemsOf(imported({ switchName: "a?", notes: "b" }))).toEqual(["lan: notes: unknown prop", 'lan: switchName must not contain ? (it would reach PowerShell on the host unescaped), got "a?"']);
});
