import { normalizeMac } from "../../validation/mac";
import { same, type HostContext } from "./host-context";
import type { Vm, VmNetworkAdapter } from "./machine";
import type { MachineList } from "./machine-list";
import { badMac, badVlan, cannotModifyNow, noSuchSwitch, thrown, wrongState } from "./powershell-texts";
import type { HostSwitches } from "./switches";

/** What the provider's scripts set of a VM's network adapter. */
export interface NetworkAdapterSettings {
  readonly name: string;
  /** Empty connects to nothing. */
  readonly switchName: string;
  readonly dynamicMacAddress: boolean;
  /** Read when dynamicMacAddress is false, in any notation; empty leaves the address as it is. */
  readonly staticMacAddress: string;
  /** A VLAN is set when both this and vlanId are; there is no way back to untagged (hyperv-provider.md section 1.2). */
  readonly vlanAccess: boolean;
  readonly vlanId: number;
  /** @default false */
  readonly isLegacy?: boolean;
  /** Kept and given back, without an effect in the lab. */
  readonly other?: Readonly<Record<string, unknown>>;
}

/** The virtual network adapters of a host's VMs. */
export class HostNetworkAdapters {
  constructor(
    private readonly context: HostContext,
    private readonly list: MachineList,
    private readonly switches: HostSwitches,
  ) {}

  /** GetVmNetworkAdapters; none for a VM that is not there. */
  public get(vmName: string): VmNetworkAdapter[] {
    this.context.mustAnswer();
    return [...(this.list.find(vmName)?.networkAdapters ?? [])];
  }

  /** CreateVmNetworkAdapter: Add-VMNetworkAdapter, Set-VMNetworkAdapter, Set-VMNetworkAdapterVlan. */
  public add(vmName: string, settings: NetworkAdapterSettings): void {
    this.context.mustAnswer();
    const vm = this.list.named(vmName, "Add-VMNetworkAdapter");
    // only generation 2 takes one while it runs (unverified)
    if (vm.state !== "Off") throw wrongState("Add-VMNetworkAdapter", vm);
    const switchName = this.connected("Add-VMNetworkAdapter", settings.switchName);
    const bare: VmNetworkAdapter = { name: settings.name, switchName, dynamicMacAddress: true, macAddress: "", vlanAccess: false, vlanId: 0, isLegacy: settings.isLegacy ?? false, other: {} };
    // what fails from here on leaves the adapter that Add-VMNetworkAdapter made
    vm.networkAdapters.push(bare);
    this.context.note(`gave the VM ${vm.name} the network adapter ${settings.name}${onSwitch(bare)}`);
    vm.networkAdapters[vm.networkAdapters.length - 1] = withVlan(withMac(vm, bare, settings), settings);
    this.context.answers(vm.name);
  }

  /** UpdateVmNetworkAdapter: the provider always says index 0 (hyperv-provider.md section 1.2). */
  public update(vmName: string, index: number, settings: NetworkAdapterSettings): void {
    this.context.mustAnswer();
    const vm = this.list.find(vmName);
    const before = vm?.networkAdapters[index];
    if (vm === undefined || before === undefined) throw thrown.noAdapter(index);
    const after = { ...before, name: settings.name, switchName: this.connected("Connect-VMNetworkAdapter", settings.switchName) };
    // connected and renamed it is, whatever Set-VMNetworkAdapter says
    vm.networkAdapters[index] = after;
    this.context.note(`changed the network adapter ${settings.name} of the VM ${vm.name}${onSwitch(after)}`);
    vm.networkAdapters[index] = withVlan(withMac(vm, after, settings), settings);
    this.context.answers(vm.name);
  }

  /** DeleteVmNetworkAdapter */
  public remove(vmName: string, index: number): void {
    this.context.mustAnswer();
    const vm = this.list.find(vmName);
    const adapter = vm?.networkAdapters[index];
    if (vm === undefined || adapter === undefined) return;
    if (vm.state !== "Off") throw wrongState("Remove-VMNetworkAdapter", vm);
    vm.networkAdapters.splice(index, 1);
    this.context.changed(`took the network adapter ${adapter.name} from the VM ${vm.name}`, vm.name);
  }

  /** WaitForVmNetworkAdaptersIps: the guests of the lab report no addresses to their host, so a VM that runs is waited for in vain. */
  public async waitForAddresses(vmName: string, adapterNames: readonly string[], timeoutSeconds: number): Promise<void> {
    this.context.mustAnswer();
    const vm = this.list.find(vmName);
    if (vm === undefined) throw thrown.noVm(vmName);
    if (adapterNames.length === 0 || vm.state === "Off") return;
    await this.context.passes(timeoutSeconds * 1000);
    throw thrown.noAddresses();
  }

  /** A person reconnects an adapter of a VM that is off. */
  public editByHand(vm: Vm, name: string, changes: Partial<Pick<VmNetworkAdapter, "switchName" | "vlanAccess" | "vlanId" | "macAddress" | "dynamicMacAddress">>): void {
    const index = vm.networkAdapters.findIndex((adapter) => same(adapter.name, name));
    const before = vm.networkAdapters[index];
    if (before === undefined) throw thrown.noAdapter(index);
    if (vm.state !== "Off") throw wrongState("Set-VMNetworkAdapter", vm);
    vm.networkAdapters[index] = { ...before, ...changes, switchName: this.connected("Connect-VMNetworkAdapter", changes.switchName ?? before.switchName) };
  }

  /** The switch's own spelling of its name. */
  private connected(cmdlet: string, switchName: string): string {
    if (switchName === "") return "";
    const found = this.switches.find(switchName);
    if (found === undefined) throw noSuchSwitch(cmdlet, switchName);
    return found.name;
  }
}

function withMac(vm: Vm, adapter: VmNetworkAdapter, settings: NetworkAdapterSettings): VmNetworkAdapter {
  const other = settings.other ?? adapter.other;
  // a new dynamic address comes with the next start
  if (settings.dynamicMacAddress) return { ...adapter, other, dynamicMacAddress: true, macAddress: adapter.dynamicMacAddress ? adapter.macAddress : "" };
  if (settings.staticMacAddress === "") return { ...adapter, other };
  const macAddress = normalizeMac(settings.staticMacAddress);
  if (macAddress === undefined) throw badMac("Set-VMNetworkAdapter", settings.staticMacAddress);
  if (vm.state !== "Off" && macAddress !== adapter.macAddress) throw cannotModifyNow("Set-VMNetworkAdapter", vm, "Network Adapter");
  return { ...adapter, other, dynamicMacAddress: false, macAddress };
}

function withVlan(adapter: VmNetworkAdapter, { vlanAccess, vlanId }: NetworkAdapterSettings): VmNetworkAdapter {
  if (!vlanAccess || vlanId === 0) return adapter;
  if (vlanId < 1 || vlanId > 4094) throw badVlan(vlanId);
  return { ...adapter, vlanAccess, vlanId };
}

function onSwitch({ switchName }: VmNetworkAdapter): string {
  return switchName === "" ? "" : ` on ${switchName}`;
}
