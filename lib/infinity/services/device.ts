import { PexipInfinityDevice, type PexipInfinityDeviceConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-device";
import { Construct } from "constructs";
import { device, type DeviceFields } from "../../deployment/services/device";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a Device. */
export interface DeviceProps extends DeviceFields {
  readonly managementNode: IManagementNode;
}

const resource = resourceOf<DeviceFields, PexipInfinityDeviceConfig>()({
  collection: "device",
  attributes: {
    alias: "alias",
    description: "description",
    username: "username",
    password: "password",
    primaryOwnerEmailAddress: "primaryOwnerEmailAddress",
    enableSip: "enableSip",
    enableH323: "enableH323",
    enableInfinityConnectNonSso: "enableInfinityConnectNonSso",
    enableInfinityConnectSso: "enableInfinityConnectSso",
    tag: "tag",
  },
  references: {},
  notOffered: {
    enableStandardSso: "needs an identity provider group, for which there is no construct",
    ssoIdentityProviderGroup: "there is no construct for identity provider groups",
    syncTag: "written by LDAP synchronization",
  },
  make: (scope, config) => new PexipInfinityDevice(scope, "Resource", config as unknown as PexipInfinityDeviceConfig),
});

/**
 * An alias that a device may register with (guide page 16, "Registering devices directly"; Users & Devices > Device Aliases).
 *
 * @throws ValidationError with every prop that is wrong
 */
export class Device extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: DeviceProps) {
    const service = prepareService(scope, id, device, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
