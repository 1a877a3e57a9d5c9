import type { SimulatedHypervHost } from "../../../hyperv/simulated-hyperv-host";
import type { Attributes, OperationContext } from "../../engine/behaviour";
import type { HostConnection } from "../host-connection";
import { attributesOf, blocksOf, numberOf, textOf } from "../settings";
import { adapterAttributesOf, diskAttributesOf, vmAttributesOf } from "./machine-settings";

/** What the host says of a VM, as attributes; undefined when there is none of the name. Eight scripts. */
export async function readMachine(vmName: string, before: Attributes, { connection, signal }: OperationContext<HostConnection>): Promise<Attributes | undefined> {
  const ask = <Result>(script: (host: SimulatedHypervHost) => Result) => connection.query(signal, script);
  const found = await ask(({ machines }) => machines.get(vmName));
  if (found === undefined) return undefined;
  const processor = await ask(({ machines }) => machines.getProcessor(vmName));
  const services = await ask(({ machines }) => machines.getIntegrationServices(vmName));
  const dvdDrives = await ask(({ drives }) => drives.getDvdDrives(vmName));
  const hardDisks = await ask(({ drives }) => drives.getHardDisks(vmName));
  const status = await ask(({ machines }) => machines.get(vmName));
  const adapterBlocks = blocksOf(before, "network_adaptors");
  const awaited = adapterBlocks.filter(({ wait_for_ips }) => wait_for_ips === true).map((block) => textOf(block, "name"));
  // in each refresh as well
  await connection.command(signal, ({ networkAdapters }) => networkAdapters.waitForAddresses(vmName, awaited, numberOf(before, "wait_for_ips_timeout") || 300));
  const adapters = await ask(({ networkAdapters }) => networkAdapters.get(vmName));
  return {
    name: found.name,
    path: found.path,
    generation: found.generation,
    ...vmAttributesOf(found),
    vm_processor: [attributesOf(processor ?? {})],
    integration_services: Object.fromEntries(services.map(({ name, enabled }) => [name, enabled])),
    dvd_drives: dvdDrives.map((drive) => ({ ...attributesOf(drive), resource_pool_name: "Primordial" })),
    hard_disk_drives: hardDisks.map(diskAttributesOf),
    vm_firmware: [],
    network_adaptors: adapters.map((adapter) => adapterAttributesOf(adapter, adapterBlocks.find(({ name }) => name === adapter.name)?.wait_for_ips ?? false)),
    state: status?.state ?? null,
  };
}
