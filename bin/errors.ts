import { CommanderError } from "commander";
import { OutsideError } from "../lib/client/outside-error";
import { ValidationError } from "../lib/validation/validation-error";
import type { World } from "./world";

export const EXIT = { fine: 0, input: 1, outside: 2, outage: 3, bug: 70 } as const;

/** A command that said all it has to say ends with this exit code. */
export class ExitCode extends Error {
  constructor(public readonly code: number) {
    super(`exit code ${code}`);
    this.name = "ExitCode";
  }
}

/** What the user typed cannot be done; all that is wrong with it, one line each. */
export class InputError extends Error {
  public readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("\n"));
    this.name = "InputError";
    this.problems = [...problems];
  }
}

/**
 * What the file system refuses, in words, when a command writes.
 *
 * @param path what was being written
 */
export function fileError(error: unknown, path: string): unknown {
  const { code } = error as { readonly code?: unknown };
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "may not be written by this account",
    EPERM: "may not be written by this account",
    EROFS: "is on a read-only file system",
    ENOSPC: "does not fit: the disk is full",
    ENOTDIR: "cannot be a folder: a part of the path is a file",
    EEXIST: "cannot be a folder: a file of that name is there",
    EISDIR: "holds a folder where a file is to be written",
    ENAMETOOLONG: "has a path that is too long",
    ENOENT: "cannot be made: nothing can be kept there",
  };
  const reason = typeof code === "string" ? reasons[code] : undefined;
  return reason === undefined ? error : new InputError([`${path} ${reason}; nothing was left half-written`]);
}

/** Prints what went wrong and returns the exit code that says whose it is. */
export function reportError(error: unknown, world: World): number {
  // it has said all, and perhaps after the signal: a program that runs in a lab ends in its own way
  if (error instanceof ExitCode) return error.code;
  if (world.signal.aborted) {
    print(world, "interrupted");
    return typeof world.signal.reason === "number" ? world.signal.reason : 130;
  }
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.input;
  if (error instanceof InputError) {
    for (const problem of error.problems) print(world, `error  ${problem}`);
    return EXIT.input;
  }
  if (error instanceof ValidationError) {
    for (const line of error.message.split("\n")) print(world, `error  ${line}`);
    return EXIT.input;
  }
  if (error instanceof OutsideError) {
    print(world, `error  ${error.message}`, ...error.advice.map((line) => `       ${line}`));
    return EXIT.outside;
  }
  print(world, ...bugLines(error), "This is a bug in pexip-hyperv: please report these lines.");
  return EXIT.bug;
}

/** The words of commander in ours: one line, and never the value of an option that does not exist. */
export function usageErrorText(text: string): string {
  const [first, ...rest] = text.trim().split("\n");
  const suggestion = /\(Did you mean (.*)\?\)/.exec(rest.join(" "))?.[1];
  const message = first.replace(/^error: /, "").replace(/'(-[^'=]*)=[^']*'/, "'$1'").replaceAll("'", "");
  const password = /unknown option --?p(ass|w)/i.test(message) ? "; passwords come from PEXIP_PASSWORD alone" : "";
  return `error  ${message}${password !== "" || suggestion === undefined ? password : `; did you mean ${suggestion}?`}\n`;
}

// the message of an error that nobody foresaw may hold a secret; where it was thrown does not
function bugLines(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return ["bug    something that is no error was thrown"];
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return [`bug    ${error.name}`, ...frames];
}

function print(world: World, ...lines: readonly string[]): void {
  for (const line of lines) world.stderr.write(`${line}\n`);
}
