import type { Lab } from "../../../lib/lab";
import { answers, answersJson, breaksOff, HttpsServer, type Handler } from "../../support/https-servers";
import { ask, build, modelOf, stopLabs } from "./a-lab";
import { bootstrap, commandLine, enterLittle, installed } from "./an-installation";
import { SynthesizedExample } from "./synthesized-example";

/** Something between us and the Management Node, or in its place, that shows the right certificate. */
const MANAGER = "manager.example.com";
const full = modelOf("full-platform");
const example = new SynthesizedExample("full-platform");
const OUTPUT = example.output;
const OSLO = "/api/admin/configuration/v1/system_location/1/";
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  verify: ["verify", OUTPUT, ...["tls", "call", "certificates"].flatMap((kind) => ["--skip", kind]), "--timeout", "20s"],
  adopt: ["adopt", OUTPUT, "--dry-run", "--timeout", "20s"],
  "wait manager": ["wait", "manager", "--address", MANAGER, "--timeout", "5s"],
  "wait node": ["wait", "node", "oslo-1", "--manager", MANAGER, "--timeout", "5s"],
  "set-overflow": ["set-overflow", "--manager", MANAGER, "--from", OSLO, "--to", "none", "--timeout", "5s"],
};
const SIGNED_IN = Object.keys(COMMANDS).filter((command) => command !== "wait manager");
/** What each comes to when all is well: of six nodes, one is there. */
const FINE: Readonly<Record<string, object>> = {
  verify: { code: 2, stdout: expect.stringMatching(/management API +takes the login of "admin"(.*\n)*oslo-1 {2}10\.44\.10\.11\n {2}ok {7}synchronised +SYNCED\n/), stderr: "" },
  adopt: { code: 0, stdout: expect.stringMatching(/worker_vm\.oslo-1_NodeEntry_\w+ {3}worker_vm 1 "oslo-1"\n(.*\n)*nothing was written/), stderr: "" },
  "wait manager": { code: 0, stdout: expect.stringMatching(/ready/), stderr: "" },
  "wait node": { code: 0, stdout: expect.stringMatching(/synchronised ✓/), stderr: "" },
  "set-overflow": { code: 0, stdout: expect.stringMatching(/taken back ✓/), stderr: "" },
};
let between: HttpsServer | undefined;
let elsewhere: HttpsServer | undefined;
let lab: Lab;

// each test installs a platform, on a machine that may have other things to do
jest.setTimeout(30_000);
beforeAll(async () => {
  example.synthesize();
  lab = await installed(full);
  await enterLittle(lab);
  await build(lab, full, "oslo-1");
  await lab.settled();
  await bootstrap(lab, full, "oslo-1");
  await lab.until(() => lab.managementNode().nodeState("oslo-1")?.syncStatus === "SYNCED");
});
afterAll(async () => {
  await stopLabs();
  example.remove();
});
afterEach(() => Promise.all([between?.stop(), elsewhere?.stop()]));

const identityOf = (name: string) => {
  const { certificate, privateKey } = lab.authority.issue([name]);
  return { cert: certificate, key: privateKey };
};

/** Runs a command of ours through what stands between. */
async function through(handler: Handler, command: string, more: readonly string[] = []) {
  await between?.stop();
  between = await HttpsServer.start(identityOf(MANAGER), handler);
  const places = [MANAGER, "10.44.10.10"].map((host) => `${host}:443:127.0.0.1:${between!.port}`);
  return commandLine(lab, [...COMMANDS[command], ...more], { PEXIP_HYPERV_RESOLVE: [...places, ...lab.resolve].join(" ") });
}

/** Passes everything on to the Management Node of the lab. */
const passesOn: Handler = (response, { method, url, headers, body }) => {
  const told = { ...(headers.authorization !== undefined && { Authorization: headers.authorization }), ...(headers["content-type"] !== undefined && { "Content-Type": headers["content-type"] }) };
  void ask(lab, MANAGER, 443, url, { method, headers: told, ...(body !== "" && { body }) }).then((answer) => response.writeHead(answer.status, { "Content-Type": answer.headers["content-type"] ?? "text/html" }).end(answer.text));
};

const everyThird = (odd: Handler): Handler => {
  let turn = 0;
  return (response, received) => (turn++ % 3 === 0 ? odd : passesOn)(response, received);
};

/** Half of a body that was to be longer. */
const cutShort: Handler = (response) => void response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "5000" }).write('{"meta": {', () => response.destroy());

/** 200 MB, unless somebody has enough before; says how much was taken. */
function endless(): { readonly handler: Handler; readonly taken: () => number } {
  const chunk = Buffer.alloc(1024 * 1024, " ");
  let most = 0;
  const handler: Handler = (response) => {
    let sent = 0;
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": String(200 * chunk.length) });
    const go = (): void => {
      while (sent < 200 && !response.destroyed) {
        sent += 1;
        most = Math.max(most, sent);
        if (!response.write(chunk)) return void response.once("drain", go);
      }
    };
    go();
  };
  return { handler, taken: () => most };
}

/** Does not answer at all. */
const silent: Handler = () => undefined;

const slow: Handler = (response, received) => void setTimeout(() => passesOn(response, received), 30);

const said = ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }): string => `${stdout}${stderr}`;

describe.each(Object.keys(COMMANDS))("%s", (command) => {
  test("goes through what passes it on, also slowly", async () => {
    expect(await through(passesOn, command)).toMatchObject(FINE[command]);
    expect(await through(slow, command)).toMatchObject(FINE[command]);
  });

  test("asks again after answers that were cut short, and after connections that broke", async () => {
    expect(await through(everyThird(cutShort), command)).toMatchObject(FINE[command]);
    expect(await through(everyThird(breaksOff), command)).toMatchObject(FINE[command]);
  });

  test("gives up on what is silent, and says so", async () => {
    const ran = await through(silent, command, ["--timeout", "900ms", ...(command === "verify" ? ["--probe-timeout", "600ms"] : [])]);
    expect(ran.code).toBe(2);
    expect(said(ran)).toMatch(/connected, but no complete answer within \d+ ms/);
  });

  test("follows no redirection to another host, and tells nobody there who it is", async () => {
    elsewhere = await HttpsServer.start(identityOf("elsewhere.example.com"), answers(200));
    const ran = await through(answers(302, "", { Location: `https://elsewhere.example.com:${elsewhere.port}/\u009b2J` }), command);
    expect(ran.code).toBe(2);
    expect(said(ran)).toMatch(/redirects to https:\/\/elsewhere\.example\.com:\d+\/\?2J, which is not followed/);
    expect(elsewhere.received).toEqual([]);
  });
});

describe.each(SIGNED_IN)("%s, with a password", (command) => {
  test.each<[string, Handler, RegExp]>([
    ["a page where JSON is expected", answers(200, "<title>planted</title>"), /answers with text\/html instead of JSON/],
    ["half of a JSON text", answers(200, '{"meta": {', { "Content-Type": "application/json" }), /answer is not what its API gives/],
    ["JSON of another kind", answersJson([1, 2, 3]), /answer is not what its API gives/],
    ["the login page instead", answers(302, "", { Location: "/admin/login/?next=/api/" }), /redirects to \/admin\/login\/\?next=\/api\/, which is not followed \(302\)/],
  ])("does not take %s for an answer", async (_, handler, text) => {
    const ran = await through((response, received) => (received.url.startsWith("/admin/") ? passesOn : handler)(response, received), command);
    // a change that was answered with 200 is made, whatever the answer says
    if (command === "set-overflow" && !/redirects/.test(text.source)) return expect(ran.code).toBe(0);
    expect(ran.code).toBe(2);
    expect(said(ran)).toMatch(text);
    expect(said(ran)).not.toContain("planted");
  });

  test("reads no more of an endless answer than it must", async () => {
    const { handler, taken } = endless();
    const ran = await through(handler, command);
    expect(taken()).toBeLessThan(50);
    if (command === "set-overflow") return expect(ran.code).toBe(0);
    expect(ran.code).toBe(2);
    expect(said(ran)).toMatch(/answer is not whole: more than (1048576|8388608) bytes/);
  });
});

test("wait manager follows a redirection on the same server, also by its whole address", async () => {
  const moved = (to: string): Handler => (response, received) => (received.url === "/admin/login/" ? answers(301, "", { Location: to }) : answers(200))(response, received);
  for (const to of ["/webapp/login/", `https://${MANAGER}/webapp/login/`]) expect(await through(moved(to), "wait manager")).toMatchObject({ code: 0, stderr: "" });
  const circle = await through(moved("/admin/login/"), "wait manager");
  expect([circle.code, circle.stderr]).toEqual([2, expect.stringContaining("it redirects in a circle")]);
});
