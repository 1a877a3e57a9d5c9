import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../bin/program";
import { systemClock } from "../../lib/client/waiting";
import { filesOf, manifest } from "../scaffold/new-project";

let cwd: string;

beforeEach(() => {
  cwd = realpathSync(mkdtempSync(join(tmpdir(), "pexip hyperv's-")));
});
afterEach(() => rmSync(cwd, { recursive: true }));

interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function init(...argv: readonly string[]): Promise<Result> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({ columns: 100, write: (text: string) => (written[name] += text) });
  const code = await run(["init", ...argv], { env: {}, cwd, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal });
  return { code, ...written };
}

/** Every file below a folder, links included, with its text. */
function contents(folder: string): Readonly<Record<string, string>> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return Object.fromEntries(found.map(({ parentPath, name }) => join(parentPath, name)).map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

const expected = (options: Parameters<typeof filesOf>[0]) => Object.fromEntries(filesOf(options).map(({ path, text }) => [path, text]));
const dependencies = (folder: string) => (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { readonly dependencies: Readonly<Record<string, string>> }).dependencies;

describe("init", () => {
  test("writes a project with a platform file, and says what each file is for and what comes next", async () => {
    const { code, stdout, stderr } = await init("demo");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(contents(join(cwd, "demo"))).toEqual(expected({ name: "demo" }));
    expect(stdout.replaceAll(manifest.version, "VERSION")).toMatchInlineSnapshot(`
"cdktf-pexip-hyperv VERSION · a platform file project in demo

platform.yaml                    your platform: replace the example values
test/platform.test.js            the platform breaks no rule and is what was reviewed
snapshot/manager.json            what was reviewed, of the first apply
snapshot/platform.json           what was reviewed, of the second apply
cdktf.json                       tells the CDKTF command line what to run
package.json                     packages and commands
README.md                        from an empty host to a test call
.gitignore                       keeps secrets and state out of git
.github/workflows/platform.yml   GitHub: check, then stack by stack
.github/workflows/stack.yml      GitHub: plan, explain-plan, approval, apply of one stack
.gitlab-ci.yml                   GitLab: check, plan, explain-plan, approval, apply

Next:
  cd demo
  npm install
  npm test                 passes as it is
  npx pexip-hyperv check   judges platform.yaml with every rule; replace the example values in it
  npm run rehearse         from empty hosts to a test call, in a lab on this machine; needs Terraform
  npx pexip-hyperv docs    datasheet, runbook, DNS zones and more, in cdktf.out/documents
"
`);
  });

  test("writes a TypeScript project", async () => {
    const { code, stdout } = await init("demo", "--kind", "typescript");
    expect(code).toBe(0);
    expect(contents(join(cwd, "demo"))).toEqual(expected({ name: "demo", kind: "typescript" }));
    expect(stdout).toContain(" · a TypeScript project in demo\n");
    expect(stdout).toContain("npm run synth            writes cdktf.out, which the next ones read\n");
  });

  test.each([
    ["github", ["github"]],
    ["gitlab", ["gitlab"]],
    ["both", ["github", "gitlab"]],
    ["none", []],
  ] as const)("with --ci %s writes the pipelines %j", async (ci, pipelines) => {
    expect((await init("demo", "--ci", ci)).code).toBe(0);
    expect(contents(join(cwd, "demo"))).toEqual(expected({ name: "demo", pipelines }));
  });

  test("without a folder takes the one it is in, with what is there already", async () => {
    mkdirSync(join(cwd, ".git"));
    writeFileSync(join(cwd, ".git", "config"), "git");
    writeFileSync(join(cwd, "notes.txt"), "notes");
    const { code, stdout } = await init("--name", "demo");
    expect(code).toBe(0);
    expect(contents(cwd)).toEqual({ ...expected({ name: "demo" }), ".git/config": "git", "notes.txt": "notes" });
    expect(stdout).toContain("project in this folder\n");
    expect(stdout).not.toContain("  cd ");
  });

  test("makes folders on the way, names the project after the last one, and quotes it for a shell", async () => {
    const { code, stdout } = await init("video systems/Oslo's #1");
    expect(code).toBe(0);
    expect(contents(join(cwd, "video systems", "Oslo's #1"))).toEqual(expected({ name: "oslo-s-1" }));
    expect(stdout).toContain("\n  cd 'video systems/Oslo'\\''s #1'\n");
  });

  test("takes another name", async () => {
    expect((await init("demo", "--name", "@example/video")).code).toBe(0);
    expect(contents(join(cwd, "demo"))).toEqual(expected({ name: "@example/video" }));
  });
});

describe("init overwrites nothing", () => {
  test("and lists everything that exists, before anything is written", async () => {
    mkdirSync(join(cwd, "demo", ".github", "workflows"), { recursive: true });
    for (const path of ["package.json", ".gitignore", ".github/workflows/stack.yml"]) writeFileSync(join(cwd, "demo", path), "mine");
    const before = contents(cwd);
    expect(await init("demo")).toEqual({
      code: 1,
      stdout: "",
      stderr: "error  demo/package.json exists\nerror  demo/.gitignore exists\nerror  demo/.github/workflows/stack.yml exists\nerror  nothing was written; --force overwrites what is listed here, and nothing else\n",
    });
    expect(contents(cwd)).toEqual(before);
  });

  test("a second time", async () => {
    await init("demo");
    writeFileSync(join(cwd, "demo", "platform.yaml"), "mine");
    expect(await init("demo")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^(error {2}demo\/\S+ exists\n){11}error {2}nothing was written/) });
    expect(readFileSync(join(cwd, "demo", "platform.yaml"), "utf8")).toBe("mine");
  });

  test("unless --force says so, and then only what it writes itself", async () => {
    mkdirSync(join(cwd, "demo"));
    writeFileSync(join(cwd, "demo", "package.json"), "mine");
    writeFileSync(join(cwd, "demo", "other.txt"), "other");
    expect((await init("demo", "--force")).code).toBe(0);
    expect(contents(join(cwd, "demo"))).toEqual({ ...expected({ name: "demo" }), "other.txt": "other" });
  });

  test("also with --force no folder, and nothing through a file in the place of a folder", async () => {
    mkdirSync(join(cwd, "demo", "README.md"), { recursive: true });
    writeFileSync(join(cwd, "demo", ".github"), "mine");
    expect(await init("demo", "--force")).toEqual({
      code: 1,
      stdout: "",
      stderr: ["demo/README.md", "demo/.github"].map((path) => `error  ${path} is in the way: a file where a folder is needed, or a folder or link where a file is; move it\n`).join("") + "error  nothing was written\n",
    });
    expect(contents(cwd)).toEqual({ "demo/.github": "mine" });
  });
});

describe("init --package", () => {
  beforeEach(() => writeFileSync(join(cwd, "a b.tgz"), ""));

  test.each([
    ["^0.2.0", "^0.2.0"],
    ["npm:@example/fork@1", "npm:@example/fork@1"],
    ["https://example.com/a.tgz", "https://example.com/a.tgz"],
    ["a b.tgz", "file:../../a b.tgz"],
    ["./a b.tgz", "file:../../a b.tgz"],
    ["file:a b.tgz", "file:../../a b.tgz"],
    ["../", "file:../../.."],
  ])("%s becomes %s, seen from the project", async (spec, dependency) => {
    expect((await init("deep/demo", "--package", spec)).code).toBe(0);
    expect(dependencies(join(cwd, "deep", "demo"))["cdktf-pexip-hyperv"]).toBe(dependency);
  });

  test("an absolute path stays absolute", async () => {
    expect((await init("demo", "--package", join(cwd, "a b.tgz"))).code).toBe(0);
    expect(dependencies(join(cwd, "demo"))["cdktf-pexip-hyperv"]).toBe(`file:${join(cwd, "a b.tgz")}`);
  });

  test("without it the project depends on the version that made it", async () => {
    await init("demo");
    expect(dependencies(join(cwd, "demo"))["cdktf-pexip-hyperv"]).toBe(manifest.version);
  });
});

describe("init refuses", () => {
  test("everything that is wrong at once, and writes nothing", async () => {
    expect(await init("a\u001b[2J", "--name", "Video Oslo", "--package", "./none.tgz")).toEqual({
      code: 1,
      stdout: "",
      stderr: [
        'error  the folder must be one line without control characters, got "a\\u001b[2J"',
        'error  --name is no name of an npm package: lower-case letters, digits, hyphens and dots, such as video-oslo, got "Video Oslo"',
        'error  --package: there is no "./none.tgz"',
        "",
      ].join("\n"),
    });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test.each([
    [["--kind", "python"], "error  option --kind <kind> argument python is invalid. Allowed choices are platform-file, typescript.\n"],
    [["--ci", "jenkins"], "error  option --ci <where> argument jenkins is invalid. Allowed choices are github, gitlab, both, none.\n"],
    [["--forse"], "error  unknown option --forse; did you mean --force?\n"],
    [["a", "b"], "error  too many arguments for init. Expected 1 argument but got 2.\n"],
    [[""], 'error  the folder must not be empty, got ""\n'],
  ])("%j", async (argv, stderr) => {
    expect(await init(...argv)).toEqual({ code: 1, stdout: "", stderr });
    expect(readdirSync(cwd)).toEqual([]);
  });

  test("a folder that is a file, and one below a file", async () => {
    writeFileSync(join(cwd, "file"), "mine");
    expect(await init("file")).toMatchObject({ code: 1, stderr: expect.stringContaining("error  file is in the way") });
    expect(await init("file/demo")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error {2}file\/demo cannot be a folder/) });
    expect(contents(cwd)).toEqual({ file: "mine" });
  });

  // root writes everywhere
  (process.getuid?.() === 0 ? test.skip : test)("a folder that may not be written, and leaves nothing (skipped for root)", async () => {
    mkdirSync(join(cwd, "demo"));
    chmodSync(join(cwd, "demo"), 0o500);
    expect(await init("demo")).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error {2}demo may not be written/) });
    chmodSync(join(cwd, "demo"), 0o700);
    expect(readdirSync(join(cwd, "demo"))).toEqual([]);
  });

  test("a path that is too long, and leaves nothing", async () => {
    expect(await init("x".repeat(300), "--name", "demo")).toMatchObject({ code: 1, stderr: expect.stringMatching(/has a path that is too long; nothing was left half-written\n$/) });
    expect(existsSync(join(cwd, "x".repeat(300)))).toBe(false);
    expect(readdirSync(cwd)).toEqual([]);
  });
});

test("every command that a new project names exists, and takes the options that it is given", async () => {
  const texts = [...filesOf({ kind: "platform-file" }), ...filesOf({ kind: "typescript" })].map(({ text }) => text).join("\n");
  const named = [...new Set([...texts.matchAll(/pexip-hyperv ([a-z]+(?:-[a-z]+)*)(?=[\s"`])/g)].map(([, command]) => command))].sort();
  expect(named).toEqual(expect.arrayContaining(["check", "docs", "explain-plan", "synth", "wait"]));
  for (const command of named) {
    const written = { stdout: "", stderr: "" };
    const stream = (name: keyof typeof written) => ({ columns: 100, write: (text: string) => (written[name] += text) });
    const code = await run([command, "--help"], { env: {}, cwd, stdout: stream("stdout"), stderr: stream("stderr"), clock: systemClock, signal: new AbortController().signal });
    expect({ command, code, help: written.stdout.startsWith(`Usage: pexip-hyperv ${command}`) }).toEqual({ command, code: 0, help: true });
    if (command === "explain-plan") expect(written.stdout).toMatch(/--fail-on <[^]*"outage"/);
  }
});

test("init --help", async () => {
  expect((await init("--help")).stdout).toMatchInlineSnapshot(`
"Usage: pexip-hyperv init [options] [dir]

Writes a project of your own that passes its tests at once: a platform with example values, a test,
and pipelines. No file is overwritten without --force.

Arguments:
  dir               folder of the project; it is made when it does not exist (default: ".")

Options:
  --kind <kind>     what the platform is written in (choices: "platform-file", "typescript",
                    default: "platform-file")
  --ci <where>      pipelines that check, plan, explain, wait for approval and apply (choices:
                    "github", "gitlab", "both", "none", default: "both")
  --name <name>     name of the npm package; the folder's by default
  --package <spec>  what npm installs for cdktf-pexip-hyperv: a version, a tarball, a folder; this
                    version by default
  --force           overwrite the files that this command writes, and no others
  -h, --help        display help for command

Example:
  pexip-hyperv init video-oslo --ci github
"
`);
});
