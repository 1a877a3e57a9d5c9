import { Command, Option } from "commander";
import { checkPlatform, type LocatedProblem } from "../../lib/config/read/platform-file";
import { viewOf } from "../../lib/deployment/deployment-file";
import { judgeModel } from "../../lib/deployment/judgement";
import { openSource, type Source, SOURCE_ARGUMENT } from "../deployment-source";
import { EXIT, ExitCode } from "../errors";
import { isBlocking, problemCounts, problemTable } from "../problem-lines";
import type { World } from "../world";

interface Flags {
  readonly format: "text" | "json";
  readonly strict?: boolean;
}

interface Checked {
  readonly problems: readonly LocatedProblem[];
  readonly notJudged: readonly string[];
  readonly rulesRun: number;
}

export function checkCommand(world: World): Command {
  return new Command("check")
    .description("Judges a deployment with every rule, offline, and prints all problems at once.")
    .argument(...SOURCE_ARGUMENT)
    .addOption(new Option("--format <format>", "for people, or for programs").choices(["text", "json"]).default("text"))
    .option("--strict", "end with 1 for warnings too that nobody accepted")
    .addHelpText("after", "\nEnds with 0 when nothing stops synth, with 1 when something does.\n\nExample:\n  pexip-hyperv check platform.yaml --format json")
    .action((given: string | undefined, { format, strict }: Flags) => {
      const source = openSource(world, given);
      const checked = check(source);
      world.stdout.write(format === "json" ? json(source.name, checked) : text(source.name, checked));
      const isWrong = checked.problems.some((problem) => isBlocking(problem) || (strict === true && problem.accepted === undefined));
      if (isWrong) throw new ExitCode(EXIT.input);
    });
}

function check(source: Source): Checked {
  if (source.is === "platform") return checkPlatform(source.platform);
  viewOf(source.file, source.name);
  const { problems, rulesRun } = judgeModel(source.file);
  return { problems, notJudged: [], rulesRun };
}

function text(name: string, { problems, notJudged, rulesRun }: Checked): string {
  const lines = [
    ...problemTable(name, problems),
    ...(notJudged.length === 0 ? [] : [`not judged, because of the errors above: ${notJudged.slice(0, 8).join(", ")}${notJudged.length > 8 ? ` and ${notJudged.length - 8} more` : ""}`]),
    `${problemCounts(problems)} in ${name} (${rulesRun} rules)`,
  ];
  return `${lines.join("\n")}\n`;
}

function json(file: string, { problems }: Checked): string {
  const entries = problems.map(({ rule, severity, path, message, source, at, accepted }) => ({ rule: rule ?? null, severity, path, message, source: source ?? null, file, line: at?.line ?? null, column: at?.column ?? null, ...(accepted === undefined ? {} : { accepted }) }));
  return `${JSON.stringify(entries, undefined, 2)}\n`;
}
