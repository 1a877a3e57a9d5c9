import { readPlan } from "../../lib/plan/plan";
import { aPlan, bytesOf, planJson, planned } from "../support/plans";
import { problemsOf } from "../support/problems";

const SHOW = "terraform show -json plan.tfplan > plan.json";
const SAVE = `save the plan (terraform plan -out=plan.tfplan) and run ${SHOW}`;

const refused = (bytes: Uint8Array | string): readonly string[] => problemsOf(() => readPlan(typeof bytes === "string" ? Buffer.from(bytes) : bytes, "plan.json"));

describe("a plan", () => {
  test("is read with what Terraform says of itself", () => {
    expect(aPlan([planned("update", "hyperv_vhd", "a", { path: "x" }, { path: "y" })])).toMatchObject({
      terraformVersion: "1.11.4",
      errored: false,
      complete: true,
      changes: [{ address: "hyperv_vhd.a", type: "hyperv_vhd", name: "a", module: "", instance: "", kind: "update", before: { path: "x" }, after: { path: "y" } }],
      drift: [],
      deferred: [],
    });
  });

  test.each([
    [["no-op"], "none"],
    [["create"], "create"],
    [["update"], "update"],
    [["delete"], "delete"],
    [["delete", "create"], "replace"],
    [["create", "delete"], "replace"],
    [["create", "forget"], "replace"],
    [["forget"], "forget"],
    [["something-new"], "none"],
  ])("does %j as %s", (actions, kind) => {
    const change = planned("keep", "hyperv_vhd", "a", {}, {});
    expect(aPlan([{ ...change, change: { ...change.change, actions } }]).changes[0].kind).toBe(kind);
  });

  test("has no data sources in it", () => {
    expect(aPlan([planned("read", "hyperv_vhd", "a", {}, {}, { mode: "data" })]).changes).toEqual([]);
  });

  test("may be in modules, and counted", () => {
    const [first, second] = aPlan([planned("keep", "hyperv_vhd", "a", {}, {}, { module: "module.site", index: "x" }), planned("keep", "hyperv_vhd", "a", {}, {}, { index: 0 })]).changes;
    expect([first.module, first.instance, second.instance]).toEqual(["module.site", '["x"]', "[0]"]);
  });

  test("without changes, drift only, or with deferred changes is one too", () => {
    expect(aPlan([]).changes).toEqual([]);
    const one = planned("delete", "hyperv_vhd", "a", {}, null);
    expect(aPlan([], { resource_drift: [one] }).drift).toHaveLength(1);
    expect(aPlan([], { deferred_changes: [{ reason: "provider_config_unknown", resource_change: one }] }).deferred).toHaveLength(1);
  });

  test("names what forces a replacement once each, without indexes", () => {
    expect(aPlan([planned("replace", "hyperv_machine_instance", "a", {}, {}, { replacePaths: [["network_adaptors", 0, "is_legacy"], ["network_adaptors", 1, "is_legacy"], ["path"]] })]).changes[0].replacePaths).toEqual(["network_adaptors.is_legacy", "path"]);
  });

  test.each(["utf16le", "utf8"] as const)("may begin with a byte order mark (%s), as Windows PowerShell writes it", (encoding) => {
    const bytes = Buffer.from(`\ufeff${JSON.stringify(planJson([planned("keep", "hyperv_vhd", "ø", {}, {})]))}`, encoding);
    expect(readPlan(bytes, "plan.json").changes[0].name).toBe("ø");
  });

  test("takes keys that nobody knows yet", () => {
    expect(readPlan(bytesOf({ ...planJson([]), format_version: "1.99", news: [] }), "plan.json").changes).toEqual([]);
  });
});

describe("something else is refused with what it is", () => {
  test.each([
    ["", `plan.json: is empty; run ${SHOW}`],
    ["{", `plan.json: is no JSON; ${SAVE}`],
    ["[]", `plan.json: is JSON, but no plan; run ${SHOW}`],
    ["null", `plan.json: is JSON, but no plan; run ${SHOW}`],
    ['{"resource":{}}', `plan.json: is JSON, but no plan; run ${SHOW}`],
    ['{"version":4,"lineage":"x"}', `plan.json: is a state file, not a plan; save a plan (terraform plan -out=plan.tfplan) and run ${SHOW}`],
    ['{"@level":"info"}\n{"@level":"info"}\n', `plan.json: is the log of terraform plan -json, not a plan; ${SAVE}`],
    ['{"@level":"info"}\n', `plan.json: is the log of terraform plan -json, not a plan; ${SAVE}`],
    ['{"format_version":"1.0","values":{}}', `plan.json: is the state, not a plan: terraform show -json without a file shows the state; save a plan (terraform plan -out=plan.tfplan) and run ${SHOW}`],
    ['{"format_version":"2.0","planned_values":{}}', 'plan.json: has the format version "2.0", and this program reads 1.x, which Terraform 1.1 and later write'],
    ['{"format_version":"0.2","planned_values":{}}', 'plan.json: has the format version "0.2", and this program reads 1.x, which Terraform 1.1 and later write'],
    ['{"format_version":"1.2","planned_values":{},"resource_changes":{}}', `plan.json: holds something else than a plan's resource changes; run ${SHOW}`],
    ['{"format_version":"1.2","planned_values":{},"resource_changes":[1]}', `plan.json: holds something else than a plan's resource changes; run ${SHOW}`],
    ['{"format_version":"1.2","planned_values":{},"resource_changes":[{"change":{}}]}', `plan.json: holds something else than a plan's resource changes; run ${SHOW}`],
  ])("%s", (text, problem) => {
    expect(refused(text)).toEqual([problem]);
  });

  test("a plan in Terraform's own form", () => {
    expect(refused(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0]))).toEqual([`plan.json: is a plan in Terraform's own binary form; run ${SHOW} and give plan.json`]);
  });
});
