import { Command } from "commander";
import { DeploymentView } from "../../lib/deployment/model";
import { SOURCE_ARGUMENT } from "../deployment-source";
import { ExitCode, InputError } from "../errors";
import { runInForeground } from "../lab/foreground";
import { faultLines, faultSubjects, parsedFaults } from "../lab/fault-option";
import { environmentIn, type LabPlace } from "../lab/lab-place";
import { LabSession } from "../lab/lab-session";
import { labSource } from "../lab/lab-source";
import { RunningLab } from "../lab/running-lab";
import { Signals } from "../lab/signals";
import { welcomeLines } from "../lab/welcome";
import { repeated } from "../probe-options";
import type { World } from "../world";
import { labDumpCommand, labJournalCommand, labPeopleCommand, labStopCommand } from "./lab-control";
import { labRehearseCommand } from "./lab-rehearse";

interface Flags {
  readonly fault: readonly string[];
  readonly allowProvider: readonly string[];
  readonly people: boolean;
  readonly listen?: true;
  readonly keep?: true;
}

const HELP = `
Without a command the lab listens until Ctrl-C, and commands in other terminals join it in the same
folder, through .pexip-hyperv-lab there. With one, it is there for that command alone (--listen: stays
after it), and its exit code is the command's: 127 when it cannot be found, 126 when it cannot be
started, 128 and the number of the signal that ended it.

A command runs in a temporary folder that stands for the project: everything in it leads to the real
one, but cdktf.out, which is the lab's copy, with states of its own. So a command line that names
cdktf.out by a relative path does what it says, in the lab; the real states stay as they are.
cdktf works too, on what is synthesized already:
  pexip-hyperv lab -- npx cdktf deploy manager --skip-synth --skip-provider-lock
  (and --ignore-missing-stack-dependencies for a stack that another one must be there for)
Passwords are made up, and in the environment of the command, as addresses and certificates are.
Variables of the environment that begin with TF_ or PEXIP_ do not get in.

Faults, each once, :3 for three times, :always; =NAME aims at a host, VM, switch or node:
${faultLines().join("\n")}

Example:
  pexip-hyperv lab platform.yaml
  pexip-hyperv lab --fault host-out-of-memory=oslo-1 -- sh -c 'cd cdktf.out/stacks/manager && terraform init && terraform apply'`;

/** @param argv the whole command line: commander does not tell what stands behind `--` */
export function labCommand(argv: readonly string[]): (world: World) => Command {
  const dashes = argv.indexOf("--");
  const behind = dashes === -1 ? undefined : argv.slice(dashes + 1);
  return (world) => makeCommand(behind, world);
}

function makeCommand(behind: readonly string[] | undefined, world: World): Command {
  const command = new Command("lab")
    .description("A laptop's stand-in for hosts, Management Node and Conferencing Nodes: real Terraform and real commands run against it, without network, Windows or licence.")
    .usage("[options] [source] [-- command [argument...]]")
    .argument(...SOURCE_ARGUMENT)
    .argument("[command...]", "what to run in the lab, behind --")
    .addOption(repeated("--fault <name[=subject][:times]>", "something goes wrong; may be repeated, and adds to a lab that listens"))
    .option("--no-people", "nobody answers the installation wizard or enters what the runbook says, until pexip-hyperv lab people")
    .option("--listen", "stay after the command, for commands in other terminals")
    .option("--keep", "leave the lab's folder with stacks, states and plans for a look")
    .addOption(repeated("--allow-provider <source>", "a provider that does what it does in the real world, such as hashicorp/random; may be repeated"))
    .addHelpText("after", HELP)
    // options behind the name of a subcommand are its own
    .enablePositionalOptions()
    .hook("preSubcommand", (self, child) => {
      const early = self.options.filter((option) => self.getOptionValueSource(option.attributeName()) === "cli").map(({ long }) => long);
      if (early.length > 0) throw new InputError([`${early.join(", ")} in front of ${child.name()} means nothing; write it behind, if ${child.name()} has it (pexip-hyperv lab ${child.name()} --help)`]);
    })
    .action((_source: string | undefined, _command: readonly string[], flags: Flags, self: Command) => {
      const own = self.args.slice(0, self.args.length - (behind?.length ?? 0));
      if (own.length > 1) throw new InputError([`the command goes behind --: pexip-hyperv lab ${own[0]} -- ${own.slice(1).join(" ")}`]);
      if (behind?.length === 0) throw new InputError(["there is no command behind --"]);
      return lab(own.at(0), behind ?? [], flags, world);
    });
  // a command that is called as one of these is a command
  if (behind === undefined) for (const one of [labDumpCommand, labJournalCommand, labPeopleCommand, labStopCommand, labRehearseCommand]) command.addCommand(one(world));
  return command;
}

async function lab(given: string | undefined, command: readonly string[], flags: Flags, world: World): Promise<void> {
  const signals = new Signals();
  try {
    const running = await RunningLab.find(world, given);
    const code = running === undefined ? await start(given, command, { flags, signals }, world) : await join(running, command, { flags, signals }, world);
    if (code !== 0) throw new ExitCode(code);
  } finally {
    signals.stop();
  }
}

interface Around {
  readonly flags: Flags;
  readonly signals: Signals;
}

async function join(running: RunningLab, command: readonly string[], { flags, signals }: Around, world: World): Promise<number> {
  const { pid, output } = running.facts;
  if (command.length === 0 && flags.fault.length === 0) throw new InputError([`a lab listens here already (process ${pid}); run commands in it: pexip-hyperv lab -- COMMAND, or stop it: pexip-hyperv lab stop`]);
  const decided = [["--no-people", !flags.people], ["--listen", flags.listen], ["--keep", flags.keep], ["--allow-provider", flags.allowProvider.length > 0]].filter(([, isGiven]) => isGiven === true).map(([flag]) => flag);
  if (decided.length > 0) throw new InputError([`${decided.join(", ")}: a lab listens here already (process ${pid}), and was started without; leave it out, or stop that lab first: pexip-hyperv lab stop`]);
  refuseRealOutput(command, output);
  if (flags.fault.length > 0) {
    const { faults } = await running.ask("POST /faults", flags.fault);
    for (const fault of faults) world.stderr.write(`fault  ${fault}\n`);
  }
  return command.length === 0 ? 0 : run(await running.ask("GET /place"), command, signals, world);
}

async function start(given: string | undefined, command: readonly string[], { flags, signals }: Around, world: World): Promise<number> {
  const source = labSource(world, given);
  const faults = parsedFaults(flags.fault, faultSubjects(new DeploymentView(source.model)));
  refuseRealOutput(command, source.output);
  const { people, keep = false, allowProvider: allowedProviders } = flags;
  const listens = command.length === 0 || flags.listen === true;
  const session = await LabSession.start(source, { faults, people, keep, listens, allowedProviders }, world);
  try {
    if (isInterrupted(signals, world)) throw new Error("interrupted");
    if (session.asked.signal.aborted) return 0;
    const code = command.length === 0 ? 0 : await run(session.place, command, signals, world, session.asked.signal);
    if (!listens || isInterrupted(signals, world) || session.asked.signal.aborted) return code;
    for (const line of welcomeLines(source, { stacks: session.rehearsal.stacks, faults, people })) world.stdout.write(`${line}\n`);
    await endOf(session, signals, world);
    return code;
  } finally {
    await session.stop();
  }
}

function run(place: LabPlace, [program, ...args]: readonly string[], signals: Signals, world: World, ending?: AbortSignal): Promise<number> {
  return runInForeground({ program, args, folder: place.folder, environment: environmentIn(place, world), ending }, signals, world);
}

/** Ctrl-C, SIGTERM, the end of the terminal, or `lab stop`. */
function endOf({ asked }: LabSession, signals: Signals, { signal, stdout }: World): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => resolve();
    signals.listen(() => {
      // what a terminal shows of Ctrl-C stands on this line
      if (stdout.isTTY === true) stdout.write("\n");
      end();
    });
    for (const one of [signal, asked.signal]) one.addEventListener("abort", end, { once: true });
  });
}

const isInterrupted = (signals: Signals, { signal }: World): boolean => signals.received !== undefined || signal.aborted;

/** By an absolute path the command would get out of the lab. */
function refuseRealOutput(command: readonly string[], output: string): void {
  if (command.some((argument) => argument.includes(output))) throw new InputError([`the command names ${output}, which is the real thing; say it by its relative path, which leads to the lab's copy`]);
}
