import { Command } from "commander";
import { durationText } from "../../lib/client/duration";
import { OutsideError } from "../../lib/client/outside-error";
import { DeploymentView } from "../../lib/deployment/model";
import { overview } from "../../lib/documents/overview";
import { terraformOnPath } from "../../lib/lab/terraform/terraform-command";
import { Reader } from "../connection-options";
import { SOURCE_ARGUMENT } from "../deployment-source";
import { InputError } from "../errors";
import { faultSubjects, parsedFaults } from "../lab/fault-option";
import { known, LabSession } from "../lab/lab-session";
import { labSource } from "../lab/lab-source";
import { Signals } from "../lab/signals";
import { repeated } from "../probe-options";
import { EarlierDeployment } from "../story/earlier-deployment";
import { RehearsalStory } from "../story/rehearsal-story";
import { Screen, Stopwatch } from "../story/screen";
import { titleOf } from "../story/title";
import type { World } from "../world";

interface Flags {
  readonly from?: string;
  readonly fault: readonly string[];
  readonly allowProvider: readonly string[];
  readonly keep?: true;
  readonly timeout: string;
}

const HELP = `
With --from the earlier deployment is installed first, and its platform upgraded when the version differs.
Then each plan of the change is explained, machine by machine, and applied; faults happen during the change.

Exit codes: 0 all of it works, 1 the deployment cannot be rehearsed, 2 something of the world failed.

Example:
  pexip-hyperv lab rehearse platform.yaml --fault half-way=oslo-1
  git show main:platform.yaml > before.yaml && pexip-hyperv lab rehearse platform.yaml --from before.yaml`;

export function labRehearseCommand(world: World): Command {
  return new Command("rehearse")
    .description("Installs the whole platform in a lab of its own, with real Terraform: from empty hosts to nodes that are SYNCED, a test call and an empty second plan. With --from it rehearses a change.")
    .argument(...SOURCE_ARGUMENT)
    .option("--from <source>", "what is installed before: a platform file or an output folder, to rehearse the change from it (default: nothing, the hosts are empty)")
    .addOption(repeated("--fault <name[=subject][:times]>", "something goes wrong, as pexip-hyperv lab --help says; may be repeated"))
    .option("--keep", "leave the lab's folder with stacks, states and plans for a look")
    .addOption(repeated("--allow-provider <source>", "a provider that does what it does in the real world, such as hashicorp/random; may be repeated"))
    .option("--timeout <duration>", "give up after this time", "10m")
    .addHelpText("after", HELP)
    .action((given: string | undefined, flags: Flags) => rehearse(given, flags, world));
}

async function rehearse(given: string | undefined, flags: Flags, world: World): Promise<void> {
  const source = labSource(world, given);
  const view = new DeploymentView(source.model);
  const from = flags.from === undefined ? undefined : labSource(world, flags.from);
  const earlier = from === undefined ? undefined : new EarlierDeployment(from, source);
  const reader = new Reader(world);
  const timeoutMs = reader.duration("--timeout", flags.timeout);
  const faults = parsedFaults(flags.fault, faultSubjects(view));
  if (reader.problems.length > 0) throw new InputError(reader.problems);
  if (terraformOnPath() === undefined) throw new OutsideError("terraform is not on PATH, and a rehearsal runs it", ["install it: https://developer.hashicorp.com/terraform/install"]);
  const screen = new Screen(world.stdout);
  const watch = new Stopwatch();
  const signals = new Signals();
  screen.print(`${source.name} · ${from === undefined ? "" : `from ${from.name} · `}${titleOf(view)}`, "", ...overview(view), "");
  const session = await LabSession.start(source, { faults: from === undefined ? faults : [], people: false, listens: false, keep: flags.keep === true, allowedProviders: flags.allowProvider, earlier: from }, world);
  let isLate = false;
  const end = (): void => void session.stop();
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, timeoutMs);
  signals.listen(end);
  world.signal.addEventListener("abort", end, { once: true });
  try {
    if (world.signal.aborted) end();
    if (earlier !== undefined) {
      await earlier.install(session.rehearsal, screen);
      await takeOver(session, screen);
      for (const fault of faults) session.rehearsal.lab.fault(fault);
    }
    const open = await new RehearsalStory(session.rehearsal, view, screen, earlier).tell();
    screen.print("", open === 0 ? `All of it works: ${watch.toString()}.` : `It is installed: ${watch.toString()}. What verify found is left to declare, or to a person: see the runbook (pexip-hyperv docs).`);
  } catch (error) {
    screen.print();
    throw isLate ? new OutsideError(`it was not done after ${durationText(timeoutMs)}, and was ended`, ["--timeout gives it longer"]) : known(error);
  } finally {
    clearTimeout(timer);
    world.signal.removeEventListener("abort", end);
    await session.stop();
    signals.stop();
  }
}

/** cdktf forgets a stack that is not in the program any more, and Terraform is not told. */
async function takeOver(session: LabSession, screen: Screen): Promise<void> {
  const before = session.rehearsal.stacks;
  await session.takeOver();
  const gone = before.filter((stack) => !session.rehearsal.stacks.includes(stack));
  if (gone.length > 0) screen.row("left", `${gone.join(", ")}: no stack of that name any more, and what it built stays; destroy it first (cdktf destroy ${gone.join(" ")})`);
}
