import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import { checkPlatform } from "../../lib/config/read/platform-file";
import { openSource, OUTPUT_FOLDER } from "../deployment-source";
import { fileError, InputError } from "../errors";
import { isBlocking, problemCounts, problemLine, problemTable } from "../problem-lines";
import type { World } from "../world";

interface Flags {
  readonly output?: string;
}

export function synthCommand(world: World): Command {
  return new Command("synth")
    .description("Makes Terraform of a platform file: what cdktf.json calls as its app.")
    .argument("[file]", "platform file; by default platform.yaml here")
    .option("-o, --output <folder>", `cdktf's output folder (default: ${OUTPUT_FOLDER}, or what cdktf asks for)`)
    .addHelpText("after", '\nIn cdktf.json: { "language": "typescript", "app": "npx --no-install pexip-hyperv synth platform.yaml" }\n\nExample:\n  pexip-hyperv synth platform.yaml && cd cdktf.out/stacks/manager && terraform init && terraform apply')
    .action((file: string | undefined, { output }: Flags) => {
      if (output?.trim() === "") throw new InputError(["--output must not be empty; it is the folder to write to"]);
      const source = openSource(world, file);
      if (source.is !== "platform") throw new InputError([`${source.name} was synthesized already; synth takes a platform file`]);
      const { problems } = checkPlatform(source.platform);
      const stopping = problems.filter(isBlocking);
      if (stopping.length > 0) throw new InputError([...stopping.map((problem) => problemLine(source.name, problem)), `nothing was written: ${problemCounts(stopping)} in ${source.name}`]);
      for (const line of problemTable(source.name, problems)) world.stderr.write(`${line}\n`);
      const outdir = resolve(world.cwd, output ?? (world.env.CDKTF_OUTDIR || OUTPUT_FOLDER));
      const { synthesizePlatformFile } = constructs();
      const { stacks } = written(outdir, () => synthesizePlatformFile(source.path, outdir));
      world.stdout.write(`synthesized ${stacks.map((stack) => relative(world.cwd, join(outdir, "stacks", stack))).join(", ")}\n`);
    });
}

function written<T>(outdir: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === "ENOENT") throw new InputError([`${outdir} cannot be made: nothing can be kept there`]);
    throw fileError(error, outdir);
  }
}

/** cdktf and the generated classes take seconds to load, and are peers that may not be installed. */
function constructs(): typeof import("../../lib/config/build/synthesize") {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded last, and not at all when the file is wrong
    return require("../../lib/config/build/synthesize") as typeof import("../../lib/config/build/synthesize");
  } catch (error) {
    const missing = /Cannot find module '(cdktf|constructs)'/.exec((error as Error).message)?.[1];
    if (missing === undefined) throw error;
    throw new InputError([`${missing} is not installed beside cdktf-pexip-hyperv; npm install cdktf constructs`]);
  }
}
