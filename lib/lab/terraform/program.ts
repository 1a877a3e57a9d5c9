import { spawn } from "node:child_process";

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
  readonly stdout: string;
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
    const kill = (): void => killGroup(child.pid);
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
    child.once("error", (error) => end(() => reject(new Error(`${program} did not run: ${error.message}`))));
    child.once("close", (code) =>
      end(() => {
        if (tookTooLong) reject(new Error(`${[program, ...args].join(" ")} took more than ${timeoutSeconds} s and was ended; raise timeoutSeconds\n${written.stdout}${written.stderr}`));
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
