import { join, relative, resolve } from "node:path";
import { Command } from "commander";
import { openSource, OUTPUT_FOLDER } from "../deployment-source";
import { InputError } from "../errors";
import { synthesizePlatform } from "../platform-synthesis";
import { problemTable } from "../problem-lines";
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
      const outdir = resolve(world.cwd, output ?? (world.env.CDKTF_OUTDIR || OUTPUT_FOLDER));
      const { stacks } = synthesizePlatform(source, outdir, (problems) => {
        for (const line of problemTable(source.name, problems)) world.stderr.write(`${line}\n`);
      });
      world.stdout.write(`synthesized ${stacks.map((stack) => relative(world.cwd, join(outdir, "stacks", stack))).join(", ")}\n`);
    });
}
