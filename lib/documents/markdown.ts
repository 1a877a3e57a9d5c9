/**
 * Building Markdown (CommonMark with GitHub's tables and task lists) from texts that somebody else wrote: no text gets out of its place,
 * becomes markup, a link, a picture or HTML.
 */

/** Characters that turn the direction of what follows, or that nobody sees: in a name they are a trick. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Most names and addresses: nothing to look after. */
const HARMLESS = /^[A-Za-z0-9_.:/@-]+$/;

/** A text as Markdown: it is read exactly as it was written, in a sentence and in a table. Line breaks become spaces. */
export function text(plain: string): string {
  return visible(plain)
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*[\]<|~$]/g, "\\$&")
    .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, "\\_")
    .replace(/&(?=#?[A-Za-z0-9]+;)/g, "\\&")
    .replace(/^[#>+=-]/, "\\$&")
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2");
}

/** A text to be typed exactly: a code span, whatever backticks it holds. Line breaks become spaces: use `codeBlock` where they matter. */
export function code(plain: string): string {
  if (HARMLESS.test(plain)) return `\`${plain}\``;
  const shown = visible(plain).replace(/[\r\n\t]+/g, " ");
  if (shown.trim() === "") return text(shown);
  // a table would eat this backslash, code span or not
  if (shown.includes("\\|")) return text(shown);
  const fence = "`".repeat(longestRun(shown) + 1);
  const padding = /^`|`$|^ .* $/.test(shown) ? " " : "";
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** Lines to be typed or copied exactly, as a block of their own. */
export function codeBlock(content: readonly string[], language = ""): readonly string[] {
  const shown = content.flatMap((entry) => visible(entry).split(/\r\n|\r|\n/));
  const fence = "`".repeat(Math.max(3, longestRun(shown.join("\n")) + 1));
  return [`${fence}${language}`, ...shown, fence];
}

/** @param content Markdown */
export function bold(content: string): string {
  return `**${content}**`;
}

/** @param content Markdown */
export function heading(level: 1 | 2 | 3 | 4, content: string): string {
  return `${"#".repeat(level)} ${content}`;
}

/** The name with which a heading is linked to on GitHub and by most renderers. */
export function anchor(headingText: string): string {
  return headingText
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

/** A link to a place that we chose ourselves. @param label Markdown */
export function link(label: string, target: string): string {
  return `[${label}](${target.replace(/[\\()<>\s]/g, (character) => encodeURIComponent(character).replace("(", "%28").replace(")", "%29"))})`;
}

export interface Column {
  /** Markdown. */
  readonly title: string;
  readonly align?: "right";
}

/** A table. @param rows Markdown, cell by cell; an empty cell stays empty */
export function table(columns: readonly (Column | string)[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = columns.map((column): Column => (typeof column === "string" ? { title: column } : column));
  return [row(all.map(({ title }) => title)), row(all.map(({ align }) => (align === "right" ? "---:" : "---"))), ...rows.map(row)];
}

/** A list with bullets. @param items Markdown, each of one or several lines */
export function bullets(items: readonly (string | readonly string[])[]): readonly string[] {
  return items.flatMap((item) => listItem("-", typeof item === "string" ? [item] : item));
}

/** An entry of a task list. @param content Markdown lines */
export function task(content: readonly string[], marker = "-"): readonly string[] {
  return listItem(marker, [`[ ] ${content[0] ?? ""}`, ...content.slice(1)]);
}

/** An entry of a list, its further lines indented to belong to it. @param marker `-`, `3.` */
export function listItem(marker: string, content: readonly string[]): readonly string[] {
  const indent = " ".repeat(marker.length + 1);
  return content.map((line, index) => (index === 0 ? `${marker} ${line}` : line === "" ? "" : `${indent}${line}`));
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((content) => (content.includes("|") ? content.replace(/(?<!\\)\|/g, "\\|") : content)).join(" | ")} |`;
}

function visible(plain: string): string {
  return plain.replace(INVISIBLE, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

function longestRun(content: string): number {
  return Math.max(0, ...(content.match(/`+/g) ?? []).map((run) => run.length));
}
