import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProviderServer } from "../../../lib/lab/plugin/server";
import { reattachProviders } from "../../../lib/lab/plugin/server";
import type { TerraformOutput } from "../../../lib/lab/terraform/terraform-command";
import { runTerraform, terraformOnPath, withoutTerraformSettings } from "../../../lib/lab/terraform/terraform-command";

const terraform = terraformOnPath() ?? "";

type Run = (...args: string[]) => Promise<TerraformOutput>;

/** Real Terraform in a directory with this configuration and these providers; stops the servers. */
export async function withTerraform(
  servers: ProviderServer[],
  configuration: object,
  body: (run: Run) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "plugin-test-"));
  const environment = {
    ...withoutTerraformSettings(),
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: join(directory, "terraform.rc"),
    TF_REATTACH_PROVIDERS: reattachProviders(servers),
  };
  try {
    writeFileSync(environment.TF_CLI_CONFIG_FILE, "");
    writeFileSync(join(directory, "main.tf.json"), JSON.stringify(configuration));
    await body((...args) => runTerraform({ terraform, directory, environment, timeoutSeconds: 60 }, args));
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    rmSync(directory, { recursive: true });
  }
}
