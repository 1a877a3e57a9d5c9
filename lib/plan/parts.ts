import { textOf } from "./attributes";
import type { ResourceChange } from "./plan";

/** A resource of ours is called `<construct>_<child>_<hash>`; where a child carries its host, `<child>-<host>`. */
const PLACED = /^(.+)_(Vm|Disk|Nics|Switch)-(.+)_[0-9A-F]{8}$/;
const CHILD = /^(.+)_(Identity|Placement|NodeEntry|Synced|PrimaryOverflow|SecondaryOverflow)_[0-9A-F]{8}$/;
const GATE = /^(?:.+_)?Gate-(.+)_[0-9A-F]{8}$/;

const TYPES: Readonly<Record<string, string>> = {
  Vm: "hyperv_machine_instance",
  Disk: "hyperv_vhd",
  Switch: "hyperv_network_switch",
  Nics: "terraform_data",
  Identity: "terraform_data",
  Placement: "terraform_data",
  Synced: "terraform_data",
  PrimaryOverflow: "terraform_data",
  SecondaryOverflow: "terraform_data",
  NodeEntry: "pexip_infinity_worker_vm",
};

/** A resource with the host that its logical id names. */
export interface Placed {
  /** Id of the HypervHost; undefined for a resource that is not named as ours are. */
  readonly host?: string;
  readonly change: ResourceChange;
}

/** What belongs to one machine: what is there twice moves from one host to another. */
export interface MachineParts {
  /** Construct path without its stack, `/` written as `_`: `oslo-1`; with module and instance where there are any. */
  readonly key: string;
  readonly vms: readonly Placed[];
  readonly disks: readonly Placed[];
  readonly nics: readonly Placed[];
  readonly identity?: ResourceChange;
  readonly placement?: ResourceChange;
  readonly entry?: ResourceChange;
  readonly synced?: ResourceChange;
}

/** A plan's resources by what they are for. */
export interface PlanParts {
  readonly machines: readonly MachineParts[];
  readonly switches: readonly (Placed & { readonly key: string })[];
  /** Steps that wait for a Management Node. */
  readonly gates: readonly ResourceChange[];
  /** Steps that close a circle of overflow locations. */
  readonly overflowSteps: readonly ResourceChange[];
  /** Objects of the platform besides its node entries. */
  readonly platform: readonly ResourceChange[];
  /** Disks that belong to no VM of the plan. */
  readonly looseDisks: readonly ResourceChange[];
  readonly others: readonly ResourceChange[];
}

interface Draft {
  key: string;
  vms: Placed[];
  disks: Placed[];
  nics: Placed[];
  identity?: ResourceChange;
  placement?: ResourceChange;
  entry?: ResourceChange;
  synced?: ResourceChange;
}

/** Tells the resources of a plan apart by their logical ids; those that somebody else wrote by what they are. */
export function partsOf(changes: readonly ResourceChange[]): PlanParts {
  const drafts = new Map<string, Draft>();
  const draft = (key: string): Draft => {
    const known = drafts.get(key) ?? { key, vms: [], disks: [], nics: [] };
    drafts.set(key, known);
    return known;
  };
  const parts = { switches: [] as (Placed & { key: string })[], gates: [] as ResourceChange[], overflowSteps: [] as ResourceChange[], platform: [] as ResourceChange[], disks: [] as ResourceChange[], others: [] as ResourceChange[] };
  for (const change of changes) {
    const ours = nameOf(change);
    const key = keyOf(change, ours?.construct ?? change.name);
    switch (ours?.child ?? change.type) {
      case "Vm":
      case "hyperv_machine_instance":
        draft(key).vms.push({ host: ours?.host, change });
        break;
      case "Disk":
        draft(key).disks.push({ host: ours?.host, change });
        break;
      case "Nics":
        draft(key).nics.push({ host: ours?.host, change });
        break;
      case "Identity":
        draft(key).identity = change;
        break;
      case "Placement":
        draft(key).placement = change;
        break;
      case "Synced":
        draft(key).synced = change;
        break;
      case "NodeEntry":
      case "pexip_infinity_worker_vm":
        draft(key).entry = change;
        break;
      case "Switch":
      case "hyperv_network_switch":
        parts.switches.push({ host: ours?.host, change, key });
        break;
      case "Gate":
        parts.gates.push(change);
        break;
      case "PrimaryOverflow":
      case "SecondaryOverflow":
        parts.overflowSteps.push(change);
        break;
      case "hyperv_vhd":
        parts.disks.push(change);
        break;
      default:
        (change.type.startsWith("pexip_") ? parts.platform : parts.others).push(change);
    }
  }
  const machines = [...drafts.values()];
  const looseDisks = parts.disks.filter((disk) => !attachDisk(disk, machines));
  return { machines, looseDisks, switches: parts.switches, gates: parts.gates, overflowSteps: parts.overflowSteps, platform: parts.platform, others: parts.others };
}

/** Gives a disk that is not named as ours are to the VM that has it as a drive. */
function attachDisk(disk: ResourceChange, machines: readonly Draft[]): boolean {
  const path = (textOf(disk, "after", "path") ?? textOf(disk, "before", "path"))?.toLowerCase();
  const owner = path === undefined ? undefined : machines.find(({ vms }) => vms.some(({ change }) => change.module === disk.module && drivePaths(change).includes(path)));
  owner?.disks.push({ change: disk });
  return owner !== undefined;
}

function drivePaths({ before, after }: ResourceChange): readonly string[] {
  return [before, after].flatMap((values) => {
    const drives = values?.hard_disk_drives;
    return Array.isArray(drives) ? drives.flatMap((drive: { readonly path?: unknown } | null) => (typeof drive?.path === "string" ? [drive.path.toLowerCase()] : [])) : [];
  });
}

function nameOf({ type, name }: ResourceChange): { readonly construct: string; readonly child: string; readonly host?: string } | undefined {
  if (type === "terraform_data") {
    const gate = GATE.exec(name);
    if (gate !== null) return { construct: gate[1], child: "Gate" };
  }
  const [, construct, child, host] = PLACED.exec(name) ?? CHILD.exec(name) ?? [];
  return construct !== undefined && TYPES[child] === type ? { construct, child, host } : undefined;
}

function keyOf({ module, instance }: ResourceChange, construct: string): string {
  return `${module === "" ? "" : `${module}.`}${construct}${instance}`;
}
