import { compilePlanted } from "../support/planted-types";

const IMPORT = 'import { deferrable, fieldsOf, line, opt, whole } from "../../lib/validation/fields";\n';
const table = (fields: string): string => `${IMPORT}export const table = fieldsOf<{ readonly hostname: string; readonly vcpus?: number; readonly address: string }, "address">()({ ${fields} });`;

/** Files that exist only here, beside this test. */
const planted: Readonly<Record<string, string>> = {
  fitting: table("hostname: line(), vcpus: opt(whole()), address: deferrable(line())"),
  missing: table("hostname: line(), address: deferrable(line())"),
  extra: table("hostname: line(), vcpus: opt(whole()), address: deferrable(line()), memory: opt(whole())"),
  mistyped: table("hostname: whole(), vcpus: opt(whole()), address: deferrable(line())"),
  "wrongly optional": table("hostname: opt(line()), vcpus: opt(whole()), address: deferrable(line())"),
  "wrongly required": table("hostname: line(), vcpus: whole(), address: deferrable(line())"),
  "not deferrable": table("hostname: line(), vcpus: opt(whole()), address: line()"),
  "wrongly deferrable": table("hostname: deferrable(line()), vcpus: opt(whole()), address: deferrable(line())"),
};

let errorsOf: (name: string) => readonly string[];

beforeAll(() => {
  errorsOf = compilePlanted(planted);
}, 60_000);

test("a table that fits its props compiles", () => {
  expect(errorsOf("fitting")).toEqual([]);
});

test.each([
  ["missing", /'vcpus' is missing/],
  ["extra", /not assignable to type 'never'/],
  ["mistyped", /'Field<number>' is not assignable to type 'Field<string>'/],
  ["wrongly optional", /'true' is not assignable to type 'undefined'/],
  ["wrongly required", /'optional' is missing/],
  ["not deferrable", /'deferrable' is missing/],
  ["wrongly deferrable", /'true' is not assignable to type 'undefined'/],
])("a %s field does not compile", (name, reason) => {
  const errors = errorsOf(name);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(reason);
});
