import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { commandFolder, windowsFiles } from "../../../lib/lab/terraform/command-folder";
import { aFolder, removeFolders } from "../../support/output-folder";

afterAll(removeFolders);

/** Says how it was called. */
const TELLS = 'process.stdout.write(JSON.stringify(process.argv.slice(2)) + (process.env.TOLD ?? ""));\nprocess.exitCode = 3;\n';

/** A program in a folder of this name, and a folder of commands that start it. */
function commandsIn(name: string): { readonly folder: string; readonly program: string } {
  const parent = join(aFolder(), name);
  mkdirSync(parent);
  const program = join(parent, "pexip-hyperv.js");
  writeFileSync(program, TELLS);
  return { folder: commandFolder(join(parent, "bin"), program), program };
}

/** An `npx` that says so, as the real one. */
function realNpx(): string {
  const folder = aFolder("real npx ");
  writeFileSync(join(folder, "npx"), '#!/bin/sh\nprintf "real"\nfor one in "$@"; do printf "|%s" "$one"; done\ncommand -v npx >&2\nexit 7\n');
  chmodSync(join(folder, "npx"), 0o755);
  return folder;
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(path: readonly string[], command: string, ...args: readonly string[]): Ran {
  // as Terraform's local-exec does; nothing but a shell is there
  const { status, stdout, stderr } = spawnSync("/bin/sh", ["-c", `${command} "$@"`, "sh", ...args], { encoding: "utf8", timeout: 20_000, env: { PATH: path.join(delimiter), TOLD: "!" } });
  return { status, stdout, stderr };
}

const NAMES = ["plain", "with space", "it's", '"quoted"', "$HOME", "a$(echo b)`echo c`", "*", "-n", "back\\slash", "[ab]", "ende;exit"];

describe.each(NAMES)("in a folder called %s", (name) => {
  test("npx --no-install pexip-hyperv, npx pexip-hyperv and pexip-hyperv start the program with all arguments and its exit code", () => {
    const { folder } = commandsIn(name);
    const args = ["wait", "manager", "--name", "a b", "$x", "'", "*", ""];
    const expected = { status: 3, stdout: `${JSON.stringify(args)}!`, stderr: "" };
    expect(["npx --no-install pexip-hyperv", "npx pexip-hyperv", "pexip-hyperv"].map((command) => run([folder], command, ...args))).toEqual([expected, expected, expected]);
  });

  test("what else npx is asked for reaches the real one, which finds itself then", () => {
    const [{ folder }, real] = [commandsIn(name), realNpx()];
    const ran = run(["/nowhere with space", folder, "", real, folder], "npx", "cdktf", "--no-install", "pexip-hyperv", "a b", "*");
    expect(ran).toEqual({ status: 7, stdout: "real|cdktf|--no-install|pexip-hyperv|a b|*", stderr: `${join(real, "npx")}\n` });
  });
});

test("where there is no real npx, it is not found, and nothing calls itself for ever", () => {
  const { folder } = commandsIn("plain");
  expect(run([folder], "npx", "cdktf")).toMatchObject({ status: 127, stdout: "" });
});

test("a folder that PATH cannot name is refused", () => {
  const folder = join(aFolder(), `a${delimiter}b`);
  expect(() => commandFolder(folder, "program.js")).toThrow(`${folder}: has a ${delimiter} in its name, which separates the folders of PATH; choose another one`);
});

describe("for Windows", () => {
  /** Node's folder as its installer lays it out, with an npx that says how it was called. */
  function windowsFolder() {
    const place = join(aFolder(), "Program Files (x86) 100%");
    const npx = join(place, "node_modules", "npm", "bin", "npx-cli.js");
    mkdirSync(dirname(npx), { recursive: true });
    writeFileSync(npx, `process.stdout.write("real");${TELLS}`);
    writeFileSync(join(place, "pexip-hyperv.js"), TELLS);
    const files = windowsFiles(join(place, "node.exe"), join(place, "pexip-hyperv.js"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text);
    return { place, files };
  }

  test("the .cmd files hold no path, only hand on what they were given", () => {
    const { files } = windowsFolder();
    expect(Object.keys(files)).toEqual(["npx.cjs", "npx.cmd", "pexip-hyperv.cmd"]);
    expect([files["npx.cmd"], files["pexip-hyperv.cmd"]]).toEqual(['@node "%~dp0npx.cjs" %*\r\n', '@node "%~dp0npx.cjs" --no-install pexip-hyperv %*\r\n']);
  });

  test.each<[string, readonly string[], string]>([
    ["our command", ["--no-install", "pexip-hyperv", "wait", "a b", "100%", "(x)"], '["wait","a b","100%","(x)"]'],
    ["our command as people call it", ["pexip-hyperv", "wait", "a b"], '["wait","a b"]'],
    ["any other one", ["--no-install", "cdktf", "synth"], 'real["--no-install","cdktf","synth"]'],
    ["nothing", [], "real[]"],
  ])("the program behind them starts the right one for %s, and gives its exit code", (_, args, told) => {
    const { place } = windowsFolder();
    const { status, stdout } = spawnSync(process.execPath, [join(place, "npx.cjs"), ...args], { encoding: "utf8", env: {} });
    expect([status, stdout]).toEqual([3, told]);
  });
});

test("only the owner looks into the folder, and the files can be started", () => {
  const { folder } = commandsIn("plain");
  const mode = (path: string): number => statSync(path).mode & 0o777;
  expect([mode(folder), readdirSync(folder).map((name) => [name, mode(join(folder, name))])]).toEqual([0o700, [["npx", 0o755], ["pexip-hyperv", 0o755]]]);
});
