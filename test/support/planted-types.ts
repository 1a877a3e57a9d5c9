import { join } from "node:path";
import * as ts from "typescript";

const FOLDER = join(__dirname, "..", "types");

/** Compiles files that exist only here, as if they lay in test/types, with the project's own settings; gives the errors of each. */
export function compilePlanted(planted: Readonly<Record<string, string>>): (name: string) => readonly string[] {
  const pathOf = (name: string): string => join(FOLDER, `planted-${name.replaceAll(" ", "-")}.ts`);
  const sources = new Map(Object.entries(planted).map(([name, text]) => [pathOf(name), text]));
  const root = join(FOLDER, "../..");
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config, ts.sys, root);
  const relaxed = { ...options, types: [], noUnusedLocals: false };
  const host = ts.createCompilerHost(relaxed);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => sources.has(path) || fileExists(path);
  host.getSourceFile = (path, ...rest) => {
    const text = sources.get(path);
    return text === undefined ? getSourceFile(path, ...rest) : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...sources.keys()], relaxed, host);
  return (name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(pathOf(name))).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
