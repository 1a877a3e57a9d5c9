import { readFile } from "node:fs/promises";
import type { SimulatedHypervHost } from "./hyperv/simulated-hyperv-host";
import type { ProviderSchema, ProviderSchemas } from "./plugin/schema";
import { startProviderServer, type ProviderServer } from "./plugin/server";
import { HYPERV_PROVIDER_ADDRESS, hypervProvider } from "./providers/hyperv/provider";
import type { ManagerNetwork } from "./providers/infinity/management-api";
import { INFINITY_PROVIDER_ADDRESS, infinityProvider } from "./providers/infinity/provider";
import type { LabClock } from "./world/clock";

export interface ProviderWorld {
  readonly clock: LabClock;
  /** The host of this address; undefined when nothing has it. */
  readonly hostAt: (address: string) => SimulatedHypervHost | undefined;
  readonly managers: ManagerNetwork;
  /** What a provider finds where its block says nothing. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Both providers over the simulated world, on ports of this process. */
export async function startProviders({ clock, hostAt, managers, environment }: ProviderWorld): Promise<readonly ProviderServer[]> {
  const [hyperv, infinity] = await Promise.all([
    schemaOf("@cdktf/provider-hyperv/schema.json", HYPERV_PROVIDER_ADDRESS),
    schemaOf("@cdktf/provider-pexip/schema.json", INFINITY_PROVIDER_ADDRESS),
  ]);
  return Promise.all([
    startProviderServer({ address: HYPERV_PROVIDER_ADDRESS, schema: hyperv, handler: hypervProvider({ schema: hyperv, network: { clock, hostAt }, environment }) }),
    startProviderServer({ address: INFINITY_PROVIDER_ADDRESS, schema: infinity, handler: infinityProvider({ schema: infinity, network: managers, clock, environment }) }),
  ]);
}

async function schemaOf(file: string, address: string): Promise<ProviderSchema> {
  const { provider_schemas } = JSON.parse(await readFile(require.resolve(file), "utf8")) as ProviderSchemas;
  return provider_schemas[address];
}
