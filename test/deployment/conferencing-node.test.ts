import { conferencingNodeRecord, importedConferencingNodeRecord, type ConferencingNodeFields, type ConferencingNodeRecord, type NodeFormFields } from "../../lib/deployment/conferencing-node";
import { AutomaticStart, CheckpointType, NodeRole, PowerState, SshAccess } from "../../lib/deployment/enums";
import type { HypervHostFields } from "../../lib/deployment/host";
import { Secret } from "../../lib/deployment/secret";
import { SnmpMode } from "../../lib/deployment/snmp";
import { staticRouteRecord } from "../../lib/deployment/static-route";
import { TemplateDisk } from "../../lib/deployment/template-disk";
import { externalSwitch, host, managementNode, minimalConferencingNode, minimalNodeForm, systemLocation } from "../support/minimal";
import { placeAt, problemsOf, TOKEN } from "../support/problems";

const route = staticRouteRecord(placeAt("platform/inwards"), "inwards", { address: "10.50.0.0", prefix: 16, gateway: "10.44.0.1" }, managementNode);
const dmz = { ...externalSwitch, path: "manager/dmz" };

const record = (more: object = {}, { id = "oslo-1", on = {}, secondarySwitch = undefined as typeof dmz | undefined } = {}): ConferencingNodeRecord =>
  conferencingNodeRecord(placeAt(`platform/${id}`), id, { ...minimalConferencingNode, ...more }, { systemLocation, staticRoutes: [route], host: host(on), externalSwitch, secondarySwitch });
const problems = (more: object): readonly string[] => problemsOf(() => record(more)).map((text) => text.replace("platform/oslo-1: ", ""));
const LITERAL = "must be a literal: it is needed when the configuration is synthesized, and a Terraform value is known only later";

const MINIMAL_FORM = {
  kind: "conferencingNode",
  path: "platform/oslo-1",
  managementNode: "manager/manager",
  systemLocation: "platform/oslo",
  role: "transcoding",
  name: "oslo-1",
  description: undefined,
  hostname: "oslo-1",
  domain: "example.com",
  fqdn: "oslo-1.example.com",
  address: "10.44.0.11",
  netmask: "255.255.255.0",
  gateway: "10.44.0.1",
  secondaryAddress: undefined,
  secondaryNetmask: undefined,
  sipTlsFqdn: undefined,
  ipv6Address: undefined,
  ipv6Gateway: undefined,
  staticNatAddress: undefined,
  staticRoutes: ["platform/inwards"],
  distributedDatabase: true,
  ssh: "global",
};

const MINIMAL_MACHINE = {
  host: "manager/hv1",
  vmName: "oslo-1",
  templateDisk: { from: "host", path: "C:\\Templates\\oslo-1\\pexip.VHD" },
  diskPath: "C:\\Pexip\\oslo-1\\oslo-1.vhd",
  vcpus: 12,
  memoryMib: 12288,
  primary: { switch: "manager/lan", vlanId: undefined, macAddress: "02117C53DD52", macOrigin: "derived" },
  secondary: undefined,
  automaticStart: "restart_if_running",
  checkpointType: "disabled",
  powerState: "running",
  deletionProtection: false,
};

test("a Conferencing Node has defaults for all that may be left out", () => {
  expect(record()).toEqual({ ...MINIMAL_FORM, redeployToken: undefined, machine: MINIMAL_MACHINE });
});

const FORM: Required<NodeFormFields> = {
  role: NodeRole.PROXYING,
  name: "Oslo Edge",
  description: "O'Brien's ${x}",
  hostname: "edge",
  domain: "example.net",
  address: "10.44.1.11",
  netmask: "255.255.254.0",
  gateway: "10.45.0.1",
  secondaryAddress: "10.45.0.11",
  secondaryNetmask: "255.255.255.128",
  sipTlsFqdn: "edge.example.net",
  ipv6Address: "2001:db8::11",
  ipv6Gateway: "fe80::1",
  staticNatAddress: "198.51.100.11",
  distributedDatabase: false,
  ssh: SshAccess.OFF,
  sshPassword: Secret.fromVariable("edge_ssh"),
  snmp: { mode: SnmpMode.STANDARD, community: Secret.fromVariable("snmp_community"), systemContact: "noc@example.com" },
  bootstrapAddress: "10.44.9.9",
};

/** What a record says of the form's secrets. */
const SECRETS = { sshPassword: { variable: "edge_ssh" }, snmp: { mode: "standard", community: { variable: "snmp_community" }, systemContact: "noc@example.com" } };

const GIVEN: Required<ConferencingNodeFields> = {
  ...FORM,
  vlanId: 7,
  secondaryVlanId: 8,
  templateDisk: TemplateDisk.fromUrl("https://images.example.com/pexip.vhd"),
  vcpus: 6,
  memoryMib: 8192,
  macAddress: "02:00:00:00:00:01",
  secondaryMacAddress: "02-00-00-00-00-02",
  powerState: PowerState.RUNNING,
  checkpointType: CheckpointType.STANDARD,
  diskPath: "D:\\VMs\\edge\\pexip.vhd",
  automaticStart: AutomaticStart.NOTHING,
  deletionProtection: true,
  redeployToken: "2",
};

test("everything that is given is recorded", () => {
  expect(record(GIVEN, { secondarySwitch: dmz })).toEqual({
    ...MINIMAL_FORM,
    ...FORM,
    ...SECRETS,
    fqdn: "edge.example.net",
    redeployToken: "2",
    machine: {
      host: "manager/hv1",
      vmName: "Oslo Edge",
      templateDisk: { from: "url", url: "https://images.example.com/pexip.vhd", fileName: "pexip.vhd" },
      diskPath: "D:\\VMs\\edge\\pexip.vhd",
      vcpus: 6,
      memoryMib: 8192,
      primary: { switch: "manager/lan", vlanId: 7, macAddress: "020000000001", macOrigin: "given" },
      secondary: { switch: "manager/dmz", vlanId: 8, macAddress: "020000000002", macOrigin: "given" },
      automaticStart: "nothing",
      checkpointType: "standard",
      powerState: "running",
      deletionProtection: true,
    },
  });
});

const IPV4 = 'must be an IPv4 address such as 10.44.0.11, got "10.44.0"';
const IPV6 = 'must be an IPv6 address such as 2001:db8::11, got "10.44.0.1"';
const WHOLE = "must be a whole number, got 4.5";
const WRONG: Record<keyof ConferencingNodeFields, [unknown, string]> = {
  role: ["edge", 'must be one of transcoding, proxying, got "edge"'],
  name: ["oslo:1", 'must not contain : (it becomes the name of a folder), got "oslo:1"'],
  description: ["a\nb", 'must be one line without control characters, got "a\\nb"'],
  hostname: ["oslo*", 'must not contain * (it would reach PowerShell on the host unescaped), got "oslo*"'],
  domain: [undefined, "is required"],
  address: ["10.44.0", IPV4],
  netmask: ["10.44.0", IPV4],
  gateway: ["10.44.0", IPV4],
  secondaryAddress: ["10.44.0", IPV4],
  secondaryNetmask: ["10.44.0", IPV4],
  sipTlsFqdn: ["oslo 1", 'must consist of DNS labels (letters, digits, underscores, and hyphens inside; at most 63 characters); "oslo 1" is none, got "oslo 1"'],
  ipv6Address: ["10.44.0.1", IPV6],
  ipv6Gateway: ["10.44.0.1", IPV6],
  staticNatAddress: ["10.44.0", IPV4],
  distributedDatabase: ["on", 'must be true or false, got "on"'],
  ssh: [true, "must be one of global, off, on, got true"],
  sshPassword: ["hunter2", "must be a Secret (Secret.fromVariable(name) or Secret.fromToken(token)); a password is never written into a program"],
  snmp: [true, "must be an object, got true"],
  bootstrapAddress: ["10.44.0", IPV4],
  vlanId: [4.5, WHOLE],
  secondaryVlanId: [4.5, WHOLE],
  templateDisk: [{ zip: "https://images.example.com/a.zip" }, "must be a TemplateDisk (TemplateDisk.onHost, .fromUrl or .fromZip), got an object"],
  vcpus: [4.5, WHOLE],
  memoryMib: [4.5, WHOLE],
  macAddress: [null, "must be text, got null"],
  secondaryMacAddress: ["", 'must not be empty, got ""'],
  powerState: ["off", 'must be one of running, unmanaged, got "off"'],
  checkpointType: [0, "must be one of disabled, standard, production, production_only, got 0"],
  diskPath: ["D:\\VMs\\oslo-1", 'must end in .vhd or .vhdx, got "D:\\\\VMs\\\\oslo-1"'],
  automaticStart: [Symbol("always"), "must be one of restart_if_running, always, nothing, got Symbol(always)"],
  deletionProtection: [() => true, "must be true or false, got a function"],
  redeployToken: [2, "must be text, got 2"],
};

test.each(Object.entries(WRONG))("refuses a wrong %s", (prop, [value, message]) => {
  expect(problems({ [prop]: value })).toEqual([`${prop} ${message}`]);
});

test("reports all of them at once", () => {
  const wrong = Object.entries(WRONG);
  expect([...problems(Object.fromEntries(wrong.map(([prop, [value]]) => [prop, value])))].sort()).toEqual(wrong.map(([prop, [, message]]) => `${prop} ${message}`).sort());
});

const DEFERRABLE = ["address", "netmask", "gateway", "ipv6Address", "ipv6Gateway", "staticNatAddress", "bootstrapAddress"];

test.each(DEFERRABLE)("%s may be known to Terraform only", (prop) => {
  expect(record({ [prop]: TOKEN })).toMatchObject({ [prop]: { deferred: true } });
});

test("the secondary interface may be known to Terraform only", () => {
  const node = record({ secondaryAddress: TOKEN, secondaryNetmask: TOKEN });
  expect(node).toMatchObject({ secondaryAddress: { deferred: true }, secondaryNetmask: { deferred: true }, machine: { secondary: { switch: "manager/lan", macAddress: "028DEE4C4B82", macOrigin: "derived" } } });
});

test.each(Object.keys(WRONG).filter((prop) => ![...DEFERRABLE, "secondaryAddress", "secondaryNetmask", "templateDisk", "sshPassword"].includes(prop)))("%s must be a literal", (prop) => {
  expect(problems({ [prop]: TOKEN })).toEqual([`${prop} ${LITERAL}`]);
});

test("the URL of the disk may be known to Terraform only", () => {
  expect(record({ templateDisk: TemplateDisk.fromZip(TOKEN, "node.vhd") }).machine).toMatchObject({ templateDisk: { from: "zip", url: { deferred: true }, fileName: "node.vhd" }, diskPath: "C:\\Pexip\\oslo-1\\node.vhd" });
});

test.each<[string, Partial<HypervHostFields>, number]>([
  ["the cores of one socket", { sockets: 4, coresPerSocket: 10 }, 10],
  ["the cores of one socket, also with two threads per core", { coresPerSocket: 10, threadsPerCore: 2 }, 10],
  ["the cores of one socket with NUMA affinity", { coresPerSocket: 10, numaAffinity: true }, 10],
  ["the threads of one socket with NUMA affinity and two threads per core", { coresPerSocket: 10, threadsPerCore: 2, numaAffinity: true }, 20],
  ["48 on a socket of 64 cores", { coresPerSocket: 64 }, 48],
  ["48 on a socket of 64 threads", { coresPerSocket: 32, threadsPerCore: 2, numaAffinity: true }, 48],
])("a node has as many vCPUs as %s, and 1024 MiB for each", (_, on, vcpus) => {
  expect(record({}, { on }).machine).toMatchObject({ vcpus, memoryMib: 1024 * vcpus });
});

test("memory follows the vCPUs that were given", () => {
  expect(record({ vcpus: 4 }).machine).toMatchObject({ vcpus: 4, memoryMib: 4096 });
});

test("a node for peak times is not switched on by an apply", () => {
  expect(record({ distributedDatabase: false }).machine).toMatchObject({ powerState: "unmanaged" });
  expect(record({ distributedDatabase: false, powerState: "running" }).machine).toMatchObject({ powerState: "running" });
});

test("a second interface is on the first one's switch unless it has its own", () => {
  const secondaryAddress = "10.45.0.11";
  expect(record({ secondaryAddress }).machine?.secondary).toMatchObject({ switch: "manager/lan" });
  expect(record({ secondaryAddress }, { secondarySwitch: dmz }).machine?.secondary).toMatchObject({ switch: "manager/dmz" });
});

test("what describes a second interface is refused without one, all of it at once", () => {
  const more = { secondaryNetmask: "255.255.255.0", secondaryVlanId: 8, secondaryMacAddress: "020000000002" };
  expect(problemsOf(() => record(more, { secondarySwitch: dmz }))).toEqual(
    ["secondaryNetmask", "secondarySwitch", "secondaryVlanId", "secondaryMacAddress"].map((prop) => `platform/oslo-1: ${prop} needs secondaryAddress: without it the node has one interface`),
  );
});

test.each([
  ["it's", "must not contain ' (it would reach PowerShell on the host unescaped), got \"it's\""],
  ["øst", `must be plain ASCII, found "ø" (U+00F8), which would be damaged: the provider's scripts reach PowerShell without an encoding mark, got "øst"`],
  ["oslo?", 'must not contain ? (it would reach PowerShell on the host unescaped), got "oslo?"'],
])("the id %s cannot be the VM's name, so it needs one", (id, problem) => {
  expect(problemsOf(() => record({}, { id }))).toEqual([`platform/${id}: name ${problem}`]);
  expect(record({ name: "oslo-1" }, { id }).machine).toMatchObject({ vmName: "oslo-1" });
});

test("an unknown prop is refused with the nearest one, references included", () => {
  expect(problems({ memoryMiB: 4096, secondrySwitch: 1, ipAddress: "10.44.0.11" })).toEqual([
    "memoryMiB: unknown prop; did you mean memoryMib?",
    "secondrySwitch: unknown prop; did you mean secondarySwitch?",
    "ipAddress: unknown prop; did you mean address?",
  ]);
});

const imported = (fields: object, id = "oslo-1"): ConferencingNodeRecord => importedConferencingNodeRecord(placeAt(`platform/${id}`), id, fields as NodeFormFields, { systemLocation, staticRoutes: [route] });

test("a node that Terraform does not build has the form and no VM", () => {
  expect(imported(minimalNodeForm)).toEqual(MINIMAL_FORM);
  expect(imported(FORM)).toEqual({ ...MINIMAL_FORM, ...FORM, ...SECRETS, fqdn: "edge.example.net" });
});

test("a node that Terraform does not build takes nothing of a VM", () => {
  expect(problemsOf(() => imported({ ...minimalNodeForm, vcpus: 4 }))).toEqual(["platform/oslo-1: vcpus: unknown prop"]);
  expect(problemsOf(() => imported({ ...minimalNodeForm, secondaryNetmask: "255.255.255.0" }))).toEqual(["platform/oslo-1: secondaryNetmask needs secondaryAddress: without it the node has one interface"]);
});
