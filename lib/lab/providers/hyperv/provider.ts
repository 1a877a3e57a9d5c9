import { existsSync } from "node:fs";
import type { ProviderHandler } from "../../plugin/handler";
import type { ProviderSchema } from "../../plugin/schema";
import type { Attributes } from "../engine/behaviour";
import { providerHandler } from "../engine/provider";
import type { ConnectionSettings, HostNetwork } from "./host-connection";
import { HostConnection } from "./host-connection";
import { machineInstance, machineInstanceDataSource } from "./machine-instance/resource";
import { networkSwitch, networkSwitchDataSource } from "./network-switch";
import { vhd, vhdDataSource } from "./vhd";

/** In `required_providers`, and with TF_REATTACH_PROVIDERS. */
export const HYPERV_PROVIDER_ADDRESS = "registry.terraform.io/taliesins/hyperv";

/** What the lab models of it, by type name; another one is refused by its name. hyperv_iso_image: the hosts of the lab keep no files of others. */
export const HYPERV_RESOURCES = { hyperv_machine_instance: machineInstance, hyperv_network_switch: networkSwitch, hyperv_vhd: vhd };

export const HYPERV_DATA_SOURCES = { hyperv_machine_instance: machineInstanceDataSource, hyperv_network_switch: networkSwitchDataSource, hyperv_vhd: vhdDataSource };

export interface HypervProviderOptions {
  readonly schema: ProviderSchema;
  readonly network: HostNetwork;
  /** Where the provider finds what a block does not say. @default - the environment of this process */
  readonly environment?: Readonly<Record<string, string | undefined>>;
}

/** taliesins/hyperv 1.2.1 over simulated hosts. */
export function hypervProvider({ schema, network, environment = process.env }: HypervProviderOptions): ProviderHandler {
  return providerHandler<HostConnection>({
    flavour: "sdkv2",
    schema,
    // meets no host: a wrong address is noticed by the first operation (P/provider.go:213-293)
    configure: (config) => new HostConnection(connectionSettings(config, environment), network),
    resources: HYPERV_RESOURCES,
    dataSources: HYPERV_DATA_SOURCES,
  });
}

/** hyperv-provider.md section 1.0. How TLS and the login are done makes no difference over simulated hosts; that files exist does. */
function connectionSettings(config: Attributes, environment: Readonly<Record<string, string | undefined>>): ConnectionSettings {
  const text = (name: string, variable: string, otherwise: string): string => {
    const written = config[name];
    return typeof written === "string" ? written : environment[variable] || otherwise;
  };
  const flag = (name: string, variable: string, otherwise: boolean): boolean => {
    const written = config[name];
    return typeof written === "boolean" ? written : parsedFlag(name, environment[variable], otherwise);
  };
  const port = config.port;
  for (const [attribute, name] of [["cacert_path", "cacertPath"], ["cert_path", "certPath"], ["key_path", "keyPath"]] as const) {
    const path = text(attribute, `HYPERV_${attribute.toUpperCase()}`, "");
    if (path !== "" && !existsSync(path)) throw new Error(`${name} does not exist - ${path}`);
  }
  return {
    user: text("user", "HYPERV_USER", "Administrator"),
    password: text("password", "HYPERV_PASSWORD", ""),
    host: text("host", "HYPERV_HOST", "127.0.0.1"),
    port: typeof port === "number" ? port : Number(environment.HYPERV_PORT || 5986),
    https: flag("https", "HYPERV_HTTPS", true),
    timeout: text("timeout", "HYPERV_TIMEOUT", "30s"),
  };
}

function parsedFlag(name: string, text: string | undefined, otherwise: boolean): boolean {
  if (text === undefined || text === "") return otherwise;
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  if (/^(0|f|F|FALSE|false|False)$/.test(text)) return false;
  throw new Error(`"${name}": strconv.ParseBool: parsing ${JSON.stringify(text)}: invalid syntax`);
}
