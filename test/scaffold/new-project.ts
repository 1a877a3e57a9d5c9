import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ProjectFile, type ProjectOptions, projectFiles } from "../../lib/scaffold/project";
import { PIPELINES } from "../../lib/scaffold/template-files";
import { writeProject } from "../../lib/scaffold/write";

export const ROOT = join(__dirname, "..", "..");
export const TEMPLATES = join(ROOT, "templates");

/** This package's own package.json, as far as a project takes something from it. */
export const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
};

const DEFAULTS: ProjectOptions = {
  name: "video-oslo",
  kind: "platform-file",
  pipelines: PIPELINES,
  templates: TEMPLATES,
  versions: { ...manifest.overrides, ...manifest.devDependencies, "cdktf-pexip-hyperv": manifest.version },
  node: manifest.engines.node,
};

export function filesOf(options: Partial<ProjectOptions> = {}): readonly ProjectFile[] {
  return projectFiles({ ...DEFAULTS, ...options });
}

/** The text of one file of a new project. */
export function textOf(path: string, options: Partial<ProjectOptions> = {}): string {
  const found = filesOf(options).find((file) => file.path === path);
  if (found === undefined) throw new Error(`a new project has no ${path}`);
  return found.text;
}

/** Writes a project into a folder with a space and a quote in its name; whoever calls removes it. */
export function newProject(options: Partial<ProjectOptions> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "pexip hyperv's-"));
  writeProject(folder, filesOf(options));
  return folder;
}
