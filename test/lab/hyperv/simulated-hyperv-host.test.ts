import { inspect } from "node:util";
import { SimulatedHypervHost } from "../../../lib/lab/hyperv/simulated-hyperv-host";
import { build, diskOf, eventsOf, LOGIN, labHost, newAdapter, newSwitch, newVm, NODE_TEMPLATE, refusalOf } from "./lab-host";

test("a login costs the time of a script; its user's name has no case", async () => {
  const { host, clock, journal } = labHost();
  await host.connect({ ...LOGIN, username: LOGIN.username.toLowerCase() });
  expect(clock.now()).toBe(2_000);
  expect(journal.entries).toEqual([]);
});

test("a wrong password is refused in WinRM's words, and shown nowhere", async () => {
  const { host, journal } = labHost();
  expect(await refusalOf(() => host.connect({ ...LOGIN, password: "hunter2" }))).toEqual({ kind: "login", message: "http response error: 401 - invalid content type" });
  expect((await refusalOf(() => host.connect({ ...LOGIN, username: "somebody" }))).kind).toBe("login");
  expect(eventsOf(journal)).toEqual(['refused a login as "EXAMPLE\\\\svc-terraform"', 'refused a login as "somebody"']);
  for (const shown of [inspect(host, { depth: null, showHidden: true }), JSON.stringify(host.dump()), host.tree(), JSON.stringify(host.hardware)]) expect(shown).not.toContain(LOGIN.password);
});

test("the fault winrm-refused strikes the connection, once", async () => {
  const { host } = labHost({}, { name: "winrm-refused" });
  expect(await refusalOf(() => host.connect({ ...LOGIN, port: 5985, https: false }))).toEqual({
    kind: "connection",
    message: 'unknown error Post "http://10.44.2.5:5985/wsman": dial tcp 10.44.2.5:5985: connect: connection refused',
  });
  await host.connect(LOGIN);
});

test("the fault winrm-slow takes two minutes", async () => {
  const { host, clock } = labHost({}, { name: "winrm-slow", subject: "10.44.2.5" });
  await host.connect(LOGIN);
  expect(clock.now()).toBe(122_000);
});

test("faults of another host strike the other host", async () => {
  const { host } = labHost({}, { name: "winrm-refused", subject: "10.44.2.6" });
  await host.connect(LOGIN);
});

test("an unreachable host does nothing for anybody, and its VMs go on", async () => {
  const { host } = labHost();
  await build(host, "a");
  await host.power.change("a", "Running");
  host.becomeUnreachable();
  host.becomeUnreachable();
  expect((await refusalOf(() => host.connect(LOGIN))).message).toContain("i/o timeout");
  const { disks, drives, machines, networkAdapters, power, switches } = host;
  const operations = [
    () => switches.exists("x"),
    () => switches.get("x"),
    () => switches.create(newSwitch()),
    () => switches.update("x", newSwitch()),
    () => switches.remove("x"),
    () => disks.exists("x"),
    () => disks.create({ path: diskOf("x"), source: NODE_TEMPLATE }),
    () => disks.get("x"),
    () => disks.resize("x", 1),
    () => disks.remove("x"),
    () => machines.exists("x"),
    () => machines.names(),
    () => machines.create(newVm("x")),
    () => machines.remove("x"),
    () => machines.getIntegrationServices("x"),
    () => networkAdapters.get("x"),
    () => networkAdapters.add("a", newAdapter()),
    () => drives.getHardDisks("x"),
    () => drives.getDvdDrives("x"),
    () => power.change("a", "Off"),
  ];
  for (const operation of operations) expect(await refusalOf(operation)).toEqual({ kind: "connection", message: 'unknown error Post "https://10.44.2.5:5986/wsman": read: connection reset by peer' });
  expect(host.dump().machines[0]?.state).toBe("Running");
  host.becomeReachable();
  await host.connect(LOGIN);
});

test("what is under way when a host becomes unreachable comes to its end there", async () => {
  const { host } = labHost();
  const copying = host.disks.create({ path: diskOf("a"), source: NODE_TEMPLATE });
  host.becomeUnreachable();
  expect((await refusalOf(() => copying)).kind).toBe("connection");
  expect(host.dump().files.find(({ path }) => path === diskOf("a"))).toMatchObject({ kind: "disk", source: NODE_TEMPLATE });
});

test("a power cut stops everything, and leaves half a copy that is good for nothing", async () => {
  const { host, told } = labHost();
  await build(host, "a");
  await host.power.change("a", "Running");
  const copying = host.disks.create({ path: diskOf("b"), source: NODE_TEMPLATE });
  host.losePower();
  host.losePower();
  expect((await refusalOf(() => copying)).kind).toBe("connection");
  expect(told.map((event) => Object.keys(event)[0])).toEqual(["started", "stopped"]);
  expect(host.condition).toBe("off");
  expect((await refusalOf(() => host.connect(LOGIN))).message).toContain("i/o timeout");
  expect(host.dump().files.find(({ path }) => path === diskOf("b"))).toEqual({ path: diskOf("b"), bytes: expect.any(Number), kind: "other" });
  expect(() => host.byHand.switchOn("a")).toThrow("10.44.2.5 is off");
  expect(() => host.byHand.putFile("D:\\x", 1)).toThrow("10.44.2.5 is off");
});

test("after a power cut VMs start as their automatic start action says", async () => {
  const { host, clock, journal } = labHost();
  await build(host, "was-running");
  await build(host, "was-off", { memoryStartupBytes: 2 ** 30 });
  await build(host, "always", { automaticStartAction: "Start", automaticStartDelaySeconds: 60, memoryStartupBytes: 2 ** 30 });
  await build(host, "never", { automaticStartAction: "Nothing", memoryStartupBytes: 2 ** 30 });
  for (const name of ["was-running", "never"]) await host.power.change(name, "Running");
  host.losePower();
  host.powerOn();
  host.powerOn();
  const states = () => host.dump().machines.map(({ name, state }) => `${name} ${state}`);
  await new Promise<void>((resolve) => clock.after(100_000, resolve));
  expect(states()).toEqual(["always Off", "never Off", "was-off Off", "was-running Running"]);
  await new Promise<void>((resolve) => clock.after(60_000, resolve));
  expect(states()).toEqual(["always Running", "never Off", "was-off Off", "was-running Running"]);
  expect(eventsOf(journal).slice(-4)).toEqual(["the host lost its power", "the host was powered on", "switched the VM was-running on", "switched the VM always on"]);
});

test("Windows shuts down by the automatic stop action; a saved VM comes back", async () => {
  const { host, clock } = labHost();
  await build(host, "saves", { automaticStopAction: "Save" });
  await build(host, "stops");
  for (const name of ["saves", "stops"]) await host.power.change(name, "Running");
  host.shutDown();
  expect(host.dump().machines.map(({ state }) => state)).toEqual(["Saved", "Off"]);
  host.powerOn();
  await new Promise<void>((resolve) => clock.after(200_000, resolve));
  expect(host.dump().machines.map(({ state }) => state)).toEqual(["Running", "Running"]);
});

test("a VM that cannot start by itself leaves a line in the journal", async () => {
  const { host, clock, journal } = labHost();
  await build(host, "a");
  await host.power.change("a", "Running");
  host.losePower();
  host.powerOn();
  host.byHand.removeFile(diskOf("a"));
  await new Promise<void>((resolve) => clock.after(200_000, resolve));
  expect(eventsOf(journal).at(-1)).toBe("the VM a did not start by itself: Start-VM : 'a' failed to start.");
});

test("a rebuilt host has its templates and nothing else", async () => {
  const { host, told, journal } = labHost();
  const templates = host.dump().files;
  host.switches.create(newSwitch());
  await build(host, "a");
  await host.power.change("a", "Running");
  host.rebuild();
  expect(host.dump()).toMatchObject({ condition: "on", machines: [], switches: [], files: templates, memoryMib: { used: 0 } });
  expect(told.map((event) => Object.keys(event)[0])).toEqual(["started", "stopped", "diskRemoved"]);
  expect(eventsOf(journal).at(-1)).toBe("the host was rebuilt");
  await build(host, "a");
});

test("two hosts of one lab do not see each other, and their disks differ", async () => {
  const { host, clock, journal, faults, events, told } = labHost();
  const other = new SimulatedHypervHost(
    { address: "10.44.2.6", credentials: LOGIN, windowsServer: host.hardware.windowsServer, sockets: 1, coresPerSocket: 8, memoryGib: 32, networkAdapters: [], templates: host.hardware.templates },
    { clock, journal, faults, events },
  );
  for (const one of [host, other]) {
    await build(one, "a");
    await one.power.change("a", "Running");
  }
  const disks = told.map(({ started }) => started?.disk);
  expect(disks[0]?.path).toBe(disks[1]?.path);
  expect(disks[0]?.copy).not.toBe(disks[1]?.copy);
  host.rebuild();
  expect(other.dump().machines).toHaveLength(1);
});
