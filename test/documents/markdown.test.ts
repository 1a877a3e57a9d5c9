import MarkdownIt from "markdown-it";
import { anchor, bold, bullets, code, codeBlock, heading, link, listItem, table, task, text } from "../../lib/documents/markdown";

const renderer = new MarkdownIt({ html: true });
const rendered = (...lines: readonly string[]): string => renderer.render(lines.join("\n")).trim();

/** What a reader sees of an HTML text. */
const seen = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");

const HOSTILE = [
  "a | b",
  "<img src=x onerror=alert(1)>",
  "<!-- not seen",
  "[x](javascript:alert(1))",
  "![x](http://x.example/y.png)",
  "`code`",
  "``` fence",
  "a\\|b",
  "C:\\Pexip\\",
  "\\",
  "*bold* and __under__ and ~~gone~~",
  "_start",
  "snake_case_name",
  "# no heading",
  "- no entry",
  "+ no entry",
  "1. no entry",
  "1) no entry",
  "> no quote",
  "---",
  "===",
  "&lt;b&gt; &amp; &#33;",
  "$x$",
  "[ref]: http://x.example",
  "ends with a backtick`",
];

test.each(HOSTILE)("%j is read as it was written, in a paragraph, a heading, a list and a table", (hostile) => {
  expect(rendered(text(hostile))).toBe(`<p>${renderer.utils.escapeHtml(hostile)}</p>`);
  expect(rendered(heading(2, text(hostile)))).toBe(`<h2>${renderer.utils.escapeHtml(hostile)}</h2>`);
  expect(rendered(...bullets([text(hostile)]))).toBe(`<ul>\n<li>${renderer.utils.escapeHtml(hostile)}</li>\n</ul>`);
  expect(cellsOf(rendered(...table(["a", "b"], [[text(hostile), "end"]])))).toEqual(["a", "b", hostile, "end"]);
});

test.each(HOSTILE)("%j is typed as it was written, in a code span, in a paragraph and in a table", (hostile) => {
  expect(seen(rendered(code(hostile)))).toBe(hostile);
  expect(rendered(code(hostile))).not.toMatch(/<(img|a|strong|em|h1)/);
  expect(cellsOf(rendered(...table(["a", "b"], [[code(hostile), "end"]])))).toEqual(["a", "b", hostile, "end"]);
});

test("a code span is a code span, with a fence that its backticks do not close", () => {
  expect(code("pexip")).toBe("`pexip`");
  expect(code("a`b")).toBe("``a`b``");
  expect(code("`a``b`")).toBe("``` `a``b` ```");
  expect(rendered(code("`a``b`"))).toBe("<p><code>`a``b`</code></p>");
});

test("line breaks do not get out of a line", () => {
  expect(text("a\n# b\r\nc")).toBe("a # b c");
  expect(code("a\n# b")).toBe("`a # b`");
});

test("a block keeps lines, and is not closed by what is in it", () => {
  const block = codeBlock(["a\r\nb", "```", "c"], "sh");
  expect(block).toEqual(["````sh", "a", "b", "```", "c", "````"]);
  expect(rendered(...block)).toContain("a\nb\n```\nc\n");
});

test("marks that turn or hide text are written out", () => {
  expect(text("oslo\u202egnp.exe")).toBe("oslo\\\\u{202e}gnp.exe");
  expect(code("a\u200bb")).toBe("`a\\u{200b}b`");
  expect(codeBlock(["a\u2066b"])).toEqual(["```", "a\\u{2066}b", "```"]);
});

test("plain names stay plain to read as they are", () => {
  for (const plain of ["oslo-1.example.com", "10.44.0.10", "Pexip External", "snake_case", "D: & E:", "2022 standard", "meet.test@example.com"]) expect(text(plain)).toBe(plain);
});

test("a table has a row for each entry, with numbers on the right", () => {
  expect(table(["Name", { title: "vCPUs", align: "right" }], [["a", "4"], ["", "12"]])).toEqual(["| Name | vCPUs |", "| --- | ---: |", "| a | 4 |", "|  | 12 |"]);
});

test("entries of lists keep their further lines", () => {
  expect(listItem("12.", ["first", "", "second"])).toEqual(["12. first", "", "    second"]);
  expect(task(["do it", "and so"])).toEqual(["- [ ] do it", "  and so"]);
  expect(bullets(["a", ["b", "c"]])).toEqual(["- a", "- b", "  c"]);
  expect(rendered(...listItem("12.", ["first", "", ...table(["a"], [["b"]])]))).toMatch(/^<ol start="12">\n<li>\n<p>first<\/p>\n<table>/);
});

test("links lead to their target only", () => {
  expect(link("`a`", "#1-before-you-start")).toBe("[`a`](#1-before-you-start)");
  expect(rendered(link("a", "x) [b](javascript:y"))).toBe('<p><a href="x%29%20%5Bb%5D%28javascript:y">a</a></p>');
  expect(anchor("9 Call control, gateway, devices: a.b")).toBe("9-call-control-gateway-devices-ab");
  expect(rendered(bold("a b"))).toBe("<p><strong>a b</strong></p>");
});

function cellsOf(html: string): readonly string[] {
  return [...html.matchAll(/<t[hd](?: [^>]*)?>([\s\S]*?)<\/t[hd]>/g)].map(([, cell]) => seen(cell));
}
