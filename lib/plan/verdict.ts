import { atLeast, counted, type Level, LEVEL_WORDS, type Line, type MachineLine, type ServiceSummary, type Step, type Verdict, worst } from "./explanation";
import { LICENCE_AT_RISK, OUTCOMES } from "./outcomes";

/** What the verdict is about. */
export interface Judged {
  readonly errored: boolean;
  /** Was it made with -target? Then advice about -target is of no use. */
  readonly partial: boolean;
  readonly machines: readonly MachineLine[];
  readonly switches: readonly Line[];
  readonly services: ServiceSummary;
  readonly othersChanged: number;
  /** Nodes of the platform that the plan says nothing about. */
  readonly besides: readonly { readonly role: string; readonly location: string }[];
  /** Does anything change at all? */
  readonly isEmpty: boolean;
}

/** Nodes of one role in one location: who stands in for whom. */
interface Group {
  readonly words: string;
  readonly total: number;
  readonly down: number;
}

/** Judges everything together: what is bearable for one node may not be for all of a location. */
export function verdictOf(judged: Judged): Verdict {
  const { machines, switches, services } = judged;
  const level = worst([...machines, ...switches, ...services.notable].map((line) => line.level));
  const down = machines.filter((machine) => machine.dropsCalls);
  const targets = stepsOf(down);
  const steps = targets.length > 1 && !judged.partial && !judged.errored ? targets : [];
  return { level, word: LEVEL_WORDS[level], sentences: [...unfinished(judged), ...sentences(judged, level, down, steps)], steps };
}

function unfinished({ errored }: Judged): readonly string[] {
  return errored ? ["Terraform stopped with an error: these are only the changes that it had found, and it will not apply them"] : [];
}

function sentences(judged: Judged, level: Level, down: readonly MachineLine[], steps: readonly Step[]): readonly string[] {
  if (judged.isEmpty) return judged.errored ? [] : ["no changes; nothing happens to calls"];
  const lines = [
    ...groupSentences(judged),
    ...judged.machines.filter(({ kind, level: own }) => kind === "manager" && own !== "fine").flatMap(managerSentences),
    ...judged.machines.filter(({ outcome }) => outcome === OUTCOMES.overDisk).map(({ name }) => `the VM ${name} may have moved to another host: find out before you apply`),
    ...idleSentences(judged.machines),
    ...switchSentences(judged.switches),
    ...serviceSentences(judged.services),
  ];
  if (steps.length > 0) lines.push("apply one at a time, in this order, and wait until each is in sync");
  else if (down.length === 1 && down[0].kind === "node") lines.push(`put ${down[0].name} in maintenance mode and wait until its calls have ended`);
  if (level === "fine" && lines.length === 0) lines.push("no call drops");
  if (judged.othersChanged > 0) lines.push(`${counted(judged.othersChanged, "resource")} of other providers ${judged.othersChanged === 1 ? "is" : "are"} not judged`);
  return lines;
}

function managerSentences({ name, outcome, level, consequences }: MachineLine): readonly string[] {
  const node = `the Management Node ${name}`;
  if (outcome === OUTCOMES.overDisk) return [];
  if (level === "replace") return [`${node} loses its configuration and licences`];
  const restart = outcome === OUTCOMES.wizard ? "needs its installation wizard run again" : outcome === OUTCOMES.poweredOff ? "is switched off; no meetings end" : "restarts; no meetings end";
  return [`${node} ${restart}`, ...(consequences.includes(LICENCE_AT_RISK) ? ["its licence is at risk"] : [])];
}

/** Machines that are made anew or removed while they take no calls. */
function idleSentences(machines: readonly MachineLine[]): readonly string[] {
  const idle = machines.filter(({ kind, level, dropsCalls, outcome }) => kind !== "manager" && level === "replace" && !dropsCalls && outcome !== OUTCOMES.overDisk);
  if (idle.length === 0) return [];
  return [idle.length === 1 ? `the machine ${idle[0].name} takes no calls now: ${idle[0].outcome}` : `${idle.length} machines that take no calls now are made anew or removed`];
}

function switchSentences(switches: readonly Line[]): readonly string[] {
  const bad = switches.filter(({ level }) => atLeast(level, "outage"));
  if (bad.length === 0) return [];
  return [bad.length === 1 ? `the ${bad[0].name} is ${bad[0].outcome}` : `${bad.length} switches are changed or removed that machines or hosts are connected through`];
}

function serviceSentences({ notable }: ServiceSummary): readonly string[] {
  const bad = notable.filter(({ level }) => atLeast(level, "outage"));
  if (bad.length === 0) return [];
  return [bad.length === 1 ? `the ${bad[0].name} is ${bad[0].outcome}` : `${bad.length} objects of the platform that calls need are replaced or removed`];
}

/** Worst first: a location without a node left, then by how many are down. */
function groupSentences({ machines, besides }: Judged): readonly string[] {
  const totals = new Map<string, { total: number; down: number; words: (total: number) => string }>();
  const count = (role: string | undefined, location: string | undefined, total: number, down: number): void => {
    const key = JSON.stringify([role, location]);
    const group = totals.get(key) ?? { total: 0, down: 0, words: (number: number) => `${role === undefined ? "" : `${role} `}${number === 1 ? "node" : "nodes"}${location === undefined ? "" : ` of location ${location}`}` };
    totals.set(key, { ...group, total: group.total + total, down: group.down + down });
  };
  for (const { kind, role, location, wasInService, dropsCalls } of machines) if (kind === "node") count(role, location, wasInService ? 1 : 0, dropsCalls ? 1 : 0);
  for (const { role, location } of besides) count(role, location, 1, 0);
  const groups: Group[] = [...totals.values()].filter(({ down }) => down > 0).map(({ total, down, words }) => ({ total, down, words: words(total) }));
  const sorted = groups.sort((a, b) => Number(b.down === b.total) - Number(a.down === a.total) || b.down - a.down || (a.words < b.words ? -1 : 1));
  return sorted.map(({ down, total, words }) => `${down} of ${total} ${words} would be down`);
}

/**
 * In the order of the disks' addresses: the disks of a host are copied one after another in that order, so that `-target` of a later machine
 * would bring along the replacement of an earlier one's disk, under its running VM.
 */
function stepsOf(down: readonly MachineLine[]): readonly Step[] {
  const sortKey = ({ addresses }: MachineLine): string => addresses.find((address) => address.includes("hyperv_vhd.")) ?? addresses[0] ?? "";
  return down
    .flatMap((machine) => (machine.target === undefined ? [] : [{ machine: machine.name, target: machine.target, key: sortKey(machine) }]))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ machine, target }) => ({ machine, target }));
}
