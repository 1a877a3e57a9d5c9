import { Command } from "commander";
import { bootstrapNodeCommand } from "./commands/bootstrap-node";
import { setOverflowCommand } from "./commands/set-overflow";
import { waitManagerCommand } from "./commands/wait-manager";
import { waitNodeCommand } from "./commands/wait-node";
import { EXIT, reportError, usageErrorText } from "./errors";
import { packageVersion } from "./version";
import type { World } from "./world";

const HELP_WIDTH = 100;

/** Runs one command line, without the program's name, and returns its exit code. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  try {
    await program(world).parseAsync(argv, { from: "user" });
    return EXIT.fine;
  } catch (error) {
    return reportError(error, world);
  }
}

function program(world: World): Command {
  const top = new Command("pexip-hyperv")
    .description("Pexip Infinity on Hyper-V, beside Terraform.")
    .version(packageVersion())
    .addHelpText("after", "\nExit codes: 0 fine, 1 what was typed, 2 the outside world, 70 a bug of ours.\n\nExample:\n  pexip-hyperv wait manager --address manager.example.com");
  const wait = new Command("wait")
    .description("Waits, with progress, until something outside is ready.")
    .addHelpText("after", "\nExample:\n  pexip-hyperv wait manager --address manager.example.com");
  wait.addCommand(waitManagerCommand(world)).addCommand(waitNodeCommand(world));
  top.addCommand(wait).addCommand(bootstrapNodeCommand(world)).addCommand(setOverflowCommand(world));
  speak(top, world);
  return top;
}

/** To this world's streams, in our words, and never by leaving the process. */
function speak(command: Command, world: World): void {
  const width = ({ columns = HELP_WIDTH }: { readonly columns?: number }) => Math.min(columns, HELP_WIDTH);
  command.exitOverride().configureOutput({
    writeOut: (text) => void world.stdout.write(text),
    writeErr: (text) => void world.stderr.write(text),
    outputError: (text, write) => write(usageErrorText(text)),
    getOutHelpWidth: () => width(world.stdout),
    getErrHelpWidth: () => width(world.stderr),
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  for (const child of command.commands) speak(child, world);
}
