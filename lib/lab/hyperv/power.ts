import type { RunningAdapter, RunningMachine } from "../world/machine-events";
import type { HostContext } from "./host-context";
import type { HostFile, HostFiles } from "./host-files";
import { MIB } from "./host-spec";
import { bootDiskOf, type Vm } from "./machine";
import type { MachineList } from "./machine-list";
import type { MacPool } from "./mac-pool";
import { accountOf } from "./memory";
import { cannotShutDown, diskInUse, diskMissing, macPoolExhausted, noSuchVm, notEnoughMemory, thrown, tooManyProcessors, wrongState } from "./powershell-texts";

/** Simulated milliseconds until Start-VM and Stop-VM -Force have done their work. Nothing depends on them but the time that passes. */
const START_TIME = 3_000;
const SHUTDOWN_TIME = 15_000;

/** Switches VMs on and off. */
export class HostPower {
  constructor(
    private readonly context: HostContext,
    private readonly files: HostFiles,
    private readonly list: MachineList,
    private readonly macs: MacPool,
  ) {}

  /** UpdateVmStatus: waits for a state that lasts, then Start-VM or Stop-VM -Force. A saved VM never gets there (hyperv-provider.md section 1.2). */
  public async change(vmName: string, wanted: "Running" | "Off", timeoutSeconds = 120, pollSeconds = 2): Promise<void> {
    this.context.mustAnswer();
    const found = this.list.find(vmName);
    if (found === undefined) throw thrown.noVm(vmName);
    const vm = isSettled(found) ? found : await this.settled(vmName, timeoutSeconds, pollSeconds);
    if (vm.state === wanted) return;
    await (wanted === "Running" ? this.start(vm) : this.shutDown(vm));
    this.context.answers(vm.name);
  }

  /** Start-VM. Its memory is taken from the first moment. */
  public async start(vm: Vm): Promise<void> {
    this.prepare(vm);
    vm.state = "Starting";
    await this.context.passes(START_TIME);
    if (vm.state !== "Starting") throw wrongState("Start-VM", vm);
    this.runs(vm);
    this.context.note(`switched the VM ${vm.name} on`);
  }

  /** Stop-VM -Force: the guest shuts down, which it hears of by an integration service. */
  public async shutDown(vm: Vm): Promise<void> {
    if (vm.state !== "Running") throw wrongState("Stop-VM", vm);
    if (vm.integrationServices.get("Shutdown") !== true) throw cannotShutDown(vm);
    vm.state = "Stopping";
    await this.context.passes(SHUTDOWN_TIME);
    if (vm.state !== "Stopping") throw wrongState("Stop-VM", vm);
    this.stops(vm, "Off");
    this.context.note(`shut the VM ${vm.name} down`);
  }

  /** On at once, by the same rules: what a person at the console sees. */
  public startNow(vm: Vm): void {
    this.prepare(vm);
    this.runs(vm);
  }

  /** Off at once, whatever the guest was doing; `Saved` keeps its memory on disk. */
  public stops(vm: Vm, state: "Off" | "Saved"): void {
    const wasRunning = vm.state === "Running" || vm.state === "Stopping";
    vm.state = state;
    vm.startedAt = undefined;
    if (wasRunning) this.context.world.events.stopped(this.seen(vm));
  }

  private async settled(vmName: string, timeoutSeconds: number, pollSeconds: number): Promise<Vm> {
    const poll = Math.max(pollSeconds, 1);
    for (let waited = 0; ; waited += poll) {
      const vm = this.list.find(vmName);
      if (vm === undefined) throw noSuchVm("Get-VM", vmName);
      if (isSettled(vm)) return vm;
      if (waited >= timeoutSeconds) throw thrown.noFinalState();
      await this.context.passes(poll * 1000);
    }
  }

  private prepare(vm: Vm): void {
    if (vm.state !== "Off" && vm.state !== "Saved") throw wrongState("Start-VM", vm);
    const { settings } = vm;
    const { freeBytes } = accountOf(this.context.hardware, this.list.all());
    if (settings.memoryStartupBytes > freeBytes || this.context.strikes("host-out-of-memory", vm.name)) throw notEnoughMemory(vm, settings.memoryStartupBytes);
    if (settings.processorCount > this.context.hardware.logicalProcessors) throw tooManyProcessors(vm);
    const opened = new Set<HostFile>();
    for (const { path } of vm.hardDisks) {
      const file = this.files.file(path);
      if (file?.content.kind !== "disk") throw diskMissing(vm, path);
      if (opened.has(file) || this.list.holding(path) !== undefined) throw diskInUse(vm, path);
      opened.add(file);
    }
    this.giveMacAddresses(vm);
  }

  private giveMacAddresses(vm: Vm): void {
    const taken = this.list.macAddresses();
    vm.networkAdapters = vm.networkAdapters.map((adapter) => {
      if (!adapter.dynamicMacAddress || adapter.macAddress !== "") return adapter;
      const macAddress = this.macs.free(taken);
      if (macAddress === undefined) throw macPoolExhausted(vm);
      taken.add(macAddress);
      return { ...adapter, macAddress };
    });
  }

  private runs(vm: Vm): void {
    vm.state = "Running";
    vm.startedAt = this.context.world.clock.now();
    this.context.world.events.started(this.seen(vm));
  }

  private seen(vm: Vm): RunningMachine {
    const path = bootDiskOf(vm)?.path;
    const file = path === undefined ? undefined : this.files.file(path);
    const adapters = vm.networkAdapters
      .filter(({ switchName }) => switchName !== "")
      .map(({ switchName, macAddress, vlanAccess, vlanId }): RunningAdapter => ({ switchName, macAddress, ...(vlanAccess && { vlanId }) }));
    return {
      host: this.context.hardware.address,
      vmName: vm.name,
      ...(file?.content.kind === "disk" && { disk: { source: file.content.disk.source, path: file.path, copy: file.content.disk.copy } }),
      adapters,
      vcpus: vm.settings.processorCount,
      memoryMib: vm.settings.memoryStartupBytes / MIB,
    };
  }
}

function isSettled({ state }: Vm): boolean {
  return state === "Off" || state === "Running";
}
