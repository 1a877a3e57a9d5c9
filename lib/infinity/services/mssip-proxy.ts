import { PexipInfinityMssipProxy, type PexipInfinityMssipProxyConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-mssip-proxy";
import { Construct } from "constructs";
import { mssipProxy, type MssipProxyFields } from "../../deployment/services/mssip-proxy";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of an MssipProxy. */
export interface MssipProxyProps extends MssipProxyFields {
  readonly managementNode: IManagementNode;
}

/** A Skype for Business server, made here or existing already. */
export interface IMssipProxy extends IPlatformObject {}

const resource = resourceOf<MssipProxyFields, PexipInfinityMssipProxyConfig>()({
  collection: "mssip_proxy",
  attributes: { name: "name", description: "description", address: "address", port: "port", transport: "transport" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityMssipProxy(scope, "Resource", config as unknown as PexipInfinityMssipProxyConfig),
});

/**
 * A Skype for Business server (guide page 16, "Integrating with a call control system"): a location that names it sends its outbound MS-SIP calls there.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class MssipProxy extends Construct implements IMssipProxy {
  /** A Skype for Business server that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): IMssipProxy {
    return existingObject(scope, id, mssipProxy, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: MssipProxyProps) {
    const service = prepareService(scope, id, mssipProxy, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
