import type { DeploymentView } from "../../lib/deployment/model";
import { FAULTS, type Fault, type FaultName } from "../../lib/lab/world/faults";
import { isDeferred } from "../../lib/validation/fields";
import { nearest } from "../../lib/validation/schema";
import { shown } from "../../lib/validation/text";
import { InputError } from "../errors";

/** Each fault with what goes wrong, for the help. */
export function faultLines(): readonly string[] {
  const width = Math.max(...Object.keys(FAULTS).map((name) => name.length));
  return Object.entries(FAULTS).map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}

/** What faults can be aimed at in a deployment. */
export function faultSubjects(view: DeploymentView): readonly string[] {
  const hosts = view.hosts.flatMap(({ address }) => (isDeferred(address) ? [] : [address]));
  const switches = view.hosts.flatMap((host) => view.switchesOn(host).map(({ switchName }) => switchName));
  return [...new Set([...hosts, ...switches, ...view.managementNodes.map(({ fqdn }) => fqdn), ...view.machines.map(({ machine }) => machine.vmName), ...view.nodes.map(({ name }) => name)])];
}

/**
 * `NAME`, `NAME=SUBJECT`, `NAME:TIMES` or `NAME=SUBJECT:TIMES`.
 *
 * @param subjects what it can be aimed at
 * @returns the fault, or what is wrong with the text
 */
export function parseFault(text: string, subjects: readonly string[]): Fault | string {
  const [, name, subject, times] = /^([^=:]*)(?:=(.*?))?(?::(\d{1,6}|always))?$/s.exec(text) ?? [undefined, text];
  const names = Object.keys(FAULTS);
  if (!isFaultName(name)) return `${shown(name)} is no fault of the lab${meant(name, names)}`;
  if (subject !== undefined && !subjects.includes(subject)) return `nothing is called ${shown(subject)} here${meant(subject, subjects)}`;
  if (times !== undefined && Number(times) === 0) return `${shown(text)}: a fault happens at least once, or :always`;
  return { name, ...(subject !== undefined && { subject }), ...(times !== undefined && { times: times === "always" ? Infinity : Number(times) }) };
}

/** @throws InputError with everything that is wrong with what was typed */
export function parsedFaults(texts: readonly string[], subjects: readonly string[]): readonly Fault[] {
  const parsed = texts.map((text) => parseFault(text, subjects));
  const problems = parsed.filter((one): one is string => typeof one === "string");
  if (problems.length > 0) throw new InputError(problems.map((problem) => `--fault: ${problem}`));
  return parsed as readonly Fault[];
}

function meant(text: string, names: readonly string[]): string {
  return nearest(text, names) || `; there are ${names.join(", ")}`;
}

function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

/** `host-out-of-memory of oslo-1, 3 times` */
export function faultText({ name, subject, times = 1 }: Fault): string {
  return `${name}${subject === undefined ? "" : ` of ${subject}`}, ${times === Infinity ? "always" : times === 1 ? "once" : `${times} times`}`;
}
