import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ProviderServer } from "../../../../lib/lab/plugin/server";
import { reattachProviders } from "../../../../lib/lab/plugin/server";
import type { Environment, TerraformOutput } from "../../../../lib/lab/terraform/terraform-command";
import { runTerraform, terraformOnPath, withoutTerraformSettings } from "../../../../lib/lab/terraform/terraform-command";

const FLAGS: Readonly<Record<string, readonly string[]>> = { state: [], validate: ["-no-color"], show: ["-no-color"], output: [] };

export interface Rehearsal {
  /** Replaces the configuration; the state stays. */
  configure(configuration: object): void;
  /** A command, without colours and questions, that may fail. */
  run(command: string, ...args: string[]): Promise<TerraformOutput>;
  /** Applies; the test fails when that does. */
  apply(...args: string[]): Promise<string>;
  /** What a plan says. */
  plan(...args: string[]): Promise<string>;
}

/** Real Terraform in a folder whose configuration changes; stops the server. */
export async function rehearse(server: ProviderServer, configuration: object, body: (rehearsal: Rehearsal) => Promise<void>, variables: Environment = {}): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "hyperv-test-"));
  const environment = {
    ...withoutTerraformSettings(),
    ...variables,
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: join(directory, "terraform.rc"),
    TF_REATTACH_PROVIDERS: reattachProviders([server]),
  };
  const configure = (changed: object) => writeFileSync(join(directory, "main.tf.json"), JSON.stringify(changed, null, 1));
  const run = (command: string, ...args: string[]) => runTerraform({ terraform: terraformOnPath() ?? "", directory, environment, timeoutSeconds: 60 }, [command, ...(FLAGS[command] ?? ["-no-color", "-input=false"]), ...args]);
  const succeeded = async (command: string, ...args: string[]) => {
    const output = await run(command, ...args);
    expect(output).toMatchObject({ succeeded: true, stderr: "" });
    return output.stdout;
  };
  try {
    writeFileSync(environment.TF_CLI_CONFIG_FILE, "");
    configure(configuration);
    await succeeded("init");
    await body({ configure, run, apply: (...args) => succeeded("apply", "-auto-approve", ...args), plan: (...args) => succeeded("plan", ...args) });
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true });
  }
}
