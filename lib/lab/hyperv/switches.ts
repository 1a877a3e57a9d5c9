import { same, type HostContext } from "./host-context";
import { HypervError } from "./hyperv-error";
import { adapterInSwitch, noSuchAdapter, noSuchParameter, severalAdapters, switchInUse, thrown } from "./powershell-texts";
import { isTooOld } from "./windows-versions";

/** What an existing switch can be changed in. */
export interface SwitchSettings {
  readonly name: string;
  readonly notes: string;
  readonly switchType: "External" | "Internal" | "Private";
  /** Not empty means External, whatever the type says. */
  readonly netAdapterNames: readonly string[];
  readonly allowManagementOs: boolean;
  readonly defaultFlowMinimumBandwidthAbsolute?: number;
  readonly defaultFlowMinimumBandwidthWeight?: number;
  readonly defaultQueueVmmqEnabled?: boolean;
  readonly defaultQueueVmmqQueuePairs?: number;
  readonly defaultQueueVrssEnabled?: boolean;
}

export interface NewSwitch extends SwitchSettings {
  readonly enableEmbeddedTeaming: boolean;
  readonly enableIov?: boolean;
  readonly enablePacketDirect?: boolean;
  /** `Default` reads back as Weight (hyperv-provider.md section 1.2). @default "None" */
  readonly minimumBandwidthMode?: "None" | "Weight" | "Absolute" | "Default";
}

/** As Get-VMSwitch gives it. */
export type VirtualSwitch = Required<NewSwitch>;

/** Who is connected to a switch; the machines know. */
export interface SwitchUsers {
  /** Names of VMs that are on. */
  running(switchName: string): readonly string[];
  renamed(from: string, to: string): void;
  removed(switchName: string): void;
}

/** The virtual switches of a host, and the physical adapters that they take. */
export class HostSwitches {
  private readonly switches: VirtualSwitch[] = [];

  constructor(
    private readonly context: HostContext,
    private readonly users: SwitchUsers,
  ) {}

  /** ExistsVMSwitch */
  public exists(name: string): boolean {
    this.context.mustAnswer();
    return this.find(name) !== undefined;
  }

  /** GetVMSwitch; undefined when there is none of that name. */
  public get(name: string): VirtualSwitch | undefined {
    this.context.mustAnswer();
    return this.find(name);
  }

  /** CreateVMSwitch: New-VMSwitch, Set-VMSwitch. */
  public create(settings: NewSwitch): void {
    this.context.mustAnswer();
    if (isTooOld(this.context.hardware.windowsServer)) throw noSuchParameter("New-VMSwitch", "EnableEmbeddedTeaming");
    if (this.find(settings.name) !== undefined) throw thrown.switchExists(settings.name);
    if (settings.netAdapterNames.length > 1 && !settings.enableEmbeddedTeaming) throw new HypervError("invalid", "New-VMSwitch : More than one network adapter needs EnableEmbeddedTeaming.");
    this.take("New-VMSwitch", settings);
    const made = viewOf(settings);
    this.switches.push(made);
    this.switched(made, `made the ${made.switchType.toLowerCase()} switch ${made.name}${withAdapters(made)}`);
  }

  /** UpdateVMSwitch: Rename-VMSwitch, Set-VMSwitch. What cannot be changed in place keeps its value. */
  public update(oldName: string, settings: SwitchSettings): void {
    this.context.mustAnswer();
    const before = this.find(oldName);
    if (before === undefined) throw thrown.noSwitch(oldName);
    if (this.find(settings.name) !== undefined && !same(oldName, settings.name)) throw thrown.switchExists(settings.name);
    if (before.name !== settings.name) this.rename(before, settings.name);
    if (settings.netAdapterNames.length > 1) throw severalAdapters();
    this.take("Set-VMSwitch", settings);
    const after = viewOf({ ...before, ...settings });
    this.replace(this.find(settings.name), after);
    this.switched(after, `changed the switch ${after.name}${withAdapters(after)}`);
  }

  /** DeleteVMSwitch: Remove-VMSwitch -Force. A switch that is not there is no error. VMs that are off lose their connection. */
  public remove(name: string): void {
    this.context.mustAnswer();
    const found = this.find(name);
    if (found === undefined) return;
    if (this.users.running(found.name).length > 0) throw switchInUse(found.name);
    this.drop(found);
    this.context.changed(`removed the switch ${found.name}`);
  }

  /** What a person at the host's console changes: no rule of the provider's scripts stands in the way. */
  public editByHand(name: string, changes: Partial<Pick<VirtualSwitch, "notes" | "allowManagementOs">>): void {
    const found = this.find(name);
    if (found === undefined) throw thrown.noSwitch(name);
    const after = { ...found, ...changes };
    this.replace(found, after);
    if (this.cutsOff(after)) this.context.become("unreachable");
  }

  public removeByHand(name: string): void {
    const found = this.find(name);
    if (found === undefined) throw thrown.noSwitch(name);
    if (this.users.running(found.name).length > 0) throw switchInUse(found.name);
    this.drop(found);
  }

  /** By name. For the other parts of the host, which ask while it is unreachable too. */
  public find(name: string): VirtualSwitch | undefined {
    return this.switches.find((one) => same(one.name, name));
  }

  public all(): VirtualSwitch[] {
    return [...this.switches].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** The switch that has a physical adapter. */
  public holding(adapter: string): VirtualSwitch | undefined {
    return this.switches.find(({ netAdapterNames }) => netAdapterNames.some((name) => same(name, adapter)));
  }

  public clear(): void {
    this.switches.length = 0;
  }

  private take(cmdlet: string, { name, netAdapterNames, switchType }: SwitchSettings): void {
    // -SwitchType knows Internal and Private only: an external switch follows from its adapter (the text is unverified)
    if (netAdapterNames.length === 0 && switchType === "External") throw new HypervError("invalid", `${cmdlet} : Cannot validate argument on parameter 'SwitchType'. An external switch needs a network adapter.`);
    for (const [index, adapter] of netAdapterNames.entries()) {
      const known = this.context.hardware.networkAdapters.some((one) => same(one, adapter));
      if (!known || this.context.strikes("adapter-missing", name)) throw noSuchAdapter(cmdlet, adapter);
      const holder = this.holding(adapter);
      const twice = netAdapterNames.findIndex((one) => same(one, adapter)) !== index;
      if (twice || (holder !== undefined && !same(holder.name, name))) throw adapterInSwitch(cmdlet, adapter);
    }
  }

  private switched(settings: VirtualSwitch, event: string): void {
    if (!this.cutsOff(settings)) return this.context.changed(event);
    this.context.note(`${event}, which took the host's own connection: it answers nobody any more`);
    this.context.become("unreachable");
    throw this.context.connectionLost();
  }

  /** What fails afterwards leaves the new name. */
  private rename(before: VirtualSwitch, name: string): void {
    this.users.renamed(before.name, name);
    this.replace(before, { ...before, name });
    this.context.note(`renamed the switch ${before.name} to ${name}`);
  }

  private cutsOff({ allowManagementOs, netAdapterNames }: VirtualSwitch): boolean {
    const { managementAdapter } = this.context.hardware;
    return managementAdapter !== undefined && !allowManagementOs && netAdapterNames.some((name) => same(name, managementAdapter));
  }

  private replace(before: VirtualSwitch | undefined, after: VirtualSwitch): void {
    this.switches.splice(
      this.switches.findIndex((one) => one === before),
      1,
      after,
    );
  }

  private drop(found: VirtualSwitch): void {
    this.switches.splice(this.switches.indexOf(found), 1);
    this.users.removed(found.name);
  }
}

function withAdapters({ netAdapterNames }: VirtualSwitch): string {
  return netAdapterNames.length === 0 ? "" : ` on ${netAdapterNames.join(" and ")}`;
}

function viewOf(settings: NewSwitch): VirtualSwitch {
  const external = settings.netAdapterNames.length > 0;
  const switchType = external ? "External" : settings.switchType;
  const mode = settings.minimumBandwidthMode ?? "None";
  return {
    name: settings.name,
    notes: settings.notes,
    switchType,
    netAdapterNames: [...settings.netAdapterNames],
    // the script passes it with adapters only; Get-VMSwitch reports an internal switch as the host's own
    allowManagementOs: external ? settings.allowManagementOs : switchType === "Internal",
    enableEmbeddedTeaming: settings.enableEmbeddedTeaming,
    enableIov: settings.enableIov ?? false,
    enablePacketDirect: settings.enablePacketDirect ?? false,
    minimumBandwidthMode: mode === "Default" ? "Weight" : mode,
    defaultFlowMinimumBandwidthAbsolute: settings.defaultFlowMinimumBandwidthAbsolute ?? 0,
    defaultFlowMinimumBandwidthWeight: settings.defaultFlowMinimumBandwidthWeight ?? 0,
    defaultQueueVmmqEnabled: settings.defaultQueueVmmqEnabled ?? false,
    defaultQueueVmmqQueuePairs: settings.defaultQueueVmmqQueuePairs ?? 16,
    defaultQueueVrssEnabled: settings.defaultQueueVrssEnabled ?? false,
  };
}
