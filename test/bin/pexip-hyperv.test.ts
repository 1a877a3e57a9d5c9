import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { answers, answersJson, hangs, HttpsServer, inTurn, makeIdentities, type Handler, type Identity } from "../support/https-servers";

const ROOT = join(__dirname, "..", "..");
const SECRETS = { PEXIP_PASSWORD: "planted-password", PEXIP_NODE_CONFIG: "<configuration><key>planted-key</key></configuration>" };
const BASIC = Buffer.from(`admin:${SECRETS.PEXIP_PASSWORD}`).toString("base64");
const FAST = ["--interval", "50ms", "--timeout", "10s"];

const identities = makeIdentities();
const folder = mkdtempSync(join(tmpdir(), "pexip-hyperv-"));
const authority = join(folder, "authority.pem");
let running: HttpsServer[] = [];

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

beforeAll(() => writeFileSync(authority, identities.authority));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});

async function serve(handler: Handler, identity: Identity = identities.good): Promise<HttpsServer> {
  const server = await HttpsServer.start(identity, handler);
  running.push(server);
  return server;
}

/** In this process: every secret is in the environment, and must be nowhere else. */
async function cli(argv: readonly string[], env: Readonly<Record<string, string | undefined>> = SECRETS): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ columns: 100, write: (text: string) => (written[name] += text) });
  const code = await run(argv, { env, cwd: folder, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal });
  return checked({ code, ...written });
}

function checked(result: Result): Result {
  expect(`${result.stdout}${result.stderr}`).not.toMatch(new RegExp(`planted|configuration>|${BASIC}`));
  if (result.code !== 70) expect(result.stderr).not.toMatch(/^\s+at /m);
  return result;
}

/** In a process of its own, which can load neither cdktf nor constructs nor zod. */
function child(argv: readonly string[], env: Readonly<Record<string, string>> = SECRETS) {
  const preload = ["without-cdktf.js", "without-zod.js"].flatMap((name) => ["-r", join(ROOT, "test", "support", name)]);
  const spawned = spawn(process.execPath, [...preload, join(ROOT, "bin", "pexip-hyperv.ts"), ...argv], { env: { PATH: process.env.PATH, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const written = { stdout: "", stderr: "" };
  spawned.stdout.setEncoding("utf8").on("data", (text: string) => (written.stdout += text));
  spawned.stderr.setEncoding("utf8").on("data", (text: string) => (written.stderr += text));
  const result = once(spawned, "close").then(([code]) => checked({ code: code as number, ...written }));
  return { spawned, result };
}

const manager = (server: HttpsServer, ...more: readonly string[]) => ["wait", "manager", "--address", "localhost", "--port", String(server.port), "--cacert", authority, ...FAST, ...more];
const node = (server: HttpsServer, ...more: readonly string[]) => ["wait", "node", "oslo-1", "--manager", "localhost", "--port", String(server.port), "--cacert", authority, ...FAST, ...more];
const bootstrap = (server: HttpsServer, ...more: readonly string[]) => ["bootstrap-node", "oslo-1", "--address", "localhost", "--port", String(server.port), ...FAST, ...more];
const entries = answersJson({ meta: { next: null }, objects: [{ id: 7, name: "oslo-1" }] });

describe("wait manager", () => {
  test("tells each change of state and ends with 0", async () => {
    const server = await serve(inTurn(answers(503), answers(200)));
    expect(await cli(manager(server))).toEqual({ code: 0, stderr: "", stdout: "localhost  it answers, but is not ready (503)   0 s of 10 s\nlocalhost  it answers; asking once more   0 s of 10 s\nlocalhost  ready   0 s\n" });
  });

  test("out of time, ends with 2 and says what to look at", async () => {
    const server = await serve(answers(200));
    await server.stop();
    expect(await cli([...manager(server), "--timeout", "120ms"])).toEqual({
      code: 2,
      stdout: "localhost  no answer yet: connection refused   0 s of 120 ms\n",
      stderr: `error  https://localhost:${server.port} was not ready within 120 ms; at last: no answer yet: connection refused\n       is the VM on, and has the installation wizard been finished? this command cannot see the console\n`,
    });
  });

  test("shows the fingerprint of a certificate that is not trusted, and goes on when it is replaced", async () => {
    const server = await serve(answers(200), identities.selfSigned);
    const pending = cli(manager(server));
    await systemClock.sleep(100);
    server.replaceIdentity(identities.good);
    const { code, stdout } = await pending;
    expect(code).toBe(0);
    expect(stdout.split("\n").slice(0, 4)).toEqual([
      "localhost  it answers, but its certificate is self-signed   0 s of 10 s",
      expect.stringMatching(/^ {11}SHA-256 [0-9A-F:]{95}$/),
      "           either upload a certificate of your authority to the Management Node now (Platform > TLS Certificates): this command goes on by itself",
      "           or accept this one for the first apply: insecureTls on the Management Node, --insecure here",
    ]);
  });

  test("takes any certificate when it is told to", async () => {
    const server = await serve(answers(200), identities.expired);
    const argv = manager(server).filter((arg) => arg !== "--cacert" && arg !== authority);
    expect((await cli([...argv, "--insecure"])).code).toBe(0);
  });

  test("trusts what SSL_CERT_FILE names, as Terraform's provider does", async () => {
    if (process.platform !== "linux") return;
    const server = await serve(answers(200));
    const argv = manager(server).filter((arg) => arg !== "--cacert" && arg !== authority);
    expect((await cli(argv, { SSL_CERT_FILE: authority })).code).toBe(0);
  });

  test("reaches a manager that DNS does not know", async () => {
    const server = await serve(answers(200), identities.wrongHost);
    const argv = ["wait", "manager", "--address", "other.example.com", "--cacert", authority, ...FAST];
    expect(await cli([...argv, "--resolve", "a.example.com:443:127.0.0.2", "--resolve", `other.example.com:443:127.0.0.1:${server.port}`])).toMatchObject({ code: 0, stderr: "" });
  });
});

describe("wait node", () => {
  test("tells each step and ends with 0", async () => {
    const server = await serve(inTurn(entries, answersJson({ sync_status: "OUT_OF_SYNC", last_updated: null }), answersJson({ sync_status: "SYNCING" }), answersJson({ sync_status: "SYNCED" })));
    expect(await cli(node(server))).toEqual({
      code: 0,
      stderr: "",
      stdout: [
        "oslo-1  entered ✓   first contact …   0 s of 10 s",
        "oslo-1  entered ✓   first contact ✓ 0 s   synchronising …   0 s of 10 s",
        "oslo-1  entered ✓   first contact ✓ 0 s   synchronised ✓   0 s",
        "",
      ].join("\n"),
    });
  });

  test("a refused login ends with 2 at once", async () => {
    const server = await serve(answers(401, "planted-password"));
    expect(await cli(node(server))).toEqual({
      code: 2,
      stdout: "",
      stderr: `error  https://localhost:${server.port} refused the login of "admin" (401)\n       The web administration password is the one typed into the installation wizard. Set PEXIP_PASSWORD and run the command again; nothing was changed.\n`,
    });
  });

  test("without a password it says where one comes from", async () => {
    const server = await serve(entries);
    expect(await cli(node(server), {})).toEqual({ code: 1, stdout: "", stderr: "error  PEXIP_PASSWORD is not set or empty; it holds the password of the Administrator interface\n" });
    expect(server.received).toEqual([]);
  });

  test.each<[string, Handler]>([["hangs", hangs], ["answers garbage", answers(200, "planted-password", { "Content-Type": "application/json" })], ["is not allowed", answers(403)], ["has no such node", answersJson({ meta: {}, objects: [] })]])("a manager that %s ends with 2", async (_, handler) => {
    const server = await serve(handler);
    const { code, stderr } = await cli([...node(server), "--timeout", "200ms"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error {2}https:\/\/localhost:/);
  });
});

describe("the password of a command that Terraform calls", () => {
  const synced = () => inTurn(entries, answersJson({ sync_status: "SYNCED" }));

  test("comes from the variable that is named", async () => {
    const server = await serve(synced());
    expect(await cli(node(server, "--password-variable", "manager_web_password"), { TF_VAR_manager_web_password: "planted-password" })).toMatchObject({ code: 0, stderr: "" });
    expect(server.received[0].headers.authorization).toBe(`Basic ${BASIC}`);
  });

  test("comes from PEXIP_PASSWORD when that is set", async () => {
    const server = await serve(synced());
    await cli(node(server, "--password-variable", "manager_web_password"), { PEXIP_PASSWORD: "planted-password", TF_VAR_manager_web_password: "planted-other" });
    expect(server.received[0].headers.authorization).toBe(`Basic ${BASIC}`);
  });

  test("is missed with the reason why a tfvars file is not enough", async () => {
    const server = await serve(synced());
    expect((await cli(node(server, "--password-variable", "manager_web_password"), {})).stderr).toBe(
      "error  TF_VAR_manager_web_password is not set or empty; it holds the password of the Administrator interface; set it in the environment of terraform apply, because a tfvars file does not reach this command\n",
    );
  });
});

describe("set-overflow", () => {
  const LOCATION = "/api/admin/configuration/v1/system_location/3/";
  const overflow = (server: HttpsServer, to: string) => ["set-overflow", "--manager", "localhost", "--port", String(server.port), "--cacert", authority, ...FAST, "--from", LOCATION, "--to", to];

  test("writes the edge and ends with 0", async () => {
    const server = await serve(answers(202));
    expect(await cli(overflow(server, LOCATION.replace("3", "7")))).toEqual({ code: 0, stderr: "", stdout: "overflow location  written ✓   0 s\n" });
    expect(JSON.parse(server.received[0].body)).toEqual({ overflow_location1: "/api/admin/configuration/v1/system_location/7/" });
  });

  test("takes it back with none", async () => {
    const server = await serve(answers(204));
    expect((await cli(overflow(server, "none"))).stdout).toBe("overflow location  taken back ✓   0 s\n");
  });

  test("an address that is none, and a refusal of the manager", async () => {
    const server = await serve(answers(400, '{"overflow_location1": ["not found"]}'));
    expect(await cli(overflow(server, "oslo"))).toMatchObject({ code: 1, stderr: 'error  --to must be a location\'s address such as /api/admin/configuration/v1/system_location/3/, got "oslo"\n' });
    expect(await cli(overflow(server, LOCATION))).toMatchObject({ code: 2, stderr: `error  https://localhost:${server.port} refused to change ${LOCATION} (400)\n       {"overflow_location1": ["not found"]}\n` });
  });
});

describe("bootstrap-node", () => {
  const echoes: Handler = (response, { body }) => response.writeHead(400).end(body);

  test("delivers and ends with 0", async () => {
    const server = await serve(answers(200), identities.selfSigned);
    expect(await cli(bootstrap(server))).toEqual({ code: 0, stdout: "oslo-1  delivered (200)   0 s\n", stderr: "" });
    expect(server.received[0].body).toBe(SECRETS.PEXIP_NODE_CONFIG);
  });

  test("a refusal ends with 2, and what the node echoes stays unseen", async () => {
    const server = await serve(echoes, identities.selfSigned);
    expect(await cli(bootstrap(server))).toEqual({
      code: 2,
      stdout: "",
      stderr: `error  oslo-1 (https://localhost:${server.port}) refused the configuration (400): a node takes one only once\n       Redeploy it with a new redeployToken: that makes its disk, its entry and the configuration anew.\n`,
    });
  });

  test.each([{}, { PEXIP_NODE_CONFIG: "" }, { PEXIP_NODE_CONFIG: " \n" }])("without a configuration (%j) it says how to get one", async (env) => {
    const server = await serve(answers(200), identities.selfSigned);
    const { code, stderr } = await cli(bootstrap(server), env);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "error  PEXIP_NODE_CONFIG is not set or empty; Terraform passes the one-time configuration in it when it creates the node's entry. After an update in place there is none: a new redeployToken makes the node and a fresh configuration\n",
    });
    expect(server.received).toEqual([]);
  });

  test("sends nothing to a node with another certificate", async () => {
    const server = await serve(answers(200), identities.selfSigned);
    const pinned = [...bootstrap(server), "--fingerprint", "ab".repeat(32)];
    expect(await cli(pinned)).toMatchObject({ code: 2, stderr: expect.stringMatching(/is not the one of --fingerprint; nothing was sent\n {7}SHA-256 /) });
    expect(server.received).toEqual([]);
  });
});

describe("what was typed", () => {
  test("is judged as a whole, one problem a line", async () => {
    const argv = ["wait", "node", "", "--manager", "https://manager.example.com", "--username", "a:b", "--port", "0", "--timeout", "5", "--interval", "soon", "--resolve", "a:b", "--cacert", "/nowhere", "--insecure"];
    expect(await cli(argv, {})).toEqual({
      code: 1,
      stdout: "",
      stderr: [
        'error  --manager must be a host name or an IP address alone, without scheme or port, got "https://manager.example.com"',
        'error  --port must be a number from 1 to 65535, got "0"',
        "error  --cacert and --insecure exclude each other; keep one",
        'error  --cacert cannot be read (ENOENT), got "/nowhere"',
        'error  --resolve must be HOST:PORT:ADDRESS or HOST:PORT:ADDRESS:PORT, with IPv6 addresses in brackets, got "a:b"',
        'error  --timeout must be a duration with its unit, such as 90s, 15m or 1h, got "5"',
        'error  --interval must be a duration with its unit, such as 90s, 15m or 1h, got "soon"',
        "error  PEXIP_PASSWORD is not set or empty; it holds the password of the Administrator interface",
        "error  --username must not contain a colon",
        "error  the name of the Conferencing Node must not be empty",
        "",
      ].join("\n"),
    });
  });

  test.each([
    [["wiat"], "unknown command wiat; did you mean wait?"],
    [["wait", "manger"], "unknown command manger; did you mean manager?"],
    [["wait", "manager", "--adress", "x"], "unknown option --adress; did you mean --address?"],
    [["wait", "manager"], "--address is missing"],
    [["wait", "manager", "--address"], "option --address <host> argument missing"],
    [["wait", "node", "a", "b"], "too many arguments for node. Expected 1 argument but got 2."],
    [["bootstrap-node"], "missing required argument name"],
    [["wait", "node", "a", "--password=planted-password"], "unknown option --password; passwords come from PEXIP_PASSWORD alone"],
    [["bootstrap-node", "a", "--address", "10.0.0.1", "--fingerprint", "ab"], '--fingerprint must be a SHA-256 of 64 hex digits, with or without colons, got "ab"'],
    [["bootstrap-node", "a", "--address", "10.0.0.1", "--cacert", join(ROOT, "package.json")], `--cacert holds no certificate in PEM form, got ${JSON.stringify(join(ROOT, "package.json"))}`],
  ])("%j ends with 1", async (argv, message) => {
    expect(await cli(argv)).toEqual({ code: 1, stdout: "", stderr: `error  ${message}\n` });
  });

  test("nothing at all shows the help and ends with 1", async () => {
    expect(await cli([])).toMatchObject({ code: 1, stdout: "", stderr: expect.stringMatching(/^Usage: pexip-hyperv /) });
  });

  test("--version is that of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { readonly version: string };
    expect(await cli(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });
});

describe("a process of its own", () => {
  test("waits and delivers without cdktf, constructs and zod", async () => {
    const server = await serve((response, received) => (received.url.startsWith("/admin/login/") ? answers(200) : received.url.includes("/status/") ? answersJson({ sync_status: "SYNCED" }) : received.method === "GET" ? entries : answers(200))(response, received));
    const results = await Promise.all([manager(server), node(server), bootstrap(server)].map((argv) => child(argv).result));
    expect(results).toEqual([
      { code: 0, stderr: "", stdout: "localhost  it answers; asking once more   0 s of 10 s\nlocalhost  ready   0 s\n" },
      { code: 0, stderr: "", stdout: "oslo-1  entered ✓   first contact ✓ 0 s   synchronised ✓   0 s\n" },
      { code: 0, stderr: "", stdout: "oslo-1  delivered (200)   0 s\n" },
    ]);
  }, 30_000);

  test("ends with 130 on Ctrl-C, at once and in one line", async () => {
    const server = await serve(answers(503));
    const { spawned, result } = child(manager(server, "--interval", "60s"));
    await once(spawned.stdout, "data");
    spawned.kill("SIGINT");
    expect(await result).toEqual({ code: 130, stdout: "localhost  it answers, but is not ready (503)   0 s of 10 s\n", stderr: "interrupted\n" });
  }, 30_000);

  test("does what it was asked also when nobody reads on", async () => {
    const server = await serve(inTurn(answers(503), answers(503), answers(200)), identities.selfSigned);
    const { spawned, result } = child(bootstrap(server));
    spawned.stdout.destroy();
    expect(await result).toMatchObject({ code: 0, stderr: "" });
    expect(server.received).toHaveLength(3);
  }, 30_000);

  test("an error of ours ends with 70 and shows where, but no text that might hold a secret", async () => {
    const broken = join(folder, "broken.js");
    writeFileSync(broken, 'require("node:tls").connect = () => { throw new TypeError("planted"); };\n');
    const { result } = child(["bootstrap-node", "a", "--address", "127.0.0.1"], { ...SECRETS, NODE_OPTIONS: `-r ${JSON.stringify(broken)}` });
    const { code, stdout, stderr } = await result;
    expect(code).toBe(70);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^bug {4}TypeError\n( +at .*\n)+This is a bug in pexip-hyperv: please report these lines\.\n$/);
  }, 30_000);
});

describe("--help", () => {
  test.each([[[]], [["wait"]], [["wait", "manager"]], [["wait", "node"]], [["bootstrap-node"]]])("of %j has an example and no line wider than 110", async (argv) => {
    const { code, stdout } = await cli([...argv, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\nExamples?:\n {2}.*pexip-hyperv /);
    expect(stdout.split("\n").filter((line) => line.length > 110)).toEqual([]);
  });

  test("of wait manager", async () => {
    expect((await cli(["wait", "manager", "--help"])).stdout).toMatchInlineSnapshot(`
"Usage: pexip-hyperv wait manager [options]

Waits until the Management Node's login page answers, twice in a row: after its VM started and
somebody finished the installation wizard.

Options:
  --address <host>       host name or IP address of the Management Node (required)
  --port <number>        TCP port (default: "443")
  --timeout <duration>   give up after this time: 90s, 15m, 1h (default: "30m")
  --interval <duration>  time between two looks, at most PEXIP_HYPERV_INTERVAL (default: "10s")
  --resolve <override>   HOST:PORT:ADDRESS[:PORT]: connect there instead, as curl does; may be
                         repeated; *:*:ADDRESS:PORT for all others; PEXIP_HYPERV_RESOLVE holds more,
                         separated by spaces
  --cacert <file>        trust the authorities in this PEM file, in the place of the system's (by
                         default the file that PEXIP_HYPERV_CACERT names)
  --insecure             do not verify the certificate
  -h, --help             display help for command

Proxy variables of the environment are ignored, as Terraform's provider does.

Example:
  pexip-hyperv wait manager --address manager.example.com --timeout 1h
"
`);
  });

  test("of wait node", async () => {
    expect((await cli(["wait", "node", "--help"])).stdout).toMatchInlineSnapshot(`
"Usage: pexip-hyperv wait node [options] <name>

Waits until the Management Node says that a Conferencing Node is synchronised. The password of the
Administrator interface comes from PEXIP_PASSWORD.

Arguments:
  name                        name of the Conferencing Node, as the Management Node has it

Options:
  --manager <host>            host name or IP address of the Management Node (required)
  --username <name>           account of the Administrator interface (default: "admin")
  --password-variable <name>  Terraform variable that holds the password: TF_VAR_<name> is read when
                              PEXIP_PASSWORD is not set
  --port <number>             TCP port (default: "443")
  --timeout <duration>        give up after this time: 90s, 15m, 1h (default: "15m")
  --interval <duration>       time between two looks, at most PEXIP_HYPERV_INTERVAL (default: "10s")
  --resolve <override>        HOST:PORT:ADDRESS[:PORT]: connect there instead, as curl does; may be
                              repeated; *:*:ADDRESS:PORT for all others; PEXIP_HYPERV_RESOLVE holds
                              more, separated by spaces
  --cacert <file>             trust the authorities in this PEM file, in the place of the system's
                              (by default the file that PEXIP_HYPERV_CACERT names)
  --insecure                  do not verify the certificate
  -h, --help                  display help for command

Proxy variables of the environment are ignored, as Terraform's provider does.

Example:
  PEXIP_PASSWORD=... pexip-hyperv wait node oslo-1 --manager manager.example.com
"
`);
  });

  test("of set-overflow", async () => {
    expect((await cli(["set-overflow", "--help"])).stdout).toMatchInlineSnapshot(`
"Usage: pexip-hyperv set-overflow [options]

Writes an overflow location of a system location, or takes it back. Terraform calls it for two
locations that overflow to each other, which it cannot write itself. The password comes from
PEXIP_PASSWORD.

Options:
  --manager <host>            host name or IP address of the Management Node (required)
  --attribute <name>          which overflow location (choices: "overflow_location1",
                              "overflow_location2", default: "overflow_location1")
  --from <address>            location that overflows:
                              /api/admin/configuration/v1/system_location/3/
  --to <address>              location that takes its media, or none
  --username <name>           account of the Administrator interface (default: "admin")
  --password-variable <name>  Terraform variable that holds the password: TF_VAR_<name> is read when
                              PEXIP_PASSWORD is not set
  --port <number>             TCP port (default: "443")
  --timeout <duration>        give up after this time: 90s, 15m, 1h (default: "2m")
  --interval <duration>       time between two looks, at most PEXIP_HYPERV_INTERVAL (default: "2s")
  --resolve <override>        HOST:PORT:ADDRESS[:PORT]: connect there instead, as curl does; may be
                              repeated; *:*:ADDRESS:PORT for all others; PEXIP_HYPERV_RESOLVE holds
                              more, separated by spaces
  --cacert <file>             trust the authorities in this PEM file, in the place of the system's
                              (by default the file that PEXIP_HYPERV_CACERT names)
  --insecure                  do not verify the certificate
  -h, --help                  display help for command

Example:
  PEXIP_PASSWORD=... pexip-hyperv set-overflow --manager manager.example.com --from /api/admin/configuration/v1/system_location/3/ --to none
"
`);
  });

  test("of bootstrap-node", async () => {
    expect((await cli(["bootstrap-node", "--help"])).stdout).toMatchInlineSnapshot(`
"Usage: pexip-hyperv bootstrap-node [options] <name>

Gives a fresh Conferencing Node its one-time configuration, which comes from PEXIP_NODE_CONFIG and
is never printed. A node takes one only once.

Arguments:
  name                    name of the Conferencing Node, for what is printed

Options:
  --address <host>        host name or IP address of the Conferencing Node (required)
  --port <number>         TCP port (default: "8443")
  --timeout <duration>    give up after this time: 90s, 15m, 1h (default: "10m")
  --interval <duration>   time between two looks, at most PEXIP_HYPERV_INTERVAL (default: "5s")
  --resolve <override>    HOST:PORT:ADDRESS[:PORT]: connect there instead, as curl does; may be
                          repeated; *:*:ADDRESS:PORT for all others; PEXIP_HYPERV_RESOLVE holds
                          more, separated by spaces
  --fingerprint <sha256>  send it only to a node with this certificate
  --cacert <file>         send it only to a node whose certificate comes from an authority in this
                          PEM file
  -h, --help              display help for command

A fresh node has a self-signed certificate that nothing can verify: without --fingerprint or
--cacert, this one request goes to whoever answers at the address.
Proxy variables of the environment are ignored, as Terraform's provider does.

Example:
  PEXIP_NODE_CONFIG="$(cat oslo-1.xml)" pexip-hyperv bootstrap-node oslo-1 --address 10.44.0.11
"
`);
  });
});
