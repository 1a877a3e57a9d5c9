import { PexipInfinityHttpProxy, type PexipInfinityHttpProxyConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-http-proxy";
import { Construct } from "constructs";
import { httpProxy, type HttpProxyFields } from "../../deployment/services/http-proxy";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of an HttpProxy. */
export interface HttpProxyProps extends HttpProxyFields {
  readonly managementNode: IManagementNode;
}

/** A web proxy, made here or existing already. */
export interface IHttpProxy extends IPlatformObject {}

const resource = resourceOf<HttpProxyFields, PexipInfinityHttpProxyConfig>()({
  collection: "http_proxy",
  attributes: { name: "name", address: "address", port: "port", username: "username", password: "password" },
  references: {},
  notOffered: { protocol: "http is its only value" },
  make: (scope, config) => new PexipInfinityHttpProxy(scope, "Resource", config as unknown as PexipInfinityHttpProxyConfig),
});

/**
 * A web proxy (System > Web Proxies): a location that names it has its nodes fetch things through it.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class HttpProxy extends Construct implements IHttpProxy {
  /** A web proxy that exists on the Management Node already. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): IHttpProxy {
    return existingObject(scope, id, httpProxy, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: HttpProxyProps) {
    const service = prepareService(scope, id, httpProxy, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
