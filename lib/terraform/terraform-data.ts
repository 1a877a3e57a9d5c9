import { type ITerraformDependable, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** What a `terraform_data` holds; a plain value, with literal text already escaped. */
export type DataValue = string | number | boolean | readonly DataValue[] | { readonly [key: string]: DataValue | undefined };

/** A command that Terraform runs on the machine that applies. */
export interface LocalExec {
  readonly command: string;
  /** Sensitive values in it hide the command's output, unless it fails. */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default - when the resource is created */
  readonly when?: "destroy";
  readonly onFailure?: "continue";
}

/** Commands of a resource. cdktf's own way would change the letters of environment variables. */
export function runLocally(resource: TerraformResource, commands: readonly LocalExec[]): void {
  resource.addOverride(
    "provisioner",
    commands.map(({ command, environment, when, onFailure }) => ({ "local-exec": { command, ...(environment && { environment }), ...(when && { when }), ...(onFailure && { on_failure: onFailure }) } })),
  );
}

/**
 * Terraform's built-in `terraform_data`. cdktf's own class runs `terraform version` in synth, once for each instance,
 * and fails where there is no terraform.
 */
export class TerraformData extends TerraformResource {
  private readonly triggersReplace: DataValue;
  private readonly input: DataValue | undefined;

  constructor(scope: Construct, id: string, config: { readonly triggersReplace: DataValue; readonly input?: DataValue; readonly dependsOn?: ITerraformDependable[] }) {
    super(scope, id, { terraformResourceType: "terraform_data", dependsOn: config.dependsOn });
    this.triggersReplace = config.triggersReplace;
    this.input = config.input;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { triggers_replace: this.triggersReplace, input: this.input };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return { triggers_replace: { value: this.triggersReplace, isBlock: false, type: "simple", storageClassType: "any" } };
  }
}
