import { reattachProviders, startProviderServer } from "../../../../lib/lab/plugin/server";
import { INFINITY_PROVIDER_ADDRESS } from "../../../../lib/lab/providers/infinity/provider";
import { answering, type Bench, NODE, withEntry } from "../../infinity/a-manager";
import { testWithTerraform } from "../../../support/test-with-terraform";
import { rehearse } from "../hyperv/rehearsal";
import { configuration, networkOf, provider, SCHEMA, serve } from "./an-infinity-provider";

// several commands of a real program in each, beside other tests
jest.setTimeout(60_000);

/** What Terraform says, without its frames and line breaks. */
const unwrapped = (text: string): string => text.replace(/[│╷╵]/g, " ").replace(/\s+/g, " ");

const locations = ({ manager }: Bench) => (manager.dump().configuration.system_location ?? []).map(({ values }) => values.name);

testWithTerraform("a location that was made by hand is imported by its number, and then there is nothing to do", async () => {
  const bench = answering();
  bench.make("system_location", { name: "By hand", description: "clicked", dns_servers: ["/api/admin/configuration/v1/dns_server/1/"], mtu: 1400 });
  const location = { name: "By hand", description: "clicked", dns_servers: ["/api/admin/configuration/v1/dns_server/1/"], mtu: 1400 };
  const wanted = configuration({ pexip_infinity_system_location: { oslo: location } }, { import: [{ to: "pexip_infinity_system_location.oslo", id: "1" }] });
  await rehearse(await serve(bench.manager), wanted, async ({ apply, plan }) => {
    expect(await apply()).toContain("Resources: 1 imported, 0 added, 0 changed, 0 destroyed.");
    expect(await plan()).toContain("No changes.");
  });
  expect(locations(bench)).toEqual(["By hand"]);
});

testWithTerraform("an import by URI, or of nothing, says what is wrong", async () => {
  const wanted = (id: string) => configuration({ pexip_infinity_dns_server: { one: { address: "10.44.0.53" } } }, { import: [{ to: "pexip_infinity_dns_server.one", id }] });
  await rehearse(await serve(answering().manager), wanted("/api/admin/configuration/v1/dns_server/1/"), async ({ configure, run }) => {
    expect(unwrapped((await run("plan")).stderr)).toContain("Error: Invalid Import ID");
    configure(wanted("99"));
    expect(unwrapped((await run("plan")).stderr)).toContain("Error: Infinity DNS Server Not Found");
  });
});

testWithTerraform("a Management Node without a licence refuses a room, and takes it with one", async () => {
  const bench = answering();
  const room = { name: "Room", aliases: [{ alias: "room@example.com" }, { alias: "5001", description: "for telephones" }] };
  await rehearse(await serve(bench.manager), configuration({ pexip_infinity_conference: { room } }), async ({ configure, run, apply, plan }) => {
    const refusal = unwrapped((await run("apply", "-auto-approve")).stderr);
    expect(refusal).toContain("Error: Error Creating Infinity conference");
    expect(refusal).toContain("Could not create Infinity conference: API error 400: Bad Request");
    expect(refusal).toContain("has no valid license");
    configure(configuration({ pexip_infinity_licence: { licence: { entitlement_id: "1111 2222" } }, pexip_infinity_conference: { room: { ...room, depends_on: ["pexip_infinity_licence.licence"] } } }));
    expect(await apply()).toContain("Resources: 2 added");
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("a wrong password is refused, and is nowhere in what Terraform says", async () => {
  const bench = answering();
  const wanted = configuration({ pexip_infinity_dns_server: { one: { address: "10.0.0.53" } } }, { provider: { pexip: { address: "https://manager.example.com", username: "admin", password: "mistyped-secret" } } });
  await rehearse(await serve(bench.manager), wanted, async ({ run }) => {
    const { stdout, stderr } = await run("apply", "-auto-approve");
    expect(unwrapped(stderr)).toContain("Error Creating Infinity DNS server");
    expect(unwrapped(stderr)).toContain("API error 401: Unauthorized");
    expect(stdout + stderr + bench.events.join()).not.toContain("mistyped-secret");
  });
});

testWithTerraform("a refresh outlasts two answers that say to come back later", async () => {
  const bench = answering();
  await rehearse(await serve(bench.manager), configuration({ pexip_infinity_dns_server: { one: { address: "10.0.0.53" } } }), async ({ apply, plan }) => {
    await apply();
    bench.faults.add({ name: "api-503", times: 2 });
    expect(await plan()).toContain("No changes.");
    bench.faults.add({ name: "api-429", times: 2 });
    expect(await plan()).toContain("No changes.");
  });
  expect(bench.events.filter((event) => event.includes("answered 503"))).toHaveLength(2);
  expect(bench.events.filter((event) => event.includes("answered 429"))).toHaveLength(2);
});

testWithTerraform("a creation that is tried again goes out empty, is refused, and succeeds with the next apply", async () => {
  const bench = answering();
  await rehearse(await serve(bench.manager), configuration({ pexip_infinity_system_location: { oslo: { name: "Oslo" } } }), async ({ run, apply, plan }) => {
    bench.faults.add({ name: "api-503" });
    expect(unwrapped((await run("apply", "-auto-approve")).stderr)).toContain("Could not create Infinity system location: API error 400: Request is not valid JSON.");
    expect(locations(bench)).toEqual([]);
    expect(await apply()).toContain("Resources: 1 added");
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("an empty set, and guests who may not present, are results that Terraform finds inconsistent", async () => {
  const bench = answering();
  bench.make("licence", { entitlement_id: "1111" });
  const wanted = configuration({
    pexip_infinity_system_location: { oslo: { name: "Oslo", dns_servers: [] } },
    pexip_infinity_conference: { room: { name: "Room", guests_can_present: false } },
  });
  await rehearse(await serve(bench.manager), wanted, async ({ run }) => {
    const said = unwrapped((await run("apply", "-auto-approve")).stderr);
    expect(said.match(/Error: Provider produced inconsistent result after apply/g)).toHaveLength(2);
    expect(said).toContain(".dns_servers: was cty.SetValEmpty(cty.String), but now null");
    expect(said).toContain(".guests_can_present: was cty.False, but now cty.True");
  });
});

testWithTerraform("an edit of a room leaves its aliases alone, and an edit of its aliases the others", async () => {
  const bench = answering();
  bench.make("licence", { entitlement_id: "1111" });
  const rooms = (description: string, third: string) =>
    configuration({ pexip_infinity_conference: { room: { name: "Room", description, aliases: [{ alias: "one" }, { alias: "two", description: "second" }, { alias: third }] } } });
  await rehearse(await serve(bench.manager), rooms("first", "three"), async ({ configure, apply, plan }) => {
    await apply();
    configure(rooms("edited", "three"));
    const before = bench.events.length;
    expect(await apply()).toContain("Resources: 0 added, 1 changed, 0 destroyed.");
    expect(bench.events.slice(before)).toEqual(["manager.example.com changed conference 1"]);
    configure(rooms("edited", "four"));
    expect(await apply()).toContain("Resources: 0 added, 1 changed, 0 destroyed.");
    expect(bench.events.slice(before + 1)).toEqual([/made conference_alias 4$/, /removed conference_alias [123]$/, /changed conference 1$/].map((event) => expect.stringMatching(event)));
    const aliases = bench.manager.dump().configuration.conference_alias.map(({ values }) => [values.alias, values.description]);
    expect(aliases.sort()).toEqual([["four", ""], ["one", ""], ["two", "second"]]);
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("the configuration of a node is sensitive, and an edit empties it", async () => {
  const bench = answering();
  const node = (description: string) =>
    configuration(
      { pexip_infinity_system_location: { oslo: { name: "Oslo" } }, pexip_infinity_worker_vm: { oslo_1: { ...NODE, description, system_location: "${pexip_infinity_system_location.oslo.id}" } } },
      { output: { length: { value: "${length(pexip_infinity_worker_vm.oslo_1.config)}", sensitive: true } } },
    );
  await rehearse(await serve(bench.manager), node("first"), async ({ configure, run, apply, plan }) => {
    await apply();
    expect(Number((await run("output", "-raw", "length")).stdout)).toBeGreaterThan(100);
    expect((await run("show")).stdout).toMatch(/config\s+= \(sensitive value\)/);
    configure(node("second"));
    await apply();
    expect((await run("output", "-raw", "length")).stdout).toBe("0");
    expect(await plan()).toContain("No changes.");
  });
});

testWithTerraform("an imported node is changed once, and then there is nothing to do", async () => {
  const bench = answering();
  const { uri } = withEntry(bench);
  const wanted = configuration({ pexip_infinity_worker_vm: { oslo_1: { ...NODE, system_location: "/api/admin/configuration/v1/system_location/1/" } } }, { import: [{ to: "pexip_infinity_worker_vm.oslo_1", id: "1" }] });
  await rehearse(await serve(bench.manager), wanted, async ({ apply, plan }) => {
    expect(await apply()).toContain("Resources: 1 imported, 0 added, 1 changed, 0 destroyed.");
    expect(await plan()).toContain("No changes.");
  });
  expect(bench.read(uri)).toMatchObject({ name: "oslo-1" });
});

testWithTerraform("two provider blocks reach two Management Nodes", async () => {
  const [oslo, bergen] = [answering({ name: "oslo" }), answering({ name: "bergen" })];
  const handler = provider(networkOf({ "oslo.example.com": oslo.manager, "bergen.example.com": bergen.manager }));
  const server = await startProviderServer({ address: INFINITY_PROVIDER_ADDRESS, schema: SCHEMA, handler });
  expect(reattachProviders([server])).toContain(INFINITY_PROVIDER_ADDRESS);
  const block = (alias: string) => ({ alias, address: `https://${alias}.example.com`, username: "admin", password: "wizard-secret" });
  const wanted = configuration(
    { pexip_infinity_system_location: { oslo: { name: "Oslo", provider: "pexip.oslo" }, bergen: { name: "Bergen", provider: "pexip.bergen" } } },
    { provider: { pexip: [block("oslo"), block("bergen")] } },
  );
  await rehearse(server, wanted, async ({ apply, plan }) => {
    await apply();
    expect(await plan()).toContain("No changes.");
  });
  expect([locations(oslo), locations(bergen)]).toEqual([["Oslo"], ["Bergen"]]);
});

testWithTerraform("what the lab does not model is refused by its name", async () => {
  await rehearse(await serve(answering().manager), configuration({ pexip_infinity_mjx_integration: { one: { name: "one-touch join" } } }), async ({ run }) => {
    expect(unwrapped((await run("plan")).stderr)).toContain("the lab does not model the resource pexip_infinity_mjx_integration");
  });
});
