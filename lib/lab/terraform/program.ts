import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { basename } from "node:path";

export interface Run {
  readonly program: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly timeoutSeconds: number;
  /** Told what the program writes, as it writes it. */
  readonly onOutput?: (text: string) => void;
  /** Ends the program at once, and all that it started: as a power cut would. */
  readonly signal?: AbortSignal;
}

/** What a program did. */
export interface ProgramOutput {
  /** Undefined when it was killed. */
  readonly code?: number;
  /** All of it. */
  readonly stdout: string;
  /** All of it. */
  readonly stderr: string;
}

/**
 * Runs a program to its end, without a terminal.
 *
 * @throws Error when it cannot be started, or takes too long
 */
export function runProgram({ program, args, folder, environment, timeoutSeconds, onOutput, signal }: Run): Promise<ProgramOutput> {
  return new Promise((resolve, reject) => {
    // a group of its own: what Terraform has started would outlive it
    const child = spawn(program, args, { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"], detached: process.platform !== "win32", windowsHide: true });
    let wasKilled = false;
    const kill = (): void => {
      wasKilled = true;
      killGroup(child.pid);
    };
    let tookTooLong = false;
    const timer = setTimeout(() => {
      tookTooLong = true;
      kill();
    }, timeoutSeconds * 1000);
    signal?.addEventListener("abort", kill, { once: true });
    const written = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => {
        written[name] += text;
        onOutput?.(text);
      });
    }
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", kill);
      settle();
    };
    // Node blames the program for a folder that is missing
    child.once("error", (error) => end(() => reject(new Error(`${program} did not run: ${existsSync(folder) ? error.message : `there is no folder ${folder}`}`))));
    // what has left the group may hold the pipes open for ever
    child.once("exit", () => {
      if (wasKilled) for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
    });
    child.once("close", (code) =>
      end(() => {
        if (tookTooLong) reject(new Error(`${[basename(program), ...args.slice(0, 1)].join(" ")} took more than ${timeoutSeconds} s and was ended; raise timeoutSeconds\n${written.stdout}${written.stderr}`));
        else resolve({ ...(code === null ? {} : { code }), ...written });
      }),
    );
    if (signal?.aborted === true) kill();
  });
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {
    // it ended by itself
  }
}
