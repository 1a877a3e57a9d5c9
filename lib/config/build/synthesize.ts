import { App } from "cdktf";
import { mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { makeFolder } from "../../output/make-folder";
import { readPlatformFile } from "../read/platform-file";
import { Platform } from "./platform";

/** What was written. */
export interface SynthesizedPlatform {
  /** Names of the stacks, in the order in which they are applied. */
  readonly stacks: readonly string[];
}

/**
 * Makes Terraform of a platform file that was checked. Every file is written to a folder of its own first and then renamed into place, so that a synthesis that
 * fails leaves the earlier one whole.
 *
 * @param outdir folder of cdktf's output; what Terraform keeps there stays
 * @throws ValidationError with what is wrong with the file, Error with cdktf's words for what its rules refuse
 */
export function synthesizePlatformFile(path: string, outdir: string): SynthesizedPlatform {
  const target = resolve(outdir);
  const made = makeFolder(target);
  // within the target: beside it may be another file system, or a folder that this account may not write
  const temporary = mkdtempSync(join(target, ".pexip-hyperv-"));
  let isWhole = false;
  try {
    const app = new App({ outdir: temporary });
    const platform = Platform.fromDescription(app, readPlatformFile(resolve(path)));
    app.synth();
    for (const file of filesBelow(temporary)) {
      makeFolder(dirname(join(target, file)));
      renameSync(join(temporary, file), join(target, file));
    }
    isWhole = true;
    return { stacks: platform.stackNames };
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    if (!isWhole && made !== undefined) rmSync(made, { recursive: true, force: true });
  }
}

function filesBelow(folder: string, within = ""): readonly string[] {
  return readdirSync(join(folder, within), { withFileTypes: true }).flatMap((entry) => {
    const path = join(within, entry.name);
    return entry.isDirectory() ? filesBelow(folder, path) : [path];
  });
}
