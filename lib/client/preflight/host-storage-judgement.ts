import { isDeferred } from "../../validation/fields";
import { failed, ok, skipped, some, type Finding, warning } from "./finding";
import { type ExpectedMachine, type HostExpectation, sameText } from "./host-expectation";
import type { HostFacts } from "./host-facts";
import { sizeText } from "./template-url";

/** How large the disks grow. Source: Pexip's own cloud modules (100 GB manager, 50 GB node); docs.pexip.com, "Server design guidelines" (100 GB SSD for the manager). */
const GROWN_BYTES = { managementNode: 100 * 1000 ** 3, conferencingNode: 50 * 1000 ** 3 } as const;

/** A VM that is to be built must not be there: the provider stops with "already exists" (taliesins/hyperv 1.2.1, resource_hyperv_machine_instance.go). */
export function judgeVirtualMachines(facts: HostFacts, { machines }: HostExpectation): readonly Finding[] {
  if (machines.length === 0) return [];
  const what = "virtual machines";
  const find = ({ machine }: ExpectedMachine) => facts.virtualMachines.find(({ name }) => sameText(name, machine.vmName));
  const inTheWay = machines.filter((one) => !one.isBuilt && find(one) !== undefined);
  const gone = machines.filter((one) => one.isBuilt && find(one) === undefined);
  const namesOf = (these: readonly ExpectedMachine[]) => these.map(({ machine }) => machine.vmName);
  return [
    ...(inTheWay.length === 0 ? [] : [failed(what, `${some(inTheWay.map((one) => `${one.machine.vmName} (${find(one)?.state ?? "state unknown"})`))} ${inTheWay.length === 1 ? "exists" : "exist"} already`, "give another name, remove it, or import it into Terraform's state; if it is this machine, say so: --built, or --exists NAME")]),
    ...(gone.length === 0 ? [] : [failed(what, `${some(namesOf(gone))} should exist, and ${gone.length === 1 ? "does" : "do"} not`, "has it been removed, or moved to another host? terraform plan tells")]),
    ...(inTheWay.length + gone.length > 0 ? [] : [ok(what, machines.every(({ isBuilt }) => isBuilt) ? `${some(namesOf(machines))} ${machines.length === 1 ? "exists" : "exist"}` : `no other VM has the name of ${some(namesOf(machines.filter(({ isBuilt }) => !isBuilt)))}`)]),
  ];
}

/** Are the templates there, and is there room for the copies, now and when they have grown? */
export function judgeDisks(facts: HostFacts, { machines }: HostExpectation, downloads: ReadonlyMap<string, number>): readonly Finding[] {
  const fresh = machines.filter(({ isBuilt }) => !isBuilt);
  const drives = [...new Set(fresh.map(({ machine }) => driveOf(machine.diskPath)))].sort();
  return [...judgeTemplates(facts, fresh), ...drives.map((drive) => judgeDrive(facts, downloads, drive, fresh.filter(({ machine }) => driveOf(machine.diskPath) === drive)))];
}

function judgeTemplates(facts: HostFacts, machines: readonly ExpectedMachine[]): readonly Finding[] {
  const paths = [...new Set(machines.flatMap(({ machine: { templateDisk } }) => (templateDisk.from === "host" ? [templateDisk.path] : [])))].sort();
  return paths.map((path) => {
    const found = facts.templates.find((one) => sameText(one.path, path));
    if (found === undefined) return skipped("template", `${path}: the script did not look for it`, "print the script again with this deployment (--print-host-script), and run it on the host");
    return found.bytes === undefined ? failed("template", `${path} is not there`, "unpack the disk to this path on the host, or correct the path") : ok("template", `${path} is there, ${sizeText(found.bytes)}`);
  });
}

function judgeDrive(facts: HostFacts, downloads: ReadonlyMap<string, number>, drive: string, machines: readonly ExpectedMachine[]): Finding {
  const what = `disk ${drive}`;
  const free = facts.drives.find(({ name }) => sameText(name, drive))?.freeBytes;
  if (free === undefined) return /^[A-Z]:$/i.test(drive) ? failed(what, `the host has no fixed drive ${drive}; it has ${facts.drives.length === 0 ? "not told any" : some(facts.drives.map(({ name }) => name))}`, "correct vmDirectory or diskPath") : skipped(what, "no drive of the host: its room is not known");
  const sizes = machines.map((one) => templateBytes(facts, downloads, one));
  const copies = sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0);
  const unknown = sizes.filter((size) => size === undefined).length;
  const grown = machines.reduce((sum, { node }) => sum + GROWN_BYTES[node.kind], 0);
  const evidence = `${sizeText(free)} free; ${machines.length === 1 ? "one disk" : `${machines.length} disks`}, ${copies === 0 ? "of unknown size" : `${sizeText(copies)} as copied${unknown > 0 ? ` (${unknown} of unknown size)` : ""}`}, up to ${sizeText(grown)} when grown`;
  if (copies > free) return failed(what, evidence, "make room, or give another vmDirectory");
  if (grown > free) return warning(what, evidence, "make room before the disks grow: a VM whose disk cannot grow is paused");
  return ok(what, evidence);
}

// how large the disk in a ZIP is, only unpacking tells
function templateBytes(facts: HostFacts, downloads: ReadonlyMap<string, number>, { machine: { templateDisk } }: ExpectedMachine): number | undefined {
  if (templateDisk.from === "host") return facts.templates.find((one) => sameText(one.path, templateDisk.path))?.bytes;
  return templateDisk.from === "url" && !isDeferred(templateDisk.url) ? downloads.get(templateDisk.url) : undefined;
}

/** `D:`, or the share that a path begins with. */
function driveOf(path: string): string {
  return /^[A-Za-z]:/.exec(path)?.[0].toUpperCase() ?? path.split("\\").slice(0, 4).join("\\");
}
