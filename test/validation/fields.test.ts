import * as fields from "../../lib/validation/fields";
import { DEFERRED, deferrable, isDeferred, isFullyKnown, known, line, opt, whole, type Field } from "../../lib/validation/fields";

const problemOf = (field: Field<string>, text: string): string | undefined => (field.shape.is === "text" ? field.shape.problem(text) : "no text");

test("a deferred value is recognised by its mark", () => {
  expect([DEFERRED, { deferred: true }, { deferred: false }, "deferred", null, undefined, []].map(isDeferred)).toEqual([true, true, false, false, false, false, false]);
});

test("nobody can change what deferred means", () => {
  expect(Object.isFrozen(DEFERRED)).toBe(true);
});

test("what is known of a list leaves deferred entries out", () => {
  expect(known(["a", DEFERRED, "b"])).toEqual(["a", "b"]);
  expect(known(DEFERRED)).toEqual([]);
  expect(known(undefined)).toEqual([]);
});

test("a list is fully known when nothing in it is deferred", () => {
  expect([[], ["a"], ["a", DEFERRED], DEFERRED].map((list) => isFullyKnown(list as string[]))).toEqual([true, true, false, false]);
});

test("a field may be left out, or be a token, without losing what it is", () => {
  expect(opt(deferrable(whole()))).toEqual({ shape: { is: "number", whole: true }, optional: true, deferrable: true });
});

test("marking a field leaves the original as it was", () => {
  const field = line();
  opt(field);
  deferrable(field);
  expect(Object.keys(field)).toEqual(["shape"]);
});

const kinds = {
  line: fields.line(),
  powershellText: fields.powershellText(),
  windowsName: fields.windowsName(),
  windowsPath: fields.windowsPath(),
  ipv4: fields.ipv4(),
  ipv6: fields.ipv6(),
  address: fields.address(),
  hostOrAddress: fields.hostOrAddress(),
  fqdnLine: fields.fqdnLine(),
  lineThat: fields.lineThat(() => "is never right"),
};

test.each(Object.entries(kinds))("%s refuses empty, endless and broken text before anything else", (_, field) => {
  expect(problemOf(field, "")).toBe("must not be empty");
  expect(problemOf(field, "a".repeat(5000))).toBe("must be at most 4096 characters, got 5000");
  expect(problemOf(field, "a\ud800")).toBe("contains half of a character (an unpaired surrogate)");
  expect(problemOf(field, "a\nb")).toBe("must be one line without control characters");
});

test.each<[keyof typeof kinds, string, string]>([
  ["line", "O'Brien ${x}", ""],
  ["powershellText", "a\\b", "a'b"],
  ["windowsName", "oslo-1", "a\\b"],
  ["windowsPath", "C:\\a", "a"],
  ["ipv4", "10.44.0.11", "10.44.0"],
  ["ipv6", "2001:db8::11", "10.44.0.11"],
  ["address", "2001:db8::11", "oslo-1"],
  ["hostOrAddress", "oslo-1", "oslo 1"],
  ["fqdnLine", "oslo-1.example.com", "oslo-1..com"],
])("%s takes %j and not %j", (kind, good, bad) => {
  expect(problemOf(kinds[kind], good)).toBeUndefined();
  expect(problemOf(kinds[kind], bad)).toEqual(expect.any(String));
});

test("a choice knows an enum's values, not its keys", () => {
  enum Colour {
    RED = "red",
    BLUE = "blue",
  }
  expect(fields.choice(Colour).shape).toEqual({ is: "choice", values: ["red", "blue"] });
});
