import { type Alias, Composer, type CST, type Document, isAlias, isMap, isNode, isScalar, isSeq, LineCounter, type Node, type Pair, Parser, visit, type YAMLMap } from "yaml";
import { shown } from "../../validation/text";
import { MOST_LEVELS } from "./definition";
import { type FileNode, type FileProblem, type MapEntry, onceEach, type Position } from "./file-node";

/** More values than any platform has; with anchors a small file can stand for billions. */
const MOST_VALUES = 500_000;

/** The tags that say what a value is anyway. Source: YAML 1.2.2, section 10.3, "Core schema". */
const CORE_TAGS = ["str", "int", "float", "bool", "null", "map", "seq"].map((name) => `tag:yaml.org,2002:${name}`);

/** What a text of YAML or JSON holds. */
export interface ParsedText {
  /** Undefined when it holds nothing, or when something is wrong with it. */
  readonly root?: FileNode;
  readonly problems: readonly FileProblem[];
}

/** Parses YAML 1.2, of which JSON is a part; anchors, aliases and merge keys are resolved. */
export function parseYaml(given: string): ParsedText {
  const text = given.replace(/^\uFEFF/, "");
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const deep = tooDeep(tokens);
  if (deep !== undefined) return { problems: [{ path: "", message: `nests deeper than ${MOST_LEVELS} levels`, at: placeOf(lines, deep) }] };
  const documents = [...new Composer({ lineCounter: lines, uniqueKeys: false, prettyErrors: false, logLevel: "silent" }).compose(tokens)];
  // what YAML only warns of, a tag that nobody knows, has no meaning here either
  const errors = documents.flatMap((document) => [...document.errors, ...document.warnings]);
  if (errors.length > 0) return { problems: firstOfEachLine(errors.map(({ message, code, pos }) => ({ path: "", message: inOurWords(code, message), at: placeOf(lines, pos[0]) }))) };
  if (documents.length > 1) return { problems: [{ path: "", message: "holds several documents (---); a platform file is one", at: placeOf(lines, documents[1].range[0]) }] };
  return new Reading(lines, documents[0]).run();
}

class Reading {
  private readonly problems: FileProblem[] = [];
  private readonly targets: ReadonlyMap<Alias, Node>;
  private values = 0;
  private isEndless = false;
  /** The alias that stands in the file itself, while what it stands for is read. */
  private through: Position | undefined;

  constructor(
    private readonly lines: LineCounter,
    private readonly document: Document<Node, true> | undefined,
  ) {
    this.targets = document === undefined ? new Map() : targetsIn(document);
  }

  public run(): ParsedText {
    const contents = this.document?.contents;
    if (contents === null || contents === undefined || (isScalar(contents) && contents.value === null)) return { problems: [] };
    const root = this.node(contents, 1);
    // what else is wrong may follow from this
    return this.problems.length > 0 ? { problems: onceEach(this.problems) } : { root, problems: [] };
  }

  private node(node: Node | null | undefined, level: number): FileNode {
    this.values += 1;
    const at = node?.range === undefined || node.range === null ? undefined : placeOf(this.lines, node.range[0]);
    if (level > MOST_LEVELS) this.end(`nests deeper than ${MOST_LEVELS} levels, through its anchors`, at);
    if (this.values > MOST_VALUES) this.end(`stands for more than ${MOST_VALUES} values, through its anchors`, at);
    if (this.isEndless) return { is: "scalar", value: null, at };
    if (isAlias(node)) return this.alias(node, level, at);
    if (node?.tag !== undefined && !CORE_TAGS.includes(node.tag)) this.report(`the tag ${shown(node.tag.replace("tag:yaml.org,2002:", "!!"))} means nothing here; remove it`, at);
    if (isSeq(node)) return { is: "list", at, entries: node.items.map((item) => this.node(item as Node, level + 1)) };
    if (isMap(node)) return { is: "map", at, entries: this.entries(node, level) };
    return { is: "scalar", at, value: node?.value ?? null, ...(typeof node?.value === "number" ? { source: node.source } : {}) };
  }

  private report(message: string, at: Position | undefined): void {
    if (!this.isEndless) this.problems.push({ path: "", message, at });
  }

  /** Once is enough: every further value would say the same. */
  private end(message: string, at: Position | undefined): void {
    this.report(message, this.through ?? at);
    this.isEndless = true;
  }

  private alias(alias: Alias, level: number, at: Position | undefined): FileNode {
    const target = this.targets.get(alias);
    if (target === undefined) this.report(`the alias *${shown(alias.source).slice(1, -1)} names an anchor (&) that is not set before it`, at);
    const outer = this.through;
    this.through ??= at;
    const node = this.node(target, level + 1);
    this.through = outer;
    // the place is the alias's: that is what a person can change for this one
    return { ...node, at };
  }

  private entries(map: YAMLMap, level: number): ReadonlyMap<string, MapEntry> {
    const merged = new Map<string, MapEntry>();
    const own = new Map<string, MapEntry>();
    let merges = 0;
    for (const { key, value } of map.items as Pair<Node, Node | null>[]) {
      const keyAt = key.range === undefined || key.range === null ? undefined : placeOf(this.lines, key.range[0]);
      if (!isScalar(key)) {
        this.report("a key must be text", keyAt);
        continue;
      }
      const name = typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
      const isMerge = name === "<<" && key.type === "PLAIN";
      // the parser's own search for such keys takes minutes for a long map
      if (isMerge ? merges > 0 : own.has(name)) this.report("this key stands here a second time; keep one of the two", keyAt);
      const node = this.node(value, level + 1);
      if (isMerge) this.merge(merged, node);
      else own.set(name, { keyAt, node });
      merges += isMerge ? 1 : 0;
    }
    return new Map([...merged, ...own]);
  }

  /** A merge key gives what is not written in the map itself; the first of several maps wins. */
  private merge(merged: Map<string, MapEntry>, node: FileNode): void {
    const maps = node.is === "list" ? node.entries : [node];
    for (const map of maps) {
      if (map.is !== "map") this.report("a merge key (<<) takes a map, or a list of maps", map.at);
      else for (const [key, entry] of map.entries) if (!merged.has(key)) merged.set(key, entry);
    }
  }
}

/** What each alias stands for: the last node before it that has its anchor. */
function targetsIn(document: Document<Node, true>): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, (_, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (isNode(node) && "anchor" in node && node.anchor !== undefined) anchors.set(node.anchor, node);
  });
  return targets;
}

/** Where the tokens nest too deeply for what reads them, which is recursive. */
function tooDeep(tokens: readonly CST.Token[]): number | undefined {
  const pending: (readonly [token: CST.Token, level: number])[] = tokens.map((token) => [token, 0]);
  while (pending.length > 0) {
    const [token, level] = pending.pop()!;
    if (level > MOST_LEVELS) return "offset" in token ? token.offset : 0;
    if (token.type === "document" && token.value !== undefined) pending.push([token.value, level + 1]);
    if (!("items" in token)) continue;
    for (const { key, value } of token.items) {
      if (key !== undefined && key !== null) pending.push([key, level + 1]);
      if (value !== undefined) pending.push([value, level + 1]);
    }
  }
  return undefined;
}

function placeOf(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** One mistake often makes several errors on its line, of which the first says it. */
function firstOfEachLine(problems: readonly FileProblem[]): readonly FileProblem[] {
  return problems.filter(({ at }, index) => problems.findIndex((other) => other.at?.line === at?.line) === index);
}

function inOurWords(code: string, message: string): string {
  if (code === "TAB_AS_INDENT") return "a tab stands where YAML wants spaces; indent with spaces";
  const tag = /^Unresolved tag: (.*)$/.exec(message)?.[1];
  if (tag !== undefined) return `the tag ${shown(tag)} means nothing here; remove it`;
  return `is no valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1).replace(/\s+/g, " ")}`;
}
