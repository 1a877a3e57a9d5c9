import { answering } from "../../infinity/a-manager";
import { Driver } from "./driver";

// infinity-provider.md, section 2.3, licence

async function withLicence() {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const config = { entitlement_id: "1111 2222 3333" };
  return { bench, driver, config, state: await driver.made("licence", config) };
}

test("keeps the spaces of the configuration, where the API has none", async () => {
  const { bench, driver, config, state } = await withLicence();
  expect(state).toMatchObject({ entitlement_id: "1111 2222 3333", offline_mode: false, status: "active" });
  expect(bench.read(state.id as string)).toMatchObject({ entitlement_id: "111122223333", fulfillment_id: state.fulfillment_id });
  expect((await driver.refresh("licence", state)).state).toEqual(state);
  expect((await driver.plan("licence", state, config)).requiresReplace).toEqual([]);
});

test("is imported by its fulfillment id, without spaces, and so replaced when the configuration has some", async () => {
  const { driver, config, state } = await withLicence();
  const { state: imported } = await driver.import("licence", state.fulfillment_id as string);
  expect(imported).toMatchObject({ entitlement_id: "111122223333" });
  expect((await driver.plan("licence", imported, config)).requiresReplace).toEqual([["entitlement_id"]]);
});

test("cannot be changed", async () => {
  const { driver, config, state } = await withLicence();
  const { state: after, diagnostics } = await driver.apply("licence", state, { ...config, offline_mode: true });
  expect(diagnostics).toEqual([{ summary: "Update Not Supported", detail: "Licence resources cannot be updated. To change licence settings, you must delete and recreate the resource." }]);
  expect(after).toEqual(state);
});

test("is returned when it is destroyed", async () => {
  const { bench, driver, state } = await withLicence();
  expect(await driver.destroy("licence", state)).toEqual({ state: null, diagnostics: [] });
  expect(bench.manager.dump().configuration.licence).toBeUndefined();
});

test("is not found when it is to be activated by hand", async () => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.apply("licence", null, { entitlement_id: "4444", offline_mode: true })).diagnostics).toEqual([
    { summary: "Fulfillment ID Not Found", detail: "Could not find fulfillment ID for the provided entitlement ID after creation" },
  ]);
});

test("is not found by an id that there is not", async () => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.import("licence", "none")).diagnostics).toEqual([{ summary: "Infinity Licence Not Found", detail: "Infinity licence with fulfillment ID none not found." }]);
});
