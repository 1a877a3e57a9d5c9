import { Command } from "commander";
import { bootstrapNode } from "../../lib/client/bootstrap-node";
import { foreign } from "../../lib/client/outside-error";
import { addConnectionOptions, Reader, type ConnectionFlags } from "../connection-options";
import { InputError } from "../errors";
import { ProgressLine } from "../progress-line";
import type { World } from "../world";

interface Flags extends ConnectionFlags {
  readonly address?: string;
}

export function bootstrapNodeCommand(world: World): Command {
  const command = new Command("bootstrap-node")
    .description("Gives a fresh Conferencing Node its one-time configuration, which comes from PEXIP_NODE_CONFIG and is never printed. A node takes one only once.")
    .argument("<name>", "name of the Conferencing Node, for what is printed")
    .option("--address <host>", "host name or IP address of the Conferencing Node (required)");
  addConnectionOptions(command, { port: "8443", timeout: "10m", interval: "5s" });
  return command
    .option("--fingerprint <sha256>", "send it only to a node with this certificate")
    .option("--cacert <file>", "send it only to a node whose certificate comes from an authority in this PEM file")
    .addHelpText(
      "after",
      "\nA fresh node has a self-signed certificate that nothing can verify: without --fingerprint or\n--cacert, this one request goes to whoever answers at the address.\nProxy variables of the environment are ignored, as Terraform's provider does.\n\nExample:\n  PEXIP_NODE_CONFIG=\"$(cat oslo-1.xml)\" pexip-hyperv bootstrap-node oslo-1 --address 10.44.0.11",
    )
    .action(async (name: string, flags: Flags) => {
      const reader = new Reader(world);
      const server = reader.server("--address", flags.address, flags, "nobody");
      const options = reader.waitOptions(flags);
      const configuration = reader.secret(
        "PEXIP_NODE_CONFIG",
        "Terraform passes the one-time configuration in it when it creates the node's entry. After an update in place there is none: a new redeployToken makes the node and a fresh configuration",
      );
      if (reader.problems.length > 0) throw new InputError(reader.problems);
      const progress = new ProgressLine(foreign(name, 32), options.timeoutMs, world);
      try {
        await bootstrapNode(name, configuration, server, { ...options, report: progress.show });
      } finally {
        progress.stop();
      }
    });
}
