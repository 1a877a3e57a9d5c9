import { ByHand } from "./by-hand";
import { contentOf, isLocal } from "./disk-copies";
import { HostDisks } from "./disks";
import { HostDrives } from "./drives";
import { dumpOf, treeOf, type HostDump } from "./dump";
import { HostContext, same, type HostCondition, type HostWorld } from "./host-context";
import { HostFiles } from "./host-files";
import { hardwareOf, type Hardware, type HypervHostSpec } from "./host-spec";
import { HypervError } from "./hyperv-error";
import type { Vm } from "./machine";
import { MachineList } from "./machine-list";
import { HostMachines } from "./machines";
import { MacPool } from "./mac-pool";
import { accountOf, type MemoryAccount } from "./memory";
import { HostNetworkAdapters } from "./network-adapters";
import { HostPower } from "./power";
import { HostSwitches } from "./switches";

/** How somebody comes in by WinRM. */
export interface WinrmLogin {
  readonly username: string;
  readonly password: string;
  /** @default 5986; only shown in errors */
  readonly port?: number;
  /** @default true; only shown in errors */
  readonly https?: boolean;
}

/** Simulated milliseconds: a script of the provider on its way, a connection that nobody answers, and a host that is slow. */
const SCRIPT_TIME = 2_000;
const DIAL_TIMEOUT = 30_000;
const SLOW_ANSWER = 120_000;
/** From the power switch to Hyper-V's first VM. */
const BOOT_TIME = 90_000;

/**
 * A Hyper-V host without the Windows: adapters, switches, disks, VMs, and the rules between them. Terraform changes it as it does a real one; a test looks at
 * it (`dump`), changes it by hand (`byHand`), or lets something happen to it.
 */
export class SimulatedHypervHost {
  readonly #credentials: HypervHostSpec["credentials"];
  /** As in the provider block: host name or IP address. */
  public readonly address: string;
  /** @internal */
  public readonly hardware: Hardware;
  /** @internal */
  public readonly switches: HostSwitches;
  /** @internal */
  public readonly disks: HostDisks;
  /** @internal */
  public readonly machines: HostMachines;
  /** @internal */
  public readonly networkAdapters: HostNetworkAdapters;
  /** @internal */
  public readonly drives: HostDrives;
  /** @internal */
  public readonly power: HostPower;
  /** Somebody with Hyper-V Manager at the host: what Terraform later finds as drift. */
  public readonly byHand: ByHand;
  // each script of taliesins/hyperv 1.2.1 is a method of one of the parts, and throws a HypervError with the text that PowerShell prints;
  // changes are made at once and complete, and what takes time gives a promise
  private readonly context: HostContext;
  private readonly files = new HostFiles();
  private readonly list = new MachineList();

  /** @internal */
  constructor(spec: HypervHostSpec, world: HostWorld) {
    this.#credentials = spec.credentials;
    this.address = spec.address;
    this.hardware = hardwareOf(spec);
    this.context = new HostContext(this.hardware, world);
    const { context, files, list } = this;
    this.switches = new HostSwitches(context, list);
    this.disks = new HostDisks(context, files, (path) => list.holding(path) !== undefined);
    this.machines = new HostMachines(context, files, list);
    this.networkAdapters = new HostNetworkAdapters(context, list, this.switches);
    this.drives = new HostDrives(context, files, list);
    this.power = new HostPower(context, files, list, new MacPool(this.hardware));
    this.byHand = new ByHand({ context, files, list, disks: this.disks, switches: this.switches, machines: this.machines, networkAdapters: this.networkAdapters, power: this.power });
    this.layTemplates();
  }

  /** On, off, or unreachable. */
  public get condition(): HostCondition {
    return this.context.condition;
  }

  /** Also while nobody reaches the host. @internal */
  public get memory(): MemoryAccount {
    return accountOf(this.hardware, this.list.all());
  }

  /** Begins each script of the provider: the connection, the login and the way of the script. The faults `winrm-refused` and `winrm-slow` strike here. @internal */
  public async connect(login: WinrmLogin): Promise<void> {
    const port = login.port ?? 5986;
    const target = `Post "http${(login.https ?? true) ? "s" : ""}://${this.address}:${port}/wsman": dial tcp ${this.address}:${port}`;
    // taliesins/terraform-provider-hyperv issue 203, there in Windows' words
    if (this.context.strikes("winrm-refused")) throw new HypervError("connection", `unknown error ${target}: connect: connection refused`);
    if (this.condition !== "on") {
      await this.context.passes(DIAL_TIMEOUT);
      throw new HypervError("connection", `unknown error ${target}: i/o timeout`);
    }
    if (this.context.strikes("winrm-slow")) {
      this.context.note("kept somebody waiting: the fault winrm-slow");
      await this.context.passes(SLOW_ANSWER);
    }
    const { username, password } = this.#credentials;
    if (!same(login.username, username) || login.password !== password) {
      this.context.note(`refused a login as ${JSON.stringify(login.username)}`);
      // taliesins/terraform-provider-hyperv issue 55
      throw new HypervError("login", "http response error: 401 - invalid content type");
    }
    await this.context.passes(SCRIPT_TIME);
    this.context.mustAnswer();
  }

  /** The host runs, and nobody gets to it. What is under way goes on there, and its answer is lost. */
  public becomeUnreachable(): void {
    if (this.condition !== "on") return;
    this.context.become("unreachable");
    this.context.note("nobody reaches the host any more");
  }

  /** Undoes `becomeUnreachable`, and a switch that took the host's own connection. */
  public becomeReachable(): void {
    if (this.condition !== "unreachable") return;
    this.context.become("on");
    this.context.note("the host can be reached again");
  }

  /** Windows shuts down: what runs is stopped as its automatic stop action says. */
  public shutDown(): void {
    this.goDown((vm) => (vm.settings.automaticStopAction === "Save" ? "Saved" : "Off"), "the host was shut down");
  }

  /** The power fails. */
  public losePower(): void {
    this.goDown(() => "Off", "the host lost its power");
  }

  /** After a simulated minute and a half, VMs start as their automatic start action and delay say. */
  public powerOn(): void {
    if (this.condition !== "off") return;
    this.context.become("on");
    this.context.note("the host was powered on");
    for (const vm of this.list.all()) {
      const { automaticStartAction: action, automaticStartDelaySeconds: delay } = vm.settings;
      const starts = action === "Start" || (action === "StartIfRunning" && vm.wasRunning);
      vm.wasRunning = false;
      if (starts) void this.startsAfter(vm, BOOT_TIME + delay * 1000);
    }
  }

  /** New disks and a fresh Windows, with its templates: VMs, disks and switches are gone. */
  public rebuild(): void {
    for (const vm of this.list.all()) this.power.stops(vm, "Off");
    this.context.interrupt();
    for (const { path, content } of this.files.all()) {
      if (content.kind === "disk" && !this.isTemplate(path)) this.context.world.events.diskRemoved({ source: content.disk.source, path, copy: content.disk.copy });
    }
    this.list.clear();
    this.switches.clear();
    this.files.clear();
    this.layTemplates();
    this.context.become("on");
    this.context.note("the host was rebuilt");
  }

  /** The whole state as plain data. */
  public dump(): HostDump {
    return dumpOf(this.context, this.switches, this.list, this.machines, this.files);
  }

  /** The whole state as a tree of lines, for people. */
  public tree(): string {
    return treeOf(this.dump());
  }

  private goDown(stopped: (vm: Vm) => "Off" | "Saved", event: string): void {
    if (this.condition === "off") return;
    for (const vm of this.list.all()) {
      vm.wasRunning = vm.state === "Running" || vm.state === "Starting";
      if (vm.state !== "Off" && vm.state !== "Saved") this.power.stops(vm, stopped(vm));
    }
    this.context.interrupt();
    this.files.breakOff();
    this.context.become("off");
    this.context.note(event);
  }

  private async startsAfter(vm: Vm, milliseconds: number): Promise<void> {
    try {
      await this.context.passes(milliseconds);
      if (vm.state === "Off" || vm.state === "Saved") await this.power.start(vm);
    } catch (error) {
      if (!(error instanceof HypervError)) throw error;
      this.context.note(`the VM ${vm.name} did not start by itself: ${error.message.split("\n")[0]}`);
    }
  }

  private isTemplate(path: string): boolean {
    return Object.keys(this.hardware.templates).some((source) => same(source, path));
  }

  private layTemplates(): void {
    for (const [source, template] of Object.entries(this.hardware.templates)) {
      if (isLocal(source)) this.files.put({ path: source, bytes: template.bytes, content: contentOf(source, template) });
    }
  }
}
