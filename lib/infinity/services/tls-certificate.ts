import { PexipInfinityTlsCertificate, type PexipInfinityTlsCertificateConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-tls-certificate";
import { Construct } from "constructs";
import { tlsCertificate, type TlsCertificateFields } from "../../deployment/services/tls-certificate";
import type { IManagementNode } from "../management-node";
import { existingObject, type ExistingObjectProps, type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a TlsCertificate. */
export interface TlsCertificateProps extends TlsCertificateFields {
  readonly managementNode: IManagementNode;
}

/** A TLS certificate, made here or existing already. */
export interface ITlsCertificate extends IPlatformObject {}

const resource = resourceOf<TlsCertificateFields, PexipInfinityTlsCertificateConfig>()({
  collection: "tls_certificate",
  attributes: { certificate: "certificate", privateKey: "privateKey", privateKeyPassphrase: "privateKeyPassphrase", publicKey: null, parameters: "parameters" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityTlsCertificate(scope, "Resource", config as unknown as PexipInfinityTlsCertificateConfig),
});

/**
 * A TLS certificate (guide page 11, Platform > TLS Certificates). Conferencing Nodes and ManagementNodeSettings name it in `tlsCertificate`. A new text or key
 * changes it in place, so that a renewal keeps its users.
 *
 * @throws ValidationError with every prop that is wrong; a private key in clear is refused, and never shown
 */
export class TlsCertificate extends Construct implements ITlsCertificate {
  /** A certificate that exists on the Management Node already. Nothing is known of its names, so that no rule compares them. */
  public static fromResourceId(scope: Construct, id: string, props: ExistingObjectProps): ITlsCertificate {
    return existingObject(scope, id, tlsCertificate, resource, props);
  }

  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: TlsCertificateProps) {
    const service = prepareService(scope, id, tlsCertificate, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
