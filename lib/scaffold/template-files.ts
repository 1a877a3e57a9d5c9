/** What somebody writes the platform in. */
export const PROJECT_KINDS = ["platform-file", "typescript"] as const;
export type ProjectKind = (typeof PROJECT_KINDS)[number];

/** Where a pipeline runs. */
export const PIPELINES = ["github", "gitlab"] as const;
export type Pipeline = (typeof PIPELINES)[number];

/** A file of a new project and the template that it is made from. */
export interface TemplateFile {
  /** Below the templates folder. No name there begins with a dot: npm would leave `.gitignore` out of the package. */
  readonly template: string;
  /** Below the project, with `/`. Several templates of one path are joined in this order. */
  readonly path: string;
  /** What it is for, in a few words. */
  readonly purpose: string;
  /** Left out in projects of another kind. @default - in all */
  readonly kind?: ProjectKind;
  /** Left out in projects without this pipeline. @default - in all */
  readonly pipeline?: Pipeline;
}

const README = { path: "README.md", purpose: "from an empty host to a test call" };

/** Every template, in the order in which a new project is told. */
export const TEMPLATE_FILES: readonly TemplateFile[] = [
  { kind: "platform-file", template: "platform-file/platform.yaml", path: "platform.yaml", purpose: "your platform: replace the example values" },
  { kind: "platform-file", template: "platform-file/platform.test.js", path: "test/platform.test.js", purpose: "the platform breaks no rule and is what was reviewed" },
  { kind: "platform-file", template: "platform-file/manager.json", path: "snapshot/manager.json", purpose: "what was reviewed, of the first apply" },
  { kind: "platform-file", template: "platform-file/platform.json", path: "snapshot/platform.json", purpose: "what was reviewed, of the second apply" },
  { kind: "platform-file", template: "platform-file/cdktf.json", path: "cdktf.json", purpose: "tells the CDKTF command line what to run" },
  { kind: "platform-file", template: "platform-file/package.json", path: "package.json", purpose: "packages and commands" },
  { kind: "platform-file", template: "platform-file/README.md", ...README },
  { kind: "typescript", template: "typescript/platform.ts", path: "platform.ts", purpose: "your platform: replace the example values" },
  { kind: "typescript", template: "typescript/main.ts", path: "main.ts", purpose: "synthesizes it" },
  { kind: "typescript", template: "typescript/platform.test.ts", path: "platform.test.ts", purpose: "the platform breaks no rule and is what was reviewed" },
  // named otherwise: jest would take it for an obsolete snapshot of this repository, and remove it
  { kind: "typescript", template: "typescript/snapshot.txt", path: "__snapshots__/platform.test.ts.snap", purpose: "what was reviewed" },
  { kind: "typescript", template: "typescript/tsconfig.json", path: "tsconfig.json", purpose: "strict TypeScript" },
  { kind: "typescript", template: "typescript/cdktf.json", path: "cdktf.json", purpose: "tells the CDKTF command line what to run" },
  { kind: "typescript", template: "typescript/package.json", path: "package.json", purpose: "packages and commands" },
  { kind: "typescript", template: "typescript/README.md", ...README },
  { template: "common/README.md", ...README },
  { template: "common/gitignore", path: ".gitignore", purpose: "keeps secrets and state out of git" },
  { pipeline: "github", template: "github/README.md", ...README },
  { pipeline: "github", template: "github/platform.yml", path: ".github/workflows/platform.yml", purpose: "GitHub: check, then stack by stack" },
  { pipeline: "github", template: "github/stack.yml", path: ".github/workflows/stack.yml", purpose: "GitHub: plan, explain-plan, approval, apply of one stack" },
  { pipeline: "gitlab", template: "gitlab/README.md", ...README },
  { pipeline: "gitlab", template: "gitlab/gitlab-ci.yml", path: ".gitlab-ci.yml", purpose: "GitLab: check, plan, explain-plan, approval, apply" },
];

/** The templates that a project of this kind and with these pipelines is made from. */
export function templatesFor(kind: ProjectKind, pipelines: readonly Pipeline[]): readonly TemplateFile[] {
  return TEMPLATE_FILES.filter((file) => (file.kind ?? kind) === kind && (file.pipeline === undefined || pipelines.includes(file.pipeline)));
}
