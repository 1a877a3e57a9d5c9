import type { Level, MachineKind } from "./explanation";

/** What happens to a machine, as the lines say it. The words are a contract: they are in the JSON too. */
export const OUTCOMES = {
  created: "created",
  poweredOn: "powered on",
  poweredOff: "powered off",
  powerCycled: "powered off, then on",
  changedWhileOff: "changed while off",
  replaced: "replaced",
  aroundDisk: "replaced around its disk",
  moved: "moved to another host",
  removed: "removed",
  overDisk: "created over a disk in state",
  diskAnew: "disk made anew",
  entryLost: "entry lost",
  entryAnew: "entry made anew",
  entryAgain: "entered again",
  restarted: "restarted by the platform",
  maintenance: "put in maintenance mode",
  settings: "settings changed",
  notTouched: "not touched",
  wizard: "wizard to re-run",
  markerOnly: "marker made anew alone",
  forgotten: "forgotten",
  adopted: "adopted",
  deferred: "deferred",
  unchanged: "unchanged",
} as const;

export type Outcome = keyof typeof OUTCOMES;

/** How bad it is when nothing else is known. */
export const OUTCOME_LEVELS: Readonly<Record<Outcome, Readonly<Record<MachineKind, Level>>>> = {
  created: { manager: "fine", node: "fine", vm: "fine" },
  poweredOn: { manager: "fine", node: "fine", vm: "fine" },
  poweredOff: { manager: "manager", node: "outage", vm: "outage" },
  powerCycled: { manager: "manager", node: "outage", vm: "outage" },
  changedWhileOff: { manager: "fine", node: "fine", vm: "fine" },
  replaced: { manager: "replace", node: "replace", vm: "replace" },
  aroundDisk: { manager: "manager", node: "outage", vm: "outage" },
  moved: { manager: "replace", node: "replace", vm: "replace" },
  removed: { manager: "replace", node: "replace", vm: "replace" },
  overDisk: { manager: "replace", node: "replace", vm: "replace" },
  diskAnew: { manager: "replace", node: "replace", vm: "replace" },
  entryLost: { manager: "fine", node: "replace", vm: "fine" },
  entryAnew: { manager: "fine", node: "replace", vm: "fine" },
  entryAgain: { manager: "fine", node: "fine", vm: "fine" },
  restarted: { manager: "fine", node: "outage", vm: "fine" },
  maintenance: { manager: "fine", node: "outage", vm: "fine" },
  notTouched: { manager: "fine", node: "fine", vm: "fine" },
  settings: { manager: "fine", node: "fine", vm: "fine" },
  wizard: { manager: "manager", node: "fine", vm: "fine" },
  markerOnly: { manager: "fine", node: "fine", vm: "fine" },
  forgotten: { manager: "fine", node: "fine", vm: "fine" },
  adopted: { manager: "fine", node: "fine", vm: "fine" },
  deferred: { manager: "fine", node: "fine", vm: "fine" },
  unchanged: { manager: "fine", node: "fine", vm: "fine" },
};

/** Those that end the calls on a node. */
export const DROPPING: ReadonlySet<Outcome> = new Set<Outcome>(["poweredOff", "powerCycled", "replaced", "aroundDisk", "moved", "removed", "diskAnew", "entryLost", "entryAnew", "restarted"]);

const DROPS = "every call on it drops";
const MAINTENANCE = `${DROPS}; put it in maintenance mode first`;
const LOST = "configuration and licences are lost: back up (Utilities > Backup/Restore) and return the licences first";
const TWICE = "if it was moved to another host, do not apply, or there will be two of it; if it was deleted, applying makes it again around its disk";

const MARKER_ONLY = "its disk and VM would not follow any more: plan without -target";

type Texts = Readonly<Partial<Record<Outcome, string>>>;

const NODE: Texts = {
  created: "new: nothing drops",
  poweredOn: "takes calls again when it is in sync",
  poweredOff: MAINTENANCE,
  powerCycled: MAINTENANCE,
  replaced: MAINTENANCE,
  aroundDisk: `${MAINTENANCE}; it comes back as it was, its entry stays`,
  moved: MAINTENANCE,
  removed: MAINTENANCE,
  overDisk: TWICE,
  diskAnew: DROPS,
  entryLost: `${DROPS}; the platform does not know the node any more`,
  entryAnew: DROPS,
  entryAgain: "a fresh node takes its configuration; one that has one already refuses it: adopt its entry, or give it a new redeployToken",
  restarted: `${DROPS} and it restarts; put it in maintenance mode first`,
  maintenance: "it takes no new calls",
  settings: "no call drops; the node has it within minutes",
  markerOnly: MARKER_ONLY,
  forgotten: "it runs on; Terraform does not know it any more",
  deferred: "Terraform decides in a later plan",
};

const MANAGER: Texts = {
  created: "new: run the installation wizard on its console (pexip-hyperv wizard)",
  poweredOn: "the Administrator interface is back in minutes",
  poweredOff: "no meetings end; the Administrator interface is away until it is switched on",
  powerCycled: "no meetings end; the Administrator interface is away for minutes",
  replaced: `${LOST}; then run the installation wizard again`,
  aroundDisk: "no meetings end; the Administrator interface is away for minutes; it comes back as it was",
  moved: `${LOST}; then run the installation wizard again`,
  removed: `${LOST}; the nodes lose their Management Node`,
  overDisk: TWICE,
  diskAnew: `${LOST}; then run the installation wizard again`,
  wizard: "run the installation wizard again on its console (pexip-hyperv wizard): nothing else changes these answers, and it restarts the Management Node",
  markerOnly: MARKER_ONLY,
  forgotten: "it runs on; Terraform does not know it any more",
  deferred: "Terraform decides in a later plan",
};

const VM: Texts = {
  created: "new: nothing stops",
  poweredOff: "what runs on it stops",
  powerCycled: "what runs on it stops for minutes",
  replaced: "what runs on it stops, and what is on its disk is lost",
  aroundDisk: "what runs on it stops for minutes; its disk stays",
  moved: "what runs on it stops, and what is on its disk is lost",
  removed: "what runs on it stops",
  overDisk: TWICE,
  diskAnew: "what is on it is lost",
  forgotten: "it runs on; Terraform does not know it any more",
  deferred: "Terraform decides in a later plan",
};

const TEXTS: Readonly<Record<MachineKind, Texts>> = { manager: MANAGER, node: NODE, vm: VM };

/** What calls and users notice of it. */
export function consequence(kind: MachineKind, outcome: Outcome): readonly string[] {
  const text = TEXTS[kind][outcome];
  return text === undefined ? [] : [text];
}

/** Of a node that is switched off, or gone. */
export const NOT_IN_SERVICE = "it takes no calls now, so none drop";

/** Of a disk that `-target` of another machine brings along, because the disks of a host are copied one after another; seen with Terraform 1.11.4. */
export const DRAGGED_ALONG = "its VM is not in the plan and runs on that disk: -target of another machine brought it along; take this machine first";

export const LICENCE_AT_RISK = "licence at risk: it is bound to the MAC address (guide page 4)";
