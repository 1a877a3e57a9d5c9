import schemas from "../../../../lib/bindings/pexip/schema.json";
import type { ProviderHandler } from "../../../../lib/lab/plugin/handler";
import type { ProviderSchema } from "../../../../lib/lab/plugin/schema";
import { type ProviderServer, startProviderServer } from "../../../../lib/lab/plugin/server";
import type { ManagementApi, ManagerNetwork } from "../../../../lib/lab/providers/infinity/management-api";
import { INFINITY_PROVIDER_ADDRESS, infinityProvider } from "../../../../lib/lab/providers/infinity/provider";
import { AcceleratedClock, type LabClock } from "../../../../lib/lab/world/clock";

export const SCHEMA = (schemas as { readonly provider_schemas: Record<string, unknown> }).provider_schemas[INFINITY_PROVIDER_ADDRESS] as ProviderSchema;

/** A network in which Management Nodes have these names. */
export function networkOf(managers: Readonly<Record<string, ManagementApi>>): ManagerNetwork {
  return { reach: ({ hostname }) => managers[hostname] ?? { unreachable: `dial tcp: lookup ${hostname}: no such host` } };
}

/** The provider; its pauses are short, and it finds nothing in the environment. */
export function provider(network: ManagerNetwork, clock: LabClock = new AcceleratedClock(10_000)): ProviderHandler {
  return infinityProvider({ schema: SCHEMA, network, clock, environment: {} });
}

/** The same for Terraform, with one Management Node. */
export function serve(manager: ManagementApi): Promise<ProviderServer> {
  return startProviderServer({ address: INFINITY_PROVIDER_ADDRESS, schema: SCHEMA, handler: provider(networkOf({ "manager.example.com": manager })) });
}

/** A configuration for `serve`. */
export function configuration(resource: object, more: object = {}): object {
  return {
    terraform: { required_providers: { pexip: { source: "pexip/infinity" } } },
    provider: { pexip: { address: "https://manager.example.com", username: "admin", password: "wizard-secret" } },
    resource,
    ...more,
  };
}
