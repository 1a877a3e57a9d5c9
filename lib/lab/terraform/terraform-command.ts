import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { runProgram } from "./program";

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

/** A command that reports problems of the configuration ends normally; one that cannot run, takes too long or is killed throws. */
export async function runTerraform({ terraform: program, directory: folder, environment, timeoutSeconds }: TerraformCommand, args: string[]): Promise<TerraformOutput> {
  const { code, stdout, stderr } = await runProgram({ program, args, folder, environment, timeoutSeconds });
  if (code === undefined) throw new Error(`${program} ${args[0]} was killed\n${stdout}${stderr}`);
  return { succeeded: code === 0, stdout, stderr };
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
