import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RULES } from "../../lib/deployment/rules";
import { rulesPage } from "../../lib/documents/rules-page";

const REMEDY = "docs/rules.md is not what the rules say: run npm run docs";

test("docs/rules.md is what the rules say", () => {
  const page = readFileSync(join(__dirname, "..", "..", "docs", "rules.md"), "utf8").replaceAll("\r\n", "\n");
  expect(page === rulesPage() ? "" : REMEDY).toBe("");
});

test("the page has a line and a section for each rule", () => {
  const page = rulesPage();
  for (const { id, severity } of RULES) {
    expect(page).toContain(`| [${id}](#${id.toLowerCase()}) | ${severity} | `);
    expect(page).toContain(`\n## ${id}\n`);
  }
});

test("the page is the whole rule, with Markdown's own characters as text", () => {
  const rule = { id: "PXH999", severity: "refusal" as const, title: "A | b.", why: "Because <v> *is* it.", source: "management_vm", check: () => [] };
  expect(rulesPage([rule])).toBe(`# Rules

<!-- written by npm run docs: change the rules in lib/deployment/rules instead -->

All 1 rules are judged together, at synthesis and by \`pexip-hyperv check\`.

| severity | rules | meaning |
| --- | ---: | --- |
| error | 0 | cannot work; never silenced |
| refusal | 1 | could work, but a vendor's text advises against it; stops synthesis unless it is accepted with a reason |
| warning | 0 | worth knowing; can be accepted too |

A refusal or warning is accepted, for a construct and what is below it, with \`Deployment.of(construct).accept(id, reason)\`.

| rule | severity | what it asks |
| --- | --- | --- |
| [PXH999](#pxh999) | refusal | A \\| b. |

## PXH999

**A | b.** (refusal)

Because \\<v\\> \\*is\\* it.

Source: management_vm
`);
});
