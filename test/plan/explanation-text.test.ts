import { explainPlan } from "../../lib/plan/explain";
import { explanationText } from "../../lib/plan/explanation-text";
import { ANEW, aPlan, managerChanges, nodeChanges, planned, type PlannedChange, switchChange, TRIGGERED } from "../support/plans";

const text = (changes: readonly PlannedChange[], columns?: number): readonly string[] => explanationText(explainPlan(aPlan(changes)), columns);

const CHANGES = [
  ...managerChanges("manager", { vm: { action: "update", after: { automatic_start_delay: 30 } } }),
  ...nodeChanges("oslo-1", { vm: { action: "update", after: { processor_count: 16 } } }),
  ...nodeChanges("oslo-2", { vm: TRIGGERED, disk: TRIGGERED, identity: { ...ANEW, after: { token: "2" } }, entry: TRIGGERED }),
  switchChange("keep"),
  planned("create", "pexip_infinity_device", "a", null, {}),
];

test("in a pipe each machine is one line of aligned columns, then comes the verdict", () => {
  expect(text(CHANGES)).toEqual([
    "manager   powered off, then on   automatic_start_delay 0 -> 30   no meetings end; the Administrator interface is away for minutes",
    "oslo-1    powered off, then on   vCPUs 12 -> 16                  every call on it drops; put it in maintenance mode first",
    "oslo-2    replaced               redeployToken                   every call on it drops; put it in maintenance mode first; its disk and entry are made anew",
    "unchanged: switch Pexip External on hv1",
    "1 object of the platform changes: 1 added",
    "Verdict: replace. 1 of 1 node would be down; 1 of 1 transcoding node of location /api/admin/configuration/v1/system_location/1/ would be down; the Management Node manager restarts; no meetings end; apply one at a time, in this order, and wait until each is in sync:",
    '  terraform apply "-target=hyperv_machine_instance.oslo-1_Vm-hv1_0A1B2C3D"',
    '  terraform apply "-target=pexip_infinity_worker_vm.oslo-2_NodeEntry_0A1B2C3D"',
    "  terraform apply, for what remains",
  ]);
});

test("without changes it is two lines", () => {
  expect(text(nodeChanges("oslo-1"))).toEqual(["unchanged: oslo-1", "Verdict: fine. No changes; nothing happens to calls."]);
  expect(text([])).toEqual(["Verdict: fine. No changes; nothing happens to calls."]);
});

test.each([200, 120, 100, 80, 60, 40, 20])("on a terminal of %i columns no line but a command is wider, and no word is lost", (columns) => {
  const lines = text(CHANGES, columns);
  expect(lines.filter((line) => line.length > columns && !line.startsWith("  terraform apply"))).toEqual([]);
  const words = (all: readonly string[]) => all.join("").replaceAll(" ", "").split("").sort().join("");
  expect(words(lines)).toBe(words(text(CHANGES)));
});

test("a line tells three reasons and how many more there are", () => {
  const after = { processor_count: 16, automatic_start_delay: 1, automatic_stop_action: "Save", checkpoint_type: "Standard", generation: 1 };
  expect(text(nodeChanges("oslo-1", { vm: { action: "update", after } }))[0]).toContain("vCPUs 12 -> 16, automatic_start_delay 0 -> 1, automatic_stop_action none -> Save and 1 more");
});

test("many unchanged machines and many commands are cut, with a way to see all", () => {
  const many = (count: number, change = {}) => Array.from({ length: count }, (_, index) => nodeChanges(`n${String(index).padStart(2, "0")}`, change)).flat();
  expect(text(many(9))[0]).toBe("unchanged: n00, n01, n02, n03, n04, n05 and 3 more");
  const lines = text(many(14, { vm: TRIGGERED }));
  expect(lines.filter((line) => line.includes("-target="))).toHaveLength(12);
  expect(lines.slice(-2)).toEqual(["  and 2 more: --format json has all", "  terraform apply, for what remains"]);
});

test("a command is one word to the shell, also with a key that holds quotes", () => {
  const keyed = (index: string) => planned("update", "hyperv_machine_instance", "web", { name: `a${index}`, notes: "" }, { name: `a${index}`, notes: "x" }, { index });
  expect(text([keyed("a'; rm -rf x"), keyed("b")]).filter((line) => line.includes("-target="))).toEqual([
    `  terraform apply '-target=hyperv_machine_instance.web["a'\\''; rm -rf x"]'`,
    `  terraform apply '-target=hyperv_machine_instance.web["b"]'`,
  ]);
});
