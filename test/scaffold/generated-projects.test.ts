// After a change of what is synthesized, or of a template: UPDATE_TEMPLATES=1 npm test -- test/scaffold/generated-projects.test.ts takes the new snapshots into templates/.
import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newProject, ROOT, TEMPLATES } from "./new-project";

const updating = process.env.UPDATE_TEMPLATES === "1";
let project: string;

afterEach(() => rmSync(project, { recursive: true }));

interface Result {
  readonly status: number | null;
  readonly output: string;
}

function node(args: readonly string[], env: Readonly<Record<string, string>> = {}): Result {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, env: { ...process.env, FORCE_COLOR: "0", ...env }, encoding: "utf8" });
  return { status, output: `${stdout}${stderr}` };
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(join(project, file), "utf8");
  expect(text).toContain(from);
  writeFileSync(join(project, file), text.replaceAll(from, to));
}

function script(name: string): string {
  return (JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as { readonly scripts: Readonly<Record<string, string>> }).scripts[name];
}

describe("a TypeScript project", () => {
  // this repository's sources in the place of the installed package
  const mapped = JSON.stringify({ "^cdktf-pexip-hyperv$": join(ROOT, "lib", "index.ts"), "^cdktf-pexip-hyperv/testing$": join(ROOT, "lib", "testing", "index.ts") });
  const jest = (...args: readonly string[]) => node([join(ROOT, "node_modules", "jest", "bin", "jest.js"), "--moduleNameMapper", mapped, ...args]);

  beforeEach(() => {
    project = newProject({ kind: "typescript" });
    symlinkSync(join(ROOT, "node_modules"), join(project, "node_modules"), "junction");
  });

  test("passes its own tests as it is, also where a pipeline runs them", () => {
    if (updating) {
      expect(jest("--updateSnapshot")).toMatchObject({ status: 0 });
      copyFileSync(join(project, "__snapshots__", "platform.test.ts.snap"), join(TEMPLATES, "typescript", "snapshot.txt"));
    }
    expect(script("test")).toBe("tsc && jest");
    const { status, output } = jest("--ci");
    expect(output).toMatch(/Tests: +3 passed, 3 total\nSnapshots: +2 passed, 2 total/);
    expect(status).toBe(0);
  }, 60_000);

  test("fails when a rule is broken and when the platform is not what was reviewed", () => {
    edit("platform.ts", "role: NodeRole.TRANSCODING,", "role: NodeRole.TRANSCODING, vcpus: 16,");
    edit("platform.ts", "10.44.0.10", "10.44.0.12");
    const { status, output } = jest("--ci");
    expect(output).toMatch(/"rule": "PXH012"/);
    expect(output).toMatch(/-.*10\.44\.0\.10[^]*\+.*10\.44\.0\.12/);
    expect(status).toBe(1);
    expect(script("snapshot")).toBe("jest --updateSnapshot");
  }, 60_000);

  test("is checked as TypeScript with this repository", () => {
    expect((JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8")) as { readonly include: readonly string[] }).include).toContain("templates/typescript");
  });
});

describe("a project with a platform file", () => {
  const args = (name: string) => script(name).replace(/^node /, "").split(" ");

  beforeEach(() => {
    project = newProject({ kind: "platform-file" });
    // this repository's sources in the place of the installed package
    const installed = join(project, "node_modules", "cdktf-pexip-hyperv");
    mkdirSync(installed, { recursive: true });
    writeFileSync(join(installed, "package.json"), JSON.stringify({ name: "cdktf-pexip-hyperv", bin: { "pexip-hyperv": "program.js" } }));
    const [tsNode, program] = [join(ROOT, "node_modules", "ts-node"), join(ROOT, "bin", "pexip-hyperv.ts")].map((path) => JSON.stringify(path));
    writeFileSync(join(installed, "program.js"), `require(${tsNode}).register({ swc: true, project: ${JSON.stringify(join(ROOT, "tsconfig.json"))} });\nrequire(${program});\n`);
  });

  test("passes its own tests as it is", () => {
    if (updating) {
      expect(node(args("snapshot"))).toMatchObject({ status: 0 });
      for (const stack of ["manager", "platform"]) cpSync(join(project, "snapshot", `${stack}.json`), join(TEMPLATES, "platform-file", `${stack}.json`));
    }
    const { status, output } = node(args("test"));
    expect(output).toMatch(/pass 2\n[^]*fail 0/);
    expect(status).toBe(0);
  }, 60_000);

  test("fails when the platform is not what was reviewed, until somebody takes the snapshot anew", () => {
    edit("platform.yaml", "10.44.0.11", "10.44.0.12");
    expect(node(args("test"))).toMatchObject({ status: 1, output: expect.stringMatching(/10\.44\.0\.12[^]*10\.44\.0\.11|10\.44\.0\.11[^]*10\.44\.0\.12/) });
    expect(node(args("snapshot"))).toMatchObject({ status: 0, output: "snapshot/ is what platform.yaml synthesizes to now: read `git diff snapshot`, then commit it\n" });
    const reviewed = readFileSync(join(TEMPLATES, "platform-file", "platform.json"), "utf8");
    expect(readFileSync(join(project, "snapshot", "platform.json"), "utf8")).toBe(reviewed.replaceAll("10.44.0.11", "10.44.0.12"));
  }, 60_000);

  test("fails when a rule is broken", () => {
    edit("platform.yaml", "role: transcoding", "vcpus: 16\n    role: transcoding");
    expect(node(args("test"))).toMatchObject({ status: 1, output: expect.stringMatching(/PXH012/) });
  }, 60_000);
});
