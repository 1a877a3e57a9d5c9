import { checkPlatform, type LocatedProblem } from "../lib/config/read/platform-file";
import type { SynthesizedPlatform } from "../lib/config/build/synthesize";
import type { Source } from "./deployment-source";
import { fileError, InputError } from "./errors";
import { isBlocking, problemCounts, problemLine } from "./problem-lines";

/**
 * Makes Terraform of a platform file.
 *
 * @param told hears all that the rules say about a file that may be synthesized, before it is
 * @throws InputError when a rule refuses the file, or the folder cannot be written
 */
export function synthesizePlatform(source: Source & { readonly is: "platform" }, outdir: string, told: (problems: readonly LocatedProblem[]) => void): SynthesizedPlatform {
  const { problems } = checkPlatform(source.platform);
  const stopping = problems.filter(isBlocking);
  if (stopping.length > 0) throw new InputError([...stopping.map((problem) => problemLine(source.name, problem)), `nothing was written: ${problemCounts(stopping)} in ${source.name}`]);
  told(problems);
  const { synthesizePlatformFile } = constructs();
  try {
    return synthesizePlatformFile(source.path, outdir);
  } catch (error) {
    throw fileError(error, outdir);
  }
}

/** cdktf and the generated classes take seconds to load, and are peers that may not be installed. */
function constructs(): typeof import("../lib/config/build/synthesize") {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded last, and not at all when the file is wrong
    return require("../lib/config/build/synthesize") as typeof import("../lib/config/build/synthesize");
  } catch (error) {
    const missing = /Cannot find module '(cdktf|constructs)'/.exec((error as Error).message)?.[1];
    if (missing === undefined) throw error;
    throw new InputError([`${missing} is not installed beside cdktf-pexip-hyperv; npm install cdktf constructs`]);
  }
}
