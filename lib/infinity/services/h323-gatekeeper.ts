import { PexipInfinityH323Gatekeeper, type PexipInfinityH323GatekeeperConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-h323-gatekeeper";
import { Construct } from "constructs";
import { h323Gatekeeper, type H323GatekeeperFields } from "../../deployment/services/h323-gatekeeper";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of an H323Gatekeeper. */
export interface H323GatekeeperProps extends H323GatekeeperFields {
  readonly managementNode: IManagementNode;
}

/** An H.323 gatekeeper, made here or existing already. */
export interface IH323Gatekeeper extends IPlatformObject {}

const resource = resourceOf<H323GatekeeperFields, PexipInfinityH323GatekeeperConfig>()({
  collection: "h323_gatekeeper",
  attributes: { name: "name", description: "description", address: "address", port: "port" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityH323Gatekeeper(scope, "Resource", config as unknown as PexipInfinityH323GatekeeperConfig),
});

/**
 * An H.323 gatekeeper (guide page 16, "Integrating with a call control system"): a location that names it sends its outbound H.323 calls there.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class H323Gatekeeper extends Construct implements IH323Gatekeeper {
  /** An H.323 gatekeeper that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): IH323Gatekeeper {
    return existingObject(scope, id, h323Gatekeeper, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: H323GatekeeperProps) {
    const service = prepareService(scope, id, h323Gatekeeper, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
