import type { ApiBody, ApiResponse } from "../../../../lib/lab/infinity/api-response";
import { empty, json } from "../../../../lib/lab/infinity/api-response";
import { NotAnsweringError } from "../../../../lib/lab/infinity/management-node";
import { ApiClient } from "../../../../lib/lab/providers/infinity/api-client";
import type { ManagerLogin, ManagerNetwork } from "../../../../lib/lab/providers/infinity/management-api";
import { AcceleratedClock, type LabClock, ManualClock } from "../../../../lib/lab/world/clock";

interface Request {
  readonly method: string;
  readonly path: string;
  readonly body: ApiBody;
  readonly login?: ManagerLogin;
}

const LOGIN = { username: "admin", password: "secret" };

/** A client, and a network that gives these answers in turn. */
function client(answers: readonly (ApiResponse | string | Error)[], { address = "https://manager.example.com", clock }: { readonly address?: string; readonly clock?: LabClock } = {}) {
  const heard: Request[] = [];
  const left = [...answers];
  const network: ManagerNetwork = {
    reach: () => {
      const next = left.shift()!;
      if (typeof next === "string") return { unreachable: next };
      return {
        request: (method, path, body, login) => {
          heard.push({ method, path, body, login });
          if (next instanceof Error) throw next;
          return next;
        },
      };
    },
  };
  return { heard, left, client: new ApiClient({ address: new URL(address), insecure: false, login: LOGIN }, network, clock ?? new AcceleratedClock(100_000)) };
}

const { signal } = new AbortController();
const PATH = "/api/admin/configuration/v1/dns_server/1/";

test("asks with the login of the block, below the address of the block", async () => {
  const { client: one, heard } = client([json(200, { id: 1 })], { address: "https://proxy.example.com/pexip/" });
  expect(await one.get("dns_server/1/", signal)).toEqual({ id: 1 });
  expect(heard).toEqual([{ method: "GET", path: `/pexip${PATH}`, body: undefined, login: LOGIN }]);
});

test("asks below one slash where the endpoint brings its own", async () => {
  const { client: one, heard } = client([json(200, { id: 1 })]);
  await one.get("licence//api/x//", signal);
  expect(heard[0].path).toBe("/api/admin/configuration/v1/licence/api/x/");
});

test.each([429, 500, 502, 503, 504])("asks again twice after %d, and is content with what comes then", async (status) => {
  const { client: one, heard } = client([empty(status), empty(status), json(200, { id: 1 })]);
  expect(await one.get("dns_server/1/", signal)).toEqual({ id: 1 });
  expect(heard).toHaveLength(3);
});

test.each([400, 401, 403, 404, 405, 501])("does not ask again after %d", async (status) => {
  const { client: one, heard } = client([empty(status), json(200, {})]);
  await expect(one.get("dns_server/1/", signal)).rejects.toThrow(`API error ${status}: `);
  expect(heard).toHaveLength(1);
});

test("gives up after three attempts, with what the last one said", async () => {
  const { client: one } = client([empty(503), empty(503), empty(503)]);
  await expect(one.get("dns_server/1/", signal)).rejects.toThrow("API error 503: Service Unavailable");
});

test("sends an empty body when it tries again after an answer", async () => {
  const { client: one, heard } = client([empty(503), empty(201)]);
  await one.send("POST", "dns_server/", { address: "10.0.0.53" }, signal);
  expect(heard.map(({ body }) => body)).toEqual([{ address: "10.0.0.53" }, undefined]);
});

test("sends the body again when there was no connection", async () => {
  const { client: one, heard } = client(["dial tcp 10.44.0.10:443: connect: connection refused", empty(201)]);
  await one.send("POST", "dns_server/", { address: "10.0.0.53" }, signal);
  expect(heard.map(({ body }) => body)).toEqual([{ address: "10.0.0.53" }]);
});

test("says who could not be reached, and how often it tried", async () => {
  const cause = "dial tcp: lookup manager.example.com: no such host";
  const { client: one } = client([cause, cause, cause]);
  const failure = await one.get("dns_server/1/", signal).catch((error: unknown) => error);
  expect(failure).toMatchObject({ message: `failed to perform HTTP request after 3 attempts: Get "https://manager.example.com${PATH}": ${cause}`, saysLookup: true, saysNotFound: false });
});

test("takes a Management Node that does not answer for a refused connection", async () => {
  const off = new NotAnsweringError("manager");
  const { client: one } = client([off, off, off], { address: "https://10.44.0.10:8443" });
  await expect(one.get("dns_server/1/", signal)).rejects.toThrow("dial tcp 10.44.0.10:8443: connect: connection refused");
});

test("takes a port with 404 in it for an answer that says so", async () => {
  const cause = "dial tcp 127.0.0.1:8404: connect: connection refused";
  const { client: one } = client([cause, cause, cause], { address: "https://127.0.0.1:8404" });
  expect(await one.get("dns_server/1/", signal).catch((error: unknown) => error)).toMatchObject({ saysNotFound: true });
});

test.each([
  [json(400, { name: ["This field is required."] }), 'API error 400: Bad Request ({"name":["This field is required."]})'],
  [json(400, { error: "no" }), 'API error 400: no ({"error":"no"})'],
  [json(400, { error: "no", details: "because" }), "API error 400: no (because)"],
  [json(400, { error: { name: "no" } }), 'API error 400: Bad Request ({"error":{"name":"no"}})'],
  [empty(404), "API error 404: Not Found"],
])("words the refusal %j as the client of the provider does", async (answer, text) => {
  await expect(client([answer]).client.get("dns_server/1/", signal)).rejects.toThrow(text);
});

test("pauses one second and then two, on the lab's clock", async () => {
  const clock = new ManualClock();
  const { client: one, heard } = client([empty(503), empty(503), json(200, {})], { clock });
  const answer = one.get("dns_server/1/", signal);
  const counts: number[] = [];
  for (const pass of [0, 999, 1, 1999, 1]) {
    clock.advance(pass);
    await new Promise(setImmediate);
    counts.push(heard.length);
  }
  expect(counts).toEqual([1, 1, 2, 2, 3]);
  await expect(answer).resolves.toEqual({});
});

test("stops waiting when Terraform is interrupted", async () => {
  const interrupt = new AbortController();
  const { client: one, heard } = client([empty(503), json(200, {})], { clock: new ManualClock() });
  const answer = one.get("dns_server/1/", interrupt.signal);
  await new Promise(setImmediate);
  interrupt.abort();
  await expect(answer).rejects.toThrow("context canceled");
  expect(heard).toHaveLength(1);
});

test("does not take a page for an object", async () => {
  await expect(client([{ status: 200, headers: { "Content-Type": "text/html" }, body: "<html>" }]).client.get("dns_server/1/", signal)).rejects.toThrow("failed to unmarshal JSON response");
});
