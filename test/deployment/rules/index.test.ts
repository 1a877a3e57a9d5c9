import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { judgeModel } from "../../../lib/deployment/judgement";
import type { DeploymentRecord } from "../../../lib/deployment/model";
import { ACCEPTANCE_WITHOUT_EFFECT, RULES } from "../../../lib/deployment/rules";
import { aHost, aNode, aSwitch, sound } from "../../support/records";

const ALL = [ACCEPTANCE_WITHOUT_EFFECT, ...RULES];

test("ids are PXH and three digits, ascending, and used once", () => {
  const ids = ALL.map(({ id }) => id);
  expect(ids.filter((id) => !/^PXH\d{3}$/.test(id))).toEqual([]);
  expect(ids).toEqual([...new Set(ids)].sort());
});

test.each(ALL.map((rule) => [rule.id, rule] as const))("%s says what it asks, why, and where that comes from", (_, { title, why, source }) => {
  expect(title).toMatch(/^[A-Z].*\.$/);
  expect(why).toMatch(/^[A-Z].*\.$/);
  expect(source).toMatch(/\S/);
});

/** Everything that the tests of the model and of the constructs say. */
function testTexts(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".test.ts"))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}

test("every rule is named, with its severity, in the expected text of a test", () => {
  const texts = testTexts(join(__dirname, "..", ".."));
  const word = { error: "error", refusal: "refused", warning: "warning" };
  expect(ALL.filter(({ id, severity }) => !new RegExp(`${word[severity]} ${id} `).test(texts)).map(({ id }) => id)).toEqual([]);
});

/** A thousand nodes with a dual interface, ten on each host. */
function large(): readonly DeploymentRecord[] {
  const { records, systemLocation } = sound();
  const more: DeploymentRecord[] = [];
  for (let index = 0; index < 100; index++) {
    const host = aHost({}, `host${index}`);
    const externalSwitch = aSwitch(host, {}, `lan${index}`);
    const nodes = Array.from({ length: 10 }, (_, node) =>
      aNode({ host, externalSwitch, systemLocation }, `n${index}-${node}`, { address: `10.${50 + node}.${index}.7`, gateway: `10.${50 + node}.${index}.1`, secondaryAddress: `10.99.${index}.${node + 2}`, secondaryNetmask: "255.255.255.0" }),
    );
    more.push(host, externalSwitch, ...nodes);
  }
  return [...records, ...more];
}

test("a thousand nodes are judged alike twice, whatever came before", () => {
  const records = large();
  const once = judgeModel({ records, acceptances: [] });
  const again = judgeModel({ records: structuredClone(records), acceptances: [] });
  expect(once.problems.length).toBeGreaterThan(100);
  expect(again).toEqual(once);
});

test("a model without records has no problem", () => {
  expect(judgeModel({ records: [], acceptances: [] })).toEqual({ problems: [], rulesRun: RULES.length });
});
