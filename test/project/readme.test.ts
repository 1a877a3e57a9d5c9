import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as publicApi from "../../lib";
import * as testing from "../../lib/testing";

const root = join(__dirname, "..", "..");
const readme = readFileSync(join(root, "README.md"), "utf8");

test("every slice of an example is in that example, word for word", () => {
  const slices = [...readme.matchAll(/<!-- slice: (\S+) -->\n```(?:ts|yaml)\n([\s\S]*?)\n```/g)];
  expect(slices.length).toBeGreaterThan(0);
  for (const [, file, code] of slices) expect(readFileSync(join(root, file), "utf8")).toContain(code);
});

test("the two commands stand before the first section", () => {
  expect(readme.slice(0, readme.indexOf("\n## "))).toMatch(/^npm start\b[\s\S]*^npm test\b/m);
});

test("every file that is linked exists", () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map(([, link]) => link);
  expect(links.length).toBeGreaterThan(5);
  expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
});

test("every construct of the public API has a row in the table", () => {
  const constructs = Object.entries(publicApi).filter(([, value]) => typeof value === "function" && "isConstruct" in value).map(([name]) => name);
  expect(constructs).toContain("ConferencingNode");
  expect(constructs.filter((name) => !readme.includes(`| \`${name}\` |`))).toEqual([]);
});

test("what it imports for tests exists", () => {
  const [, names] = /import \{ ([^}]+) \} from "cdktf-pexip-hyperv\/testing"/.exec(readme)!;
  expect(names.split(", ").filter((name) => !(name in testing))).toEqual([]);
});

test("every runtime dependency earns its place in the table", () => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, Record<string, string>>;
  const table = readme.slice(readme.indexOf("## What it depends on"));
  expect(Object.keys({ ...dependencies, ...peerDependencies }).filter((name) => !table.includes(`\`${name}\``))).toEqual([]);
});
