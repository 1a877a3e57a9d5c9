import { TerraformBackend, type TerraformRemoteState, type TerraformStack } from "cdktf";
import { ValidationError } from "../../validation/validation-error";

/** A stack's backend block, of any type that Terraform has, with settings as they are. */
export class NamedBackend extends TerraformBackend {
  constructor(
    stack: TerraformStack,
    type: string,
    private readonly settings: Readonly<Record<string, unknown>>,
  ) {
    super(stack, "backend", type);
  }

  /** Nothing of a platform file reads another stack's state. */
  public override getRemoteStateDataSource(): TerraformRemoteState {
    throw ValidationError.at(this.node.path, "the state behind a platform file's backend is not read by other stacks; use a backend class of cdktf in a program of your own");
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    return { ...this.settings };
  }
}
