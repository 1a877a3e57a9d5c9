import { DeploymentView, type DeploymentModel } from "../../../../lib/deployment/model";
import type { ManualEntry } from "../../../../lib/lab";
import { entriesFor } from "../../../../lib/lab/rehearsal/entries/entries";
import { SecretValues } from "../../../../lib/lab/rehearsal/secret-values";
import { modelOf } from "../../lab/a-lab";

const runbook = modelOf("runbook-v21");
const full = modelOf("full-platform");
const DEFERRED = { deferred: true };

function changed(model: DeploymentModel, path: string, change: object): DeploymentModel {
  return { ...model, records: model.records.map((record) => (record.path === path ? { ...record, ...change } : record)) };
}

/** The same record with other values. */
function withValues(model: DeploymentModel, path: string, values: object): DeploymentModel {
  const record = model.records.find((one) => one.path === path) as unknown as { readonly values: object };
  return changed(model, path, { values: { ...record.values, ...values } });
}

function entriesOf(model: DeploymentModel, given: Readonly<Record<string, string>> = {}): readonly ManualEntry[] {
  return entriesFor(new DeploymentView(model).platforms[0], new SecretValues(model.records, given));
}

const called = (entries: readonly ManualEntry[], title: string): ManualEntry => entries.find((entry) => entry.title === title)!;

test("all that the runbook says is entered, in the order of the guide", () => {
  expect(entriesOf(runbook).map(({ collection, title }) => `${collection} ${title}`)).toEqual([
    "licence licence",
    "ca_certificate issuing-ca",
    "tls_certificate oslo-certificate",
    "management_vm manager",
    "conference Test room",
    "conference_alias meet.test@example.com",
    "snmp_network_management_system monitoring",
    "sip_proxy call-control",
    "gateway_routing_rule to-call-control",
    "system_location Oslo",
    "worker_vm oslo-1",
    "worker_vm oslo-2",
  ]);
});

test("nothing is entered that the deployment does not declare", () => {
  expect(entriesOf(modelOf("single-host")).map(({ collection }) => collection)).toEqual(["system_location", "worker_vm"]);
});

test("a secret is the value of its variable; a licence goes without its spaces", () => {
  const entries = entriesOf(runbook, { test_room_pin: "4711", licence_entitlement_id: "AAAA BBBB CCCC", snmp_community: "traps" });
  expect([called(entries, "Test room").values.pin, called(entries, "licence").values.entitlement_id, called(entries, "oslo-1").values.snmp_community]).toEqual(["4711", "AAAABBBBCCCC", "traps"]);
});

test("a certificate of the lab's authority stands for one whose text nobody has, with the same names", () => {
  const entries = entriesOf(full);
  expect(called(entries, "node-certificate")).toMatchObject({ certificateFor: ["video.example.com", "oslo-1.example.com", "oslo-2.example.com", "bergen-1.example.com", "bergen-2.example.com", "edge-1.example.com", "edge-2.example.com"] });
  expect(called(entries, "root-ca").certificateFor).toEqual(["Example Root CA"]);
  expect(called(entries, "oslo-1").references).toMatchObject({ tls_certificate: { entry: "platform/node-certificate" } });
  expect(JSON.stringify(entries)).not.toContain("private_key\"");
});

test("a certificate has its subject's name first, where that is one of its names, as Terraform's has in a rehearsal", () => {
  const names = (facts: object): readonly string[] | undefined => called(entriesOf(withValues(runbook, "platform/oslo-certificate", { certificate: { subject: "O=Example, CN=b.example.com", ...facts } })), "oslo-certificate").certificateFor;
  expect(names({ commonName: "b.example.com", names: ["a.example.com", "b.example.com"] })).toEqual(["b.example.com", "a.example.com"]);
  expect(names({ commonName: "b.example.com", names: ["a.example.com"] })).toEqual(["a.example.com"]);
  expect(names({ commonName: "b.example.com", names: [] })).toEqual(["b.example.com"]);
});

test("the Management Node chooses the certificate that is declared for it, or is told to have none", () => {
  expect(called(entriesOf(runbook), "manager").references).toMatchObject({ tls_certificate: { entry: "platform/oslo-certificate" } });
  const selfSigned = called(entriesOf(changed(runbook, "platform/management-node-settings", { references: {} })), "manager");
  expect([selfSigned.references!.tls_certificate, selfSigned.values.tls_certificate]).toEqual([undefined, null]);
});

test("servers are named by their addresses, and entered where they are not in the list yet", () => {
  expect(called(entriesOf(runbook), "Oslo").references).toMatchObject({
    dns_servers: [{ collection: "dns_server", field: "address", value: "10.44.0.53", makeIt: true }],
    sip_proxy: { entry: "platform/call-control" },
  });
});

test("locations name each other as the deployment does", () => {
  const entries = entriesOf(full);
  expect([called(entries, "Oslo").references!.overflow_location1, called(entries, "Bergen").references!.overflow_location1]).toEqual([{ entry: "platform/bergen" }, { entry: "platform/oslo" }]);
});

test("the form of a node: its size, its role, an SSH password that somebody thinks of when none is named", () => {
  const node = called(entriesOf(runbook), "oslo-1").values;
  expect(node).toMatchObject({ node_type: "CONFERENCING", vm_cpu_count: 8, vm_system_memory: 8192, alternative_fqdn: "oslo-1.example.com", snmp_mode: "STANDARD" });
  expect(node.password).toMatch(/^lab-[0-9a-f]{12}$/);
  expect(called(entriesOf(full, { node_ssh_password: "named" }), "oslo-1").values.password).toBe("named");
});

test("memory that the form does not take is left as it is shown", () => {
  const view = new DeploymentView(runbook);
  const { machine } = view.nodes[0];
  expect(called(entriesOf(changed(runbook, view.nodes[0].path, { machine: { ...machine, memoryMib: 65_536 } })), "oslo-1").values).not.toHaveProperty("vm_system_memory");
});

test("Teams and Google Meet have no captions, whoever enters the rule", () => {
  const rule = (values: object): ManualEntry => called(entriesOf(withValues(runbook, "platform/to-call-control", values)), "to-call-control");
  expect([rule({ outgoingProtocol: "teams" }).values.live_captions_enabled, rule({ outgoingProtocol: "sip" }).values.live_captions_enabled, rule({ outgoingProtocol: "sip", liveCaptions: "on" }).values.live_captions_enabled]).toEqual(["no", undefined, "yes"]);
});

test("themes and brandings are uploaded with nothing in them, because their files lie elsewhere", () => {
  expect(called(entriesOf(full), "Example")).toMatchObject({ collection: "webapp_branding", upload: "branding_file", values: { name: "Example", webapp_type: "webapp3" } });
});

describe("what Terraform alone knows", () => {
  test("keeps a service from being entered, and an alias with its room", () => {
    const entries = entriesOf(withValues(runbook, "platform/test-room", { pin: DEFERRED }));
    expect([called(entries, "Test room"), called(entries, "meet.test@example.com")].map(({ unknown, withoutUnknown }) => [unknown, withoutUnknown])).toEqual([[["pin"], undefined], [["pin"], undefined]]);
    expect(called(entriesOf(withValues(runbook, "platform/oslo-certificate", { certificate: DEFERRED })), "oslo-certificate").unknown).toEqual(["certificate"]);
  });

  test("is no secret any more when somebody says it by the path of its construct", () => {
    const entries = entriesOf(withValues(runbook, "platform/test-room", { pin: DEFERRED }), { "platform/test-room": "4711" });
    expect(called(entries, "Test room")).toMatchObject({ values: { pin: "4711" }, unknown: [] });
  });

  test("is left open in a location, and in a node unless there is no node without it", () => {
    const location = called(entriesOf(changed(runbook, "platform/oslo", { dnsServers: DEFERRED, ntpServers: ["ntp1.example.com", DEFERRED] })), "Oslo");
    expect([location.unknown, location.withoutUnknown, Object.keys(location.references!)]).toEqual([["dns_servers", "ntp_servers"], true, ["sip_proxy", "snmp_network_management_system"]]);
    const node = (change: object): ManualEntry => called(entriesOf(changed(runbook, "platform/oslo-1", change)), "oslo-1");
    expect([node({ staticNatAddress: DEFERRED }).withoutUnknown, node({ address: DEFERRED }).withoutUnknown]).toEqual([true, false]);
  });
});

test("what exists already is not entered, and is named by its number; a location of which only the name is known is", () => {
  const existing = changed(runbook, "platform/call-control", { origin: "imported", values: { resourceId: 7 } });
  const entries = entriesOf(existing);
  expect(called(entries, "call-control")).toBeUndefined();
  expect(called(entries, "Oslo").references!.sip_proxy).toEqual({ collection: "sip_proxy", field: "id", value: "7", orNothing: true });
  expect(called(entriesOf(modelOf("existing-switch")), "Oslo")).toMatchObject({ collection: "system_location" });
});
