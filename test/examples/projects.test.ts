import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { EXAMPLES } from "./synthesized";

const ROOT = join(__dirname, "../..");
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const names = readdirSync(EXAMPLES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
const root = json<Package>(ROOT, "package.json");

interface Package {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly workspaces?: readonly string[];
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface CdktfJson {
  readonly language: string;
  readonly app: string;
  readonly projectId: string;
  readonly sendCrashReports: string;
}

test("there are six examples", () => {
  expect(names).toEqual(["company-stack", "existing-switch", "full-platform", "runbook-v21", "single-host", "two-sites"]);
});

describe.each(names)("%s", (name) => {
  const folder = join(EXAMPLES, name);

  test("is a private project that depends on this version of the package", () => {
    const project = json<Package>(folder, "package.json");
    expect(project).toMatchObject({ name: `pexip-${name}`, private: true });
    expect(project.dependencies).toEqual({ cdktf: root.devDependencies.cdktf, "cdktf-pexip-hyperv": `^${root.version}`, constructs: "^10.4.2" });
    expect(project.devDependencies).toMatchObject({ "cdktf-cli": root.devDependencies["cdktf-cli"], "ts-node": root.devDependencies["ts-node"], typescript: root.devDependencies.typescript });
  });

  test("installs every package that its sources import", () => {
    const project = json<Package>(folder, "package.json");
    const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts") && !/(^|\/)(node_modules|cdktf\.out)\//.test(path));
    const imported = sources.flatMap((path) => [...readFileSync(join(folder, path), "utf8").matchAll(/from "([^."][^"]*)"/g)].map((match) => match[1]));
    const [builtin, packages] = [imported.filter((specifier) => specifier.startsWith("node:")), imported.filter((specifier) => !specifier.startsWith("node:"))];
    for (const specifier of packages) expect(Object.keys(project.dependencies)).toContain(specifier.replace(/^((?:@[^/]+\/)?[^/]+).*/, "$1"));
    // what Node.js brings has its types in a package
    if (builtin.length > 0) expect(project.devDependencies["@types/node"]).toBe(root.devDependencies["@types/node"]);
  });

  test("tells the CDKTF command line what to run, and sends no crash reports", () => {
    expect(json<CdktfJson>(folder, "cdktf.json")).toEqual({ language: "typescript", app: "npx ts-node main.ts", projectId: expect.stringMatching(UUID), sendCrashReports: "false" });
  });

  test("is strict TypeScript, and keeps what it generates out of git", () => {
    expect(json<{ compilerOptions: object }>(folder, "tsconfig.json").compilerOptions).toMatchObject({ strict: true, module: "node16" });
    expect(readFileSync(join(folder, ".gitignore"), "utf8").split("\n")).toEqual(expect.arrayContaining(["node_modules/", "cdktf.out/", "*.tfstate*"]));
  });

  test("holds no private key", () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && !/(^|\/)(node_modules|cdktf\.out)(\/|$)/.test(relative(folder, entry.parentPath)));
    for (const { parentPath, name: file } of files) expect({ file, hasKey: readFileSync(join(parentPath, file), "latin1").includes("PRIVATE KEY-----") }).toEqual({ file, hasKey: false });
  });

  test("is no workspace of this repository", () => {
    expect(root.workspaces?.some((pattern) => pattern.startsWith("examples"))).toBe(false);
  });
});

test("no two projects have one projectId", () => {
  const ids = [ROOT, ...names.map((name) => join(EXAMPLES, name))].map((folder) => json<CdktfJson>(folder, "cdktf.json").projectId);
  expect(new Set(ids).size).toBe(names.length + 1);
});

test("the repository's type check covers the examples", () => {
  const { include, exclude } = json<{ include: readonly string[]; exclude: readonly string[] }>(ROOT, "tsconfig.json");
  expect(include).toContain("examples");
  expect(exclude.filter((pattern) => pattern.includes("examples"))).toEqual([]);
});

test("the repository's own cdktf.json runs the first example", () => {
  const { app, ...rest } = json<CdktfJson>(ROOT, "cdktf.json");
  expect(rest).toMatchObject({ language: "typescript", sendCrashReports: "false", projectId: expect.stringMatching(UUID) });
  expect(app).toBe("npx ts-node examples/single-host/main.ts");
  expect(existsSync(join(ROOT, app.replace("npx ts-node ", "")))).toBe(true);
});

function json<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), "utf8")) as T;
}
