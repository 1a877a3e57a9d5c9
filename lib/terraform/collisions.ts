import { TerraformDataSource, TerraformElement, TerraformLocal, TerraformModule, TerraformOutput, TerraformResource, TerraformStack, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";
import type { AddressCollision } from "../deployment/model";

/** Elements of a stack that would get one address in Terraform. */
export function collisionsIn(stack: TerraformStack): readonly AddressCollision[] {
  const owners = new Map<string, string>();
  const collisions: AddressCollision[] = [];
  const visit = (construct: IConstruct): void => {
    const address = TerraformElement.isTerraformElement(construct) ? terraformAddress(construct) : undefined;
    if (address !== undefined) {
      const other = owners.get(address);
      if (other === undefined) owners.set(address, construct.node.path);
      else collisions.push({ address, path: construct.node.path, other });
    }
    for (const child of construct.node.children) {
      if (!TerraformStack.isStack(child)) visit(child);
    }
  };
  visit(stack);
  return collisions;
}

function terraformAddress(element: TerraformElement): string | undefined {
  if (TerraformResource.isTerraformResource(element)) return `${element.terraformResourceType}.${element.friendlyUniqueId}`;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}.${element.friendlyUniqueId}`;
  if (element instanceof TerraformVariable) return `var.${element.friendlyUniqueId}`;
  if (TerraformOutput.isTerraformOutput(element)) return `output.${element.friendlyUniqueId}`;
  if (element instanceof TerraformLocal) return `local.${element.friendlyUniqueId}`;
  if (element instanceof TerraformModule) return `module.${element.friendlyUniqueId}`;
  return undefined;
}
