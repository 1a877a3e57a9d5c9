import { execFile } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

export type Environment = Record<string, string | undefined>;

/** The terraform program that the shell would start, looked for without a shell. */
export function terraformOnPath(environment: Environment = process.env): string | undefined {
  const program = process.platform === "win32" ? "terraform.exe" : "terraform";
  const directories = (environment.PATH ?? environment.Path ?? "").split(delimiter).filter(Boolean);
  return directories.map((directory) => join(directory, program)).find(isProgram);
}

export interface TerraformCommand {
  terraform: string;
  directory: string;
  environment: Environment;
  timeoutSeconds: number;
}

export interface TerraformOutput {
  succeeded: boolean;
  stdout: string;
  stderr: string;
}

/** A command that reports problems of the configuration ends normally; one that cannot run or takes too long throws. */
export function runTerraform(command: TerraformCommand, args: string[]): Promise<TerraformOutput> {
  const { terraform, directory: cwd, environment: env, timeoutSeconds } = command;
  const limits = { timeout: timeoutSeconds * 1000, killSignal: "SIGKILL", maxBuffer: Infinity } as const;
  return new Promise((resolve, reject) => {
    execFile(terraform, args, { cwd, env, ...limits }, (error, stdout, stderr) => {
      if (!error || typeof error.code === "number") return resolve({ succeeded: !error, stdout, stderr });
      const reason = error.killed
        ? `was ended after ${timeoutSeconds} s; raise timeoutSeconds`
        : `did not run: ${error.message}`;
      reject(new Error(`${terraform} ${args[0]} ${reason}`, { cause: error }));
    });
  });
}

/** What a command inherits: everything but the settings that would change what Terraform does. */
export function withoutTerraformSettings(environment: Environment = process.env): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith("TF_")));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
