import { Command, Option } from "commander";
import { elapsedText } from "../../lib/client/duration";
import { InputError } from "../errors";
import { RunningLab } from "../lab/running-lab";
import type { World } from "../world";

interface Flags {
  readonly format: "text" | "json";
}

const SOURCE = ["[source]", "what the lab was started for; by default the lab that listens in this folder"] as const;

export function labDumpCommand(world: World): Command {
  return told("dump", "Shows the simulated world of a lab that listens: hosts with their files, switches and VMs, what the Management Node holds, nodes. Without secrets.", world, async (lab, format) => {
    return format === "json" ? json(await lab.ask("GET /dump")) : (await lab.ask("GET /tree")).text;
  });
}

export function labJournalCommand(world: World): Command {
  return told("journal", "Tells what happened in a lab that listens, with the simulated time since it began. Without secrets.", world, async (lab, format) => {
    const entries = await lab.ask("GET /journal");
    if (format === "json") return json(entries);
    const times = entries.map(({ at }) => elapsedText(at));
    const width = Math.max(0, ...times.map((time) => time.length));
    return entries.map(({ subject, event }, index) => `${times[index].padStart(width)}  ${subject}  ${event}\n`).join("");
  });
}

export function labPeopleCommand(world: World): Command {
  return new Command("people")
    .description("Lets the people of a lab that listens do now what waits for them: answer the installation wizard, and enter what the runbook says. For a lab that was started with --no-people.")
    .argument(...SOURCE)
    .addHelpText("after", "\nThe answers are those that pexip-hyperv wizard prints.\n\nExample:\n  pexip-hyperv lab people")
    .action(async (given: string | undefined) => {
      const { done } = await (await listening(world, given)).ask("POST /people");
      for (const line of done) world.stdout.write(`${line}\n`);
    });
}

export function labStopCommand(world: World): Command {
  return new Command("stop")
    .description("Ends a lab that listens, as Ctrl-C does where it runs; done when nothing of it is left.")
    .argument(...SOURCE)
    .addHelpText("after", "\nExample:\n  pexip-hyperv lab stop")
    .action(async (given: string | undefined) => {
      await (await listening(world, given)).ask("POST /stop");
    });
}

function told(name: string, description: string, world: World, tell: (lab: RunningLab, format: Flags["format"]) => Promise<string>): Command {
  return new Command(name)
    .description(description)
    .argument(...SOURCE)
    .addOption(new Option("--format <format>", "text, or json for programs").choices(["text", "json"]).default("text"))
    .addHelpText("after", `\nExample:\n  pexip-hyperv lab ${name} --format json`)
    .action(async (given: string | undefined, { format }: Flags) => {
      world.stdout.write(await tell(await listening(world, given), format));
    });
}

async function listening(world: World, given?: string): Promise<RunningLab> {
  const lab = await RunningLab.find(world, given);
  if (lab === undefined) throw new InputError(["no lab listens here; start one in another terminal, in the same folder: pexip-hyperv lab"]);
  return lab;
}

function json(content: unknown): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
