import { PexipInfinitySipProxy, type PexipInfinitySipProxyConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-sip-proxy";
import { Construct } from "constructs";
import { sipProxy, type SipProxyFields } from "../../deployment/services/sip-proxy";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a SipProxy. */
export interface SipProxyProps extends SipProxyFields {
  readonly managementNode: IManagementNode;
}

/** A SIP proxy, made here or existing already. */
export interface ISipProxy extends IPlatformObject {}

const resource = resourceOf<SipProxyFields, PexipInfinitySipProxyConfig>()({
  collection: "sip_proxy",
  attributes: { name: "name", description: "description", address: "address", port: "port", transport: "transport" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinitySipProxy(scope, "Resource", config as unknown as PexipInfinitySipProxyConfig),
});

/**
 * A SIP proxy (guide page 16, "Integrating with a call control system"): a location that names it sends its outbound SIP calls there.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class SipProxy extends Construct implements ISipProxy {
  /** A SIP proxy that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): ISipProxy {
    return existingObject(scope, id, sipProxy, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: SipProxyProps) {
    const service = prepareService(scope, id, sipProxy, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
