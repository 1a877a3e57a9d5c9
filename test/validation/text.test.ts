import { lineProblem, MAX_TEXT_LENGTH, shown, shownCharacter } from "../../lib/validation/text";
import { Secret } from "../../lib/deployment/secret";

const throwing = (): never => {
  throw new Error("looked at");
};

test.each(["a", "O'Brien's [room] *?\"", "Zürich 東京 😀", "${path.module}", "%{ if true }", " padded ", "x".repeat(MAX_TEXT_LENGTH)])("accepts the line %j", (text) => {
  expect(lineProblem(text)).toBeUndefined();
});

test.each([
  ["", "must not be empty"],
  [" \t ", "must not be empty"],
  ["\ufeff", "must not be empty"],
  ["x".repeat(MAX_TEXT_LENGTH + 1), "must be at most 4096 characters, got 4097"],
  ["a\ud800", "contains half of a character (an unpaired surrogate)"],
  ["\udc00a", "contains half of a character (an unpaired surrogate)"],
  ["a\nb", "must be one line without control characters"],
  ["a\rb", "must be one line without control characters"],
  ["a\tb", "must be one line without control characters"],
  ["a\0", "must be one line without control characters"],
  ["a\u001b[31m", "must be one line without control characters"],
  ["a\u0085b", "must be one line without control characters"],
  ["a\u2028b", "must be one line without control characters"],
])("refuses the text %j", (text, problem) => {
  expect(lineProblem(text)).toBe(problem);
});

test.each<[string, unknown, string]>([
  ["text", 'a "b"', '"a \\"b\\""'],
  ["nothing", undefined, "undefined"],
  ["null", null, "null"],
  ["a flag", false, "false"],
  ["a number", 1.5, "1.5"],
  ["NaN", NaN, "NaN"],
  ["Infinity", -Infinity, "-Infinity"],
  ["a bigint", 7n, "7n"],
  ["a symbol", Symbol("s"), "Symbol(s)"],
  ["a function", () => 1, "a function"],
  ["a class", Secret, "a function"],
  ["an object", { password: "hunter2" }, "an object"],
  ["an object without prototype", Object.create(null), "an object"],
  ["an instance", new Date(0), "an object (Date)"],
  ["an empty list", [], "a list of 0 entries"],
  ["a list", ["hunter2"], "a list of 1 entry"],
  ["a constructor's getter that throws", { get constructor() { return throwing(); } }, "an object"],
  ["a constructor without a name", { constructor: { name: Symbol("x") } }, "an object"],
  ["a constructor's name of two lines", { constructor: { name: "a\nb" } }, "an object"],
  ["a proxy that throws", new Proxy({}, { get: throwing, getPrototypeOf: throwing }), "an object"],
])("shows %s", (_, value, text) => {
  expect(shown(value)).toBe(text);
});

test("shows at most 80 characters of a long text", () => {
  expect(shown("x".repeat(1_000_000))).toBe(`"${"x".repeat(76)}...`);
});

test("does not show a cut character as half of one", () => {
  expect(shown(`${"x".repeat(75)}😀${"x".repeat(9)}`)).toBe(`"${"x".repeat(75)}\\u{d83d}...`);
});

test("writes out what would steer a terminal or hide in it", () => {
  expect(shown("a\u001b[31m\u009b\u202e\u2028\u200b")).toBe('"a\\u001b[31m\\u{9b}\\u{202e}\\u{2028}\\u{200b}"');
});

test.each([
  ["https://user:hunter2@example.com/a.vhd", '"https://***@example.com/a.vhd"'],
  [`https://user:${"hunter2".repeat(20)}@example.com/`, '"https://***@example.com/"'],
  ["https://example.com/a.vhd?sig=hunter2", '"https://example.com/a.vhd?***"'],
  ["https://example.com/a.vhd", '"https://example.com/a.vhd"'],
  ["someone@example.com", '"someone@example.com"'],
  ["what?", '"what?"'],
])("shows the URL %s without credentials", (url, text) => {
  expect(shown(url)).toBe(text);
});

test("shows a single character with its number, for it may be invisible", () => {
  expect(shownCharacter("é")).toBe('"é" (U+00E9)');
  expect(shownCharacter("\u200b")).toBe('"\\u{200b}" (U+200B)');
});
