import { AutomaticStart } from "../../lib/deployment/enums";
import { InfinityVersion } from "../../lib/deployment/infinity-version";
import { importedManagementNodeRecord, managementNodeRecord, type ImportedManagementNodeFields, type ManagementNodeFields } from "../../lib/deployment/management-node";
import { TemplateDisk } from "../../lib/deployment/template-disk";
import { wizardAnswers } from "../../lib/deployment/wizard";
import { externalSwitch, host, minimalManagementNode } from "../support/minimal";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

const record = (more: object = {}): ReturnType<typeof managementNodeRecord> => managementNodeRecord(placeAt("manager/m"), "manager", { ...minimalManagementNode, ...more }, { externalSwitch, host: host() });
const problems = (more: object): readonly string[] => problemsOf(() => record(more)).map((text) => text.replace("manager/m: ", ""));
const WHOLE = "must be a whole number, got 4.5";
const LITERAL = "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later";

const SETTINGS = {
  address: "10.44.0.10",
  netmask: "255.255.255.0",
  gateway: "10.44.0.1",
  hostname: "manager",
  domain: "example.com",
  dnsServers: ["10.44.0.53"],
  ntpServers: ["ntp1.example.com", "ntp2.example.com"],
  webAdminUsername: "admin",
  incidentReporting: true,
  usageStatistics: false,
};

test("a Management Node has defaults for all that may be left out", () => {
  expect(record()).toEqual({
    kind: "managementNode",
    path: "manager/m",
    origin: "managed",
    commands: { prefix: "npx --no-install pexip-hyperv", enabled: true, managerTimeout: "1h", nodeTimeout: "15m" },
    mode: "runbook",
    infinityVersion: "21",
    templateVersion: "21",
    fqdn: "manager.example.com",
    ...SETTINGS,
    contactEmail: undefined,
    machine: {
      host: "manager/hv1",
      vmName: "manager",
      templateDisk: { from: "host", path: "C:\\Templates\\Pexip_Infinity_v21_HyperV_pxMgr_45902\\pexip.vhd" },
      diskPath: "C:\\Pexip\\manager\\manager.vhd",
      vcpus: 4,
      memoryMib: 4096,
      primary: { switch: "manager/lan", vlanId: undefined, macAddress: "0200202323A0", macOrigin: "derived" },
      automaticStart: "restart_if_running",
      checkpointType: "production",
      powerState: "running",
      deletionProtection: true,
    },
    wizardAnswers: wizardAnswers(SETTINGS),
  });
});

test("everything that is given is recorded", () => {
  const more: Partial<ManagementNodeFields> = {
    vlanId: 7,
    templateVersion: InfinityVersion.of("20"),
    templateDisk: TemplateDisk.fromZip("https://images.example.com/pxMgr.zip", "pexip.vhd"),
    name: "Pexip Manager",
    webAdminUsername: "root",
    contactEmail: "video@example.com",
    macAddress: "00-15-5d-00-00-01",
    vcpus: 8,
    automaticStart: AutomaticStart.ALWAYS,
    deletionProtection: false,
  };
  expect(record(more)).toMatchObject({
    infinityVersion: "21",
    templateVersion: "20",
    webAdminUsername: "root",
    contactEmail: "video@example.com",
    machine: {
      vmName: "Pexip Manager",
      templateDisk: { from: "zip", url: "https://images.example.com/pxMgr.zip", fileName: "pexip.vhd" },
      diskPath: "C:\\Pexip\\Pexip Manager\\pexip.vhd",
      vcpus: 8,
      memoryMib: 8192,
      primary: { vlanId: 7, macAddress: "00155D000001", macOrigin: "given" },
      automaticStart: "always",
      deletionProtection: false,
    },
  });
  expect(record({ memoryMib: 6000 }).machine).toMatchObject({ vcpus: 4, memoryMib: 6000 });
});

const IPV4 = 'must be an IPv4 address such as 10.44.0.11, got "10.44.0"';
const WRONG: Record<keyof ManagementNodeFields, [unknown, string]> = {
  vlanId: [4.5, WHOLE],
  infinityVersion: ["21", 'must be an InfinityVersion, for example InfinityVersion.of("21"), got "21"'],
  api: [true, "must be an object, got true"],
  commands: ["npx", 'must be an object, got "npx"'],
  templateDisk: ["C:\\a.vhd", 'must be a TemplateDisk (TemplateDisk.onHost, .fromUrl or .fromZip), got "C:\\\\a.vhd"'],
  templateVersion: [20, 'must be an InfinityVersion, for example InfinityVersion.of("21"), got 20'],
  name: ["nul", 'is a name that Windows keeps for a device, got "nul"'],
  hostname: ["manager'", "must not contain ' (it would reach PowerShell on the host unescaped), got \"manager'\""],
  domain: ["", 'must not be empty, got ""'],
  address: ["10.44.0", IPV4],
  netmask: ["10.44.0", IPV4],
  gateway: ["10.44.0", IPV4],
  dnsServers: ["10.44.0.53", 'must be a list, got "10.44.0.53"'],
  ntpServers: [["ntp 1"], 'entry 1 must consist of DNS labels (letters, digits, underscores, and hyphens inside; at most 63 characters); "ntp 1" is none, got "ntp 1"'],
  webAdminUsername: ["a\0", 'must be one line without control characters, got "a\\u0000"'],
  incidentReporting: ["yes", 'must be true or false, got "yes"'],
  usageStatistics: [0, "must be true or false, got 0"],
  contactEmail: [null, "must be text, got null"],
  macAddress: [2, "must be text, got 2"],
  vcpus: [4.5, WHOLE],
  memoryMib: [4.5, WHOLE],
  automaticStart: ["always on", 'must be one of restart_if_running, always, nothing, got "always on"'],
  deletionProtection: ["no", 'must be true or false, got "no"'],
};

test.each(Object.entries(WRONG))("refuses a wrong %s", (prop, [value, message]) => {
  expect(problems({ [prop]: value })).toEqual([`${prop} ${message}`]);
});

test("says what is required, all of it at once", () => {
  expect(problemsOf(() => managementNodeRecord(placeAt("m"), "manager", {} as ManagementNodeFields, { externalSwitch, host: host() }))).toEqual(
    Object.keys(minimalManagementNode).map((key) => `m: ${key} is required`),
  );
});

const DEFERRABLE = ["address", "netmask", "gateway", "dnsServers", "ntpServers"];
const VALUES = ["infinityVersion", "templateDisk", "templateVersion"];

test.each(DEFERRABLE)("%s may be known to Terraform only", (prop) => {
  expect(record({ [prop]: TOKEN })).toMatchObject({ [prop]: { deferred: true } });
});

test.each(["dnsServers", "ntpServers"])("a single entry of %s may be known to Terraform only", (prop) => {
  expect(record({ [prop]: ["10.44.0.53", TOKEN] })).toMatchObject({ [prop]: ["10.44.0.53", { deferred: true }] });
});

test.each(Object.keys(WRONG).filter((prop) => ![...DEFERRABLE, ...VALUES].includes(prop)))("%s must be a literal", (prop) => {
  expect(problems({ [prop]: TOKEN })).toEqual([`${prop} ${LITERAL}`]);
});

test.each(VALUES)("a token is no value of %s", (prop) => {
  expect(problems({ [prop]: TOKEN })).toEqual([expect.stringMatching(new RegExp(`^${prop} must be an? (InfinityVersion|TemplateDisk).*, got "TOKEN"$`))]);
});

test("an unknown prop is refused with the nearest one", () => {
  expect(problems({ gatway: "10.44.0.1" })).toEqual(["gatway: unknown prop; did you mean gateway?"]);
});

const existing: ImportedManagementNodeFields = { address: "10.44.0.10", hostname: "manager", domain: "example.com", infinityVersion: InfinityVersion.of("40") };

test("a Management Node that exists already is known by its name and address", () => {
  expect(importedManagementNodeRecord(placeAt("platform/m"), "manager", existing)).toEqual({
    kind: "managementNode",
    path: "platform/m",
    origin: "imported",
    commands: { prefix: "npx --no-install pexip-hyperv", enabled: true, managerTimeout: "1h", nodeTimeout: "15m" },
    mode: "runbook",
    infinityVersion: "40",
    hostname: "manager",
    domain: "example.com",
    fqdn: "manager.example.com",
    address: "10.44.0.10",
  });
  expect(importedManagementNodeRecord(placeAt("m"), "manager", { ...existing, address: TOKEN })).toMatchObject({ address: { deferred: true } });
});

test("a Management Node that exists already takes nothing else", () => {
  expect(problemsOf(() => importedManagementNodeRecord(placeAt("m"), "manager", { ...existing, hostname: TOKEN, netmask: "255.255.255.0" } as ImportedManagementNodeFields))).toEqual([
    `m: hostname ${LITERAL}`,
    "m: netmask: unknown prop",
  ]);
});
