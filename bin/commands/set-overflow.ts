import { Command, Option } from "commander";
import { setOverflow, type OverflowEdge } from "../../lib/client/set-overflow";
import { shown } from "../../lib/validation/text";
import { addConnectionOptions, addLoginOptions, addVerificationOptions, Reader, type ConnectionFlags, type LoginFlags } from "../connection-options";
import { InputError } from "../errors";
import { ProgressLine } from "../progress-line";
import type { World } from "../world";

interface Flags extends ConnectionFlags, LoginFlags {
  readonly manager?: string;
  readonly attribute: OverflowEdge["attribute"];
  readonly from: string;
  readonly to: string;
}

const LOCATION = /^\/api\/admin\/configuration\/v1\/system_location\/\d+\/$/;

export function setOverflowCommand(world: World): Command {
  const command = new Command("set-overflow")
    .description("Writes an overflow location of a system location, or takes it back. Terraform calls it for two locations that overflow to each other, which it cannot write itself. The password comes from PEXIP_PASSWORD.")
    .option("--manager <host>", "host name or IP address of the Management Node (required)")
    .addOption(new Option("--attribute <name>", "which overflow location").choices(["overflow_location1", "overflow_location2"]).default("overflow_location1"))
    .requiredOption("--from <address>", "location that overflows: /api/admin/configuration/v1/system_location/3/")
    .requiredOption("--to <address>", "location that takes its media, or none");
  addVerificationOptions(addConnectionOptions(addLoginOptions(command), { port: "443", timeout: "2m", interval: "2s" }));
  return command
    .addHelpText("after", "\nExample:\n  PEXIP_PASSWORD=... pexip-hyperv set-overflow --manager manager.example.com --from /api/admin/configuration/v1/system_location/3/ --to none")
    .action(async (flags: Flags) => {
      const reader = new Reader(world);
      const server = reader.server("--manager", flags.manager, flags, "system");
      const options = reader.waitOptions(flags);
      const login = reader.login(flags);
      for (const [flag, address] of [["--from", flags.from], ["--to", flags.to]] as const) {
        if (!LOCATION.test(address) && !(flag === "--to" && address === "none")) reader.problems.push(`${flag} must be a location's address such as /api/admin/configuration/v1/system_location/3/, got ${shown(address)}`);
      }
      if (reader.problems.length > 0) throw new InputError(reader.problems);
      const progress = new ProgressLine("overflow location", options.timeoutMs, world);
      try {
        await setOverflow({ attribute: flags.attribute, from: flags.from, to: flags.to === "none" ? undefined : flags.to }, server, login, { ...options, report: progress.show });
      } finally {
        progress.stop();
      }
    });
}
