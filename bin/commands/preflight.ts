import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { Command } from "commander";
import type { ProbeWorld, RootTrust } from "../../lib/client/preflight/context";
import { type HostFacts, MAX_HOST_FACTS_BYTES, parseHostFacts } from "../../lib/client/preflight/host-facts";
import { hostsOfFacts } from "../../lib/client/preflight/host-facts-match";
import { hostFactsScript } from "../../lib/client/preflight/host-facts-script";
import { systemPing } from "../../lib/client/preflight/ping";
import { planPreflight, PROBE_GROUPS } from "../../lib/client/preflight/plan";
import { preflightJson, preflightText } from "../../lib/client/preflight/report";
import { runPreflight } from "../../lib/client/preflight/run";
import { countStates } from "../../lib/client/probing/run";
import type { HostRecord } from "../../lib/deployment/host";
import { DeploymentView, type MachineOf } from "../../lib/deployment/model";
import { shown } from "../../lib/validation/text";
import { ValidationError } from "../../lib/validation/validation-error";
import { Reader } from "../connection-options";
import { readDeployment, SOURCE_ARGUMENT } from "../deployment-source";
import { EXIT, ExitCode, InputError } from "../errors";
import { LAB_VARIABLE } from "../lab/lab-place";
import { addProbeOptions, probeNetwork, repeated, runOptions, secretIn, skippedKinds, withProbeProgress, type ProbeFlags } from "../probe-options";
import { readRoots } from "../trusted-roots";
import { packageVersion } from "../version";
import type { World } from "../world";

interface Flags extends ProbeFlags {
  readonly built?: boolean;
  readonly exists: readonly string[];
  readonly skip: readonly string[];
  readonly hostFacts: readonly string[];
  readonly printHostScript?: boolean;
}

const HELP = `
Everything is asked from this machine, and nothing is changed. Run it where Terraform will run.
Passwords come from the environment alone (TF_VAR_<variable>); without one the login is skipped.
Proxy variables of the environment are ignored.

What only a host can tell:
  pexip-hyperv preflight --print-host-script > host-facts.ps1
  on each host:  powershell -ExecutionPolicy Bypass -File host-facts.ps1 > hv1.json
  pexip-hyperv preflight --host-facts hv1.json

Example:
  pexip-hyperv preflight platform.yaml --dns-server 10.44.0.53`;

export function preflightCommand(world: World): Command {
  const command = new Command("preflight")
    .description("Looks at the real network before an apply: DNS, time servers, WinRM with its certificate and login, addresses that must be free, templates, certificates, and what the hosts tell of themselves.")
    .argument(...SOURCE_ARGUMENT)
    .option("--built", "the machines exist already: their addresses must answer")
    .addOption(repeated("--exists <name>", "this machine exists already (name or FQDN); may be repeated"))
    .addOption(repeated("--skip <kind>", `leave out one kind of probe: ${PROBE_GROUPS.join(", ")}; may be repeated`))
    .addOption(repeated("--host-facts <file>", "what a host told of itself: FILE, or HOST=FILE when it cannot be told from its name; may be repeated"))
    .option("--print-host-script", "print the line of PowerShell that writes such a file, and do nothing else");
  addProbeOptions(command, { timeout: "60s", probeTimeout: "5s" }, { look: "probe", resolve: ", over UDP too", cacert: "; winrm.caCertificatePath of a host goes first", timeout: "" });
  return command
    .addHelpText("after", HELP)
    .action(async (given: string | undefined, flags: Flags) => {
      if ((world.env[LAB_VARIABLE] ?? "") !== "") throw new InputError(["preflight looks at the real network, and a lab simulates neither DNS nor time servers nor WinRM; run it outside the lab"]);
      const source = readDeployment(world, given);
      const view = new DeploymentView(source.model);
      if (flags.printHostScript === true) return void world.stdout.write(`${hostFactsScript(view)}\n`);
      const reader = new Reader(world);
      const options = runOptions(flags, reader);
      const plan = planPreflight(view, { isBuilt: builtMachines(flags, view, reader), skip: skippedKinds(PROBE_GROUPS, flags.skip, reader) });
      const probeWorld = probeWorldOf(flags, view, world, reader);
      if (reader.problems.length > 0) throw new InputError(reader.problems);
      const results = await withProbeProgress("preflight", world, options.timeoutMs, (report) => runPreflight(plan, probeWorld, { ...options, signal: world.signal, report }));
      world.stdout.write(flags.format === "json" ? preflightJson(source.name, results) : preflightText(results));
      if (countStates(results).failed > 0) throw new ExitCode(EXIT.outside);
    });
}

/** An imported Management Node exists: that is what importing says. */
function builtMachines({ built, exists }: Flags, view: DeploymentView, reader: Reader): (node: MachineOf["node"]) => boolean {
  const nodes = [...view.managementNodes, ...view.nodes];
  const namesOf = (node: MachineOf["node"]) => [node.path, node.fqdn, node.kind === "conferencingNode" ? node.name : node.hostname].map((name) => name.toLowerCase());
  const wanted = new Set(exists.map((name) => name.toLowerCase()));
  for (const name of exists.filter((one) => !nodes.some((node) => namesOf(node).includes(one.toLowerCase())))) reader.problem("--exists", name, "names no machine of this deployment");
  return (node) => built === true || (node.kind === "managementNode" && node.origin === "imported") || namesOf(node).some((name) => wanted.has(name));
}

function probeWorldOf(flags: Flags, view: DeploymentView, world: World, reader: Reader): ProbeWorld {
  return {
    ...probeNetwork(flags, reader),
    hostTrust: new Map(view.hosts.flatMap(({ path, winrm }) => (winrm.caCertificatePath === undefined ? [] : [[path, rootsOf(resolve(world.cwd, winrm.caCertificatePath))]]))),
    hostFacts: factsByHost(flags.hostFacts, view.hosts, world, reader),
    secretOf: (variable) => secretIn(world, `TF_VAR_${variable}`),
    now: () => Date.now(),
    ping: systemPing(process.platform),
    userAgent: `pexip-hyperv/${packageVersion()}`,
  };
}

function rootsOf(path: string): RootTrust | string {
  const roots = readRoots(path);
  return typeof roots === "string" ? roots : { by: "roots", roots };
}

/** Which file belongs to which host. */
function factsByHost(given: readonly string[], hosts: readonly HostRecord[], world: World, reader: Reader): ReadonlyMap<string, HostFacts> {
  const found = new Map<string, HostFacts>();
  for (const text of given) {
    const [, id, rest] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
    const named = hosts.find((host) => host.id === id || host.path === id);
    const file = named === undefined ? text : rest;
    const facts = readFacts(file, world, reader);
    if (facts === undefined) continue;
    const candidates = named === undefined ? hostsOfFacts(facts, hosts) : [named];
    if (candidates.length !== 1) reader.problem("--host-facts", file, `${candidates.length === 0 ? "is of" : "fits several hosts by its name"} ${shown(facts.computerName)}${candidates.length === 0 ? ", which is no host of this deployment" : ""}; write HOST=FILE, with HOST one of ${hosts.map((host) => host.id).join(", ")}`);
    else if (found.has(candidates[0].path)) reader.problem("--host-facts", file, `is a second file for ${candidates[0].id}`);
    else found.set(candidates[0].path, facts);
  }
  return found;
}

function readFacts(file: string, world: World, reader: Reader): HostFacts | undefined {
  const path = resolve(world.cwd, file);
  try {
    const { size } = statSync(path);
    if (size > MAX_HOST_FACTS_BYTES) reader.problem("--host-facts", file, `has ${size} bytes, and the facts of a host have at most ${MAX_HOST_FACTS_BYTES}`);
    return size > MAX_HOST_FACTS_BYTES ? undefined : parseHostFacts(readFileSync(path), file);
  } catch (error) {
    if (error instanceof ValidationError) reader.problems.push(...error.message.split("\n"));
    else reader.problem("--host-facts", file, `cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown reason"})`);
    return undefined;
  }
}
