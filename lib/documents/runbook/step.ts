import { anchor, bold, heading, link, listItem, task, text } from "../markdown";

/** `step 12`: where another step of the same runbook is. */
export type StepOf = (id: string) => string;

type Lines = readonly string[];

/** What is done at one point of the guide. */
export interface Step {
  /** What other steps call it. */
  readonly id?: string;
  /** Page of the guide: `8`, `8-9`; undefined where the guide says nothing. */
  readonly page?: string;
  /** Markdown of one line. */
  readonly title: string;
  /** Who does it: a person, who gets a box to tick; Terraform, with these resources; or nobody, with the reason (Markdown). */
  readonly by: "person" | { readonly terraform: readonly string[] } | { readonly nobody: string };
  /** Markdown lines. */
  readonly body?: Lines | ((stepOf: StepOf) => Lines);
}

/** A line of headings between steps. */
export interface Heading {
  readonly heading: string;
}

export interface Chapter {
  /** Text, not Markdown. */
  readonly title: string;
  /** Pages of the guide. */
  readonly pages: string;
  /** Markdown lines. */
  readonly intro?: Lines | ((stepOf: StepOf) => Lines);
  readonly parts: readonly (Step | Heading)[];
}

/** Numbers of a chapter's steps, and how many of them are a person's. */
interface Range {
  readonly first: number;
  readonly last: number;
  readonly yours: number;
}

const isStep = (part: Step | Heading): part is Step => "title" in part;

/** The chapters with a table of contents, and their steps numbered through. */
export function chaptersText(chapters: readonly Chapter[]): Lines {
  const numbers = new Map<string, number>();
  const ranges: Range[] = [];
  let count = 0;
  for (const { parts } of chapters) {
    const first = count + 1;
    for (const part of parts) {
      if (!isStep(part)) continue;
      count++;
      if (part.id !== undefined) numbers.set(part.id, count);
    }
    ranges.push({ first, last: count, yours: parts.filter((part) => isStep(part) && part.by === "person").length });
  }
  const stepOf: StepOf = (id) => {
    const number = numbers.get(id);
    if (number === undefined) throw new Error(`the runbook has no step ${id}`);
    return `step ${number}`;
  };
  let number = 0;
  const body = chapters.flatMap(({ title, pages, intro, parts }, index) => [
    "",
    heading(2, text(titleOf(title, index))),
    "",
    `_Guide ${pages}_`,
    ...(intro === undefined ? [] : ["", ...linesOf(intro, stepOf)]),
    ...parts.flatMap((part) => ["", ...(isStep(part) ? stepText(part, ++number, stepOf) : [heading(3, part.heading)])]),
  ]);
  return [...contents(chapters, ranges), ...body];
}

function contents(chapters: readonly Chapter[], ranges: readonly Range[]): Lines {
  return chapters.map(({ title }, index) => {
    const { first, last, yours } = ranges[index];
    const named = titleOf(title, index);
    const steps = first === last ? `step ${first}` : `steps ${first} to ${last}`;
    return `- ${link(text(named), `#${anchor(named)}`)}${last < first ? "" : `: ${steps}, ${yours === last - first + 1 ? "all" : yours} yours`}`;
  });
}

function titleOf(title: string, index: number): string {
  return `${index + 1} ${title}`;
}

function stepText({ title, page, by, body }: Step, number: number, stepOf: StepOf): Lines {
  const head = `${bold(title)}${page === undefined ? "" : ` _(guide ${page.includes("-") ? "pages" : "page"} ${page})_`}${doneBy(by)}`;
  const lines = body === undefined ? [] : linesOf(body, stepOf);
  const content = lines.length === 0 ? [head] : [head, "", ...lines];
  return by === "person" ? task(content, `${number}.`) : listItem(`${number}.`, content);
}

function doneBy(by: Step["by"]): string {
  if (by === "person") return "";
  if ("nobody" in by) return `: ${by.nobody}`;
  return `: Terraform does this (${by.terraform.map((type) => `\`${type}\``).join(", ")}).`;
}

function linesOf(lines: Lines | ((stepOf: StepOf) => Lines), stepOf: StepOf): Lines {
  return typeof lines === "function" ? lines(stepOf) : lines;
}
