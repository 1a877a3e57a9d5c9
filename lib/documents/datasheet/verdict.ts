import { blocking, type RuleProblem, warnings } from "../../deployment/judgement";
import { type Acceptance, groupBy } from "../../deployment/model";
import { RULES } from "../../deployment/rules";
import type { Severity } from "../../deployment/rules/rule";
import type { DocumentInput } from "../document";
import { type Block, counted, type Findings, listed, type Section, table } from "./content";

/** Findings of one rule that are written out; a thousand nodes may break it a thousand times. */
const MOST_OF_A_RULE = 5;

const WORD: Readonly<Record<Severity, string>> = { error: "error", refusal: "refused", warning: "warning" };

const placeOf = (path: string): string => (path === "" ? "the whole deployment" : path);

/** What the rules say, and what somebody took upon himself. */
export function verdictBlocks({ judgement }: DocumentInput): readonly Block[] {
  const stopping = blocking(judgement);
  const open = warnings(judgement);
  const accepted = judgement.problems.filter((problem) => problem.accepted !== undefined);
  const count = (severity: Severity): number => [...stopping, ...open].filter((problem) => problem.severity === severity).length;
  const counts = [counted(count("error"), "error"), counted(count("refusal"), "refusal"), counted(open.length, "warning"), `${accepted.length} accepted`, `${counted(judgement.rulesRun, "rule")} judged`];
  const state = stopping.length > 0 ? "stopped" : open.length > 0 ? "open" : "sound";
  const headline = { stopped: `Not to be built: ${counted(stopping.length, "problem")} to solve first`, open: `Sound, with ${counted(open.length, "open warning")}`, sound: "Sound" }[state];
  return [
    { is: "verdict", state, headline, counts: counts.join(" · ") },
    ...findings("To solve", stopping, ({ message }) => message),
    ...findings("Open warnings", open, ({ message }) => message),
    ...findings("Accepted", accepted, ({ accepted: reason = "" }) => reason),
  ];
}

function findings(title: string, problems: readonly RuleProblem[], text: (problem: RuleProblem) => string): readonly Findings[] {
  if (problems.length === 0) return [];
  const entries = [...groupBy(problems, ({ rule }) => rule).values()].flatMap((same) => {
    const { rule, severity } = same[0];
    const shown = same.length > MOST_OF_A_RULE + 1 ? same.slice(0, MOST_OF_A_RULE) : same;
    const rest = same.length - shown.length;
    return [
      ...shown.map((problem) => ({ word: WORD[severity], rule, path: placeOf(problem.path), text: text(problem) })),
      ...(rest === 0 ? [] : [{ word: WORD[severity], rule, path: `${rest} more places`, text: titleOf(rule) }]),
    ];
  });
  return [{ is: "findings", title, entries }];
}

function titleOf(rule: string): string {
  return RULES.find(({ id }) => id === rule)?.title ?? "";
}

/** Every acceptance, with what it covers. */
export function acceptanceSection({ view, judgement }: DocumentInput): readonly Section[] {
  const covered = groupBy(
    judgement.problems.filter(({ accepted }) => accepted !== undefined),
    ({ rule, accepted }) => JSON.stringify([rule, accepted]),
  );
  const rows = view.model.acceptances.map((acceptance) => {
    const { rule, at, reason } = acceptance;
    const problems = (covered.get(JSON.stringify([rule, reason])) ?? []).filter(({ path }) => isBelow(acceptance, path));
    const covers = problems.slice(0, MOST_OF_A_RULE).map(({ path, message }) => `${placeOf(path)}: ${message}`);
    const rest = problems.length - covers.length;
    return [[rule, titleOf(rule)].filter((line) => line !== ""), placeOf(at), reason, problems.length === 0 ? "nothing" : [...covers, ...(rest === 0 ? [] : [`and ${rest} more`])]];
  });
  if (rows.length === 0) return [];
  return [{ id: "acceptances", title: "Acceptances", blocks: table(undefined, ["Rule", "Where", "Reason", "What it covers"], rows) }];
}

function isBelow({ at }: Acceptance, path: string): boolean {
  return at === "" || path === at || path.startsWith(`${at}/`) || path.startsWith(`${at}.`);
}

/** Ids of the rules that found something, each once. */
export function ruleIds(problems: readonly RuleProblem[]): string {
  return listed([...new Set(problems.map(({ rule }) => rule))].sort());
}

