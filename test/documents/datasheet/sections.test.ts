import { aHost, aLocation, aManager, aNode, aSwitch, judged, sound } from "../../support/records";
import { InfinityVersion } from "../../../lib/deployment/infinity-version";
import { AutomaticStart, PowerState } from "../../../lib/deployment/enums";
import { Secret } from "../../../lib/deployment/secret";
import { licence } from "../../../lib/deployment/services/licence";
import { TemplateDisk } from "../../../lib/deployment/template-disk";
import type { DocumentInput } from "../../../lib/documents/document";
import type { Block, Content, Field, Section, Table } from "../../../lib/documents/datasheet/content";
import { datasheet } from "../../../lib/documents/datasheet/sections";
import { DOTTED } from "../../../lib/documents/text";
import { complete, elsewhere, inputOf, PLANTED, service, soundInput } from "./deployments";

/** The form of the guide's last page, for two nodes. */
const GUIDE = [
  "# Management Node (installation wizard)",
  "Management Node IP address",
  "Network mask",
  "Gateway IP address",
  "Management Node hostname",
  "Management Node domain",
  "DNS server 1",
  "DNS server 2",
  "NTP server 1",
  "NTP server 2",
  "# Management Node (configuration)",
  "VM name",
  "System location 1 name",
  "License entitlement key",
  "VM manager IP/hostname (VMware automatic deployments only)",
  "# Conferencing Nodes",
  "CPU cores per socket on host server (to determine the size of each node)",
  "Conferencing Node 1 name / VM name",
  "Conferencing Node 1 IP address",
  "Conferencing Node 1 hostname and domain",
  "Conferencing Node 2 name / VM name",
  "Conferencing Node 2 IP address",
  "Conferencing Node 2 hostname and domain",
];

const sectionOf = (input: DocumentInput, id: string): Section => {
  const found = datasheet(input).sections.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no section ${id}`);
  return found;
};

const fieldsOf = (blocks: readonly Block[]): readonly Field[] => blocks.flatMap((block) => (block.is === "form" ? block.groups.flat() : []));
const valuesOf = (input: DocumentInput, id: string): Readonly<Record<string, Content>> => Object.fromEntries(fieldsOf(sectionOf(input, id).blocks).map(({ label, value }) => [label, value]));
const labelsOf = (section: Section): readonly string[] =>
  section.blocks.flatMap((block) => (block.is === "form" ? [...(block.title === undefined ? [] : [`# ${block.title}`]), ...block.groups.flat().map(({ label, hint }) => (hint === undefined ? label : `${label} ${hint}`))] : []));
const tableOf = (input: DocumentInput, id: string, title?: string): Table => {
  const found = sectionOf(input, id).blocks.find((block): block is Table => block.is === "table" && block.title === title);
  if (found === undefined) throw new Error(`no table ${title} in ${id}`);
  return found;
};

test("the guide's form has its fields in its words and order", () => {
  const twoServers = { dnsServers: ["10.44.0.53", "10.44.0.54"], ntpServers: ["ntp1.example.com", "ntp2.example.com"] };
  expect(labelsOf(sectionOf(soundInput({ manager: twoServers }), "form"))).toEqual(GUIDE);
});

test("the form is filled for the deployment; what it has not is a dotted line", () => {
  expect(valuesOf(soundInput(), "form")).toEqual({
    "Management Node IP address": "10.44.0.10",
    "Network mask": "255.255.255.0",
    "Gateway IP address": "10.44.0.1",
    "Management Node hostname": "manager",
    "Management Node domain": "example.com",
    "DNS server 1": "10.44.0.53",
    "DNS server 2": DOTTED,
    "NTP server 1": "ntp1.example.com",
    "NTP server 2": "ntp2.example.com",
    "NTP server 3": "ntp3.example.com",
    "VM name": "manager",
    "System location 1 name": "oslo",
    "License entitlement key": DOTTED,
    "VM manager IP/hostname": "none with Hyper-V",
    "CPU cores per socket on host server": "16",
    "Conferencing Node 1 name / VM name": "oslo-1",
    "Conferencing Node 1 IP address": "10.44.0.11",
    "Conferencing Node 1 hostname and domain": "oslo-1.example.com",
    "Conferencing Node 2 name / VM name": "oslo-2",
    "Conferencing Node 2 IP address": "10.44.0.12",
    "Conferencing Node 2 hostname and domain": "oslo-2.example.com",
  });
});

test("what only Terraform knows is a dotted line, and a licence is in its variable", () => {
  const { records, manager } = sound({ manager: { address: "TOKEN", dnsServers: ["TOKEN", "10.44.0.53"] }, node2: { address: "TOKEN" } });
  const input = inputOf([...records, service(manager, "platform/licence", licence, { entitlementId: Secret.fromVariable("licence_key") })]);
  expect(valuesOf(input, "form")).toMatchObject({
    "Management Node IP address": DOTTED,
    "DNS server 1": DOTTED,
    "DNS server 2": "10.44.0.53",
    "License entitlement key": "in TF_VAR_licence_key",
    "Conferencing Node 2 IP address": DOTTED,
  });
});

test("the second node of the paper form is there when the deployment has none", () => {
  const { records, nodes } = sound();
  const values = valuesOf(inputOf(records.filter((record) => record !== nodes[1])), "form");
  expect([values["Conferencing Node 1 IP address"], values["Conferencing Node 2 IP address"], values["Conferencing Node 3 IP address"]]).toEqual(["10.44.0.11", DOTTED, undefined]);
});

test("locations, servers and nodes beyond the paper form go on with the numbers; hosts with other processors are told apart", () => {
  const { records, systemLocation, manager } = sound();
  const small = aHost({ coresPerSocket: 12 }, "hv2");
  const on = { host: small, externalSwitch: aSwitch(small, {}, "lan2"), systemLocation };
  const third = aNode(on, "oslo-3");
  const values = valuesOf(inputOf([...records, small, on.externalSwitch, aLocation(manager, {}, "bergen"), third]), "form");
  expect(values).toMatchObject({ "System location 2 name": "bergen", "Conferencing Node 3 name / VM name": "oslo-3", "CPU cores per socket on host server": ["16 on hv1", "12 on hv2"] });
});

test("VMs are described in Hyper-V Manager's words; what all share is said once", () => {
  const input = soundInput({ node1: { secondaryAddress: "10.45.0.11", secondaryNetmask: "255.255.255.0", secondaryVlanId: 45 }, node2: { vlanId: 44 } });
  expect(valuesOf(input, "machines")).toEqual({
    Generation: "Generation 1",
    "Dynamic Memory": "Off",
    "Processor compatibility": "Off",
    "Automatic Stop Action": "Shut down the guest operating system",
    "MAC Address": "Static",
    "Hard Drive": "IDE Controller 0, location 0",
    "Automatic Start Action": "Automatically start if it was running when the service stopped",
    State: "Running",
  });
  expect(tableOf(input, "machines", "Processors and memory")).toMatchObject({
    columns: [{ title: "Name" }, { title: "Host" }, { title: "Number of virtual processors", holds: "number" }, { title: "Startup RAM (MB)", holds: "number" }, { title: "Checkpoints" }],
    rows: [
      ["manager", "hv1", "4", "4096", "Production checkpoints, or standard ones"],
      ["oslo-1", "hv1", "12", "12288", "Off"],
      ["oslo-2", "hv1", "12", "12288", "Off"],
    ],
  });
  expect(tableOf(input, "machines", "Network adapters").rows.map(([name, adapter, , vlan]) => [name, adapter, vlan])).toEqual([
    ["manager", "Primary", "untagged"],
    ["oslo-1", "Primary", "untagged"],
    ["oslo-1", "Secondary", "45"],
    ["oslo-2", "Primary", "44"],
  ]);
  expect(tableOf(input, "machines", "Virtual hard disks").rows[1]).toEqual(["oslo-1", "D:\\Pexip\\oslo-1\\oslo-1.vhd", "D:\\Templates\\pexip-oslo-1.example.com\\pexip.vhd"]);
});

test("a setting that is not every VM's is said for each", () => {
  const input = soundInput({ node2: { automaticStart: AutomaticStart.NOTHING, powerState: PowerState.UNMANAGED } });
  expect(valuesOf(input, "machines")).not.toHaveProperty("Automatic Start Action");
  expect(tableOf(input, "machines", "Processors and memory").rows[2].slice(-3)).toEqual(["Nothing", "Off", "As people leave it"]);
});

test("the query of a download, which may hold a signature, is left out", () => {
  const input = soundInput({ node1: { templateDisk: TemplateDisk.fromZip(`https://images.example.com/pexip-oslo-1.example.com.zip?sig=${PLANTED}`, "pexip.vhd") } });
  expect(tableOf(input, "machines", "Virtual hard disks").rows[1][2]).toBe("pexip.vhd in https://images.example.com/pexip-oslo-1.example.com.zip");
});

test("every address of a node has a line", () => {
  const input = soundInput({ node1: { secondaryAddress: "10.45.0.11", secondaryNetmask: "255.255.255.128", ipv6Address: "2001:db8::11", staticNatAddress: "203.0.113.11", bootstrapAddress: "10.44.0.211" } });
  expect(tableOf(input, "addresses").rows.slice(1, 6)).toEqual([
    ["oslo-1.example.com", "Primary", "10.44.0.11", "255.255.255.0", "10.44.0.1"],
    ["oslo-1.example.com", "Secondary", "10.45.0.11", "255.255.255.128", ""],
    ["oslo-1.example.com", "IPv6", "2001:db8::11", "", "by router advertisements"],
    ["oslo-1.example.com", "IPv4 static NAT", "203.0.113.11", "", ""],
    ["oslo-1.example.com", "At first start", "10.44.0.211", "", ""],
  ]);
});

test("bars show what is promised of each host, and what is too much", () => {
  const barsOf = (input: DocumentInput): readonly string[] => sectionOf(input, "capacity").blocks.flatMap((block) => (block.is === "bars" ? block.hosts.flatMap(({ name, bars }) => bars.map(({ text, detail }) => `${name}: ${text} (${detail})`)) : []));
  expect(barsOf(soundInput({ host: { reservedVcpus: 2 } }))).toEqual(["hv1: 30 of 32 cores (manager 4, oslo-1 12, oslo-2 12, other VMs 2; 2 free)", "hv1: 28 of 60 GiB (manager 4, oslo-1 12, oslo-2 12; 32 free)"]);
  expect(barsOf(soundInput({ host: { coresPerSocket: 12 }, node1: { memoryMib: 8704 } }))).toEqual(["hv1: 28 of 24 cores (manager 4, oslo-1 12, oslo-2 12; 4 too many)", "hv1: 24.5 of 60 GiB (manager 4, oslo-1 8.5, oslo-2 12; 35.5 free)"]);
});

test("the verdict counts what is open and what is accepted", () => {
  const verdictOf = (input: DocumentInput): readonly string[] =>
    sectionOf(input, "verdict").blocks.flatMap((block) => (block.is === "verdict" ? [block.state, block.headline, block.counts] : block.is === "findings" ? [block.title, ...block.entries.map(({ word, rule, path, text }) => `${word} ${rule} ${path} ${text}`)] : []));
  const rules = verdictOf(soundInput())[2].split(" · ").at(-1);
  expect(verdictOf(soundInput())).toEqual(["sound", "Sound", `0 errors · 0 refusals · 0 warnings · 0 accepted · ${rules}`]);
  const { records } = sound({ host: { ntpServers: undefined }, node1: { vcpus: 18, memoryMib: 18432 }, node2: { vcpus: 10, memoryMib: 10240 } });
  expect(judged(records)).toHaveLength(2);
  expect(verdictOf(inputOf(records))).toEqual([
    "stopped",
    "Not to be built: 1 problem to solve first",
    `0 errors · 1 refusal · 1 warning · 0 accepted · ${rules}`,
    "To solve",
    expect.stringMatching(/^refused PXH012 platform\/oslo-1 vcpus 18 is more than the 16 physical cores/),
    "Open warnings",
    expect.stringMatching(/^warning PXH031 manager\/hv1 timeSource of hv1 is not stated/),
  ]);
  const accepted = inputOf(records, [{ rule: "PXH012", at: "platform", reason: "until March" }]);
  expect(verdictOf(accepted)).toEqual(["open", "Sound, with 1 open warning", `0 errors · 0 refusals · 1 warning · 1 accepted · ${rules}`, "Open warnings", expect.stringMatching(/^warning PXH031/), "Accepted", "refused PXH012 platform/oslo-1 until March"]);
  expect(tableOf(accepted, "acceptances").rows).toEqual([[["PXH012", expect.any(String)], "platform", "until March", [expect.stringMatching(/^platform\/oslo-1: vcpus 18 is more/)]]]);
});

test("a rule that a thousand nodes break takes six lines", () => {
  const { records, nodes } = sound();
  const many = Array.from({ length: 40 }, (_, index) => ({ ...nodes[0], path: `platform/n${String(index).padStart(2, "0")}`, name: `n${index}`, hostname: `n${index}`, fqdn: `n${index}.example.com`, sipTlsFqdn: undefined, address: `10.44.0.${50 + index}`, machine: undefined }));
  const findings = sectionOf(inputOf([...records, ...many]), "verdict").blocks.flatMap((block) => (block.is === "findings" ? block.entries : []));
  const same = findings.filter(({ text }) => text.includes("SIP TLS FQDN") || text.includes("sipTlsFqdn"));
  expect(same).toHaveLength(6);
  expect(same[5]).toMatchObject({ path: "35 more places", text: "A Conferencing Node has a SIP TLS FQDN." });
});

test("a deployment without hosts says so, and has no empty tables", () => {
  const { sections } = datasheet(inputOf(elsewhere()));
  expect(sections.map(({ id }) => id)).toEqual(["verdict", "form", "hosts", "machines", "addresses", "platform", "checklist"]);
  expect(sections.find(({ id }) => id === "hosts")?.blocks).toEqual([{ is: "note", text: "This deployment builds on no host: what it describes is built elsewhere." }]);
  expect(sections.find(({ id }) => id === "machines")?.blocks).toEqual([{ is: "note", text: "2 nodes built elsewhere: old.example.net, old-node.example.net." }]);
  expect(valuesOf(inputOf(elsewhere()), "form")).toMatchObject({ "Management Node IP address": "10.99.0.10", "Network mask": DOTTED, "VM name": DOTTED, "CPU cores per socket on host server": DOTTED, "Conferencing Node 1 IP address": "10.99.0.11" });
});

test("each platform has a form of its own, under its Management Node's name", () => {
  const { facts, subject, sections } = datasheet(inputOf([...complete("40"), ...elsewhere()]));
  expect(subject).toBe("manager.example.com, old.example.net");
  expect(facts.slice(0, 2).map(({ value }) => value)).toEqual([
    ["v40 (manager.example.com)", "v30 (old.example.net)"],
    ["api: Terraform configures the platform (manager.example.com)", "runbook: people configure the platform (old.example.net)"],
  ]);
  expect(sections.map(({ title }) => title).filter((title) => title.startsWith("Configuration"))).toEqual(["Configuration datasheet: manager.example.com", "Configuration datasheet: old.example.net"]);
});

test("a host alone has a datasheet too", () => {
  const { subject, facts, sections } = datasheet(inputOf([aHost()]));
  expect([subject, facts[0].value, sections.map(({ id }) => id)]).toEqual(["", DOTTED, ["verdict", "hosts", "machines", "capacity", "checklist"]]);
});

test("secrets are named by their variables, and certificates by their names", () => {
  const input = inputOf(complete("40", { node1: { sshPassword: Secret.fromVariable("oslo_1_ssh_password") } }));
  expect(tableOf(input, "platform", "Access to Conferencing Nodes").rows[0]).toEqual(["oslo-1", "Yes", "Use Global SSH setting", "in TF_VAR_oslo_1_ssh_password"]);
  expect(tableOf(input, "credentials", "TLS certificates").rows).toEqual([
    ["nodes", ["CN=oslo-1.example.com", "issued by CN=Intermediate"], ["oslo-1.example.com", "oslo-2.example.com"], "2036-01-01", "oslo-1, oslo-2"],
    ["own", ["CN=manager.example.com", "issued by CN=Intermediate"], ["manager.example.com"], "2036-01-01", "manager.example.com"],
  ]);
  expect(tableOf(input, "services", "Virtual Meeting Room (Services > Virtual Meeting Rooms)").rows).toEqual([["room", ["Aliases: meet.test@example.com", "Host PIN: in the program, in clear"]]]);
  expect(JSON.stringify(datasheet(input))).not.toMatch(/nodes_key|own_key|PRIVATE|481516/);
});

test("a disk that is older than its platform is told", () => {
  const { records, manager, host, externalSwitch } = sound();
  const upgraded = aManager({ host, externalSwitch }, { infinityVersion: InfinityVersion.of("22"), templateVersion: InfinityVersion.of("21") });
  const input = inputOf(records.map((record) => (record === manager ? upgraded : record)));
  expect(valuesOf(input, "platform")).toMatchObject({ "Version of its disk": "v21" });
});
