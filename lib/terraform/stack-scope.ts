import { TerraformStack, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import type { Secret } from "../deployment/secret";

const ID = "cdktf-pexip-hyperv";

/** The one hidden scope of a stack that holds our provider blocks and variables; made when it is first needed. */
export class StackScope extends Construct {
  public static of(stack: TerraformStack): StackScope {
    return (stack.node.tryFindChild(ID) as StackScope | undefined) ?? new StackScope(stack);
  }

  private constructor(stack: TerraformStack) {
    super(stack, ID);
  }

  /** What was made under this id, or makes it. */
  public once<T extends Construct>(id: string, make: (scope: StackScope) => T): T {
    return (this.node.tryFindChild(id) as T | undefined) ?? make(this);
  }

  /** The Terraform expression of a secret. A variable is declared here, once for each name. */
  public expressionOf(secret: Secret): string {
    const name = secret.variableName;
    if (name === undefined) return secret.token!;
    this.once(`variable-${name}`, (scope) => {
      const variable = new TerraformVariable(scope, `variable-${name}`, { type: "string", sensitive: true, nullable: false });
      variable.overrideLogicalId(name);
      return variable;
    });
    return `\${var.${name}}`;
  }
}
