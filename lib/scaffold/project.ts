import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Pipeline, type ProjectKind, type TemplateFile, templatesFor } from "./template-files";

export interface ProjectOptions {
  /** Of the npm package. */
  readonly name: string;
  readonly kind: ProjectKind;
  readonly pipelines: readonly Pipeline[];
  /** The templates folder. */
  readonly templates: string;
  /** Versions of the packages that templates name, as a package.json has them. */
  readonly versions: Readonly<Record<string, string>>;
  /** Versions of Node.js that this package runs on: `>=20`. */
  readonly node: string;
}

/** A file to write. */
export interface ProjectFile {
  /** Below the project, with `/`. */
  readonly path: string;
  readonly purpose: string;
  readonly text: string;
}

interface PackageJson {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  readonly [key: string]: unknown;
}

/** Every file of a new project. The same options give the same bytes. */
export function projectFiles(options: ProjectOptions): readonly ProjectFile[] {
  const files = new Map<string, ProjectFile>();
  for (const file of templatesFor(options.kind, options.pipelines)) {
    const { path, purpose } = file;
    const before = files.get(path);
    const text = filled(file, options);
    files.set(path, { path, purpose, text: before === undefined ? text : `${before.text}\n${text}` });
  }
  return [...files.values()];
}

function filled({ template, path }: TemplateFile, options: ProjectOptions): string {
  const text = readFileSync(join(options.templates, template), "utf8");
  if (path === "package.json") return json(packageJson(JSON.parse(text) as PackageJson, options));
  if (path === "cdktf.json") return json({ ...(JSON.parse(text) as object), projectId: projectId(options.name) });
  return text.replaceAll("{{name}}", () => options.name);
}

function packageJson(template: PackageJson, options: ProjectOptions): object {
  return {
    ...template,
    name: options.name,
    engines: { node: options.node },
    dependencies: versionsOf(Object.keys(template.dependencies), options.versions),
    devDependencies: versionsOf(Object.keys(template.devDependencies), options.versions),
    // packages of packages that this one is held to as well: npm ci fails with others
    ...(template.overrides === undefined ? {} : { overrides: versionsOf(Object.keys(template.overrides), options.versions) }),
  };
}

function versionsOf(names: readonly string[], versions: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names.map((name) => {
      if (versions[name] === undefined) throw new Error(`a template depends on ${name}, of which no version is known`);
      return [name, versions[name]];
    }),
  );
}

/** The CDKTF command line wants a UUID and would write one into the file: derived from the name, it is the same in every clone. */
function projectId(name: string): string {
  const hex = createHash("sha256").update(name).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
