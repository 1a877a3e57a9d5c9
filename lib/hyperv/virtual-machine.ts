import { MachineInstance, type MachineInstanceNetworkAdaptors } from "@cdktf/provider-hyperv/lib/machine-instance";
import { Vhd } from "@cdktf/provider-hyperv/lib/vhd";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { AutomaticStart, CheckpointType, PowerState, WindowsServer } from "../deployment/enums";
import type { HostRecord } from "../deployment/host";
import type { AdapterRecord, MachineRecord } from "../deployment/machine";
import { chainDisk } from "../terraform/disk-chain";
import { addLateEdges, addressOf } from "../terraform/edges";
import { literal } from "../terraform/literal";
import { Registry } from "../terraform/registry";
import { waitFor } from "../terraform/stack-dependency";
import { TerraformData, type DataValue } from "../terraform/terraform-data";
import { type IExternalSwitch, switchResourceBeside } from "./external-switch";

const BYTES_PER_MIB = 1024 * 1024;

const START_ACTION: Readonly<Record<AutomaticStart, string>> = {
  [AutomaticStart.RESTART_IF_RUNNING]: "StartIfRunning",
  [AutomaticStart.ALWAYS]: "Start",
  [AutomaticStart.NOTHING]: "Nothing",
};

const CHECKPOINT: Readonly<Record<CheckpointType, string>> = {
  [CheckpointType.DISABLED]: "Disabled",
  [CheckpointType.STANDARD]: "Standard",
  [CheckpointType.PRODUCTION]: "Production",
  [CheckpointType.PRODUCTION_ONLY]: "ProductionOnly",
};

/** What a VM is made from. */
export interface VirtualMachineParts {
  readonly machine: MachineRecord;
  readonly host: HostRecord;
  readonly primarySwitch: IExternalSwitch;
  readonly secondarySwitch?: IExternalSwitch;
  /** Where the disk comes from; possibly a token. */
  readonly templateSource: string;
  /** Is an unmanaged VM made switched off? @default true */
  readonly startsOff?: boolean;
  /** Nothing is copied before this step is done. */
  readonly gate?: TerraformData;
  /** A new value of this marker means a new disk. */
  readonly replacedWith: TerraformData;
}

/** A VM's resources. */
export interface VirtualMachine {
  readonly disk: Vhd;
  readonly vm: MachineInstance;
}

/**
 * The VM of either kind of node, as children of its construct: marker -> disk -> VM.
 * The host's id is in the children's ids: a node that moves to another host leaves nothing behind on the old one.
 */
export function createVirtualMachine(node: Construct, parts: VirtualMachineParts): VirtualMachine {
  const { machine, host } = parts;
  const provider = parts.primarySwitch.host.providerIn(node);
  const stack = TerraformStack.of(node);
  const switches = [...new Set([parts.primarySwitch, ...(parts.secondarySwitch === undefined ? [] : [parts.secondarySwitch])])];
  const switchResources = switches.flatMap((one) => switchResourceBeside(node, one) ?? []);
  switches.forEach((one) => {
    if (one.node.defaultChild !== undefined) waitFor(stack, TerraformStack.of(one), node.node.path, `its switch ${one.node.path}`);
  });

  const disk = new Vhd(node, `Disk-${host.id}`, {
    provider,
    path: literal(machine.diskPath),
    source: machine.templateDisk.from === "host" ? literal(parts.templateSource) : parts.templateSource,
    // source is never read back, and vhd_type of a copied disk is the template's
    lifecycle: { ignoreChanges: ["source", "vhd_type"], ...(machine.deletionProtection ? { preventDestroy: true } : {}) },
  });
  const { gate } = parts;
  addLateEdges(disk, () => ({ dependsOn: gate === undefined ? [] : [addressOf(gate)], replaceTriggeredBy: [addressOf(parts.replacedWith)] }));
  if (host.serializeDiskCopies) chainDisk(stack, parts.primarySwitch.host, disk);

  const adapters = adaptersOf(parts);
  const nics = new TerraformData(node, `Nics-${host.id}`, { triggersReplace: nicMarker(machine, adapters) });

  const memory = machine.memoryMib * BYTES_PER_MIB;
  const unmanaged = machine.powerState === PowerState.UNMANAGED;
  const vm = new MachineInstance(node, `Vm-${host.id}`, {
    provider,
    name: literal(machine.vmName),
    path: literal(host.vmDirectory),
    generation: 1,
    processorCount: machine.vcpus,
    staticMemory: true,
    memoryStartupBytes: memory,
    // the provider switches through dynamic memory, so the bounds must enclose the startup memory
    memoryMinimumBytes: memory,
    memoryMaximumBytes: memory,
    automaticStartAction: START_ACTION[machine.automaticStart],
    // a saved node loses its IPsec sessions and its time, and the provider waits for a saved VM without end
    automaticStopAction: "ShutDown",
    checkpointType: CHECKPOINT[machine.checkpointType],
    state: unmanaged && parts.startsOff !== false ? "Off" : "Running",
    vmProcessor: {
      compatibilityForMigrationEnabled: false,
      compatibilityForOlderOperatingSystemsEnabled: false,
      // 0, the provider's default, is not supported on Server 2016
      hwThreadCountPerCore: host.windowsServer === WindowsServer.V2016 ? 1 : undefined,
    },
    networkAdaptors: adapters.map((adapter) => ({ ...adapter })),
    hardDiskDrives: [{ controllerType: "Ide", controllerNumber: 0, controllerLocation: 0, path: literal(machine.diskPath) }],
    lifecycle: { ...(unmanaged ? { ignoreChanges: ["state"] } : {}), ...(machine.deletionProtection ? { preventDestroy: true } : {}) },
  });
  addLateEdges(vm, () => ({
    dependsOn: [...switchResources.map(addressOf), addressOf(disk)],
    replaceTriggeredBy: [addressOf(disk), addressOf(nics), ...switchResources.map((resource) => `${addressOf(resource)}.id`)],
  }));
  Registry.of(node).addMachine(node.node.path, () => ({ stack: stack.node.path, disk: addressOf(disk), vm: addressOf(vm) }));
  return { disk, vm };
}

function adaptersOf({ machine, primarySwitch, secondarySwitch }: VirtualMachineParts): readonly MachineInstanceNetworkAdaptors[] {
  const primary = adapter("Primary", machine.primary, primarySwitch);
  return machine.secondary === undefined ? [primary] : [primary, adapter("Secondary", machine.secondary, secondarySwitch ?? primarySwitch)];
}

function adapter(name: string, { macAddress, vlanId }: AdapterRecord, on: IExternalSwitch): MachineInstanceNetworkAdaptors {
  return {
    name,
    switchName: literal(on.switchName),
    dynamicMacAddress: false,
    staticMacAddress: macAddress,
    // Pexip's images report no address to the host
    waitForIps: false,
    ...(vlanId === undefined ? {} : { vlanAccess: true, vlanId }),
  };
}

/**
 * When this changes, the VM is made anew around its disk. The provider edits only the first of two adapters, twice, and has
 * no way back from a tagged adapter to an untagged one.
 */
function nicMarker(machine: MachineRecord, adapters: readonly MachineInstanceNetworkAdaptors[]): DataValue {
  return machine.secondary === undefined ? [machine.primary.vlanId === undefined ? "untagged" : "tagged"] : (adapters as unknown as DataValue);
}
