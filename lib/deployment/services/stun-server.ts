import { deferrable, hostOrAddress, line, opt, whole } from "../../validation/fields";
import { serviceOf } from "../service";

/** A STUN server, which tells nodes and clients their public address (Call Control > STUN Servers). */
export interface StunServerFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** Host name or IP address, at most 255 characters. */
  readonly address: string;
  /** 1-65535. @default 3478 */
  readonly port?: number;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, stun_server. Page: the guide does not ask for it; 15 is its "Further configuration". */
export const stunServer = serviceOf<StunServerFields, "address">()({
  service: "stunServer",
  title: "STUN server",
  menu: "Call Control > STUN Servers",
  page: 15,
  fields: { name: opt(line()), description: opt(line()), address: deferrable(hostOrAddress()), port: opt(whole()) },
  limits: { name: { longest: 250 }, description: { longest: 250 }, address: { longest: 255 }, port: { least: 1, most: 65535 } },
  references: {},
});
