import { choice, deferrable, hostOrAddress, line, opt, whole } from "../../validation/fields";
import { serviceOf } from "../service";

/** Transport protocol towards a Skype for Business server. */
export enum MssipTransport {
  TCP = "tcp",
  TLS = "tls",
}

/** A Skype for Business server that a location's outbound MS-SIP calls go through (Call Control > Skype for Business Servers). */
export interface MssipProxyFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** Host name or IP address of the server or pool, at most 255 characters. */
  readonly address: string;
  /** 1-65535. @default 5061 */
  readonly port?: number;
  /** @default MssipTransport.TLS */
  readonly transport?: MssipTransport;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, mssip_proxy. */
export const mssipProxy = serviceOf<MssipProxyFields, "address">()({
  service: "mssipProxy",
  title: "Skype for Business server",
  menu: "Call Control > Skype for Business Servers",
  page: 16,
  fields: { name: opt(line()), description: opt(line()), address: deferrable(hostOrAddress()), port: opt(whole()), transport: opt(choice(MssipTransport)) },
  limits: { name: { longest: 250 }, description: { longest: 250 }, address: { longest: 255 }, port: { least: 1, most: 65535 } },
  references: {},
});
