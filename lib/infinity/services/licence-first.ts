import { type TerraformResource, TerraformStack } from "cdktf";
import type { IConstruct } from "constructs";
import { addLateEdges, addressOf } from "../../terraform/edges";
import { Registry } from "../../terraform/registry";
import type { IManagementNode } from "../management-node";

/**
 * Makes a resource wait for every Licence of its Management Node in its stack, whichever was declared first: a Management Node without a licence
 * refuses rooms and rules. Source: Josh-E-S/pexip-infinity-skills (400 while unlicensed).
 */
export function behindLicences(resource: TerraformResource | undefined, construct: IConstruct, managementNode: IManagementNode): void {
  if (resource === undefined) return;
  const stack = TerraformStack.of(construct).node.path;
  const licences = (): readonly IConstruct[] => Registry.of(construct).servicesIn(stack, "licence", managementNode.node.path);
  addLateEdges(resource, () => ({ dependsOn: licences().map((licence) => addressOf(licence.node.defaultChild as TerraformResource)) }));
}
