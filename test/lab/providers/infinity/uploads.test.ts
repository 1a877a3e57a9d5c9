import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asText } from "../../../../lib/lab/providers/engine/members";
import { answering } from "../../infinity/a-manager";
import { Driver } from "./driver";

// infinity-provider.md, section 2.3, ivr_theme / webapp_branding

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "uploads-test-"));
  writeFileSync(join(folder, "theme.zip"), "PK\u0003\u0004");
  writeFileSync(join(folder, "theme.txt"), "no archive");
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string): string => join(folder, name);

test("uploads branding, and goes by a UUID", async () => {
  const bench = answering();
  const driver = await Driver.of(bench.manager);
  const state = await driver.made("webapp_branding", { name: "Example", webapp_type: "webapp3", branding_file: file("theme.zip") });
  expect(state).toMatchObject({ id: `/api/admin/configuration/v1/webapp_branding/${asText(state.uuid)}/`, branding_file: file("theme.zip"), last_updated: "2026-01-01 00:01:00 +0000 UTC" });
  expect((await driver.refresh("webapp_branding", state)).state).toEqual(state);
  expect((await driver.import("webapp_branding", state.uuid as string)).state).toMatchObject({ name: "Example", branding_file: "" });
  expect(await driver.destroy("webapp_branding", state)).toEqual({ state: null, diagnostics: [] });
  expect(bench.manager.dump().configuration.webapp_branding).toBeUndefined();
});

test("changes branding in place, but not its file", async () => {
  const driver = await Driver.of(answering().manager);
  const config = { name: "Example", webapp_type: "webapp3", branding_file: file("theme.zip") };
  const state = await driver.made("webapp_branding", config);
  expect(await driver.made("webapp_branding", { ...config, name: "Renamed" }, state)).toMatchObject({ uuid: state.uuid, name: "Renamed" });
  expect((await driver.plan("webapp_branding", state, { ...config, branding_file: file("other.zip") })).requiresReplace).toEqual([["branding_file"]]);
});

test.each([
  ["webapp_branding", { name: "Example", webapp_type: "webapp3" }, "branding_file", "Error Opening Branding File"],
  ["ivr_theme", { name: "Example" }, "package", "Error Opening Package File"],
])("says which file of %s is not there", async (type, config, attribute, summary) => {
  const bench = answering();
  const before = bench.events.length;
  const driver = await Driver.of(bench.manager);
  const path = file("missing.zip");
  expect((await driver.apply(type, null, { ...config, [attribute]: path })).diagnostics).toEqual([{ summary, detail: `Could not open package file at path '${path}': open ${path}: no such file or directory` }]);
  expect(bench.events).toHaveLength(before);
});

test.each([
  ["webapp_branding", { name: "Example", webapp_type: "webapp3" }, "branding_file", "webapp branding"],
  ["ivr_theme", { name: "Example" }, "package", "IVR theme"],
])("notices that the file of %s is a folder when it writes the request", async (type, config, attribute, noun) => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.apply(type, null, { ...config, [attribute]: folder })).diagnostics).toEqual([
    { summary: `Error Creating Infinity ${noun}`, detail: `Could not create Infinity ${noun}: failed to write file content: read ${folder}: is a directory` },
  ]);
});

test("hands on what the API says of a file that is no archive", async () => {
  const driver = await Driver.of(answering().manager);
  expect((await driver.apply("ivr_theme", null, { name: "Example", package: file("theme.txt") })).diagnostics).toEqual([
    { summary: "Error Creating Infinity IVR theme", detail: 'Could not create Infinity IVR theme: API error 400: Bad Request ({"package":["Upload a valid ZIP file."]})' },
  ]);
});

test("a theme may have no package, and gets one later", async () => {
  const driver = await Driver.of(answering().manager);
  const state = await driver.made("ivr_theme", { name: "Example" });
  expect(state).toMatchObject({ package: null, uuid: expect.stringMatching(/^[0-9a-f-]{36}$/) });
  expect(await driver.made("ivr_theme", { name: "Example", package: file("theme.zip") }, state)).toMatchObject({ resource_id: state.resource_id, package: file("theme.zip") });
  expect((await driver.import("ivr_theme", asText(state.resource_id))).state).toMatchObject({ name: "Example", package: "" });
});
