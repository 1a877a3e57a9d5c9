import { attributeChanges, changeText, plain, textOf, valueText } from "../../lib/plan/attributes";
import { aPlan, planned, type More } from "../support/plans";

function changes(before: Record<string, unknown>, after: Record<string, unknown>, more: More = {}) {
  return attributeChanges(aPlan([planned("update", "hyperv_vhd", "a", before, after, more)]).changes[0]);
}

const texts = (...given: Parameters<typeof changes>): readonly string[] => changes(...given).map((change) => changeText(change.path.join("."), change));

describe("changes of attributes", () => {
  test("are found at any depth, and only where something differs", () => {
    expect(texts({ a: 1, b: [{ c: "x", d: 1 }], e: null }, { a: 2, b: [{ c: "y", d: 1 }] })).toEqual(["a 1 -> 2", "b.0.c x -> y"]);
  });

  test("hold what was added to a list and taken from it", () => {
    expect(texts({ a: ["x"], b: ["x", "y"] }, { a: ["x", "y"], b: ["x"] })).toEqual(["a.1 none -> y", "b.1 y -> none"]);
  });

  test("say that a value is known only after the apply", () => {
    expect(texts({ a: "x" }, {}, { unknown: { a: true } })).toEqual(["a x -> known after the apply"]);
  });

  test.each([
    ["at the top", { sensitive: { a: true } }],
    ["as a whole", { sensitive: true as never }],
  ])("name a sensitive value and no more: %s", (_, more) => {
    expect(texts({ a: "planted-old" }, { a: "planted-new" }, more).join()).toMatch(/^a? ?\(sensitive\)$/);
  });

  test("do not even name what is inside a sensitive value", () => {
    expect(texts({ a: { planted: 1 } }, { a: { planted: 2 } }, { sensitive: { a: true } })).toEqual(["a (sensitive)"]);
  });

  test("are none where there is no before", () => {
    expect(attributeChanges(aPlan([planned("create", "hyperv_vhd", "a", null, { a: 1 })]).changes[0])).toEqual([]);
  });
});

describe("text of somebody else's", () => {
  test.each(["oslo-1", "Pexip External", "D:\\Pexip\\oslo-1.vhd", "/api/admin/1/", "x"])("stays as it is when it is plain: %s", (text) => {
    expect(plain(text)).toBe(text);
  });

  test.each([
    ["\u001b[31mred", '"\\u001b[31mred"'],
    ["two\nlines", '"two\\nlines"'],
    ["right\u202eleft", '"right\\u{202e}left"'],
    [" padded ", '" padded "'],
    ['say "x"', '"say \\"x\\""'],
  ])("is written out when it could steer a terminal or deceive: %j", (text, shown) => {
    expect(plain(text)).toBe(shown);
  });

  test("is cut when it is long", () => {
    expect(plain("x".repeat(5000)).length).toBeLessThan(100);
  });

  test.each([
    [undefined, "none"],
    ["", "none"],
    [[], "none"],
    [["Ethernet 1", "Ethernet 2"], "Ethernet 1 + Ethernet 2"],
    [[1, 2, 3], "a list of 3 entries"],
    [{ a: 1 }, "an object"],
    [7, "7"],
    [false, "false"],
  ])("a value %j is shown as %s", (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});

describe("a single text", () => {
  const change = (sensitive: More["sensitive"]) => aPlan([planned("update", "terraform_data", "a", { a: { b: "x" } }, { a: { b: "y" } }, { sensitive })]).changes[0];

  test("is found by its path on either side", () => {
    expect([textOf(change({}), "before", "a", "b"), textOf(change({}), "after", "a", "b"), textOf(change({}), "after", "a"), textOf(change({}), "after", "c")]).toEqual(["x", "y", undefined, undefined]);
  });

  test.each([[{ a: true }], [{ a: { b: true } }], [true as never]])("is not given away when it is sensitive: %j", (sensitive) => {
    expect(textOf(change(sensitive), "after", "a", "b")).toBeUndefined();
  });
});
