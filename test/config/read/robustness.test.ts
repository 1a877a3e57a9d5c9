import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { nodeOf } from "../../../lib/config/read/definition";
import { checkPlatform } from "../../../lib/config/read/platform-file";
import { readPlatform } from "../../../lib/config/read/platform";
import { type Form, SECTIONS, type Section } from "../../../lib/config/read/sections";
import { parseYaml } from "../../../lib/config/read/yaml";
import type { LocatedProblem } from "../../../lib/config/read/platform-file";

const EXAMPLE = join(__dirname, "../../../examples/full-platform");

/** As YAML writes them: of the wrong kind, out of range, empty, hostile. */
const WRONG = ["~", "true", "0", "-1", "1.5", "1e400", ".nan", '""', '" "', '"a\\0b"', '"\\ud800"', '"\\u202e\\e[31m"', "a b", '"${x}"', "'$(x)'", "[]", "[~]", "[[a]]", "{}", "{ a: { b: c } }", `"${"x".repeat(5000)}"`];

const formsOf = (section: Section): readonly Form[] => (section.existing === undefined ? [section.form] : [section.form, section.existing]);
const keysOf = ({ fields, references }: Form): readonly string[] => [...Object.keys(fields), ...Object.keys(references)];

/** The problems of a text, none of which may be an exception. */
function problemsOf(text: string): readonly LocatedProblem[] {
  const { root, problems } = parseYaml(text);
  return root === undefined ? problems.map((problem) => ({ ...problem, severity: "error" })) : checkPlatform(readPlatform(root, EXAMPLE)).problems;
}

/** Entries of which every key has the same wrong value; one file where a platform has one of it. */
function filesOf(section: Section, form: Form): readonly string[] {
  const entry = (written: string): string => `{ ${[...(form === section.existing ? ["existing: true"] : []), ...keysOf(form).map((key) => `${key}: ${written}`)].join(",\n    ")} }\n`;
  if (section.id !== undefined) return WRONG.map((written) => `${section.key}:\n    ${entry(written)}`);
  return [`${section.key}:\n${WRONG.map((written, index) => `  e${index}: ${entry(written)}`).join("")}`];
}

describe.each(SECTIONS.map((section) => [section.key, section] as const))("%s", (_, section) => {
  test("whatever stands for a value, it is a problem with its place or none, and never an exception", () => {
    for (const file of formsOf(section).flatMap((form) => filesOf(section, form))) {
      const problems = problemsOf(file);
      expect(problems).not.toEqual([]);
      expect(problems.filter(({ at, message }) => at === undefined || at.line < 1 || at.column < 1 || message === "" || /undefined|\[object|cannot read/i.test(message))).toEqual([]);
      // no control character, and nothing that turns the line around
      expect(problems.filter(({ path, message }) => /[\p{Cc}\u202e]/u.test(`${path}${message}`))).toEqual([]);
    }
  });

  test("no value of a wrong kind passes for one that is required", () => {
    const required = Object.entries(section.form.fields).filter(([, { optional }]) => optional !== true);
    for (const [key] of required) {
      const file = section.id === undefined ? `${section.key}: { e: { ${key}: [[{ a: b }]] } }` : `${section.key}: { ${key}: [[{ a: b }]] }`;
      expect(problemsOf(file).filter(({ path, message }) => path.includes(`.${key}`) || message.startsWith(key))).not.toEqual([]);
    }
  });
});

/** Every way to a value in a definition. */
function* leavesOf(value: unknown, at: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* leavesOf(one, [...at, index]);
  else if (typeof value === "object" && value !== null) for (const [key, one] of Object.entries(value)) yield* leavesOf(one, [...at, key]);
  else yield at;
}

function withValue(value: unknown, [step, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (step === undefined) return to;
  if (Array.isArray(value)) return value.map((one: unknown, index) => (index === step ? withValue(one, rest, to) : one));
  const map = value as Readonly<Record<string, unknown>>;
  return { ...map, [step]: withValue(map[step], rest, to) };
}

const ODD = ["x", 0, -1, 2 ** 53, true, false, "::", "0.0.0.0", "255.255.255.255", "example.com", "-", "a".repeat(300), null, [], {}];

test("in a whole platform, an odd value anywhere is judged, and never an exception", () => {
  const definition = parse(readFileSync(join(EXAMPLE, "platform.yaml"), "utf8"), { merge: true }) as unknown;
  const leaves = [...leavesOf(definition)];
  expect(leaves.length).toBeGreaterThan(200);
  // four at a time, each in another part of the file
  const quarter = Math.ceil(leaves.length / 4);
  for (let index = 0; index < quarter; index += 1) {
    const chosen = [index, index + quarter, index + 2 * quarter, index + 3 * quarter].filter((one) => one < leaves.length);
    const odd = chosen.reduce((so, one) => withValue(so, leaves[one], ODD[one % ODD.length]), definition);
    const { problems } = checkPlatform(readPlatform(nodeOf(odd), EXAMPLE));
    expect(problems.filter(({ message }) => /undefined|\[object|cannot read/i.test(message))).toEqual([]);
  }
});
