import { UNKNOWN } from "../../../../lib/lab/plugin/values";
import { asText } from "../../../../lib/lab/providers/engine/members";
import { conflicts, exactlyOneOf } from "../../../../lib/lab/providers/engine/sdkv2-rules";
import { book, shelf } from "./shelf-provider";

test.each([
  ["sdkv2", "chapter.1.heading is too long"],
  ["framework", "chapter[1].heading is too long"],
] as const)("a value is judged where it stands (%s)", async (flavour, summary) => {
  const { validate } = await shelf(flavour, { validators: { "chapter.heading": (value, { written }) => (asText(value).length > 3 ? `${written} is too long` : undefined) } });
  const chapter = ["One", "Another", UNKNOWN].map((heading) => ({ heading, level: null, page: null }));
  expect(await validate(book({ chapter }))).toEqual([{ summary, attribute: ["chapter", 1, "heading"] }]);
});

test("several validators each say what they find", async () => {
  const { validate } = await shelf("framework", { validators: { title: [() => "first", () => undefined, () => ({ summary: "second", detail: "more" })] }, validate: () => [{ summary: "whole" }] });
  expect(await validate(book({}))).toEqual([{ summary: "first", attribute: ["title"] }, { summary: "second", detail: "more", attribute: ["title"] }, { summary: "whole" }]);
});

test("an element of a set has no path of its own, and stands in the text as a whole", async () => {
  const { validate } = await shelf("framework", { validators: { "authors.name": (_value, { written }) => `${written} is odd` } });
  const written = String.raw`authors[Value({"name":"A \"1\"","number":<null>,"role":<unknown>})].name`;
  expect(await validate(book({ authors: [{ name: 'A "1"', number: null, role: UNKNOWN }] }))).toEqual([{ summary: `${written} is odd`, attribute: ["authors"] }]);
});

test("what the same says twice is said once by the framework", async () => {
  const rules = { validators: { title: () => "odd" }, validate: () => [{ summary: "odd", attribute: ["title"] }] };
  expect(await (await shelf("framework", rules)).validate(book({}))).toEqual([{ summary: "odd", attribute: ["title"] }]);
});

test("an attribute of which the whole has something to say is not judged further by SDKv2", async () => {
  const { validate } = await shelf("sdkv2", { validators: { title: () => "odd", note: () => "bad" }, validate: () => [{ summary: "conflict", attribute: ["title"] }] });
  expect(await validate(book({ note: "x" }))).toEqual([{ summary: "bad", attribute: ["note"] }, { summary: "conflict", attribute: ["title"] }]);
});

test("arguments that exclude each other are refused as SDKv2 does", () => {
  const table = { note: ["pages", "colour"], pages: ["note"] };
  expect(conflicts({ note: "a", pages: null, colour: "red" }, table)).toEqual([{ summary: "Conflicting configuration arguments", detail: '"note": conflicts with colour', attribute: ["note"] }]);
  expect(conflicts({ note: "a", pages: UNKNOWN }, table)).toEqual([]);
});

test("of arguments of which one is wanted none and two are refused, at each of them", () => {
  const summary = "Invalid combination of arguments";
  expect(exactlyOneOf({ a: null, b: null }, ["a", "b"])).toEqual([
    { summary, detail: '"a": one of `a,b` must be specified', attribute: ["a"] },
    { summary, detail: '"b": one of `a,b` must be specified', attribute: ["b"] },
  ]);
  expect(exactlyOneOf({ a: false, b: true }, ["a", "b"])[0].detail).toBe('"a": only one of `a,b` can be specified, but `a,b` were specified.');
  expect(exactlyOneOf({ a: true, b: null }, ["a", "b"])).toEqual([]);
  expect(exactlyOneOf({ a: UNKNOWN, b: null }, ["a", "b"])).toEqual([]);
});
