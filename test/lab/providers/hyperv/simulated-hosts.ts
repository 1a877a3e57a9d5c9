import { readFileSync } from "node:fs";
import { join } from "node:path";
import { WindowsServer } from "../../../../lib/deployment/enums";
import type { Templates } from "../../../../lib/lab/hyperv/host-spec";
import { SimulatedHypervHost } from "../../../../lib/lab/hyperv/simulated-hyperv-host";
import type { ProviderHandler } from "../../../../lib/lab/plugin/handler";
import type { ProviderSchema, ProviderSchemas } from "../../../../lib/lab/plugin/schema";
import { startProviderServer } from "../../../../lib/lab/plugin/server";
import { HYPERV_PROVIDER_ADDRESS, hypervProvider } from "../../../../lib/lab/providers/hyperv/provider";
import { AcceleratedClock } from "../../../../lib/lab/world/clock";
import { Faults } from "../../../../lib/lab/world/faults";
import { Journal } from "../../../../lib/lab/world/journal";

export const USER = "EXAMPLE\\svc-terraform";
export const PASSWORD = "planted-secret-7";
export const TEMPLATE = "C:\\Templates\\pexip.vhd";

export const SCHEMA: ProviderSchema = (JSON.parse(readFileSync(join(__dirname, "../../../../lib/bindings/hyperv/schema.json"), "utf8")) as ProviderSchemas).provider_schemas[HYPERV_PROVIDER_ADDRESS];

/** Hosts of two sockets with 16 cores each, their provider, and all that goes with them. Time flies: a minute in ten milliseconds. */
export function simulatedHosts(addresses: readonly string[], templates: Templates = { [TEMPLATE]: { bytes: 3 * 1024 ** 3 } }) {
  const clock = new AcceleratedClock(6_000);
  const journal = new Journal(clock);
  const faults = new Faults();
  const heard: string[] = [];
  const events = {
    started: ({ host, vmName }: { host: string; vmName: string }) => heard.push(`${host}: ${vmName} on`),
    stopped: ({ host, vmName }: { host: string; vmName: string }) => heard.push(`${host}: ${vmName} off`),
    diskRemoved: ({ path }: { path: string }) => heard.push(`removed ${path}`),
  };
  const hosts = addresses.map(
    (address) =>
      new SimulatedHypervHost(
        {
          address,
          credentials: { username: USER, password: PASSWORD },
          windowsServer: WindowsServer.V2022,
          sockets: 2,
          coresPerSocket: 16,
          memoryGib: 128,
          networkAdapters: ["Ethernet 1", "Ethernet 2", "Ethernet 3", "Ethernet 4"],
          managementAdapter: "Ethernet 4",
          templates,
        },
        { clock, journal, faults, events },
      ),
  );
  const handler: ProviderHandler = hypervProvider({
    schema: SCHEMA,
    network: { clock, hostAt: (address) => hosts.find((host) => host.address === address) },
    environment: {},
  });
  return { hosts, clock, journal, faults, heard, handler, serve: () => startProviderServer({ address: HYPERV_PROVIDER_ADDRESS, schema: SCHEMA, handler }) };
}

export function providerBlock(host: string, alias?: string): object {
  return { ...(alias !== undefined && { alias }), host, user: USER, password: PASSWORD, timeout: "10m" };
}

export const REQUIRED_PROVIDERS = { hyperv: { source: "taliesins/hyperv" } };

export function externalSwitch(more: object = {}): object {
  return { name: "Pexip External", switch_type: "External", net_adapter_names: ["Ethernet 1"], ...more };
}

export function disk(more: object = {}): object {
  return { path: "D:\\Pexip\\n1\\n1.vhd", source: TEMPLATE, lifecycle: { ignore_changes: ["source", "vhd_type"] }, ...more };
}

/** A VM as our constructs write it. */
export function machine(more: object = {}): object {
  return {
    name: "n1",
    path: "D:\\Pexip",
    generation: 1,
    static_memory: true,
    memory_startup_bytes: 4 * 1024 ** 3,
    memory_minimum_bytes: 4 * 1024 ** 3,
    memory_maximum_bytes: 4 * 1024 ** 3,
    processor_count: 4,
    automatic_stop_action: "ShutDown",
    vm_processor: [{}],
    network_adaptors: [adapter("Primary", "0200202323A0")],
    hard_disk_drives: [{ controller_type: "Ide", controller_number: 0, controller_location: 0, path: "D:\\Pexip\\n1\\n1.vhd" }],
    depends_on: ["hyperv_vhd.n1", "hyperv_network_switch.lan"],
    ...more,
  };
}

export function adapter(name: string, mac: string, more: object = {}): object {
  return { name, switch_name: "Pexip External", dynamic_mac_address: false, static_mac_address: mac, wait_for_ips: false, ...more };
}
