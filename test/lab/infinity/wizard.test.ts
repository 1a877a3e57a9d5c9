import { wizardAnswers } from "../../../lib/deployment/wizard";
import { NotAnsweringError } from "../../../lib/lab/infinity/management-node";
import { typedAnswers, type TypedAnswer } from "../../../lib/lab/infinity/wizard-run";
import { answering, Bench, LOGIN, MINUTE, SETTINGS } from "./a-manager";

const ANSWERS = typedAnswers(wizardAnswers(SETTINGS), LOGIN.password);

const but = (label: string, value: string): readonly TypedAnswer[] => ANSWERS.map((answer) => (answer.label === label ? { label, value } : answer));

const waiting = (): Bench => {
  const bench = new Bench();
  bench.manager.start();
  return bench;
};

test("a Management Node answers nothing before its wizard is finished and it has restarted", () => {
  const { manager, clock } = waiting();
  expect([manager.state, manager.answersRequests, manager.address, manager.servedCertificate]).toEqual(["awaiting the wizard", false, undefined, undefined]);
  expect(() => manager.request("GET", "/admin/login/")).toThrow(new NotAnsweringError("manager.example.com"));
  expect(manager.finishWizard(ANSWERS)).toBeUndefined();
  expect([manager.state, manager.answersRequests]).toEqual(["restarting", false]);
  clock.advance(MINUTE);
  expect([manager.state, manager.answersRequests, manager.address, manager.fqdn, manager.version]).toEqual(["answering", true, "10.44.0.10", "manager.example.com", "40"]);
  expect(manager.request("GET", "/admin/login/")).toMatchObject({ status: 200, body: expect.stringContaining("simulated") });
});

test("takes the very answers that are printed, and makes what the wizard makes", () => {
  const bench = answering();
  expect(bench.read("management_vm/1/")).toMatchObject({
    name: "manager",
    hostname: "manager",
    domain: "example.com",
    address: "10.44.0.10",
    netmask: "255.255.255.0",
    gateway: "10.44.0.1",
    primary: true,
    dns_servers: [{ id: 1, address: "10.44.0.53" }],
    ntp_servers: [{ id: 1, address: "ntp1.example.com" }, { id: 2, address: "ntp2.example.com" }],
    tls_certificate: "/api/admin/configuration/v1/tls_certificate/1/",
  });
  expect(bench.read("global/1/")).toMatchObject({ error_reporting_enabled: true, enable_analytics: false, default_webapp_alias: "/api/admin/configuration/v1/webapp_alias/3/", min_pin_length: 6 });
  expect(bench.read("tls_certificate/1/")).toMatchObject({ subject_name: "manager.example.com", subject_alt_names: "manager.example.com, 10.44.0.10", nodes: ["manager.example.com"] });
  expect(bench.read("registration/1/").refresh_strategy).toBe("adaptive");
  expect(bench.manager.servedCertificate?.certificate).toBe(bench.read("tls_certificate/1/").certificate);
});

test.each([
  ["IP address", "10.44.0", "is no IPv4 address"],
  ["Network mask", "255.0.255.0", "is no network mask"],
  ["Gateway", "10.45.0.1", "is no other address of this network"],
  ["Gateway", "10.44.0.10", "is no other address of this network"],
  ["Hostname", "", "must be answered"],
  ["Hostname", "12345", "must not consist of digits alone"],
  ["Domain suffix", "example..com", "must be labels joined by single dots, without one at either end"],
  ["DNS servers", "10.44.0.53,10.44.0.54", "must be IPv4 addresses, separated by a space"],
  ["NTP servers", "ntp1..example.com", "must be names or addresses, separated by a space"],
  ["Web administration username", "two words", "must be one word"],
  ["Web administration password", "", "must be answered"],
  ["Enable incident reporting", "perhaps", "must be yes or no"],
  ["Send deployment and usage statistics to Pexip", "", "must be yes or no"],
])("refuses %s %j", (label, value, problem) => {
  const { manager } = waiting();
  expect(manager.finishWizard(but(label, value))).toEqual({ label, problem });
  expect(manager.state).toBe("awaiting the wizard");
});

test("fails when no NTP server can be reached, and takes the same answers when one can", () => {
  const reachable = new Set<string>();
  const bench = new Bench({ reaches: (host) => reachable.has(host) });
  bench.manager.start();
  expect(bench.manager.finishWizard(ANSWERS)).toEqual({ label: "NTP servers", problem: "no NTP server can be reached; the installation fails" });
  reachable.add("ntp2.example.com");
  expect(bench.manager.finishWizard(ANSWERS)).toBeUndefined();
});

test("refuses questions that are not asked, in another order, or left out", () => {
  const { manager } = waiting();
  expect(manager.finishWizard([...ANSWERS].reverse())).toEqual({ label: "Send deployment and usage statistics to Pexip", problem: 'is not asked for here: "IP address" is' });
  expect(manager.finishWizard([...ANSWERS, { label: "Colour", value: "blue" }])).toEqual({ label: "Colour", problem: "is not asked for" });
  expect(manager.finishWizard(ANSWERS.slice(0, 10))).toEqual({ label: "Send deployment and usage statistics to Pexip", problem: "is not answered" });
});

test("takes its defaults when nothing is typed", () => {
  const bench = waiting();
  const typed = ["IP address", "Network mask", "Gateway", "DNS servers", "NTP servers", "Web administration username"].reduce<readonly TypedAnswer[]>((all, label) => all.map((answer) => (answer.label === label ? { label, value: "" } : answer)), ANSWERS);
  expect(bench.manager.finishWizard(typed)).toBeUndefined();
  bench.clock.advance(MINUTE);
  expect(bench.read("management_vm/1/")).toMatchObject({ address: "192.168.0.100", gateway: "192.168.0.1", dns_servers: [{ address: "8.8.8.8" }], ntp_servers: [{ address: "0.pexip.pool.ntp.org" }, { address: "1.pexip.pool.ntp.org" }] });
});

test("has a wizard only while it is on, and once", () => {
  const off = new Bench();
  expect(off.manager.finishWizard(ANSWERS)).toEqual({ label: "installation wizard", problem: "is not there: the VM is off" });
  expect(answering().manager.finishWizard(ANSWERS)).toEqual({ label: "installation wizard", problem: "has been run; to run it again is not simulated" });
});

test("answers that only Terraform knows cannot be typed", () => {
  const answers = wizardAnswers({ ...SETTINGS, address: { deferred: true } });
  expect(() => typedAnswers(answers, "x")).toThrow(new RangeError('the answer "IP address" is not known: nobody can type it'));
});

test("keeps its configuration when it is switched off and on, and loses it with its disk", () => {
  const bench = answering();
  bench.make("system_location", { name: "Oslo" });
  bench.manager.stop();
  expect(bench.manager.answersRequests).toBe(false);
  bench.manager.start();
  expect(bench.manager.state).toBe("restarting");
  bench.clock.advance(MINUTE);
  expect(bench.read("system_location/1/").name).toBe("Oslo");
  bench.manager.wipe();
  expect([bench.manager.state, bench.manager.address]).toEqual(["awaiting the wizard", undefined]);
  expect(bench.manager.dump().configuration).toEqual({});
});

test("a restart that is overtaken by a power cut does not answer", () => {
  const bench = answering();
  bench.manager.stop();
  bench.manager.start();
  bench.manager.stop();
  bench.clock.advance(5 * MINUTE);
  expect(bench.manager.state).toBe("off");
});
