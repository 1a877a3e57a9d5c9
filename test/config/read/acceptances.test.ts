import { changed, checkedText, GOOD, mistakesIn } from "../../support/platform-files";

const node = GOOD.slice(GOOD.indexOf("  oslo-2:"));
/** One Conferencing Node only, of which a warning speaks. */
const WARNED = changed(node, "");
const accepting = (written: string, text = WARNED): string => `${text}accept: ${written}\n`;
const found = (text: string) => checkedText(text).problems.map(({ rule, path, severity, accepted }) => [rule, path, severity, accepted]);

test("a warning and a refusal are accepted, with the reason", () => {
  expect(found(WARNED)).toEqual([["PXH041", "locations.oslo", "warning", undefined]]);
  expect(found(accepting("[{ rule: PXH041, reason: the second one comes in May }]"))).toEqual([["PXH041", "locations.oslo", "warning", "the second one comes in May"]]);
  expect(found(accepting("[{ rule: PXH012, at: conferencingNodes.oslo-1, reason: measured }]", changed("vcpus: 8", "vcpus: 30")))).toContainEqual(["PXH012", "conferencingNodes.oslo-1", "refusal", "measured"]);
});

test("one for the whole of a section's entry covers what is below it, and no other", () => {
  expect(found(accepting("[{ rule: PXH041, at: locations.oslo, reason: a }]"))).toEqual([["PXH041", "locations.oslo", "warning", "a"]]);
  expect(found(accepting("[{ rule: PXH041, at: managementNode, reason: a }]"))).toEqual([
    ["PXH001", "managementNode", "warning", undefined],
    ["PXH041", "locations.oslo", "warning", undefined],
  ]);
});

test("one that accepts nothing is a warning at the entry", () => {
  expect(found(accepting("[{ rule: PXH041, at: locations.oslo, reason: a }]", GOOD))).toEqual([["PXH001", "locations.oslo", "warning", undefined]]);
});

test("the whole platform, where no place is given; an empty list is none", () => {
  expect(found(accepting("[{ rule: PXH041, reason: a }]", GOOD))).toEqual([["PXH001", "", "warning", undefined]]);
  expect(mistakesIn(accepting("", GOOD))).toEqual([]);
  expect(mistakesIn(accepting("[]", GOOD))).toEqual([]);
});

describe("what is none", () => {
  const form = "{ rule: PXH041, at: locations.oslo, reason: ... }";
  test.each([
    ["5", `9: accept: must be a list of ${form}`],
    ["{}", `9: accept: must be a list of ${form}`],
    ["[PXH041]", `10: accept[0]: must be ${form}`],
    ["[{ reason: a }]", "10: accept[0]: rule is required: the id that check prints, such as PXH041"],
    ["[{ rule: PXH041 }]", "10: accept[0]: the reason for PXH041 is required: why it is accepted, in one line"],
    ["[{ rule: PXH041, reason: '' }]", '10: accept[0]: the reason for PXH041 must not be empty, got ""'],
    ['[{ rule: PXH041, reason: "a\\nb" }]', '10: accept[0]: the reason for PXH041 must be one line without control characters, got "a\\nb"'],
    ["[{ rule: PXH041, reason: 5 }]", "34: accept[0].reason: must be text, got 5"],
    ["[{ rule: PXH041, reason: }]", "34: accept[0].reason: has no value; write one after the colon, or remove the line"],
    ["[{ rule: [PXH041], reason: a }]", "18: accept[0].rule: must be text, got a list"],
    ["[{ rule: pxh041, reason: a }]", '10: accept[0]: there is no rule "pxh041"; docs/rules.md lists them'],
    ["[{ rule: PXH999, reason: a }]", '10: accept[0]: there is no rule "PXH999"; docs/rules.md lists them'],
    ["[{ rule: PXH020, reason: a }]", "10: accept[0]: PXH020 is an error, which cannot be accepted (Every address belongs to one node)"],
    ["[{ rule: PXH041, reason: a, resaon: b }]", "37: accept[0].resaon: unknown key; did you mean reason?"],
    ["[{ rule: PXH041, at: locations.olso, reason: a }]", '30: accept[0].at: there is no "locations.olso"; did you mean locations.oslo?'],
    ["[{ rule: PXH041, at: oslo, reason: a }]", '30: accept[0].at: there is no "oslo"; it is the place of an entry, such as locations.oslo, and without it the acceptance is for the whole platform'],
    ["[{ rule: PXH041, at: [a], reason: a }]", "30: accept[0].at: must be text, got a list"],
  ])("%s", (written, line) => {
    expect(mistakesIn(accepting(written, GOOD))).toEqual([`platform.yaml:55:${line}`]);
  });
});
