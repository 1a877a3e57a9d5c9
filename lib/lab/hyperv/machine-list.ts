import { same } from "./host-context";
import { normalPath } from "./host-files";
import { isOn, type Vm } from "./machine";
import type { SwitchUsers } from "./switches";
import { noSuchVm } from "./powershell-texts";

/** The VMs of a host: who is where. */
export class MachineList implements SwitchUsers {
  private readonly machines: Vm[] = [];

  public find(name: string): Vm | undefined {
    return this.machines.find((vm) => same(vm.name, name));
  }

  /** @throws HypervError as a cmdlet does that is given the name of a VM that is not there */
  public named(name: string, cmdlet: string): Vm {
    const vm = this.find(name);
    if (vm === undefined) throw noSuchVm(cmdlet, name);
    return vm;
  }

  public add(vm: Vm): void {
    this.machines.push(vm);
  }

  public drop(vm: Vm): void {
    this.machines.splice(this.machines.indexOf(vm), 1);
  }

  /** By name. */
  public all(): Vm[] {
    return [...this.machines].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  public clear(): void {
    this.machines.length = 0;
  }

  /** A VM that is on and has this disk attached. */
  public holding(path: string): Vm | undefined {
    return this.machines.find((vm) => isOn(vm) && vm.hardDisks.some((disk) => same(normalPath(disk.path), normalPath(path))));
  }

  public macAddresses(): Set<string> {
    return new Set(this.machines.flatMap(({ networkAdapters }) => networkAdapters.map(({ macAddress }) => macAddress)));
  }

  public running(switchName: string): readonly string[] {
    return this.machines.filter((vm) => isOn(vm) && vm.networkAdapters.some((adapter) => same(adapter.switchName, switchName))).map(({ name }) => name);
  }

  public renamed(from: string, to: string): void {
    this.reconnect(from, to);
  }

  public removed(switchName: string): void {
    this.reconnect(switchName, "");
  }

  private reconnect(from: string, to: string): void {
    for (const vm of this.machines) vm.networkAdapters = vm.networkAdapters.map((adapter) => (same(adapter.switchName, from) ? { ...adapter, switchName: to } : adapter));
  }
}
