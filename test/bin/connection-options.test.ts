import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../bin/program";
import { systemClock, type Clock } from "../../lib/client/waiting";
import { answers, answersJson, HttpsServer, makeIdentities } from "../support/https-servers";

const identities = makeIdentities();
const folder = mkdtempSync(join(tmpdir(), "connection-options-"));
const authority = join(folder, "authority.pem");
let server: HttpsServer;

beforeAll(async () => {
  writeFileSync(authority, identities.authority);
  server = await HttpsServer.start(identities.good, answers(200));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const pauses: number[] = [];
const clock: Clock = {
  ...systemClock,
  sleep: (ms, signal) => {
    pauses.push(ms);
    return systemClock.sleep(Math.min(ms, 10), signal);
  },
};

/** Our command line with this environment, which pauses for a moment only. */
async function cli(argv: readonly string[], env: Readonly<Record<string, string>>) {
  pauses.length = 0;
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ columns: 100, write: (text: string) => (written[name] += text) });
  const code = await run(argv, { env, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock, signal: new AbortController().signal });
  return { code, ...written };
}

const WAIT = ["wait", "manager", "--address", "localhost", "--timeout", "5s"];
const around = () => ({ PEXIP_HYPERV_RESOLVE: `other:443:127.0.0.1:1  localhost:443:127.0.0.1:${server.port}`, PEXIP_HYPERV_CACERT: authority, PEXIP_HYPERV_INTERVAL: "10ms" });

test("the environment says where to connect, whom to trust and how long to wait, where nothing was typed", async () => {
  expect(await cli(WAIT, around())).toMatchObject({ code: 0, stderr: "" });
  expect(pauses).toEqual([10]);
  expect(await cli([...WAIT, "--interval", "7ms"], around())).toMatchObject({ code: 0, stderr: "" });
  expect(pauses).toEqual([7]);
});

test("what is typed goes first", async () => {
  const closed = "localhost:443:127.0.0.1:1";
  expect(await cli([...WAIT.slice(0, -1), "100ms", "--resolve", closed], around())).toMatchObject({ code: 2, stderr: expect.stringContaining("connection refused") });
  expect(await cli([...WAIT, "--insecure"], { ...around(), PEXIP_HYPERV_CACERT: join(folder, "none.pem") })).toMatchObject({ code: 0, stderr: "" });
  expect(await cli([...WAIT, "--cacert", authority], { ...around(), PEXIP_HYPERV_CACERT: join(folder, "none.pem") })).toMatchObject({ code: 0, stderr: "" });
});

test("a fresh node needs no authority: none of the environment's is asked of it", async () => {
  server.replaceIdentity(identities.selfSigned);
  try {
    const env = { ...around(), PEXIP_HYPERV_RESOLVE: `localhost:8443:127.0.0.1:${server.port}`, PEXIP_NODE_CONFIG: "<planted/>" };
    expect(await cli(["bootstrap-node", "oslo-1", "--address", "localhost", "--timeout", "5s"], env)).toMatchObject({ code: 0, stderr: "" });
  } finally {
    server.replaceIdentity(identities.good);
  }
});

test("a command that signs in finds its way, too", async () => {
  const signedIn = await HttpsServer.start(identities.good, answersJson({ meta: { next: null }, objects: [] }));
  const env = { ...around(), PEXIP_HYPERV_RESOLVE: `localhost:443:127.0.0.1:${signedIn.port}`, PEXIP_PASSWORD: "planted" };
  expect(await cli(["wait", "node", "oslo-1", "--manager", "localhost", "--timeout", "5s"], env)).toMatchObject({ code: 2, stderr: expect.stringContaining('has no Conferencing Node named "oslo-1"') });
  await signedIn.stop();
});

test.each([
  ["PEXIP_HYPERV_RESOLVE", "localhost:443", "error  PEXIP_HYPERV_RESOLVE must be HOST:PORT:ADDRESS or HOST:PORT:ADDRESS:PORT, with IPv6 addresses in brackets, got \"localhost:443\"\n"],
  ["PEXIP_HYPERV_CACERT", "/nowhere/authority.pem", 'error  PEXIP_HYPERV_CACERT cannot be read (ENOENT), got "/nowhere/authority.pem"\n'],
  ["PEXIP_HYPERV_INTERVAL", "soon", /^error {2}PEXIP_HYPERV_INTERVAL must .*, got "soon"\n$/],
])("%s that makes no sense is named", async (name, value, text) => {
  const { code, stderr } = await cli(WAIT, { ...around(), [name]: value });
  expect([code, stderr]).toEqual([1, typeof text === "string" ? text : expect.stringMatching(text)]);
});
