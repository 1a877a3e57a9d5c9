import { randomUUID } from "node:crypto";
import type { LabClock } from "../world/clock";
import type { Faults } from "../world/faults";
import type { Journal } from "../world/journal";
import { readConfiguration, writeConfiguration, type NodeIdentity } from "./bootstrap-configuration";
import type { StoredObject } from "./collection";
import { textOf } from "./fields";
import { configurationFor, fingerprintOf, isSameNode, type NodeConfiguration } from "./node-configuration";
import { TIMING } from "./node-timing";
import type { Store } from "./store";

/** What a node says of itself. Source of the fields: go-infinity-sdk v40.0.0, status.WorkerVM. */
export interface NodeReport {
  readonly version: string;
  readonly cpuCount: number;
  readonly memoryMib: number;
  readonly cpuModel: string;
  readonly cpuCapabilities: string;
  /** Does the CPU have what conferencing needs? */
  readonly cpuSupported: boolean;
  /** Milliseconds of the lab's time. */
  readonly bootedAt: number;
}

/** A running Conferencing Node as its Management Node sees it. */
export interface ManagedNode {
  readonly identity?: NodeIdentity;
  readonly running: boolean;
  readonly report: NodeReport;
  /** Takes what it is to know. */
  receive(configuration: NodeConfiguration): void;
  /** Takes another version of the software, and restarts. */
  upgrade(version: string): void;
}

/** That a node without contact is OUT_OF_SYNC is unverified. Source of the words: infinity-provider.md, section 6 (SKL). */
export type SyncStatus = "OUT_OF_SYNC" | "SYNCING" | "SYNCED";

/** What the Management Node knows of one entry's node. */
export interface NodeState {
  syncStatus: SyncStatus;
  /** @internal */
  node?: ManagedNode;
  /** The last thing that the node said of itself. @internal */
  report?: NodeReport;
  /** Milliseconds of the lab's time, as the next two. */
  lastUpdated?: number;
  lastAttemptedContact?: number;
  connectivityLostAt?: number;
}

interface Entry extends NodeState {
  token?: string;
  redeemed: boolean;
  /** Fingerprint of the configuration that the node has. */
  held?: string;
  /** The synchronization that is to come; one that was overtaken does nothing. */
  planned?: symbol;
}

/** The Conferencing Nodes of a Management Node: who is who, and who has the configuration. */
export class NodeRegistry {
  private readonly entries = new Map<string, Entry>();

  constructor(
    private readonly store: Store,
    private readonly world: { readonly clock: LabClock; readonly journal: Journal; readonly faults: Faults },
    private readonly managerAnswers: () => boolean,
    private readonly version: () => string,
  ) {}

  /** The one-time configuration of a new entry. Source: infinity-provider.md, section 2.3: it is handed out once and never readable again. */
  public issue(entry: StoredObject): string {
    return writeConfiguration(this.issueIdentity(entry));
  }

  /** A new identity of this entry's node; it is single-use, and what was issued before is worth nothing (docs.pexip.com, "Deploying manually"). */
  public issueIdentity(entry: StoredObject): NodeIdentity {
    const token = randomUUID();
    Object.assign(this.entryOf(entry.uri), { token, redeemed: false });
    const { name, hostname, domain, address, secondary_address: secondary } = entry.values;
    return { name: textOf(name), hostname: textOf(hostname), domain: textOf(domain), address: textOf(address), ...(typeof secondary === "string" ? { secondaryAddress: secondary } : {}), token };
  }

  /** Takes a configuration in exchange for the identity in it, once; undefined when it is none of ours, used up, or its entry is gone. */
  public redeem(xml: string): NodeIdentity | undefined {
    const identity = readConfiguration(xml);
    const entry = identity === undefined ? undefined : [...this.entries.values()].find(({ token }) => token === identity.token);
    if (entry === undefined || entry.redeemed) return undefined;
    entry.redeemed = true;
    return identity;
  }

  /** A node tries to reach us. @returns whether it was taken for one of ours */
  public contact(node: ManagedNode): boolean {
    const object = this.objectFor(node.identity);
    if (object === undefined || !this.managerAnswers()) return false;
    const entry = this.entryOf(object.uri);
    const isFirst = entry.lastUpdated === undefined;
    const fits = isSameVersion(node.report.version, this.version());
    // a template of another version cannot be used (docs.pexip.com, "Deploying a Conferencing Node"); what then happens is unverified
    if (isFirst && !fits) {
      if (entry.lastAttemptedContact === undefined) this.note(object, `has version ${node.report.version}, and its Management Node ${this.version()}: it is not synchronized`);
      entry.lastAttemptedContact = this.world.clock.now();
      return false;
    }
    this.touch(Object.assign(entry, { node, syncStatus: "SYNCING", report: node.report, connectivityLostAt: undefined }));
    this.note(object, isFirst ? "was in contact for the first time" : "was in contact again");
    if (fits) this.plan(object.uri, entry, node, isFirst ? TIMING.firstSyncMs : TIMING.replicationMs);
    else node.upgrade(this.version());
    return true;
  }

  /** The Management Node has another version now: each node that runs is given it. */
  public upgradeNodes(): void {
    for (const { node } of [...this.entries.values()]) if (node?.running === true) this.contact(node);
  }

  /** A node is off, and its silence is noticed after a while. */
  public lost(node: ManagedNode): void {
    const object = this.objectFor(node.identity);
    if (object === undefined) return;
    this.world.clock.after(TIMING.retryMs, () => {
      const entry = this.entries.get(object.uri);
      // its entry is gone, or it was never in contact
      if (entry?.node !== node) return;
      const now = this.world.clock.now();
      Object.assign(entry, { syncStatus: "OUT_OF_SYNC", connectivityLostAt: now, lastAttemptedContact: now, held: undefined, planned: undefined });
      this.note(object, "was lost: no contact");
    });
  }

  /** The configuration changed: entries come and go, and every node gets what it does not have yet. */
  public configurationChanged(): void {
    for (const uri of this.entries.keys()) if (this.store.find(uri) === undefined) this.entries.delete(uri);
    for (const object of this.store.all("worker_vm")) {
      const entry = this.entryOf(object.uri);
      const { node } = entry;
      if (node === undefined || entry.planned !== undefined || entry.syncStatus !== "SYNCED" || entry.held === fingerprintOf(configurationFor(object, this.store))) continue;
      entry.syncStatus = "SYNCING";
      this.plan(object.uri, entry, node, TIMING.replicationMs);
    }
  }

  public stateOf(uri: string): Readonly<NodeState> {
    return this.entryOf(uri);
  }

  /** Is the node SYNCED that runs now? Of one that restarts, the state tells of the time before until its silence is noticed. */
  public isSynchronized(uri: string): boolean {
    const { syncStatus, node, lastUpdated = -1 } = this.entryOf(uri);
    return syncStatus === "SYNCED" && node?.running === true && lastUpdated >= node.report.bootedAt;
  }

  private plan(uri: string, entry: Entry, node: ManagedNode, milliseconds: number): void {
    const ticket = Symbol(uri);
    entry.planned = ticket;
    this.world.clock.after(milliseconds, () => {
      const object = this.store.find(uri);
      if (object === undefined || entry.planned !== ticket) return;
      if (this.managerAnswers()) this.synchronize(object, entry, node);
      else this.plan(uri, entry, node, TIMING.retryMs);
    });
  }

  private synchronize(object: StoredObject, entry: Entry, node: ManagedNode): void {
    entry.planned = undefined;
    if (!node.running) return;
    if (this.world.faults.strikes("node-never-syncs", textOf(object.values.name))) return this.note(object, "did not synchronize (a fault of the lab)");
    const configuration = configurationFor(object, this.store);
    node.receive(configuration);
    this.touch(Object.assign(entry, { syncStatus: "SYNCED", held: fingerprintOf(configuration), report: node.report }));
    this.note(object, "was SYNCED");
  }

  private objectFor(identity: NodeIdentity | undefined): StoredObject | undefined {
    if (identity === undefined) return undefined;
    return this.store.all("worker_vm").find((object) => {
      const { token } = this.entryOf(object.uri);
      return isSameNode(object, identity.hostname, identity.domain, identity.address) && (identity.token === undefined || identity.token === token);
    });
  }

  private entryOf(uri: string): Entry {
    const found = this.entries.get(uri) ?? { syncStatus: "OUT_OF_SYNC", redeemed: false };
    this.entries.set(uri, found);
    return found;
  }

  private touch(entry: Entry): void {
    entry.lastUpdated = entry.lastAttemptedContact = this.world.clock.now();
  }

  private note(object: StoredObject, event: string): void {
    this.world.journal.note(textOf(object.values.name), event);
  }
}

/** `40` and `40.0` are the same; `40.1` is another. */
const isSameVersion = (one: string, other: string): boolean => one.replace(/\.0$/, "") === other.replace(/\.0$/, "");
