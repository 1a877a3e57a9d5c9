import { choice, deferrable, hostOrAddress, line, opt, whole } from "../../validation/fields";
import { serviceOf } from "../service";

/** Transport protocol towards a SIP proxy. */
export enum SipTransport {
  TCP = "tcp",
  UDP = "udp",
  TLS = "tls",
}

/** A SIP proxy that a location's outbound SIP calls go through (Call Control > SIP Proxies). */
export interface SipProxyFields {
  /** At most 250 characters. @default - the id */
  readonly name?: string;
  /** At most 250 characters. @default - none */
  readonly description?: string;
  /** Host name or IP address of the proxy. */
  readonly address: string;
  /** 1-65535. The provider always writes one, so that a port found by DNS SRV cannot be had. @default 5061 */
  readonly port?: number;
  /** @default SipTransport.TLS */
  readonly transport?: SipTransport;
}

/** Source of ranges and defaults: pexip/infinity 40.0.0, sip_proxy. */
export const sipProxy = serviceOf<SipProxyFields, "address">()({
  service: "sipProxy",
  title: "SIP proxy",
  menu: "Call Control > SIP Proxies",
  page: 16,
  fields: { name: opt(line()), description: opt(line()), address: deferrable(hostOrAddress()), port: opt(whole()), transport: opt(choice(SipTransport)) },
  limits: { name: { longest: 250 }, description: { longest: 250 }, address: { longest: 255 }, port: { least: 1, most: 65535 } },
  references: {},
});
