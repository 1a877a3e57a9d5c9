import { flag, line, opt } from "../../validation/fields";
import { secret, type Secret } from "../secret";
import { serviceOf } from "../service";

/** An alias that a device may register with (guide page 16, "Registering devices directly"; Users & Devices > Device Aliases). */
export interface DeviceFields {
  /** At most 250 characters. */
  readonly alias: string;
  /** At most 250 characters. Phones may show it. @default - none */
  readonly description?: string;
  /** At most 250 characters. @default - none: no authentication */
  readonly username?: string;
  /** At most 100 characters. @default - none */
  readonly password?: Secret;
  /** At most 100 characters. @default - none */
  readonly primaryOwnerEmailAddress?: string;
  /** May a SIP device register? @default false */
  readonly enableSip?: boolean;
  /** May an H.323 device register? @default false */
  readonly enableH323?: boolean;
  /** May an Infinity Connect client register with user name and password? @default false */
  readonly enableInfinityConnectNonSso?: boolean;
  /** May an Infinity Connect client register with AD authentication? @default false */
  readonly enableInfinityConnectSso?: boolean;
  /** A label to search for, at most 250 characters. @default - none */
  readonly tag?: string;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, device. */
export const device = serviceOf<DeviceFields>()({
  service: "device",
  title: "Device alias",
  menu: "Users & Devices > Device Aliases",
  page: 16,
  fields: {
    alias: line(),
    description: opt(line()),
    username: opt(line()),
    password: opt(secret()),
    primaryOwnerEmailAddress: opt(line()),
    enableSip: opt(flag()),
    enableH323: opt(flag()),
    enableInfinityConnectNonSso: opt(flag()),
    enableInfinityConnectSso: opt(flag()),
    tag: opt(line()),
  },
  limits: { alias: { longest: 250 }, description: { longest: 250 }, username: { longest: 250 }, primaryOwnerEmailAddress: { longest: 100 }, tag: { longest: 250 } },
  references: {},
});
