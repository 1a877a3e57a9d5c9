import type { ConferencingNodeRecord } from "./conferencing-node";
import type { SwitchRecord } from "./external-switch";
import type { HostRecord } from "./host";
import type { AdapterRecord, MachineRecord } from "./machine";
import type { ManagementNodeRecord } from "./management-node";
import type { ServiceKind, ServiceRecord } from "./service";
import type { StaticRouteRecord } from "./static-route";
import type { SystemLocationRecord } from "./system-location";

export type DeploymentRecord = HostRecord | SwitchRecord | ManagementNodeRecord | SystemLocationRecord | ConferencingNodeRecord | StaticRouteRecord | ServiceRecord;

/** A refusal or warning that somebody took upon himself. */
export interface Acceptance {
  readonly rule: string;
  /** Path of the construct; what lies below it is covered too. Empty for the whole App. */
  readonly at: string;
  readonly reason: string;
}

/** Two elements of a stack that would get one address in Terraform, where the second silently replaces the first. */
export interface AddressCollision {
  /** `hyperv_vhd.oslo-1`, `var.hv1_password` */
  readonly address: string;
  readonly path: string;
  readonly other: string;
}

/** Everything that was described, as plain data. */
export interface DeploymentModel {
  /** @internal */
  readonly records: readonly DeploymentRecord[];
  /** Findings of rules that somebody takes upon himself. */
  readonly acceptances: readonly Acceptance[];
  /** @internal */
  readonly collisions?: readonly AddressCollision[];
}

/** A node with the VM that Terraform builds for it. */
export interface MachineOf {
  readonly node: ManagementNodeRecord | ConferencingNodeRecord;
  readonly machine: MachineRecord;
}

/** One Management Node and what refers to it: the scope in which Pexip wants things unique. */
export interface PlatformView {
  readonly managementNode: ManagementNodeRecord;
  readonly locations: readonly SystemLocationRecord[];
  readonly nodes: readonly ConferencingNodeRecord[];
  readonly staticRoutes: readonly StaticRouteRecord[];
  readonly services: readonly ServiceRecord[];
}

/** The model with the ways through it that rules and documents need; each is built once. */
export class DeploymentView {
  public readonly hosts: readonly HostRecord[];
  public readonly switches: readonly SwitchRecord[];
  public readonly managementNodes: readonly ManagementNodeRecord[];
  public readonly locations: readonly SystemLocationRecord[];
  public readonly nodes: readonly ConferencingNodeRecord[];
  public readonly staticRoutes: readonly StaticRouteRecord[];
  public readonly services: readonly ServiceRecord[];
  public readonly platforms: readonly PlatformView[];
  /** Every VM that Terraform builds, Management Nodes first. */
  public readonly machines: readonly MachineOf[];

  private readonly byPath: ReadonlyMap<string, DeploymentRecord>;
  private readonly nodesByLocation: ReadonlyMap<string, readonly ConferencingNodeRecord[]>;
  private readonly machinesByHost: ReadonlyMap<string, readonly MachineOf[]>;
  private readonly switchesByHost: ReadonlyMap<string, readonly SwitchRecord[]>;

  constructor(public readonly model: DeploymentModel) {
    const records = model.records;
    this.byPath = new Map(records.map((record) => [record.path, record]));
    this.hosts = ofKind(records, "host");
    this.switches = ofKind(records, "externalSwitch");
    this.managementNodes = ofKind(records, "managementNode");
    this.locations = ofKind(records, "systemLocation");
    this.nodes = ofKind(records, "conferencingNode");
    this.staticRoutes = ofKind(records, "staticRoute");
    this.services = ofKind(records, "service");
    this.machines = [
      ...this.managementNodes.flatMap((node) => (node.origin === "managed" ? [{ node, machine: node.machine }] : [])),
      ...this.nodes.flatMap((node) => (node.machine === undefined ? [] : [{ node, machine: node.machine }])),
    ];
    this.nodesByLocation = groupBy(this.nodes, (node) => node.systemLocation);
    this.machinesByHost = groupBy(this.machines, ({ machine }) => machine.host);
    this.switchesByHost = groupBy(this.switches, (one) => one.host);
    const locations = groupBy(this.locations, (location) => location.managementNode);
    const nodes = groupBy(this.nodes, (node) => node.managementNode);
    const routes = groupBy(this.staticRoutes, (route) => route.managementNode);
    const services = groupBy(this.services, (service) => service.managementNode);
    this.platforms = this.managementNodes.map((managementNode) => ({
      managementNode,
      locations: locations.get(managementNode.path) ?? [],
      nodes: nodes.get(managementNode.path) ?? [],
      staticRoutes: routes.get(managementNode.path) ?? [],
      services: services.get(managementNode.path) ?? [],
    }));
  }

  public host(path: string): HostRecord {
    return this.find(path, "host");
  }

  public externalSwitch(path: string): SwitchRecord {
    return this.find(path, "externalSwitch");
  }

  public managementNode(path: string): ManagementNodeRecord {
    return this.find(path, "managementNode");
  }

  public location(path: string): SystemLocationRecord {
    return this.find(path, "systemLocation");
  }

  public service(path: string): ServiceRecord {
    return this.find(path, "service");
  }

  /** All services of one kind. */
  public servicesOf(kind: ServiceKind): readonly ServiceRecord[] {
    return this.services.filter(({ service }) => service === kind);
  }

  public staticRoute(path: string): StaticRouteRecord {
    return this.find(path, "staticRoute");
  }

  public nodesIn(location: SystemLocationRecord): readonly ConferencingNodeRecord[] {
    return this.nodesByLocation.get(location.path) ?? [];
  }

  /** The VMs that Terraform builds on this host. */
  public machinesOn(host: HostRecord): readonly MachineOf[] {
    return this.machinesByHost.get(host.path) ?? [];
  }

  public switchesOn(host: HostRecord): readonly SwitchRecord[] {
    return this.switchesByHost.get(host.path) ?? [];
  }

  private find<K extends DeploymentRecord["kind"]>(path: string, kind: K): Extract<DeploymentRecord, { kind: K }> {
    const record = this.byPath.get(path);
    if (record?.kind !== kind) throw new Error(`no ${kind} at ${path} in the deployment model`);
    return record as Extract<DeploymentRecord, { kind: K }>;
  }
}

/** The adapters of a VM, in their order. */
export function adaptersOf(machine: MachineRecord): readonly AdapterRecord[] {
  return machine.secondary === undefined ? [machine.primary] : [machine.primary, machine.secondary];
}

export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

function ofKind<K extends DeploymentRecord["kind"]>(records: readonly DeploymentRecord[], kind: K): readonly Extract<DeploymentRecord, { kind: K }>[] {
  return records.filter((record): record is Extract<DeploymentRecord, { kind: K }> => record.kind === kind);
}
