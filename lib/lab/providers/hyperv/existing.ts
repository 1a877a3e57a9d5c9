import type { SimulatedHypervHost } from "../../hyperv/simulated-hyperv-host";
import type { OperationContext } from "../engine/behaviour";
import type { HostConnection } from "./host-connection";

/** Before each create: what is there already is not Terraform's. The texts of all resources of taliesins/hyperv 1.2.1. */
export async function refuseExisting(id: string, { connection, signal, typeName }: OperationContext<HostConnection>, exists: (host: SimulatedHypervHost) => boolean): Promise<void> {
  let found: boolean;
  try {
    found = await connection.query(signal, exists);
  } catch (error) {
    throw new Error(`checking for existing ${id}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  if (!found) return;
  throw new Error(
    `a resource with the ID ${JSON.stringify(id)} already exists - to be managed via Terraform this resource needs to be imported into the State. ` +
      `Please see the resource documentation for ${JSON.stringify(typeName)} for more information.\n terraform import ${typeName}.<resource name> ${id}`,
  );
}
