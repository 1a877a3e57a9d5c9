import { createHash } from "node:crypto";
import { datasheetHtml } from "../../../lib/documents/datasheet/html";
import { complete, elsewhere, hostile, inputOf, PLANTED, soundInput } from "./deployments";
import { aNode, sound } from "../../support/records";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5" width="10" height="5"><style>svg{max-width:100%}</style></svg>';

const all = (page: string, pattern: RegExp): readonly string[] => [...page.matchAll(pattern)].map(([, found]) => found);

/** Markup with every text in it emptied, and every value of an attribute. */
const skeleton = (page: string): string => page.replace(/="[^"]*"/g, "").replace(/>[^<]*</g, "><");

test("it is one page with the picture in it, and the same each time", () => {
  const page = datasheetHtml(soundInput(), SVG);
  expect(page).toMatch(/^<!doctype html>\n<html lang="en" data-model="[0-9a-f]{12}"><head><meta charset="utf-8"/);
  expect(page).toContain(SVG);
  expect(datasheetHtml(soundInput(), SVG)).toBe(page);
});

test("a picture that is higher than a page may go over several", () => {
  const kind = (viewBox: string): readonly string[] => all(datasheetHtml(soundInput(), `<svg viewBox="${viewBox}"></svg>`), /<div class="(picture[^"]*)"/g);
  expect([kind("0 0 900 1200"), kind("0 0 900 1300")]).toEqual([["picture"], ["picture tall"]]);
});

test("nothing in it is fetched: no address in an attribute, in the style or in the script", () => {
  const page = datasheetHtml(inputOf(complete("40")), SVG);
  expect(all(page, /(?:src|href|srcset|action|data)="([^"]*)"/g).filter((target) => !/^(#[\w-]+|data:,)$/.test(target))).toEqual([]);
  expect(page).not.toMatch(/@import|url\((?!#)|fetch\(|XMLHttpRequest|<(link(?! rel="icon")|iframe|object|embed|base|form)\b/);
});

test("its policy lets in its own style, script and picture, and nothing else", () => {
  const page = datasheetHtml(soundInput(), SVG);
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const styles = all(page, /<style>(.*?)<\/style>/gs);
  const scripts = all(page, /<script>(.*?)<\/script>/gs);
  expect([styles.length, scripts.length]).toEqual([2, 1]);
  expect(all(page, /http-equiv="Content-Security-Policy" content="([^"]*)"/g)).toEqual([
    `default-src 'none'; img-src data:; style-src ${styles.map(hash).join(" ")}; script-src ${scripts.map(hash).join(" ")}; base-uri 'none'; form-action 'none'`,
  ]);
  expect(page).not.toMatch(/ (style|on\w+)="/);
});

test("hostile text stays text", () => {
  const page = datasheetHtml(hostile(), SVG);
  const sane = datasheetHtml(inputOf(complete("21"), [{ rule: "PXH041", at: "", reason: "r" }]), SVG);
  const tags = (markup: string): readonly string[] => [...new Set(all(markup, /<([a-z]\w*)/g))].sort();
  expect(tags(skeleton(page))).toEqual([...new Set([...tags(skeleton(sane)), "table", "wbr"])].sort());
  expect(page).not.toContain("<script>alert(1)");
  expect(page).not.toContain("<img");
  expect(page).toContain("&lt;/style>&lt;script>alert(1)&lt;/script>&lt;img src=x onerror=alert(2)>");
  expect(all(page, /<(script|style)\b/g)).toEqual(["style", "style", "script"]);
});

test("it shows where secrets are, never what they are", () => {
  const page = datasheetHtml(inputOf(complete("40")), SVG);
  expect(page).toContain("in TF_VAR_licence_key");
  expect(page).not.toMatch(new RegExp(`${PLANTED}|nodes_key|PRIVATE KEY|BEGIN CERTIFICATE`));
});

test.each([
  ["one platform", inputOf(complete("40"), [], "2026-11-22")],
  ["several platforms", inputOf([...complete("40"), ...elsewhere("old"), ...elsewhere("older")])],
  ["no host", inputOf(elsewhere())],
  ["nothing at all", inputOf([])],
])("the page of %s has landmarks, one h1, headings in order, ids that are unique and links that lead somewhere", (_, input) => {
  const page = datasheetHtml(input, SVG);
  const ids = all(page, / id="([^"]*)"/g);
  const levels = all(page, /<h([1-6])/g).map(Number);
  expect(new Set(ids).size).toBe(ids.length);
  expect(all(page, /(?:href="#|for="|aria-labelledby="|aria-describedby=")([^"]*)"/g).filter((id) => !ids.includes(id))).toEqual([]);
  expect(levels.filter((level) => level === 1)).toHaveLength(1);
  expect(levels.filter((level, index) => index > 0 && level > levels[index - 1] + 1)).toEqual([]);
  expect(["<header>", "<nav aria-label=", "<main ", "<footer>"].filter((landmark) => !page.includes(landmark))).toEqual([]);
});

test("boxes that the deployment ticks are checked and say how", () => {
  const page = datasheetHtml(soundInput(), SVG);
  expect(page).toContain('<input type="checkbox" id="tick-prior-3" data-item="prior-3" checked aria-describedby="how-prior-3"/>');
  expect(page).toContain('<p id="how-prior-3">1 Management Node and 2 Conferencing Nodes, no address and no name twice</p>');
  expect(page).toContain('<input type="checkbox" id="tick-prior-4" data-item="prior-4" aria-describedby="how-prior-4"/>');
  expect(page).toContain('<p id="progress" role="status">3 of 20 done</p>');
});

test("what is not decided is a line to write on", () => {
  expect(datasheetHtml(soundInput(), SVG)).toContain('<dt>Date</dt><dd><span class="dotted"><span class="unseen">not decided</span></span></dd>');
  expect(datasheetHtml(inputOf(complete("21"), [], "2026-11-22"), SVG)).toContain('<dt>Date</dt><dd><span class="whole">2026-11-22</span></dd>');
});

test("the page of a thousand nodes has every one of them", () => {
  const { records, host, externalSwitch, systemLocation } = sound();
  const nodes = Array.from({ length: 1000 }, (_, index) => aNode({ host, externalSwitch, systemLocation }, `n-${index}`, { address: `10.45.${Math.floor(index / 200)}.${(index % 200) + 1}` }));
  const input = inputOf([...records, ...nodes]);
  expect(datasheetHtml(input, SVG)).toContain("Conferencing Node 1002 hostname and domain");
});
