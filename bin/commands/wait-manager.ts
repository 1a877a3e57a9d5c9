import { Command } from "commander";
import { waitForManager } from "../../lib/client/wait-manager";
import { addConnectionOptions, addVerificationOptions, Reader, type ConnectionFlags } from "../connection-options";
import { InputError } from "../errors";
import { ProgressLine } from "../progress-line";
import type { World } from "../world";

interface Flags extends ConnectionFlags {
  readonly address?: string;
}

export function waitManagerCommand(world: World): Command {
  const command = new Command("manager").description("Waits until the Management Node's login page answers, twice in a row: after its VM started and somebody finished the installation wizard.").option("--address <host>", "host name or IP address of the Management Node (required)");
  addVerificationOptions(addConnectionOptions(command, { port: "443", timeout: "30m", interval: "10s" }));
  return command
    .addHelpText("after", "\nProxy variables of the environment are ignored, as Terraform's provider does.\n\nExample:\n  pexip-hyperv wait manager --address manager.example.com --timeout 1h")
    .action(async (flags: Flags) => {
      const reader = new Reader(world);
      const server = reader.server("--address", flags.address, flags, "system");
      const options = reader.waitOptions(flags);
      if (reader.problems.length > 0) throw new InputError(reader.problems);
      const progress = new ProgressLine(server.host, options.timeoutMs, world);
      try {
        await waitForManager(server, { ...options, report: progress.show });
      } finally {
        progress.stop();
      }
    });
}
