import { lineProblem, shown } from "../validation/text";
import { type Acceptance, DeploymentView, type DeploymentModel } from "./model";
import { ACCEPTANCE_WITHOUT_EFFECT, RULES } from "./rules";
import type { Finding, Rule, Severity } from "./rules/rule";

/** A finding with the rule that found it. */
export interface RuleProblem extends Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly source: string;
  /** The reason, when somebody accepted it. */
  readonly accepted?: string;
}

/** What all rules say of a model. */
export interface Judgement {
  /** In the order errors, refusals, warnings, then by path; accepted ones included. */
  readonly problems: readonly RuleProblem[];
  readonly rulesRun: number;
}

const ORDER: Readonly<Record<Severity, number>> = { error: 0, refusal: 1, warning: 2 };

/**
 * Runs every rule. Pure: the same model gives the same judgement.
 *
 * @param isPartial a part of what was described is not in the model, because it is wrong: rules about what is missing are left out
 */
export function judgeModel(model: DeploymentModel, isPartial = false): Judgement {
  const view = new DeploymentView(model);
  const used = new Set<Acceptance>();
  const accepting = (rule: Rule, { path }: Finding): string | undefined => {
    if (rule.severity === "error") return undefined;
    const matching = model.acceptances.filter((acceptance) => acceptance.rule === rule.id && covers(acceptance.at, path));
    matching.forEach((acceptance) => used.add(acceptance));
    return matching[0]?.reason;
  };
  const judged = (rule: Rule, findings: Iterable<Finding>): RuleProblem[] =>
    [...findings].map((finding) => ({ rule: rule.id, severity: rule.severity, source: rule.source, ...finding, accepted: accepting(rule, finding) }));

  const rules = RULES.filter(({ absence }) => !isPartial || absence !== true);
  const problems = rules.flatMap((rule) => judged(rule, rule.check(view)));
  const idle = isPartial ? [] : model.acceptances.filter((acceptance) => !used.has(acceptance));
  problems.push(...judged(ACCEPTANCE_WITHOUT_EFFECT, idle.map(({ rule, at }) => ({ path: at, message: `the acceptance of ${rule} accepts nothing here; remove it` }))));
  problems.sort((a, b) => ORDER[a.severity] - ORDER[b.severity] || compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.message, b.message));
  return { problems, rulesRun: rules.length };
}

/** Errors, and refusals that nobody accepted: what stops synth. */
export function blocking(judgement: Judgement): readonly RuleProblem[] {
  return judgement.problems.filter((problem) => problem.severity !== "warning" && problem.accepted === undefined);
}

/** Warnings that nobody accepted. */
export function warnings(judgement: Judgement): readonly RuleProblem[] {
  return judgement.problems.filter((problem) => problem.severity === "warning" && problem.accepted === undefined);
}

/** What is wrong with an acceptance, or undefined. */
export function acceptanceProblem(ruleId: unknown, reason: unknown): string | undefined {
  const rule = RULES.find((one) => one.id === ruleId);
  if (rule === undefined) return `there is no rule ${shown(ruleId)}; docs/rules.md lists them`;
  if (rule.severity === "error") return `${rule.id} is an error, which cannot be accepted (${rule.title.replace(/\.$/, "")})`;
  const problem = typeof reason === "string" ? lineProblem(reason) : "must be text";
  return problem === undefined ? undefined : `the reason for ${rule.id} ${problem}, got ${shown(reason)}`;
}

const WORD: Readonly<Record<Severity, string>> = { error: "error", refusal: "refused", warning: "warning" };

/** `refused PXH012 platform/oslo-1: vcpus 16 is more than ...` */
export function ruleProblemText({ rule, severity, path, message }: RuleProblem): string {
  return `${WORD[severity]} ${rule} ${path === "" ? "" : `${path}: `}${message}`;
}

/** Does a path of an acceptance cover this one? Construct paths are joined by `/`, places in a platform file by `.`. */
function covers(at: string, path: string): boolean {
  return at === "" || path === at || path.startsWith(`${at}/`) || path.startsWith(`${at}.`);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
