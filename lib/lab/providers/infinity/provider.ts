import type { ProviderHandler } from "../../plugin/handler";
import type { ProviderSchema } from "../../plugin/schema";
import type { LabClock } from "../../world/clock";
import type { ResourceBehaviour } from "../engine/behaviour";
import { providerHandler } from "../engine/provider";
import { ApiClient } from "./api-client";
import { collectionResource } from "./collection-resource";
import { conference } from "./conference";
import { licence } from "./licence";
import type { ManagerNetwork } from "./management-api";
import { managerConfig } from "./manager-config";
import { type Environment, judgeProviderBlock, settingsOf } from "./provider-block";
import { singletonResource } from "./singleton-resource";
import { globalConfiguration } from "./tables/global-configuration";
import { managementVm } from "./tables/management-vm";
import { platform } from "./tables/platform";
import { servers } from "./tables/servers";
import { gatewayRoutingRule, judgeCaptions, services } from "./tables/services";
import { settings } from "./tables/settings";
import { ivrTheme, webappBranding } from "./uploads";
import { workerVm } from "./worker-vm";

/** In `required_providers`, and with TF_REATTACH_PROVIDERS. */
export const INFINITY_PROVIDER_ADDRESS = "registry.terraform.io/pexip/infinity";

export interface InfinityProviderOptions {
  readonly schema: ProviderSchema;
  readonly network: ManagerNetwork;
  /** Pauses between attempts pass on it. */
  readonly clock: LabClock;
  /** Where the provider finds what a block does not say. @default - the environment of this process */
  readonly environment?: Environment;
}

const PREFIX = "pexip_infinity_";

/** What the lab models of it, by type name; another resource is refused by its name. */
export const INFINITY_RESOURCES: Readonly<Record<string, ResourceBehaviour<ApiClient>>> = Object.fromEntries(
  [
    ...[...servers, ...platform, ...services].map((table): [string, ResourceBehaviour<ApiClient>] => [table.collection, collectionResource(table)]),
    ...settings.map((table): [string, ResourceBehaviour<ApiClient>] => [table.collection, singletonResource(table)]),
    ["gateway_routing_rule", { ...collectionResource(gatewayRoutingRule), validate: judgeCaptions }] as const,
    ["global_configuration", singletonResource(globalConfiguration)] as const,
    ["management_vm", singletonResource(managementVm)] as const,
    ["conference", conference] as const,
    ["worker_vm", workerVm] as const,
    ["licence", licence] as const,
    ["ivr_theme", ivrTheme] as const,
    ["webapp_branding", webappBranding] as const,
  ].map(([name, behaviour]) => [`${PREFIX}${name}`, behaviour]),
);

export const INFINITY_DATA_SOURCES = { [`${PREFIX}manager_config`]: managerConfig };

/** pexip/infinity 40.0.0 over simulated Management Nodes. */
export function infinityProvider({ schema, network, clock, environment = process.env }: InfinityProviderOptions): ProviderHandler {
  return providerHandler<ApiClient>({
    flavour: "framework",
    schema,
    validate: judgeProviderBlock,
    configure: (config) => new ApiClient(settingsOf(config, environment), network, clock),
    resources: INFINITY_RESOURCES,
    dataSources: INFINITY_DATA_SOURCES,
  });
}
