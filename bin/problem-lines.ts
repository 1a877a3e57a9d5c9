import type { LocatedProblem } from "../lib/config/read/platform-file";
import type { Severity } from "../lib/deployment/rules/rule";

const WORD: Readonly<Record<Severity, string>> = { error: "error", refusal: "refused", warning: "warning" };

/** `platform.yaml:31:15`, or the file alone. */
function placeText(file: string, { at }: LocatedProblem): string {
  return at === undefined ? file : `${file}:${at.line}:${at.column}`;
}

function sentence({ path, message }: LocatedProblem): string {
  return path === "" ? message : `${path}: ${message}`;
}

/** One problem, for a list of errors: `platform.yaml:31:15: conferencingNodes.oslo-1.gatway: unknown key`. */
export function problemLine(file: string, problem: LocatedProblem): string {
  return `${placeText(file, problem)}: ${problem.rule === undefined ? "" : `${problem.rule} `}${sentence(problem)}`;
}

/** Problems as a table: place, severity, rule, what is wrong. */
export function problemTable(file: string, problems: readonly LocatedProblem[]): readonly string[] {
  const width = Math.max(0, ...problems.map((problem) => placeText(file, problem).length));
  return problems.map((problem) => `${placeText(file, problem).padEnd(width)}  ${(problem.accepted === undefined ? WORD[problem.severity] : "accepted").padEnd(8)} ${(problem.rule ?? "").padEnd(6)}  ${sentence(problem)}${problem.accepted === undefined ? "" : ` (${problem.accepted})`}`);
}

/** `8 errors, 1 refusal, 1 warning`; `no problems` when there is none. */
export function problemCounts(problems: readonly LocatedProblem[]): string {
  const open = problems.filter(({ accepted }) => accepted === undefined);
  const of = (severity: Severity, noun: string): readonly string[] => {
    const number = open.filter((problem) => problem.severity === severity).length;
    return number === 0 ? [] : [`${number} ${noun}${number === 1 ? "" : "s"}`];
  };
  const accepted = problems.length - open.length;
  const parts = [...of("error", "error"), ...of("refusal", "refusal"), ...of("warning", "warning"), ...(accepted === 0 ? [] : [`${accepted} accepted`])];
  return parts.length === 0 ? "no problems" : parts.join(", ");
}

/** Does this one stop synth? */
export function isBlocking({ severity, accepted }: LocatedProblem): boolean {
  return severity !== "warning" && accepted === undefined;
}
