import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The command line of this very package, as it is shipped and as it is built in a clone. */
function commandLine(): string {
  const places = [join("..", "..", "..", "cli"), join("..", "..", "..", "dist", "cli")].map((folder) => join(__dirname, folder, "pexip-hyperv.js"));
  const found = places.find((file) => existsSync(file));
  if (found === undefined) throw new Error("the command line pexip-hyperv is not built; run npm run build");
  return found;
}

/**
 * A folder for the front of PATH. The `npx` in it starts this package's command line where Terraform's steps call `npx --no-install pexip-hyperv`, wherever they
 * run, and leaves everything else to the real one; `pexip-hyperv` is there, too.
 *
 * @returns the folder
 * @throws Error when the command line was never built
 */
export function commandFolder(folder: string, program = commandLine()): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const [node, cli] = [process.execPath, program];
  if (process.platform === "win32") {
    writeFileSync(join(folder, "pexip-hyperv.cmd"), `@"${node}" "${cli}" %*\r\n`);
    // cmd has no way to pass all arguments but the first two
    writeFileSync(join(folder, "npx.cmd"), `@if not "%~1 %~2"=="--no-install pexip-hyperv" ("${join(node, "..", "npx.cmd")}" %* & exit /b)\r\n@set "all=%*"\r\n@call set "rest=%%all:*pexip-hyperv =%%"\r\n@"${node}" "${cli}" %rest%\r\n`);
    return folder;
  }
  write(join(folder, "pexip-hyperv"), `exec ${quoted(node)} ${quoted(cli)} "$@"`);
  // the real npx comes next on PATH, and would find this one again
  const real = `PATH=$(printf %s "$PATH" | tr ':' '\\n' | grep -vxF ${quoted(folder)} | paste -sd: -)\nexport PATH\nexec npx "$@"`;
  write(join(folder, "npx"), `if [ "$1 $2" = "--no-install pexip-hyperv" ]; then\n  shift 2\n  exec ${quoted(node)} ${quoted(cli)} "$@"\nfi\n${real}`);
  return folder;
}

function write(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
