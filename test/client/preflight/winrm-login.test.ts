import { WindowsServer, WinrmAuthentication } from "../../../lib/deployment/enums";
import type { HostRecord, HypervHostFields } from "../../../lib/deployment/host";
import { probeLogin } from "../../../lib/client/preflight/winrm-login";
import { makeIdentities, type Identity } from "../../support/https-servers";
import { lines, probeContext } from "../../support/probe-context";
import { aHost } from "../../support/records";
import { WINDOWS_ACCOUNT, WinrmServer, type WinrmTemper } from "../../support/winrm-server";

const identities = makeIdentities();
const { username, password } = WINDOWS_ACCOUNT;
let running: WinrmServer[] = [];

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});

async function serve(temper: WinrmTemper = {}, identity: Identity | undefined = identities.good): Promise<WinrmServer> {
  const server = await WinrmServer.start(identity, temper);
  running.push(server);
  return server;
}

const host = (server: WinrmServer, { winrm, ...fields }: Partial<HypervHostFields> = {}, id = "hv1") => aHost({ address: "localhost", username, winrm: { port: server.port, ...winrm }, ...fields }, id);
const context = (secret: string | undefined = password) => probeContext({ trust: { by: "roots", roots: [identities.authority] }, secretOf: (variable) => (variable.endsWith("_password") ? secret : undefined) });
const login = async (server: WinrmServer, fields: Partial<HypervHostFields> = {}, secret: string | undefined = password) => lines(await probeLogin(host(server, fields), [], context(secret)));

describe("with NTLM", () => {
  test("signs in, and learns which Windows it is", async () => {
    const server = await serve();
    expect(await login(server)).toEqual(['ok WinRM login: takes "Domain\\\\User"', "ok Windows: Server 2022, as declared"]);
    expect(server.received.slice(-2)).toEqual(["Negotiate 1", "Negotiate 3"]);
  });

  test("does so under the scheme NTLM too", async () => {
    const server = await serve({ schemes: ["NTLM"] });
    expect((await login(server))[0]).toMatch(/^ok WinRM login/);
    expect(server.received.slice(-2)).toEqual(["NTLM 1", "NTLM 3"]);
  });

  test("tells when Windows is another one than declared", async () => {
    expect((await login(await serve({ version: "10.0.17763" })))[1]).toBe("warning Windows: Server 2019; windowsServer says 2022");
    expect(await login(await serve({ version: "10.0.99999" }), { windowsServer: WindowsServer.V2025 })).toHaveLength(1);
  });

  test("fails with a wrong password, after one try", async () => {
    const server = await serve();
    expect(await login(server, {}, "wrong")).toEqual(['failed WinRM login: refuses "Domain\\\\User" with the password of TF_VAR_hv1_password (401)']);
    expect(server.received.filter((one) => one === "Negotiate 3")).toHaveLength(1);
  });

  test("fails with another account", async () => {
    expect((await login(await serve(), { username: "Domain\\Other" }))[0]).toMatch(/^failed WinRM login: refuses/);
  });

  test("sends no name that would be written wrong", async () => {
    const server = await serve();
    expect(await login(server, { username: "Dom&in\\User" })).toEqual(["skipped WinRM login: not tried: the domain's name has characters that NTLM is not tried with here"]);
    expect(server.received).not.toContain("Negotiate 1");
  });

  test("tells when the account is taken, and may do nothing", async () => {
    expect(await login(await serve({ status: 403 }))).toEqual(['failed WinRM login: "Domain\\\\User" is signed in, and WinRM answers 403']);
  });

  test.each<[string, WinrmTemper, string]>([
    ["garbage", { challenge: Buffer.from("NTLMSSP\0\u0002\u0000\u0000\u0000").toString("base64") }, "answers 401 without an NTLM challenge"],
    ["no challenge", { challenge: "" }, "answers 401 without an NTLM challenge"],
    ["a closed connection", { closesBetween: true }, "closes the connection between the messages of NTLM"],
  ])("is not tried to the end with a server that answers with %s", async (_, temper, text) => {
    expect(await login(await serve(temper))).toEqual([`skipped WinRM login: not tried: ${text}`]);
  });
});

describe("with Basic", () => {
  const basic = { winrm: { authentication: WinrmAuthentication.BASIC } };
  const offering = { schemes: ["Basic realm=\"WSMAN\""] };

  test("signs in over a verified certificate", async () => {
    const server = await serve(offering);
    expect((await login(server, { winrm: { ...basic.winrm, port: server.port } }))[0]).toBe('ok WinRM login: takes "Domain\\\\User"');
  });

  test.each<[string, Identity | undefined, object]>([
    ["in clear", undefined, { https: false }],
    ["to a host whose certificate nobody verifies", identities.selfSigned, { insecure: true }],
  ])("never sends the password %s", async (_, identity, winrm) => {
    const server = await WinrmServer.start(identity, offering);
    running.push(server);
    expect(await login(server, { winrm: { ...basic.winrm, ...winrm, port: server.port } })).toEqual(["skipped WinRM login: not tried: Basic would send the password to whoever answers there"]);
    expect(server.received).not.toContain("Basic");
  });
});

describe("is not tried", () => {
  test("without a password, and says which variable holds it", async () => {
    const server = await serve();
    const [finding] = await probeLogin(host(server), [], probeContext());
    expect(finding).toMatchObject({ state: "skipped", evidence: "not tried: TF_VAR_hv1_password is not set" });
    expect(server.received).toEqual([]);
  });

  test("when the certificate is not trusted", async () => {
    const server = await serve({}, identities.selfSigned);
    expect(await login(server)).toEqual(["skipped WinRM login: not tried: the certificate is not trusted"]);
    expect(server.received).toEqual(["anonymous"]);
  });

  test("with Kerberos", async () => {
    const server = await serve();
    expect(await login(server, { winrm: { port: server.port, authentication: WinrmAuthentication.KERBEROS, kerberosRealm: "EXAMPLE.COM" } })).toEqual(["skipped WinRM login: not tried: Kerberos needs a ticket that Terraform's provider asks for itself"]);
  });

  test("when WinRM is not there", async () => {
    const server = await serve();
    const gone = host(server);
    await server.stop();
    running = [];
    expect(lines(await probeLogin(gone, [], context()))).toEqual(["skipped WinRM login: not tried: WinRM was not reached"]);
  });

  test("when another host has refused the same account, so that it is not locked", async () => {
    const servers = [await serve(), await serve(), await serve()];
    const hosts: readonly HostRecord[] = servers.map((server, index) => host(server, {}, `hv${index + 1}`));
    const shared = context("wrong");
    const all = await Promise.all(hosts.map((one, index) => probeLogin(one, hosts.slice(0, index), shared)));
    expect(all.map((findings) => lines(findings)[0])).toEqual([
      expect.stringMatching(/^failed WinRM login: refuses/),
      "skipped WinRM login: not tried: hv1 refused the same account, and more tries could lock it",
      "skipped WinRM login: not tried: hv1 refused the same account, and more tries could lock it",
    ]);
    expect(servers.flatMap(({ received }) => received).filter((one) => one === "Negotiate 3")).toHaveLength(1);
  });
});
