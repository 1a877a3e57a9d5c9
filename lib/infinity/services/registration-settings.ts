import { PexipInfinityRegistration, type PexipInfinityRegistrationConfig } from "@cdktf/provider-pexip/lib/pexip-infinity-registration";
import { Construct } from "constructs";
import { registrationSettings, type RegistrationSettingsFields } from "../../deployment/services/registration-settings";
import type { IManagementNode } from "../management-node";
import { type IPlatformObject, prepareService, resourceOf } from "../platform-object";

/** Props of a RegistrationSettings. */
export interface RegistrationSettingsProps extends RegistrationSettingsFields {
  readonly managementNode: IManagementNode;
}

const resource = resourceOf<RegistrationSettingsFields, PexipInfinityRegistrationConfig>()({
  collection: "registration",
  attributes: {
    enable: "enable",
    refreshStrategy: "refreshStrategy",
    adaptiveMinRefreshSeconds: "adaptiveMinRefresh",
    adaptiveMaxRefreshSeconds: "adaptiveMaxRefresh",
    maximumMinRefreshSeconds: "maximumMinRefresh",
    maximumMaxRefreshSeconds: "maximumMaxRefresh",
    nattedMinRefreshSeconds: "nattedMinRefresh",
    nattedMaxRefreshSeconds: "nattedMaxRefresh",
    routeViaRegistrar: "routeViaRegistrar",
    enablePushNotifications: "enablePushNotifications",
    enableGoogleCloudMessaging: "enableGoogleCloudMessaging",
    pushToken: "pushToken",
  },
  references: {},
  notOffered: {},
  make: (scope, config) => new PexipInfinityRegistration(scope, "Resource", config as unknown as PexipInfinityRegistrationConfig),
});

/**
 * How devices register (guide page 16, "Registering devices directly"; Users & Devices > Registrations). A Management Node has one such setting; removing
 * the construct resets it.
 *
 * @throws ValidationError with every prop that is wrong
 */
export class RegistrationSettings extends Construct implements IPlatformObject {
  public readonly managementNode: IManagementNode;

  constructor(scope: Construct, id: string, props: RegistrationSettingsProps) {
    const service = prepareService(scope, id, registrationSettings, props, resource);
    super(scope, id);
    this.managementNode = props.managementNode;
    service.enter(this);
  }
}
