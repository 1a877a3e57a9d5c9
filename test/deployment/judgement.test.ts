import { blocking, judgeModel, ruleProblemText, warnings } from "../../lib/deployment/judgement";
import type { Acceptance } from "../../lib/deployment/model";
import { judged, sound } from "../support/records";

/** An error, a refusal and a warning at the nodes, and a refusal above them. */
const mixed = sound({ host: { winrm: { insecure: true } }, node1: { vcpus: 17, sipTlsFqdn: undefined }, node2: { vcpus: 10, memoryMib: 10241 } }).records;

const error = "error PXH015 platform/oslo-2: memoryMib 10241 is not a positive multiple of 4; give 10240 or 10244";
const unverified = "refused PXH100 manager/hv1: winrm.insecure true leaves the host's certificate unverified; give caCertificatePath (and tlsServerName) instead, or accept it with a reason";
const spanning = expect.stringMatching(/^refused PXH012 platform\/oslo-1: vcpus 17 /);
const nameless = expect.stringMatching(/^warning PXH059 platform\/oslo-1: /);
const memory = expect.stringMatching(/^warning PXH017 platform\/oslo-2: /);

test("errors come first, then refusals, then warnings, each by path and rule", () => {
  expect(judged(mixed)).toEqual([error, unverified, spanning, nameless, memory]);
  expect(judged([...mixed].reverse())).toEqual([error, unverified, spanning, nameless, memory]);
});

test("errors and refusals block, warnings do not", () => {
  const judgement = judgeModel({ records: mixed, acceptances: [] });
  expect(blocking(judgement).map(ruleProblemText)).toEqual([error, unverified, spanning]);
  expect(warnings(judgement).map(ruleProblemText)).toEqual([nameless, memory]);
});

function judgedWith(...acceptances: readonly Acceptance[]): { readonly blocking: readonly string[]; readonly warnings: readonly string[]; readonly reasons: readonly string[] } {
  const judgement = judgeModel({ records: mixed, acceptances });
  const reasons = judgement.problems.flatMap(({ rule, path, accepted }) => (accepted === undefined ? [] : [`${rule} ${path}: ${accepted}`]));
  return { blocking: blocking(judgement).map(ruleProblemText), warnings: warnings(judgement).map(ruleProblemText), reasons };
}

const reason = "a laboratory";

test("an accepted refusal does not block, and its reason is kept", () => {
  expect(judgedWith({ rule: "PXH012", at: "platform/oslo-1", reason })).toEqual({ blocking: [error, unverified], warnings: [nameless, memory], reasons: ["PXH012 platform/oslo-1: a laboratory"] });
});

test("an accepted warning is none", () => {
  expect(judgedWith({ rule: "PXH059", at: "platform/oslo-1", reason }).warnings).toEqual([memory]);
});

test.each(["platform", ""])('an acceptance at "%s" covers what is below', (at) => {
  expect(judgedWith({ rule: "PXH012", at, reason }).blocking).toEqual([error, unverified]);
});

test("an acceptance does not cover a path that only begins alike", () => {
  expect(judgedWith({ rule: "PXH012", at: "plat", reason })).toEqual({
    blocking: [error, unverified, spanning],
    warnings: ["warning PXH001 plat: the acceptance of PXH012 accepts nothing here; remove it", nameless, memory],
    reasons: [],
  });
});

test("a place in a platform file covers what is below it", () => {
  const records = sound({ node1: { vcpus: 17 }, node2: { vcpus: 10 } }).records.map((record) => (record.path === "platform/oslo-1" ? { ...record, path: "conferencingNodes.oslo-1" } : record));
  const blocked = (at: string): number => blocking(judgeModel({ records, acceptances: [{ rule: "PXH012", at, reason }] })).length;
  expect(["conferencingNodes", "conferencingNodes.oslo-1"].map(blocked)).toEqual([0, 0]);
  expect(["conferencingNode", "conferencingNodes.oslo"].map(blocked)).toEqual([1, 1]);
});

test("an error cannot be accepted", () => {
  expect(judgedWith({ rule: "PXH015", at: "platform/oslo-2", reason })).toEqual({
    blocking: [error, unverified, spanning],
    warnings: [nameless, "warning PXH001 platform/oslo-2: the acceptance of PXH015 accepts nothing here; remove it", memory],
    reasons: [],
  });
});

test("the first of two acceptances gives the reason, and both have an effect", () => {
  const two = judgedWith({ rule: "PXH012", at: "platform", reason: "first" }, { rule: "PXH012", at: "platform/oslo-1", reason: "second" });
  expect(two.reasons).toEqual(["PXH012 platform/oslo-1: first"]);
  expect(two.warnings).toEqual([nameless, memory]);
});
