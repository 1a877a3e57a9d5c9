import { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** What a `terraform_data` holds; a plain value, with literal text already escaped. */
export type DataValue = string | number | boolean | readonly DataValue[] | { readonly [key: string]: DataValue | undefined };

/**
 * Terraform's built-in `terraform_data`. cdktf's own class runs `terraform version` in synth, once for each instance,
 * and fails where there is no terraform.
 */
export class TerraformData extends TerraformResource {
  private readonly triggersReplace: DataValue;

  constructor(scope: Construct, id: string, config: { readonly triggersReplace: DataValue }) {
    super(scope, id, { terraformResourceType: "terraform_data" });
    this.triggersReplace = config.triggersReplace;
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { triggers_replace: this.triggersReplace };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return { triggers_replace: { value: this.triggersReplace, isBlock: false, type: "simple", storageClassType: "any" } };
  }
}
