import { request } from "node:http";
import { connect } from "node:net";
import { ControlServer, Refusal } from "../../../bin/lab/control-server";

let server: ControlServer;
let told: unknown[];

beforeEach(async () => {
  told = [];
  server = await ControlServer.start({
    "GET /lab": () => ({ pid: 1 }),
    "POST /faults": (body) => void told.push(body),
    "POST /people": () => {
      throw new Refusal("nobody is there");
    },
    "POST /stop": () => {
      throw new Error("planted-secret");
    },
  });
});
afterEach(() => server.stop());

interface Asked {
  readonly method?: string;
  readonly authorization?: string;
  readonly body?: string;
}

function ask(path: string, { method = "GET", authorization = `Bearer ${server.control.token}`, body }: Asked = {}): Promise<readonly [number | undefined, unknown]> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: server.control.port, path, method, agent: false, headers: authorization === "" ? {} : { authorization } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => (text += part));
      response.on("end", () => resolve([response.statusCode, JSON.parse(text)]));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

test("answers whoever knows the token", async () => {
  expect(await ask("/lab")).toEqual([200, { pid: 1 }]);
  expect(await ask("/faults", { method: "POST", body: '["half-way"]' })).toEqual([200, {}]);
  expect(told).toEqual([["half-way"]]);
});

test.each(["", "Bearer ", "Bearer wrong", "Basic dG9rZW4="])("refuses %j as a token, and does nothing", async (authorization) => {
  expect(await ask("/faults", { method: "POST", authorization, body: "[]" })).toEqual([401, { problem: "the token of this lab is missing or wrong" }]);
  expect(told).toEqual([]);
});

test("each lab has a token of its own, long enough not to be guessed", async () => {
  const other = await ControlServer.start({});
  expect(server.control.token).toMatch(/^[\w-]{43}$/);
  expect(other.control.token).not.toBe(server.control.token);
  await other.stop();
});

test.each([
  ["/nowhere", "GET"],
  ["/lab", "POST"],
  ["/faults", "GET"],
  ["/__proto__", "GET"],
])("does not know %s by %s", async (path, method) => {
  expect(await ask(path, { method })).toEqual([404, { problem: "a lab does not know this request" }]);
});

test("says why it does not do something, and nothing of what nobody foresaw", async () => {
  expect(await ask("/people", { method: "POST" })).toEqual([409, { problem: "nobody is there" }]);
  expect(await ask("/stop", { method: "POST" })).toEqual([500, { problem: "the lab could not do this" }]);
});

test("refuses what is no JSON, and what is too long", async () => {
  expect(await ask("/faults", { method: "POST", body: "half-way" })).toEqual([409, { problem: "a request must be JSON" }]);
  expect(await ask("/faults", { method: "POST", body: `["${"x".repeat(70_000)}"]` })).toEqual([409, { problem: "a request may have 65536 bytes" }]);
  expect(told).toEqual([]);
});

test("lives on after garbage and half a request", async () => {
  const { port } = server.control;
  await new Promise<void>((resolve) => connect(port, "127.0.0.1").on("error", () => resolve()).on("close", () => resolve()).on("data", () => undefined).end(Buffer.from([0x16, 3, 1, 0, 255])));
  const half = connect(port, "127.0.0.1").on("error", () => undefined);
  await new Promise<void>((resolve) => half.write("GET /lab HT", () => resolve()));
  half.destroy();
  expect(await ask("/lab")).toEqual([200, { pid: 1 }]);
});
