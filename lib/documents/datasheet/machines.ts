import { AutomaticStart, CheckpointType, PowerState } from "../../deployment/enums";
import type { TemplateDiskRecord } from "../../deployment/template-disk";
import { adaptersOf, type DeploymentView, type MachineOf } from "../../deployment/model";
import { isDeferred, type Deferrable } from "../../validation/fields";
import { formatMac } from "../../validation/mac";
import { DOTTED } from "../text";
import { type Block, type Column, type Content, counted, type Field, field, form, listed, number, type Section, table } from "./content";

/** Hyper-V Manager's words. */
const START: Readonly<Record<AutomaticStart, string>> = {
  [AutomaticStart.RESTART_IF_RUNNING]: "Automatically start if it was running when the service stopped",
  [AutomaticStart.ALWAYS]: "Always start this virtual machine automatically",
  [AutomaticStart.NOTHING]: "Nothing",
};

const CHECKPOINTS: Readonly<Record<CheckpointType, string>> = {
  [CheckpointType.DISABLED]: "Off",
  [CheckpointType.STANDARD]: "Standard checkpoints",
  [CheckpointType.PRODUCTION]: "Production checkpoints, or standard ones",
  [CheckpointType.PRODUCTION_ONLY]: "Production checkpoints",
};

const POWER: Readonly<Record<PowerState, string>> = { [PowerState.RUNNING]: "Running", [PowerState.UNMANAGED]: "As people leave it" };

/** A setting that is said once when all VMs share it, and else for each. */
interface Setting {
  readonly title: string;
  readonly of: (one: MachineOf) => string;
}

const SETTINGS: readonly Setting[] = [
  { title: "Automatic Start Action", of: ({ machine }) => START[machine.automaticStart] },
  { title: "Checkpoints", of: ({ machine }) => CHECKPOINTS[machine.checkpointType] },
  { title: "State", of: ({ machine }) => POWER[machine.powerState] },
];

/** What lib/hyperv/virtual-machine.ts gives every VM. */
const OF_EVERY_VM: readonly Field[] = [
  field("Generation", "Generation 1"),
  field("Dynamic Memory", "Off"),
  field("Processor compatibility", "Off"),
  field("Automatic Stop Action", "Shut down the guest operating system"),
  field("MAC Address", "Static"),
  field("Hard Drive", "IDE Controller 0, location 0"),
];

export function machineSection(view: DeploymentView): Section {
  const { machines } = view;
  const elsewhere = [...view.managementNodes.filter((node) => node.origin === "imported"), ...view.nodes.filter((node) => node.machine === undefined)].map(({ fqdn }) => fqdn);
  const note: readonly Block[] = elsewhere.length === 0 ? [] : [{ is: "note", text: `${counted(elsewhere.length, "node")} built elsewhere: ${listed(elsewhere)}.` }];
  return { id: "machines", title: "Virtual machines", blocks: [...(machines.length === 0 ? [] : machineBlocks(view, machines)), ...note] };
}

function machineBlocks(view: DeploymentView, machines: readonly MachineOf[]): readonly Block[] {
  const isShared = ({ of }: Setting): boolean => machines.every((one) => of(one) === of(machines[0]));
  const shared = SETTINGS.filter(isShared).map(({ title, of }) => field(title, of(machines[0])));
  const own = SETTINGS.filter((setting) => !isShared(setting));
  const columns: readonly (Column | string)[] = ["Name", "Host", number("Number of virtual processors"), number("Startup RAM (MB)"), ...own.map(({ title }) => title)];
  const adapters = machines.flatMap(({ machine }) =>
    adaptersOf(machine).map((adapter, index): readonly Content[] => [
      machine.vmName,
      index === 0 ? "Primary" : "Secondary",
      view.externalSwitch(adapter.switch).switchName,
      adapter.vlanId === undefined ? "untagged" : String(adapter.vlanId),
      formatMac(adapter.macAddress),
    ]),
  );
  return [
    form("Settings of every virtual machine", [...OF_EVERY_VM, ...shared]),
    ...table("Processors and memory", columns, machines.map((one) => [one.machine.vmName, view.host(one.machine.host).id, String(one.machine.vcpus), String(one.machine.memoryMib), ...own.map(({ of }) => of(one))])),
    ...table("Network adapters", ["Name", "Network Adapter", "Virtual switch", number("VLAN ID"), "MAC Address"], adapters),
    ...table("Virtual hard disks", ["Name", "Virtual hard disk", "Copied from"], machines.map(({ machine }) => [machine.vmName, machine.diskPath, templateText(machine.templateDisk)])),
  ];
}

/** Where a disk comes from. A query may hold a signature, and is left out. */
export function templateText(template: TemplateDiskRecord): string {
  switch (template.from) {
    case "host":
      return template.path;
    case "url":
      return withoutQuery(template.url);
    case "zip":
      return `${template.fileName} in ${withoutQuery(template.url)}`;
  }
}

function withoutQuery(url: Deferrable<string>): string {
  return isDeferred(url) ? DOTTED : url.replace(/[?#].*$/s, "");
}
