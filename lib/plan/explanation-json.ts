import type { Explanation, Line, MachineLine } from "./explanation";

/** Raised when a reader of the JSON would have to change. */
const FORMAT_VERSION = 1;

/**
 * The explanation as JSON: `machines` (all, also the unchanged ones), `switches`, `services`, `others`, `notes`, `verdict`. Keys may be added; those that are there keep their meaning
 * within one format version. `level` is one of `fine`, `manager`, `outage`, `replace`, in this order.
 */
export function explanationJson(explanation: Explanation): string {
  const { terraformVersion, errored, complete, machines, switches, services, others, notes, verdict } = explanation;
  const content = {
    formatVersion: FORMAT_VERSION,
    plan: { terraformVersion, errored, complete },
    machines: machines.map(machineJson),
    switches: switches.map(lineJson),
    services: { added: services.added, changed: services.changed, replaced: services.replaced, removed: services.removed, notable: services.notable.map(lineJson) },
    others,
    notes,
    verdict: { level: verdict.level, text: verdict.sentences.join("; "), targets: verdict.steps },
  };
  return JSON.stringify(content, undefined, 2);
}

function machineJson(machine: MachineLine): object {
  const { kind, role, location, host, dropsCalls, target } = machine;
  return { ...lineJson(machine), kind, role, location, host, dropsCalls, target };
}

function lineJson({ name, outcome, level, reasons, consequences, addresses }: Line): object {
  return { name, outcome, level, reasons, consequences, addresses };
}
