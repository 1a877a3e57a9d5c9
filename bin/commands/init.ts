import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { type ProjectFile, projectFiles } from "../../lib/scaffold/project";
import { projectNameOf, projectNameProblem } from "../../lib/scaffold/project-name";
import { PIPELINES, type Pipeline, PROJECT_KINDS, type ProjectKind } from "../../lib/scaffold/template-files";
import { obstacles, writeProject } from "../../lib/scaffold/write";
import { lineProblem, shown } from "../../lib/validation/text";
import { fileError, InputError } from "../errors";
import type { World } from "../world";

interface Flags {
  readonly kind: ProjectKind;
  readonly ci: Pipeline | "both" | "none";
  readonly name?: string;
  readonly package?: string;
  readonly force?: boolean;
}

interface OwnManifest {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

const KIND_TEXT: Readonly<Record<ProjectKind, string>> = { "platform-file": "platform file", typescript: "TypeScript" };
const MAIN_FILE: Readonly<Record<ProjectKind, string>> = { "platform-file": "platform.yaml", typescript: "platform.ts" };

export function initCommand(world: World): Command {
  return new Command("init")
    .description("Writes a project of your own that passes its tests at once: a platform with example values, a test, and pipelines. No file is overwritten without --force.")
    .argument("[dir]", "folder of the project; it is made when it does not exist", ".")
    .addOption(new Option("--kind <kind>", "what the platform is written in").choices(PROJECT_KINDS).default("platform-file"))
    .addOption(new Option("--ci <where>", "pipelines that check, plan, explain, wait for approval and apply").choices([...PIPELINES, "both", "none"]).default("both"))
    .option("--name <name>", "name of the npm package; the folder's by default")
    .option("--package <spec>", "what npm installs for cdktf-pexip-hyperv: a version, a tarball, a folder; this version by default")
    .option("--force", "overwrite the files that this command writes, and no others")
    .addHelpText("after", "\nExample:\n  pexip-hyperv init video-oslo --ci github")
    .action((dir: string, flags: Flags) => init(dir, flags, world));
}

function init(dir: string, flags: Flags, world: World): void {
  const own = ownPackage();
  const folder = resolve(world.cwd, dir);
  const name = flags.name ?? projectNameOf(basename(folder));
  refuseBadInput(dir, name, flags, world);
  const files = projectFiles({
    name,
    kind: flags.kind,
    pipelines: PIPELINES.filter((one) => flags.ci === one || flags.ci === "both"),
    templates: join(own.root, "templates"),
    versions: { ...own.manifest.overrides, ...own.manifest.devDependencies, [own.manifest.name]: flags.package === undefined ? own.manifest.version : installable(flags.package, folder, world) },
    node: own.manifest.engines.node,
  });
  try {
    refuseObstacles(dir, folder, files, flags.force === true);
    writeProject(folder, files);
  } catch (error) {
    throw fileError(error, dir);
  }
  for (const line of told(dir, flags.kind, own.manifest, files)) world.stdout.write(`${line}\n`);
}

function refuseBadInput(dir: string, name: string, flags: Flags, world: World): void {
  const problems: string[] = [];
  const wrongFolder = lineProblem(dir);
  if (wrongFolder !== undefined) problems.push(`the folder ${wrongFolder}, got ${shown(dir)}`);
  const wrongName = projectNameProblem(name);
  if (wrongName !== undefined) problems.push(`--name ${wrongName}, got ${shown(name)}`);
  const spec = flags.package;
  const wrongSpec = spec === undefined ? undefined : lineProblem(spec);
  if (wrongSpec !== undefined) problems.push(`--package ${wrongSpec}, got ${shown(spec)}`);
  else if (spec !== undefined && isPath(spec) && !existsSync(resolve(world.cwd, withoutScheme(spec)))) problems.push(`--package: there is no ${shown(withoutScheme(spec))}`);
  if (problems.length > 0) throw new InputError(problems);
}

function refuseObstacles(dir: string, folder: string, files: readonly ProjectFile[], force: boolean): void {
  const { existing, blocking } = obstacles(folder, files);
  const problems = [
    ...blocking.map((path) => `${join(dir, path)} is in the way: a file where a folder is needed, or a folder or link where a file is; move it`),
    ...(force ? [] : existing.map((path) => `${join(dir, path)} exists`)),
  ];
  if (problems.length > 0) throw new InputError([...problems, `nothing was written${blocking.length > 0 ? "" : "; --force overwrites what is listed here, and nothing else"}`]);
}

/** The package that this program is part of: the nearest one around this file, in a clone and once installed. */
function ownPackage(): { readonly root: string; readonly manifest: OwnManifest } {
  let root = __dirname;
  while (!existsSync(join(root, "package.json"))) root = dirname(root);
  return { root, manifest: JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as OwnManifest };
}

/** npm takes a relative path from the project's folder, the user from the one he is in. */
function installable(spec: string, folder: string, world: World): string {
  if (!isPath(spec)) return spec;
  const path = withoutScheme(spec);
  return `file:${(isAbsolute(path) ? path : relative(folder, resolve(world.cwd, path))).replaceAll("\\", "/")}`;
}

function isPath(spec: string): boolean {
  return /^(file:|\.{0,2}[\\/]|[A-Za-z]:[\\/])/.test(spec) || (/\.(tgz|tar\.gz)$/.test(spec) && !spec.includes("://"));
}

function withoutScheme(spec: string): string {
  return spec.replace(/^file:/, "");
}

function told(dir: string, kind: ProjectKind, own: OwnManifest, files: readonly ProjectFile[]): readonly string[] {
  const here = join(dir, ".") === ".";
  const next = [
    ...(here ? [] : [[`cd ${shellWord(dir)}`, ""]]),
    ["npm install", ""],
    ["npm test", "passes as it is"],
    ["npx pexip-hyperv check", `judges ${MAIN_FILE[kind]} with every rule; replace the example values in it`],
    ["npm run rehearse", "from empty hosts to a test call, in a lab on this machine; needs Terraform"],
    ["npx pexip-hyperv docs", "datasheet, runbook, DNS zones and more, in cdktf.out/documents"],
  ];
  if (kind === "typescript") next.splice(-3, 0, ["npm run synth", "writes cdktf.out, which the next ones read"]);
  return [
    `${own.name} ${own.version} · a ${KIND_TEXT[kind]} project in ${here ? "this folder" : dir}`,
    "",
    ...columns(files.map(({ path, purpose }) => [path, purpose])),
    "",
    "Next:",
    ...columns(next).map((line) => `  ${line}`),
  ];
}

function columns(rows: readonly (readonly string[])[]): readonly string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}   ${right}`.trimEnd());
}

/** As a POSIX shell takes it. */
function shellWord(text: string): string {
  const quoted = /^[\w./@%+=:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
  return text.startsWith("-") ? `./${quoted}` : quoted;
}
