import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";

export interface Ran {
  readonly code: number;
  readonly output: string;
  /** Command lines of the stand-ins, in their order. */
  readonly calls: readonly string[];
}

/** Runs what a pipeline's job runs, in a checkout of its own, with stand-ins for terraform, npm and npx. */
export class Checkout {
  public readonly folder = mkdtempSync(join(tmpdir(), "pexip hyperv's-"));
  private readonly programs = join(this.folder, "programs");
  private readonly journal = join(this.folder, "calls");

  constructor() {
    for (const name of ["terraform", "npm", "npx"]) this.standIn(name, ":");
    mkdirSync(join(this.folder, "temp"));
  }

  /** A program of this name that notes its arguments and runs this script. */
  public standIn(name: string, script: string): void {
    const path = join(this.programs, name);
    mkdirSync(this.programs, { recursive: true });
    writeFileSync(path, `#!/bin/bash\necho "${name} $*" >> "$JOURNAL"\n${script}\n`);
    chmodSync(path, 0o755);
  }

  public write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  public read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  public has(path: string): boolean {
    return existsSync(join(this.folder, path));
  }

  /** As the runners of GitHub and GitLab run bash. */
  public async run(script: string, env: Readonly<Record<string, string>> = {}, within = "."): Promise<Ran> {
    writeFileSync(this.journal, "");
    const bash = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: join(this.folder, within),
      env: { PATH: [this.programs, dirname(process.execPath), process.env.PATH].join(delimiter), JOURNAL: this.journal, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [bash.stdout, bash.stderr]) stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    const [code] = (await once(bash, "close")) as [number];
    return { code, output, calls: readFileSync(this.journal, "utf8").split("\n").slice(0, -1) };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** A synthesized stack whose state is in this backend. */
export function stackWith(backend: string): string {
  return JSON.stringify({ terraform: { backend: { [backend]: {} } } });
}
