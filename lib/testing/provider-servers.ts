import { readFile } from "node:fs/promises";
import { readOnlyRules } from "../lab/plugin/read-only";
import type { ProviderSchemas } from "../lab/plugin/schema";
import { reattachProviders, startProviderServer } from "../lab/plugin/server";

export interface ProviderServers {
  /** The value of TF_REATTACH_PROVIDERS. */
  readonly reattach: string;
  stop(): Promise<void>;
}

/** Servers that know the schemas of hyperv, pexip and whatever the further files describe, and can do nothing but judge by them. */
export async function startProviderServers(furtherSchemas: readonly string[]): Promise<ProviderServers> {
  const files = [
    require.resolve("@cdktf/provider-hyperv/schema.json"),
    require.resolve("@cdktf/provider-pexip/schema.json"),
    ...furtherSchemas,
  ];
  const contents = await Promise.all(files.map(readSchemas));
  const all = new Map(contents.flatMap((schemas) => Object.entries(schemas)));
  const servers = await Promise.all(
    [...all].map(([address, schema]) => startProviderServer({ address, schema, handler: readOnlyRules(schema) })),
  );
  return {
    reattach: reattachProviders(servers),
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}

async function readSchemas(file: string): Promise<ProviderSchemas["provider_schemas"]> {
  const { provider_schemas } = JSON.parse(await readFile(file, "utf8")) as Partial<ProviderSchemas>;
  if (provider_schemas) return provider_schemas;
  throw new Error(`${file}: no provider_schemas here; write the file with "terraform providers schema -json"`);
}
