import { Command } from "commander";
import { preflightJson, preflightText } from "../../lib/client/preflight/report";
import { countStates } from "../../lib/client/probing/run";
import type { VerifyWorld } from "../../lib/client/verify/context";
import { loginOf, passwordVariable, type ManagerLogin } from "../../lib/client/verify/login";
import { managersToSignIn, planVerify, VERIFY_GROUPS, type VerifySubject } from "../../lib/client/verify/plan";
import { pinOf, pinProblem } from "../../lib/client/verify/room";
import { runVerify } from "../../lib/client/verify/run";
import { DeploymentView } from "../../lib/deployment/model";
import { namesFromAround, Reader } from "../connection-options";
import { readDeployment, SOURCE_ARGUMENT } from "../deployment-source";
import { EXIT, ExitCode, InputError } from "../errors";
import { addProbeOptions, probeNetwork, repeated, runOptions, secretIn, skippedKinds, withProbeProgress, type ProbeFlags } from "../probe-options";
import { packageVersion } from "../version";
import type { World } from "../world";

interface Flags extends ProbeFlags {
  readonly room?: string;
  readonly username?: string;
  readonly skip: readonly string[];
}

const HELP = `
Everything is asked from this machine, and nothing is changed. The test call enters a room through
each node that clients call, in signalling only, and leaves it at once: whoever is in the room sees
"pexip-hyperv verify" for a moment. The call of two people with camera and content stays in the runbook.
Machines are reached at the addresses of the deployment; DNS is looked at by itself, unless
PEXIP_HYPERV_RESOLVE says where names lead (in a lab): then only what --dns-server names is asked.

Secrets come from the environment alone: the password of the Administrator interface from
PEXIP_PASSWORD or TF_VAR_<variable> (--skip api needs none), the room's host PIN from
PEXIP_ROOM_PIN or TF_VAR_<variable>. Proxy variables of the environment are ignored.

Example:
  PEXIP_PASSWORD=... pexip-hyperv verify platform.yaml --room meet.test@example.com`;

export function verifyCommand(world: World): Command {
  const command = new Command("verify")
    .description("Looks at the real platform after an installation: login page, nodes with what they report of themselves, alarms, licences, DNS and SRV, TLS on 443 and 5061, a test call in signalling, certificates.")
    .argument(...SOURCE_ARGUMENT)
    .option("--room <alias>", "call this room; by default the first one of the deployment that has an alias")
    .option("--username <name>", "account of the Administrator interface; by default the deployment's")
    .addOption(repeated("--skip <kind>", `leave out one kind of look: ${VERIFY_GROUPS.join(", ")}; may be repeated`));
  addProbeOptions(command, { timeout: "3m", probeTimeout: "10s" }, { look: "look", resolve: "", cacert: "", timeout: ", with pauses that a busy Management Node asks for" });
  return command
    .addHelpText("after", HELP)
    .action(async (given: string | undefined, flags: Flags) => {
      const source = readDeployment(world, given);
      const view = new DeploymentView(source.model);
      const reader = new Reader(world);
      const options = runOptions(flags, reader);
      const skip = skippedKinds(VERIFY_GROUPS, flags.skip, reader);
      if (view.managementNodes.length === 0) reader.problems.push(`${source.name}: there is no Management Node in it, so there is nothing to verify`);
      if (flags.room?.trim() === "") reader.problem("--room", flags.room, "must be an alias");
      const plan = planVerify(view, { skip, room: flags.room, noDns: flags.dnsServer.length > 0 ? undefined : namesFromAround(world) });
      const verifyWorld = worldOf(flags, plan, view, world, reader);
      reader.problems.push(...pinProblems(plan, verifyWorld));
      if (reader.problems.length > 0) throw new InputError(reader.problems);
      const results = await withProbeProgress("verify", world, options.timeoutMs, (report) => runVerify(plan, verifyWorld, { ...options, signal: world.signal, report }));
      world.stdout.write(flags.format === "json" ? preflightJson(source.name, results) : preflightText(results));
      if (countStates(results).failed > 0) throw new ExitCode(EXIT.outside);
    });
}

function worldOf(flags: Flags, plan: readonly VerifySubject[], view: DeploymentView, world: World, reader: Reader): VerifyWorld {
  return {
    ...probeNetwork(flags, reader),
    hostTrust: new Map(),
    hostFacts: new Map(),
    secretOf: (variable) => secretIn(world, `TF_VAR_${variable}`),
    roomPin: secretIn(world, "PEXIP_ROOM_PIN"),
    logins: loginsOf(flags, plan, view, world, reader),
    now: () => Date.now(),
    clock: world.clock,
    userAgent: `pexip-hyperv/${packageVersion()}`,
  };
}

function pinProblems(plan: readonly VerifySubject[], world: VerifyWorld): readonly string[] {
  const problems = plan.flatMap(({ probes }) =>
    probes.flatMap((probe) => {
      const pin = probe.probe === "call" ? pinOf(probe.room, world) : undefined;
      return pin === undefined ? [] : (pinProblem(pin) ?? []);
    }),
  );
  return [...new Set(problems)];
}

/** One password for several Management Nodes would tell each of them the others'. */
function loginsOf({ username }: Flags, plan: readonly VerifySubject[], view: DeploymentView, world: World, reader: Reader): ReadonlyMap<string, ManagerLogin> {
  const isOnly = view.managementNodes.length === 1;
  const password = isOnly ? secretIn(world, "PEXIP_PASSWORD") : undefined;
  const logins = new Map<string, ManagerLogin>();
  if (username?.includes(":") === true) reader.problems.push("--username must not contain a colon");
  for (const manager of managersToSignIn(plan)) {
    const login = loginOf(manager, { username, password, secretOf: (variable) => secretIn(world, `TF_VAR_${variable}`) });
    if (login !== undefined) logins.set(manager.path, login);
    else reader.problems.push(missingPassword(manager.fqdn, [...(isOnly ? ["PEXIP_PASSWORD"] : []), ...[passwordVariable(manager) ?? []].flat().map((variable) => `TF_VAR_${variable}`)]));
  }
  return logins;
}

function missingPassword(name: string, variables: readonly string[]): string {
  const unset = variables.length === 0 ? "the password of its Administrator interface has no variable of its own" : `${variables.join(" or ")} must hold the password of its Administrator interface, and ${variables.length === 1 ? "is not" : "neither is"} set`;
  return `${name}: ${unset}; without it, leave out what needs it: --skip api`;
}
