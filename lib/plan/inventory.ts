import type { ConferencingNodeRecord } from "../deployment/conferencing-node";
import type { MachineAddresses } from "../deployment/deployment-file";
import { NodeRole } from "../deployment/enums";
import type { HostRecord } from "../deployment/host";
import type { ManagementNodeRecord } from "../deployment/management-node";
import type { DeploymentView } from "../deployment/model";
import { textOf } from "./attributes";
import type { MachineParts, Placed } from "./parts";
import type { ResourceChange } from "./plan";

/** The deployment that a plan belongs to. */
export interface PlanModel {
  readonly view: DeploymentView;
  readonly machines: Readonly<Record<string, MachineAddresses>>;
}

type NodeRecord = ManagementNodeRecord | ConferencingNodeRecord;

/** What the plan itself does not say: names, roles, locations, hosts. From the model where there is one, else from the objects in the plan. */
export class Inventory {
  /** Does the model describe anything of this plan? */
  public readonly knowsThePlan: boolean;
  private readonly byAddress: ReadonlyMap<string, NodeRecord>;
  private readonly locationNames: ReadonlyMap<string, string>;

  /** @param platform the plan's objects of the platform */
  constructor(
    private readonly model: PlanModel | undefined,
    changes: readonly ResourceChange[],
    platform: readonly ResourceChange[],
  ) {
    this.byAddress = model === undefined ? new Map() : recordsByAddress(model, changes);
    this.knowsThePlan = this.byAddress.size > 0;
    this.locationNames = new Map(
      platform.flatMap((change) => {
        const uri = textOf(change, "before", "id");
        const name = textOf(change, "before", "name");
        return change.type === "pexip_infinity_system_location" && uri !== undefined && name !== undefined ? [[uri, name] as const] : [];
      }),
    );
  }

  /** The machine's record, found by its addresses, or by its name when Terraform builds no VM for it. */
  public recordOf({ vms, disks, entry }: MachineParts): NodeRecord | undefined {
    const placed = [...vms, ...disks].map(({ change }) => this.byAddress.get(change.address)).find((record) => record !== undefined);
    if (placed !== undefined || entry === undefined) return placed;
    const fqdn = fqdnOf(entry, "after") ?? fqdnOf(entry, "before");
    return this.model?.view.nodes.find((node) => node.machine === undefined && node.fqdn === fqdn);
  }

  public locationOf(record: NodeRecord | undefined, entry: ResourceChange | undefined): string | undefined {
    const uri = entry === undefined ? undefined : (textOf(entry, "before", "system_location") ?? textOf(entry, "after", "system_location"));
    const fromPlan = uri === undefined ? undefined : this.locationNames.get(uri);
    if (fromPlan !== undefined) return fromPlan;
    return record?.kind === "conferencingNode" ? this.model!.view.location(record.systemLocation).name : uri;
  }

  public roleOf(record: NodeRecord | undefined, entry: ResourceChange | undefined): string | undefined {
    const type = entry === undefined ? undefined : (textOf(entry, "before", "node_type") ?? textOf(entry, "after", "node_type"));
    if (type !== undefined) return type === "PROXYING" ? NodeRole.PROXYING : NodeRole.TRANSCODING;
    return record?.kind === "conferencingNode" ? record.role : undefined;
  }

  /** Do people enter this node in the Administrator interface? undefined when there is no model of it. */
  public isEnteredByHand(record: NodeRecord | undefined): boolean | undefined {
    return record?.kind === "conferencingNode" ? this.model!.view.managementNode(record.managementNode).mode === "runbook" : undefined;
  }

  /** Conferencing Nodes of the model that this plan says nothing about. */
  public nodesBeside(records: ReadonlySet<NodeRecord>): readonly { readonly role: string; readonly location: string }[] {
    if (this.model === undefined) return [];
    const { view } = this.model;
    const platforms = new Set([...records].map((record) => (record.kind === "managementNode" ? record.path : record.managementNode)));
    return view.nodes.filter((node) => platforms.has(node.managementNode) && !records.has(node)).map((node) => ({ role: node.role, location: view.location(node.systemLocation).name }));
  }

  /** The host of this id. */
  public host(id: string | undefined): HostRecord | undefined {
    return id === undefined ? undefined : this.model?.view.hosts.find((host) => host.id === id);
  }

  /** Names of the VMs of the model on a switch. */
  public machinesOn({ host }: Placed, switchName: string): readonly string[] {
    const record = this.host(host);
    if (record === undefined) return [];
    const { view } = this.model!;
    return view
      .machinesOn(record)
      .filter(({ machine }) => [machine.primary, machine.secondary].some((adapter) => adapter !== undefined && view.externalSwitch(adapter.switch).switchName === switchName))
      .map(({ machine }) => machine.vmName);
  }
}

function fqdnOf(entry: ResourceChange, side: "before" | "after"): string | undefined {
  const hostname = textOf(entry, side, "hostname");
  const domain = textOf(entry, side, "domain");
  return hostname === undefined || domain === undefined ? undefined : `${hostname}.${domain}`;
}

/** Two stacks may have resources of one name: the plan is of the one that most of its addresses are from. */
function recordsByAddress({ view, machines }: PlanModel, changes: readonly ResourceChange[]): ReadonlyMap<string, NodeRecord> {
  const planned = new Set(changes.map(({ address }) => address));
  const records = new Map<string, NodeRecord>([...view.managementNodes, ...view.nodes].map((record) => [record.path, record]));
  const stacks = new Map<string, Map<string, NodeRecord>>();
  for (const [path, { stack, disk, vm }] of Object.entries(machines)) {
    const record = records.get(path);
    if (record === undefined) continue;
    const found = stacks.get(stack) ?? new Map<string, NodeRecord>();
    stacks.set(stack, found);
    for (const address of [disk, vm]) if (planned.has(address)) found.set(address, record);
  }
  return [...stacks.values()].reduce((most, found) => (found.size > most.size ? found : most), new Map<string, NodeRecord>());
}
