import type { HostContext } from "./host-context";
import type { HostDisks } from "./disks";
import type { HostFiles } from "./host-files";
import { HypervError } from "./hyperv-error";
import type { Vm, VmNetworkAdapter, VmProcessor, VmSettings } from "./machine";
import type { MachineList } from "./machine-list";
import type { HostMachines } from "./machines";
import type { HostNetworkAdapters } from "./network-adapters";
import type { HostPower } from "./power";
import { thrown, wrongState } from "./powershell-texts";
import type { HostSwitches, VirtualSwitch } from "./switches";

interface Parts {
  readonly context: HostContext;
  readonly files: HostFiles;
  readonly disks: HostDisks;
  readonly switches: HostSwitches;
  readonly list: MachineList;
  readonly machines: HostMachines;
  readonly networkAdapters: HostNetworkAdapters;
  readonly power: HostPower;
}

/**
 * Somebody with Hyper-V Manager at the host: what Terraform later finds as drift. It happens at once, also while the host is unreachable,
 * and no fault strikes; Hyper-V's own rules hold for people, too: each method throws a HypervError when the host is off, when what is named
 * is not there, and when a rule forbids it.
 */
export class ByHand {
  /** @internal */
  constructor(private readonly parts: Parts) {}

  /** Changes settings of a VM, in the words of Set-VM. vCPUs and memory need one that is off. */
  public editVm(name: string, changes: Partial<VmSettings>): void {
    this.parts.machines.editByHand(this.vm(name), changes);
    this.note(`changed ${Object.keys(changes).sort().join(", ")} of the VM ${name}`);
  }

  /** Changes the processor of a VM that is off, in the words of Set-VMProcessor. */
  public editProcessor(name: string, changes: Partial<VmProcessor>): void {
    const vm = this.vm(name);
    if (vm.state !== "Off") throw wrongState("Set-VMProcessor", vm);
    vm.processor = { ...vm.processor, ...changes };
    this.note(`changed ${Object.keys(changes).sort().join(", ")} of the processor of the VM ${name}`);
  }

  /** Connects a network adapter of a VM elsewhere, or changes its VLAN or MAC address. */
  public editNetworkAdapter(vmName: string, name: string, changes: Partial<Pick<VmNetworkAdapter, "switchName" | "vlanAccess" | "vlanId" | "macAddress" | "dynamicMacAddress">>): void {
    this.parts.networkAdapters.editByHand(this.vm(vmName), name, changes);
    this.note(`changed ${Object.keys(changes).sort().join(", ")} of the network adapter ${name} of the VM ${vmName}`);
  }

  /** Switches a VM on. */
  public switchOn(name: string): void {
    this.parts.power.startNow(this.vm(name));
    this.note(`switched the VM ${name} on`);
  }

  /** Turn Off, not Shut Down: the guest is not asked. */
  public switchOff(name: string): void {
    this.parts.power.stops(this.vm(name), "Off");
    this.note(`switched the VM ${name} off`);
  }

  /** Saves a running VM: its memory goes to disk. */
  public save(name: string): void {
    const vm = this.vm(name);
    if (vm.state !== "Running") throw wrongState("Save-VM", vm);
    this.parts.power.stops(vm, "Saved");
    this.note(`saved the VM ${name}`);
  }

  /** The VM only; its disks stay. */
  public removeVm(name: string): void {
    const vm = this.vm(name);
    this.parts.power.stops(vm, "Off");
    this.parts.machines.drop(vm);
    this.note(`removed the VM ${name}`);
  }

  /** Renames a VM. Terraform finds VMs by their names. */
  public renameVm(name: string, newName: string): void {
    if (this.parts.list.find(newName) !== undefined) throw thrown.vmExists(newName);
    this.vm(name).name = newName;
    this.note(`renamed the VM ${name} to ${newName}`);
  }

  /** Puts a file there that is none of Hyper-V's, of so many bytes. */
  public putFile(path: string, bytes: number): void {
    this.mustRun();
    this.parts.files.put({ path, bytes, content: { kind: "other" } });
    this.note(`put ${path} there`);
  }

  /** Removes a file that no VM holds open: a disk, a ZIP. */
  public removeFile(path: string): void {
    this.mustRun();
    this.parts.disks.removeByHand(path);
    this.note(`removed ${path}`);
  }

  /** Changes a virtual switch. */
  public editSwitch(name: string, changes: Partial<Pick<VirtualSwitch, "notes" | "allowManagementOs">>): void {
    this.mustRun();
    this.parts.switches.editByHand(name, changes);
    this.note(`changed ${Object.keys(changes).sort().join(", ")} of the switch ${name}`);
  }

  /** Removes a virtual switch that no running VM is connected to. */
  public removeSwitch(name: string): void {
    this.mustRun();
    this.parts.switches.removeByHand(name);
    this.note(`removed the switch ${name}`);
  }

  private vm(name: string): Vm {
    this.mustRun();
    const vm = this.parts.list.find(name);
    if (vm === undefined) throw thrown.noVm(name);
    return vm;
  }

  private mustRun(): void {
    if (this.parts.context.condition === "off") throw new HypervError("state", `${this.parts.context.hardware.address} is off`);
  }

  private note(event: string): void {
    this.parts.context.note(`somebody ${event} by hand`);
  }
}
