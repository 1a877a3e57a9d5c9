import { PexipInfinityCaCertificate, type PexipInfinityCaCertificateConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-ca-certificate";
import { Construct } from "constructs";
import { caCertificate, type CaCertificateFields } from "../../deployment/services/ca-certificate";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a CaCertificate. */
export interface CaCertificateProps extends CaCertificateFields {
  readonly managementNode: IManagementNode;
}

const resource = resourceOf<CaCertificateFields, PexipInfinityCaCertificateConfig>()({
  collection: "ca_certificate",
  attributes: { certificate: "certificate", trustedIntermediate: "trustedIntermediate" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityCaCertificate(scope, "Resource", config as unknown as PexipInfinityCaCertificateConfig),
});

/**
 * A certificate of an authority (guide page 11): the intermediate ones above the nodes' certificates, and the roots of a company's own authority.
 *
 * @throws ValidationError with every prop that is wrong; a private key in clear is refused, and never shown
 */
export class CaCertificate extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: CaCertificateProps) {
    const service = prepareService(scope, id, caCertificate, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
