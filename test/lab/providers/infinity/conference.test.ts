import type { Attributes } from "../../../../lib/lab/providers/engine/behaviour";
import { answering, type Bench } from "../../infinity/a-manager";
import { Driver } from "./driver";

// infinity-provider.md, section 2.3, conference

async function licensed() {
  const bench = answering();
  bench.make("licence", { entitlement_id: "1111" });
  return { bench, driver: await Driver.of(bench.manager) };
}

const alias = (name: string, description: string | null = null): Attributes => ({ alias: name, description, resource_id: null });
const aliasesOf = ({ manager }: Bench) => (manager.dump().configuration.conference_alias ?? []).map(({ values }) => [values.alias, values.description]);

test("makes its aliases after it, and shows them with their numbers", async () => {
  const { bench, driver } = await licensed();
  const state = await driver.made("conference", { name: "Room", aliases: [alias("room@example.com"), alias("5001", "for telephones")] });
  expect(state.aliases).toEqual([
    { resource_id: 1, alias: "room@example.com", description: null },
    { resource_id: 2, alias: "5001", description: "for telephones" },
  ]);
  expect(aliasesOf(bench)).toEqual([["room@example.com", ""], ["5001", "for telephones"]]);
});

test("changes, removes and makes only the aliases that differ", async () => {
  const { bench, driver } = await licensed();
  const prior = await driver.made("conference", { name: "Room", aliases: [alias("stays"), alias("changes"), alias("goes")] });
  const before = bench.events.length;
  const state = await driver.made("conference", { name: "Room", aliases: [alias("stays"), alias("changes", "now described"), alias("comes")] }, prior);
  expect(bench.events.slice(before)).toEqual(["changed conference_alias 2", "made conference_alias 4", "removed conference_alias 3", "changed conference 1"].map((event) => `manager.example.com ${event}`));
  expect(state.aliases).toEqual([
    { resource_id: 1, alias: "stays", description: null },
    { resource_id: 2, alias: "changes", description: "now described" },
    { resource_id: 4, alias: "comes", description: null },
  ]);
});

test("leaves aliases that it was not told of to others", async () => {
  const { bench, driver } = await licensed();
  const state = await driver.made("conference", { name: "Room" });
  bench.make("conference_alias", { alias: "by.hand@example.com", conference: state.id as string });
  expect((await driver.refresh("conference", state)).state).toMatchObject({ aliases: null });
  expect(await driver.made("conference", { name: "Room 1" }, state)).toMatchObject({ aliases: null });
  expect(aliasesOf(bench)).toEqual([["by.hand@example.com", ""]]);
});

test("finds an alias that exists when it is told of it later, and makes no second one", async () => {
  const { bench, driver } = await licensed();
  const state = await driver.made("conference", { name: "Room" });
  bench.make("conference_alias", { alias: "by.hand@example.com", conference: state.id as string });
  expect(await driver.made("conference", { name: "Room", aliases: [alias("by.hand@example.com")] }, state)).toMatchObject({ aliases: [{ resource_id: 1 }] });
});

test("plans the views and the numbers of its aliases as they are", async () => {
  const { driver } = await licensed();
  const aliases = [alias("one"), alias("two")];
  const prior = await driver.made("conference", { name: "Room", aliases });
  // Terraform finds the elements that stay, and proposes them with their numbers
  const { state, unknown } = await driver.plan("conference", prior, { name: "Room", description: "edited", aliases: prior.aliases });
  expect(state).toMatchObject({ aliases: prior.aliases, host_view: null, guest_view: null });
  expect(unknown.filter((name) => name.endsWith("_view"))).toEqual([]);
});

test("keeps the aliases that are taken out of the configuration altogether", async () => {
  const { bench, driver } = await licensed();
  const state = await driver.made("conference", { name: "Room", aliases: [alias("room@example.com")] });
  expect(await driver.made("conference", { name: "Room", description: "edited" }, state)).toMatchObject({ aliases: null });
  expect(aliasesOf(bench)).toHaveLength(1);
});

test("leaves a conference behind that Terraform does not know when an alias is taken", async () => {
  const { bench, driver } = await licensed();
  await driver.made("conference", { name: "First", aliases: [alias("room@example.com")] });
  const { state, diagnostics } = await driver.apply("conference", null, { name: "Second", aliases: [alias("Room@example.com")] });
  expect(state).toBeNull();
  expect(diagnostics).toEqual([
    {
      summary: "Error Creating Conference Alias",
      detail: 'Could not create alias Room@example.com for Infinity conference: API error 400: Bad Request ({"alias":["Alias with this Alias already exists."]})',
    },
  ]);
  expect(bench.manager.dump().configuration.conference).toHaveLength(2);
});

test("does not send that guests may not present when it is made, and does later", async () => {
  const { driver } = await licensed();
  const config = { name: "Room", guests_can_present: false };
  const state = await driver.made("conference", config);
  expect(state.guests_can_present).toBe(true);
  expect(await driver.made("conference", config, state)).toMatchObject({ guests_can_present: false });
});

test("sends and reads empty texts for what is not said of encryption and completion", async () => {
  const { driver } = await licensed();
  expect(await driver.made("conference", { name: "Room" })).toMatchObject({ crypto_mode: "", on_completion: "", pin: "", ivr_theme: null, automatic_participants: null });
});

test("names a theme by its URI in both directions", async () => {
  const { driver } = await licensed();
  const theme = "/api/admin/configuration/v1/ivr_theme/1/";
  const state = await driver.made("conference", { name: "Room", ivr_theme: theme });
  expect(state.ivr_theme).toBe(theme);
  expect((await driver.refresh("conference", state)).state).toEqual(state);
});

test("shows its PINs to the provider, and so notices another one", async () => {
  const { bench, driver } = await licensed();
  const state = await driver.made("conference", { name: "Room", pin: "123456" });
  bench.ask("PATCH", state.id as string, { pin: "654321" });
  expect((await driver.refresh("conference", state)).state).toMatchObject({ pin: "654321" });
});

test("judges each alias", async () => {
  const { driver } = await licensed();
  const long = "x".repeat(251);
  const detail = `Attribute aliases[Value({"alias":"${long}","description":<null>,"resource_id":<null>})].alias string length must be at most 250, got: 251`;
  expect(await driver.validate("conference", { name: "Room", aliases: [alias(long), alias("y")] })).toEqual([{ summary: "Invalid Attribute Value Length", detail, attribute: ["aliases"] }]);
});

test("a Management Node without a licence refuses it", async () => {
  const driver = await Driver.of(answering().manager);
  expect(await driver.apply("conference", null, { name: "Room" })).toEqual({
    state: null,
    diagnostics: [{ summary: "Error Creating Infinity conference", detail: 'Could not create Infinity conference: API error 400: Bad Request ({"__all__":["The Management Node has no valid license."]})' }],
  });
});

test("an alias of its own keeps a description that is taken away", async () => {
  const { driver } = await licensed();
  const { id } = await driver.made("conference", { name: "Room" });
  const config = { alias: "room@example.com", conference: id };
  const state = await driver.made("conference_alias", { ...config, description: "described" });
  expect(await driver.made("conference_alias", { ...config, alias: "room.1@example.com" }, state)).toMatchObject({ alias: "room.1@example.com", description: "described" });
});
