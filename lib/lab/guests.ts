import type { NodeIdentity } from "./infinity/bootstrap-configuration";
import { NODE_PORTS, SimulatedConferencingNode } from "./infinity/conferencing-node";
import { SimulatedManagementNode, type SelfSign } from "./infinity/management-node";
import type { Attachment, LabNetwork } from "./network";
import type { LabClock } from "./world/clock";
import type { Faults } from "./world/faults";
import type { Journal } from "./world/journal";
import type { DiskOrigin, MachineEvents, RunningMachine } from "./world/machine-events";

/** Port of the Administrator interface and the management API. */
export const MANAGER_PORT = 443;

/** What is installed on a disk, and so boots from each copy of it. */
export type BootImage =
  | { readonly boots: "management-node"; /** `21.1`, `40` */ readonly version: string }
  | {
      readonly boots: "conferencing-node";
      readonly version: string;
      /** On the disk of a node's own ZIP: who it is. @default - nobody yet: a generic disk */
      readonly identity?: Omit<NodeIdentity, "token">;
    };

/** Something that runs, or ran, on a VM or elsewhere. */
export type Guest = { attachment: Attachment } & ({ readonly is: "manager"; readonly manager: SimulatedManagementNode } | { readonly is: "node"; readonly node: SimulatedConferencingNode });

export interface GuestWorld {
  readonly clock: LabClock;
  readonly journal: Journal;
  readonly faults: Faults;
  readonly network: LabNetwork;
  readonly selfSign: SelfSign;
  /** FQDN of the Management Node that this VM is meant to be, for its name. */
  readonly managerOn: (host: string, vmName: string) => string | undefined;
  /** Does this host answer a Management Node? */
  readonly reaches: (host: string) => boolean;
  /** Something started, stopped or is gone. */
  readonly changed: () => void;
}

/** What boots from the disks of VMs: who somebody is lies on the disk, and goes with it. */
export class Guests implements MachineEvents {
  private readonly onDisks = new Map<string, Guest>();
  private readonly others: Guest[] = [];
  /** What boots from a copy, by what it is copied from. */
  private readonly images = new Map<string, BootImage>();

  constructor(private readonly world: GuestWorld) {}

  /** Management Nodes, on and off. */
  public get managers(): readonly SimulatedManagementNode[] {
    return this.all().flatMap((guest) => (guest.is === "manager" ? [guest.manager] : []));
  }

  /** Conferencing Nodes, on and off. */
  public get nodes(): readonly SimulatedConferencingNode[] {
    return this.all().flatMap((guest) => (guest.is === "node" ? [guest.node] : []));
  }

  /** The Management Node that answers at this address. */
  public managerAt(address: string): SimulatedManagementNode | undefined {
    return this.managers.find((manager) => manager.answersRequests && manager.address === address && this.isConnected(manager, address));
  }

  /** The Conferencing Node that answers at this address and port. */
  public nodeAt(address: string, port: number): SimulatedConferencingNode | undefined {
    return this.nodes.find((node) => node.answers(address, port) && this.isConnected(node, address));
  }

  /** `address:port` of everything that listens now. */
  public listening(): ReadonlySet<string> {
    const open = new Set<string>();
    for (const guest of this.all()) {
      const [addresses, ports] = guest.is === "manager" ? [guest.manager.answersRequests && guest.manager.address !== undefined ? [guest.manager.address] : [], [MANAGER_PORT]] : [guest.node.addresses, Object.values(NODE_PORTS)];
      for (const address of addresses.filter((one) => this.world.network.carries(guest.attachment, one))) {
        for (const port of ports) if (guest.is === "manager" || guest.node.answers(address, port)) open.add(`${address}:${port}`);
      }
    }
    return open;
  }

  /** From now on this boots from what is copied: disks that are there already stay as they are. */
  public publish(images: Readonly<Record<string, BootImage>>): void {
    for (const [source, image] of Object.entries(images)) this.images.set(imageKey(source), image);
  }

  public started(machine: RunningMachine): void {
    const { disk, host, vmName, adapters, vcpus, memoryMib } = machine;
    const guest = disk === undefined ? undefined : this.guestOn(disk, host, vmName);
    if (guest === undefined) return this.world.journal.note(vmName, disk === undefined ? "is on, and has no disk to boot from" : "is on, and boots something that the lab does not know");
    guest.attachment = { host, adapters };
    if (guest.is === "manager") guest.manager.start();
    else guest.node.start({ vcpus, memoryMib });
    this.world.changed();
  }

  public stopped({ disk }: RunningMachine): void {
    const guest = disk === undefined ? undefined : this.onDisks.get(keyOf(disk));
    if (guest?.is === "manager") guest.manager.stop();
    if (guest?.is === "node") guest.node.stop();
    this.world.changed();
  }

  public diskRemoved(disk: DiskOrigin): void {
    const guest = this.onDisks.get(keyOf(disk));
    if (guest === undefined) return;
    if (guest.is === "manager") guest.manager.wipe();
    else guest.node.wipe();
    this.onDisks.delete(keyOf(disk));
    this.world.changed();
  }

  /** A Management Node that no VM of the lab's hosts carries. It is off. */
  public addManager(name: string, version: string): SimulatedManagementNode {
    const guest = this.manager(name, version);
    guest.attachment = "elsewhere";
    this.others.push(guest);
    return guest.manager;
  }

  /** A Conferencing Node that no VM of the lab's hosts carries. It is off. */
  public addNode(name: string, version: string, bootstrapAddress: string): SimulatedConferencingNode {
    const guest = this.node(name, version, () => bootstrapAddress);
    guest.attachment = "elsewhere";
    this.others.push(guest);
    return guest.node;
  }

  private all(): readonly Guest[] {
    return [...this.onDisks.values(), ...this.others];
  }

  private isConnected(what: SimulatedManagementNode | SimulatedConferencingNode, address: string): boolean {
    const guest = this.all().find((one) => (one.is === "manager" ? one.manager : one.node) === what);
    return guest !== undefined && this.world.network.carries(guest.attachment, address);
  }

  private guestOn(disk: DiskOrigin, host: string, vmName: string): Guest | undefined {
    const known = this.onDisks.get(keyOf(disk));
    const image = this.images.get(imageKey(disk.source));
    if (known !== undefined || image === undefined) return known;
    const guest = image.boots === "management-node" ? this.manager(this.world.managerOn(host, vmName) ?? vmName, image.version) : this.nodeOf(vmName, image);
    this.onDisks.set(keyOf(disk), guest);
    return guest;
  }

  private manager(name: string, version: string): Guest & { readonly is: "manager" } {
    const { clock, journal, faults, selfSign, reaches } = this.world;
    return { is: "manager", attachment: "elsewhere", manager: new SimulatedManagementNode({ name, version, clock, journal, faults, selfSign, reaches }) };
  }

  private nodeOf(vmName: string, { version, identity }: Extract<BootImage, { readonly boots: "conferencing-node" }>): Guest {
    const guest = this.node(vmName, version, () => this.world.network.leaseOf(guest.attachment));
    // a ZIP is made from its entry, and is worth nothing once that is gone; before there is one, the names on the disk have to do
    if (identity !== undefined) guest.node.bootFromOwnDisk(this.managers.flatMap((manager) => manager.issueNodeDisk(identity.name) ?? [])[0] ?? identity);
    return guest;
  }

  private node(name: string, version: string, leased: () => string | undefined): Guest & { readonly is: "node" } {
    const { clock, journal, selfSign } = this.world;
    const guest: Guest & { readonly is: "node" } = {
      is: "node",
      attachment: "elsewhere",
      node: new SimulatedConferencingNode({
        name,
        version,
        get bootstrapAddress() {
          return leased();
        },
        managers: () => this.managersFor(guest),
        clock,
        journal,
        selfSign,
      }),
    };
    return guest;
  }

  /** Those that it reaches, and that reach it. One that is fresh has no address of its own, and talks to nobody: whoever brings its configuration knows its manager. */
  private managersFor({ attachment, node }: Guest & { readonly is: "node" }): readonly SimulatedManagementNode[] {
    if (node.identity !== undefined && !this.world.network.carries(attachment, node.identity.address)) return [];
    return this.managers.filter((manager) => manager.address !== undefined && this.isConnected(manager, manager.address));
  }
}

/** Each copy of a disk has a number of its own; a template that is used without a copy has none. */
const keyOf = ({ copy, path }: DiskOrigin): string => `${copy} ${path.toLowerCase()}`;

/** Paths are compared as Windows does, URLs as they are. */
const imageKey = (source: string): string => (/^https?:/i.test(source) ? source : source.toLowerCase());
