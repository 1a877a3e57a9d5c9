import { dirname } from "node:path";
import { judgeModel } from "../../deployment/judgement";
import type { Severity } from "../../deployment/rules/rule";
import { type FileNode, type FileProblem, type Position, positionOf } from "./file-node";
import { readText } from "./files";
import { type PlatformDescription, readPlatform } from "./platform";
import { platformModel, type PlatformModel } from "./records";
import { inWordsOfFile } from "./words";
import { parseYaml } from "./yaml";

/** A thousand nodes take less than 1 MB; what is larger is no platform file. */
const MOST_BYTES = 10_000_000;

/** A problem of a platform file, of its own or found by a rule. */
export interface LocatedProblem extends FileProblem {
  readonly severity: Severity;
  /** Undefined for a value that is none. */
  readonly rule?: string;
  readonly source?: string;
  /** The reason, when it was accepted. */
  readonly accepted?: string;
}

/** What all rules say of a platform file. */
export interface CheckedPlatform {
  /** In the order of the file. */
  readonly problems: readonly LocatedProblem[];
  /** Places of the entries that no rule could judge. */
  readonly notJudged: readonly string[];
  readonly rulesRun: number;
}

/** Reads a platform file in YAML or JSON. Nothing is thrown: what is wrong is in the description's `problems`. */
export function readPlatformFile(path: string): PlatformDescription {
  const read = readText(path, MOST_BYTES);
  if ("problem" in read) return nothing([{ path: "", message: read.problem }]);
  const { root, problems } = parseYaml(read.text);
  if (root === undefined) return nothing(problems.length > 0 ? problems : [{ path: "", message: "is empty; pexip-hyperv init writes one to begin with" }]);
  return readPlatform(root, dirname(path));
}

/** Judges a platform file with every rule. An entry that is wrong is left out, and the rest is judged. */
export function checkPlatform(platform: PlatformDescription): CheckedPlatform {
  const read = platformModel(platform, "file");
  const own = ownProblemsOf(platform, read);
  const judgement = judgeModel(read.model, own.length > 0);
  const entries = new Map(platform.entries.map((entry) => [entry.path, entry]));
  const found = judgement.problems.map(({ key, ...problem }): LocatedProblem => {
    const entry = entries.get(problem.path);
    return { ...problem, message: inWordsOfFile(problem.message), at: entry === undefined ? undefined : (positionOf(entry.node, key ?? "") ?? entry.node.at) };
  });
  return { problems: [...own, ...found].sort(inFile), notJudged: read.withoutRecord.map(({ path }) => path), rulesRun: judgement.rulesRun };
}

/** What keeps a platform file from being read whole, in the order of the file. No rule is judged. */
export function unreadableIn(platform: PlatformDescription): readonly LocatedProblem[] {
  return [...ownProblemsOf(platform, platformModel(platform, "file"))].sort(inFile);
}

function ownProblemsOf(platform: PlatformDescription, { problems }: PlatformModel): readonly LocatedProblem[] {
  return [...platform.problems, ...problems].map((problem): LocatedProblem => ({ ...problem, message: inWordsOfFile(problem.message), severity: "error" }));
}

function inFile(a: LocatedProblem, b: LocatedProblem): number {
  const line = ({ at }: { readonly at?: Position }): number => at?.line ?? 0;
  return line(a) - line(b) || (a.at?.column ?? 0) - (b.at?.column ?? 0);
}

function nothing(problems: readonly FileProblem[]): PlatformDescription {
  const root: FileNode = { is: "map", entries: new Map() };
  return { entries: [], acceptances: [], problems, root };
}
