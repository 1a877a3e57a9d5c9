import { Command, Option } from "commander";
import { wizardSheet, wizardSheetJson, wizardSubjects } from "../../lib/documents/wizard-sheet";
import { readDeployment, SOURCE_ARGUMENT } from "../deployment-source";
import { InputError } from "../errors";
import type { World } from "../world";

interface Flags {
  readonly node?: string;
  readonly format: "text" | "json";
}

export function wizardCommand(world: World): Command {
  return new Command("wizard")
    .description("Prints the installation wizard's questions in their order with this deployment's answers: one screen to hold beside the Management Node's console. Passwords are named, never shown.")
    .argument(...SOURCE_ARGUMENT)
    .option("--node <name>", "the Management Node: its VM's name, its path or its FQDN (default: all that are built here)")
    .addOption(new Option("--format <format>", "text, or json for programs").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nExample:\n  pexip-hyperv wizard cdktf.out --node manager")
    .action((given: string | undefined, flags: Flags) => {
      const { model, name } = readDeployment(world, given);
      const all = wizardSubjects(model);
      if (all.length === 0) throw new InputError([`${name}: builds no Management Node, so there is no wizard to answer`]);
      const wanted = all.filter(({ node }) => flags.node === undefined || [node.machine.vmName, node.path, node.fqdn].includes(flags.node));
      if (wanted.length === 0) throw new InputError([`--node ${JSON.stringify(flags.node)}: there is no such Management Node; there are ${all.map(({ node }) => node.machine.vmName).join(", ")}`]);
      const text = flags.format === "json" ? wizardSheetJson(wanted) : wanted.map((subject) => wizardSheet(subject).join("\n")).join("\n\n");
      world.stdout.write(`${text}\n`);
    });
}
