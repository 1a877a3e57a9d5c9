import { WindowsServer } from "../../deployment/enums";
import { failed, ok, skipped, some, type Finding, warning } from "./finding";
import { type HostExpectation, sameText } from "./host-expectation";
import type { HostFacts } from "./host-facts";

/** Are the adapters there that the deployment names, connected, and in no team that Hyper-V would refuse? */
export function judgeAdapters(facts: HostFacts, { host, switches }: HostExpectation): readonly Finding[] {
  const bound = switches.flatMap((one) => (one.origin === "managed" ? one.netAdapterNames : []));
  const named = [...new Set([...bound, ...(host.networkAdapters ?? []), ...(host.managementAdapter === undefined ? [] : [host.managementAdapter])])];
  if (named.length === 0) return [];
  const what = "adapters";
  if (facts.adapters.length === 0) return [skipped(what, "the host did not tell")];
  const find = (name: string) => facts.adapters.find((adapter) => sameText(adapter.name, name));
  const missing = named.filter((name) => find(name) === undefined);
  const findings: Finding[] = [];
  if (missing.length > 0) {
    const byDescription = facts.adapters.find(({ description }) => missing.some((name) => sameText(name, description)));
    findings.push(failed(what, `${some(missing)} is not there; the host has ${some(facts.adapters.map(({ name }) => name))}`, byDescription === undefined ? "give the names that Get-NetAdapter shows" : `that is a description; the adapter's name is ${byDescription.name}`));
  }
  const down = named.filter((name) => ((status) => status !== undefined && !sameText(status, "Up"))(find(name)?.status));
  if (down.length > 0) findings.push(warning(what, some(down.map((name) => `${name} is ${find(name)?.status ?? ""}`)), "is the cable in, and the adapter switched on?"));
  if (findings.length === 0) findings.push(ok(what, `${some(named)} ${named.length === 1 ? "is" : "are"} there and up`));
  return [...findings, ...judgeTeams(facts, host.windowsServer, bound)];
}

/** Source: Microsoft Learn, "Features removed or no longer developed starting with Windows Server 2022" (LBFO and Hyper-V vSwitch). */
function judgeTeams({ lbfoTeams }: HostFacts, windows: WindowsServer, bound: readonly string[]): readonly Finding[] {
  return lbfoTeams.flatMap(({ name, members }) => {
    const team = bound.find((adapter) => sameText(adapter, name) || members.some((member) => sameText(member, adapter)));
    if (team === undefined) return [];
    const evidence = sameText(team, name) ? `${name} is an LBFO team of ${some(members)}` : `${team} is in the LBFO team ${name}`;
    const isRefused = windows === WindowsServer.V2022 || windows === WindowsServer.V2025;
    // a member belongs to its team: no switch can have it beside
    if (isRefused || !sameText(team, name)) return [failed("teams", `${evidence}${isRefused ? `, which Windows Server ${windows} does not bind to a switch` : ""}`, `take the team apart (Remove-NetLbfoTeam -Name '${name.replace(/'/g, "''")}'), and give its adapters to the switch: they make an embedded team`)];
    return [warning("teams", evidence, "later releases of Windows Server do not bind such a team: an embedded team takes the adapters themselves")];
  });
}

/** The provider makes no switch that is there, and takes none for granted that is not. */
export function judgeSwitches(facts: HostFacts, { switches, machines }: HostExpectation): readonly Finding[] {
  return switches.map((one) => {
    const there = facts.switches.find(({ name }) => sameText(name, one.switchName));
    const what = "switch";
    if (one.origin === "imported") {
      if (there === undefined) return failed(what, `${one.switchName} is not there; the host has ${facts.switches.length === 0 ? "none" : some(facts.switches.map(({ name }) => name))}`, "correct its name, or let Terraform make it: new ExternalSwitch");
      return there.type === undefined || sameText(there.type, "External") ? ok(what, `${one.switchName} is there`) : failed(what, `${one.switchName} is there, of type ${there.type}`, "Pexip's VMs need an external switch (guide page 4)");
    }
    // built machines are on their switch, so it was built with them
    const isBuilt = machines.some(({ machine, isBuilt: built }) => built && (machine.primary.switch === one.path || machine.secondary?.switch === one.path));
    if (isBuilt) return there === undefined ? failed(what, `${one.switchName} is not there`, "has it been removed or renamed? terraform plan tells") : ok(what, `${one.switchName} is there`);
    if (there === undefined) return ok(what, `${one.switchName} is not there yet`);
    return failed(what, `${one.switchName} is there already`, "use it (ExternalSwitch.fromSwitchName), import it into Terraform's state, or give another name: the provider makes none that exists");
  });
}
