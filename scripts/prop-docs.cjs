"use strict";
// What the doc comments of the public props interfaces say, for the schema of the platform file.

const { join } = require("node:path");
const ts = require("typescript");
const { filesBelow } = require("./freshness.cjs");

/** Nothing beyond these folders is parsed: what they import from cdktf or from a binding says nothing about a prop. */
const SOURCES = ["validation", "deployment", "config", "terraform", "hyperv", "infinity", "index.ts"];

/**
 * Reads the sources, and gives a function from an exported interface and one of its props (`api.username`; empty for the interface itself) to what its doc
 * comment says, with the default at the end; undefined when it says nothing.
 */
function propDocs(root) {
  const lib = join(root, "lib");
  const files = SOURCES.flatMap((name) => filesBelow(join(lib, name))).filter((path) => path.endsWith(".ts"));
  const program = ts.createProgram(files, { noResolve: true, types: [], strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 });
  const checker = program.getTypeChecker();
  const exported = new Map(checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(join(lib, "index.ts")))).map((symbol) => [symbol.name, declared(checker, symbol)]));
  return (name, key) => {
    const symbol = exported.get(name);
    if (symbol === undefined) throw new Error(`lib/index.ts exports no ${name}`);
    const found = key === "" ? symbol : propertyAt(checker, checker.getDeclaredTypeOfSymbol(symbol), key.split("."));
    return found === undefined ? undefined : textOf(checker, exported, found);
  };
}

function declared(checker, symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** Through lists, and through whichever member of a union has the property. */
function propertyAt(checker, type, [name, ...rest]) {
  const members = type.isUnion() ? type.types : [type];
  const entries = members.flatMap((member) => checker.getIndexTypeOfType(member, ts.IndexKind.Number) ?? [member]).flatMap((entry) => (entry.isUnion() ? entry.types : [entry]));
  const property = entries.map((entry) => checker.getPropertyOfType(entry, name)).find((one) => one !== undefined);
  if (property === undefined || rest.length === 0) return property;
  return propertyAt(checker, checker.getTypeOfSymbol(property), rest);
}

function textOf(checker, exported, symbol) {
  const comment = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const fallback = symbol.getJsDocTags(checker).find(({ name }) => name === "default");
  const without = ts.displayPartsToString(fallback?.text).replace(/^- /, "");
  const own = comment !== "" || without !== "" ? comment : ts.displayPartsToString(enumOf(checker, symbol)?.getDocumentationComment(checker));
  const text = [own, without === "" ? "" : `Default: ${without}`].filter((part) => part !== "").join("\n\n");
  return text === "" ? undefined : inWordsOfFile(checker, exported, text);
}

/** The enum that a prop takes, which says what the prop itself leaves unsaid. */
function enumOf(checker, symbol) {
  const type = symbol.valueDeclaration === undefined ? undefined : checker.getTypeOfSymbol(symbol);
  return type !== undefined && type.flags & ts.TypeFlags.EnumLike ? type.symbol : undefined;
}

/** `best_effort` for `DirectMedia.BEST_EFFORT`, and a secret as a file writes it. */
function inWordsOfFile(checker, exported, text) {
  return text
    .replace(/[ \t]*\n[ \t]*/g, "\n")
    .replace(/([^\n])\n(?!\n)/g, "$1 ")
    .replace(/\b([A-Z]\w+)\.([A-Z][A-Z0-9_]*)\b/g, (written, name, member) => {
      const declaration = exported.get(name)?.exports?.get(member)?.valueDeclaration;
      const value = declaration === undefined ? undefined : checker.getConstantValue(declaration);
      return value === undefined ? written : String(value).toLowerCase();
    })
    .replace(/Secret\.fromVariable\("([^"]*)"\)/g, "{ variable: $1 }");
}

module.exports = { propDocs };
