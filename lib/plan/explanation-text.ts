import { counted, type Explanation, type Line } from "./explanation";
import { summaryText } from "./services";

/** Reasons that a line spells out; the JSON has all. */
const MOST_REASONS = 3;

/** Names that a line spells out. */
const MOST_NAMES = 6;

/** Commands that are spelled out. */
const MOST_STEPS = 12;

const GAP = "   ";

/** The least room that is worth a last column; with less it goes below. */
const LEAST_LAST = 24;

/**
 * The explanation as lines without line breaks, in aligned columns: what, what happens to it, why, what people notice.
 *
 * @param columns width of the terminal, to which lines are folded. @default - a pipe: one line for each machine
 */
export function explanationText(explanation: Explanation, columns?: number): readonly string[] {
  const { machines, switches, services, others, notes, verdict } = explanation;
  const changed = [...machines, ...switches, ...services.notable].filter(isTold);
  const untouched = [...machines, ...switches].filter((line) => !isTold(line));
  const remarks = [
    ...(untouched.length === 0 ? [] : [`unchanged: ${names(untouched.map(({ name }) => name))}`]),
    ...[summaryText(services)].filter((text) => text !== undefined),
    ...Object.entries(others).map(([type, number]) => `${counted(number, "other resource")} of type ${type} ${number === 1 ? "changes" : "change"}`),
    ...notes,
  ];
  return [
    ...table(changed.map(cells), columns),
    ...remarks.flatMap((text) => folded(text, columns)),
    ...folded(verdictText(explanation), columns),
    ...verdict.steps.slice(0, MOST_STEPS).map(({ target }) => `  terraform apply ${quoted(`-target=${target}`)}`),
    ...(verdict.steps.length > MOST_STEPS ? [`  and ${verdict.steps.length - MOST_STEPS} more: --format json has all`] : []),
    ...(verdict.steps.length > 0 ? ["  terraform apply, for what remains"] : []),
  ];
}

/** `Verdict: outage. 2 of 2 transcoding nodes of location Oslo would be down; ...` */
function verdictText({ verdict }: Explanation): string {
  const text = verdict.sentences.join("; ");
  return `Verdict: ${verdict.word}.${text === "" ? "" : ` ${text[0].toUpperCase()}${text.slice(1)}${verdict.steps.length > 0 ? ":" : "."}`}`;
}

/** A double-quoted word is one word to sh, PowerShell (which splits -target=a.b) and cmd alike; keys of `for_each` hold such quotes themselves. */
function quoted(text: string): string {
  return text.includes('"') ? `'${text.replaceAll("'", "'\\''")}'` : `"${text}"`;
}

function isTold({ outcome, reasons }: Line): boolean {
  return outcome !== "unchanged" || reasons.length > 0;
}

function cells({ name, outcome, reasons, consequences }: Line): readonly string[] {
  const more = reasons.length - MOST_REASONS;
  return [name, outcome, more > 0 ? `${reasons.slice(0, MOST_REASONS).join(", ")} and ${more} more` : reasons.join(", "), consequences.join("; ")];
}

function table(rows: readonly (readonly string[])[], columns: number | undefined): readonly string[] {
  const widths = [0, 1, 2].map((column) => Math.max(0, ...rows.map((row) => row[column].length)));
  const used = widths.filter((width) => width > 0).reduce((sum, width) => sum + width + GAP.length, 0);
  if (columns === undefined) return rows.map((row) => aligned(row, widths));
  if (columns - used >= LEAST_LAST) return rows.flatMap((row) => hanging(aligned([...row.slice(0, 3), ""], widths), row[3], used, columns));
  return rows.flatMap(([name, outcome, reason, consequence]) => {
    const head = `${name.padEnd(widths[0])}${GAP}${outcome}`.trimEnd();
    return [...folded(head, columns), ...[reason, consequence].filter(Boolean).flatMap((text) => indented(text, columns))];
  });
}

function aligned(row: readonly string[], widths: readonly number[]): string {
  const columns = row.slice(0, 3).flatMap((cell, column) => (widths[column] === 0 ? [] : [cell.padEnd(widths[column])]));
  return [...columns, row[3]].join(GAP).trimEnd();
}

/** The last column, folded below itself. */
function hanging(before: string, text: string, from: number, columns: number): readonly string[] {
  const [first = "", ...rest] = wrapped(text, columns - from);
  return [`${before.padEnd(first === "" ? 0 : from)}${first}`, ...rest.map((line) => `${" ".repeat(from)}${line}`)];
}

function folded(text: string, columns: number | undefined): readonly string[] {
  if (columns === undefined) return [text];
  const [first = "", ...rest] = wrapped(text, columns - 2);
  return [first, ...rest.map((line) => `  ${line}`)];
}

function indented(text: string, columns: number): readonly string[] {
  return wrapped(text, columns - 4).map((line) => `    ${line}`);
}

/** Lines of at most this many characters, broken between words; a longer word is cut into pieces. */
function wrapped(text: string, width: number): readonly string[] {
  const room = Math.max(8, width);
  const lines: string[] = [];
  for (const word of text.split(" ").flatMap((each) => pieces(each, room))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= room) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function pieces(word: string, room: number): readonly string[] {
  return word.length <= room ? [word] : (word.match(new RegExp(`.{1,${room}}`, "gu")) ?? [word]);
}

function names(all: readonly string[]): string {
  return all.length > MOST_NAMES ? `${all.slice(0, MOST_NAMES).join(", ")} and ${all.length - MOST_NAMES} more` : all.join(", ");
}
