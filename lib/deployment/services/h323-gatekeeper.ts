import { deferrable, hostOrAddress, line, opt, whole } from "../../validation/fields";
import { serviceOf } from "../service";

/** An H.323 gatekeeper that a location's outbound H.323 calls go through (Call Control > H.323 Gatekeepers). */
export interface H323GatekeeperFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** Host name or IP address, at most 255 characters. */
  readonly address: string;
  /** 1-65535. The provider always writes one, so that a port found by DNS SRV cannot be had. @default 1719 */
  readonly port?: number;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, h323_gatekeeper. */
export const h323Gatekeeper = serviceOf<H323GatekeeperFields, "address">()({
  service: "h323Gatekeeper",
  title: "H.323 gatekeeper",
  menu: "Call Control > H.323 Gatekeepers",
  page: 16,
  fields: { name: opt(line()), description: opt(line()), address: deferrable(hostOrAddress()), port: opt(whole()) },
  limits: { name: { longest: 250 }, description: { longest: 250 }, address: { longest: 255 }, port: { least: 1, most: 65535 } },
  references: {},
});
