import { bold, bullets, code, heading, listItem, table, text } from "../markdown";
import type { DocumentInput } from "../document";
import type { Bar, Block, Content, Field, Section } from "./content";
import { datasheet } from "./sections";

/** Characters of a bar. */
const BAR = 24;

/** The datasheet as Markdown, with the picture beside it in `topology.svg`. */
export function datasheetMarkdown(input: DocumentInput): string {
  const { title, subject, facts, sections } = datasheet(input);
  const blocks = [[heading(1, text(title))], ...(subject === "" ? [] : [[text(subject)]]), bullets(facts.map(fieldLine)), ...sections.flatMap(sectionBlocks)];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

type Lines = readonly string[];

function sectionBlocks({ title, blocks }: Section): readonly Lines[] {
  return [[heading(2, text(title))], ...blocks.flatMap(blockLines)];
}

function blockLines(block: Block): readonly Lines[] {
  switch (block.is) {
    case "form":
      // groups are lists of their own: a comment keeps Markdown from joining them
      return [...titled(block.title), ...block.groups.flatMap((group, index) => [...(index === 0 ? [] : [["<!-- -->"]]), bullets(group.map(fieldLine))])];
    case "table":
      return [...titled(block.title), table(block.columns.map(({ title, holds }) => ({ title: text(title), ...(holds === "number" ? { align: "right" as const } : {}) })), block.rows.map((row) => row.map(cell)))];
    case "bars":
      return [table(["Host", "", { title: "Promised", align: "right" }, "", "By"], block.hosts.flatMap(({ name, bars }) => bars.map((bar) => [text(name), text(bar.label), text(bar.text), drawn(bar), text(bar.detail)])))];
    case "findings":
      return [...titled(block.title), bullets(block.entries.map(({ word, rule, path, text: message }) => `${word} ${bold(text(rule))} ${text(path)}: ${text(message)}`))];
    case "verdict":
      return [[bold(text(block.headline))], [text(block.counts)]];
    case "picture":
      return [["![Topology](topology.svg)"]];
    case "note":
    case "progress":
      return [[text(block.text)]];
    case "checklist":
      return [...titled(block.title), block.items.flatMap(({ number, text: words, ticked, how }) => listItem(`${number}.`, [`[${ticked ? "x" : " "}] ${text(words)}`, `- ${text(how)}`]))];
  }
}

function titled(title: string | undefined): readonly Lines[] {
  return title === undefined ? [] : [[heading(3, text(title))]];
}

function fieldLine({ label, hint, value }: Field): string {
  return [bold(`${text(label)}:`), ...(hint === undefined ? [] : [text(hint)]), cell(value)].join(" ");
}

function cell(content: Content): string {
  return typeof content === "string" ? inline(content) : content.map(inline).join("<br>");
}

/** A text within a line: paths and expressions are easier to read and to copy as they are, and a number at its beginning begins no list. */
function inline(plain: string): string {
  return plain.includes("\\") ? code(plain) : text(plain).replace(/^(\d+)\\(?=[.)])/, "$1");
}

/** `████████░░░░` */
function drawn({ capacity, shares }: Bar): string {
  const promised = shares.reduce((sum, { amount }) => sum + amount, 0);
  const filled = Math.round((Math.min(promised, capacity) / Math.max(capacity, 1)) * BAR);
  return "█".repeat(filled) + "░".repeat(BAR - filled);
}
