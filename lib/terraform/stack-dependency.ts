import type { TerraformStack } from "cdktf";
import { ValidationError } from "../validation/validation-error";

/**
 * Makes one stack wait for another. Nothing happens within one stack, or when it waits already.
 *
 * @param reason what in `path` needs the other stack: `its switch manager/lan`
 * @throws ValidationError when the other stack waits for this one
 */
export function waitFor(stack: TerraformStack, other: TerraformStack, path: string, reason: string): void {
  if (stack === other || stack.dependencies.includes(other)) return;
  if (other.dependsOn(stack)) {
    throw ValidationError.at(path, `${reason} is in the stack ${other.node.path}, which itself waits for the stack ${stack.node.path}; move one of the two, so that stacks depend on each other in one direction`);
  }
  stack.addDependency(other);
}
