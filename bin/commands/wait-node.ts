import { Command } from "commander";
import { foreign } from "../../lib/client/outside-error";
import { waitForNode } from "../../lib/client/wait-node";
import { addConnectionOptions, addLoginOptions, addVerificationOptions, Reader, type ConnectionFlags, type LoginFlags } from "../connection-options";
import { InputError } from "../errors";
import { ProgressLine } from "../progress-line";
import type { World } from "../world";

interface Flags extends ConnectionFlags, LoginFlags {
  readonly manager?: string;
}

export function waitNodeCommand(world: World): Command {
  const command = new Command("node")
    .description("Waits until the Management Node says that a Conferencing Node is synchronised. The password of the Administrator interface comes from PEXIP_PASSWORD.")
    .argument("<name>", "name of the Conferencing Node, as the Management Node has it")
    .option("--manager <host>", "host name or IP address of the Management Node (required)");
  addVerificationOptions(addConnectionOptions(addLoginOptions(command), { port: "443", timeout: "15m", interval: "10s" }));
  return command
    .addHelpText("after", "\nProxy variables of the environment are ignored, as Terraform's provider does.\n\nExample:\n  PEXIP_PASSWORD=... pexip-hyperv wait node oslo-1 --manager manager.example.com")
    .action(async (name: string, flags: Flags) => {
      const reader = new Reader(world);
      const server = reader.server("--manager", flags.manager, flags, "system");
      const options = reader.waitOptions(flags);
      const login = reader.login(flags);
      if (name.trim() === "") reader.problems.push("the name of the Conferencing Node must not be empty");
      if (reader.problems.length > 0) throw new InputError(reader.problems);
      const progress = new ProgressLine(foreign(name, 32), options.timeoutMs, world);
      try {
        await waitForNode(name, server, login, { ...options, report: progress.show });
      } finally {
        progress.stop();
      }
    });
}
