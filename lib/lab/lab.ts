import { LabAuthority } from "./authority";
import { Directory } from "./endpoints/directory";
import { placesOf, placesWorld } from "./endpoints/places";
import { labEnvironment, type LabEnvironment } from "./environment";
import { Guests } from "./guests";
import { SimulatedHypervHost } from "./hyperv/simulated-hyperv-host";
import type { Login } from "./infinity/admission";
import type { SimulatedConferencingNode } from "./infinity/conferencing-node";
import type { SimulatedManagementNode } from "./infinity/management-node";
import { Installers, type WizardOptions } from "./installers";
import { managerNetwork } from "./manager-network";
import type { ManualEntry } from "./manual-entry";
import { LabNetwork } from "./network";
import { ObservedClock } from "./observed-clock";
import type { LabOptions } from "./options";
import { reattachProviders, type ProviderServer } from "./plugin/server";
import { startProviders } from "./provider-servers";
import { AcceleratedClock } from "./world/clock";
import { Faults, type Fault } from "./world/faults";
import { Journal, type JournalEntry } from "./world/journal";
import { Watch } from "./watch";
import { dumpOf, treeOf, type LabDump } from "./world-dump";

/** A running lab: simulated hosts, Management Nodes and Conferencing Nodes, endpoints on 127.0.0.1, and both providers. `startLab` makes one. */
export class Lab {
  /** In the order of `LabOptions.hosts`. */
  public readonly hosts: readonly SimulatedHypervHost[];
  private readonly clock: ObservedClock;
  private readonly book: Journal;
  private readonly faults = new Faults();
  private readonly guests: Guests;
  private readonly installers: Installers;
  private readonly watch = new Watch(() => this.update());
  private directory?: Directory;
  private providers: readonly ProviderServer[] = [];
  private surroundings?: LabEnvironment;
  private stopped?: Promise<void>;

  /** @internal */
  public static async start(options: LabOptions): Promise<Lab> {
    const lab = new Lab(options, options.authority ?? (await LabAuthority.create()));
    try {
      await lab.begin();
      return lab;
    } catch (error) {
      await lab.stop();
      throw error;
    }
  }

  private constructor(
    private readonly options: LabOptions,
    /** Vouches for the certificates of this lab: what a client of yours is to trust. */
    public readonly authority: LabAuthority,
  ) {
    this.clock = new ObservedClock(options.clock ?? new AcceleratedClock(options.speed), this.watch.changed);
    this.book = new Journal(this.clock);
    const { clock, book: journal, faults } = this;
    for (const fault of options.faults ?? []) faults.add(fault);
    const { managementNodes = [], unreachable = [], images = {} } = options;
    this.guests = new Guests({
      clock,
      journal,
      faults,
      network: new LabNetwork(options.segments, options.reservations ?? []),
      selfSign: (names) => authority.selfSigned(names),
      managerOn: (host, vmName) => managementNodes.find(({ machine }) => machine !== undefined && isSame(machine.host, host) && isSame(machine.vmName, vmName))?.fqdn,
      reaches: (host) => !unreachable.includes(host),
      changed: this.watch.changed,
    });
    this.guests.publish(images);
    this.installers = new Installers(managementNodes, { guests: this.guests, authority, journal, watch: this.watch });
    this.hosts = options.hosts.map((spec) => new SimulatedHypervHost(spec, { clock, journal, faults, events: this.guests }));
  }

  /** What happened, in its order. Never holds a secret. */
  public get journal(): readonly JournalEntry[] {
    return this.book.entries;
  }

  /** What a command needs besides its usual environment to run inside the lab, secrets included. */
  public get environment(): Readonly<Record<string, string>> {
    return this.surroundings?.variables ?? {};
  }

  /** `HOST:PORT:127.0.0.1:PORT` for each name and address of the simulated world, as `--resolve` takes it. */
  public get resolve(): readonly string[] {
    return this.directory?.resolveStrings ?? [];
  }

  /** Management Nodes, on and off. */
  public get managementNodes(): readonly SimulatedManagementNode[] {
    return this.guests.managers;
  }

  /** Conferencing Nodes, on and off. */
  public get conferencingNodes(): readonly SimulatedConferencingNode[] {
    return this.guests.nodes;
  }

  /** A host by its address, as in its provider block. @throws Error when the lab has no such host */
  public host(address: string): SimulatedHypervHost {
    return found(this.hostAt(address), `host ${address}`);
  }

  /**
   * A Management Node.
   *
   * @param fqdn may be left out when there is only one
   * @throws Error when its VM was never on
   */
  public managementNode(fqdn?: string): SimulatedManagementNode {
    return this.installers.manager(fqdn);
  }

  /** A Conferencing Node by the name of its VM. @throws Error when there is none */
  public conferencingNode(name: string): SimulatedConferencingNode {
    return found(this.guests.nodes.find((node) => isSame(node.name, name)), `Conferencing Node ${name}`);
  }

  /** The port on 127.0.0.1 that stands for this name or address and port. @throws Error when the lab has no such place */
  public localPort(host: string, port: number): number {
    return found(this.directory?.localPort(host, port), `place ${host}:${port}`);
  }

  /**
   * Answers the installation wizard at the console, waits until the Administrator interface is there, and gives it a certificate that clients of the lab trust.
   *
   * @throws Error when the VM is off, the wizard has been run, or it does not take an answer
   */
  public finishWizard(options: WizardOptions = {}): Promise<void> {
    return this.installers.finishWizard(options);
  }

  /**
   * Enters in the Administrator interface what a person does in runbook mode: licence, certificates, settings, servers, locations, nodes, rooms and rules. What is there
   * already stays as it is, so that this may be done again when there is more to enter.
   *
   * @param fqdn may be left out when there is only one Management Node
   * @param entries what is entered. @default - what the deployment says
   */
  public enterByHand(fqdn?: string, entries?: readonly ManualEntry[]): void {
    this.installers.enterByHand(fqdn, entries);
  }

  /** Who signs in to a Management Node: what was typed into its wizard, or will be. */
  public loginTo(fqdn?: string): Login {
    return this.installers.loginTo(fqdn);
  }

  /** Something goes wrong from now on. */
  public fault(fault: Fault): void {
    this.faults.add(fault);
    this.book.note(fault.subject ?? "lab", `the fault ${fault.name} was asked for`);
  }

  /** Nothing goes wrong any more that was asked for. */
  public clearFaults(): void {
    this.faults.clear();
  }

  /** Done when it is so, which is looked at after each change. Fails when the lab stops first. */
  public until(condition: () => boolean): Promise<void> {
    return this.watch.until(condition);
  }

  /** Somebody publishes other disks under the same names: those of a later version. @internal */
  public publish(images: NonNullable<LabOptions["images"]>): void {
    this.guests.publish(images);
  }

  /** Done when each endpoint is open or closed as it should be now. */
  public async settled(): Promise<void> {
    this.directory?.update();
    await this.directory?.settled();
  }

  /** The whole simulated world as plain data, without secrets. */
  public dump(): LabDump {
    return dumpOf({ hosts: this.hosts, managers: this.guests.managers, nodes: this.guests.nodes });
  }

  /** The same for people. */
  public tree(): string {
    return treeOf({ hosts: this.hosts, managers: this.guests.managers, nodes: this.guests.nodes });
  }

  /** Ends everything: time, connections, ports, files. */
  public stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  /** The same as `stop`, for `await using`. */
  public [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private async begin(): Promise<void> {
    const { options, guests, authority, clock } = this;
    const roots = [authority.certificate, ...(options.trusted ?? [])];
    const places = placesOf(options.reachable ?? []);
    this.directory = await Directory.claim(places, placesWorld(guests, this.book, this.watch.changed));
    const addresses = new Map(places.flatMap(({ address, names }) => names.map((name) => [name.toLowerCase(), address])));
    const managers = managerNetwork({ guests, roots, changed: this.watch.changed, addressOf: (name) => addresses.get(name.toLowerCase()) });
    const environment: Record<string, string | undefined> = { ...process.env };
    this.providers = await startProviders({ clock, managers, environment, hostAt: (address) => this.hostAt(address) });
    const { managementNodes = [], privateKeys = [] } = options;
    const variables = { ...options.variables, ...Object.fromEntries(privateKeys.map((name) => [name, authority.serverKey])) };
    const password = managementNodes.length === 1 ? managementNodes[0].login.password : undefined;
    this.surroundings = await labEnvironment({ reattach: reattachProviders(this.providers), resolve: this.resolve, roots, variables, password, around: process.env });
    Object.assign(environment, this.surroundings.variables);
    await this.layWhatIsThere();
  }

  private async layWhatIsThere(): Promise<void> {
    const { switches = [], managementNodes = [], otherNodes = [], clock } = this.options;
    for (const { host, switchName, netAdapterName } of switches) {
      this.host(host).switches.create({ name: switchName, notes: "", switchType: "External", netAdapterNames: [netAdapterName], allowManagementOs: true, enableEmbeddedTeaming: false });
    }
    for (const { name, version, bootstrapAddress, identity } of otherNodes) {
      const node = this.guests.addNode(name, version, bootstrapAddress);
      if (identity !== undefined) node.bootFromOwnDisk(identity);
      node.start(OTHER_HARDWARE);
    }
    const installed = managementNodes.filter(({ machine }) => machine === undefined).map((spec) => {
      this.guests.addManager(spec.fqdn, spec.version ?? "40").start();
      return this.finishWizard({ managementNode: spec.fqdn });
    });
    // time that only a test lets pass would never get there
    if (clock === undefined) await Promise.all(installed);
    else for (const one of installed) one.catch(this.noteFailure);
  }

  private async end(): Promise<void> {
    this.clock.stop();
    this.watch.stop();
    await Promise.all([...this.providers.map((server) => server.stop()), this.directory?.stop(), this.surroundings?.remove()]);
  }

  private async update(): Promise<void> {
    if (this.options.answersWizard === true) this.installers.answerWaitingWizards(this.noteFailure);
    await this.settled();
  }

  private readonly noteFailure = (error: Error): void => {
    if (this.stopped === undefined) this.book.note("lab", error.message);
  };

  private hostAt(address: string): SimulatedHypervHost | undefined {
    return this.hosts.find((host) => isSame(host.address, address));
  }
}

/** What a VM on another hypervisor has; nothing but what a node says of itself depends on it. */
const OTHER_HARDWARE = { vcpus: 4, memoryMib: 4096 } as const;

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new Error(`the lab has no ${what}`);
  return thing;
}
