import { Command } from "commander";
import { EXIT, reportError, usageErrorText } from "./errors";
import { packageVersion } from "./version";
import type { World } from "./world";

const HELP_WIDTH = 100;

type MakeCommand = (world: World) => Command;

/* eslint-disable @typescript-eslint/no-require-imports -- each command loads what it needs and no other's; a dynamic import would name files that only the build has */
const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => MakeCommand>> = {
  init: () => (require("./commands/init") as typeof import("./commands/init")).initCommand,
  check: () => (require("./commands/check") as typeof import("./commands/check")).checkCommand,
  synth: () => (require("./commands/synth") as typeof import("./commands/synth")).synthCommand,
  docs: () => (require("./commands/docs") as typeof import("./commands/docs")).docsCommand,
  wizard: () => (require("./commands/wizard") as typeof import("./commands/wizard")).wizardCommand,
  preflight: () => (require("./commands/preflight") as typeof import("./commands/preflight")).preflightCommand,
  "explain-plan": () => (require("./commands/explain-plan") as typeof import("./commands/explain-plan")).explainPlanCommand,
  adopt: () => (require("./commands/adopt") as typeof import("./commands/adopt")).adoptCommand,
  verify: () => (require("./commands/verify") as typeof import("./commands/verify")).verifyCommand,
  lab: (argv) => (require("./commands/lab") as typeof import("./commands/lab")).labCommand(argv),
  wait: () => (require("./commands/wait") as typeof import("./commands/wait")).waitCommand,
  "bootstrap-node": () => (require("./commands/bootstrap-node") as typeof import("./commands/bootstrap-node")).bootstrapNodeCommand,
  "set-overflow": () => (require("./commands/set-overflow") as typeof import("./commands/set-overflow")).setOverflowCommand,
};
/* eslint-enable @typescript-eslint/no-require-imports */

/** Runs one command line, without the program's name, and returns its exit code. */
export async function run(argv: readonly string[], world: World): Promise<number> {
  try {
    await program(world, argv).parseAsync(argv, { from: "user" });
    return EXIT.fine;
  } catch (error) {
    return reportError(error, world);
  }
}

function program(world: World, argv: readonly string[]): Command {
  const top = new Command("pexip-hyperv")
    .description("Pexip Infinity on Hyper-V, beside Terraform.")
    .version(packageVersion())
    // what stands behind a command's name is the command's, which may have commands of its own
    .enablePositionalOptions()
    .addHelpText("after", "\nExit codes: 0 fine, 1 what was typed, 2 the outside world, 3 an outage that --fail-on found, 70 a bug of ours.\n\nExample:\n  pexip-hyperv check platform.yaml");
  const named = argv.find((argument) => !argument.startsWith("-")) ?? "";
  // the help, and the search for what was meant, want all of them
  const needed = Object.hasOwn(COMMANDS, named) ? [named] : Object.keys(COMMANDS);
  for (const name of needed) top.addCommand(COMMANDS[name](argv)(world));
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
