import type { Lab } from "../../../lib/lab";
import { answers, breaksOff, HttpsServer, inTurn, type Handler } from "../../support/https-servers";
import { ask, build, modelOf, stopLabs } from "./a-lab";
import { bootstrap, commandLine, configuration, enterLittle, installed } from "./an-installation";

const full = modelOf("full-platform");
const ADDRESS = "10.44.10.11";
let between: HttpsServer | undefined;

// each test installs a platform, on a machine that may have other things to do
jest.setTimeout(30_000);
afterEach(() => Promise.all([stopLabs(), between?.stop()]));

/** A node that was entered; its VM is on, unless it is to stay off. */
async function fresh(isOn = true): Promise<Lab> {
  const lab = await installed(full);
  await enterLittle(lab);
  if (isOn) await build(lab, full, "oslo-1");
  await lab.settled();
  return lab;
}

/** The command, and whether it showed any part of what it delivered. */
async function deliver(lab: Lab, { more = [], given = configuration(lab, "oslo-1"), env = {} }: { readonly more?: readonly string[]; readonly given?: string; readonly env?: Readonly<Record<string, string>> } = {}) {
  const ran = await commandLine(lab, ["bootstrap-node", "oslo-1", "--address", ADDRESS, "--timeout", "5s", ...more], { PEXIP_NODE_CONFIG: given, ...env });
  const token = /<token>(.*)<\/token>/.exec(given)?.[1] ?? "planted";
  expect(`${ran.stdout}${ran.stderr}${JSON.stringify(lab.journal)}`).not.toContain(token);
  return ran;
}

/** Something in the node's place. */
async function through(lab: Lab, handler: Handler) {
  await between?.stop();
  const { certificate, privateKey } = lab.authority.issue([ADDRESS]);
  between = await HttpsServer.start({ cert: certificate, key: privateKey }, handler);
  return deliver(lab, { env: { PEXIP_HYPERV_RESOLVE: `${ADDRESS}:8443:127.0.0.1:${between.port}` } });
}

const passesOn = (lab: Lab): Handler => (response, { url, body }) => void ask(lab, ADDRESS, 8443, url, { method: "POST", headers: { "Content-Type": "text/xml" }, body, trust: null }).then(({ status }) => response.writeHead(status).end());

test("a fresh node takes its configuration, and a second one finds it closed", async () => {
  const lab = await fresh();
  expect(await deliver(lab)).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^oslo-1 {2}delivered \(200\)/) });
  await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
  await lab.settled();
  const again = await deliver(lab);
  expect([again.code, again.stderr]).toEqual([2, expect.stringMatching(/^error {2}oslo-1 \(https:\/\/10\.44\.10\.11:8443\) did not confirm its configuration within 5 s; at last: waiting for the node: connection refused\n {7}Nothing was delivered\./)]);
});

test("a node that is not on yet is waited for", async () => {
  const lab = await fresh(false);
  const waiting = bootstrap(lab, full, "oslo-1");
  await build(lab, full, "oslo-1");
  expect(await waiting).toMatchObject({ code: 0, stderr: "" });
});

test("what is no configuration is refused, and not sent a second time", async () => {
  const lab = await fresh();
  const { code, stderr, pauses } = await deliver(lab, { given: "<planted/>" });
  expect([code, pauses]).toEqual([2, []]);
  expect(stderr).toBe("error  oslo-1 (https://10.44.10.11:8443) refused the configuration (400): a node takes one only once\n       Redeploy it with a new redeployToken: that makes its disk, its entry and the configuration anew.\n");
  expect(lab.conferencingNode("oslo-1").state).toBe("fresh");
});

test("is sent to nobody whose certificate is another than the one that was expected", async () => {
  const lab = await fresh();
  const { code, stderr } = await deliver(lab, { more: ["--fingerprint", "00".repeat(32)] });
  expect([code, stderr]).toEqual([2, expect.stringMatching(/shows a certificate that is not the one of --fingerprint; nothing was sent\n {7}SHA-256 /)]);
  const [, shown] = /SHA-256 (\S+)/.exec(stderr)!;
  expect(await deliver(lab, { more: ["--cacert", lab.environment.PEXIP_HYPERV_CACERT] })).toMatchObject({ code: 2, stderr: expect.stringContaining("shows a certificate that is self-signed; nothing was sent") });
  expect(lab.conferencingNode("oslo-1").state).toBe("fresh");
  expect(await deliver(lab, { more: ["--fingerprint", shown] })).toMatchObject({ code: 0, stderr: "" });
});

test("asks again while the node is busy, as late as it wants", async () => {
  const lab = await fresh();
  const { code, pauses } = await through(lab, inTurn(answers(503, "", { "Retry-After": "2" }), answers(429), passesOn(lab)));
  expect([code, pauses]).toEqual([0, [2000, 200]]);
});

test("after a connection that broke, it may have been taken: that is told", async () => {
  const lab = await fresh();
  const uncertain = await through(lab, inTurn(breaksOff, answers(400)));
  expect([uncertain.code, uncertain.stdout]).toEqual([0, expect.stringMatching(/the connection broke, after the configuration was sent: the node may have taken it; asking again.*\n.*refused now \(400\), after a connection broke: it has most likely taken the first one; wait node tells/)]);
});

test("something without the service is no delivery", async () => {
  const lab = await fresh();
  const { code, stderr, pauses } = await through(lab, answers(501));
  expect([code, pauses, stderr]).toEqual([2, [], expect.stringMatching(/refused the configuration \(501\)/)]);
});
