import { connect } from "node:net";
import { credentials, makeGenericClientConstructor } from "@grpc/grpc-js";
import type { ProviderHandler } from "../../../lib/lab/plugin/handler";
import { Refusal } from "../../../lib/lab/plugin/handler";
import type { MethodName } from "../../../lib/lab/plugin/protocol";
import { providerService } from "../../../lib/lab/plugin/protocol";
import type { ProviderServer } from "../../../lib/lab/plugin/server";
import { reattachProviders, startProviderServer } from "../../../lib/lab/plugin/server";
import { decodeValue, encodeValue, UNKNOWN } from "../../../lib/lab/plugin/values";

const ADDRESS = "registry.terraform.io/example/thing";
const SCHEMA = {
  provider: { block: { attributes: { host: { type: "string", required: true } } } },
  resource_schemas: { thing: { version: 1, block: { attributes: { id: { type: "string", computed: true } } } } },
};
const Client = makeGenericClientConstructor(providerService, "Provider");

interface Reply {
  diagnostics: { severity: string; summary: string; detail: string; attribute: unknown }[];
  [field: string]: unknown;
}

type Ask = (method: MethodName, request?: object) => Promise<Reply>;

async function served(handler: ProviderHandler | undefined, body: (ask: Ask, server: ProviderServer) => Promise<void>) {
  const server = await startProviderServer({ address: ADDRESS, schema: SCHEMA, handler });
  const client = new Client(`127.0.0.1:${server.port}`, credentials.createInsecure());
  const ask: Ask = (method, request = {}) =>
    new Promise((resolve, reject) => {
      client[method](request, (error: Error | null, reply: Reply) => (error ? reject(error) : resolve(reply)));
    });
  try {
    await body(ask, server);
  } finally {
    client.close();
    await server.stop();
  }
}

test("the schema is served with the capabilities that spare Terraform work", () =>
  served(undefined, async (ask) => {
    const reply = await ask("GetProviderSchema");
    expect(reply).toMatchObject({
      provider: { block: { attributes: [{ name: "host", type: Buffer.from('"string"'), required: true }] } },
      resource_schemas: { thing: { version: 1, block: { attributes: [{ name: "id", computed: true }] } } },
      server_capabilities: { plan_destroy: true, get_provider_schema_optional: true },
    });
  }));

test("without a handler every validation passes", () =>
  served(undefined, async (ask) => {
    const request = { type_name: "thing", config: encodeValue({ id: null }) };
    for (const method of ["ValidateResourceConfig", "ValidateDataResourceConfig"] as const) {
      expect(await ask(method, request)).toEqual({ diagnostics: [] });
    }
    expect(await ask("ValidateProviderConfig", { config: encodeValue({ host: "x" }) })).toEqual({ diagnostics: [] });
    expect(await ask("StopProvider")).toEqual({ Error: "" });
  }));

test.each([
  ["ConfigureProvider", "configuring the provider is not supported here"],
  ["UpgradeResourceState", "reading the state of thing is not supported here"],
  ["ReadResource", "refreshing thing is not supported here"],
  ["PlanResourceChange", "planning thing is not supported here"],
  ["ApplyResourceChange", "applying thing is not supported here"],
  ["ImportResourceState", "importing thing is not supported here"],
  ["ReadDataSource", "reading the data source thing is not supported here"],
] as const)("without a handler %s is refused by name", (method, summary) =>
  served(undefined, async (ask) => {
    const { diagnostics } = await ask(method, method === "ConfigureProvider" ? {} : { type_name: "thing" });
    expect(diagnostics).toMatchObject([{ severity: "ERROR", summary }]);
  }),
);

test("a method of a later protocol is refused by gRPC, by name", () =>
  served(undefined, async (_ask, server) => {
    const method = { ...providerService.StopProvider, path: "/tfplugin6.Provider/CallFunction" };
    const client = new (makeGenericClientConstructor({ CallFunction: method }, "Provider"))(
      `127.0.0.1:${server.port}`,
      credentials.createInsecure(),
    );
    const error = await new Promise<Error>((resolve) => client.CallFunction({}, resolve));
    client.close();
    expect(error.message).toBe(
      "12 UNIMPLEMENTED: The server does not implement the method /tfplugin6.Provider/CallFunction",
    );
  }));

test("a handler gets values, and its answer and its findings reach Terraform", () =>
  served(
    {
      planResourceChange: ({ typeName, priorState, proposedState, config }, { peer }) => ({
        state: { typeName, priorState, proposedState, config, id: UNKNOWN, peer: peer.split(":")[0] },
        requiresReplace: [["id"], ["disks", 0, "path"], ["tags", { key: "a" }]],
        private: Buffer.from("noted"),
        legacyTypeSystem: true,
        diagnostics: [{ severity: "warning", summary: "slow disk", attribute: ["disks", 1] }],
      }),
    },
    async (ask) => {
      const reply = await ask("PlanResourceChange", {
        type_name: "thing",
        proposed_new_state: encodeValue({ id: null }),
        config: encodeValue({}),
      });
      expect(decodeValue(reply.planned_state as object)).toEqual({
        typeName: "thing",
        priorState: null,
        proposedState: { id: null },
        config: {},
        id: UNKNOWN,
        peer: "127.0.0.1",
      });
      expect(reply).toMatchObject({
        requires_replace: [
          { steps: [{ attribute_name: "id" }] },
          { steps: [{ attribute_name: "disks" }, { element_key_int: 0 }, { attribute_name: "path" }] },
          { steps: [{ attribute_name: "tags" }, { element_key_string: "a" }] },
        ],
        planned_private: Buffer.from("noted"),
        legacy_type_system: true,
        diagnostics: [{ severity: "WARNING", summary: "slow disk", detail: "", attribute: { steps: [{}, {}] } }],
      });
    },
  ));

test("a state comes as the JSON of the state file and goes back as a value", () =>
  served({ upgradeResourceState: ({ version, state }) => ({ state: { version, was: state } }) }, async (ask) => {
    const raw_state = { json: Buffer.from('{"id":"7"}') };
    const reply = await ask("UpgradeResourceState", { type_name: "thing", version: 4, raw_state });
    expect(decodeValue(reply.upgraded_state as object)).toEqual({ version: 4, was: { id: "7" } });
  }));

test("an import answers with the resources it found", () =>
  served({ importResourceState: ({ typeName, id }) => ({ resources: [{ typeName, state: { id } }] }) }, async (ask) => {
    const reply = await ask("ImportResourceState", { type_name: "thing", id: "7" });
    const [resource] = reply.imported_resources as { type_name: string; state: object }[];
    expect(resource.type_name).toBe("thing");
    expect(decodeValue(resource.state)).toEqual({ id: "7" });
  }));

test("what a handler throws is an error that Terraform can show, and an apply keeps the prior state", () =>
  served(
    {
      applyResourceChange: () => Promise.reject(new Error("the host is out of memory")),
      readResource: () => {
        throw new Refusal([{ summary: "401", detail: "wrong password", attribute: ["password"] }]);
      },
    },
    async (ask) => {
      const prior_state = encodeValue({ id: "7" });
      const applied = await ask("ApplyResourceChange", { type_name: "thing", prior_state });
      expect(applied.diagnostics).toMatchObject([{ severity: "ERROR", summary: "the host is out of memory" }]);
      expect(decodeValue(applied.new_state as object)).toEqual({ id: "7" });
      const read = await ask("ReadResource", { type_name: "thing" });
      expect(read.diagnostics).toMatchObject([
        { severity: "ERROR", summary: "401", detail: "wrong password", attribute: { steps: [{}] } },
      ]);
    },
  ));

test("Terraform is told a loopback port of this process", () =>
  served(undefined, async (_ask, server) => {
    expect(JSON.parse(reattachProviders([server]))).toEqual({
      [ADDRESS]: {
        Protocol: "grpc",
        ProtocolVersion: 6,
        Pid: process.pid,
        Test: true,
        Addr: { Network: "tcp", String: `127.0.0.1:${server.port}` },
      },
    });
  }));

test("a server stops while a call is under way", () =>
  served({ readResource: () => new Promise(() => undefined) }, async (ask, server) => {
    const pending = ask("ReadResource", { type_name: "thing" });
    const refused = expect(pending).rejects.toThrow(/CANCELLED|UNAVAILABLE/);
    await ask("GetProviderSchema");
    await server.stop();
    await refused;
  }));

test("a stopped server has ended its connections and freed its port", async () => {
  let port = 0;
  await served(undefined, async (ask, server) => {
    port = server.port;
    await ask("GetProviderSchema");
    await server.stop();
  });
  const error = await new Promise<NodeJS.ErrnoException>((resolve) => {
    connect(port, "127.0.0.1").on("error", resolve);
  });
  expect(error.code).toBe("ECONNREFUSED");
});
