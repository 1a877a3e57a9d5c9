import type { ConferencingNodeRecord } from "../../deployment/conferencing-node";
import { isDeferred, type Deferrable } from "../../validation/fields";
import { ValidationError } from "../../validation/validation-error";
import type { NodeIdentity } from "../infinity/bootstrap-configuration";

/**
 * The address of something that the lab makes.
 *
 * @throws ValidationError when only Terraform knows it
 */
export function addressOf({ address, path }: { readonly address: Deferrable<string>; readonly path: string }): string {
  if (isDeferred(address)) throw ValidationError.at(path, "its address is known to Terraform alone, and the lab must give it to somebody; write it as text");
  return address;
}

/** Who a node is that knows itself. */
export function identityOf(node: ConferencingNodeRecord): Omit<NodeIdentity, "token"> {
  const { name, hostname, domain, secondaryAddress } = node;
  const second = secondaryAddress === undefined ? {} : { secondaryAddress: addressOf({ address: secondaryAddress, path: node.path }) };
  return { name, hostname, domain, address: addressOf(node), ...second };
}

/** Where a node answers while it is nobody. */
export function bootstrapAddressOf({ bootstrapAddress, address }: ConferencingNodeRecord): Deferrable<string> {
  return bootstrapAddress ?? address;
}
