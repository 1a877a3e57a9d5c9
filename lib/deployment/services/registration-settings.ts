import { choice, flag, opt, whole } from "../../validation/fields";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** How the time to the next refresh of a registration is found. */
export enum RefreshStrategy {
  /** By how many devices are registered with the node. */
  ADAPTIVE = "adaptive",
  /** By what the device asks for, within the maximum strategy's bounds. */
  MAXIMUM = "maximum",
}

/**
 * How devices register (guide page 16, "Registering devices directly"; Users & Devices > Registrations). A Management Node has one such setting:
 * what is left out gets the provider's default, whatever was set by hand.
 */
export interface RegistrationSettingsFields {
  /** May devices register? @default true */
  readonly enable?: boolean;
  /** @default RefreshStrategy.ADAPTIVE */
  readonly refreshStrategy?: RefreshStrategy;
  /** 60-3600. @default 60 */
  readonly adaptiveMinRefreshSeconds?: number;
  /** 60-7200. @default 3600 */
  readonly adaptiveMaxRefreshSeconds?: number;
  /** 60-3600. @default 60 */
  readonly maximumMinRefreshSeconds?: number;
  /** 60-7200. @default 300 */
  readonly maximumMaxRefreshSeconds?: number;
  /** For SIP devices behind a NAT: 60-3600. @default 60 */
  readonly nattedMinRefreshSeconds?: number;
  /** For SIP devices behind a NAT: 60-3600. @default 90 */
  readonly nattedMaxRefreshSeconds?: number;
  /** Route all calls of registered desktop clients through the registrar, and not by DNS SRV. @default true */
  readonly routeViaRegistrar?: boolean;
  /** Notify registered mobile devices of calls. @default false */
  readonly enablePushNotifications?: boolean;
  /** Send those notifications through Google Cloud Messaging. @default true */
  readonly enableGoogleCloudMessaging?: boolean;
  /** Token for Google Cloud Messaging, for a mobile app of your own. @default - Pexip's */
  readonly pushToken?: Secret;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, registration. */
export const registrationSettings = serviceOf<RegistrationSettingsFields>()({
  service: "registrationSettings",
  title: "Registration settings",
  menu: "Users & Devices > Registrations",
  page: 16,
  fields: {
    enable: opt(flag()),
    refreshStrategy: opt(choice(RefreshStrategy)),
    adaptiveMinRefreshSeconds: opt(whole()),
    adaptiveMaxRefreshSeconds: opt(whole()),
    maximumMinRefreshSeconds: opt(whole()),
    maximumMaxRefreshSeconds: opt(whole()),
    nattedMinRefreshSeconds: opt(whole()),
    nattedMaxRefreshSeconds: opt(whole()),
    routeViaRegistrar: opt(flag()),
    enablePushNotifications: opt(flag()),
    enableGoogleCloudMessaging: opt(flag()),
    pushToken: opt(secret()),
  },
  limits: {
    adaptiveMinRefreshSeconds: { least: 60, most: 3600 },
    adaptiveMaxRefreshSeconds: { least: 60, most: 7200 },
    maximumMinRefreshSeconds: { least: 60, most: 3600 },
    maximumMaxRefreshSeconds: { least: 60, most: 7200 },
    nattedMinRefreshSeconds: { least: 60, most: 3600 },
    nattedMaxRefreshSeconds: { least: 60, most: 3600 },
  },
  singleton: true,
  references: {},
});
