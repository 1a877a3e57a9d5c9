import { closeSync, openSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { readPlatformFile } from "../../../lib/config/read/platform-file";
import { parseYaml } from "../../../lib/config/read/yaml";
import type { FileNode } from "../../../lib/config/read/file-node";
import { changed, folderWith, GOOD, problemsIn } from "../../support/platform-files";

/** A node as plain data. */
function plain(node: FileNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.is === "scalar") return node.value;
  return node.is === "list" ? node.entries.map(plain) : Object.fromEntries([...node.entries].map(([key, entry]) => [key, plain(entry.node)]));
}

const valueOf = (text: string): unknown => plain(parseYaml(text).root);
const problemsOf = (text: string): readonly string[] => parseYaml(text).problems.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`);

describe("what is the same file", () => {
  test.each([
    ["as it is", GOOD],
    ["with a byte-order mark", `\uFEFF${GOOD}`],
    ["with Windows line ends", GOOD.replaceAll("\n", "\r\n")],
    ["without a last line end", GOOD.trimEnd()],
    ["between the marks of a document", `---\n${GOOD}...\n`],
    ["under a directive and comments", `# a comment\n%YAML 1.2\n---\n${GOOD}`],
    ["with the tags that its values have anyway", changed("hostname: manager", "hostname: !!str manager").replace("hosts:", "hosts: !!map")],
    ["as JSON, indented with tabs", JSON.stringify(valueOf(GOOD), undefined, "\t")],
  ])("%s", (_, text) => {
    expect(problemsIn(text)).toEqual([]);
  });
});

describe("anchors", () => {
  test("an alias stands for the last value before it that has the anchor", () => {
    expect(valueOf("a: &x 1\nb: *x\nc: &x [2]\nd: *x\n")).toEqual({ a: 1, b: 1, c: [2], d: [2] });
  });

  test("a value of its own wins over one that is merged, wherever the merge key stands", () => {
    expect(valueOf("a: &a { x: 1, y: 2 }\nb: { x: 3, <<: *a }\nc: { <<: *a, x: 4 }\n")).toEqual({ a: { x: 1, y: 2 }, b: { x: 3, y: 2 }, c: { x: 4, y: 2 } });
  });

  test("of several maps that are merged, the first one wins", () => {
    expect(valueOf("a: &a { x: 1 }\nb: &b { x: 2, y: 2 }\nc: { <<: [*a, *b, { z: 3 }] }\n")).toMatchObject({ c: { x: 1, y: 2, z: 3 } });
  });

  test("what was merged can be merged further", () => {
    expect(valueOf("a: &a { x: 1 }\nb: &b { <<: *a, y: 2 }\nc: { <<: *b }\n")).toMatchObject({ c: { x: 1, y: 2 } });
  });

  test("a merge key in quotes is a key like any other", () => {
    expect(valueOf("{\"<<\": {\"x\": 1}}")).toEqual({ "<<": { x: 1 } });
  });

  test("what is wrong in an alias's value is reported where the alias stands, and inside a map where it was written", () => {
    const shared = changed("    gateway: 10.44.0.1\n    vcpus: 8\n    sipTlsFqdn: oslo-1", "    <<: &shared\n      gateway: nowhere\n    vcpus: &vcpus many\n    sipTlsFqdn: oslo-1");
    const both = changed("    gateway: 10.44.0.1\n    vcpus: 8\n    sipTlsFqdn: oslo-2", "    <<: *shared\n    vcpus: *vcpus\n    sipTlsFqdn: oslo-2", shared);
    expect(problemsIn(both)).toEqual([
      'platform.yaml:41:16: conferencingNodes.oslo-1: gateway must be an IPv4 address such as 10.44.0.11, got "nowhere"',
      'platform.yaml:42:19: conferencingNodes.oslo-1: vcpus must be a whole number, got "many"',
      'platform.yaml:54:12: conferencingNodes.oslo-2: vcpus must be a whole number, got "many"',
    ]);
  });
});

describe("what is no platform file", () => {
  test.each([
    ["an empty file", "", "platform.yaml: is empty; pexip-hyperv init writes one to begin with"],
    ["comments alone", "# hosts:\n", "platform.yaml: is empty; pexip-hyperv init writes one to begin with"],
    ["null", "~\n", "platform.yaml: is empty; pexip-hyperv init writes one to begin with"],
    ["a list", "- a\n", "platform.yaml:1:1: a platform file is a map of hosts, switches, managementNode, locations and so on, and this is a list"],
    ["a text", "hello\n", "platform.yaml:1:1: a platform file is a map of hosts, switches, managementNode, locations and so on, and this is a value"],
    ["a map of nothing", "{}\n", "platform.yaml:1:1: describes nothing yet: it has no entries"],
    ["sections without entries", "hosts:\nlocations: {}\n", "platform.yaml:1:1: describes nothing yet: it has no entries"],
    ["a tab as indent", "hosts:\n\thv1: {}\n", "platform.yaml:2:1: a tab stands where YAML wants spaces; indent with spaces"],
    ["a key twice", changed("    hostname: oslo-1\n", "    hostname: oslo-1\n    hostname: oslo-3\n"), "platform.yaml:37:5: this key stands here a second time; keep one of the two"],
    ["a section twice", `${GOOD}hosts: {}\n`, "platform.yaml:55:1: this key stands here a second time; keep one of the two"],
    ["a key twice in JSON", '{"hosts": {}, "hosts": {}}', "platform.yaml:1:15: this key stands here a second time; keep one of the two"],
    ["two merge keys", "hosts:\n  a:\n    <<: {}\n    <<: {}\n", "platform.yaml:4:5: this key stands here a second time; keep one of the two"],
    ["several documents", `${GOOD}---\nhosts: {}\n`, "platform.yaml:55:1: holds several documents (---); a platform file is one"],
    ["a tag of somebody", changed("hostname: manager", "hostname: !secret manager"), 'platform.yaml:19:13: the tag "!secret" means nothing here; remove it'],
    ["a tag on a map", "hosts: !vault\n  a: {}\n", 'platform.yaml:1:8: the tag "!vault" means nothing here; remove it'],
    ["a tag for bytes", changed("hostname: manager", "hostname: !!binary bWFuYWdlcg=="), 'platform.yaml:19:22: the tag "!!binary" means nothing here; remove it'],
    ["a tag for a set", "hosts: !!set { a, b }\n", 'platform.yaml:1:14: the tag "!!set" means nothing here; remove it'],
    ["an alias of nothing", `${GOOD}staticRoutes: *routes\n`, "platform.yaml:55:15: the alias *routes names an anchor (&) that is not set before it"],
    ["an alias before its anchor", "a: *x\nb: &x 1\n", "platform.yaml:1:4: the alias *x names an anchor (&) that is not set before it"],
    ["a value to merge", "hosts:\n  a: { <<: 5 }\n", "platform.yaml:2:12: a merge key (<<) takes a map, or a list of maps"],
    ["nothing to merge", "hosts:\n  a: { <<: }\n", "platform.yaml:2:12: a merge key (<<) takes a map, or a list of maps"],
    ["a list as a key", "hosts:\n  ? [a]\n  : {}\n", "platform.yaml:2:5: a key must be text"],
    ["a bracket that nobody closes", "hosts: { a: {\n", "platform.yaml:2:1: is no valid YAML: flow map in block collection must be sufficiently indented and end with a }"],
    ["a bracket too many", '{"hosts": {}}}', "platform.yaml:1:14: is no valid YAML: unexpected flow-map-end token in YAML stream: \"}\""],
  ])("%s", (_, text, line) => {
    expect(problemsIn(text)).toEqual([line]);
  });

  test("several mistakes of writing come together, each with its line", () => {
    expect(problemsIn("hosts:\n  a: 'x\n  b: {}\nswitches:\n\ta: {}\nhosts: {}\n").length).toBeGreaterThanOrEqual(1);
    expect(problemsOf("a: 1\na: 2\nb: 1\nb: 2\n")).toEqual(["2:1 this key stands here a second time; keep one of the two", "4:1 this key stands here a second time; keep one of the two"]);
  });
});

describe("numbers and words", () => {
  test("yes, no, on and off are text, as YAML 1.2 says", () => {
    expect(valueOf("[yes, no, on, off, true, False, ~, null, 0o17, 017, 1_000, 2001-01-01, 12:30]")).toEqual(["yes", "no", "on", "off", true, false, null, null, 15, 17, "1_000", "2001-01-01", "12:30"]);
  });

  test("keys that look like something else are text", () => {
    expect(valueOf("1: a\ntrue: b\n~: c\n0x10: d\n")).toEqual({ 1: "a", true: "b", "~": "c", "0x10": "d" });
  });

  test("keys that JavaScript has an opinion of are keys like any other", () => {
    expect(problemsIn("__proto__: {}\nconstructor: {}\nhosts:\n  __proto__: { toString: 1 }\ndefaults: { __proto__: {}, hosts: { constructor: 1 } }\n").filter((line) => !line.endsWith(" is required"))).toEqual([
      "platform.yaml:1:1: __proto__: unknown key",
      "platform.yaml:2:1: constructor: unknown key",
      "platform.yaml:4:16: hosts.__proto__.toString: unknown key",
      "platform.yaml:5:13: defaults.__proto__: unknown key",
      "platform.yaml:5:37: defaults.hosts.constructor: unknown key",
    ]);
    expect(({} as { readonly toString: unknown }).toString).toBe(Object.prototype.toString);
  });
});

describe("a file that is meant to hurt", () => {
  const endless = (letters: string): string => [...letters].map((letter, index) => `${letter}: &${letter} [${Array(9).fill(index === 0 ? "x" : `*${letters[index - 1]}`).join(", ")}]`).join("\n");

  test.each([
    ["100,000 brackets", "a: ".padEnd(100_003, "["), "1:35 nests deeper than 32 levels"],
    ["100,000 brackets that are closed", `a: ${"[".repeat(100_000)}${"]".repeat(100_000)}`, "1:35 nests deeper than 32 levels"],
    ["100,000 dashes", `${"- ".repeat(100_000)}a`, "1:65 nests deeper than 32 levels"],
    ["50,000 maps in maps", "{a: ".repeat(50_000), "1:129 nests deeper than 32 levels"],
    ["50,000 question marks", "? ".repeat(50_000), "1:65 nests deeper than 32 levels"],
    ["a stair of 1,000 keys", Array.from({ length: 1000 }, (_, level) => `${" ".repeat(level)}a:`).join("\n"), "33:33 nests deeper than 32 levels"],
    ["a few aliases that stand for billions of values", endless("abcdefghi"), "6:28 stands for more than 500000 values, through its anchors"],
    ["merge keys that stand for billions", `a: &a { x: 1 }\n${"bcdefghij".replace(/./g, (letter, index: number) => `${letter}: &${letter} { <<: [${Array(9).fill(`*${"abcdefghij"[index]}`).join(", ")}] }\n`)}`, "7:18 stands for more than 500000 values, through its anchors"],
    ["a map that holds itself", "hosts: &h\n  a: *h\n", "2:6 nests deeper than 32 levels, through its anchors"],
    ["a list that holds itself", "accept: &l [*l]\n", "1:13 nests deeper than 32 levels, through its anchors"],
    ["a map that merges itself", "hosts: &h\n  <<: *h\n", "2:7 nests deeper than 32 levels, through its anchors"],
  ])("%s is refused in one line", (_, text, line) => {
    expect(problemsOf(text)).toEqual([line]);
  });

  test("32 levels are nested still", () => {
    expect(problemsOf(`${"[".repeat(32)}${"]".repeat(32)}`)).toEqual([]);
    expect(problemsOf(`${"[".repeat(33)}${"]".repeat(33)}`)).toEqual(["1:33 nests deeper than 32 levels"]);
  });

  test("50 MB are refused before they are read", () => {
    const path = join(folderWith({ "platform.yaml": "" }), "platform.yaml");
    truncateSync(path, 50_000_000);
    expect(readPlatformFile(path).problems).toEqual([{ path: "", message: "has 50.0 MB, and 10.0 MB is the most that is read" }]);
  });

  test("a hole of 9 MB is no text", () => {
    const path = join(folderWith({ "platform.yaml": GOOD }), "platform.yaml");
    const file = openSync(path, "r+");
    writeSync(file, "\n", 9_000_000);
    closeSync(file);
    expect(readPlatformFile(path).problems).toEqual([{ path: "", message: "is no text in UTF-8; save it in that encoding" }]);
  });

  test("a thousand nodes that merge one anchor are found in the time of reading them once", () => {
    const nodes = Array.from({ length: 1000 }, (_, index) => `  n${index}: { <<: *first, hostname: n${index} }\n`).join("");
    const root = valueOf(`nodes:\n  first: &first { domain: example.com, gateway: 10.0.0.1 }\n${nodes}`) as { readonly nodes: Readonly<Record<string, object>> };
    expect(root.nodes.n999).toEqual({ domain: "example.com", gateway: "10.0.0.1", hostname: "n999" });
  });
});

describe("what is no text at all", () => {
  const said = (path: string): readonly string[] => readPlatformFile(path).problems.map(({ message }) => message);

  test.each<[string, Buffer]>([
    ["UTF-16 with a mark", Buffer.from(`\uFEFF${GOOD}`, "utf16le")],
    ["UTF-16 without one", Buffer.from(GOOD, "utf16le")],
    ["Latin-1", Buffer.from(GOOD.replace("Oslo", "Tromsø"), "latin1")],
    ["bytes", Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe])],
  ])("%s is refused with the encoding that is wanted", (_, bytes) => {
    expect(problemsIn(bytes)).toEqual(["platform.yaml: is no text in UTF-8; save it in that encoding"]);
  });

  test("a folder, a device and a file that is not there", () => {
    const folder = folderWith();
    expect(said(folder)).toEqual(["is a folder"]);
    expect(said(join(folder, "none.yaml"))).toEqual(["there is no such file"]);
    if (process.platform !== "win32") expect(said("/dev/zero")).toEqual(["is no ordinary file"]);
  });
});
