import type { VmDvdDrive, VmProcessor } from "../../../hyperv/machine";
import type { SimulatedHypervHost } from "../../../hyperv/simulated-hyperv-host";
import type { Attributes, OperationContext } from "../../engine/behaviour";
import { isRecord } from "../../engine/members";
import type { HostConnection } from "../host-connection";
import { blocksOf, numberOf, settingsOf, textOf } from "../settings";
import { adapterSettingsOf, diskSettingsOf, processorSettings } from "./machine-settings";

// What a VM is made of beside itself, each in the provider's way: as many scripts as there are things to do
// (api/hyperv-winrm/vm_*.go of taliesins/hyperv 1.2.1).

type Context = OperationContext<HostConnection>;

/** Without the block nothing is set. */
export async function applyProcessor(vmName: string, planned: Attributes, context: Context): Promise<void> {
  const [block] = blocksOf(planned, "vm_processor");
  if (block !== undefined) await run(context, ({ machines }) => machines.setProcessor(vmName, settingsOf<VmProcessor>(processorSettings(block))));
}

/**
 * The host's list tells no index, so that each adapter that exists is updated, or removed, as number 0
 * (terraform-shapes.md section 5: the first adapter of two gets the name, MAC and switch of the second).
 */
export async function applyAdapters(vmName: string, planned: Attributes, context: Context): Promise<void> {
  const index = 0;
  await applyList(
    await context.connection.query(context.signal, ({ networkAdapters }) => networkAdapters.get(vmName)),
    blocksOf(planned, "network_adaptors").map(adapterSettingsOf),
    () => run(context, ({ networkAdapters }) => networkAdapters.remove(vmName, index)),
    (_current, settings) => run(context, ({ networkAdapters }) => networkAdapters.update(vmName, index, settings)),
    (settings) => run(context, ({ networkAdapters }) => networkAdapters.add(vmName, settings)),
  );
}

/** Those that are configured; in an update only those whose value changes. */
export async function applyIntegrationServices(vmName: string, planned: Attributes, prior: Attributes | null, context: Context): Promise<void> {
  const before = isRecord(prior?.integration_services) ? prior.integration_services : {};
  const wanted = isRecord(planned.integration_services) ? planned.integration_services : {};
  for (const [service, enabled] of Object.entries(wanted)) {
    if (before[service] !== enabled) await run(context, ({ machines }) => machines.setIntegrationService(vmName, service, enabled === true));
  }
}

/** An update compares with a pool that no drive has, and so fails where none is configured (A/vm_dvd_drive.go:118-124, issue 276). */
export async function applyDvdDrives(vmName: string, planned: Attributes, context: Context): Promise<void> {
  const settings = (block: Attributes): VmDvdDrive => ({ controllerNumber: numberOf(block, "controller_number"), controllerLocation: numberOf(block, "controller_location"), path: textOf(block, "path") });
  await applyList(
    await context.connection.query(context.signal, ({ drives }) => drives.getDvdDrives(vmName)),
    blocksOf(planned, "dvd_drives"),
    ({ controllerNumber, controllerLocation }) => run(context, ({ drives }) => drives.removeDvdDrive(vmName, controllerNumber, controllerLocation)),
    (current, block) =>
      run(context, ({ drives }) => {
        if (textOf(block, "resource_pool_name") === "") throw new Error(`Unable to remove resource pool from dvd drive ${JSON.stringify(current)}`);
        drives.updateDvdDrive(vmName, current.controllerNumber, current.controllerLocation, settings(block));
      }),
    (block) => run(context, ({ drives }) => drives.addDvdDrive(vmName, settings(block))),
  );
}

export async function applyHardDiskDrives(vmName: string, planned: Attributes, context: Context): Promise<void> {
  await applyList(
    await context.connection.query(context.signal, ({ drives }) => drives.getHardDisks(vmName)),
    blocksOf(planned, "hard_disk_drives").map(diskSettingsOf),
    ({ controllerNumber, controllerLocation }) => run(context, ({ drives }) => drives.removeHardDisk(vmName, controllerNumber, controllerLocation)),
    ({ controllerNumber, controllerLocation }, settings) => run(context, ({ drives }) => drives.updateHardDisk(vmName, controllerNumber, controllerLocation, settings)),
    (settings) => run(context, ({ drives }) => drives.addHardDisk(vmName, settings)),
  );
}

/** From the end, what is too many goes; what is there is updated; the rest is made. */
async function applyList<Current, Wanted>(
  current: readonly Current[],
  wanted: readonly Wanted[],
  remove: (one: Current) => Promise<void>,
  update: (one: Current, settings: Wanted) => Promise<void>,
  create: (settings: Wanted) => Promise<void>,
): Promise<void> {
  for (const one of current.slice(wanted.length).reverse()) await remove(one);
  const kept = current.slice(0, wanted.length);
  for (const [index, one] of kept.entries()) await update(one, wanted[index]);
  for (const settings of wanted.slice(kept.length)) await create(settings);
}

function run({ connection, signal }: Context, script: (host: SimulatedHypervHost) => void | Promise<void>): Promise<void> {
  return connection.command(signal, script);
}
