import { labFor, type Lab } from "../../../lib/lab";
import { NamedIdentities } from "../../support/named-identities";
import { aLab, api, build, modelOf, stopLabs } from "./a-lab";
import { commandLine, enterLittle, installed } from "./an-installation";

const MANAGER = "manager.example.com";
const full = modelOf("full-platform");
const OSLO = "/api/admin/configuration/v1/system_location/1/";
const BERGEN = "/api/admin/configuration/v1/system_location/2/";
const ADDRESS = ["--manager", MANAGER];
const WAIT_MANAGER = ["wait", "manager", "--address", MANAGER, "--timeout", "3s"];
const WAIT_NODE = ["wait", "node", "oslo-1", ...ADDRESS, "--timeout", "3s"];
const SET_OVERFLOW = ["set-overflow", ...ADDRESS, "--from", OSLO, "--to", BERGEN, "--timeout", "1m"];
const stranger = new NamedIdentities();

// each test installs a platform, on a machine that may have other things to do
jest.setTimeout(30_000);
afterEach(stopLabs);

/** A Management Node with two locations and a node that was entered. */
async function entered(options: Parameters<typeof installed>[1] = {}, certificate = true): Promise<Lab> {
  const lab = await installed(full, options, certificate);
  await enterLittle(lab);
  return lab;
}

/** The location's own overflow, as the API has it. */
const overflow = async (lab: Lab) => (await api(lab, OSLO, { trust: null })).json.overflow_location1;

describe("set-overflow", () => {
  test("writes the edge that closes a circle, and takes it back", async () => {
    const lab = await entered();
    expect(await commandLine(lab, SET_OVERFLOW)).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^overflow location {2}written ✓/) });
    expect(await commandLine(lab, ["set-overflow", ...ADDRESS, "--from", BERGEN, "--to", OSLO])).toMatchObject({ code: 0 });
    expect(await overflow(lab)).toBe(BERGEN);
    expect(await commandLine(lab, [...SET_OVERFLOW.slice(0, 6), "none"])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^overflow location {2}taken back ✓/) });
    expect(await overflow(lab)).toBe(null);
  });

  test("says that a location is not there, on either side", async () => {
    const lab = await entered();
    const gone = await commandLine(lab, ["set-overflow", ...ADDRESS, "--from", OSLO.replace("/1/", "/77/"), "--to", BERGEN]);
    expect([gone.code, gone.stderr]).toEqual([2, expect.stringMatching(/^error {2}https:\/\/manager\.example\.com has no location at .*\/77\/ \(404\)\n {7}Was it removed by hand\?/)]);
    const none = await commandLine(lab, ["set-overflow", ...ADDRESS, "--from", OSLO, "--to", BERGEN.replace("/2/", "/77/")]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/^error {2}https:\/\/manager\.example\.com refused to change .* \(400\)\n {7}\{"overflow_location1":/)]);
    expect(await overflow(lab)).toBe(null);
  });

  test("a change that was made before the answer broke is made once more, and is the same", async () => {
    const lab = await entered();
    lab.fault({ name: "half-way" });
    expect(await commandLine(lab, SET_OVERFLOW)).toMatchObject({ code: 0, pauses: [100] });
    expect(await overflow(lab)).toBe(BERGEN);
  });
});

describe.each([["wait node", WAIT_NODE], ["set-overflow", SET_OVERFLOW]])("%s", (_, argv) => {
  test("asks again while the Management Node is busy, as late as it wants", async () => {
    const lab = await entered();
    lab.fault({ name: "api-503" });
    lab.fault({ name: "api-429" });
    const { stdout, pauses } = await commandLine(lab, argv);
    expect(pauses.slice(0, 2)).toEqual([1000, 1000]);
    expect(stdout).toMatch(/the manager is busy \(503\).*\n.*the manager is busy \(429\)/);
  });

  test("stops at once at a wrong password, and says whose it is", async () => {
    const lab = await entered();
    const { code, stderr, pauses } = await commandLine(lab, argv, { PEXIP_PASSWORD: "planted" });
    expect([code, pauses]).toEqual([2, []]);
    expect(stderr).toBe('error  https://manager.example.com refused the login of "admin" (401)\n       The web administration password is the one typed into the installation wizard. Set PEXIP_PASSWORD and run the command again; nothing was changed.\n');
    expect(lab.journal.filter(({ event }) => event.startsWith("answered 401"))).toHaveLength(1);
  });

  test("a Management Node at its wizard is waited for", async () => {
    const lab = await aLab(labFor(full));
    await build(lab, full, "manager");
    const waiting = commandLine(lab, argv);
    await new Promise((resolve) => setTimeout(resolve, 20));
    await lab.finishWizard();
    await enterLittle(lab);
    expect((await waiting).stdout).toMatch(/connection refused/);
  });
});

describe("wait node", () => {
  test("says what a node lacks that never was in contact, and one that is never synchronized", async () => {
    const lab = await entered({ faults: [{ name: "node-never-syncs", times: Infinity }] });
    const never = await commandLine(lab, WAIT_NODE);
    expect([never.code, never.stderr]).toEqual([2, expect.stringMatching(/^error {2}oslo-1 was never in contact with https:\/\/manager\.example\.com within 3 s\n {7}Is the VM on, with its own disk, on the right switch and VLAN\?\n/)]);
    expect(await commandLine(lab, ["wait", "node", "nobody", ...ADDRESS])).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error {2}https:\/\/manager\.example\.com has no Conferencing Node named "nobody"\n/) });
  });
});

describe("a certificate that nobody here trusts", () => {
  const identities = {
    "another authority": [() => stranger.of([MANAGER]), "comes from Test Authority, which this machine does not trust"],
    "another name": [() => "other.example.com", "is for other.example.com, not for manager.example.com"],
    "expired": [() => stranger.of([MANAGER], { days: [-9, -2] }), "expired on"],
  } as const;

  test("before one was uploaded: each command says so, and sends no password", async () => {
    const lab = await entered({}, false);
    for (const argv of [WAIT_MANAGER, WAIT_NODE, [...SET_OVERFLOW, "--timeout", "3s"]]) {
      const { code, stdout, stderr } = await commandLine(lab, argv);
      expect([code, stderr]).toEqual([2, expect.stringMatching(/certificate is self-signed\n {7}SHA-256 [0-9A-F:]{95}\n {7}either upload a certificate of your authority/)]);
      expect(stdout).toContain("this command goes on by itself");
    }
    expect(lab.journal.filter(({ event }) => /answered|changed system_location/.test(event))).toEqual([]);
    expect(await commandLine(lab, [...WAIT_MANAGER, "--insecure"])).toMatchObject({ code: 0, stderr: "" });
  });

  test.each(Object.entries(identities))("of %s", async (_, [make, text]) => {
    const lab = await entered({ trusted: text.startsWith("expired") ? [stranger.authority] : [] });
    const made = make();
    const own = typeof made === "string" ? lab.authority.issue([made]) : { certificate: made.cert, privateKey: made.key };
    const uploaded = await api(lab, "tls_certificate/", { method: "POST", body: { certificate: own.certificate, private_key: own.privateKey } });
    expect((await api(lab, "management_vm/1/", { method: "PATCH", body: { tls_certificate: uploaded.headers.location } })).status).toBe(202);
    for (const argv of [WAIT_MANAGER, [...SET_OVERFLOW, "--timeout", "3s"]]) expect(await commandLine(lab, argv)).toMatchObject({ code: 2, stderr: expect.stringContaining(`certificate ${text}`) });
    expect(await overflow(lab)).toBe(null);
  });

  test("goes on by itself as soon as a good one is uploaded", async () => {
    const lab = await entered({}, false);
    const waiting = commandLine(lab, ["wait", "manager", "--address", MANAGER, "--timeout", "20s"]);
    const { certificate, privateKey } = lab.authority.issue([MANAGER]);
    const made = await api(lab, "tls_certificate/", { method: "POST", trust: null, body: { certificate, private_key: privateKey } });
    await api(lab, "management_vm/1/", { method: "PATCH", trust: null, body: { tls_certificate: made.headers.location } });
    expect(await waiting).toMatchObject({ code: 0, stderr: "" });
  });
});
