import { InfinityVersion, infinityVersion } from "../../lib/deployment/infinity-version";
import { isBefore } from "../../lib/deployment/versions";
import { fieldsOf } from "../../lib/validation/fields";
import { read } from "../../lib/validation/schema";
import { placeAt, problemsOf } from "../support/problems";

test.each([
  ["21", 21, undefined, "21"],
  ["21.1", 21, 1, "21.1"],
  ["40.0", 40, 0, "40.0"],
  ["v21", 21, undefined, "21"],
  [" 40 ", 40, undefined, "40"],
])("understands %j", (text, major, minor, written) => {
  const version = InfinityVersion.of(text);
  expect([version.major, version.minor, String(version)]).toEqual([major, minor, written]);
});

test.each<[unknown, string]>([
  ["", '""'],
  ["twenty", '"twenty"'],
  ["21.", '"21."'],
  ["21.1.1", '"21.1.1"'],
  ["1000", '"1000"'],
  ["２１", '"２１"'],
  ["${x}", '"${x}"'],
  [21, "21"],
  [NaN, "NaN"],
  [null, "null"],
  [["21"], "a list of 1 entry"],
  [Symbol("21"), "Symbol(21)"],
  [new Date(0), "an object (Date)"],
])("%p is no version", (text, shown) => {
  expect(problemsOf(() => InfinityVersion.of(text as string))).toEqual([`InfinityVersion.of: a version looks like "21", "21.1" or "40", got ${shown}`]);
});

test("a prop takes the version, not its text", () => {
  const table = fieldsOf<{ readonly infinityVersion: InfinityVersion }>()({ infinityVersion: infinityVersion() });
  expect(problemsOf(() => read(table, { infinityVersion: "21" }, placeAt("m")))).toEqual(['m: infinityVersion must be an InfinityVersion, for example InfinityVersion.of("21"), got "21"']);
});

test.each([
  ["21", "40", true],
  ["40", "21", false],
  ["40", "40.1", true],
  ["40.1", "40", false],
  ["40", "40.0", false],
  ["9.9", "21", true],
])("%s before %s: %s", (one, other, expected) => {
  expect(isBefore(one, other)).toBe(expected);
});
