import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { ValidationError } from "../../validation/validation-error";

/**
 * The command line of this very package, as it is shipped and as it is built in a clone.
 *
 * @throws Error when it was never built
 */
export function commandLine(): string {
  const places = [join("..", "..", "..", "cli"), join("..", "..", "..", "dist", "cli")].map((folder) => join(__dirname, folder, "pexip-hyperv.js"));
  const found = places.find((file) => existsSync(file));
  if (found === undefined) throw new Error("the command line pexip-hyperv is not built; run npm run build");
  return found;
}

/**
 * A folder for the front of PATH. The `npx` in it starts this package's command line where Terraform's steps call `npx --no-install pexip-hyperv`, and people
 * `npx pexip-hyperv`, wherever that is, and leaves everything else to the real one; `pexip-hyperv` is there, too.
 *
 * @returns the folder
 * @throws ValidationError when PATH cannot name such a folder
 * @throws Error when the command line was never built
 */
export function commandFolder(folder: string, program = commandLine()): string {
  if (folder.includes(delimiter)) throw ValidationError.at(folder, `has a ${delimiter} in its name, which separates the folders of PATH; choose another one`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = process.platform === "win32" ? windowsFiles(process.execPath, program) : shellScripts(folder, process.execPath, program);
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

function shellScripts(folder: string, node: string, program: string): Readonly<Record<string, string>> {
  const start = `exec ${quoted(node)} ${quoted(program)} "$@"\n`;
  const npx = [
    'if [ "$1 $2" = "--no-install pexip-hyperv" ]; then',
    "  shift 2",
    `  ${start.trimEnd()}`,
    'elif [ "$1" = "pexip-hyperv" ]; then',
    "  shift",
    `  ${start.trimEnd()}`,
    "fi",
    // the real npx comes next on PATH, and would find this one again; no program is sure to be there that could do this
    "set -f",
    "others=",
    "IFS=:",
    `for one in $PATH; do [ "$one" = ${quoted(folder)} ] || others="$others\${others:+:}$one"; done`,
    "PATH=$others",
    "export PATH",
    'exec npx "$@"',
    "",
  ];
  return { "pexip-hyperv": `#!/bin/sh\n${start}`, npx: `#!/bin/sh\n${npx.join("\n")}` };
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * For Windows. The language of .cmd files can neither drop two arguments nor hold every path: they only hand on to a program of Node. Seen to work with Node
 * elsewhere; on Windows itself unverified.
 */
export function windowsFiles(node: string, program: string): Readonly<Record<string, string>> {
  // where npx.cmd, which Node.js for Windows brings, looks for it
  const real = join(dirname(node), "node_modules", "npm", "bin", "npx-cli.js");
  const lines = [
    'const { spawnSync } = require("node:child_process");',
    "const args = process.argv.slice(2);",
    'const at = args[0] === "--no-install" ? 1 : 0;',
    `const command = args[at] === "pexip-hyperv" ? [${JSON.stringify(program)}, ...args.slice(at + 1)] : [${JSON.stringify(real)}, ...args];`,
    'process.exitCode = spawnSync(process.execPath, command, { stdio: "inherit" }).status ?? 1;',
    "",
  ];
  return { "npx.cjs": lines.join("\n"), "npx.cmd": '@node "%~dp0npx.cjs" %*\r\n', "pexip-hyperv.cmd": '@node "%~dp0npx.cjs" --no-install pexip-hyperv %*\r\n' };
}
