import MarkdownIt from "markdown-it";
import { datasheetMarkdown } from "../../../lib/documents/datasheet/markdown";
import { complete, elsewhere, hostile, inputOf, PLANTED, soundInput } from "./deployments";

const renderer = new MarkdownIt({ html: true });

const lines = (text: string, from: string, count: number): readonly string[] => {
  const all = text.split("\n");
  const start = all.indexOf(from);
  return all.slice(start, start + count);
};

test("it begins with what it is of, and the verdict", () => {
  const text = datasheetMarkdown(inputOf(complete("40"), [], "2026-11-22"));
  expect(text.split("\n").slice(0, 16)).toEqual([
    "# Pexip Infinity configuration datasheet",
    "",
    "manager.example.com",
    "",
    "- **Infinity version:** v40",
    "- **Mode:** api: Terraform configures the platform",
    "- **Date:** 2026-11-22",
    expect.stringMatching(/^- \*\*Model:\*\* [0-9a-f]{12}$/),
    "",
    "## Verdict",
    "",
    expect.stringMatching(/^\*\*.+\*\*$/),
    "",
    expect.stringMatching(/^\d errors? · .* rules judged$/),
    "",
    expect.any(String),
  ]);
  expect(text).toContain("\n![Topology](topology.svg)\n");
  expect(datasheetMarkdown(inputOf(complete("40"), [], "2026-11-22"))).toBe(text);
});

test("the guide's form is a list of its labels and values, readable as it is", () => {
  expect(lines(datasheetMarkdown(soundInput()), "### Conferencing Nodes", 14)).toEqual([
    "### Conferencing Nodes",
    "",
    "- **CPU cores per socket on host server:** (to determine the size of each node) 16",
    "",
    "- **Conferencing Node 1 name / VM name:** oslo-1",
    "- **Conferencing Node 1 IP address:** 10.44.0.11",
    "- **Conferencing Node 1 hostname and domain:** oslo-1.example.com",
    "",
    "<!-- -->",
    "",
    "- **Conferencing Node 2 name / VM name:** oslo-2",
    "- **Conferencing Node 2 IP address:** 10.44.0.12",
    "- **Conferencing Node 2 hostname and domain:** oslo-2.example.com",
    "",
  ]);
});

test("tables, bars and tick boxes", () => {
  const text = datasheetMarkdown(soundInput());
  expect(lines(text, "### Processors and memory", 5)).toEqual([
    "### Processors and memory",
    "",
    "| Name | Host | Number of virtual processors | Startup RAM (MB) | Checkpoints |",
    "| --- | --- | ---: | ---: | --- |",
    "| manager | hv1 | 4 | 4096 | Production checkpoints, or standard ones |",
  ]);
  expect(text).toContain("| oslo-1 | `D:\\Pexip\\oslo-1\\oslo-1.vhd` |");
  expect(text).toContain("| hv1 | vCPUs | 28 of 32 cores | █████████████████████░░░ | manager 4, oslo-1 12, oslo-2 12; 4 free |");
  expect(text).toContain("3. [x] Assign network IP addresses and host names for the Management Node and Conferencing Nodes.\n   - 1 Management Node and 2 Conferencing Nodes, no address and no name twice\n4. [ ] Create DNS records");
  expect(text).toContain("\n3 of 20 done\n");
});

test("a bar is never longer than its room", () => {
  const text = datasheetMarkdown(soundInput({ host: { coresPerSocket: 12 } }));
  expect(text).toContain("| 28 of 24 cores | ████████████████████████ | manager 4, oslo-1 12, oslo-2 12; 4 too many |");
});

test("hostile text stays text in its place", () => {
  const text = datasheetMarkdown(hostile());
  const html = renderer.render(text);
  expect(html).not.toMatch(/<script|<img (?!src="topology\.svg")|<a |<\/style/);
  expect(html).not.toMatch(/<h[12]>heading/);
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  // a line break or a pipe in a name would make a table longer or wider
  const width = (row: string): number => row.replace(/\\\|/g, "").split("|").length;
  const tables = text.split("\n\n").map((block) => block.split("\n")).filter(([first]) => first.startsWith("| "));
  expect(tables.length).toBeGreaterThan(5);
  expect(tables.flatMap(([head, ...rows]) => rows.filter((row) => width(row) !== width(head)))).toEqual([]);
});

test("secrets are named by their variables only", () => {
  const text = datasheetMarkdown(inputOf(complete("40")));
  expect(text).toContain("in TF_VAR_licence_key");
  expect(text).not.toMatch(new RegExp(`${PLANTED}|nodes_key|PRIVATE KEY|BEGIN CERTIFICATE`));
});

test("a platform without hosts and an empty deployment have one too", () => {
  expect(datasheetMarkdown(inputOf(elsewhere()))).toContain("This deployment builds on no host: what it describes is built elsewhere.");
  expect(datasheetMarkdown(inputOf([]))).toContain("- **Infinity version:** ..........");
});
