import { join } from "node:path";
import * as ts from "typescript";

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

const pathOf = (name: string): string => join(__dirname, `planted-${name.replace(" ", "-")}.ts`);

let program: ts.Program;

beforeAll(() => {
  const sources = new Map(Object.entries(planted).map(([name, text]) => [pathOf(name), text]));
  const root = join(__dirname, "../..");
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config, ts.sys, root);
  const relaxed = { ...options, types: [], noUnusedLocals: false };
  const host = ts.createCompilerHost(relaxed);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.getSourceFile = (path, ...rest) => {
    const text = sources.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  program = ts.createProgram([...sources.keys()], relaxed, host);
}, 60_000);

function errorsOf(name: string): readonly string[] {
  return ts.getPreEmitDiagnostics(program, program.getSourceFile(pathOf(name))).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

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
