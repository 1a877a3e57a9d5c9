import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

export const EXAMPLES = join(__dirname, "../../examples");

/** What an example's program wrote. */
export interface Synthesized {
  /** Every file, by its path in cdktf's output folder. */
  readonly files: Readonly<Record<string, string>>;
  /** The Terraform configuration of each stack, in alphabetical order of the stacks. */
  readonly stacks: Readonly<Record<string, string>>;
}

/**
 * Runs the main.ts of an example in this process, with modules of its own.
 *
 * @param environment variables that are set while it runs
 * @param visit gets the output folder before it is removed
 */
export async function synthesize(example: string, environment: Readonly<Record<string, string>> = {}, visit?: (outdir: string) => Promise<void>): Promise<Synthesized> {
  const outdir = mkdtempSync(join(tmpdir(), `pexip-example-${example}-`));
  const changed = { ...environment, CDKTF_OUTDIR: outdir };
  const before = Object.keys(changed).map((name) => [name, process.env[name]] as const);
  try {
    Object.assign(process.env, changed);
    await jest.isolateModulesAsync(() => import(join(EXAMPLES, example, "main.ts")));
    await visit?.(outdir);
    return filesOf(outdir);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    rmSync(outdir, { recursive: true });
  }
}

/** What lies in cdktf's output folder. */
export function filesOf(outdir: string): Synthesized {
  const entries = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(outdir, join(entry.parentPath, entry.name))).sort();
  const files = Object.fromEntries(paths.map((path) => [path, readFileSync(join(outdir, path), "utf8")]));
  const stacks = Object.entries(files).flatMap(([path, text]) => {
    const [, stack] = /^stacks\/([^/]+)\/cdk\.tf\.json$/.exec(path) ?? [];
    return stack === undefined ? [] : [[stack, text]];
  });
  return { files, stacks: Object.fromEntries(stacks) as Record<string, string> };
}
