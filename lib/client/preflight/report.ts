import { countStates, type SubjectResult } from "../probing/run";
import { some, type Finding, type FindingState } from "./finding";

const STATE_WIDTH = "warning".length;
const WIDEST_TITLE = 30;
/** Findings that fit on one. */
const SCREEN = 20;

/** What was found, as people read it: each subject with its lines, and below a line what to do. */
export function preflightText(results: readonly SubjectResult[]): string {
  const titles = results.flatMap(({ findings }) => findings.map(({ what }) => what.length));
  const width = Math.min(WIDEST_TITLE, Math.max(0, ...titles));
  const blocks = results.map(({ subject, findings }) => {
    const heading = [subject.name, subject.detail === subject.name ? "" : subject.detail].filter((part) => part !== "").join("  ");
    // three servers that fail alike need the advice once
    return [heading, ...findings.flatMap((finding, index) => findingLines(finding, width, sameAdvice(finding, findings[index + 1])))].join("\n");
  });
  return `${[...blocks, ...failures(results), countText(countStates(results))].join("\n\n")}\n`;
}

/** What failed, once more, where it may have left the screen. */
function failures(results: readonly SubjectResult[]): readonly string[] {
  const failed = results.flatMap(({ subject, findings }) => {
    const whats = findings.filter(({ state }) => state === "failed").map(({ what }) => what);
    return whats.length === 0 ? [] : [`${subject.name}: ${some([...new Set(whats)])}`];
  });
  const isLong = results.reduce((lines, { findings }) => lines + findings.length, 0) > SCREEN;
  return isLong && failed.length > 0 ? [failed.map((line, index) => `${(index === 0 ? "failed" : "").padEnd(STATE_WIDTH)}  ${line}`).join("\n")] : [];
}

function sameAdvice(one: Finding, other: Finding | undefined): boolean {
  return one.state === other?.state && one.advice.join("\n") === other.advice.join("\n");
}

function findingLines({ state, what, evidence, advice }: Finding, width: number, isAdvisedBelow: boolean): readonly string[] {
  const indent = " ".repeat(2 + STATE_WIDTH + 2 + width + 2);
  return [`  ${state.padEnd(STATE_WIDTH)}  ${what.padEnd(width)}  ${evidence}`, ...(isAdvisedBelow ? [] : advice).map((line) => `${indent}${line}`)];
}

/** `12 ok, 1 warning, 2 failed, 3 skipped` */
export function countText({ ok, warning, failed, skipped }: Readonly<Record<FindingState, number>>): string {
  return `${ok} ok, ${warning} ${warning === 1 ? "warning" : "warnings"}, ${failed} failed, ${skipped} skipped`;
}

const FORMAT_VERSION = 1;

/** The same for programs. A new key may come; a change of one raises the format version. */
export function preflightJson(deployment: string, results: readonly SubjectResult[]): string {
  const subjects = results.map(({ subject: { kind, path, name, detail }, findings }) => ({ kind, path, name, detail, findings }));
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, deployment, summary: countStates(results), subjects }, undefined, 2)}\n`;
}
