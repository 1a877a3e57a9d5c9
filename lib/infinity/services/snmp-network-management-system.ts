import { PexipInfinitySnmpNetworkManagementSystem, type PexipInfinitySnmpNetworkManagementSystemConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-snmp-network-management-system";
import { Construct } from "constructs";
import { snmpNetworkManagementSystem, type SnmpNetworkManagementSystemFields } from "../../deployment/services/snmp-network-management-system";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of an SnmpNetworkManagementSystem. */
export interface SnmpNetworkManagementSystemProps extends SnmpNetworkManagementSystemFields {
  readonly managementNode: IManagementNode;
}

/** An SNMP network management system, made here or existing already. */
export interface ISnmpNetworkManagementSystem extends IPlatformObject {}

const resource = resourceOf<SnmpNetworkManagementSystemFields, PexipInfinitySnmpNetworkManagementSystemConfig>()({
  collection: "snmp_network_management_system",
  attributes: { name: "name", description: "description", address: "address", port: "port", snmpTrapCommunity: "snmpTrapCommunity" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinitySnmpNetworkManagementSystem(scope, "Resource", config as unknown as PexipInfinitySnmpNetworkManagementSystemConfig),
});

/**
 * An SNMP network management system (guide page 15, "Enabling SNMP"): a location that names it has its nodes send their traps there.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class SnmpNetworkManagementSystem extends Construct implements ISnmpNetworkManagementSystem {
  /** An SNMP network management system that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): ISnmpNetworkManagementSystem {
    return existingObject(scope, id, snmpNetworkManagementSystem, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: SnmpNetworkManagementSystemProps) {
    const service = prepareService(scope, id, snmpNetworkManagementSystem, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
