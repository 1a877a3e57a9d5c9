import type { LabClock } from "../world/clock";
import type { Journal } from "../world/journal";
import { empty, plain, type ApiBody, type ApiResponse } from "./api-response";
import { readConfiguration, type NodeIdentity } from "./bootstrap-configuration";
import { ClientApi, type Participant } from "./client-api";
import { NotAnsweringError, type SelfSign } from "./management-node";
import type { NodeConfiguration, ServedCertificate } from "./node-configuration";
import type { ManagedNode, NodeReport } from "./node-registry";
import { TIMING } from "./node-timing";
import { CPU_NOT_SUPPORTED } from "./status";

/** The virtual hardware that a node finds when it starts. */
export interface NodeHardware {
  readonly vcpus: number;
  readonly memoryMib: number;
  /** @default a Xeon Gold that the lab made up */
  readonly cpuModel?: string;
  /** Hyper-V hides newer instruction sets from the VM (v21 guide, "Disabling processor compatibility mode"). @default false */
  readonly compatibilityMode?: boolean;
}

/** What a Conferencing Node needs of a Management Node. */
export interface NodeManager {
  redeem(xml: string): NodeIdentity | undefined;
  contact(node: ManagedNode): boolean;
  lost(node: ManagedNode): void;
}

export interface ConferencingNodeOptions {
  /** Name of its VM, in the journal. */
  readonly name: string;
  /** What is on its disk: `21.1`, `40`. */
  readonly version: string;
  /** Where a fresh one answers: the address that DHCP gives it. @default it answers nowhere before it is somebody */
  readonly bootstrapAddress?: string;
  /** FQDN of the node that this VM is meant to be: another one's configuration is refused. @default anybody's is taken */
  readonly intendedFor?: string;
  /** The Management Nodes that it could belong to. */
  readonly managers: () => readonly NodeManager[];
  readonly clock: LabClock;
  readonly journal: Journal;
  readonly selfSign: SelfSign;
}

/** `off`; `fresh`, waiting for its one-time configuration; `restarting`; `running`, as somebody. */
export type ConferencingNodeState = "off" | "fresh" | "restarting" | "running";

/** Ports. Sources: infinity-provider.md, section 3.4 (8443); pexip-domain.md, section 5 (443, 5061). */
export const NODE_PORTS = { provisioning: 8443, https: 443, sipTls: 5061 } as const;

/** Where a configuration is sent. Source: infinity-provider.md, section 3.4 (CBR). */
export const BOOTSTRAP_PATH = "/configuration/bootstrap";

const CPU_MODEL = "Intel(R) Xeon(R) Gold 6346 CPU @ 3.10GHz";

/** Everything about a Conferencing Node as plain data, without secrets and without times. */
export interface ConferencingNodeDump {
  /** Name of its VM. */
  readonly name: string;
  /** `21.1`, `40` */
  readonly version: string;
  readonly state: ConferencingNodeState;
  readonly fqdn?: string;
  readonly address?: string;
  readonly secondaryAddress?: string;
  /** Has its Management Node given it the platform's configuration? */
  readonly configured: boolean;
  readonly participants: readonly Participant[];
}

/** A Conferencing Node: nobody at first, then the one that its configuration or its own disk says. */
export class SimulatedConferencingNode {
  private current: ConferencingNodeState = "off";
  private self?: NodeIdentity;
  private configuration?: NodeConfiguration;
  private ownCertificate?: ServedCertificate;
  private hardware: NodeHardware = { vcpus: 0, memoryMib: 0 };
  private bootedAt = 0;
  private boots = 0;
  private currentVersion: string;
  private readonly client: ClientApi;

  /** @internal */
  constructor(private readonly options: ConferencingNodeOptions) {
    this.currentVersion = options.version;
    this.client = new ClientApi(options.clock, () => this.currentVersion);
  }

  /** Name of its VM. */
  public get name(): string {
    return this.options.name;
  }

  /** Off, fresh, restarting, or running as somebody. */
  public get state(): ConferencingNodeState {
    return this.current;
  }

  /** @internal */
  public get identity(): NodeIdentity | undefined {
    return this.self;
  }

  /** Is it on, and somebody? @internal */
  public get running(): boolean {
    return this.current === "running";
  }

  /** Where it answers now. */
  public get addresses(): readonly string[] {
    if (this.current === "fresh") return this.options.bootstrapAddress === undefined ? [] : [this.options.bootstrapAddress];
    if (!this.running || this.self === undefined) return [];
    return [this.self.address, ...(this.self.secondaryAddress === undefined ? [] : [this.self.secondaryAddress])];
  }

  /** What it says of itself. Which word stands for which instruction set is unverified. @internal */
  public get report(): NodeReport {
    const { vcpus, memoryMib, cpuModel = CPU_MODEL, compatibilityMode = false } = this.hardware;
    return {
      version: this.currentVersion,
      cpuCount: vcpus,
      memoryMib,
      cpuModel,
      cpuCapabilities: compatibilityMode ? "SSSE3" : "AVX2",
      cpuSupported: !compatibilityMode,
      bootedAt: this.bootedAt,
    };
  }

  /** Who is in a meeting on it. */
  public get participants(): readonly Participant[] {
    return this.client.participants;
  }

  /** What it shows on 443 and 5061, and a fresh one on 8443: self-signed until it has another; undefined while it answers nothing. @internal */
  public get servedCertificate(): ServedCertificate | undefined {
    return this.addresses.length === 0 ? undefined : (this.configuration?.certificate ?? this.ownCertificate);
  }

  /** Does something listen there? A fresh node has 8443 alone, and no other one has it. */
  public answers(address: string, port: number): boolean {
    const open: readonly number[] = this.current === "fresh" ? [NODE_PORTS.provisioning] : [NODE_PORTS.https, NODE_PORTS.sipTls];
    return this.addresses.includes(address) && open.includes(port);
  }

  /** Its VM was switched on. @internal */
  public start(hardware: NodeHardware): void {
    if (this.current !== "off") return;
    this.hardware = hardware;
    this.note("was switched on");
    if (this.self === undefined) this.becomeFresh();
    else this.boot(TIMING.bootMs);
  }

  /** Its VM was switched off. @internal */
  public stop(): void {
    if (this.current === "off") return;
    this.current = "off";
    this.boots += 1;
    this.client.clear();
    this.note("was switched off");
    for (const manager of this.options.managers()) manager.lost(this);
  }

  /** Its disk is gone, and with it who it was. @internal */
  public wipe(): void {
    this.stop();
    this.self = this.configuration = this.ownCertificate = undefined;
    this.currentVersion = this.options.version;
    this.note("lost its disk");
  }

  /** Its disk is the one of a per-node ZIP, which says who it is (v21 guide, "Deploying the Conferencing Nodes"). @internal */
  public bootFromOwnDisk(identity: NodeIdentity): void {
    this.become(identity);
    if (this.current !== "off") this.boot(TIMING.bootMs);
  }

  /**
   * Takes its one-time configuration, on 8443 of its bootstrap address. What a node says to another's, a used or a broken one is unverified.
   *
   * @throws NotAnsweringError when it is not fresh
   * @internal
   */
  public bootstrap(body: string): ApiResponse {
    if (this.current !== "fresh") throw new NotAnsweringError(this.name);
    for (const manager of this.options.managers()) {
      const identity = this.isMeant(body) ? manager.redeem(body) : undefined;
      if (identity === undefined) continue;
      this.note(`took the configuration of ${identity.name}`);
      this.become(identity);
      this.boot(TIMING.bootMs);
      return empty(200);
    }
    this.note("refused a configuration");
    return plain(400, "text/plain", "invalid configuration\n");
  }

  /**
   * What its endpoints answer: the provisioning service of a fresh node, the client API of any other.
   *
   * @param path with its query
   * @throws NotAnsweringError when it answers nowhere
   * @internal
   */
  public request(method: string, path: string, headers: Readonly<Record<string, string | undefined>> = {}, body?: ApiBody): ApiResponse {
    if (this.addresses.length === 0) throw new NotAnsweringError(this.name);
    if (this.current === "running") return this.client.request(method, path, headers, body, this.configuration, this.rejects);
    if (path !== BOOTSTRAP_PATH) return empty(404);
    return method === "POST" ? this.bootstrap(typeof body === "string" ? body : "") : empty(405, { Allow: "POST" });
  }

  /** @internal */
  public receive(configuration: NodeConfiguration): void {
    this.configuration = configuration;
  }

  /** @internal */
  public upgrade(version: string): void {
    this.note(`is upgraded to ${version}`);
    this.currentVersion = version;
    this.boot(TIMING.bootMs);
  }

  /** The whole state as plain data, without secrets. */
  public dump(): ConferencingNodeDump {
    const { name, state, self } = this;
    return {
      name,
      version: this.currentVersion,
      state,
      ...(self === undefined ? {} : { fqdn: `${self.hostname}.${self.domain}`, address: self.address }),
      ...(self?.secondaryAddress === undefined ? {} : { secondaryAddress: self.secondaryAddress }),
      configured: this.configuration !== undefined,
      participants: this.participants,
    };
  }

  /** Why it takes no calls. */
  private get rejects(): string | undefined {
    if (!this.report.cpuSupported) return "System in maintenance mode";
    return this.configuration?.maintenanceMode === true ? "System in maintenance mode" : undefined;
  }

  private isMeant(body: string): boolean {
    const { intendedFor } = this.options;
    if (intendedFor === undefined) return true;
    const identity = readConfiguration(body);
    return identity !== undefined && `${identity.hostname}.${identity.domain}`.toLowerCase() === intendedFor.toLowerCase();
  }

  private becomeFresh(): void {
    this.current = "fresh";
    this.bootedAt = this.options.clock.now();
    this.ownCertificate = this.options.selfSign([this.options.bootstrapAddress ?? this.name]);
  }

  private become(identity: NodeIdentity): void {
    this.self = identity;
    this.configuration = undefined;
    this.ownCertificate = this.options.selfSign([`${identity.hostname}.${identity.domain}`, identity.address]);
  }

  private boot(milliseconds: number): void {
    this.current = "restarting";
    this.client.clear();
    const boot = ++this.boots;
    this.options.clock.after(milliseconds, () => {
      if (boot !== this.boots) return;
      this.current = "running";
      this.bootedAt = this.options.clock.now();
      this.note(this.report.cpuSupported ? "is up" : `is up: ${CPU_NOT_SUPPORTED}`);
      this.seekManager(boot);
    });
  }

  private seekManager(boot: number): void {
    if (boot !== this.boots || this.options.managers().some((manager) => manager.contact(this))) return;
    this.options.clock.after(TIMING.retryMs, () => this.seekManager(boot));
  }

  private note(event: string): void {
    this.options.journal.note(this.name, event);
  }
}
