import { ACCEPTANCE_WITHOUT_EFFECT, RULES } from "../deployment/rules";
import type { Rule, Severity } from "../deployment/rules/rule";

const MEANING: Readonly<Record<Severity, string>> = {
  error: "cannot work; never silenced",
  refusal: "could work, but a vendor's text advises against it; stops synthesis unless it is accepted with a reason",
  warning: "worth knowing; can be accepted too",
};

/** `docs/rules.md`: every rule, in the order of ids. */
export function rulesPage(rules: readonly Rule[] = [ACCEPTANCE_WITHOUT_EFFECT, ...RULES]): string {
  const count = (severity: Severity): number => rules.filter((rule) => rule.severity === severity).length;
  const lines = [
    "# Rules",
    "",
    "<!-- written by npm run docs: change the rules in lib/deployment/rules instead -->",
    "",
    `All ${rules.length} rules are judged together, at synthesis and by \`pexip-hyperv check\`.`,
    "",
    "| severity | rules | meaning |",
    "| --- | ---: | --- |",
    ...(Object.keys(MEANING) as Severity[]).map((severity) => `| ${severity} | ${count(severity)} | ${MEANING[severity]} |`),
    "",
    "A refusal or warning is accepted, for a construct and what is below it, with `Deployment.of(construct).accept(id, reason)`.",
    "",
    "| rule | severity | what it asks |",
    "| --- | --- | --- |",
    ...rules.map(({ id, severity, title }) => `| [${id}](#${id.toLowerCase()}) | ${severity} | ${cell(title)} |`),
    ...rules.flatMap(({ id, severity, title, why, source }) => ["", `## ${id}`, "", `**${text(title)}** (${severity})`, "", text(why), "", `Source: ${text(source)}`]),
  ];
  return `${lines.join("\n")}\n`;
}

/** Markdown takes these for markup. */
function text(plain: string): string {
  return plain.replace(/[\\`*<>[\]]/g, "\\$&");
}

function cell(plain: string): string {
  return text(plain).replaceAll("|", "\\|");
}
