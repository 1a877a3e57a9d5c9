import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizePlatformFile } from "../../lib/config/build/synthesize";
import { runTerraform, type TerraformOutput, terraformOnPath, withoutTerraformSettings } from "../../lib/lab/terraform/terraform-command";
import { EXAMPLES } from "../examples/synthesized";
import { hasPostgresql, PostgresqlServer } from "../support/postgresql";

const terraform = terraformOnPath() ?? "";
const missing = [...(terraform === "" ? ["terraform"] : []), ...(hasPostgresql ? [] : ["a PostgreSQL server"])];
const testWithBoth = missing.length === 0 ? test : test.skip;

const STACKS = ["manager", "platform"];
const BACKEND = '\nbackend:\n  pg: { schema_name: "pexip_{stack}" }\n';

/** Only the backend's block is ours here: resources that need no provider take the place of the others. */
function withBuiltInResource(file: string, seconds: number): void {
  const { terraform: settings } = JSON.parse(readFileSync(file, "utf8")) as { terraform: { backend: unknown } };
  const provisioner = [{ "local-exec": { command: `sleep ${seconds}` } }];
  writeFileSync(file, JSON.stringify({ terraform: { backend: settings.backend }, resource: { terraform_data: { one: { input: "kept", provisioner } } } }));
}

testWithBoth(
  `both stacks of a platform file keep their state in PostgreSQL, each in its own schema, and a second run is refused while the first holds the lock${missing.length === 0 ? "" : ` (skipped: ${missing.join(" and ")} not found)`}`,
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "pexip-backend-"));
    const server = await PostgresqlServer.start();
    try {
      const platform = join(folder, "platform.yaml");
      writeFileSync(platform, readFileSync(join(EXAMPLES, "single-host", "platform.yaml"), "utf8") + BACKEND);
      synthesizePlatformFile(platform, join(folder, "cdktf.out"));
      const directoryOf = (stack: string): string => join(folder, "cdktf.out", "stacks", stack);
      const environment = { ...withoutTerraformSettings(), CHECKPOINT_DISABLE: "1", TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"), PG_CONN_STR: server.connection };
      writeFileSync(environment.TF_CLI_CONFIG_FILE, "");
      const run = (stack: string, ...args: string[]): Promise<TerraformOutput> => runTerraform({ terraform, directory: directoryOf(stack), environment, timeoutSeconds: 60 }, args);

      for (const stack of STACKS) {
        expect(readFileSync(join(directoryOf(stack), "cdk.tf.json"), "utf8")).not.toContain("127.0.0.1");
        withBuiltInResource(join(directoryOf(stack), "cdk.tf.json"), stack === "platform" ? 2 : 0);
        expect(await run(stack, "init", "-input=false")).toMatchObject({ succeeded: true });
      }
      expect(await run("manager", "apply", "-auto-approve", "-input=false")).toMatchObject({ succeeded: true });

      const first = run("platform", "apply", "-auto-approve", "-input=false");
      const isLocked = (): boolean => server.query("select 1 from pg_locks where locktype = 'advisory'").length > 0;
      let isOver = false;
      const over = (): boolean => (isOver = true);
      void first.then(over, over);
      while (!isOver && !isLocked()) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(isOver).toBe(false);
      const second = await run("platform", "apply", "-auto-approve", "-input=false", "-lock=true");
      expect(second.succeeded).toBe(false);
      expect(second.stderr).toContain("Error acquiring the state lock");
      expect(await first).toMatchObject({ succeeded: true });

      expect(server.query("select schema_name from information_schema.schemata where schema_name like 'pexip%' order by 1")).toEqual(["pexip_manager", "pexip_platform"]);
      for (const stack of STACKS) expect((await run(stack, "state", "list")).stdout).toBe("terraform_data.one\n");
      expect(await run("platform", "destroy", "-auto-approve", "-input=false")).toMatchObject({ succeeded: true });
      expect((await run("manager", "plan", "-input=false")).stdout).toContain("No changes.");
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  120_000,
);
