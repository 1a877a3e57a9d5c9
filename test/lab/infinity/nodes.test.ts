import { BOOTSTRAP_PATH, type SimulatedConferencingNode } from "../../../lib/lab/infinity/conferencing-node";
import { NotAnsweringError } from "../../../lib/lab/infinity/management-node";
import { certificate, privateKey } from "../../support/certificates";
import { answering, HARDWARE, MINUTE, V1, withEntry, type Bench, type Json } from "./a-manager";

const FRESH = "10.44.0.111";
const OWN = "10.44.0.11";

const status = (bench: Bench, id = 1): Json => bench.read(`/api/admin/status/v1/worker_vm/${id}/`);

/** A node that is on, and was given this configuration. */
function configured(bench: Bench, configuration: string): SimulatedConferencingNode {
  const node = bench.node();
  node.start(HARDWARE);
  expect(node.bootstrap(configuration).status).toBe(200);
  return node;
}

const open = (node: SimulatedConferencingNode): readonly string[] => [FRESH, OWN, "10.45.0.11"].flatMap((address) => [8443, 443, 5061, 22].filter((port) => node.answers(address, port)).map((port) => `${address}:${port}`));

test("a fresh node answers on 8443 of its bootstrap address alone, and then as itself on 443 and 5061", () => {
  const bench = answering();
  const { configuration } = withEntry(bench, { secondary_address: "10.45.0.11", secondary_netmask: "255.255.255.0" });
  const node = bench.node();
  expect([open(node), node.state]).toEqual([[], "off"]);
  node.start(HARDWARE);
  expect([open(node), node.state, node.servedCertificate?.certificate]).toEqual([["10.44.0.111:8443"], "fresh", certificate([FRESH])]);
  expect(node.request("GET", "/").status).toBe(404);
  expect(node.request("GET", BOOTSTRAP_PATH)).toEqual({ status: 405, headers: { Allow: "POST" } });
  expect(node.request("POST", BOOTSTRAP_PATH, {}, configuration)).toEqual({ status: 200, headers: {} });
  expect([open(node), node.state]).toEqual([[], "restarting"]);
  expect(() => node.request("GET", "/")).toThrow(NotAnsweringError);
  bench.clock.advance(4 * MINUTE);
  expect([open(node), node.state]).toEqual([["10.44.0.11:443", "10.44.0.11:5061", "10.45.0.11:443", "10.45.0.11:5061"], "running"]);
  expect(node.servedCertificate?.certificate).toBe(certificate(["oslo-1.example.com", OWN]));
  expect(() => node.bootstrap(configuration)).toThrow(new NotAnsweringError("oslo-1"));
});

test("the one-time configuration is in the answer to the POST alone, and holds no password", () => {
  const bench = answering();
  const { uri, configuration } = withEntry(bench);
  expect(configuration).toMatch(/^<\?xml .*oslo-1.*<\/simulated_conferencing_node_configuration>\n$/s);
  expect(configuration).not.toContain("node-secret");
  expect(bench.ask("POST", "worker_vm/", {}).body).toHaveProperty("hostname");
  const token = /<token>(.*)<\/token>/.exec(configuration)![1];
  expect(JSON.stringify([bench.read(uri), bench.read("worker_vm/"), bench.manager.dump(), bench.journal.entries])).not.toContain(token);
});

test("refuses garbage, another platform's, another node's and a used configuration, and still takes its own", () => {
  const bench = answering();
  const { configuration } = withEntry(bench);
  const other = withEntry(bench, { name: "oslo-2", hostname: "oslo-2", address: "10.44.0.12" }).configuration;
  const foreign = withEntry(answering()).configuration;
  const node = bench.node({ intendedFor: "OSLO-1.example.com" });
  node.start(HARDWARE);
  for (const wrong of ["", "garbage", "<xml/>", configuration.replace(/<token>.*<\/token>/, ""), configuration.replace(/<token>.*<\/token>/, "<token>x</token>"), foreign, other]) {
    expect(node.bootstrap(wrong)).toEqual({ status: 400, headers: { "Content-Type": "text/plain" }, body: "invalid configuration\n" });
  }
  expect(node.bootstrap(configuration).status).toBe(200);
  const second = bench.node({ name: "second" });
  second.start(HARDWARE);
  expect(second.bootstrap(configuration).status).toBe(400);
  expect(second.bootstrap(other).status).toBe(200);
});

test("a configuration is worth nothing once its entry is gone or was made anew", () => {
  const bench = answering();
  const { uri, configuration } = withEntry(bench);
  bench.ask("DELETE", uri);
  const again = withEntry(bench).configuration;
  const node = bench.node();
  node.start(HARDWARE);
  expect(node.bootstrap(configuration).status).toBe(400);
  expect(node.bootstrap(again).status).toBe(200);
});

test("a node goes from never contacted through syncing to SYNCED in five minutes", () => {
  const bench = answering();
  const { configuration } = withEntry(bench);
  expect(status(bench)).toMatchObject({ name: "oslo-1", sync_status: "OUT_OF_SYNC", system_location: "Oslo", version: "", cpu_count: 0, max_hd_calls: 0 });
  expect(Object.keys(status(bench))).not.toEqual(expect.arrayContaining(["last_updated"]));
  configured(bench, configuration);
  bench.clock.advance(4 * MINUTE - 1);
  expect(status(bench).last_updated).toBeUndefined();
  bench.clock.advance(1);
  expect(status(bench)).toMatchObject({ sync_status: "SYNCING", last_updated: "2026-01-01T00:05:00.000000", boot_time: "2026-01-01T00:05:00.000000" });
  bench.clock.advance(MINUTE);
  expect(status(bench)).toMatchObject({ sync_status: "SYNCED", last_updated: "2026-01-01T00:06:00.000000" });
  expect(bench.events.filter((event) => event.startsWith("oslo-1"))).toEqual([
    "oslo-1 was switched on",
    "oslo-1 took the configuration of oslo-1",
    "oslo-1 is up",
    "oslo-1 was in contact for the first time",
    "oslo-1 was SYNCED",
  ]);
});

test("a node says what it is: version, CPU, memory and capacity", () => {
  const bench = answering();
  configured(bench, withEntry(bench).configuration);
  bench.clock.advance(5 * MINUTE);
  expect(status(bench)).toMatchObject({
    version: "40",
    hypervisor: "Microsoft Hyper-V",
    cpu_count: 12,
    cpu_capabilities: "AVX2",
    cpu_model: expect.stringContaining("Xeon"),
    total_ram: 12_288 * 1024,
    maintenance_mode: false,
    max_hd_calls: 21,
    max_full_hd_calls: 10,
    max_sd_calls: 42,
    max_audio_calls: 252,
    media_load: 0,
  });
});

test("a proxying node has no media capacity", () => {
  const bench = answering();
  configured(bench, withEntry(bench, { node_type: "PROXYING" }).configuration);
  bench.clock.advance(5 * MINUTE);
  expect(status(bench)).toMatchObject({ node_type: "PROXYING", max_hd_calls: 0, cpu_count: 12 });
});

test("a node in compatibility mode does not know its CPU, and goes into maintenance mode", () => {
  const bench = answering();
  const { configuration } = withEntry(bench);
  const node = bench.node();
  node.start({ ...HARDWARE, compatibilityMode: true });
  node.bootstrap(configuration);
  bench.clock.advance(5 * MINUTE);
  const text = "CPU instruction set is not supported; system will be placed in maintenance mode";
  expect(status(bench)).toMatchObject({ sync_status: "SYNCED", maintenance_mode: true, maintenance_mode_reason: text, max_hd_calls: 0, media_load: 100 });
  expect(bench.read("/api/admin/status/v1/alarm/").objects).toEqual([expect.objectContaining({ id: 1, name: "CPU instruction set is not supported", instance: "oslo-1", node: OWN })]);
  expect(bench.events).toContain(`oslo-1 is up: ${text}`);
  expect(node.request("GET", "/api/client/v2/status")).toMatchObject({ status: 503, body: { status: "failed" } });
});

test("maintenance mode is set by an administrator, and reaches the node in a minute", () => {
  const bench = answering();
  const node = configured(bench, withEntry(bench).configuration);
  bench.clock.advance(5 * MINUTE);
  bench.ask("PATCH", `${V1}/worker_vm/1/`, { maintenance_mode: true, maintenance_mode_reason: "upgrade" });
  expect(status(bench)).toMatchObject({ maintenance_mode: true, maintenance_mode_reason: "upgrade", sync_status: "SYNCING" });
  expect(node.request("GET", "/api/client/v2/status").status).toBe(200);
  bench.clock.advance(MINUTE);
  expect([status(bench).sync_status, node.request("GET", "/api/client/v2/status").status]).toEqual(["SYNCED", 503]);
});

test("changes reach a node together, a minute after the first; what does not concern nodes leaves them in sync", () => {
  const bench = answering();
  const node = configured(bench, withEntry(bench).configuration);
  bench.clock.advance(5 * MINUTE);
  bench.make("stun_server", { name: "stun", address: "stun.example.com" });
  expect(status(bench).sync_status).toBe("SYNCED");
  const pem = bench.make("tls_certificate", { certificate: certificate(["oslo-1.example.com"]), private_key: privateKey });
  bench.ask("PATCH", `${V1}/worker_vm/1/`, { tls_certificate: pem });
  bench.clock.advance(MINUTE / 2);
  bench.make("licence", { entitlement_id: "LAB-1" });
  expect([status(bench).sync_status, node.servedCertificate?.certificate]).toEqual(["SYNCING", certificate(["oslo-1.example.com", OWN])]);
  bench.clock.advance(MINUTE / 2);
  expect([status(bench).sync_status, node.servedCertificate]).toEqual(["SYNCED", { certificate: certificate(["oslo-1.example.com"]), privateKey }]);
  bench.clock.advance(5 * MINUTE);
  expect(bench.events.filter((event) => event === "oslo-1 was SYNCED")).toHaveLength(2);
});

test("a node that is switched off is out of sync a minute later, with an alarm, until it is back", () => {
  const bench = answering();
  const node = configured(bench, withEntry(bench).configuration);
  bench.clock.advance(5 * MINUTE);
  node.stop();
  expect([open(node), status(bench).sync_status]).toEqual([[], "SYNCED"]);
  bench.clock.advance(MINUTE);
  expect(status(bench)).toMatchObject({ sync_status: "OUT_OF_SYNC", last_updated: "2026-01-01T00:06:00.000000", last_attempted_contact: "2026-01-01T00:07:00.000000" });
  bench.make("licence", { entitlement_id: "LAB-1" });
  bench.clock.advance(MINUTE);
  expect(status(bench).sync_status).toBe("OUT_OF_SYNC");
  expect(bench.read("/api/admin/status/v1/alarm/1/")).toMatchObject({ name: "Connectivity lost between nodes", instance: "oslo-1", time_raised: "2026-01-01T00:07:00.000000" });
  node.start(HARDWARE);
  bench.clock.advance(5 * MINUTE);
  expect([status(bench).sync_status, node.state, bench.read("/api/admin/status/v1/alarm/").objects]).toEqual(["SYNCED", "running", []]);
});

test("a node that is switched off before it was in contact raises no alarm, and does not come up by itself", () => {
  const bench = answering();
  const node = configured(bench, withEntry(bench).configuration);
  bench.clock.advance(2 * MINUTE);
  node.stop();
  bench.clock.advance(20 * MINUTE);
  expect([node.state, status(bench).last_updated, bench.read("/api/admin/status/v1/alarm/").objects]).toEqual(["off", undefined, []]);
  node.start(HARDWARE);
  bench.clock.advance(5 * MINUTE);
  expect(status(bench).sync_status).toBe("SYNCED");
});

test("a node that loses its entry while it is off is nobody's loss", () => {
  const bench = answering();
  const { uri, configuration } = withEntry(bench);
  const node = configured(bench, configuration);
  bench.clock.advance(5 * MINUTE);
  node.stop();
  bench.ask("DELETE", uri);
  bench.clock.advance(5 * MINUTE);
  expect([bench.read("/api/admin/status/v1/alarm/").objects, bench.manager.dump().nodes]).toEqual([[], []]);
});

test("a node that was never switched on is never contacted", () => {
  const bench = answering();
  withEntry(bench);
  bench.clock.advance(60 * MINUTE);
  expect([status(bench).sync_status, status(bench).last_updated, bench.read("/api/admin/status/v1/alarm/").objects]).toEqual(["OUT_OF_SYNC", undefined, []]);
});

test("the fault node-never-syncs keeps one node from it until it is switched off and on", () => {
  const bench = answering();
  bench.faults.add({ name: "node-never-syncs", subject: "oslo-1" });
  const node = configured(bench, withEntry(bench).configuration);
  bench.clock.advance(60 * MINUTE);
  bench.make("licence", { entitlement_id: "LAB-1" });
  bench.clock.advance(60 * MINUTE);
  expect(status(bench).sync_status).toBe("SYNCING");
  expect(bench.events).toContain("oslo-1 did not synchronize (a fault of the lab)");
  node.stop();
  node.start(HARDWARE);
  bench.clock.advance(6 * MINUTE);
  expect(status(bench).sync_status).toBe("SYNCED");
});

test("a node that restarts is synchronized only when it was in contact again, whatever its Management Node still says", () => {
  const bench = answering();
  const node = configured(bench, withEntry(bench).configuration);
  const seen = () => [status(bench).sync_status, bench.manager.isSynchronized("oslo-1")];
  bench.clock.advance(4 * MINUTE);
  expect(seen()).toEqual(["SYNCING", false]);
  bench.clock.advance(MINUTE);
  expect(seen()).toEqual(["SYNCED", true]);
  node.stop();
  expect(seen()).toEqual(["SYNCED", false]);
  node.start(HARDWARE);
  bench.clock.advance(1);
  expect(seen()).toEqual(["SYNCED", false]);
  bench.clock.advance(10 * MINUTE);
  expect(seen()).toEqual(["SYNCED", true]);
  bench.manager.upgrade("40.1");
  expect(bench.manager.isSynchronized("oslo-1")).toBe(false);
  bench.clock.advance(120 * MINUTE);
  expect([bench.manager.isSynchronized("oslo-1"), node.report.version]).toEqual([true, "40.1"]);
  expect(bench.manager.isSynchronized("oslo-9")).toBe(false);
});

test("a node waits for a Management Node that is off, and is not synchronized by it", () => {
  const bench = answering();
  const { configuration } = withEntry(bench);
  configured(bench, configuration);
  bench.clock.advance(4 * MINUTE + 1);
  bench.manager.stop();
  bench.clock.advance(10 * MINUTE);
  bench.manager.start();
  bench.clock.advance(MINUTE);
  expect(status(bench).sync_status).toBe("SYNCING");
  bench.clock.advance(MINUTE);
  expect(status(bench).sync_status).toBe("SYNCED");
});

test("a node whose disk is gone is nobody, and can become somebody again", () => {
  const bench = answering();
  const first = withEntry(bench);
  const node = configured(bench, first.configuration);
  bench.clock.advance(5 * MINUTE);
  node.wipe();
  expect([node.identity, node.state, node.dump().configured]).toEqual([undefined, "off", false]);
  bench.ask("DELETE", first.uri);
  const { configuration } = withEntry(bench);
  node.start(HARDWARE);
  expect(node.bootstrap(configuration).status).toBe(200);
  bench.clock.advance(5 * MINUTE);
  expect(status(bench, 2).sync_status).toBe("SYNCED");
});

test("a node of an older template is not synchronized", () => {
  const bench = answering();
  const { configuration } = withEntry(bench);
  const node = bench.node({ version: "38" });
  node.start(HARDWARE);
  node.bootstrap(configuration);
  bench.clock.advance(20 * MINUTE);
  expect([status(bench).sync_status, status(bench).last_updated]).toEqual(["OUT_OF_SYNC", undefined]);
  expect(bench.events.filter((event) => event.includes("has version"))).toEqual(["oslo-1 has version 38, and its Management Node 40: it is not synchronized"]);
});

describe("a node with a disk of its own", () => {
  test("knows who it is, is found by its entry and synchronized", () => {
    const bench = answering({ version: "21" });
    withEntry(bench);
    const node = bench.node({ version: "21", bootstrapAddress: undefined });
    node.bootFromOwnDisk(bench.manager.issueNodeDisk("oslo-1")!);
    node.start(HARDWARE);
    expect(node.state).toBe("restarting");
    bench.clock.advance(5 * MINUTE);
    expect([status(bench).sync_status, node.dump()]).toEqual([
      "SYNCED",
      { name: "oslo-1", version: "21", state: "running", fqdn: "oslo-1.example.com", address: OWN, configured: true, participants: [] },
    ]);
  });

  test("is never in contact when it was made for an entry that was made anew", () => {
    const bench = answering();
    const { uri } = withEntry(bench);
    const disk = bench.manager.issueNodeDisk("oslo-1")!;
    bench.ask("DELETE", uri);
    withEntry(bench);
    const node = bench.node();
    node.bootFromOwnDisk(disk);
    node.start(HARDWARE);
    bench.clock.advance(20 * MINUTE);
    expect(status(bench, 2)).toMatchObject({ sync_status: "OUT_OF_SYNC" });
    expect(bench.manager.issueNodeDisk("oslo-9")).toBeUndefined();
  });

  test("whose origin the lab does not know waits for its entry", () => {
    const bench = answering();
    const node = bench.node();
    node.start(HARDWARE);
    node.bootFromOwnDisk({ name: "oslo-1", hostname: "oslo-1", domain: "example.com", address: OWN });
    bench.clock.advance(20 * MINUTE);
    expect(node.state).toBe("running");
    withEntry(bench);
    bench.clock.advance(2 * MINUTE);
    expect(status(bench).sync_status).toBe("SYNCED");
  });

  test("keeps who it is and what it knows when the platform is upgraded in place", () => {
    const bench = answering({ version: "21" });
    withEntry(bench);
    const node = bench.node({ version: "21" });
    node.bootFromOwnDisk(bench.manager.issueNodeDisk("oslo-1")!);
    node.start(HARDWARE);
    bench.clock.advance(5 * MINUTE);
    bench.manager.upgrade("40");
    expect(bench.manager.answersRequests).toBe(false);
    bench.clock.advance(20 * MINUTE);
    expect([bench.manager.version, bench.manager.answersRequests, node.state]).toEqual(["40", true, "restarting"]);
    bench.clock.advance(5 * MINUTE);
    expect(status(bench)).toMatchObject({ sync_status: "SYNCED", version: "40" });
    expect(bench.read(`${V1}/worker_vm/1/`).name).toBe("oslo-1");
  });
});

test("two platforms do not see each other's nodes", () => {
  const [one, two] = [answering(), answering({ name: "other.example.com" })];
  const { configuration } = withEntry(two);
  withEntry(one);
  const node = one.node({ managers: () => [one.manager, two.manager] });
  node.start(HARDWARE);
  expect(node.bootstrap(configuration).status).toBe(200);
  one.clock.advance(20 * MINUTE);
  expect([status(one).last_updated, two.manager.nodeState("oslo-1")?.lastUpdated]).toEqual([undefined, 60_000]);
  expect(one.manager.nodeState("oslo-9")).toBeUndefined();
});

test("the Management Node tells its own status, and a dump the nodes'", () => {
  const bench = answering();
  withEntry(bench);
  expect(bench.read("/api/admin/status/v1/management_vm/1/")).toMatchObject({ id: 1, name: "manager", sync_status: "SYNCED", version: "40", primary: true });
  expect(bench.read("/api/admin/status/v1/worker_vm/").meta.total_count).toBe(1);
  expect(bench.ask("GET", "/api/admin/status/v1/worker_vm/9/").status).toBe(404);
  expect(bench.manager.dump().nodes).toEqual([{ name: "oslo-1", syncStatus: "OUT_OF_SYNC" }]);
});
