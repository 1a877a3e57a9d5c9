import { readFileSync } from "node:fs";
import { join } from "node:path";
import { platformPage } from "../../../lib/config/read/platform-page";
import { SECTIONS } from "../../../lib/config/read/sections";
import { propDocs } from "../../../scripts/prop-docs.cjs";

const ROOT = join(__dirname, "..", "..", "..");

test("docs/platform-file.md is what npm run docs writes", () => {
  expect(readFileSync(join(ROOT, "docs", "platform-file.md"), "utf8")).toBe(platformPage(propDocs(ROOT)));
});

test("every key of every section has a row that says something", () => {
  const page = platformPage(propDocs(ROOT));
  for (const { key, form } of SECTIONS) {
    const [, chapter] = new RegExp(`\\n## ${key}\\n([\\s\\S]*?)(?=\\n## )`).exec(page)!;
    const rows = new Map([...chapter.matchAll(/^\| (?:\*\*)?`([^`]+)`(?:\*\*)? \| (.+) \| (.+) \|$/gm)].map(([, name, value, text]) => [name, `${value} ${text}`]));
    const missing = [...Object.keys(form.fields), ...Object.keys(form.references)].filter((name) => (rows.get(name) ?? "").length < 8);
    expect({ key, missing }).toEqual({ key, missing: [] });
  }
});
