import { PexipInfinityLicence, type PexipInfinityLicenceConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-licence";
import { Construct } from "constructs";
import { licence, type LicenceFields } from "../../deployment/services/licence";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a Licence. */
export interface LicenceProps extends LicenceFields {
  readonly managementNode: IManagementNode;
}

const resource = resourceOf<LicenceFields, PexipInfinityLicenceConfig>()({
  collection: "licence",
  attributes: { entitlementId: "entitlementId", offlineMode: "offlineMode" },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityLicence(scope, "Resource", config as unknown as PexipInfinityLicenceConfig),
});

/**
 * A licence of the platform (guide page 11, Platform > Licenses). The Management Node activates it at activation.pexip.com, and licences are bound to its
 * MAC address: pin that. Removing the construct gives the licence back.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class Licence extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: LicenceProps) {
    const service = prepareService(scope, id, licence, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
