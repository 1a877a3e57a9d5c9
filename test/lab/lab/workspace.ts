import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { build } from "esbuild";
import { dependencies } from "../../../package.json";
import { synthesizePlatformFile } from "../../../lib/config/build/synthesize";
import { DEPLOYMENT_FILE, parseDeploymentFile } from "../../../lib/deployment/deployment-file";
import type { DeploymentModel } from "../../../lib/deployment/model";
import type { Lab } from "../../../lib/lab";
import { runTerraform, terraformOnPath, withoutTerraformSettings, type TerraformOutput } from "../../../lib/testing/terraform-command";

const ROOT = join(__dirname, "../../..");

/** A folder with one of the examples, what `synth` made of it, and an `npx` that runs our command line as it is now. */
export class Workspace {
  public readonly folder = mkdtempSync(join(tmpdir(), "lab-test-"));
  public readonly project = join(this.folder, "project");
  public model!: DeploymentModel;

  constructor(example: string) {
    cpSync(join(ROOT, "examples", example), this.project, { recursive: true, filter: (path) => !/node_modules|cdktf\.out/.test(path) });
  }

  public async begin(): Promise<void> {
    const cli = join(this.folder, "pexip-hyperv.js");
    const loaded = ["commander", "fastest-levenshtein", "ipaddr.js", "yaml", "zod"];
    const external = [...Object.keys(dependencies).filter((name) => !loaded.includes(name)), "*/config/build/synthesize", "node-forge"];
    await build({ absWorkingDir: ROOT, entryPoints: ["bin/pexip-hyperv.ts"], outfile: cli, bundle: true, platform: "node", format: "cjs", target: "node20", external, logLevel: "error" });
    const npx = join(this.folder, "npx");
    writeFileSync(npx, `#!/bin/sh\n[ "$1 $2" = "--no-install pexip-hyperv" ] || exit 64\nshift 2\nexec '${process.execPath}' '${cli}' "$@"\n`);
    chmodSync(npx, 0o755);
  }

  public synthesize(): void {
    const output = join(this.project, "cdktf.out");
    synthesizePlatformFile(join(this.project, "platform.yaml"), output);
    this.model = parseDeploymentFile(readFileSync(join(output, DEPLOYMENT_FILE), "utf8"), DEPLOYMENT_FILE);
  }

  /** Terraform in the folder of a stack, inside the lab. */
  public terraform(lab: Lab, stack: string, ...args: string[]): Promise<TerraformOutput> {
    const rc = join(this.folder, "terraform.rc");
    writeFileSync(rc, "");
    const environment = { ...withoutTerraformSettings(), ...lab.environment, TF_CLI_CONFIG_FILE: rc, PATH: `${this.folder}${delimiter}${process.env.PATH}` };
    return runTerraform({ terraform: terraformOnPath() ?? "", directory: join(this.project, "cdktf.out", "stacks", stack), environment, timeoutSeconds: 100 }, [args[0], "-no-color", "-input=false", ...args.slice(1)]);
  }

  /** Init and apply; the test fails when one of them does. */
  public async apply(lab: Lab, stack: string): Promise<string> {
    // cdktf puts the state where it runs: here
    await succeeded(this.terraform(lab, stack, "init", `-backend-config=path=${join(this.folder, `${stack}.tfstate`)}`));
    return succeeded(this.terraform(lab, stack, "apply", "-auto-approve"));
  }

  public plan(lab: Lab, stack: string): Promise<string> {
    return succeeded(this.terraform(lab, stack, "plan"));
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}

async function succeeded(running: Promise<TerraformOutput>): Promise<string> {
  const output = await running;
  expect({ succeeded: output.succeeded, stderr: output.stderr }).toEqual({ succeeded: true, stderr: "" });
  return output.stdout;
}
