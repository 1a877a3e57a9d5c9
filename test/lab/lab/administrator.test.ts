import { Administrator } from "../../../lib/lab/administrator";
import { LabAuthority } from "../../../lib/lab/authority";
import type { ManualEntry } from "../../../lib/lab";
import { answering, LOGIN, V1, type Bench } from "../infinity/a-manager";

const authority = LabAuthority.create();

const location = (name: string, references: ManualEntry["references"] = {}): ManualEntry => ({ id: name, collection: "system_location", values: { name }, references });
const licence: ManualEntry = { id: "licence", collection: "licence", title: "first licence", by: ["entitlement_id"], values: { entitlement_id: "AAAA-BBBB" } };

async function administrator(bench: Bench = answering()) {
  const person = new Administrator(bench.manager, LOGIN, { authority: await authority, journal: bench.journal });
  const entered = (entries: readonly ManualEntry[]): readonly string[] => {
    const before = bench.events.length;
    person.enter(entries);
    return bench.events.slice(before).filter((event) => / (entered|left|did not enter) /.test(event)).map((event) => event.replace("manager.example.com ", ""));
  };
  const values = (collection: string): readonly Readonly<Record<string, unknown>>[] => (bench.manager.dump().configuration[collection] ?? []).map((object) => object.values);
  return { bench, person, entered, values };
}

test("each thing is entered after what it names, whatever the order", async () => {
  const { entered, values } = await administrator();
  const node: ManualEntry = {
    id: "node",
    collection: "worker_vm",
    values: { name: "oslo-1", hostname: "oslo-1", domain: "example.com", address: "10.44.0.11", netmask: "255.255.255.0", gateway: "10.44.0.1" },
    references: { system_location: { entry: "Oslo" } },
  };
  expect(entered([node, location("Oslo", { dns_servers: [{ collection: "dns_server", field: "address", value: "10.44.0.54", makeIt: true }] })])).toEqual([
    'entered "10.44.0.54" (dns_server)',
    'entered "Oslo" (system_location)',
    'entered "oslo-1" (worker_vm)',
  ]);
  expect(values("worker_vm")).toMatchObject([{ system_location: `${V1}/system_location/1/` }]);
});

test("two that name each other are opened again", async () => {
  const { entered, values } = await administrator();
  expect(entered([location("Oslo", { overflow_location1: { entry: "Bergen" } }), location("Bergen", { overflow_location1: { entry: "Oslo" } })])).toHaveLength(2);
  expect(values("system_location").map(({ name, overflow_location1: to }) => [name, to])).toEqual([
    ["Bergen", `${V1}/system_location/2/`],
    ["Oslo", `${V1}/system_location/1/`],
  ]);
});

describe("entered again", () => {
  test("what is there stays as it is, and what is new is entered", async () => {
    const { bench, entered, values } = await administrator();
    entered([location("Oslo")]);
    bench.ask("PATCH", "system_location/1/", { description: "by somebody" });
    expect(entered([location("Oslo"), location("Bergen", { overflow_location1: { entry: "Oslo" } })])).toEqual(['entered "Bergen" (system_location)']);
    expect(values("system_location")).toMatchObject([{ description: "by somebody" }, { overflow_location1: `${V1}/system_location/1/` }]);
  });

  test("what another person has entered is there as well, and a construct may have another path", async () => {
    const { bench, entered, values } = await administrator();
    bench.make("system_location", { name: "Oslo" });
    expect(entered([location("Oslo")])).toEqual([]);
    expect(entered([{ ...location("Oslo"), id: "another path" }])).toEqual([]);
    expect(values("system_location")).toHaveLength(1);
  });

  test("what was removed is entered anew", async () => {
    const { bench, entered } = await administrator();
    entered([location("Oslo")]);
    bench.ask("DELETE", "system_location/1/");
    expect(entered([location("Oslo")])).toEqual(['entered "Oslo" (system_location)']);
  });

  test("a setting of which there is one is entered once", async () => {
    const { bench, entered, values } = await administrator();
    const settings: ManualEntry = { collection: "global", title: "global settings", values: { enable_h323: false } };
    expect(entered([settings])).toEqual(['entered "global settings" (global)']);
    bench.ask("PATCH", "global/1/", { enable_h323: true });
    expect(entered([settings])).toEqual([]);
    expect(values("global")).toMatchObject([{ enable_h323: true }]);
  });

  test("a licence is installed once, also one that is to be activated by hand", async () => {
    const { entered, values } = await administrator();
    const offline: ManualEntry = { ...licence, id: "offline", title: "by hand", values: { entitlement_id: "CCCC", offline_mode: true } };
    expect([entered([licence, offline]), entered([licence, offline])]).toEqual([['entered "first licence" (licence)', 'entered "by hand" (licence)'], []]);
    expect([values("licence").length, values("licence_request").length]).toEqual([1, 1]);
  });

  test("certificates of the same names are two when the deployment has two, and no more", async () => {
    const { entered, values } = await administrator();
    const certificates = ["a", "b"].map((id): ManualEntry => ({ id, collection: "tls_certificate", title: id, by: ["certificate"], values: {}, certificateFor: ["oslo-1.example.com"] }));
    expect([entered(certificates), entered(certificates)]).toEqual([['entered "a" (tls_certificate)', 'entered "b" (tls_certificate)'], []]);
    // one that the Management Node signed itself
    expect(values("tls_certificate")).toHaveLength(3);
  });

  test("an alias is the same in upper and lower case", async () => {
    const { entered } = await administrator();
    const alias = (text: string): ManualEntry => ({ collection: "conference_alias", title: text, by: ["alias"], values: { alias: text }, references: { conference: { entry: "room" } } });
    const room: ManualEntry = { id: "room", collection: "conference", values: { name: "Test room" } };
    expect(entered([licence, room, alias("meet.test@example.com")])).toHaveLength(3);
    expect(entered([licence, room, alias("Meet.Test@example.com")])).toEqual([]);
  });
});

test("a certificate is issued with the lab's key, and one of an authority without", async () => {
  const { entered, values } = await administrator();
  entered([
    { id: "own", collection: "tls_certificate", title: "own", by: ["certificate"], values: {}, certificateFor: ["oslo-1.example.com"] },
    { id: "ca", collection: "ca_certificate", title: "ca", by: ["certificate"], values: {}, certificateFor: ["Example Root CA"] },
  ]);
  expect(values("tls_certificate")[1]).toMatchObject({ certificate: (await authority).issue(["oslo-1.example.com"]).certificate, private_key: "(set)" });
  expect(values("ca_certificate")).toHaveLength(1);
});

test("a file that nobody has is an empty ZIP", async () => {
  const { entered, values } = await administrator();
  expect(entered([{ collection: "webapp_branding", values: { name: "Example", webapp_type: "webapp3" }, upload: "branding_file" }])).toEqual(['entered "Example" (webapp_branding)']);
  expect(values("webapp_branding")).toMatchObject([{ name: "Example" }]);
});

test("what Terraform alone knows is left open, or all of it is, and the journal says so once", async () => {
  const { entered, values } = await administrator();
  const entries: readonly ManualEntry[] = [
    { ...location("Oslo", { sip_proxy: { entry: "proxy" }, stun_server: { collection: "stun_server", field: "id", value: "7", orNothing: true } }), unknown: ["dns_servers"], withoutUnknown: true },
    { id: "proxy", collection: "sip_proxy", values: { name: "proxy" }, unknown: ["address"] },
  ];
  expect(entered(entries)).toEqual([
    'did not enter "proxy" (sip_proxy): address of it only Terraform knows',
    'left sip_proxy of "Oslo" (system_location) open: what belongs there is not there',
    'left stun_server of "Oslo" (system_location) open: what belongs there is not there',
    'entered "Oslo" (system_location)',
    'left dns_servers of "Oslo" (system_location) open: only Terraform knows what belongs there',
  ]);
  expect([entered(entries), values("sip_proxy")]).toEqual([[], []]);
});

test("says what the Management Node does not take, and no secret", async () => {
  const { bench, person } = await administrator();
  expect(() => person.enter([location("Oslo", { sip_proxy: { collection: "sip_proxy", field: "name", value: "none such" } })])).toThrow("manager.example.com has no sip_proxy whose name is none such");
  expect(() => person.enter([{ collection: "conference", values: { name: "Room", pin: "planted" } }])).toThrow(/^manager\.example\.com answered 400 to POST conference\/: \{"pin":/);
  expect(() => person.enter([{ ...licence, by: ["no_such_field"], values: { no_such_field: "planted" } }])).toThrow(/^manager\.example\.com answered 400 to GET licence\/: /);
  person.enter([licence, { id: "room", collection: "conference", values: { name: "Room", pin: "471147" } }]);
  expect(bench.events.join("\n")).not.toMatch(/planted|AAAA|471147/);
});
