import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { PROJECT_KINDS, TEMPLATE_FILES } from "../../lib/scaffold/template-files";
import { filesOf, manifest, newProject, ROOT, TEMPLATES, textOf } from "./new-project";

const PIPELINE_FILES = [".github/workflows/platform.yml", ".github/workflows/stack.yml", ".gitlab-ci.yml"];
const paths = (options: Parameters<typeof filesOf>[0]) => filesOf(options).map(({ path }) => path);

describe("the files of a project", () => {
  test("with a platform file", () => {
    expect(paths({ kind: "platform-file" })).toEqual(["platform.yaml", "test/platform.test.js", "snapshot/manager.json", "snapshot/platform.json", "cdktf.json", "package.json", "README.md", ".gitignore", ...PIPELINE_FILES]);
  });

  test("in TypeScript", () => {
    expect(paths({ kind: "typescript" })).toEqual(["platform.ts", "main.ts", "platform.test.ts", "__snapshots__/platform.test.ts.snap", "tsconfig.json", "cdktf.json", "package.json", "README.md", ".gitignore", ...PIPELINE_FILES]);
  });

  test("leave out the pipelines that were not asked for, and README.md does not name them", () => {
    expect(paths({ pipelines: ["github"] }).filter((path) => PIPELINE_FILES.includes(path))).toEqual(PIPELINE_FILES.slice(0, 2));
    expect(paths({ pipelines: ["gitlab"] }).filter((path) => PIPELINE_FILES.includes(path))).toEqual(PIPELINE_FILES.slice(2));
    expect(paths({ pipelines: [] }).filter((path) => PIPELINE_FILES.includes(path))).toEqual([]);
    expect(textOf("README.md")).toMatch(/## The pipeline on GitHub[^]*## The pipeline on GitLab/);
    expect(textOf("README.md", { pipelines: ["gitlab"] })).not.toMatch(/github/i);
    expect(textOf("README.md", { pipelines: [] })).not.toMatch(/pipeline on/);
  });

  test.each(PROJECT_KINDS)("of the kind %s are the same bytes each time, and hold no placeholder", (kind) => {
    expect(filesOf({ kind })).toEqual(filesOf({ kind }));
    for (const { path, text } of filesOf({ kind })) {
      // GitHub's expressions have a dollar sign before the braces
      expect({ path, placeholder: /(?<!\$)\{\{/.exec(text)?.[0] }).toEqual({ path, placeholder: undefined });
      expect({ path, end: text.slice(-1) }).toEqual({ path, end: "\n" });
      expect({ path, purpose: filesOf({ kind }).find((file) => file.path === path)?.purpose }).not.toEqual({ path, purpose: "" });
    }
  });

  test("come from templates that exist, and every template is used", () => {
    const stored = readdirSync(TEMPLATES, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [relative(TEMPLATES, join(entry.parentPath, entry.name))] : []));
    expect(TEMPLATE_FILES.map(({ template }) => template).sort()).toEqual(stored.sort());
  });

  test("hold no private key", () => {
    for (const kind of PROJECT_KINDS) for (const { path, text } of filesOf({ kind })) expect({ path, key: text.includes("PRIVATE KEY") }).toEqual({ path, key: false });
  });
});

describe("package.json", () => {
  test.each(PROJECT_KINDS)("of the kind %s depends on this version, and on what this repository is tested with", (kind) => {
    const project = JSON.parse(textOf("package.json", { kind })) as Record<string, Readonly<Record<string, string>>>;
    expect(project).toMatchObject({ name: "video-oslo", private: true, engines: manifest.engines });
    expect(project.dependencies).toEqual({ cdktf: manifest.devDependencies.cdktf, "cdktf-pexip-hyperv": manifest.version, constructs: manifest.devDependencies.constructs });
    for (const [name, version] of Object.entries(project.devDependencies)) expect({ name, version }).toEqual({ name, version: manifest.devDependencies[name] });
    expect(project.overrides).toEqual(kind === "typescript" ? manifest.overrides : undefined);
    expect(Object.keys(project.scripts)).toEqual(expect.arrayContaining(["check", "synth", "docs", "test", "snapshot"]));
  });

  test("takes another version, or a tarball, of this package", () => {
    const versions = { ...manifest.overrides, ...manifest.devDependencies, "cdktf-pexip-hyperv": 'file:../a "b".tgz' };
    expect(JSON.parse(textOf("package.json", { versions }))).toMatchObject({ dependencies: { "cdktf-pexip-hyperv": 'file:../a "b".tgz' } });
  });

  test("is refused when a template depends on what this package has no version of", () => {
    expect(() => filesOf({ versions: {} })).toThrow("a template depends on cdktf, of which no version is known");
  });
});

test("cdktf.json has a projectId, so that the CDKTF command line does not write one: another for each name", () => {
  const ids = ["a", "b"].map((name) => (JSON.parse(textOf("cdktf.json", { name })) as { readonly projectId: string }).projectId);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(ids[0]).not.toBe(ids[1]);
});

test("platform.yaml marks what is the reader's own: every value of example.com, every address and path", () => {
  const lines = textOf("platform.yaml").split("\n").filter((line) => !line.startsWith("#"));
  const example = lines.filter((line) => /example|10\.44\.0\.|D:\\/i.test(line) && !line.includes("# yours"));
  // repeated from a line that is marked
  expect(example.map((line) => line.trim())).toEqual([
    "ntpServers: [ntp1.example.com, ntp2.example.com, ntp3.example.com]",
    "gateway: 10.44.0.1",
    "domain: example.com",
    "gateway: 10.44.0.1",
    "sipTlsFqdn: oslo-1.example.com",
  ]);
  expect(parse(textOf("platform.yaml"))).toHaveProperty("managementNode.address", "10.44.0.10");
});

describe(".gitignore", () => {
  let project: string;
  beforeAll(() => {
    project = newProject();
    expect(spawnSync("git", ["init", "-q"], { cwd: project }).status).toBe(0);
  });
  afterAll(() => rmSync(project, { recursive: true }));
  const ignored = (path: string) => spawnSync("git", ["check-ignore", "-q", "--no-index", path], { cwd: project }).status === 0;

  test.each([
    "node_modules/a",
    ".gen/a",
    "cdktf.out/stacks/manager/cdk.tf.json",
    "cdktf.out/stacks/manager/.terraform/a",
    ".terraform/a",
    "terraform.manager.tfstate",
    "terraform.manager.tfstate.backup",
    "terraform.tfstate.d/a",
    "a.tfplan",
    "tfplan",
    "plan.json",
    "crash.log",
    "secret.tfvars",
    "a.auto.tfvars.json",
    ".env",
    ".env.production",
    "secrets/a",
    "oslo-1.key",
    "oslo-1-key.pem",
    "oslo-1_key.pem",
    "certificates/privkey.pem",
    "oslo-1.pfx",
  ])("keeps %s out of git", (path) => {
    expect(ignored(path)).toBe(true);
  });

  test("keeps nothing of a new project out, nor what belongs in git later", () => {
    const kept = [...filesOf().map(({ path }) => path), ...filesOf({ kind: "typescript" }).map(({ path }) => path), "package-lock.json", "certificates/oslo-1.pem", ".terraform.lock.hcl"];
    expect(kept.filter(ignored)).toEqual([]);
  });
});

test("npm packs every template under its own name", () => {
  const { status, stdout, stderr } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: ROOT, encoding: "utf8" });
  expect({ status, stderr: status === 0 ? "" : stderr }).toEqual({ status: 0, stderr: "" });
  const [{ files }] = JSON.parse(stdout) as [{ readonly files: readonly { readonly path: string }[] }];
  const packed = files.map(({ path }) => path).filter((path) => path.startsWith("templates/"));
  expect(packed.sort()).toEqual(TEMPLATE_FILES.map(({ template }) => `templates/${template}`).sort());
  expect(existsSync(join(TEMPLATES, "common", ".gitignore"))).toBe(false);
});
