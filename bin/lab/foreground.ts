import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { constants } from "node:os";
import { shown } from "../../lib/validation/text";
import { InputError } from "../errors";
import type { World } from "../world";
import type { Signals } from "./signals";
import { windowsCommand } from "./windows-command";

export interface ForegroundCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Ends it as SIGTERM does. */
  readonly ending?: AbortSignal;
}

/** As shells do: not found, and found but not started. */
const NOT_FOUND = 127;
const NOT_STARTED = 126;

/**
 * Runs a program in the place of this one: on its terminal, with its signals.
 *
 * @returns its exit code; 128 and the number of the signal that ended it
 */
export function runInForeground({ program, args, folder, environment, ending }: ForegroundCommand, signals: Signals, world: World): Promise<number> {
  if (!existsSync(folder)) throw new InputError([`the lab's folder ${folder} has gone; stop the lab and start it again`]);
  return new Promise((resolve) => {
    const { file, args: passed, verbatim } = process.platform === "win32" ? windowsCommand(program, args, folder, environment) : { file: program, args, verbatim: false };
    const child = spawn(file, passed, { cwd: folder, env: environment, stdio: "inherit", windowsVerbatimArguments: verbatim });
    const stopListening = signals.listen((name) => {
      // a terminal has sent it to the program, too, and Terraform takes the second one for an order to drop everything
      if (name === "SIGTERM" || !hasTerminal()) child.kill(name);
    });
    const end = (): void => void child.kill("SIGTERM");
    ending?.addEventListener("abort", end);
    const done = (code: number): void => {
      stopListening();
      ending?.removeEventListener("abort", end);
      resolve(code);
    };
    child.once("error", (error: NodeJS.ErrnoException) => {
      const isUnknown = error.code === "ENOENT";
      world.stderr.write(`error  ${shown(program)} ${isUnknown ? "is no program that can be found here" : `cannot be started (${error.code})`}; behind -- stands the command, as on a line of its own\n`);
      done(isUnknown ? NOT_FOUND : NOT_STARTED);
    });
    child.once("exit", (code, signal) => done(code ?? 128 + constants.signals[signal!]));
  });
}

function hasTerminal(): boolean {
  return [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
}
