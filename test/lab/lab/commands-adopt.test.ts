import { readFileSync } from "node:fs";
import { join } from "node:path";
import { labFor, type Lab } from "../../../lib/lab";
import { AcceleratedClock, type LabClock } from "../../../lib/lab/world/clock";
import { NamedIdentities } from "../../support/named-identities";
import { aLab, api, build, modelOf, stopLabs } from "./a-lab";
import { commandLine, installed, platform } from "./an-installation";
import { SynthesizedExample } from "./synthesized-example";

const MANAGER = "manager.example.com";
const ROOMS = "/api/admin/configuration/v1/conference/";
const full = modelOf("full-platform");
const example = new SynthesizedExample("full-platform");
const OUTPUT = example.output;
const stranger = new NamedIdentities();

// each test installs a platform, on a machine that may have other things to do
jest.setTimeout(30_000);
beforeAll(() => example.synthesize());
afterAll(() => example.remove());
afterEach(stopLabs);

const adopt = (lab: Lab, ...more: readonly string[]) => commandLine(lab, ["adopt", OUTPUT, ...more]);

/** As many more rooms, entered by hand. */
function rooms(lab: Lab, count: number): void {
  for (let index = 0; index < count; index += 1) lab.managementNode().request("POST", ROOMS, { name: `room ${index}`, aliases: [] }, lab.loginTo());
}

test("finds what was clicked together by hand, and writes what Terraform takes it over with", async () => {
  const lab = await platform(full);
  const { code, stdout, stderr } = await adopt(lab);
  // the lab's own authority makes certificates; a branding's file cannot be read, so that Terraform would upload it again: whoever wants that says so
  const open = [...stdout.matchAll(/^ {2}(kept out|ambiguous|undecided|created) +pexip_infinity_(\w+)\./gm)].map(([, what, type]) => `${what} ${type}`);
  expect(open).toEqual(["created ca_certificate", "created ca_certificate", "created tls_certificate", "created tls_certificate", "kept out webapp_branding"]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(stdout).toMatch(/\n {2}adopted {4}pexip_infinity_worker_vm\.oslo-1_NodeEntry_\w+ {3}worker_vm \d "oslo-1"\n/);
  expect(stdout).toMatch(/\n {2}adopted {4}pexip_infinity_conference\.alice-room_\w+ {3}conference \d "Alice's room"\n/);
  expect(stdout).toMatch(/\nwritten .*pexip-imports\.tf\.json\n/);
  const file = join(OUTPUT, "stacks", "platform", "pexip-imports.tf.json");
  expect(JSON.parse(readFileSync(file, "utf8")).import).toContainEqual({ to: expect.stringMatching(/^pexip_infinity_worker_vm\.oslo-1_/), id: expect.stringMatching(/^\d$/) });
  expect(await adopt(lab, "--allow-replacement")).toMatchObject({ code: 0, stderr: "" });
  expect(await adopt(lab, "--remove")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^removed /) });
});

test("reads lists of several pages to their end, with few requests", async () => {
  const lab = await installed(full);
  await api(lab, "licence/", { method: "POST", body: { entitlement_id: "LAB-1" } });
  rooms(lab, 350);
  const asked = jest.spyOn(lab.managementNode(), "request");
  const { code, stdout } = await adopt(lab, "--dry-run", "--format", "json");
  const lists = asked.mock.calls.map(([, path]) => path);
  asked.mockRestore();
  expect(code).toBe(0);
  expect((JSON.parse(stdout) as { readonly undeclared: readonly { readonly collection: string }[] }).undeclared.filter(({ collection }) => collection === "conference")).toHaveLength(350);
  expect(lists.filter((path) => path.startsWith(ROOMS))).toHaveLength(4);
  // of 1,000 in a minute
  expect(lists.length).toBeLessThan(100);
});

test("waits when the requests of a minute are used up, as long as it is asked to", async () => {
  const passing = new AcceleratedClock();
  let still: number | undefined;
  const clock: LabClock = { now: () => still ?? passing.now(), after: (ms, action) => passing.after(ms, action), stop: () => passing.stop() };
  const lab = await installed(full, { clock });
  still = Math.floor(passing.now()) + 600_000;
  rooms(lab, 1000);
  const { code, pauses } = await commandLine(lab, ["adopt", OUTPUT, "--dry-run"], {}, (ms) => (still! += ms));
  expect([code, pauses]).toEqual([0, [60_000]]);
});

test("asks again while the Management Node is busy, and stops at once at a wrong password", async () => {
  const lab = await installed(full);
  lab.fault({ name: "api-503" });
  lab.fault({ name: "api-429" });
  expect(await adopt(lab, "--dry-run")).toMatchObject({ code: 0, pauses: [1000, 1000] });
  const { code, stderr, pauses } = await commandLine(lab, ["adopt", OUTPUT], { PEXIP_PASSWORD: "planted" });
  expect({ code, stderr, pauses }).toEqual({
    code: 2,
    stderr: 'error  https://manager.example.com refused the login of "admin" (401)\n       The web administration password is the one typed into the installation wizard. Set PEXIP_PASSWORD and run the command again; nothing was changed.\n',
    pauses: [],
  });
});

test("gives up on a Management Node at its wizard", async () => {
  const lab = await aLab(labFor(full));
  await build(lab, full, "manager");
  const { code, stderr } = await adopt(lab, "--timeout", "5s");
  expect([code, stderr]).toEqual([2, expect.stringMatching(/^error {2}https:\/\/manager\.example\.com could not be read within 5 s; at last: connection refused\n {7}Is the Management Node on, and has the installation wizard been finished\? pexip-hyperv wait manager tells\.\n/)]);
});

test("sends no password to a server whose certificate is not trusted, and says what to do", async () => {
  const lab = await installed(full, {}, false);
  const self = await adopt(lab);
  expect([self.code, self.stderr]).toEqual([2, expect.stringMatching(/^error {2}https:\/\/manager\.example\.com: its certificate is self-signed\n {7}SHA-256 .*\n {7}either upload a certificate of your authority to the Management Node now \(Platform > TLS Certificates\): then run this command again\n(.*\n)* {7}No password was sent\.\n$/)]);
  const { cert, key } = stranger.of([MANAGER]);
  const made = await api(lab, "tls_certificate/", { method: "POST", trust: null, body: { certificate: cert, private_key: key } });
  await api(lab, "management_vm/1/", { method: "PATCH", trust: null, body: { tls_certificate: made.headers.location } });
  expect(await adopt(lab)).toMatchObject({ code: 2, stderr: expect.stringMatching(/its certificate comes from Test Authority, which this machine does not trust\n(.*\n)* {7}or trust its authority: /) });
});
