import { createHash } from "node:crypto";
import { joinPath } from "../../validation/windows";
import { same, type HostContext } from "./host-context";
import type { HostFiles } from "./host-files";
import { GIB, MIB } from "./host-spec";
import { notModelled } from "./hyperv-error";
import { DEFAULT_PROCESSOR, INTEGRATION_SERVICES, type NewVm, type Vm, type VmProcessor, type VmSettings, type VmState } from "./machine";
import type { MachineList } from "./machine-list";
import { cannotModifyNow, memoryNotAligned, memoryOutOfRange, noSuchService, noSuchType, processorOutOfRange, thrown, wrongState } from "./powershell-texts";
import { inheritsThreads, isTooOld } from "./windows-versions";

/** Source: MicrosoftDocs/windowsserverdocs issue 4197, which quotes Microsoft's page */
export const MAX_GENERATION_1_PROCESSORS = 64;
/** Source of both: dsccommunity/HyperVDsc issue 93 */
const MAX_GENERATION_1_MEMORY = 1024 * GIB;
const MIN_MEMORY = 32 * MIB;
/** jamesstringer90/appsandbox issue 33, and the odd size of kubernetes/minikube issue 16592 */
const MEMORY_ALIGNMENT = 2 * MIB;

/** Source: hyperv-provider.md section 1.2 */
export const DEFAULT_VM_PATH = "C:\\ProgramData\\Microsoft\\Windows\\Hyper-V";

/** As Get-VM gives it. */
export interface VmView extends VmSettings {
  readonly id: string;
  readonly name: string;
  /** Folder of the VM's own configuration. */
  readonly path: string;
  readonly generation: 1;
  readonly state: VmState;
  /** Simulated seconds; 0 when it is not on. */
  readonly uptimeSeconds: number;
}

/** New-VM, Set-VM, Get-VM, Remove-VM, their processors and integration services. */
export class HostMachines {
  private made = 0;

  constructor(
    private readonly context: HostContext,
    private readonly files: HostFiles,
    private readonly list: MachineList,
  ) {}

  /** ExistsVm */
  public exists(name: string): boolean {
    this.context.mustAnswer();
    return this.list.find(name) !== undefined;
  }

  /** GetVm and GetVmStatus; undefined when there is none of that name. */
  public get(name: string): VmView | undefined {
    this.context.mustAnswer();
    const vm = this.list.find(name);
    return vm && this.viewOf(vm);
  }

  public names(): string[] {
    this.context.mustAnswer();
    return this.list.all().map(({ name }) => name);
  }

  /** CreateVm: New-VM, then Set-VM. When Set-VM fails, the VM of New-VM stays (terraform-shapes.md section 1, "half-made VM"). */
  public create(settings: NewVm): void {
    this.context.mustAnswer();
    this.mustKnowTypes();
    if (this.list.find(settings.name) !== undefined) throw thrown.vmExists(settings.name);
    if (settings.generation !== 1) throw notModelled(`VMs of generation ${settings.generation} (${settings.name})`);
    const { name } = settings;
    const vm = this.newVm(settings);
    checkMemory("New-VM", vm, settings.memoryStartupBytes);
    this.list.add(vm);
    this.files.put({ path: configurationOf(vm), bytes: MIB, content: { kind: "other" } });
    this.context.note(`made the VM ${name}`);
    this.apply(vm, settings);
    this.context.answers(name);
  }

  /** UpdateVm: Set-VM, which begins with the memory and so wants a VM that is off. */
  public update(name: string, settings: VmSettings): void {
    this.context.mustAnswer();
    this.mustKnowTypes();
    const vm = this.list.find(name);
    if (vm === undefined) throw thrown.noVm(name);
    if (vm.state !== "Off") throw cannotModifyNow("Set-VM", vm, "Memory");
    this.apply(vm, settings);
    this.context.changed(`changed the VM ${vm.name}`, vm.name);
  }

  /** DeleteVm: Remove-VM -Force. A VM that is not there is no error; its disks stay, and so do its folders. */
  public remove(name: string): void {
    this.context.mustAnswer();
    const vm = this.list.find(name);
    if (vm === undefined) return;
    if (vm.state !== "Off" && vm.state !== "Saved") throw wrongState("Remove-VM", vm);
    this.drop(vm);
    this.context.changed(`removed the VM ${vm.name}`, vm.name);
  }

  /** CreateOrUpdateVmProcessor: Set-VMProcessor. */
  public setProcessor(vmName: string, processor: VmProcessor): void {
    this.context.mustAnswer();
    const { hardware } = this.context;
    const vm = this.list.named(vmName, "Set-VMProcessor");
    if (vm.state !== "Off") throw cannotModifyNow("Set-VMProcessor", vm, "Processor");
    const lowest = inheritsThreads(hardware.windowsServer) ? 0 : 1;
    // what a host without hyper-threading says to 2 is unverified
    if (processor.hwThreadCountPerCore < lowest || processor.hwThreadCountPerCore > hardware.threadsPerCore) {
      throw processorOutOfRange("Set-VMProcessor", vm, "number of threads per core", 1, hardware.threadsPerCore);
    }
    vm.processor = this.withHostCounts(processor);
    this.context.changed(`set the processor of the VM ${vm.name}`, vm.name);
  }

  /** GetVmProcessor */
  public getProcessor(vmName: string): VmProcessor | undefined {
    this.context.mustAnswer();
    return this.list.find(vmName)?.processor;
  }

  /** GetVmIntegrationServices */
  public getIntegrationServices(vmName: string): { readonly name: string; readonly enabled: boolean }[] {
    this.context.mustAnswer();
    return [...(this.list.find(vmName)?.integrationServices ?? [])].map(([name, enabled]) => ({ name, enabled }));
  }

  /** EnableVmIntegrationService and DisableVmIntegrationService. A VM that is not there is no error. */
  public setIntegrationService(vmName: string, name: string, enabled: boolean): void {
    this.context.mustAnswer();
    const vm = this.list.find(vmName);
    if (vm === undefined) return;
    const known = [...vm.integrationServices.keys()].find((one) => same(one, name));
    if (known === undefined) throw noSuchService(enabled ? "Enable-VMIntegrationService" : "Disable-VMIntegrationService", name);
    vm.integrationServices.set(known, enabled);
    this.context.changed(`switched ${known} of the VM ${vm.name} ${enabled ? "on" : "off"}`, vm.name);
  }

  /** A person changes settings: those of memory and processor only while the VM is off, the others any time. */
  public editByHand(vm: Vm, changes: Partial<VmSettings>): void {
    const settings = { ...vm.settings, ...changes };
    if (vm.state !== "Off" && settings.processorCount !== vm.settings.processorCount) throw cannotModifyNow("Set-VM", vm, "Processor");
    const memory = ["staticMemory", "memoryStartupBytes", "memoryMinimumBytes", "memoryMaximumBytes"] as const;
    if (vm.state !== "Off" && memory.some((key) => settings[key] !== vm.settings[key])) throw cannotModifyNow("Set-VM", vm, "Memory");
    this.apply(vm, settings);
  }

  /** The VM and its configuration, as Remove-VM takes them away. */
  public drop(vm: Vm): void {
    this.list.drop(vm);
    this.files.removeFile(configurationOf(vm));
  }

  public viewOf(vm: Vm): VmView {
    const uptimeSeconds = vm.startedAt === undefined ? 0 : Math.floor((this.context.world.clock.now() - vm.startedAt) / 1000);
    return { id: vm.id, name: vm.name, path: vm.path, generation: 1, state: vm.state, uptimeSeconds, ...vm.settings };
  }

  private newVm(settings: NewVm): Vm {
    const { hardware } = this.context;
    this.made += 1;
    return {
      id: identifier(`${hardware.address}/${settings.name}/${this.made}`),
      name: settings.name,
      path: settings.path ? joinPath(settings.path, settings.name) : DEFAULT_VM_PATH,
      settings: { ...settingsOf(settings), processorCount: 1, notes: "" },
      processor: this.withHostCounts({ ...DEFAULT_PROCESSOR, hwThreadCountPerCore: inheritsThreads(hardware.windowsServer) ? 0 : 1 }),
      state: "Off",
      wasRunning: false,
      networkAdapters: [],
      hardDisks: [],
      dvdDrives: [],
      integrationServices: new Map(Object.entries(INTEGRATION_SERVICES)),
    };
  }

  private apply(vm: Vm, settings: VmSettings): void {
    const { memoryStartupBytes: startup, memoryMinimumBytes: minimum, memoryMaximumBytes: maximum, processorCount } = settings;
    for (const bytes of [startup, minimum, maximum]) checkMemory("Set-VM", vm, bytes);
    // the script makes the memory dynamic for a moment, also where it is static in the end (hyperv-provider.md section 1.2)
    if (minimum > startup || startup > maximum) {
      throw memoryOutOfRange("Set-VM", vm, `The minimum of ${minimum / MIB} MB, the startup memory of ${startup / MIB} MB and the maximum of ${maximum / MIB} MB are not in this order.`);
    }
    if (!Number.isInteger(processorCount) || processorCount < 1 || processorCount > MAX_GENERATION_1_PROCESSORS) {
      throw processorOutOfRange("Set-VM", vm, "number of processors", 1, MAX_GENERATION_1_PROCESSORS);
    }
    vm.settings = settingsOf(settings);
  }

  private withHostCounts(processor: VmProcessor): VmProcessor {
    const { logicalProcessors, sockets } = this.context.hardware;
    return {
      ...processor,
      maximumCountPerNumaNode: processor.maximumCountPerNumaNode || logicalProcessors,
      maximumCountPerNumaSocket: processor.maximumCountPerNumaSocket || sockets,
    };
  }

  private mustKnowTypes(): void {
    if (isTooOld(this.context.hardware.windowsServer)) throw noSuchType("Microsoft.HyperV.PowerShell.CriticalErrorAction");
  }
}

function checkMemory(cmdlet: string, vm: Vm, bytes: number): void {
  if (bytes < MIN_MEMORY || bytes > MAX_GENERATION_1_MEMORY) throw memoryOutOfRange(cmdlet, vm, `${bytes / MIB} MB is not between ${MIN_MEMORY / MIB} MB and ${MAX_GENERATION_1_MEMORY / MIB} MB.`);
  if (bytes % MEMORY_ALIGNMENT !== 0) throw memoryNotAligned(cmdlet, vm, bytes);
}

function configurationOf(vm: Vm): string {
  return joinPath(vm.path, "Virtual Machines", `${vm.id}.vmcx`);
}

/** Only the settings, of whatever carries them. */
function settingsOf(given: VmSettings): VmSettings {
  return {
    processorCount: given.processorCount,
    staticMemory: given.staticMemory,
    memoryStartupBytes: given.memoryStartupBytes,
    memoryMinimumBytes: given.memoryMinimumBytes,
    memoryMaximumBytes: given.memoryMaximumBytes,
    automaticStartAction: given.automaticStartAction,
    automaticStartDelaySeconds: given.automaticStartDelaySeconds,
    automaticStopAction: given.automaticStopAction,
    checkpointType: given.checkpointType,
    notes: given.notes,
    automaticCriticalErrorAction: given.automaticCriticalErrorAction,
    automaticCriticalErrorActionTimeout: given.automaticCriticalErrorActionTimeout,
    guestControlledCacheTypes: given.guestControlledCacheTypes,
    lowMemoryMappedIoSpace: given.lowMemoryMappedIoSpace,
    highMemoryMappedIoSpace: given.highMemoryMappedIoSpace,
    lockOnDisconnect: given.lockOnDisconnect,
    smartPagingFilePath: given.smartPagingFilePath,
    snapshotFileLocation: given.snapshotFileLocation,
  };
}

/** A GUID that follows from the text, so that two runs give the same. */
function identifier(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex").toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
