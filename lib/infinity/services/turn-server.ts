import { PexipInfinityTurnServer, type PexipInfinityTurnServerConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-turn-server";
import { Construct } from "constructs";
import { turnServer, type TurnServerFields, TurnServerType } from "../../deployment/services/turn-server";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a TurnServer. */
export interface TurnServerProps extends TurnServerFields {
  readonly managementNode: IManagementNode;
}

/** A TURN server, made here or existing already. */
export interface ITurnServer extends IPlatformObject {}

const resource = resourceOf<TurnServerFields, PexipInfinityTurnServerConfig>()({
  collection: "turn_server",
  attributes: {
    name: "name",
    description: "description",
    address: "address",
    port: "port",
    serverType: "serverType",
    transportType: "transportType",
    username: "username",
    password: "password",
    secretKey: "secretKey",
  },
  references: {},
  notOffered: {},
  convert: { serverType: (type: TurnServerType) => (type === TurnServerType.USERNAME_PASSWORD ? "namepsw" : type) },
  make: (scope, config) => new PexipInfinityTurnServer(scope, "Resource", config as unknown as PexipInfinityTurnServerConfig),
});

/**
 * A TURN server (Call Control > TURN Servers), which a location names for its nodes or for its clients.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class TurnServer extends Construct implements ITurnServer {
  /** A TURN server that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): ITurnServer {
    return existingObject(scope, id, turnServer, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: TurnServerProps) {
    const service = prepareService(scope, id, turnServer, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
