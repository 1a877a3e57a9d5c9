import { foreign } from "../outside-error";
import type { Adoption, Finding, Undeclared } from "./adoption";
import type { Change, Comparison } from "./compare";
import { isWritten } from "./import-file";
import { importIdOf, objectText } from "./objects";
import type { NotRead } from "./read-objects";

/** One Management Node's part of the result. */
export interface AdoptionReport {
  /** `https://manager.example.com` */
  readonly manager: string;
  readonly adoption: Adoption;
  readonly notRead: readonly NotRead[];
  /** Objects that the next plan makes anew are adopted too. */
  readonly withReplaced: boolean;
}

/** Objects of one collection that are spelled out; a large platform has thousands of meeting rooms. */
const MOST_SHOWN = 20;

/** How many of each there are. */
export function countFindings({ adoption: { findings, undeclared, missing }, withReplaced }: AdoptionReport) {
  const written = findings.filter((finding) => isWritten(finding, withReplaced)) as readonly (Finding & { readonly is: "adopted" | "replaced" })[];
  return {
    declared: findings.length,
    adopted: written.length,
    changed: written.filter(({ comparison }) => isChanged(comparison)).length,
    created: findings.filter(({ is }) => is === "created").length,
    imported: findings.filter(({ is }) => is === "imported").length,
    /** Somebody has to decide: no import block was written for them. */
    open: findings.filter((finding) => finding.is === "ambiguous" || finding.is === "undecided" || (finding.is === "replaced" && !withReplaced)).length,
    missing: missing.length,
    undeclared: undeclared.filter(({ builtIn }) => !builtIn).length,
  };
}

export const isChanged = ({ changes, written }: Comparison): boolean => changes.length + written.length > 0;

/** Lines for people. */
export function adoptionText(report: AdoptionReport): readonly string[] {
  const { adoption, notRead } = report;
  const lines: string[] = [];
  for (const stack of new Set(adoption.findings.map(({ declared }) => declared.stack))) {
    const findings = adoption.findings.filter(({ declared }) => declared.stack === stack);
    lines.push(`stack ${foreign(stack, 60)}`, ...findings.flatMap((finding) => findingLines(finding, report.withReplaced)), "");
  }
  if (adoption.missing.length > 0) lines.push("named by the program, and not there", ...adoption.missing.map((uri) => `  missing    ${foreign(uri)}; look up its number in the Administrator interface`), "");
  const strangers = adoption.undeclared.filter(({ builtIn }) => !builtIn);
  if (strangers.length > 0) lines.push("there, and declared by nobody", ...undeclaredLines(strangers), "");
  if (notRead.length > 0) lines.push(...notRead.map(({ collection, why }) => `not looked at: ${collection}; the Management Node ${why.replace(/ no \(/, " none (")}`), "");
  return [...lines, summary(report)];
}

function findingLines(finding: Finding, withReplaced: boolean): readonly string[] {
  const { declared } = finding;
  const line = (word: string, rest = "") => `  ${word.padEnd(9)}  ${foreign(declared.address, 200)}${rest === "" ? "" : `   ${rest}`}`;
  switch (finding.is) {
    case "created":
      return [line("created")];
    case "imported":
      return [line("imports", `by the program itself, as ${foreign(finding.id, 60)}${finding.object === undefined ? "; the Management Node shows no such object" : ""}`)];
    case "undecided":
      return [line("undecided", finding.why)];
    case "ambiguous": {
      const objects = finding.candidates.map((candidate) => objectText(candidate, finding.resource!)).join(", ");
      const rivals = finding.rivals.length === 0 ? "" : `, which ${finding.rivals.map(({ address, stack }) => `${foreign(address)} of stack ${foreign(stack, 60)}`).join(", ")} fits as well`;
      return [line("ambiguous", `${objects}${rivals}; make ${finding.by.join(" and ") || "one of them"} different, or say which with importFrom in the program`)];
    }
    case "adopted":
      return [line("adopted", objectText(finding.object, finding.resource!)), ...comparisonLines(finding.comparison)];
    case "replaced":
      return [
        line(withReplaced ? "adopted" : "kept out", `${objectText(finding.object, finding.resource!)}; the next plan would delete it and make it anew${withReplaced ? "" : ": correct the program, or give --allow-replacement"}`),
        ...comparisonLines(finding.comparison),
      ];
  }
}

function comparisonLines({ changes, written, unknown }: Comparison): readonly string[] {
  const indent = " ".repeat(13);
  return [
    ...changes.map((change) => `${indent}${changeText(change)}`),
    ...(written.length === 0 ? [] : [`${indent}${written.join(", ")}: written by the first apply, because the provider cannot read ${written.length === 1 ? "it" : "them"}`]),
    ...(unknown.length === 0 ? [] : [`${indent}${unknown.join(", ")}: not compared, because the value is known to Terraform alone`]),
  ];
}

function changeText({ attribute, from, to, because, replaces }: Change): string {
  const values = from === undefined ? "differs (not shown)" : `${from} -> ${to}`;
  const why = { program: "", default: ", the provider's default, because the program does not say", unset: ", because the program does not say", update: ": any update empties it, although no plan says so; name it in the program" }[because];
  return `${attribute} ${values}${why}${replaces ? "; makes it anew" : ""}`;
}

function undeclaredLines(all: readonly Undeclared[]): readonly string[] {
  return [...new Set(all.map(({ collection }) => collection))].flatMap((collection) => {
    const some = all.filter((one) => one.collection === collection);
    const shown = some.slice(0, MOST_SHOWN).map(({ id, label }) => `  undeclared ${collection} ${id}${label === undefined ? "" : ` ${JSON.stringify(label)}`}`);
    return some.length > MOST_SHOWN ? [...shown, `  undeclared ${collection}: ${some.length - MOST_SHOWN} more; --format json lists them all`] : shown;
  });
}

function summary(report: AdoptionReport): string {
  const { declared, adopted, changed, created, imported, open, missing, undeclared } = countFindings(report);
  const parts = [
    `${adopted} adopted${changed === 0 ? "" : ` (${changed} changed by the next plan)`}`,
    `${created} to be created`,
    ...(imported === 0 ? [] : [`${imported} imported by the program itself`]),
    ...(open === 0 ? [] : [`${open} to be decided`]),
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(undeclared === 0 ? [] : [`${undeclared} undeclared`]),
  ];
  return `${report.manager}: ${declared} declared, ${parts.join(", ")}`;
}

/** For programs. */
export function adoptionData(report: AdoptionReport): object {
  const { manager, adoption, notRead, withReplaced } = report;
  return {
    manager,
    counts: countFindings(report),
    resources: adoption.findings.map((finding) => ({
      stack: finding.declared.stack,
      address: finding.declared.address,
      state: finding.is === "replaced" && !withReplaced ? "keptOut" : finding.is,
      ...("importId" in finding ? { id: finding.importId, by: finding.by, ...finding.comparison } : {}),
      ...(finding.is === "imported" ? { id: finding.id } : {}),
      ...(finding.is === "undecided" ? { why: finding.why } : {}),
      ...(finding.is === "ambiguous" ? { candidates: finding.candidates.map((candidate) => importIdOf(candidate, finding.resource!)), rivals: finding.rivals.map(({ stack, address }) => ({ stack, address })), by: finding.by } : {}),
    })),
    undeclared: adoption.undeclared,
    missing: adoption.missing,
    notRead,
  };
}
