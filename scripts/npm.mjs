// Runs npm, the one that runs us if there is one; what it prints goes to stderr.
import { spawnSync } from "node:child_process";

export class NpmError extends Error {}

export function npm(args, cwd) {
  const program = process.env.npm_execpath ?? "";
  const options = { cwd, stdio: ["ignore", 2, 2] };
  const { status } = program.endsWith("npm-cli.js") ? spawnSync(process.execPath, [program, ...args], options) : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (status !== 0) throw new NpmError(`npm ${args[0]} failed`);
}
