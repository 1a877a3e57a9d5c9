import { Command } from "commander";
import type { World } from "../world";
import { waitManagerCommand } from "./wait-manager";
import { waitNodeCommand } from "./wait-node";

export function waitCommand(world: World): Command {
  return new Command("wait")
    .description("Waits, with progress, until something outside is ready.")
    .addHelpText("after", "\nExample:\n  pexip-hyperv wait manager --address manager.example.com")
    .addCommand(waitManagerCommand(world))
    .addCommand(waitNodeCommand(world));
}
