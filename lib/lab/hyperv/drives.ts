import type { HostContext } from "./host-context";
import type { HostFiles } from "./host-files";
import { sortedDisks, type Vm, type VmDvdDrive, type VmHardDisk } from "./machine";
import type { MachineList } from "./machine-list";
import { fileInUse, noSuchLocation, notADisk, thrown, wrongState } from "./powershell-texts";

interface Place {
  readonly controllerType: "Ide" | "Scsi";
  readonly controllerNumber: number;
  readonly controllerLocation: number;
}

/**
 * Hard disks and DVD drives of a host's VMs. A generation-1 VM has two IDE controllers for two drives each, from which it boots
 * (hyperv-provider.md section 1.2), and one SCSI controller of New-VM's, for 64 drives (unverified).
 */
export class HostDrives {
  constructor(
    private readonly context: HostContext,
    private readonly files: HostFiles,
    private readonly list: MachineList,
  ) {}

  /** GetVmHardDiskDrives; none for a VM that is not there. */
  public getHardDisks(vmName: string): VmHardDisk[] {
    this.context.mustAnswer();
    return sortedDisks(this.list.find(vmName)?.hardDisks ?? []);
  }

  /** CreateVmHardDiskDrive: Add-VMHardDiskDrive. */
  public addHardDisk(vmName: string, disk: VmHardDisk): void {
    this.context.mustAnswer();
    const vm = this.list.named(vmName, "Add-VMHardDiskDrive");
    mustBeStopped("Add-VMHardDiskDrive", vm, disk);
    mustBeFree("Add-VMHardDiskDrive", vm, disk);
    this.mustBeDisk("Add-VMHardDiskDrive", vm, disk.path);
    vm.hardDisks.push(disk);
    this.context.changed(`attached ${disk.path} to the VM ${vm.name} at ${shown(disk)}`, vm.name);
  }

  /** UpdateVmHardDiskDrive: Set-VMHardDiskDrive, which finds the drive by number and location, whatever its controller's type, and keeps that type. */
  public updateHardDisk(vmName: string, controllerNumber: number, controllerLocation: number, disk: VmHardDisk): void {
    this.context.mustAnswer();
    const vm = this.list.find(vmName);
    const before = vm?.hardDisks.find((one) => one.controllerNumber === controllerNumber && one.controllerLocation === controllerLocation);
    if (vm === undefined || before === undefined) throw thrown.noHardDisk(controllerLocation, controllerNumber);
    mustBeStopped("Set-VMHardDiskDrive", vm, before);
    const after = { ...disk, controllerType: before.controllerType };
    mustBeFree("Set-VMHardDiskDrive", vm, after, before);
    this.mustBeDisk("Set-VMHardDiskDrive", vm, after.path);
    vm.hardDisks[vm.hardDisks.indexOf(before)] = after;
    this.context.changed(`attached ${after.path} to the VM ${vm.name} at ${shown(after)}`, vm.name);
  }

  /** DeleteVmHardDiskDrive: every drive of that number and location. */
  public removeHardDisk(vmName: string, controllerNumber: number, controllerLocation: number): void {
    this.context.mustAnswer();
    const vm = this.list.named(vmName, "Get-VMHardDiskDrive");
    for (const disk of vm.hardDisks.filter((one) => one.controllerNumber === controllerNumber && one.controllerLocation === controllerLocation)) {
      mustBeStopped("Remove-VMHardDiskDrive", vm, disk);
      vm.hardDisks.splice(vm.hardDisks.indexOf(disk), 1);
      this.context.note(`took ${disk.path} from the VM ${vm.name}`);
    }
    this.context.answers(vm.name);
  }

  /** GetVmDvdDrives; none for a VM that is not there. */
  public getDvdDrives(vmName: string): VmDvdDrive[] {
    this.context.mustAnswer();
    return [...(this.list.find(vmName)?.dvdDrives ?? [])];
  }

  /** CreateVmDvdDrive: Add-VMDvdDrive. */
  public addDvdDrive(vmName: string, drive: VmDvdDrive): void {
    this.context.mustAnswer();
    const vm = this.list.named(vmName, "Add-VMDvdDrive");
    mustBeStopped("Add-VMDvdDrive", vm, ide(drive));
    mustBeFree("Add-VMDvdDrive", vm, ide(drive));
    this.mustBeThere("Add-VMDvdDrive", drive.path);
    vm.dvdDrives.push(drive);
    this.context.changed(`gave the VM ${vm.name} a DVD drive at ${shown(ide(drive))}`, vm.name);
  }

  /** UpdateVmDvdDrive: Set-VMDvdDrive. The medium of a running VM can be changed, its place cannot. */
  public updateDvdDrive(vmName: string, controllerNumber: number, controllerLocation: number, drive: VmDvdDrive): void {
    this.context.mustAnswer();
    const vm = this.list.find(vmName);
    const before = vm?.dvdDrives.find((one) => one.controllerNumber === controllerNumber && one.controllerLocation === controllerLocation);
    if (vm === undefined || before === undefined) throw thrown.noDvd(controllerLocation, controllerNumber);
    const moves = drive.controllerNumber !== controllerNumber || drive.controllerLocation !== controllerLocation;
    if (moves) mustBeStopped("Set-VMDvdDrive", vm, ide(before));
    mustBeFree("Set-VMDvdDrive", vm, ide(drive), before);
    this.mustBeThere("Set-VMDvdDrive", drive.path);
    vm.dvdDrives[vm.dvdDrives.indexOf(before)] = drive;
    this.context.changed(`changed the DVD drive of the VM ${vm.name}`, vm.name);
  }

  /** DeleteVmDvdDrive */
  public removeDvdDrive(vmName: string, controllerNumber: number, controllerLocation: number): void {
    this.context.mustAnswer();
    const vm = this.list.find(vmName);
    const drive = vm?.dvdDrives.find((one) => one.controllerNumber === controllerNumber && one.controllerLocation === controllerLocation);
    if (vm === undefined || drive === undefined) return;
    mustBeStopped("Remove-VMDvdDrive", vm, ide(drive));
    vm.dvdDrives.splice(vm.dvdDrives.indexOf(drive), 1);
    this.context.changed(`took the DVD drive at ${shown(ide(drive))} from the VM ${vm.name}`, vm.name);
  }

  private mustBeDisk(cmdlet: string, vm: Vm, path: string): void {
    if (this.files.file(path)?.content.kind !== "disk") throw notADisk(cmdlet, path);
    if (vm.state === "Running" && this.list.holding(path) !== undefined) throw fileInUse(cmdlet, path);
  }

  private mustBeThere(cmdlet: string, medium: string): void {
    if (medium !== "" && this.files.file(medium) === undefined) throw notADisk(cmdlet, medium);
  }
}

function ide({ controllerNumber, controllerLocation }: VmDvdDrive): Place {
  return { controllerType: "Ide", controllerNumber, controllerLocation };
}

/** SCSI drives come and go while a VM runs; IDE drives do not (unverified). */
function mustBeStopped(cmdlet: string, vm: Vm, { controllerType }: Place): void {
  if (vm.state !== "Off" && (controllerType === "Ide" || vm.state !== "Running")) throw wrongState(cmdlet, vm);
}

function mustBeFree(cmdlet: string, vm: Vm, place: Place, itself?: VmHardDisk | VmDvdDrive): void {
  const [controllers, locations] = place.controllerType === "Ide" ? [2, 2] : [1, 64];
  const { controllerNumber: number, controllerLocation: location } = place;
  const exists = Number.isInteger(number) && Number.isInteger(location) && number >= 0 && number < controllers && location >= 0 && location < locations;
  const taken = [...vm.hardDisks, ...(place.controllerType === "Ide" ? vm.dvdDrives : [])].some(
    (one) => one !== itself && ("controllerType" in one ? one.controllerType : "Ide") === place.controllerType && one.controllerNumber === number && one.controllerLocation === location,
  );
  if (!exists || taken) throw noSuchLocation(cmdlet);
}

function shown({ controllerType, controllerNumber, controllerLocation }: Place): string {
  return `${controllerType.toUpperCase()} ${controllerNumber}:${controllerLocation}`;
}
