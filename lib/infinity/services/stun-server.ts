import { PexipInfinityStunServer, type PexipInfinityStunServerConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-stun-server";
import { Construct } from "constructs";
import { stunServer, type StunServerFields } from "../../deployment/services/stun-server";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a StunServer. */
export interface StunServerProps extends StunServerFields {
  readonly managementNode: IManagementNode;
}

/** A STUN server, made here or existing already. */
export interface IStunServer extends IPlatformObject {}

const resource = resourceOf<StunServerFields, PexipInfinityStunServerConfig>()({
  collection: "stun_server",
  attributes: { name: "name", description: "description", address: "address", port: "port" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityStunServer(scope, "Resource", config as unknown as PexipInfinityStunServerConfig),
});

/**
 * A STUN server (Call Control > STUN Servers), which a location names for its nodes or for its clients.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class StunServer extends Construct implements IStunServer {
  /** A STUN server that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): IStunServer {
    return existingObject(scope, id, stunServer, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: StunServerProps) {
    const service = prepareService(scope, id, stunServer, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
