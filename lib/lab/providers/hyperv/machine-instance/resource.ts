import type { Value } from "../../../plugin/values";
import type { Attributes, DataSourceBehaviour, OperationContext, ResourceBehaviour } from "../../engine/behaviour";
import { same } from "../../engine/members";
import { refuseExisting } from "../existing";
import type { HostConnection } from "../host-connection";
import { numberOf, textOf } from "../settings";
import { OWN_ATTRIBUTES, vmSettingsOf } from "./machine-settings";
import { applyAdapters, applyDvdDrives, applyHardDiskDrives, applyIntegrationServices, applyProcessor } from "./parts";
import { desiredState, setState, turnOffIfOn } from "./power";
import { readMachine } from "./read";
import { machineTable } from "./schema-table";

const MINUTE = 60_000;

/**
 * hyperv_machine_instance (hyperv-provider.md section 1.2; P/resource_hyperv_machine_instance.go). The lab's hosts
 * refuse generation 2, so that vm_firmware is planned and never sent.
 */
export const machineInstance: ResourceBehaviour<HostConnection> = {
  ...machineTable,
  timeouts: { read: 2 * MINUTE, create: 30 * MINUTE, update: 30 * MINUTE, delete: 5 * MINUTE },

  // an error before the id is set leaves the VM half-made on the host and nothing in the state
  async create(planned, context) {
    const { connection, signal } = context;
    const name = textOf(planned, "name");
    await refuseExisting(name, context, ({ machines }) => machines.exists(name));
    const settings = vmSettingsOf("create", planned);
    await connection.command(signal, ({ machines }) => machines.create({ ...settings, name, path: textOf(planned, "path"), generation: numberOf(planned, "generation") }));
    await applyProcessor(name, planned, context);
    await applyAdapters(name, planned, context);
    await applyIntegrationServices(name, planned, null, context);
    await applyDvdDrives(name, planned, context);
    await applyHardDiskDrives(name, planned, context);
    await setState(name, desiredState(planned), planned, context);
    context.keep({ id: name });
    return { id: name, ...(await readMachine(name, planned, context)) };
  },

  read: async (state, context) => (await readMachine(textOf(state, "id"), state, context)) ?? null,

  // works on the name of the id: a changed name alone does nothing, at every apply
  async update(prior, planned, context) {
    const { connection, signal } = context;
    const name = textOf(prior, "id");
    const changed = (attribute: string) => !same(undefined, comparable(prior[attribute]), comparable(planned[attribute]));
    const ownSettings = OWN_ATTRIBUTES.some(changed);
    const mustBeOff = ownSettings || ["vm_processor", "integration_services", "network_adaptors", "dvd_drives", "hard_disk_drives"].some(changed);
    if (mustBeOff) await turnOffIfOn(name, planned, context);
    if (ownSettings) {
      const settings = vmSettingsOf("update", planned);
      await connection.command(signal, ({ machines }) => machines.update(name, settings));
    }
    if (changed("vm_processor")) await applyProcessor(name, planned, context);
    if (changed("integration_services")) await applyIntegrationServices(name, planned, prior, context);
    if (changed("network_adaptors")) await applyAdapters(name, planned, context);
    if (changed("dvd_drives")) await applyDvdDrives(name, planned, context);
    if (changed("hard_disk_drives")) await applyHardDiskDrives(name, planned, context);
    if (mustBeOff || changed("state")) await setState(name, desiredState(planned), planned, context);
    return readAgain(name, planned, context);
  },

  // a guest shutdown, and the disks stay; a VM that vanished since the refresh is an error
  async delete(state, context) {
    const name = textOf(state, "id");
    await setState(name, "Off", state, context);
    await context.connection.command(context.signal, ({ machines }) => machines.remove(name));
  },

  import: (id) => ({ id }),
};

/** Data source hyperv_machine_instance: the same scripts, the wait for addresses included. */
export const machineInstanceDataSource: DataSourceBehaviour<HostConnection> = {
  defaults: machineTable.defaults,
  validators: machineTable.validators,
  validate: (config) => machineTable.validate?.(config) ?? [],
  async read(config, context) {
    const name = textOf(config, "name");
    const found = await readMachine(name, config, context);
    return found === undefined ? {} : { id: name, ...found };
  },
};

async function readAgain(name: string, planned: Attributes, context: OperationContext<HostConnection>): Promise<Attributes> {
  const found = await readMachine(name, planned, context);
  if (found === undefined) throw new Error(`VM does not exist - ${name}`);
  return found;
}

// as SDKv2 compares, what is not set is the zero value
function comparable(value: Value | undefined): Value {
  if (value === undefined || value === null) return null;
  return value === "" || value === 0 || value === false || (Array.isArray(value) && value.length === 0) ? null : value;
}
